"""Scores of games and votes: "2-1", "24 votes to 22", "four to three"."""

from __future__ import annotations

from factcheck.quantities import nouns, units, words
from factcheck.quantities.draft import Draft
from factcheck.quantities.names import unit_follows
from factcheck.quantities.numerals import Number, read_number
from factcheck.quantities.tokens import Tokens

_CUES = frozenset(
    "won win wins lost lose loses beat beats beaten beating defeat defeats defeated draw drew drawn "
    "score scored victory thrashed edged led lead leading ahead trailed level hosts visitors match "
    "split passed voted aggregate triumph record".split()
)
_CHANGES = words.RISES | words.FALLS | frozenset("going went go changed moved expanded upgraded".split())
_COUNTED = frozenset("vote goal point run seat set frame try".split())
_HIGHEST = 999
_DASHED = 199
"""Highest side of a score with a dash; longer ones are ranges or codes."""


def read_score(t: Tokens, i: int) -> Draft | None:
    """The score that starts at token ``i``."""
    if t.kind(i - 1) == "c" or not (t.kind(i) == "n" or t.low(i) in words.SMALL):
        return None
    first = read_number(t, i)
    if first is None or not _side(first):
        return None
    j, noun = first.end, ""
    low = t.low(j)
    if t.low(j + 1) == "to" and t.kind(j) == "w" and nouns.is_plural(low) and low not in units.UNITS:
        noun, j = nouns.canonical(low), j + 1
    dashed = t.hyphen(j) and t.kind(i) == "n"
    if not dashed and t.low(j) != "to":
        return None
    last = read_number(t, j + 1)
    if last is None or not _side(last) or (dashed and t.kind(j + 1) != "n"):
        return None
    if (
        unit_follows(t, last.end)
        or t.kind(last.end) == "c"
        or t.hyphen(last.end)
        or t.low(last.end) in units.CURRENCIES
    ):
        return None
    if not (noun in _COUNTED or _scored(t, i, first, last, dashed=dashed, noun=noun)):
        return None
    if not noun and nouns.canonical(t.low(last.end)) in _COUNTED:
        noun = nouns.canonical(t.low(last.end))
    return Draft(i, last.end, "score", first.low, first.low, measures=noun, versus=last.low)


def _side(number: Number) -> bool:
    return (
        not (number.vague or number.scaled or number.fraction)
        and number.low % 1 == 0
        and number.low <= _HIGHEST
    )


def _scored(t: Tokens, i: int, first: Number, last: Number, *, dashed: bool, noun: str) -> bool:
    """Two numbers are a score and not a range or a change."""
    near = {t.low(k) for k in (*range(i - 8, i), *range(last.end, last.end + 3))}
    scoring = bool(near & _CUES)
    if near & _CHANGES and not scoring and not (dashed and first.low > last.low):
        return False
    if not dashed:
        return first.low >= last.low and t.low(i - 1) != "from" and not noun
    if not scoring and (first.low > _DASHED or last.low > _DASHED):
        return False
    bracketed = t.low(i - 1) == "(" and t.low(last.end) == ")"
    if first.low >= last.low or bracketed:
        return True
    if nouns.counted(t, last.end, plural=True).measures:
        return False
    earlier = t.low(i - 1) == "," and t.kind(i - 2) == "n"
    return scoring or first.low == 0 or earlier
