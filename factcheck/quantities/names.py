"""Numbers that belong to a name ("Flight 302", "24/7", "Nine Lanterns") and state no quantity."""

from __future__ import annotations

from factcheck.quantities import nouns, units, words
from factcheck.quantities.tokens import Tokens

_PREFIXES = frozenset({"magnitude", "mid", "pre", "post", "early", "late", *words.MONTHS})
"""Words that a hyphen may tie to a number that stays a number ("mid-1950s")."""
_UNIT_LIKE = frozenset(
    {"%", "per", "percent", "people", "°", "bn", "am", "pm", *units.UNITS, *words.MAGNITUDES}
)


def after_name(t: Tokens, i: int) -> int:
    """Index after the name that the number at token ``i`` belongs to; ``i`` where there is none."""
    if t.kind(i) == "n":
        return _digits(t, i)
    if t.low(i) in words.SMALL and t.low(i + 1) == "-" and t.low(i + 2) in ("by", "and"):
        return i + 5 if t.low(i + 3) == "-" else i + 3
    if t.kind(i) == "w" and t.capital(i) and t.low(i) in words.SMALL:
        return _spelled(t, i)
    return i


def headline(t: Tokens, i: int) -> bool:
    """The line of token ``i`` is set in capitals as headlines are."""
    start, end = i, i
    while start > 0 and t.kind(start - 1) != "b" and i - start < 20:
        start -= 1
    while end < t.size and t.kind(end) != "b" and end - i < 20:
        end += 1
    long = [j for j in range(start, end) if t.kind(j) == "w" and len(t.word(j)) > 3]
    return len(long) > 2 and sum(t.capital(j) for j in long) >= 0.75 * len(long)


def unit_follows(t: Tokens, i: int) -> bool:
    """A unit, a magnitude or the like stands at token ``i``."""
    return t.low(i + 1 if t.hyphen(i) else i) in _UNIT_LIKE


def _spelled(t: Tokens, i: int) -> int:
    """A capital number word within a sentence, or before a capital noun, is a name."""
    if t.low(i - 1) in words.LABEL_NOUNS and t.capital(i - 1) and not t.glued(i):
        return i + 1
    if not t.opens(i) and not headline(t, i) and not _counts(t, i + 1) and not t.hyphen(i + 1):
        return i + 1
    return i + 2 if _titled(t, i) else i


def _titled(t: Tokens, i: int) -> bool:
    """Reads "Nine Lanterns" in a line that is no headline."""
    quoted = t.low(i - 1) in ("'", '"', "“", "‘")
    if not (t.capital(i + 1) and t.kind(i + 1) == "w") or t.low(i + 1) in words.MAGNITUDES:
        return False
    if not quoted and (_counts(t, i + 1) or (nouns.is_plural(t.low(i + 1)) and not t.capital(i + 2))):
        return False
    return quoted or not headline(t, i)


def _digits(t: Tokens, i: int) -> int:
    end = i + 1
    while t.glued(end) and t.low(end) in ("/", "-", "–", "_") and t.glued(end + 1) and t.kind(end + 1) == "n":
        end += 2
    if _part_of_code(t, i):
        return end
    if t.hyphen(i + 1) and t.low(i + 2) in ("by", "and", "x", "for", "of"):
        return i + 3
    if _dialled(t, i):
        return _after_digits(t, i)
    if _addressed(t, i):
        return i + 2
    return end if _labelled(t, i) else i


def _part_of_code(t: Tokens, i: int) -> bool:
    """Something is stuck to the digits that makes them a code ("24/7", "Nimbra-1", "v2")."""
    before = t.low(i - 1)
    if t.low(i + 1) == "/" and t.glued(i + 1) and t.kind(i + 2) == "n" and not _slash_quantity(t, i):
        return True
    if not t.glued(i):
        return False
    if t.kind(i - 1) in ("w", "m"):
        return t.kind(i - 1) == "m" or t.word(i - 1) not in ("Rs", "R", "A", "C", *units.CODES)
    if before in "/@_=&\\*+":
        return True
    if before in ("-", "–") and t.hyphen(i - 1):
        return t.kind(i - 2) == "n" or (t.kind(i - 2) in ("w", "m") and t.low(i - 2) not in _PREFIXES)
    return False


def _slash_quantity(t: Tokens, i: int) -> bool:
    """A slash between numbers that is no code: a season of two years."""
    return len(t.word(i)) == 4


def _dialled(t: Tokens, i: int) -> bool:
    """A telephone number: a leading zero and more digits, or three and four with a hyphen."""
    word = t.word(i)
    more = t.kind(i + 1) == "n" or (t.hyphen(i + 1) and t.kind(i + 2) == "n")
    if len(word) > 1 and word[0] == "0" and word.isdigit():
        return more or len(word) > 4
    following = t.word(i + 2)
    return (
        len(word) == 3
        and t.hyphen(i + 1)
        and t.kind(i + 2) == "n"
        and (len(following) == 4 or (len(following) == 3 and t.hyphen(i + 3)))
    )


def _addressed(t: Tokens, i: int) -> bool:
    """The number of a house, a block or an emergency line ("505 Elm Place", "a 999 call")."""
    if t.word(i) in ("911", "999", "112"):
        return t.low(i - 1) in _DIALLING or t.low(i + 1) in _DIALLING
    if t.low(i + 1) == "block" and t.low(i + 2) == "of":
        return True
    j = i + 1
    while t.capital(j) and j < i + 4:
        if j > i + 1 and t.low(j) in _STREETS:
            return True
        j += 1
    return False


_DIALLING = frozenset("call calls called calling dial dialled dialed rang ring caller operator".split())
_STREETS = frozenset(
    "street st avenue ave road rd place lane drive boulevard blvd square way court terrace crescent".split()
)


def _after_digits(t: Tokens, i: int) -> int:
    j = i + 1
    while t.kind(j) == "n" or (t.hyphen(j) and t.kind(j + 1) == "n"):
        j += 1
    return j


def _labelled(t: Tokens, i: int) -> bool:
    """The word before the number makes it a name: a noun for numbered things, or a capital."""
    before = t.low(i - 1)
    if t.glued(i) or t.kind(i - 1) not in ("w", "m"):
        return False
    if before in words.LABEL_STRICT or (before in words.LABEL_NOUNS and t.capital(i - 1)):
        return not unit_follows(t, i + 1)
    if not t.capital(i - 1) or t.opens(i - 1) or _ordinary(before):
        return False
    scored = t.hyphen(i + 1) and t.kind(i + 2) == "n"
    plain = unit_follows(t, i + 1) or _counts(t, i + 1) or headline(t, i) or len(t.word(i)) == 4
    return not (scored or plain)


def _ordinary(low: str) -> bool:
    """A capital word before a number that leaves it a number ("On Monday 12 people")."""
    return (
        low in words.FUNCTION_WORDS
        or low in words.MONTHS
        or low in words.STATES
        or low in units.CURRENCIES
        or low.removesuffix("'s") in words.WEEKDAYS
        or low.endswith(("'s", "s'"))
        or low.upper() in units.CODES
        or (low,) in words.HEDGES
    )


def _counts(t: Tokens, i: int) -> bool:
    """A plural noun or a state that a number can count stands at token ``i`` or the next."""
    for j in (i, i + 1):
        low = t.low(j)
        if t.kind(j) != "w" or low in words.FUNCTION_WORDS:
            return False
        if low in words.STATE_NOUNS or low in words.STATES or low in words.IRREGULAR:
            return True
        if nouns.is_plural(low):
            return not t.capital(j) or headline(t, i)
    return False
