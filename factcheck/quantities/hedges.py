"""Words around an amount that open or widen its bounds: "at least", "nearly", "or so"."""

from __future__ import annotations

from factcheck.quantities import nouns, tolerances, words
from factcheck.quantities.draft import Draft
from factcheck.quantities.tokens import Tokens

_GOING = frozenset("ticked edged crept inched went goes gone going moved climbed jumped shot".split())
"""Verbs after which "up to" is a direction: "edged up to 4.1%"."""
_LASTING = frozenset("for lasted lasting took takes just well after of in at within to".split())
_EXTENT = frozenset(
    "spread spreads extends stretched stretching flew travelled scattered all drove walked".split()
)
_MOST = 3
"""Hedges that one amount may carry."""


def hedge_before(t: Tokens, i: int, floor: int = 0) -> tuple[str, int] | None:
    """Meaning of the longest hedge that ends before token ``i``, and where it starts."""
    for length in range(min(words.LONGEST_HEDGE, i - floor), 0, -1):
        meaning = words.HEDGES.get(tuple(t.low(j) for j in range(i - length, i)))
        if meaning:
            return meaning, i - length
    return None


def apply_hedges(t: Tokens, draft: Draft, floor: int = 0) -> Draft:
    """Bound an amount by the hedges around it and take them into its span."""
    meanings: list[str] = []
    start = draft.first
    for _ in range(_MOST):
        hedge = hedge_before(t, start, floor)
        if hedge is None or not _fits(t, draft, hedge[1]):
            break
        meaning, start = hedge
        if meaning != "exact":
            meanings.append(meaning)
            draft.first = start
    if after := _after(t, draft):
        meanings.append(after)
    for meaning in meanings:
        _bound(draft, meaning)
    return draft


def _fits(t: Tokens, draft: Draft, begin: int) -> bool:
    """The word at ``begin`` hedges this kind of amount and stands for nothing else there."""
    if (t.low(begin), t.low(begin + 1)) == ("up", "to") and t.low(begin - 1) in _GOING:
        return False
    if begin != draft.first - 1:
        return True
    low, before = t.low(begin), t.low(begin - 1)
    if draft.kind == "duration" and low in ("over", "under", "around", "above", "below", "near"):
        return low in ("over", "under") and before in _LASTING
    if (
        low in ("over", "under", "above", "below")
        and draft.kind == "count"
        and t.low(draft.first) in words.UNITS
    ):
        return False
    if low == "over":
        return before not in _EXTENT
    if low == "within":
        return draft.kind in ("duration", "length")
    if low == "near":
        return draft.kind in ("money", "percent", "count")
    return True


def _after(t: Tokens, draft: Draft) -> str:
    """Meaning of "or more", "or so", "-plus", "-odd" after an amount, taken into its span."""
    j = draft.after
    low, following = t.low(j), t.low(j + 1)
    if low == "or":
        meaning = _OR.get(following, "")
        draft.after += 2 if meaning else 0
        return meaning
    if t.hyphen(j) and following in ("plus", "odd", "ish"):
        draft.after = j + 2
        return "least" if following == "plus" else "about"
    if draft.kind == "count" and following == "or" and nouns.is_plural(low):
        return _OR.get(t.low(j + 2), "")
    return ""


_OR = {
    "more": "least", "higher": "least", "over": "least", "above": "least", "older": "least", "fewer": "most",
    "less": "most", "younger": "most", "under": "most", "so": "about", "thereabouts": "about",
}  # fmt: skip


def _bound(draft: Draft, meaning: str) -> None:
    """Apply one hedge to the bounds."""
    if draft.low is None or draft.high is None:
        draft.approximate = draft.approximate or meaning == "about"
        return
    value = draft.high if meaning in ("most", "below") else draft.low
    draft.hedged = True
    if meaning == "least":
        draft.high = None
    elif meaning == "most":
        draft.low = None
    elif meaning == "below":
        draft.low, draft.approximate = value - tolerances.JUST_UNDER * abs(value), True
    elif meaning == "above":
        draft.high, draft.approximate = value + tolerances.JUST_OVER * abs(value), True
    elif meaning == "about":
        draft.approximate = True
