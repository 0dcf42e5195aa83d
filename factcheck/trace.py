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


def evidence(pair: Pair, votes: Sequence[Vote]) -> list[str]:
    """The similarity, the comparison model's answer and each comparer's vote, a line each."""
    there, back = ("/".join(f"{p:.2f}" for p in row) for row in pair.entailment)
    least, most = pair.coverage()
    lines = [
        f"cosine {pair.similarity:.2f}, shared content {least:.2f} to {most:.2f}",
        f"entailment/neutral/contradiction {there} and back {back}",
    ]
    return lines + [_vote(vote) for vote in votes]


def line(pair: Pair, votes: Sequence[Vote], probabilities: Mapping[Relation, float]) -> str:
    """What a pair amounts to by itself, the two claims and the evidence, in one line."""
    a, b = (side.statement.claim for side in (pair.a, pair.b))
    return (
        f"{_odds(probabilities)}: {a.id} {a.text!r} | {b.id} {b.text!r}: {'; '.join(evidence(pair, votes))}"
    )


def _vote(vote: Vote) -> str:
    reason = f": {vote.reason}" if vote.reason else ""
    says = f" ({' / '.join(vote.says)})" if any(vote.says) else ""
    return (
        f"vote {vote.relation}, {vote.evidence}{reason}{says}; strength {vote.strength:.2f}, bond {vote.bond:.2f}, "
        f"nearness {vote.nearness:.2f}"
    )
