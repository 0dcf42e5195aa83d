"""What the other pairs of a story say about one."""

import pytest

from factcheck.context import surroundings
from factcheck.decision import CLASSES, in_context, shipped

CHANCES = {
    "agree": {"agree": 0.9, "conflict": 0.05, "unrelated": 0.05},
    "conflict": {"agree": 0.1, "conflict": 0.8, "unrelated": 0.1},
    "unrelated": {"agree": 0.0, "conflict": 0.0, "unrelated": 1.0},
}
# Three claims of one article, the second within the first, and two of another.
CLAIMS = [("a", 0, 50), ("a", 10, 30), ("a", 60, 90), ("b", 0, 40), ("b", 50, 80)]


def around(wanted, others=()):
    weighed = {wanted: CHANCES["unrelated"]} | {pair: CHANCES[kind] for pair, kind in dict(others).items()}
    return next(surroundings(CLAIMS, weighed, 0.35))


def test_another_claim_that_answers_better_is_a_rival():
    found = around((0, 3), {(0, 4): "agree"})
    assert (found["rival"], found["lesser rival"]) == (pytest.approx(0.95), 0.0)
    assert found["rival agrees"] == pytest.approx(0.9)
    assert around((0, 3), {(0, 4): "conflict"})["rival conflicts"] == pytest.approx(0.8)
    both = around((0, 3), {(0, 4): "agree", (2, 3): "conflict"})
    assert (both["rival"], both["lesser rival"]) == (pytest.approx(0.95), pytest.approx(0.9))


def test_a_claim_inside_the_other_is_no_rival_and_speaks_for_it():
    found = around((0, 3), {(1, 3): "agree"})
    assert found["rival"] == 0.0
    assert found["within agrees"] == pytest.approx(0.9)
    assert around((0, 3), {(1, 3): "conflict"})["within conflicts"] == pytest.approx(0.8)


def test_claims_beside_both_speak_for_it():
    found = around((0, 3), {(2, 4): "agree"})
    assert (found["beside agrees"], found["beside one fact"]) == (pytest.approx(0.9), pytest.approx(0.95))
    assert found["within agrees"] == found["rival"] == 0.0


def test_claims_of_another_article_or_far_away_stand_beside_nothing():
    claims = [*CLAIMS, ("b", 90, 95), ("b", 96, 99), ("c", 0, 9)]
    others = {(1, 4): "agree", (2, 6): "agree", (2, 7): "agree"}
    weighed = {(0, 3): CHANCES["unrelated"]} | {pair: CHANCES[kind] for pair, kind in others.items()}
    found = next(surroundings(claims, weighed, 0.35))
    assert found["beside agrees"] == found["within agrees"] == 0.0


def test_what_agrees_with_one_claim_speaks_for_it_beside_the_other():
    claims = [("a", 0, 9), ("b", 0, 9), ("c", 0, 9), ("d", 0, 9)]
    agreeing = {(0, 2): CHANCES["agree"], (0, 3): CHANCES["agree"]}
    lonely, told = (
        next(surroundings(claims, {(0, 1): CHANCES["conflict"], **agreeing, **more}, 0.7))
        for more in ({}, {(1, 2): CHANCES["conflict"], (1, 3): CHANCES["conflict"]})
    )
    assert lonely["allies"] == told["allies"] > 0
    assert lonely["conflicts echoed"] == lonely["share echoed"] == 0.0
    assert told["conflicts echoed"] > 0.5
    assert told["share echoed"] == pytest.approx(0.72, abs=0.01)
    agreed = next(surroundings(claims, {(0, 1): CHANCES["agree"], **agreeing, (1, 2): CHANCES["agree"]}, 0.7))
    assert agreed["agreement echoed"] > told["agreement echoed"]


def test_a_pair_alone_has_nothing_around_it():
    found = around((0, 3))
    assert found["large story"] == 0.35
    assert {name for name, value in found.items() if value} == {"large story", "agree", "conflict"}
    assert found["agree"] == found["conflict"] == -1.0


def test_no_pairs_give_nothing():
    assert list(surroundings(CLAIMS, {}, 0.35)) == []


def test_the_shipped_classifier_reads_what_there_is_and_gives_probabilities():
    for size, crowd in (("small", 0.35), ("crowded", 0.7)):
        classifier = shipped(size, "context")
        assert set(classifier.names) <= set(around((0, 3)))
        assert classifier.weights.shape == (len(CLASSES), len(classifier.names))
        (found,) = in_context(CLAIMS, {(0, 3): CHANCES["conflict"]}, crowd)
        assert tuple(found) == CLASSES
        assert sum(found.values()) == pytest.approx(1.0)


def test_a_better_answer_makes_a_conflict_less_likely():
    alone, beside = (
        in_context(CLAIMS, {(0, 3): CHANCES["conflict"], **more}, 0.35)[0]
        for more in ({}, {(0, 4): CHANCES["agree"]})
    )
    assert beside["conflict"] < alone["conflict"]
