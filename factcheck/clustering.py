"""Claims and their vectors -> stories, candidate pairs, and clusters of claims about one fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from factcheck.embedding import Vectors
from factcheck.models import Comparison
from factcheck.settings import Settings

Pairs = list[tuple[int, int]]


def stories(
    article_ids: Sequence[str], owners: Sequence[str], vectors: Vectors, settings: Settings
) -> list[list[str]]:
    """Group articles that tell one story.

    Args:
        article_ids: all articles, in reading order.
        owners: the article of each claim.
        vectors: the claims' vectors, shape (claims, dimension).

    Returns:
        Article ids by story: the largest story first, equally large ones in reading order. An article without
        claims is a story of its own.
    """
    order = list(article_ids)
    if settings.one_story or len(order) < 2:
        return [order] if order else []
    means = np.zeros((len(order), vectors.shape[1]), dtype=np.float32)
    for row, article in enumerate(order):
        own = vectors[[i for i, owner in enumerate(owners) if owner == article]]
        if len(own):
            mean = own.mean(axis=0)
            means[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    labels = _average_linkage(1.0 - np.clip(means @ means.T, -1, 1), 1.0 - settings.story_similarity)
    groups = [
        [a for a, label in zip(order, labels, strict=True) if label == wanted]
        for wanted in sorted(set(labels))
    ]
    return sorted(groups, key=lambda group: (-len(group), order.index(group[0])))


def _average_linkage(distances: NDArray[np.float32], threshold: float) -> list[int]:
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=threshold
    )
    return [int(label) for label in model.fit_predict(distances)]


def candidate_pairs(owners: Sequence[str], vectors: Vectors, settings: Settings) -> Pairs:
    """Pairs of claims of different articles that are near enough to be compared.

    Args:
        owners: the article of each claim.
        vectors: the claims' vectors, shape (claims, dimension), rows of length 1.

    Returns:
        Index pairs, smaller first, in order: for each claim its nearest claims in each other article.
    """
    from sklearn.neighbors import NearestNeighbors

    places: dict[str, list[int]] = {}
    for index, owner in enumerate(owners):
        places.setdefault(owner, []).append(index)
    found: set[tuple[int, int]] = set()
    for owner, own in places.items():
        count = min(settings.neighbours, len(own))
        others = [i for i, other in enumerate(owners) if other != owner]
        if not others:
            continue
        near = NearestNeighbors(n_neighbors=count, metric="cosine", algorithm="brute").fit(vectors[own])
        distances, columns = near.kneighbors(vectors[others])
        for index, row_distances, row in zip(others, distances, columns, strict=True):
            for distance, column in zip(row_distances, row, strict=True):
                if 1.0 - distance >= settings.candidate_similarity:
                    found.add((min(index, own[column]), max(index, own[column])))
    return sorted(found)


def clusters(owners: Sequence[str], compared: Mapping[tuple[int, int], Comparison]) -> list[list[int]]:
    """Group claims about one fact by what their comparison said.

    A conflict always joins its two claims. An agreement joins them where each is the other's best match in its
    article, so that a chain of near misses does not pull different facts together.

    Args:
        owners: the article of each claim.
        compared: the comparison of each candidate pair.

    Returns:
        Claim indices by cluster, each in order, clusters in the order of their first claim.
    """
    best: dict[tuple[int, str], float] = {}
    for (a, b), comparison in compared.items():
        if comparison.relation == "agree":
            for here, there in ((a, b), (b, a)):
                key = here, owners[there]
                best[key] = max(best.get(key, 0.0), comparison.confidence)
    parent = list(range(len(owners)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for (a, b), comparison in compared.items():
        mutual = best.get((a, owners[b])) == comparison.confidence == best.get((b, owners[a]))
        if comparison.relation == "conflict" or (comparison.relation == "agree" and mutual):
            first, second = sorted((root(a), root(b)))
            parent[second] = first
    groups: dict[int, list[int]] = {}
    for index in range(len(owners)):
        groups.setdefault(root(index), []).append(index)
    return [groups[key] for key in sorted(groups)]


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
