"""The classifier: what it reads, and that its answer is a probability."""

import numpy as np
import pytest
from bench import pair

from factcheck.comparison import votes_on
from factcheck.decision import CLASSES, Decision, features, shipped

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


def test_the_shipped_classifier_reads_the_features_that_there_are(models):
    made = pair(models, *PAIRS[0])
    assert set(shipped().names) <= set(features(made, votes_on(made)))
    assert shipped().weights.shape == (len(CLASSES), len(shipped().names))
    assert np.isfinite(shipped().weights).all()


@pytest.mark.parametrize("sentences", PAIRS, ids=lambda pair: pair[1])
def test_probabilities_cover_the_relations_and_sum_to_1(models, sentences):
    made = pair(models, *sentences)
    found = shipped().probabilities(features(made, votes_on(made)))
    assert tuple(found) == CLASSES
    assert sum(found.values()) == pytest.approx(1.0)
    assert min(found.values()) >= 0


def test_weights_decide_and_a_missing_feature_counts_as_0():
    decision = Decision(("x", "y"), np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), np.array([0.0, 0.0, 0.5]))
    assert decision.probabilities({}) == pytest.approx(
        {"agree": 0.2741, "conflict": 0.2741, "unrelated": 0.4519}, abs=1e-3
    )
    found = decision.probabilities({"y": 5.0, "unknown": 9.0})
    assert max(found, key=found.get) == "conflict"
    assert sum(decision.probabilities({"x": 1e4}).values()) == pytest.approx(1.0)
