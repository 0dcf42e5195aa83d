"""Annotated stories: what is known of pairs of their claims, and the training pairs that follow."""

import json

import pytest

from benchmarks.validate_stories import faults_of_fact
from factcheck.claims import extract
from factcheck.settings import Settings
from training.annotated import AnnotatedStory, read_lines
from training.frames import CONTRADICTION, ENTAILMENT
from training.stories import STORIES, story_pairs

TEXTS = {
    "herald": "Police arrested 37 people on Monday.\n\nA bakery burned down in the night.",
    "courier": "Officers arrested 73 people on Monday.\n\nA fire destroyed a bakery.\n\nRain fell on Tuesday.",
}
FACTS = [
    {
        "verdict": "conflict",
        "kinds": ["number"],
        "sides": [[["herald", "Police arrested 37 people"]], [["courier", "Officers arrested 73 people"]]],
    },
    {
        "verdict": "agree",
        "passages": [["herald", "A bakery burned down"], ["courier", "A fire destroyed a bakery"]],
    },
    {
        "verdict": "compatible",
        "passages": [["herald", "in the night"], ["courier", "Rain fell on Tuesday"]],
    },
]


@pytest.fixture
def told(tmp_path):
    """The story in both forms."""
    folder = tmp_path / "arrests"
    folder.mkdir()
    for source, text in TEXTS.items():
        (folder / f"{source}.txt").write_text(text, encoding="utf-8")
    (folder / "gold.json").write_text(json.dumps({"facts": FACTS}), encoding="utf-8")
    lines = tmp_path / "stories.jsonl"
    lines.write_text(json.dumps({"name": "arrests", "articles": TEXTS, "facts": FACTS}), encoding="utf-8")
    return AnnotatedStory.read(folder), next(read_lines(lines))


def test_a_line_tells_what_a_folder_tells(told, parser):
    folder, line = told
    known = [
        {
            tuple(statements[i].claim.text for i in pair): relation
            for pair, relation in story.relations(statements).items()
        }
        for story in (folder, line)
        for statements in [extract(story.articles, parser)]
    ]
    assert known[0] == known[1]
    assert sorted(known[0].values(), key=str) == [None, "agree", "conflict"]


def test_annotated_pairs_are_asked_both_ways_and_what_is_left_open_is_left_out(told, models):
    pairs = list(story_pairs(told[0], models, Settings()))
    labels = {(pair.premise.split()[0], pair.hypothesis.split()[0]): pair.label for pair in pairs}
    assert labels["Police", "Officers"] == labels["Officers", "Police"] == CONTRADICTION
    texts = [pair.premise + pair.hypothesis for pair in pairs]
    assert not any("burned down in the night" in text and "Rain" in text for text in texts)
    fires = [pair for pair in pairs if "burned" in pair.premise and "destroyed" in pair.hypothesis]
    assert [pair.label for pair in fires] == [ENTAILMENT]


def test_of_several_claims_in_a_passage_those_that_share_most_words_have_its_label(tmp_path, parser):
    sides = [
        [["herald", "A schoolgirl, 14, was killed"]],
        [["courier", "The schoolgirl who was killed was 12"]],
    ]
    texts = {source: f"{passage}." for ((source, passage),) in sides}
    line = tmp_path / "stories.jsonl"
    facts = [{"verdict": "conflict", "kinds": ["number"], "sides": sides}]
    line.write_text(json.dumps({"name": "girl", "articles": texts, "facts": facts}), encoding="utf-8")
    story = next(read_lines(line))
    statements = extract(story.articles, parser)
    known = {
        frozenset(statements[i].claim.text for i in pair): relation
        for pair, relation in story.relations(statements).items()
    }
    assert len(statements) > 2
    assert sorted(known.values()) == ["conflict", *["unclear"] * (len(known) - 1)]


@pytest.mark.parametrize(
    "path", sorted(STORIES.rglob("*.jsonl")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_passage_stands_once_in_its_article(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        faults = [fault for fact in story["facts"] for fault in faults_of_fact(fact, story["articles"], [])]
        assert not faults, story["name"]
