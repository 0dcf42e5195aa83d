"""Ages: "33-year-old man", "Osei, 44,", "aged 7 and 9", "in her twenties"."""

from __future__ import annotations

import re

from factcheck.quantities import nouns, units, words
from factcheck.quantities.draft import Draft
from factcheck.quantities.hedges import apply_hedges
from factcheck.quantities.numerals import Number, read_number
from factcheck.quantities.tokens import Tokens

OLDEST = 119
"""Highest number that is read as the age of a person."""
_POSSESSIVE = frozenset("his her their my our its".split())
_DECADES = {
    "teens": (13, 19), "twenties": (20, 29), "thirties": (30, 39), "forties": (40, 49), "fifties": (50, 59),
    "sixties": (60, 69), "seventies": (70, 79), "eighties": (80, 89), "nineties": (90, 99),
}  # fmt: skip
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}
"""Years of a decade of life that its parts cover."""
_SOMEBODY = frozenset(
    "man woman boy girl child youth teenager toddler baby pensioner grandmother grandfather widow widower".split()
)
_PEOPLE = words.SUBSETS | _SOMEBODY | {"person"}
_CLOSING = frozenset({",", ";", ")", "—", "–", "and", "who", "from", "of", "was", "is", "said"})
_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord dame professor prof councillor det inspector sergeant constable "
    "judge justice president minister senator captain major colonel general father reverend governor "
    "mayor chancellor chairman manager striker director officer pc rev".split()
)


def read_age(t: Tokens, i: int, last: Draft | None) -> Draft | None:
    """The age that starts at token ``i``; ``last`` is the quantity read before it."""
    if t.low(i - 1) in _POSSESSIVE:
        draft = _in_their_twenties(t, i)
        if draft:
            return draft
    number = read_number(t, i)
    if number is None:
        return None
    return _years_old(t, i, number) or _bare(t, i, number, last)


def _years_old(t: Tokens, i: int, number: Number) -> Draft | None:
    """Reads "33-year-old man", "52 years old", "six-month-old baby", "12 to 15 years old"."""
    j, high = number.end, number.high
    if t.low(j) == "-" and t.low(j + 1) in ("to", "and", "or"):
        j += 1
    if t.low(j) in ("to", "or", "and", "-", "–") and (second := read_number(t, j + 1)):
        j, high = second.end, second.high
    hyphened = t.hyphen(j)
    unit = t.low(j + 1 if hyphened else j)
    if unit not in ("year", "years", "month", "months", "week", "weeks", "day", "days", "yr"):
        return None
    j += 2 if hyphened else 1
    if t.hyphen(j):
        j += 1
    old = t.low(j).rstrip("'’").removesuffix("'s").removesuffix("’s")
    if old not in ("old", "olds") and (t.low(j), t.low(j + 1)) != ("of", "age"):
        return None
    after = j + 1 if t.low(j) != "of" else j + 2
    factor = units.UNITS[unit].factor / units.YEAR
    measures = _described(t, after) if t.low(j) == "old" and hyphened else ""
    precision = 0.0 if factor == 1 else factor / 2
    draft = Draft(i, after, "age", number.low * factor, high * factor, unit="year", measures=measures)
    draft.precision = precision
    return apply_hedges(t, draft)


def _described(t: Tokens, i: int) -> str:
    """Noun that an age before token ``i`` describes, where one follows at once."""
    low = t.low(i)
    if t.kind(i) != "w" or low in words.FUNCTION_WORDS or nouns.verbal(low) or low.endswith("ly"):
        return ""
    last = i
    while t.capital(last + 1) and t.kind(last + 1) == "w" and not t.glued(last + 1):
        last += 1
    if t.capital(i) and (last > i or not low.endswith(_DEMONYMS)):
        return _person(t, last)
    return nouns.attributive(t, i)


_DEMONYMS = ("ian", "ean", "ese", "ish", "can", "man", "woman", "yan", "ani")
"""How most nouns for people of a country end ("the 24-year-old Norwegian")."""


def _bare(t: Tokens, i: int, number: Number, last: Draft | None) -> Draft | None:
    """A number that its place makes an age."""
    if number.vague or number.fraction or not 0 <= number.low <= OLDEST or number.low % 1:
        return None
    after = number.end
    whose = _announced(t, i)
    if (
        whose is None
        and last
        and last.kind == "age"
        and t.low(i - 1) in ("and", "or", ",")
        and last.after == i - 1
    ):
        whose = last.measures if t.kind(after) in ("p", "b", "") or t.low(after) in _CLOSING else None
    if whose is not None:
        draft = Draft(i, after, "age", number.low, number.low, unit="year", measures=whose)
        if t.low(after) in ("day", "days", "week", "weeks", "month", "months"):
            factor = units.UNITS[t.low(after)].factor / units.YEAR
            draft.low = draft.high = number.low * factor
            draft.after, draft.precision = after + 1, factor / 2
            return apply_hedges(t, draft)
        spans = t.low(after) in ("to", "-", "–") or (t.low(after) == "and" and t.low(i - 1) == "between")
        if spans and (end := read_number(t, after + 1)) and number.low < end.low <= OLDEST:
            draft.after, draft.high = end.end, end.high
        return apply_hedges(t, draft)
    if t.low(i - 1) == "of" and t.low(i - 2) in _SOMEBODY and _is_bare(t, after):
        who = nouns.canonical(t.low(i - 2))
        return apply_hedges(t, Draft(i, after, "age", number.low, number.low, unit="year", measures=who))
    if number.spelled or not t.word(i).isdigit():
        return None
    return _apposed(t, i, after) or _predicated(t, i, after)


def _is_bare(t: Tokens, after: int) -> bool:
    """The number before token ``after`` counts no noun: "a man of 37 was held", but "a woman of 37 countries"."""
    low = t.low(after)
    return t.ends(after) or t.kind(after) != "w" or low in words.FUNCTION_WORDS or nouns.verbal(low)


def _announced(t: Tokens, i: int) -> str | None:
    """Whom an age after "aged", "age" or "at the age of" is of; None without such words."""
    j = i - 1
    if t.low(j) in ("between", "from", "about", "around", "just", "only", "under", "over"):
        j -= 1
    if (t.low(j - 1), t.low(j)) == ("age", "of"):
        return ""
    if t.low(j) == "age" and t.low(j - 1) in (
        ",",
        "at",
        "by",
        "from",
        "since",
        "over",
        "under",
        "until",
        "(",
    ):
        return ""
    if t.low(j) not in ("aged", "ages"):
        return None
    k = j - 1
    while t.low(k) in (",", "(", "both", "all"):
        k -= 1
    if t.kind(k) != "w" or t.low(k) in words.FUNCTION_WORDS or nouns.verbal(t.low(k)) or k < 0:
        return ""
    return "" if _placed(t, k) and not _is_somebody(t, k) else _person(t, k)


def _placed(t: Tokens, k: int) -> bool:
    """The noun at token ``k`` says where and not who ("died in hospital, aged 77")."""
    before = t.low(k - 2) if t.low(k - 1) in ("the", "a", "his", "her", "their") else t.low(k - 1)
    return before in ("in", "at", "on", "from", "of", "near", "after", "to")


def _closes(t: Tokens, after: int) -> bool:
    return t.low(after) in _CLOSING or t.ends(after)


def _apposed(t: Tokens, i: int, after: int) -> Draft | None:
    """Reads "Odum, 49, said", "the forward (24)", "two brothers, 24 and 27,"."""
    k = i - 2
    if t.low(i - 1) not in (",", "(") or t.kind(k) != "w" or not _closes(t, after):
        return None
    if t.low(i - 1) == "(" and t.low(after) != ")":
        return None
    low = t.low(k)
    if low in words.MONTHS or low in words.FUNCTION_WORDS or low.removesuffix("'s") in words.WEEKDAYS:
        return None
    if nouns.verbal(low) or t.kind(k - 1) == "n":
        return None
    if t.low(after) in ("and", "of", "was", "is") and not (t.low(after + 2) == "," and nouns.is_plural(low)):
        return None
    return Draft(i, after, "age", float(t.word(i)), float(t.word(i)), unit="year", measures=_person(t, k))


def _predicated(t: Tokens, i: int, after: int) -> Draft | None:
    """Reads "The singer, who is 72", "she was 44", "those over 65"."""
    if not _closes(t, after) or t.low(after) == "of":
        return None
    value = float(t.word(i))
    before, earlier = t.low(i - 1), t.low(i - 2)
    if before in ("is", "was", "turned", "turns") and earlier in ("who", "he", "she"):
        k = i - 4 if t.low(i - 3) == "," else i - 3
        known = earlier == "who" and t.kind(k) == "w" and t.low(k) not in words.FUNCTION_WORDS
        return Draft(i, after, "age", value, value, unit="year", measures=_person(t, k) if known else "")
    if before == "at" and earlier in ("dies", "died", "dead", "dying"):
        return Draft(i, after, "age", value, value, unit="year")
    if before in ("over", "under") and earlier in ("were", "was", "are", "is", "those", "anyone", "everyone"):
        return apply_hedges(t, Draft(i, after, "age", value, value, unit="year"))
    return None


def _person(t: Tokens, k: int) -> str:
    """The name that ends at token ``k`` as written, without titles, or the noun's lemma."""
    if not t.capital(k) or _is_somebody(t, k):
        return nouns.canonical(t.low(k))
    first = k
    while not t.opens(first) and first > 0:
        hyphened = t.hyphen(first - 1) and t.capital(first - 2)
        if not hyphened and not (t.capital(first - 1) and t.low(first - 1) not in words.FUNCTION_WORDS):
            break
        first -= 2 if hyphened else 1
    while first < k and t.low(first).rstrip(".") in _TITLES:
        first += 1
    return re.sub(r"\s+", " ", t.text[t.start(first) : t.end(k)])


def _is_somebody(t: Tokens, k: int) -> bool:
    """The noun at token ``k`` is one for people, also where it opens a headline ("Man, 34, held")."""
    return nouns.canonical(t.low(k)) in _PEOPLE


def _in_their_twenties(t: Tokens, i: int) -> Draft | None:
    """Reads "in her twenties", "in his late 40s"."""
    j = i
    if t.low(i) in _PARTS:
        j = i + 2 if t.low(i + 1) == "-" else i + 1
    if (
        t.kind(j) == "n"
        and t.low(j + 1) == "s"
        and t.glued(j + 1)
        and t.word(j) in ("20", *map(str, range(30, 100, 10)))
    ):
        low, high, after = int(t.word(j)), int(t.word(j)) + 9, j + 2
    elif t.low(j) in _DECADES:
        (low, high), after = _DECADES[t.low(j)], j + 1
    else:
        return None
    if j > i:
        first, last = _PARTS[t.low(i)]
        low, high = low + first, low + last
    return Draft(i, after, "age", low, high, True, "year")
