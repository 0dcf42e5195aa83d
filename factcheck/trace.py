"""What was decided on a pair of claims, and on what evidence, in words: for the log and ``factcheck explain``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcheck.comparers import Pair, Vote
from factcheck.models import Comparison, Relation


def outcome(comparison: Comparison) -> str:
    """``conflict (agree 0.02, conflict 0.91, unrelated 0.07)``."""
    return f"{comparison.relation} ({_odds(comparison.probabilities)})"


def _odds(probabilities: Mapping[Relation, float]) -> str:
    return ", ".join(f"{name} {p:.2f}" for name, p in probabilities.items())


def evidence(pair: Pair, votes: Sequence[Vote], by_itself: Mapping[Relation, float]) -> list[str]:
    """The similarity, the comparison model's answer, each comparer's vote and what they amount to, a line each.

    Args:
        by_itself: the probabilities before the rest of the story was looked at.
    """
    there, back = ("/".join(f"{p:.2f}" for p in row) for row in pair.entailment)
    least, most = pair.coverage()
    return [
        f"cosine {pair.similarity:.2f}, shared content {least:.2f} to {most:.2f}",
        f"entailment/neutral/contradiction {there} and back {back}",
        *map(_vote, votes),
        f"by itself {_odds(by_itself)}",
    ]


def line(pair: Pair, votes: Sequence[Vote], by_itself: Mapping[Relation, float]) -> str:
    """The two claims and the evidence in one line."""
    a, b = (side.statement.claim for side in (pair.a, pair.b))
    return f"{a.id} {a.text!r} | {b.id} {b.text!r}: {'; '.join(evidence(pair, votes, by_itself))}"


def _vote(vote: Vote) -> str:
    reason = f": {vote.reason}" if vote.reason else ""
    says = f" ({' / '.join(vote.says)})" if any(vote.says) else ""
    return (
        f"vote {vote.relation}, {vote.evidence}{reason}{says}; strength {vote.strength:.2f}, bond {vote.bond:.2f}, "
        f"nearness {vote.nearness:.2f}"
    )
