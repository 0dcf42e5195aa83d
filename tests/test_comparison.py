"""Pairs of claims compared: order, spans, symmetry and the place of the comparison model."""

import numpy as np
import pytest
from newsroom import article

from factcheck.claims import analyse, extract
from factcheck.comparison import compare_pairs, judged
from factcheck.pipeline import compare
from factcheck.settings import Settings


def test_a_comparison_is_given_for_each_pair_in_order(models):
    texts = ["Police arrested 37 people.", "Police arrested 73 people.", "Bees sleep at night."]
    statements, vectors = analyse(texts, models.parser), models.embedder.encode(texts)
    pairs = [(0, 2), (0, 1), (1, 2)]
    found = compare_pairs(statements, pairs, vectors, models.embedder, models.relation, Settings())
    assert [c.relation for c in found] == ["unrelated", "conflict", "unrelated"]
    assert compare_pairs(statements, [], vectors, models.embedder, models.relation, Settings()) == []


def test_the_comparison_model_is_asked_in_both_directions(models):
    asked = []

    class Relation:
        def predict(self, pairs):
            asked.extend(pairs)
            return np.full((len(pairs), 3), 1 / 3, dtype=np.float32)

    texts = ["The mayor resigned.", "The mayor stepped down."]
    statements, vectors = analyse(texts, models.parser), models.embedder.encode(texts)
    compare_pairs(statements, [(0, 1)], vectors, models.embedder, Relation(), Settings())
    assert sorted(asked) == sorted([tuple(texts), tuple(reversed(texts))])


def test_a_pair_knows_whether_the_articles_have_claims_that_are_nearer(models):
    one = article(1, "Police arrested 37 people.")
    two = article(2, "Police arrested 73 people. Police also searched two houses on Monday.")
    statements = extract([one, two], models.parser)
    vectors = models.embedder.encode([s.claim.text for s in statements])
    places = [(0, 1), (0, 2)]
    arguments = vectors, models.embedder, models.relation, Settings()
    (arrests, _), (search, _) = judged(statements, places, *arguments)
    assert arrests.nearest == 1
    assert search.nearest == pytest.approx((1 / 2 + 1) / 2)
    ((alone, _),) = judged(statements, places[1:], *arguments, among=places)
    assert alone.nearest == search.nearest


def test_spans_are_offsets_into_the_articles(models):
    one = article(1, "Rain fell all day in Leeds. Police arrested 37 people on Monday.")
    two = article(2, "Nobody slept. The city was dark for hours. Police arrested 73 people on Monday.")
    statements = extract([one, two], models.parser)
    place = {s.passage: n for n, s in enumerate(statements)}
    a, b = (next(n for text, n in place.items() if number in text) for number in ("37", "73"))
    vectors = models.embedder.encode([s.claim.text for s in statements])
    (found,) = compare_pairs(statements, [(a, b)], vectors, models.embedder, models.relation, Settings())
    assert found.relation == "conflict"
    assert (one.text[slice(*found.span_a)], two.text[slice(*found.span_b)]) == ("37", "73")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Police arrested 37 people.", "Police arrested 73 people."),
        ("The mayor resigned.", "The mayor did not resign."),
        ("The trial opens on Monday.", "The trial opens on Friday."),
        ("The mayor resigned.", "The mayor stepped down."),
    ],
)
def test_which_claim_is_first_does_not_matter(models, a, b):
    forth, back = compare([(a, b), (b, a)], models=models)
    assert (forth.relation, forth.kind, forth.severity) == (back.relation, back.kind, back.severity)
    assert forth.probabilities == pytest.approx(back.probabilities, abs=0.02)
    assert (forth.span_a, forth.span_b) == (back.span_b, back.span_a)


def test_only_a_conflict_has_a_kind_a_severity_and_an_explanation(models):
    pairs = [
        ("Police arrested 37 people.", "Police arrested 73 people."),
        ("The mayor resigned.", "The mayor resigned."),
    ]
    conflict, agreement = compare(pairs, models=models)
    assert conflict.relation == "conflict"
    assert conflict.kind
    assert conflict.severity
    assert "37" in conflict.explanation
    assert "73" in conflict.explanation
    assert agreement.relation == "agree"
    assert (agreement.kind, agreement.severity) == (None, None)
    for found in (conflict, agreement):
        assert found.confidence == pytest.approx(found.probabilities[found.relation])
