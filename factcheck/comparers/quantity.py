"""Numbers, amounts, dates and times: the same thing measured, another value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck import quantities
from factcheck.comparers.base import Pair, Vote, inside
from factcheck.models import Quantity

TIME_KINDS = frozenset({"date", "time", "year", "decade", "duration", "weekday", "month"})
# Words that say that a figure replaces an earlier one or will be replaced: it is a running total.
RUNNING = re.compile(
    r"\b(?:toll|rises?|rose|risen|climb\w*|so far|now stands|stands at|at least|reach\w*|increas\w*|revised|updated|"
    r"confirmed|to date|grew|grown|mount\w*|and counting)\b",
    re.I,
)
# A figure followed by this counts a part of what was counted before ("four of them").
_PART = re.compile(
    r"\s*(?:of\s+(?:the|them|these|those|whom|which|its|his|her|their)\b|more\b|further\b|additional\b)", re.I
)


def compare(pair: Pair) -> Vote | None:
    """Vote on the pair's comparable values; a difference outweighs agreement."""
    agreement: Vote | None = None
    conflict: Vote | None = None
    for a, b, relation in _comparable(pair):
        vote = _vote(pair, a, b, relation)
        if vote is None:
            continue
        if vote.relation == "conflict" and (conflict is None or vote.strength > conflict.strength):
            conflict = vote
        elif vote.relation == "agree" and (agreement is None or vote.strength > agreement.strength):
            agreement = vote
    return conflict or agreement


def _comparable(pair: Pair) -> Iterator[tuple[Quantity, Quantity, str]]:
    """Pairs of values that differ or match; a value that has its match is compared with no other."""
    all_a, all_b = pair.a.statement.claim.quantities, pair.b.statement.claim.quantities
    relations = {(a, b): quantities.compare(a, b) for a in all_a for b in all_b}
    matched = {q for (a, b), relation in relations.items() if relation == "same" for q in (a, b)}
    for (a, b), relation in relations.items():
        if relation == "same" or (relation == "different" and a not in matched and b not in matched):
            yield a, b, relation


def _vote(pair: Pair, a: Quantity, b: Quantity, relation: str) -> Vote | None:
    without_a, without_b = inside(pair.a, (a.start, a.end)), inside(pair.b, (b.start, b.end))
    least, most = pair.coverage(without_a, without_b)
    context = (least + most) / 2
    spans = (a.start, a.end), (b.start, b.end)
    if relation == "same":
        strength = min(0.95, 0.35 + 0.6 * context) if _is_specific(a, b) else min(0.9, 0.2 + 0.7 * context)
        return Vote("agree", strength, *spans)
    needed = pair.settings.counted_context if _is_specific(a, b) else pair.settings.loose_context
    if context < needed or _is_part(pair, a, b) or _is_elsewhen(pair, a, b):
        return None
    kind = "date" if a.kind in TIME_KINDS else "number"
    severity = "contradiction"
    reason = {"date": "another date or time", "number": "another number"}[kind]
    if kind == "number" and (later := _later(pair, a, b)):
        kind, severity = "update", "discrepancy"
        reason = f"a later report raises the figure to {quantities.describe(later)}"
    strength = min(0.97, 0.5 + 0.5 * (context - needed) / (1 - needed))
    return Vote(
        "conflict", strength, *spans, kind, severity, reason, quantities.describe(a), quantities.describe(b)
    )


def _is_specific(a: Quantity, b: Quantity) -> bool:
    """What is measured is named on both sides, and the same."""
    return bool(a.measures) and a.measures == b.measures and (a.state == b.state or not (a.state and b.state))


def _is_part(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """One of the figures counts only a part of something."""
    texts = ((pair.a, a), (pair.b, b))
    return any(
        _PART.match(written[q.end - start :]) is not None
        for side, q in texts
        for written, start in [(_text(side), side.statement.claim.start)]
    )


def _text(side: object) -> str:
    words = side.words  # type: ignore[attr-defined]
    start = side.statement.claim.start  # type: ignore[attr-defined]
    line = ""
    for word in words:
        if word.start >= start:
            line = line.ljust(word.start - start) + word.text
    return line


def _is_elsewhen(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """The claims name different times, so that different values are no contradiction."""
    if a.kind in TIME_KINDS:
        return False
    times_a = [q for q in pair.a.statement.claim.quantities if q.kind in TIME_KINDS - {"duration"}]
    times_b = [q for q in pair.b.statement.claim.quantities if q.kind in TIME_KINDS - {"duration"}]
    relations = [quantities.compare(x, y) for x in times_a for y in times_b]
    return "different" in relations and "same" not in relations


def _later(pair: Pair, a: Quantity, b: Quantity) -> Quantity | None:
    """The figure that replaces the other: a running total's higher value in the later article."""
    if not pair.published or a.kind != "count" or a.low is None or b.low is None:
        return None
    if not any(RUNNING.search(side.statement.claim.text) for side in (pair.a, pair.b)):
        return None
    earlier, later = (a, b) if pair.published < 0 else (b, a)
    return later if (later.low or 0) > (earlier.low or 0) else None
