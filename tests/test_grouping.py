"""The benchmark of stories: its figures on made-up divisions, and the annotated stories given by themselves."""

from pathlib import Path

import pytest

from benchmarks import grouping
from factcheck.articles import read_articles
from factcheck.settings import Settings
from factcheck.stories import stories

FOLDERS = sorted(path.parent for path in grouping.STORIES.glob("*/gold.json"))


def test_a_right_division_is_right_in_every_figure():
    gold = [["a", "b", "c"], ["d", "e"], ["f"]]
    measured = grouping.figures(gold, [["e", "d"], ["f"], ["c", "a", "b"]])
    assert measured == grouping.Figures(1, 1, 1, 1, 1, 1, 3, 3)


def test_joined_stories_cost_precision_and_torn_ones_recall():
    gold = [["a", "b"], ["c", "d"]]
    joined = grouping.figures(gold, [["a", "b", "c", "d"]])
    assert (joined.precision, joined.recall) == (pytest.approx(2 / 6), 1)
    assert (joined.b_cubed_precision, joined.b_cubed_recall) == (0.5, 1)
    torn = grouping.figures(gold, [["a"], ["b"], ["c", "d"]])
    assert (torn.precision, torn.recall) == (1, 0.5)
    assert (torn.b_cubed_precision, torn.b_cubed_recall) == (1, 0.75)


def test_topics_are_told_apart_where_no_story_holds_both_events(newsroom_topics):
    assert grouping.told_apart(newsroom_topics, [["a1"], ["a2"], ["a3"]]) == 1
    assert grouping.told_apart(newsroom_topics, [["a1", "a2"], ["a3"]]) == 0
    assert grouping.told_apart(newsroom_topics, [["a1", "a3"], ["a2"]]) == 1


@pytest.fixture
def newsroom_topics():
    from tests.newsroom import BEES, FIRE, article

    events = {"1_ecb": FIRE[0], "1_ecbplus": BEES, "2_ecb": FIRE[1]}
    return {name: [article(n, text)] for n, (name, text) in enumerate(events.items(), 1)}


def test_every_annotated_story_given_by_itself_stays_one(models):
    """Tearing one apart would hide its conflicts; the folders hold three or four articles."""
    torn = []
    for folder in FOLDERS:
        given, _ = read_articles([str(path) for path in sorted(Path(folder).glob("*.txt"))])
        if len(stories(given, models.embedder, Settings())) != 1:
            torn.append(folder.name)
    assert torn == []
