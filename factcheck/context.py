"""What the rest of a story says about a pair of claims, after each pair was weighed by itself.

Whether two wordings tell one event often shows around them: another claim of the same article answers better, the
claims beside them match, a clause inside them agrees. Stacking (Wolpert 1992, "Stacked generalization"): what one
classifier found of all pairs is evidence for another one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from factcheck.models import Relation

Place = tuple[str, int, int]  # of a claim: its article, start, end
Probabilities = Mapping[Relation, float]
LEAST = 0.001  # probabilities below are taken for it in logarithms
REACH = 2  # how many claims away one still stands beside another
ALLY = 0.2  # least probability of agreement from which a claim of a third article speaks for another
FEW_ALLIES = 0.2  # what is added to the number of allies, so that of next to none no share is taken
# So many count one half, any number less than 1; round numbers that keep the features between 0 and 1.
ALLIES_HALF, ECHOES_HALF = 2.0, 1.0


def surroundings(
    claims: Sequence[Place], weighed: Mapping[tuple[int, int], Probabilities], crowd: float
) -> Iterator[dict[str, float]]:
    """The evidence on each pair that the others hold, by name; every value lies between -1 and 1.

    Args:
        claims: the story's, each article's together and in order.
        weighed: of each compared pair of indices, smaller first, what it amounts to by itself; all cross two articles.
        crowd: how crowded the story is (see ``comparers.Pair``).
    """
    story = _Story(claims, weighed)
    for pair, odds in weighed.items():
        yield {"large story": crowd, **_itself(odds), **story.around(*pair)}


def _itself(odds: Probabilities) -> dict[str, float]:
    found: dict[str, float] = {name: math.log(max(LEAST, p)) / -math.log(LEAST) for name, p in odds.items()}
    return found | {"one fact": _one_fact(odds)}


def _one_fact(odds: Probabilities) -> float:
    return 1.0 - odds["unrelated"]


class _Story:
    """The pairs of a story, by claim."""

    def __init__(self, claims: Sequence[Place], weighed: Mapping[tuple[int, int], Probabilities]) -> None:
        self._claims = claims
        self._partners: dict[int, dict[int, Probabilities]] = {}
        for (a, b), odds in weighed.items():
            self._partners.setdefault(a, {})[b] = odds
            self._partners.setdefault(b, {})[a] = odds
        self._allies = {claim: self._allies_of(partners) for claim, partners in self._partners.items()}

    def _allies_of(self, partners: Mapping[int, Probabilities]) -> dict[str, int]:
        """Of each other article the claim that agrees best with one, where any does."""
        best: dict[str, int] = {}
        for other, odds in partners.items():
            article = self._claims[other][0]
            if odds["agree"] >= ALLY and (
                article not in best or odds["agree"] > partners[best[article]]["agree"]
            ):
                best[article] = other
        return best

    def around(self, a: int, b: int) -> dict[str, float]:
        """What the pairs around one pair hold."""
        rivals = [self._rivals(a, b), self._rivals(b, a)]
        most = [max(map(_one_fact, found), default=0.0) for found in rivals]
        together = [*rivals[0], *rivals[1]]
        within, beside = self._neighbours(a, b)
        return {
            "rival": max(most),
            "lesser rival": min(most),
            "rival agrees": _most("agree", together),
            "rival conflicts": _most("conflict", together),
            "within agrees": _most("agree", within),
            "within conflicts": _most("conflict", within),
            "beside agrees": _most("agree", beside),
            "beside one fact": max(map(_one_fact, beside), default=0.0),
            **self._echoes(a, b),
        }

    def _echoes(self, a: int, b: int) -> dict[str, float]:
        """What the claims of third articles that agree with one of two say of the other.

        A conflict that many sources tell is told by many pairs; one that only these two claims seem to have, while
        those that agree with either have nothing to say of the other, is mostly none.
        """
        articles = {self._claims[a][0], self._claims[b][0]}
        allies = conflicts = agreements = 0.0
        for claim, other in ((a, b), (b, a)):
            for article, ally in self._allies[claim].items():
                if article not in articles:
                    agrees = self._partners[claim][ally]["agree"]
                    odds = self._partners[other].get(ally)
                    allies += agrees
                    conflicts += agrees * odds["conflict"] if odds else 0.0
                    agreements += agrees * odds["agree"] if odds else 0.0
        # Shares of what the allies could say, drawn to 0 where there are hardly any.
        return {
            "allies": allies / (allies + ALLIES_HALF),
            "conflicts echoed": conflicts / (conflicts + ECHOES_HALF),
            "share echoed": conflicts / (allies + FEW_ALLIES),
            "agreement echoed": agreements / (allies + FEW_ALLIES),
        }

    def _rivals(self, claim: int, answer: int) -> list[Probabilities]:
        """The claim with other claims of the answer's article; those that overlap the answer are no rivals."""
        article = self._claims[answer][0]
        return [
            odds
            for other, odds in self._partners[claim].items()
            if self._claims[other][0] == article and not self._overlap(other, answer)
        ]

    def _neighbours(self, a: int, b: int) -> tuple[list[Probabilities], list[Probabilities]]:
        """The pairs of claims that share words with these two or are one of them, and of claims that stand beside both.

        Only claims within ``REACH``, by their order in the article.
        """
        within: list[Probabilities] = []
        beside: list[Probabilities] = []
        for (x, x_same), (y, y_same) in product(self._near(a), self._near(b)):
            odds = self._partners.get(x, {}).get(y)
            if odds is None or (x, y) == (a, b):
                continue
            if x_same and y_same:
                within.append(odds)
            elif not x_same and not y_same:
                beside.append(odds)
        return within, beside

    def _near(self, claim: int) -> list[tuple[int, bool]]:
        """The claims of its article that stand near it, and whether each shares words with it; itself too."""
        places = range(max(0, claim - REACH), min(len(self._claims), claim + REACH + 1))
        return [(i, self._overlap(i, claim)) for i in places if self._claims[i][0] == self._claims[claim][0]]

    def _overlap(self, a: int, b: int) -> bool:
        """Whether two claims of one article share words; a claim does with itself."""
        (_, start_a, end_a), (_, start_b, end_b) = self._claims[a], self._claims[b]
        return a == b or min(end_a, end_b) > max(start_a, start_b)


def _most(relation: Relation, found: Iterable[Probabilities]) -> float:
    return max((odds[relation] for odds in found), default=0.0)
