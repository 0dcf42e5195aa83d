"""The benchmark of scale: the articles it makes, and what it works out from its measurements."""

from xml.etree import ElementTree

import pytest

from benchmarks import scale
from tests.newsroom import BEES, COURIER, FIRE, HERALD, article

STORIES = {
    "fire": [article(n, text.replace(". ", ".\n")) for n, text in enumerate((*FIRE, HERALD, COURIER), 1)],
    "bees": [article(9, BEES)],
}
ROWS = [
    {"articles": n, "stories": n // 3, "claims": 9 * n, "seconds": seconds, "stages": {"finding claims": seconds / 2},
     "models": seconds / 3, "memory": 5e8, "largest_copy": 0.1}
    for n, seconds in ((30, 2.0), (300, 20.0), (3000, 400.0))
]  # fmt: skip


def test_no_two_articles_are_equal_and_the_first_are_the_originals():
    found = scale.articles(17, STORIES)
    assert len(found) == len({a.id for a in found}) == len({a.text for a in found}) == 17
    assert {a.text for a in found[:5]} == {a.text for group in STORIES.values() for a in group}
    assert [a.text for a in found] == [a.text for a in scale.articles(17, STORIES)]


def test_a_story_made_of_another_has_its_sentences_and_none_of_its_names_and_numbers():
    names = sorted(scale.proper_names(a.text for group in STORIES.values() for a in group))
    assert {"Leeds", "Orchard", "Anna"} <= set(names)
    assert "Fire" not in names
    longer = scale.longer_words(a.text for group in STORIES.values() for a in group)
    made = scale.recombined(STORIES["fire"], 1, names, longer)
    text = "\n".join(a.text for a in made)
    assert [len(a.text.splitlines()) for a in made] == [
        sum(1 for line in a.text.splitlines() if line.strip()) for a in STORIES["fire"]
    ]
    assert "fire" in text.lower()
    assert not [words for words in ("Anna Brook", "Orchard Lane", "37 people") if words in text]


def test_copied_share_is_that_of_the_nearest_article():
    words = " ".join(f"w{n}" for n in range(40))
    assert scale.largest_copy([article(1, words), article(2, BEES)]) == 0
    assert scale.largest_copy([article(1, words), article(2, words), article(3, BEES)]) == 1
    assert 0 < scale.largest_copy([article(1, words), article(2, words[:60] + " " + BEES)]) < 1


def test_exponent_is_one_where_time_grows_in_proportion():
    assert scale.exponent(ROWS[0], ROWS[1]) == pytest.approx(1)
    assert scale.exponent(ROWS[1], ROWS[2]) == pytest.approx(1.301, abs=0.001)
    assert "300 to 3,000 articles: 1.30" in scale.table(ROWS)


def test_plot_is_a_picture_with_every_size():
    root = ElementTree.fromstring(scale.plot(ROWS))
    texts = [element.text for element in root.iter() if element.text]
    assert {"30", "300", "3,000", "all", "finding claims"} <= set(texts)


def test_time_inside_a_method_and_what_it_yields_is_counted():
    class Model:
        def predict(self, pairs):
            return pairs

        def pipe(self, texts):
            yield from texts

    model, watch = Model(), scale.Stopwatch()
    watch.around(model, "predict")
    watch.around(model, "pipe")
    assert model.predict([1]) == [1]
    before = watch.seconds
    assert list(model.pipe("abc")) == ["a", "b", "c"]
    assert watch.seconds > before > 0
