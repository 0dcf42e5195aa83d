"""Digits and number words to values, with the step to which they are written."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.quantities import tolerances, words
from factcheck.quantities.tokens import Tokens

MAX_DIGITS = 18
"""Longer runs of digits are identifiers, not quantities."""


class Number(NamedTuple):
    """A number as written.

    Attributes:
        low, high: the value, or the bounds that vague words ("dozens") allow.
        step: value of one unit in the last written digit.
        end: index of the first token after it.
        spelled: written in words.
        vague: ``low`` and ``high`` come from a vague word.
        fraction: a bare share such as "half" or "two thirds".
        scaled: a magnitude is part of it ("2.6 billion", "600k").
    """

    low: float
    high: float
    step: float
    end: int
    spelled: bool = False
    vague: bool = False
    fraction: bool = False
    scaled: bool = False


def read_number(t: Tokens, i: int) -> Number | None:
    """The number that starts at token ``i``, with its magnitude, or None."""
    if t.kind(i) == "n":
        number = _digits(t, i)
    elif t.kind(i) == "g":
        value = words.GLYPHS[t.word(i)]
        number = Number(value, value, value, i + 1, spelled=True, fraction=True)
    else:
        number = _vague(t, i) or _share(t, i) or _spelled(t, i)
    return None if number is None else _magnified(t, _and_a_half(t, number))


def half_step(number: Number, *, measured: bool) -> float:
    """Half of the last written step, as far as rounding may go (see ``tolerances``).

    Args:
        number: the number as written.
        measured: it is of a unit; a plain small count is exact.
    """
    value = abs(number.high)
    if number.vague or not value:
        return 0.0
    if number.fraction and not number.scaled and not measured:
        return tolerances.FRACTION_ROUNDING / 100
    half = min(number.step / 2, tolerances.MAX_ROUNDING * value)
    if number.scaled or number.step < 1:
        return half
    zeros = _trailing_zeros(value)
    if zeros and value >= 100:
        return max(half if measured else 0.0, min(10.0**zeros / 2, tolerances.ROUND_NUMBER * value))
    return half if measured else 0.0


def _trailing_zeros(value: float) -> int:
    digits = f"{value:.0f}"
    return len(digits) - len(digits.rstrip("0"))


def _digits(t: Tokens, i: int) -> Number | None:
    raw = t.word(i).replace(",", "")
    if len(raw) > MAX_DIGITS or not raw.isascii():
        return None
    value = float(raw)
    decimals = len(raw.partition(".")[2])
    end = i + 1
    if t.kind(end) == "g" and not decimals:
        return Number(value + words.GLYPHS[t.word(end)], value + words.GLYPHS[t.word(end)], 0.25, end + 1)
    if t.low(end) in ("hundred", "dozen") or (t.low(end) == "-" and t.low(end + 1) in ("hundred", "dozen")):
        end += 1 if t.low(end) != "-" else 2
        return Number(
            value * words.MAGNITUDES[t.low(end - 1)], value * words.MAGNITUDES[t.low(end - 1)], 1, end
        )
    return Number(value, value, 10.0**-decimals, end)


def _vague(t: Tokens, i: int) -> Number | None:
    """Vague plural magnitudes: "dozens", "tens of thousands", "several hundred", "a few dozen"."""
    low = t.low(i)
    if low in ("a", "an") and t.low(i + 1) in ("few", "couple"):
        i += 1
        low = t.low(i)
    if low in words.SOME:
        after = i + 2 if t.low(i + 1) == "of" else i + 1
        if t.low(after) in words.MAGNITUDES:
            factor = words.MAGNITUDES[t.low(after)]
            bottom, top = words.SOME[low]
            return Number(bottom * factor, (top + 1) * factor, factor, after + 1, spelled=True, vague=True)
        if low == "couple" and t.low(i - 1) == "a" and t.low(i + 1) == "of":
            return Number(2, 3, 1, i + 2, spelled=True, vague=True)
        return None
    if low not in words.VAGUE:
        return None
    bottom, top = words.VAGUE[low]
    if t.low(i + 1) == "of" and t.low(i + 2) in words.VAGUE and low != t.low(i + 2):
        bottom, top = (bottom * words.VAGUE[t.low(i + 2)][0], top * words.VAGUE[t.low(i + 2)][0])
        return Number(bottom, top, bottom, i + 3, spelled=True, vague=True)
    if low == "tens" or (low == "scores" and not _counts(t, i + 1)):
        return None
    return Number(bottom, top, bottom, i + 1, spelled=True, vague=True)


def _counts(t: Tokens, i: int) -> bool:
    """Token ``i`` can follow "scores" where that is a count and not a verb or marks."""
    return t.low(i) == "of" or t.low(i) in words.STATES or t.low(i) in ("more", "were", "are")


def _share(t: Tokens, i: int) -> Number | None:
    """Fractions in words: "half", "a third of", "two-thirds", "three quarters"."""
    low, j, top = t.low(i), i, 1
    if low in ("a", "an", "one"):
        j = i + 1
    elif 1 < words.UNITS.get(low, 0) < 10:
        j, top = i + 1, words.UNITS[low]
    if j > i and t.hyphen(j):
        j += 1
    base = words.FRACTIONS.get(t.low(j))
    if base is None or (top > 1) != t.low(j).endswith("s") or (j == i and base != 2):
        return None
    if base == 2:
        hedged = t.low(i - 1) in _HALF_CUES and not t.hyphen(j + 1)
        if t.low(j - 1) in ("first", "second", "other", "another"):
            return None
        if j == i and not (hedged or _halves(t, j + 1)):
            return None
    elif top == 1 and not _part(t, i, j + 1):
        return None
    return Number(top / base, top / base, top / base, j + 1, spelled=True, fraction=True)


def _part(t: Tokens, i: int, after: int) -> bool:
    """A singular fraction is a share ("a third of", "by almost a fifth.") and not an ordinal."""
    if t.low(after) == "of" or (t.low(i) == "one" and not t.hyphen(after)):
        return True
    closed = t.kind(after) in ("p", "b", "") or t.low(after) in ("in", "to", "on", "since", "from")
    return closed and not t.hyphen(after) and t.low(i - 1) in _PART_CUES


_PART_CUES = frozenset("almost nearly about by than over under around roughly".split())
_HALF_CUES = _PART_CUES - {"by"} | {"just", "exactly", "barely"}


def _halves(t: Tokens, i: int) -> bool:
    """What stands after "half" makes it a share."""
    low = t.low(i)
    if low == "-":
        return t.low(i + 1) in ("hour", "mile", "day", "million", "century", "dozen", "year", "billion")
    return low in ("of", "the", "its", "their", "his", "her", "all", "a", "an", "that", "our", "my", "these")


def _and_a_half(t: Tokens, number: Number) -> Number:
    """Reads "two and a half", "three and three quarters"; a half after a magnitude is handled there."""
    share = _share(t, number.end + 1) if t.low(number.end) == "and" and not number.vague else None
    if share is None and t.low(number.end) == "and" and t.low(number.end + 1) == "a":
        base = words.FRACTIONS.get(t.low(number.end + 2), 0)
        if base in (2, 3, 4) and not t.low(number.end + 2).endswith("s"):
            share = Number(1 / base, 1 / base, 1 / base, number.end + 3)
    if share is None or number.fraction or number.low != int(number.low):
        return number
    return number._replace(
        low=number.low + share.low, high=number.high + share.high, step=share.low, end=share.end
    )


def _magnified(t: Tokens, number: Number) -> Number:
    """Multiply by what follows: "million", "k", "of a million", "dozen"; "a million and a half"."""
    if number.vague:
        return number
    j = number.end
    low = t.low(j)
    if number.fraction and low in ("a", "of", "of a") and t.low(j + 1) in ("a", "an"):
        j, low = j + 1, t.low(j + 1)
    if number.fraction and low in ("a", "an") and t.low(j + 1) in words.MAGNITUDES:
        j, low = j + 1, t.low(j + 1)
    if low == "-" and t.low(j + 1) in words.MAGNITUDES:  # "$2.6-million", and as some agencies space it
        j, low = j + 1, t.low(j + 1)
    factor = words.MAGNITUDES.get(low, 0.0)
    if not factor and not number.spelled:
        factor = _suffix(t, j)
    if not factor or (factor == 12 and not number.spelled and low != "dozen"):
        return number
    scaled = Number(
        number.low * factor,
        number.high * factor,
        number.step * factor,
        j + 1,
        spelled=number.spelled,
        scaled=factor >= 1000,
    )
    if factor < 1000:
        return scaled._replace(step=min(scaled.step, 1.0))
    if t.low(j + 1) == "and" and t.low(j + 2) == "a" and t.low(j + 3) == "half":
        extra = factor / 2
        return scaled._replace(low=scaled.low + extra, high=scaled.high + extra, step=extra, end=j + 4)
    return scaled


def _suffix(t: Tokens, i: int) -> float:
    """Factor of a magnitude written after digits, or 0. "m" alone is left to the unit reader."""
    low = t.low(i)
    if low in ("bn", "tn", "mn", "mln", "trn"):
        return words.SUFFIXES[low]
    if t.glued(i) and low == "k":
        return 1e3
    return 0.0


def _spelled(t: Tokens, i: int) -> Number | None:
    """Number words: "sixty-nine", "a hundred and fifty", "two million", "a dozen"."""
    low = t.low(i)
    if low in ("a", "an"):
        following = t.low(i + 1)
        if following in words.MAGNITUDES:
            if following == "hundred":
                return _sum_words(t, i + 1, current=1)
            return Number(1, 1, 1, i + 1, spelled=True)
        return None
    if low not in words.SMALL:
        return None
    return _sum_words(t, i, current=None)


def _sum_words(t: Tokens, i: int, current: int | None) -> Number | None:
    """Value of a run of number words below a thousand; larger scales multiply and add."""
    total, last, j = 0.0, "", i
    while True:
        low = t.low(j)
        if low in words.UNITS and last in ("", "tens", "hundred", "scale", "and"):
            if last == "tens" and not 0 < words.UNITS[low] < 10:
                break
            current, last = (current or 0) + words.UNITS[low], "units"
        elif low in words.TENS and last in ("", "hundred", "scale", "and"):
            current, last = (current or 0) + words.TENS[low], "tens"
        elif low == "hundred" and last in ("", "units", "tens") and current:
            current, last = current * 100, "hundred"
        elif low in words.SCALES and current and t.low(j + 1) in (words.SMALL.keys() | {"and"}):
            if not _continues(t, j + 1):
                break
            total, current, last = total + current * words.SCALES[low], 0, "scale"
        elif t.hyphen(j) and last == "tens" and 0 < words.UNITS.get(t.low(j + 1), 0) < 10:
            pass
        elif low == "and" and last in ("hundred", "scale") and _continues(t, j, scaled=last == "scale"):
            last = "and"
        else:
            break
        j += 1
    if current is None:
        return None
    value = total + current
    return Number(value, value, 1, j, spelled=True)


def _continues(t: Tokens, i: int, *, scaled: bool = True) -> bool:
    """At ``i`` the remainder of a hundred or a scale follows ("thousand and fifty")."""
    if t.low(i) != "and":
        return t.low(i) in words.SMALL
    after = t.low(i + 2)
    return t.low(i + 1) in words.SMALL and after != "hundred" and not (scaled and after in words.SCALES)
