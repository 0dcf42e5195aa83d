"""Candidate pairs and clusters, on vectors made by hand."""

import numpy as np
import pytest

from factcheck.clustering import candidate_pairs, clusters, pairs_within
from factcheck.models import Comparison
from factcheck.settings import Settings


def vectors(*degrees):
    """Unit vectors in a plane, by their angle."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def relation(name, confidence=0.9):
    rest = (1 - confidence) / 2
    shares = dict.fromkeys(("agree", "conflict", "unrelated"), rest) | {name: confidence}
    return Comparison(relation=name, probabilities=shares, confidence=confidence)


def test_candidates_are_near_claims_of_other_articles():
    owners = ["a1", "a1", "a2", "a2"]
    found = candidate_pairs(owners, vectors(0, 90, 10, 100), Settings(candidate_similarity=0.5))
    assert found == [(0, 2), (1, 3)]


def test_only_the_nearest_of_each_other_article_are_candidates():
    owners = ["a1", *["a2"] * 5, *["a3"] * 5]
    near = vectors(0, *range(1, 6), *range(1, 6))
    found = candidate_pairs(owners, near, Settings(neighbours=1))
    assert (0, 1) in found
    assert (0, 6) in found
    assert all(a < b and owners[a] != owners[b] for a, b in found)
    assert found == sorted(set(found))


def test_of_all_other_articles_only_the_nearest_claims_are_candidates():
    owners = [f"a{n}" for n in range(30)]
    near = vectors(*range(0, 60, 2))
    found = candidate_pairs(owners, near, Settings(candidates=2))
    assert {(13, 14), (14, 15)} <= set(found)
    assert all(b - a <= 2 for a, b in found)


def test_one_article_or_none_gives_no_candidates():
    assert candidate_pairs(["a1", "a1"], vectors(0, 1), Settings()) == []
    assert candidate_pairs([], np.zeros((0, 2), dtype=np.float32), Settings()) == []


def test_conflicts_and_agreements_join_claims():
    owners = ["a1", "a2", "a3", "a1"]
    compared = {(0, 1): relation("agree"), (0, 2): relation("conflict"), (1, 3): relation("unrelated")}
    assert clusters(owners, compared, Settings()) == [[0, 1, 2], [3]]


def test_headline_and_text_of_one_article_both_join_what_they_agree_with():
    owners = ["a1", "a2", "a2"]
    compared = {(0, 1): relation("agree", 0.9), (0, 2): relation("agree", 0.6)}
    assert clusters(owners, compared, Settings()) == [[0, 1, 2]]


def test_one_near_miss_does_not_pull_two_groups_together():
    owners = ["a1", "a2", "a3", "a4", "a5", "a6"]
    apart = {(a, b): relation("unrelated", 0.98) for a in (0, 1, 2) for b in (3, 4, 5)}
    compared = {
        (0, 1): relation("agree"), (1, 2): relation("agree"), (3, 4): relation("agree"), (4, 5): relation("agree"),
        **apart, (2, 3): relation("agree", 0.5),
    }  # fmt: skip
    assert clusters(owners, compared, Settings()) == [[0, 1, 2], [3, 4, 5]]


def test_a_chain_of_claims_that_were_not_compared_does_not_grow_into_one_group():
    owners = [f"a{n}" for n in range(60)]
    chain = {(n, n + 1): relation("agree", 0.9 if n % 5 else 0.5) for n in range(59)}
    found = clusters(owners, chain, Settings())
    assert max(map(len, found)) < 25


def test_claims_that_nothing_joins_stay_alone_in_order():
    assert clusters(["a1", "a2", "a3"], {}, Settings()) == [[0], [1], [2]]
    assert clusters([], {}, Settings()) == []


@pytest.mark.parametrize("count", [2, 7, 40])
def test_every_claim_is_in_exactly_one_cluster(count):
    rng = np.random.default_rng(count)
    owners = [f"a{i % 5}" for i in range(count)]
    names = ("agree", "conflict", "unrelated")
    compared = {
        (a, b): relation(names[rng.integers(3)], float(rng.uniform(0.4, 1)))
        for a in range(count) for b in range(a + 1, count) if owners[a] != owners[b] and rng.random() < 0.1
    }  # fmt: skip
    found = clusters(owners, compared, Settings())
    assert sorted(index for cluster in found for index in cluster) == list(range(count))
    assert all(cluster == sorted(cluster) for cluster in found)
    assert [cluster[0] for cluster in found] == sorted(cluster[0] for cluster in found)


def test_pairs_within_an_article_are_those_that_one_cluster_holds():
    owners = ["a1", "a1", "a1", "a2", "a2"]
    assert pairs_within(owners, [[0, 2, 3], [1, 4]]) == [(0, 2)]
    assert pairs_within(owners, [[3, 2, 1, 0], [4]]) == [(0, 1), (0, 2), (1, 2)]
    assert pairs_within(owners, [[0], [1], [2], [3], [4]]) == []
