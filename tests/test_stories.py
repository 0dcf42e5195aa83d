"""Articles divided into stories, with vectors made by hand."""

import numpy as np
import pytest

from factcheck.settings import Settings
from factcheck.stories import COMMON, Evidence, merged, neighbours, opening, stories, term_vectors, terms
from tests.newsroom import BEES, FIRE, article

QUAKE = (
    "An earthquake of magnitude 6.1 shook Valmora on Tuesday, killing four people in the old town of Teralba.",
    "Four people died in Teralba when a 6.1-magnitude quake struck Valmora early on Tuesday.",
    "Rescuers in Teralba ended their search on Thursday; the Valmora quake killed four.",
)


class Fake:
    """Vectors by the first key that a text contains, so that texts of one key are alike."""

    def __init__(self, *keys):
        self.keys = keys
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        found = np.zeros((len(texts), len(self.keys) + 1), dtype=np.float32)
        for row, text in enumerate(texts):
            found[row, next((n for n, key in enumerate(self.keys) if key in text), len(self.keys))] = 1
        return found


def divided(*texts, settings=None, encoder=None, published=()):
    days = [*published, *[None] * (len(texts) - len(published))]
    given = [
        article(n, text, published=day) for n, (text, day) in enumerate(zip(texts, days, strict=True), 1)
    ]
    return stories(given, encoder or Fake("Valmora", "warehouse"), settings or Settings())


def test_two_stories_in_one_folder_become_two_the_larger_first():
    assert divided(FIRE[0], QUAKE[0], FIRE[1], QUAKE[1], QUAKE[2]) == [["a2", "a4", "a5"], ["a1", "a3"]]


def test_one_story_told_in_different_words_stays_together():
    assert divided(*QUAKE) == [["a1", "a2", "a3"]]


def test_a_headline_alone_stays_with_its_story():
    assert divided(*FIRE, "Leeds warehouse blaze fought by 60 firefighters") == [["a1", "a2", "a3"]]


def test_articles_about_nothing_in_common_are_stories_of_their_own_in_reading_order():
    assert divided(BEES, QUAKE[0]) == [["a1"], ["a2"]]


def test_one_story_takes_all_articles_and_embeds_nothing():
    encoder = Fake()
    assert divided(BEES, QUAKE[0], settings=Settings(one_story=True), encoder=encoder) == [["a1", "a2"]]
    assert divided(BEES, encoder=encoder) == [["a1"]]
    assert divided(encoder=encoder) == []
    assert encoder.asked == []


def test_articles_without_words_are_no_trouble():
    found = divided("?", "...", QUAKE[0])
    assert sorted(a for group in found for a in group) == ["a1", "a2", "a3"]


def test_a_surer_division_tears_more_apart():
    texts = *QUAKE, FIRE[0]
    counts = [len(divided(*texts, settings=Settings(story_probability=p))) for p in (0.0001, 0.5, 0.999999)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_the_same_kind_of_event_years_apart_is_another_story():
    fires = [
        "A fire destroyed a warehouse on Orchard Lane in Leeds. Sixty firefighters fought it.",
        "A warehouse in Mill Street in Bradford burned down. Crews from Halifax helped.",
    ]
    near = divided(*fires, published=("2026-03-01", "2026-03-02"))
    far = divided(*fires, published=("2016-03-01", "2026-03-02"))
    assert len(near) <= len(far)
    assert len(far) == 2


def test_equal_input_gives_equal_stories_and_order_does_not_matter():
    texts = [*QUAKE, *FIRE, BEES]
    first = divided(*texts)
    assert first == divided(*texts)
    number = {f"a{n}": texts.index(text) + 1 for n, text in enumerate(reversed(texts), 1)}
    again = {frozenset(f"a{number[a]}" for a in group) for group in divided(*reversed(texts))}
    assert again == {frozenset(group) for group in first}


def test_many_stories_are_divided_without_looking_at_all_pairs():
    """Each story has a name of its own; the other words are everywhere."""
    texts = [
        f"Mayor Zq{story}x of Ort{story}y opened the harbour in {1000 + 7 * story} with {paper} guests."
        for story in range(60)
        for paper in ("many", "few", "some")
    ]
    given = [article(n, text) for n, text in enumerate(texts)]
    encoder = Fake(*(f"Zq{story}x" for story in range(60)))
    evidence = Evidence.of(given, encoder.encode([opening(a) for a in given]))
    assert len(neighbours(evidence)) < len(texts) * (len(texts) - 1) / 8
    found = stories(given, encoder, Settings())
    assert found == [[f"a{3 * s + i}" for i in range(3)] for s in range(60)]


def test_opening_is_the_first_words_in_one_line():
    assert opening(article(1, "Fire in Leeds\n\nIt  began\tat noon.")) == "Fire in Leeds It began at noon."
    assert len(opening(article(1, "word " * 5000)).split()) < 200


def test_words_are_told_by_form():
    assert dict(terms("The Mayor of São Paulo’s city paid 1,200 on Monday")) == {
        "mayor": True, "sao": True, "paulo": True, "city": False, "paid": False, "1,200": False,
    }  # fmt: skip


def test_rows_of_words_have_length_one_or_nothing():
    tables = term_vectors(["Anna Brook met 37 miners", "Anna Brook left", "?"])
    for kind, table in tables.items():
        lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1))).ravel()
        assert all(length == pytest.approx(1) or length == 0 for length in lengths), kind
    same = (tables["name"] @ tables["name"].T).toarray()
    assert same[0, 1] == pytest.approx(1)


def test_a_word_that_everybody_uses_leads_to_no_neighbours():
    texts = [f"Harbour number{n}" for n in range(2 * COMMON)]
    given = [article(n, text) for n, text in enumerate(texts)]
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(len(texts), 8)).astype(np.float32)
    evidence = Evidence.of(given, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    assert len(neighbours(evidence)) <= 17 * len(texts)


@pytest.mark.parametrize("seed", range(5))
def test_merging_mutual_neighbours_is_average_linkage(seed):
    """With all pairs as neighbours the stories are those of scikit-learn's average linkage."""
    from sklearn.cluster import AgglomerativeClustering

    rng = np.random.default_rng(seed)
    names = [f"Name{n}" for n in range(12)]
    texts = [" ".join(rng.choice(names, size=6)) for _ in range(30)]
    vectors = rng.normal(size=(30, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    evidence = Evidence.of([article(n, text) for n, text in enumerate(texts)], vectors)
    pairs = np.stack(np.triu_indices(30, 1), axis=1)
    odds = np.zeros((30, 30))
    odds[tuple(pairs.T)] = evidence.log_odds(pairs)
    bias = -float(np.quantile(odds[tuple(pairs.T)], 0.85))
    wanted = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=100 + bias
    ).fit_predict(100 - odds - odds.T)
    found = merged(evidence, pairs, bias)
    assert {tuple(np.flatnonzero(wanted == label)) for label in set(wanted)} == {
        tuple(np.flatnonzero(np.array(found) == label)) for label in set(found)
    }
