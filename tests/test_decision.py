"""The classifier: what it reads, and that its answer is a probability."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from bench import pair

from factcheck.comparison import votes_on
from factcheck.crowding import crowded
from factcheck.decision import (
    CLASSES,
    EVIDENCE,
    Classifier,
    at_sight,
    features,
    may_be_one_fact,
    probabilities,
    shipped,
    verdict,
)
from factcheck.settings import Settings

PAIRS = [
    ("Police arrested 37 people.", "Police arrested 73 people."),
    ("The mayor resigned.", "The mayor did not resign."),
    ("The mayor resigned.", "The mayor stepped down."),
    ('"We were never asked," she said.', "They were never asked."),
    ("", "?"),
]


@pytest.mark.parametrize("sentences", PAIRS, ids=lambda pair: pair[1])
def test_every_feature_lies_between_minus_1_and_1(models, sentences):
    made = pair(models, *sentences)
    found = features(made, votes_on(made))
    assert all(-1 <= value <= 1.0001 for value in found.values())


def test_the_shipped_classifiers_read_the_features_that_there_are(models):
    made = pair(models, *PAIRS[0])
    votes = votes_on(made)
    read = (("gate", at_sight(made, votes)), ("verdict", features(made, votes)))
    for size, (which, found) in product(("small", "crowded"), read):
        classifier = shipped(size, which)
        assert set(EVIDENCE) <= set(classifier.names) <= set(found)
        assert classifier.weights.shape == (len(classifier.classes), len(classifier.names))
        assert np.isfinite(classifier.weights).all()


@pytest.mark.parametrize("sentences", PAIRS, ids=lambda pair: pair[1])
def test_probabilities_cover_the_relations_and_sum_to_1(models, sentences):
    made = pair(models, *sentences)
    found = verdict(made, votes_on(made))
    assert tuple(found) == CLASSES
    assert sum(found.values()) == pytest.approx(1.0)
    assert min(found.values()) >= 0


def test_the_gate_tells_one_fact_from_another_topic(models):
    near = pair(models, "Police arrested 37 people on Monday.", "Police arrested 73 people on Monday.")
    far = pair(models, "Police arrested 37 people on Monday.", "The bakery sells bread with seeds.")
    assert (
        may_be_one_fact(near, votes_on(near))
        > 0.5
        > Settings().worth_asking
        > may_be_one_fact(far, votes_on(far))
    )


def test_weights_decide_and_a_missing_feature_counts_as_0():
    weights = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    classifier = Classifier(CLASSES, ("x", "y"), weights, np.array([0.0, 0.0, 0.5]))
    assert probabilities(classifier.scores({})) == pytest.approx([0.2741, 0.2741, 0.4519], abs=1e-3)
    found = probabilities(classifier.scores({"y": 5.0, "unknown": 9.0}))
    assert found.argmax() == 1
    assert probabilities(classifier.scores({"x": 1e4})).sum() == pytest.approx(1.0)


def test_between_small_and_crowded_stories_the_two_classifiers_are_mixed(models):
    made = pair(models, "Police arrested 37 people on Monday.", "Police arrested 73 people on Monday.")
    for claims, size in ((50, "small"), (2000, "crowded")):
        placed = replace(made, crowd=crowded(claims))
        expected = probabilities(shipped(size, "verdict").scores(features(placed, [])))
        assert list(verdict(placed, []).values()) == pytest.approx(expected.tolist())
    ends, halfway = (
        [verdict(replace(made, crowd=crowded(claims)), []) for claims in (100, 250)],
        verdict(replace(made, crowd=crowded(160)), []),
    )
    assert (
        min(one["unrelated"] for one in ends) < halfway["unrelated"] < max(one["unrelated"] for one in ends)
    )
