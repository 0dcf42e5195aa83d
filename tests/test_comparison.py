"""Pairs of claims compared: order, spans, symmetry and the place of the comparison model."""

from dataclasses import replace

import numpy as np
import pytest
from bench import pair
from newsroom import article

from factcheck.claim_vectors import claim_vectors
from factcheck.claims import analyse, extract
from factcheck.comparers import Vote
from factcheck.comparison import (
    NEUTRAL,
    Weighed,
    compare_pairs,
    judged,
    settle,
    settle_story,
    sides_of,
    votes_on,
    weigh,
    worth_asking,
)
from factcheck.pipeline import compare
from factcheck.settings import Settings


class Asked:
    """Gives one answer to every pair, and keeps the pairs."""

    def __init__(self, *answer):
        self.answer, self.pairs = answer, []

    def predict(self, pairs):
        self.pairs.extend(pairs)
        return np.tile(np.array(self.answer, dtype=np.float32), (len(pairs), 1))


def test_a_comparison_is_given_for_each_pair_in_order(models):
    texts = ["Police arrested 37 people.", "Police arrested 73 people.", "Bees sleep at night."]
    statements = analyse(texts, models.parser)
    vectors, words = claim_vectors(statements, models.embedder)
    pairs = [(0, 2), (0, 1), (1, 2)]
    sides = sides_of(statements, pairs, words)
    found = compare_pairs(statements, pairs, vectors, sides, models.relation, Settings())
    assert [c.relation for c in found] == ["unrelated", "conflict", "unrelated"]
    assert compare_pairs(statements, [], vectors, {}, models.relation, Settings()) == []


def test_the_comparison_model_is_asked_in_both_directions(models):
    relation = Asked(1 / 3, 1 / 3, 1 / 3)
    texts = ["The mayor resigned.", "The mayor stepped down."]
    statements = analyse(texts, models.parser)
    vectors, words = claim_vectors(statements, models.embedder)
    sides = sides_of(statements, [(0, 1)], words)
    compare_pairs(statements, [(0, 1)], vectors, sides, relation, Settings())
    assert sorted(relation.pairs) == sorted([tuple(texts), tuple(reversed(texts))])


def test_where_many_agree_the_likeliest_pairs_that_differ_are_asked_about_too():
    alike = {(1, 11): 0.99, (2, 12): 0.99, (3, 13): 0.99, (4, 14): 0.99, (0, 1): 0.9, (0, 2): 0.8}
    differing = {(0, 3): 0.7, (0, 4): 0.6, (4, 5): 0.65}
    pairs, one_fact = zip(*(alike | differing).items(), strict=True)
    asked = worth_asking(pairs, one_fact, [pair in differing for pair in pairs], Settings(asked=1))
    assert {pair for pair in pairs if pair not in {pairs[number] for number in asked}} == {(0, 2), (0, 4)}


def test_the_comparison_model_is_asked_about_the_likeliest_pairs_of_each_claim(models):
    relation = Asked(0.1, 0.8, 0.1)
    one = article(1, "Police arrested 37 people on Monday.")
    two = article(
        2, "Police arrested 73 people on Monday. Bees sleep at night. Police arrested a man on Sunday."
    )
    statements = extract([one, two], models.parser)
    vectors, words = claim_vectors(statements, models.embedder)
    places = [(0, 1), (0, 2), (0, 3)]
    sides = sides_of(statements, places, words)
    list(judged(statements, places, vectors, sides, relation, Settings(asked=1)))
    # Each claim's own likeliest: that of the second article's last sentence is the first article's only one.
    assert [tuple(text[:22] for text in pair) for pair in relation.pairs] == [
        ("Police arrested 37 peo", "Police arrested 73 peo"),
        ("Police arrested 37 peo", "Police arrested a man "),
    ]


def test_where_only_some_differences_matter_the_model_is_asked_about_no_other(models):
    relation = Asked(1 / 3, 1 / 3, 1 / 3)
    texts = ["Police arrested 37 people.", "Police arrested 73 people.", "Officers arrested people."]
    statements = analyse(texts, models.parser)
    vectors, words = claim_vectors(statements, models.embedder)
    pairs = [(0, 1), (0, 2)]
    sides = sides_of(statements, pairs, words)
    compare_pairs(
        statements, pairs, vectors, sides, relation, Settings(), kinds=frozenset({"number", "date"})
    )
    assert set(relation.pairs) == {tuple(texts[:2]), tuple(texts[1::-1])}


def test_a_pair_knows_whether_the_articles_have_claims_that_are_nearer(models):
    one = article(1, "Police arrested 37 people.")
    two = article(2, "Police arrested 73 people. Police also searched two houses on Monday.")
    statements = extract([one, two], models.parser)
    vectors, words = claim_vectors(statements, models.embedder)
    places = [(0, 1), (0, 2)]
    sides = sides_of(statements, places, words)
    (arrests, _), (search, _) = judged(statements, places, vectors, sides, models.relation, Settings())
    assert arrests.nearest == 1
    assert search.nearest == pytest.approx((1 / 2 + 1) / 2)


def test_spans_are_offsets_into_the_articles(models):
    one = article(1, "Rain fell all day in Leeds. Police arrested 37 people on Monday.")
    two = article(2, "Nobody slept. The city was dark for hours. Police arrested 73 people on Monday.")
    statements = extract([one, two], models.parser)
    place = {s.passage: n for n, s in enumerate(statements)}
    a, b = (next(n for text, n in place.items() if number in text) for number in ("37", "73"))
    vectors, words = claim_vectors(statements, models.embedder)
    sides = sides_of(statements, [(a, b)], words)
    (found,) = compare_pairs(statements, [(a, b)], vectors, sides, models.relation, Settings())
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


def odds(agree, conflict):
    return {"agree": agree, "conflict": conflict, "unrelated": 1 - agree - conflict}


SEEN = Vote("conflict", "contradicted", 0.6, (0, 3), (0, 3), kind="wording")


@pytest.mark.parametrize(("agree", "conflict", "relation"), [(0.4, 0.5, "unrelated"), (0.5, 0.4, "agree")])
def test_words_that_differ_agree_only_where_that_is_likelier_than_a_conflict(agree, conflict, relation):
    given = odds(agree, conflict)
    assert settle(Weighed(given, differs=SEEN), given, Settings()).relation == relation
    assert settle(Weighed(given), given, Settings()).relation == "agree"


def test_a_conflict_must_be_likelier_where_many_claims_look_alike():
    given = odds(0.1, 0.6)
    found = [
        settle(Weighed(given, differs=SEEN), given, Settings(), crowd).relation for crowd in (0.3, 0.35, 0.7)
    ]
    assert found == ["conflict", "conflict", "unrelated"]


def test_what_is_telling_by_itself_needs_only_one_fact():
    given = odds(0.4, 0.1)
    found = settle(Weighed(given, differs=SEEN, is_telling=True), given, Settings())
    assert (found.relation, found.probabilities["conflict"]) == ("conflict", pytest.approx(0.5))
    apart = odds(0.1, 0.1)
    assert settle(Weighed(apart, differs=SEEN, is_telling=True), apart, Settings()).relation == "unrelated"


def test_an_allegation_of_what_is_a_fact_elsewhere_is_telling_in_small_stories_alone(models):
    found = pair(models, "The guard set the fire.", "The guard allegedly set the fire.")
    agreed = np.array([[0.9, 0.05, 0.05]] * 2, dtype=np.float32)
    for entailment, crowd, telling in ((agreed, 0.35, True), (NEUTRAL, 0.35, False), (agreed, 0.7, False)):
        seen = replace(found, entailment=entailment, crowd=crowd)
        assert weigh(seen, votes_on(seen)).is_telling is telling


def test_two_digits_that_changed_places_are_telling_and_another_number_is_not(models):
    for other, telling in (("73", True), ("52", False)):
        seen = pair(models, "Police arrested 37 people.", f"Police arrested {other} people.")
        assert weigh(seen, votes_on(seen)).is_telling is telling
    of_two = pair(models, "Anna Berg's party won 37 seats.", "Peter Lund's party won 73 seats.")
    assert not weigh(of_two, votes_on(of_two)).is_telling


def test_the_rest_of_the_story_can_change_what_two_claims_are(models):
    statements = analyse(
        ["The mayor resigned.", "The mayor stepped down.", "The mayor is gone."], models.parser
    )
    places = [("a", 0, 19), ("b", 0, 23), ("b", 24, 42)]
    statements = [
        replace(s, claim=s.claim.model_copy(update={"article_id": article, "start": start, "end": end}))
        for s, (article, start, end) in zip(statements, places, strict=True)
    ]
    unsure, agreed = Weighed(odds(0.35, 0.05)), Weighed(odds(0.97, 0.01))
    alone = settle_story(statements, [(0, 1)], [unsure], Settings())
    beside, _ = settle_story(statements, [(0, 1), (0, 2)], [unsure, agreed], Settings())
    assert beside.probabilities["agree"] < alone[0].probabilities["agree"]
    assert settle_story(statements, [], [], Settings()) == []


def test_a_quotation_word_for_word_agrees_whatever_stands_around_it(models):
    said = '"We were never asked about the plan for the harbour," she said.'
    made = pair(models, said, said)
    weighed = weigh(made, votes_on(made))
    assert weighed.settled.relation == "agree"
    assert settle(weighed, odds(0.0, 0.0), Settings()) == weighed.settled
