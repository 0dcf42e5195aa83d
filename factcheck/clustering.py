"""Claims and their vectors -> candidate pairs, and clusters of claims about one fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from factcheck.embedding import Vectors
from factcheck.models import Comparison
from factcheck.settings import Settings

Pairs = list[tuple[int, int]]


def candidate_pairs(owners: Sequence[str], vectors: Vectors, settings: Settings) -> Pairs:
    """Pairs of claims of different articles that are near enough to be compared.

    Args:
        owners: the article of each claim.
        vectors: the claims' vectors, shape (claims, dimension), rows of length 1.

    Returns:
        Index pairs, smaller first, in order: for each claim its nearest claims in each other article, and of these
        the nearest of all, so that the pairs of a story grow with its claims and not with their square.
    """
    places: dict[str, list[int]] = {}
    for index, owner in enumerate(owners):
        places.setdefault(owner, []).append(index)
    nearest = np.zeros((len(owners), settings.candidates), dtype=np.int64)
    likeness = np.full(nearest.shape, -np.inf, dtype=np.float32)
    for owner, own in places.items():
        others = [i for i, other in enumerate(owners) if other != owner]
        alike = vectors[others] @ vectors[own].T
        ranked = np.argsort(-alike, axis=1, kind="stable")[:, : settings.neighbours]
        found = np.hstack([nearest[others], np.asarray(own)[ranked]])
        near = np.hstack([likeness[others], np.take_along_axis(alike, ranked, axis=1)])
        kept = np.argsort(-near, axis=1, kind="stable")[:, : settings.candidates]
        nearest[others] = np.take_along_axis(found, kept, axis=1)
        likeness[others] = np.take_along_axis(near, kept, axis=1)
    rows, ranks = np.nonzero(likeness >= settings.candidate_similarity)
    pairs = zip(rows.tolist(), nearest[rows, ranks].tolist(), strict=True)
    return sorted({(min(a, b), max(a, b)) for a, b in pairs})


def clusters(
    owners: Sequence[str], compared: Mapping[tuple[int, int], Comparison], settings: Settings
) -> list[list[int]]:
    """Group claims about one fact by what their comparisons said.

    Two claims belong together where they agree or conflict. Groups grow from the surest such pair on, and only while
    the pairs of claims between two groups speak for one fact on the whole, so that a chain of near misses does not pull
    different facts together; a conflict that the others speak against goes with it. A pair that was not compared, since
    other claims were nearer, counts as one that tells two facts. After the greedy additive edge contraction of Keuper
    et al. 2015, "Efficient decomposition of image and mesh graphs by lifted multicuts", with the pairs' order kept as
    it is at first.

    Args:
        owners: the article of each claim.
        compared: the comparison of each candidate pair.

    Returns:
        Claim indices by cluster, each in order, clusters in the order of their first claim.
    """
    # For each group the sum of probabilities of one fact with another group, by that group; and how many claims of each
    # article it holds.
    bonds: list[dict[int, float]] = [{} for _ in owners]
    for (a, b), comparison in compared.items():
        one_fact = 1.0 - comparison.probabilities["unrelated"]
        if comparison.relation != "unrelated":
            one_fact = max(one_fact, settings.joining)
        bonds[a][b] = bonds[b][a] = one_fact
    held = [Counter([owner]) for owner in owners]
    parent = list(range(len(owners)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    related = [pair for pair, comparison in compared.items() if comparison.relation != "unrelated"]
    for a, b in sorted(related, key=lambda pair: compared[pair].probabilities["unrelated"]):
        first, second = sorted((root(a), root(b)))
        if first == second:
            continue
        if bonds[first][second] < settings.joining * _across(held[first], held[second]):
            continue
        parent[second] = first
        held[first] += held[second]
        del bonds[first][second], bonds[second][first]
        for other, bond in bonds[second].items():
            bonds[first][other] = bonds[other][first] = bonds[first].get(other, 0.0) + bond
            del bonds[other][second]
        bonds[second] = {}
    groups: dict[int, list[int]] = {}
    for index in range(len(owners)):
        groups.setdefault(root(index), []).append(index)
    return [groups[key] for key in sorted(groups)]


def _across(one: Counter[str], other: Counter[str]) -> int:
    """How many pairs of claims of two articles there are between two groups, given how many each has of each."""
    return one.total() * other.total() - sum(count * other[article] for article, count in one.items())


def pairs_within(owners: Sequence[str], groups: Sequence[Sequence[int]]) -> Pairs:
    """Pairs of claims of one article that stand in one cluster: other articles showed that they are about one fact.

    Args:
        owners: the article of each claim.
        groups: the clusters, as ``clusters`` gives them.

    Returns:
        Index pairs, smaller first, in order.
    """
    return sorted(
        pair
        for group in groups
        for pair in combinations(sorted(group), 2)
        if owners[pair[0]] == owners[pair[1]]
    )
