"""What every comparer gets and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from factcheck.alignment import Alignment, Side
from factcheck.language import Word
from factcheck.models import Kind, Severity, Span
from factcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, aligned.

    Attributes:
        alignment: which words answer each other; ``alignment.a`` and ``.b`` are the claims.
        similarity: cosine of the claims' vectors, -1 to 1.
        entailment: probabilities (entailment, neutral, contradiction) with a as premise and with b as premise,
            shape (2, 3).
        nearest: mean of 1 / rank of each claim among those of its article that are compared with the other one, by
            similarity: 1 where neither article has a claim that is nearer.
        crowd: how many claims the story has, from 0 for ten or fewer to 0.7 for 250 or more, on a logarithmic scale:
            the more there are, the more of them are near to one that is about another matter.
        published: publication dates of the two articles are known and differ: -1 a is the earlier, 1 the later,
            0 not known or the same.
    """

    alignment: Alignment
    similarity: float
    entailment: NDArray[np.float32]
    settings: Settings
    nearest: float = 1.0
    crowd: float = 0.0
    published: int = 0

    @property
    def a(self) -> Side:
        """The first claim."""
        return self.alignment.a

    @property
    def b(self) -> Side:
        """The second claim."""
        return self.alignment.b

    @property
    def contradiction(self) -> float:
        """Mean probability of contradiction by the comparison model, both ways."""
        return float(self.entailment[:, 2].mean())

    @property
    def is_contradicted(self) -> bool:
        """The comparison model's answer is a vote for a conflict."""
        return self.contradiction >= self.settings.contradiction

    def coverage(self) -> tuple[float, float]:
        """The smaller and the larger share of the two claims' content that the other side answers."""
        shares = self.alignment.coverage(), self.alignment.coverage(of_b=True)
        return min(shares), max(shares)


@dataclass(frozen=True, slots=True)
class Vote:
    """What one comparer says about a pair.

    Attributes:
        evidence: what sort of evidence it is, one of ``decision.EVIDENCE``.
        strength: how telling the vote is among the votes on one pair, 0 to 1.
        bond: how well what surrounds the differing words answers each other, 0 to 1 (see ``roles.bond``).
        nearness: how well the words around them do (see ``roles.nearness``).
        alone: how few other values of the two articles could answer these, 1 where there are none; 0 for what is no
            value.
        is_slip: two values that have the same digits, two of them in each other's places.
        met: a value that differs here stands in the other's article elsewhere.
        span_a, span_b: the words that decide it, as offsets into the articles' texts.
        reason: what differs, in a few plain words, for a vote of ``conflict``.
        says: what the first and the second claim say about it, in short.
    """

    relation: Literal["agree", "conflict"]
    evidence: str
    strength: float
    span_a: Span
    span_b: Span
    kind: Kind | None = None
    severity: Severity = "contradiction"
    reason: str = ""
    says: tuple[str, str] = ("", "")
    bond: float = 0.5
    nearness: float = 0.5
    alone: float = 0.0
    is_slip: bool = False
    met: bool = False


Comparer = Callable[[Pair], Vote | None]


def differs(votes: Iterable[Vote]) -> bool:
    """Whether one of them has seen a difference."""
    return any(vote.relation == "conflict" for vote in votes)


def span_of(words: Iterable[Word]) -> Span:
    """The span from the first to the last of the words."""
    kept = list(words)
    return min(w.start for w in kept), max(w.end for w in kept)


def whole(side: Side) -> Span:
    """The span of the whole claim."""
    return side.statement.claim.start, side.statement.claim.end


def inside(side: Side, span: Span) -> list[int]:
    """Indices of the side's words that lie in the span."""
    return [i for i, word in enumerate(side.words) if word.start >= span[0] and word.end <= span[1]]


def written(words: Iterable[Word]) -> str:
    """The words as they stand, joined by blanks."""
    return " ".join(word.text for word in words)
