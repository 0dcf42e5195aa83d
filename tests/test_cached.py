"""Models behind a cache: asked only what is new, and with the same report."""

import sqlite3
import zlib

import numpy as np
import pytest
from newsroom import FIRE, SEEDS, article, assert_sound, result
from pydantic import TypeAdapter

from factcheck.cache import Cache
from factcheck.cached import CachedEmbedder, CachedRelation, Shelf, behind
from factcheck.claims import Statement
from factcheck.errors import ModelError
from factcheck.language import Word
from factcheck.loading import Lazy
from factcheck.models import Claim, Quantity
from factcheck.pipeline import Models, check
from factcheck.settings import Settings

STATEMENT = Statement(
    claim=Claim(
        id="a1.c1", article_id="a1", text="Anna Brook said “über 1⁄3” were hurt.", start=3, end=9,
        is_quote=True, speaker="Anna Brook", hedged=True,
        quantities=(Quantity(start=1, end=2, kind="count", low=1 / 3, high=None, precision=1e-300, text="⅓"),),
    ),
    passage="“über 1⁄3”\u2028\x00",
    words=(Word("Anna", "anna", "PROPN", "NNP", "nsubj", 0, 0, 4, "PERSON", True),),
    quoted=((0, 4), (5, 9)),
    is_headline=True,
    speakers=("Anna Brook", None),
    verb="said",
    around="… “über 1⁄3” …",
    around_start=2,
)  # fmt: skip


@pytest.fixture
def kept(tmp_path):
    with Cache(tmp_path / "cache") as cache:
        yield cache


class Recording:
    """Answers that no two questions share, and a record of what was asked."""

    def __init__(self):
        self.asked = []

    def _rows(self, questions, width):
        self.asked += questions
        rows = [
            np.frombuffer(repr(q).encode()[:width].ljust(width), np.uint8) / np.float32(3) for q in questions
        ]
        return np.array(rows, dtype=np.float32).reshape(len(questions), width)

    def encode(self, texts):
        return self._rows(texts, 16)

    def encode_spans(self, texts, spans):
        self.asked += zip(texts, spans, strict=True)
        return [np.arange(len(own) * 16 + 16, dtype=np.float32).reshape(-1, 16) / 7 for own in spans]

    def predict(self, pairs):
        return self._rows(pairs, 3)


def rows(cache, command):
    with sqlite3.connect(cache._files()[-1]) as db:
        return db.execute(command).fetchall()


def unloadable():
    raise ModelError("a model was loaded")


def resting(models):
    """The same models for the cache, none of which can be asked anything."""
    known = (models.parser, models.embedder, models.relation)
    return Models(*(Lazy(unloadable, lambda model=model: model.identity) for model in known))


# Vectors and answers


def test_vectors_come_from_the_model_once_and_are_the_same_to_the_bit(kept):
    model = Recording()
    cached = CachedEmbedder(model, "one", kept)
    first = cached.encode(["a", "b", "a"])
    again = CachedEmbedder(model, "one", kept).encode(["b", "c", "a"])
    assert model.asked == ["a", "b", "c"]
    assert np.array_equal(first, Recording().encode(["a", "b", "a"]))
    assert np.array_equal(again, Recording().encode(["b", "c", "a"]))
    assert first.dtype == again.dtype == np.float32


def test_words_vectors_likewise_and_their_places_matter(kept):
    model = Recording()
    cached = CachedEmbedder(model, "one", kept)
    asked = [("a b", [(0, 3)]), ("a b", [(0, 1), (2, 3)]), ("", [])]
    texts, spans = zip(*asked, strict=True)
    first, again = cached.encode_spans(texts, spans), cached.encode_spans(texts, spans)
    assert model.asked == asked
    for one, two, wanted in zip(first, again, Recording().encode_spans(texts, spans), strict=True):
        assert one.shape == two.shape == wanted.shape
        assert np.array_equal(one, two)
        assert np.array_equal(one, wanted)


def test_pairs_likewise_and_the_direction_matters(kept):
    model = Recording()
    cached = CachedRelation(model, "one", kept)
    pairs = [("a", "b"), ("b", "a"), ("a", "b"), ('a", "b', "")]
    first = cached.predict(pairs)
    again = CachedRelation(model, "one", kept).predict(pairs)
    assert model.asked == [("a", "b"), ("b", "a"), ('a", "b', "")]
    assert np.array_equal(first, again)
    assert np.array_equal(first, Recording().predict(pairs))


def test_another_model_is_asked_itself(kept):
    one, two = Recording(), Recording()
    for model, identity in ((one, "one"), (two, "two")):
        CachedEmbedder(model, identity, kept).encode(["a"])
        CachedRelation(model, identity, kept).predict([("a", "b")])
    assert one.asked == two.asked == ["a", ("a", "b")]


def test_nothing_asked_wakes_nothing(kept):
    cached = CachedEmbedder(Lazy(unloadable, lambda: "x"), "x", kept)
    assert cached.encode([]).shape[0] == 0
    assert cached.encode_spans([], []) == []
    assert CachedRelation(Lazy(unloadable, lambda: "x"), "x", kept).predict([]).shape == (0, 3)


def test_any_text_can_be_a_question(kept):
    model = Recording()
    cached = CachedEmbedder(model, "one", kept)
    texts = ["", "\x00", "\ud800", "\N{GRINNING FACE}" * 3000]
    assert np.array_equal(cached.encode(texts), cached.encode(texts))
    assert len(model.asked) == len(texts)


def test_an_entry_that_makes_no_sense_is_asked_anew(kept):
    model = Recording()
    cached = CachedEmbedder(model, "one", kept)
    wanted = cached.encode(["a"])
    key = cached._texts._key("a")
    kept.put("text", {key: b"not a whole number of floats"[:27]})
    assert np.array_equal(cached.encode(["a"]), wanted)
    assert np.array_equal(cached.encode(["a"]), wanted)
    assert model.asked == ["a", "a"]


def test_what_was_answered_before_an_interruption_is_kept(kept):
    def ask(questions):
        if 7 in questions:
            raise KeyboardInterrupt
        return [n * n for n in questions]

    def shelf(ask):
        return Shelf(
            kept, "square", "", at_once=2, ask=ask, spell=str,
            pack=lambda n: str(n).encode(), unpack=lambda _, value: int(value),
        )  # fmt: skip

    with pytest.raises(KeyboardInterrupt):
        shelf(ask).answers(range(10))
    asked = []
    assert shelf(lambda q: asked.extend(q) or [n * n for n in q]).answers(range(10)) == [
        n * n for n in range(10)
    ]
    assert asked == [6, 7, 8, 9]


# Claims


def test_a_statement_survives_as_json():
    adapter = TypeAdapter(list[Statement])
    assert adapter.validate_json(adapter.dump_json([STATEMENT])) == [STATEMENT]


@pytest.fixture
def reading(monkeypatch):
    """Extraction that gives one statement an article, and a record of the articles read."""
    read = []

    def extract(articles, parser):
        read.extend(a.text for a in articles)
        claims = [
            STATEMENT.claim.model_copy(update={"id": f"{a.id}.c1", "article_id": a.id, "text": a.text})
            for a in articles
        ]
        return [Statement(claim, "p", STATEMENT.words) for claim in claims]

    monkeypatch.setattr("factcheck.pipeline.extract", extract)
    return read


def named(identity="parser"):
    return Models(*(Lazy(Recording, lambda: identity) for _ in range(3)))


def test_an_article_is_read_once_whatever_comes_with_it(kept, reading):
    texts = [article(n, f"Text {n}.") for n in (1, 2, 3)]
    first = behind(kept, named()).extract(texts)
    again = behind(kept, named()).extract([article(4, "Text 4."), *texts])
    assert reading == ["Text 1.", "Text 2.", "Text 3.", "Text 4."]
    assert first == named().extract(texts)
    assert again[1:] == first


def test_claims_are_those_of_the_article_at_hand(kept, reading):
    behind(kept, named()).extract([article(1, "Text.", "Herald")])
    (statement,) = behind(kept, named()).extract([article(7, "Text.", "Herald")])
    assert (statement.claim.article_id, statement.claim.id) == ("a7", "a7.c1")
    twins = behind(kept, named()).extract([article(n, "Text.", "Herald") for n in (1, 2)])
    assert [s.claim.id for s in twins] == ["a1.c1", "a2.c1"]
    assert len(reading) == 1


def test_whatever_of_an_article_can_matter_is_part_of_the_question(kept, reading):
    plain = article(1, "Text.")
    other = [plain.model_copy(update=u) for u in ({"headline": (0, 4)}, {"source": "B"}, {"text": "Text"})]
    dated = article(1, "Text.", published="2026-03-01")
    for each in (plain, *other, dated):
        behind(kept, named()).extract([each])
    assert len(reading) == 5
    behind(kept, named()).extract([plain.model_copy(update={"path": "elsewhere.txt"})])
    assert len(reading) == 5


def test_another_parser_or_another_version_of_the_code_reads_anew(kept, reading, monkeypatch):
    behind(kept, named()).extract([article(1, "Text.")])
    behind(kept, named("another")).extract([article(1, "Text.")])
    assert len(reading) == 2
    monkeypatch.setattr("factcheck.cached.code", lambda pattern: "changed")
    behind(kept, named()).extract([article(1, "Text.")])
    assert len(reading) == 3


def test_models_of_unknown_make_are_always_asked(kept):
    model = Recording()
    cached = behind(kept, Models(model, model, model))
    for _ in range(2):
        cached.embedder.encode(["a"])
        cached.relation.predict([("a", "b")])
    assert len(model.asked) == 4
    assert kept.info().entries == {}


def test_claims_that_cannot_be_unpacked_are_read_anew(kept, reading):
    models = behind(kept, named())
    wanted = models.extract([article(1, "Text.")])
    for value in (b"no zlib", zlib.compress(b'[{"claim": 1}]')):
        kept.put("article", {models.articles._key(article(1, "Text.")): value})
        assert models.extract([article(1, "Text.")]) == wanted
    assert len(reading) == 3


# Reports


@pytest.fixture
def telling(monkeypatch):
    """A pipeline whose stages after reading are counted."""
    from factcheck import pipeline

    told, stages = [], pipeline._report

    def counted(*arguments):
        told.append(arguments)
        return stages(*arguments)

    monkeypatch.setattr(pipeline, "_report", counted)
    return told


def test_a_report_on_the_same_articles_is_made_once(kept, reading, telling):
    inputs = [article(1, "One.", "Herald")]
    first, again = (check(inputs, models=named(), cache=kept) for _ in range(2))
    assert len(telling) == 1
    assert result(first) == result(again)
    assert first.report_id != again.report_id
    assert first.created_at <= again.created_at


def test_other_articles_settings_or_models_make_a_new_report(kept, reading, telling):
    plain = [article(1, "One.", "Herald")]
    runs = [
        (plain, None, named()),
        ([article(1, "One.", "Courier")], None, named()),
        ([article(1, "One.", "Herald", "2026-03-01")], None, named()),
        (plain * 2, None, named()),
        (plain, Settings(one_story=True), named()),
        (plain, None, named("other")),
    ]
    for inputs, settings, models in runs:
        report = check(inputs, settings=settings, models=models, cache=kept)
        assert report.articles[0] == inputs[0]
        assert report.settings == (settings or Settings()).model_dump(mode="json")
    assert len(telling) == len(runs)


def test_what_could_not_be_read_is_told_of_this_run_alone(kept, reading, telling, tmp_path):
    inputs = [article(1, "One.", "Herald")]
    first = check([*inputs, tmp_path / "missing.txt"], models=named(), cache=kept)
    again = check(inputs, models=named(), cache=kept)
    assert len(telling) == 1
    assert [p.path for p in first.problems] == [str(tmp_path / "missing.txt")]
    assert again.problems == ()


def test_with_the_log_on_everything_is_decided_again(kept, reading, telling, caplog):
    inputs = [article(1, "One.", "Herald")]
    check(inputs, models=named(), cache=kept)
    with caplog.at_level("DEBUG", logger="factcheck"):
        check(inputs, models=named(), cache=kept)
    assert len(telling) == 2


def test_a_cache_that_fails_changes_nothing(reading, tmp_path):
    (tmp_path / "file").write_text("in the way")
    inputs, told = [article(1, "One.", "Herald")], []
    with Cache(tmp_path / "file" / "cache", warn=told.append) as broken:
        report = check(inputs, models=named(), cache=broken)
    assert result(report) == result(check(inputs, models=named()))
    assert len(told) == 1


# The whole, with the real models


def test_a_second_run_gives_the_same_report_and_asks_no_model(kept, models):
    plain = check([SEEDS], models=models)
    cold = check([SEEDS], models=models, cache=kept)
    with Cache(kept.folder) as opened_anew:
        warm = check([SEEDS], models=resting(models), cache=opened_anew)
        rows(opened_anew, "DELETE FROM entries WHERE kind = 'report'")
        from_parts = check([SEEDS], models=resting(models), cache=opened_anew)
    assert result(cold) == result(warm) == result(from_parts) == result(plain)
    assert_sound(warm)


def test_one_more_article_is_the_only_one_that_is_read(kept, models):
    check([article(n + 1, text) for n, text in enumerate(FIRE)], models=models, cache=kept)
    third = article(3, "The warehouse on Orchard Lane in Leeds burned on Monday. It took 80 firefighters.")
    texts, pairs = [], []

    class Counting:
        identity = models.embedder.identity

        def encode(self, asked):
            texts.extend(asked)
            return models.embedder.encode(asked)

        def encode_spans(self, asked, spans):
            texts.extend(asked)
            return models.embedder.encode_spans(asked, spans)

    class Comparing:
        identity = models.relation.identity

        def predict(self, asked):
            pairs.extend(asked)
            return models.relation.predict(asked)

    everything = [article(1, FIRE[0]), article(2, FIRE[1]), third]
    report = check(everything, models=Models(models.parser, Counting(), Comparing()), cache=kept)
    new = {claim.text for claim in report.claims if claim.article_id == "a3"}
    old = {claim.text for claim in report.claims} - new
    assert all(text in new or text in third.text for text in texts)
    assert not any(a in old and b in old for a, b in pairs)
    plain = check(everything, models=models)
    assert [(f.verdict, f.claim_ids) for f in report.findings] == [
        (f.verdict, f.claim_ids) for f in plain.findings
    ]
    both = zip(report.findings, plain.findings, strict=True)
    assert all(one.confidence == pytest.approx(two.confidence, abs=1e-3) for one, two in both)


def test_another_order_of_the_articles_asks_for_no_claims(kept, models):
    inputs = [article(1, FIRE[0]), article(2, FIRE[1])]
    first = check(inputs, models=models, cache=kept)
    asleep = resting(models)
    second = check(inputs[::-1], models=Models(asleep.parser, asleep.embedder, models.relation), cache=kept)
    assert result(second) == result(check(inputs[::-1], models=models))
    assert {c.text for c in first.claims} == {c.text for c in second.claims}
