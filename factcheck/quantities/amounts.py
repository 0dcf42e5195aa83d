"""One number with its unit: money, per cent, measures, shares and plain counts, and ranges of them."""

from __future__ import annotations

import re
from dataclasses import replace

from factcheck.quantities import nouns, tolerances, units, words
from factcheck.quantities.clock import left_to_play
from factcheck.quantities.draft import Draft
from factcheck.quantities.numerals import Number, half_step, read_number
from factcheck.quantities.tokens import Tokens

CHANGES = words.RISES | words.FALLS | frozenset("going went go changed moved expanded".split())
_ADJECTIVES = frozenset(
    "full long whole straight consecutive more further extra additional solid short successive".split()
)
_WHOLES = frozenset({3, 4, 5, 6, 8, 10, 20, 100, 1000})
"""Wholes that "one in" is said of; "one in two" is as often a place."""
_NOT_AFTER_ONE = frozenset(
    "day another thing can place side hand way point stage time minute morning afternoon evening "
    "night sunday monday tuesday wednesday thursday friday saturday reason of else week year summer "
    "winter".split()
)
_NOT_BEFORE_ONE = frozenset("this that the which no any every each another - day number as".split())
_COUNT = units.Unit("count", "", 1.0)


def read_amount(t: Tokens, i: int) -> Draft | None:
    """The amount that starts at token ``i``, without hedge or noun."""
    if starts_money(t, i):
        return _prefixed_money(t, i)
    if t.kind(i) == "t":
        return _race_time(t, i)
    negative = (
        t.low(i) in ("-", "−", "minus") and t.kind(i + 1) == "n" and (t.low(i) == "minus" or not t.glued(i))
    )
    j = i + 1 if negative else i
    number = read_number(t, j)
    draft = _with_unit(t, j, number) if number else None
    if draft is None or not negative:
        return draft
    if draft.low is None or draft.high is None or draft.kind not in ("temperature", "percent"):
        return None
    offset = units.FAHRENHEIT.offset if _fahrenheit(t, draft) else 0.0
    draft.first, draft.low, draft.high = i, 2 * offset - draft.high, 2 * offset - draft.low
    return draft


def read_range(t: Tokens, first: Draft) -> Draft | None:
    """The range that an amount begins: "between 12 and 15", "10-15 km", "£10m to £15m", "two or three"."""
    j, link = first.after, t.low(first.after)
    dashed = link in ("-", "–", "—") and t.glued(j) == t.glued(j + 1)
    between = link == "and" and t.low(first.first - 1) == "between"
    if not (between or dashed or link in ("to", "or")) or first.low is None or first.high is None:
        return None
    last = _suffixed(t, j + 1) if first.kind == "money" else None
    last = last or read_amount(t, j + 1)
    if last is None or last.low is None or last.high is None or (link == "to" and _changed(t, first)):
        return None
    low = first.low
    if first.kind == "count" and last.kind != "count":
        first = replace(first)
        low, first.unit, first.kind = _converted(t, low, last), last.unit, last.kind
    elif last.kind == "count" and first.kind == "money":
        last.kind, last.unit = first.kind, first.unit
    if (first.kind, first.unit) != (last.kind, last.unit):
        return None
    low *= _shared_scale(t, first, last) if low < last.high / 1000 else 1
    if not low < last.high or (link == "or" and last.high > 3 * low + 3):
        return None
    return Draft(first.first, last.after, last.kind, low, last.high, unit=last.unit, precision=last.precision)


def _suffixed(t: Tokens, i: int) -> Draft | None:
    """Reads the "15m" of "£10-15m", which by itself would be metres."""
    number = read_number(t, i) if t.kind(i) == "n" else None
    wide = number and _with_suffix(t, number)
    return _made(i, wide, _COUNT) if wide and wide.scaled else None


def article_unit(t: Tokens, i: int, *, hedged: bool) -> Draft | None:
    """Reads "just over a year", "about an hour", "for a week", "a day later": an article for one."""
    low, before, after = t.low(i + 1), t.low(i - 1), t.low(i + 2)
    if t.low(i) not in ("a", "an") or low not in units.UNITS or low.endswith("s") or len(low) < 3:
        return None
    unit = units.UNITS[low]
    if unit.kind not in ("duration", "length", "mass") or t.hyphen(i + 2):
        return None
    relative = (
        unit.kind == "duration"
        and after in ("ago", "later", "earlier", "after", "before")
        and low != "second"
    )
    halved = after == "and" and (t.low(i + 3), t.low(i + 4)) == ("a", "half")
    hedged = hedged or halved
    lasting = before in ("for", "after", "lasted", "took", "takes", "within", "in") and low not in (
        "second", "stone", "foot", "yard", "night", "ton", "inch",
    )  # fmt: skip
    if not (relative or lasting or hedged) or (
        before == "in" and t.low(i - 2) in ("once", "twice", "times", "time")
    ):
        return None
    return _compound(t, _made(i, Number(1, 1, 1, i + 2, spelled=True), unit), unit)


def starts_money(t: Tokens, i: int) -> bool:
    """A currency sign or code with an amount after it stands at token ``i``."""
    if t.kind(i) == "c":
        return t.kind(i + 1) == "n" or t.low(i + 1) in words.SMALL
    if t.kind(i) != "w" or not t.word(i)[0].isupper():
        return False
    if t.kind(i + 1) == "c":
        return t.glued(i + 1) and t.low(i) in units.DOLLARS
    return t.kind(i + 1) == "n" and (t.word(i) in units.CODES or t.word(i) in ("Rs", "Rs."))


def is_told_again(t: Tokens, draft: Draft, last: Draft) -> bool:
    """It tells a sum of US dollars once more, in dollars of the reader: "$US1 million ($1.5 million)"."""
    if t.word(draft.first) != "$" or t.low(draft.first - 1) != "(" or last.after != draft.first - 1:
        return False
    written = t.text[t.start(last.first) : t.end(last.after - 1)]
    return last.unit == draft.unit and last.low != draft.low and re.search(r"U\.?S", written) is not None


def _changed(t: Tokens, first: Draft) -> bool:
    """Reads "from £15m to £11m" after a verb of change, "by 50p to £11": two values, not a range."""
    before = t.low(first.first - 1)
    if before == "by":
        return first.kind != "count"
    return before == "from" and any(t.low(k) in CHANGES for k in range(first.first - 6, first.first - 1))


def _converted(t: Tokens, low: float, last: Draft) -> float:
    """The first number of "10 to 15 km" in the base unit that its last brings."""
    if last.kind == "temperature":
        unit = units.FAHRENHEIT if _fahrenheit(t, last) else units.CELSIUS
        return low * unit.factor + unit.offset
    unit_names = (t.low(k) for k in range(last.first, last.after))
    factor = next((units.UNITS[name].factor for name in unit_names if name in units.UNITS), 1.0)
    return low * factor if last.kind not in ("money", "percent", "percentage_points") else low


def _fahrenheit(t: Tokens, draft: Draft) -> bool:
    return any(t.low(k) in ("f", "fahrenheit") for k in range(draft.first, draft.after))


def _shared_scale(t: Tokens, first: Draft, last: Draft) -> float:
    """Magnitude that "£10-15m" writes only once."""

    def scale(draft: Draft) -> float:
        names = (t.low(k) for k in range(draft.first, draft.after))
        return max((words.MAGNITUDES.get(n) or words.SUFFIXES.get(n, 1.0) for n in names), default=1.0)

    return scale(last) if scale(first) == 1 and scale(last) >= 1000 else 1.0


def _made(i: int, number: Number, unit: units.Unit) -> Draft:
    """A number in a unit, in the base unit."""
    half = half_step(number, measured=unit.kind != "count") * unit.factor
    if unit.kind in ("percent", "percentage_points"):
        half = number.step / 2
    low, high = (value * unit.factor + unit.offset for value in (number.low, number.high))
    return Draft(i, number.end, unit.kind, low, high, number.vague, unit.base, precision=half)


def _with_unit(t: Tokens, i: int, number: Number) -> Draft | None:
    return (
        _percent(t, i, number)
        or _suffixed_money(t, i, number)
        or _degrees(t, i, number)
        or _measured(t, i, number)
        or _share(t, i, number)
        or _count(t, i, number)
    )


# Money


def _prefixed_money(t: Tokens, i: int) -> Draft | None:
    """Reads "£1.8m", "US$5bn", "$US5bn", "EUR 5 million"."""
    j = i + 1
    if t.kind(i) == "c":
        letters = t.low(i)[1:].strip()
        code = units.DOLLARS[letters] if letters else units.SIGNS[t.word(i)]
    elif t.kind(j) == "c":
        code, j = units.DOLLARS[t.low(i)], j + 1
    else:
        code = t.word(i) if t.word(i) in units.CODES else "INR"
    number = read_number(t, j)
    if number is None:
        return None
    number = _with_suffix(t, number)
    if t.low(number.end) in units.CURRENCIES and units.CURRENCIES[t.low(number.end)][2] == 1:
        number = number._replace(end=number.end + 1)
    return _rate(t, _made(i, number, units.Unit("money", code, 1.0)))


def _with_suffix(t: Tokens, number: Number) -> Number:
    """Take in "m" and "b", which are magnitudes only in money and large counts ("£32m")."""
    factor = words.SUFFIXES.get(t.low(number.end), 0.0)
    if not factor or number.scaled or number.spelled or not t.glued(number.end):
        return number
    low, high, step = (value * factor for value in (number.low, number.high, number.step))
    return Number(low, high, step, number.end + 1, scaled=True)


def _rate(t: Tokens, draft: Draft) -> Draft:
    """Reads "£7 a month" as an amount for a year."""
    j = draft.after
    period = units.PERIODS.get(t.low(j + 1))
    if t.low(j) not in ("a", "an", "per", "each", "every", "/") or period is None:
        return draft
    if (
        draft.low is None
        or draft.high is None
        or t.low(j + 2) in ("ago", "later", "earlier", "before", "after")
    ):
        return draft
    base, factor = period
    draft.low, draft.high, draft.precision = draft.low * factor, draft.high * factor, draft.precision * factor
    draft.unit, draft.after = f"{draft.unit}/{base}", j + 2
    return draft


def _suffixed_money(t: Tokens, i: int, number: Number) -> Draft | None:
    """Reads "32 million pounds", "3.2m euros", "50 US dollars", "20p", "5m USD"."""
    wide = _with_suffix(t, number) if t.kind(i) == "n" else number
    j = wide.end
    if t.hyphen(j) or (number.vague and t.low(j) == "of"):
        j += 1
    if t.word(j) in units.CODES and t.kind(j) == "w":
        return _rate(t, _made(i, wide._replace(end=j + 1), units.Unit("money", t.word(j), 1.0)))
    if t.word(j) == "p" and t.glued(j):
        return _rate(t, _made(i, number._replace(end=j + 1), units.Unit("money", "GBP", 0.01)))
    nation = t.low(j)
    if nation in ("new", "hong"):
        j += 1
        nation = t.low(j)
    named = units.CURRENCIES.get(nation)
    if named is None:
        j += 1
        named = units.CURRENCIES.get(t.low(j))
        if named is None or nation not in units.NATIONS.get(named[0], {}):
            return None
    name, code, factor = named
    if name == "pound" and factor == 1 and _weighs(t, i, j, wide):
        return _made(i, wide._replace(end=j + 1), units.Unit("mass", "kg", units.POUND_KG))
    if number.fraction and not number.scaled:
        return None
    code = units.NATIONS.get(name, {}).get(nation, code)
    return _rate(t, _made(i, wide._replace(end=j + 1), units.Unit("money", code, factor)))


def _weighs(t: Tokens, i: int, j: int, number: Number) -> bool:
    """The pounds at token ``j`` are of mass."""
    if t.low(j + 1) == "of" and t.kind(j + 2) == "w":
        return t.low(j + 2) not in units.MONEY_OF
    if number.scaled:
        return False
    near = {t.low(k) for k in (*range(i - 7, i), j + 1, j + 2)}
    return bool(near & units.MASS_CUES) or t.hyphen(number.end)


# Other units


def _percent(t: Tokens, i: int, number: Number) -> Draft | None:
    j = number.end
    if number.fraction and t.low(j) == "of":
        j += 2 if t.low(j + 1) in ("a", "one") else 1
    elif t.hyphen(j):
        j += 1
    low = t.low(j)
    if low in ("%", "percent", "pc"):
        after = j + 1
    elif low == "per" and t.low(j + 1) == "cent":
        after = j + 2
    elif low == "percentage" and t.low(j + 1) in ("point", "points"):
        after = j + 1
    else:
        return None
    k = after + 1 if t.hyphen(after) else after
    points = t.low(k) in ("point", "points")
    kind = "percentage_points" if points else "percent"
    return _made(i, number._replace(end=k + 1 if points else after), units.Unit(kind, "%", 1.0))


def _degrees(t: Tokens, i: int, number: Number) -> Draft | None:
    j = number.end
    if t.low(j) in ("°", "º", "degrees", "degree"):
        k = j + 2 if t.hyphen(j + 1) else j + 1
        scale = t.low(k)
        if scale in ("c", "celsius", "centigrade"):
            return _made(i, number._replace(end=k + 1), units.CELSIUS)
        if scale in ("f", "fahrenheit"):
            return _made(i, number._replace(end=k + 1), units.FAHRENHEIT)
        return _made(i, number._replace(end=j + 1), units.DEGREES)
    if t.glued(j) and t.word(j) in ("C", "F"):
        return _made(i, number._replace(end=j + 1), units.CELSIUS if t.word(j) == "C" else units.FAHRENHEIT)
    return None


def _measured(t: Tokens, i: int, number: Number) -> Draft | None:
    """A number of a unit, with compounds ("two hours and 15 minutes") and speeds."""
    found = _unit_at(t, number)
    if found is None:
        return None
    unit, j = found
    number = number._replace(end=j, fraction=False)
    per = t.low(j) in ("an", "per", "a", "/") and t.low(j + 1) in units.SPEED_LENGTHS
    if unit.kind == "length" and per:
        factor = units.SPEED_LENGTHS[t.low(j + 1)] * unit.factor
        return _made(i, number._replace(end=j + 2), units.Unit("speed", "km/h", factor))
    return _compound(t, _made(i, number, unit), unit)


def _unit_at(t: Tokens, number: Number) -> tuple[units.Unit, int] | None:
    """The unit after a number and the index after it."""
    j = number.end
    glued = t.glued(j)
    if t.hyphen(j):
        j += 1
    elif number.fraction or number.vague:
        j += t.low(j) == "of"
        j += t.low(j) in ("a", "an") and number.fraction
    elif t.low(j) in _ADJECTIVES and t.low(j + 1) in units.UNITS:
        j += 1
    low, word = t.low(j), t.word(j)
    if low in ("square", "sq", "cubic"):
        return _powered(t, low, j)
    if low not in units.UNITS or word not in units.CASED.get(low, {word}):
        return None
    if glued and j == number.end and low not in units.ABBREVIATIONS:
        return None
    if low == "m" and ((not glued and number.spelled) or _millions(t, j + 1)):
        return None
    if low == "second" and not (t.hyphen(j - 1) or number.low == 1):
        return None
    if low in ("day", "night", "minute") and number.spelled and number.low == 1 and t.low(j - 1) == "one":
        return None
    if low == "stone" and t.kind(j + 1) == "w" and t.low(j + 1) not in words.FUNCTION_WORDS:
        return None
    return units.UNITS[low], j + 1


def _millions(t: Tokens, j: int) -> bool:
    """What follows "2m" shows that it is millions: people, homes, viewers."""
    return t.kind(j) == "w" and nouns.is_plural(t.low(j)) and t.low(j) not in words.FUNCTION_WORDS


def _powered(t: Tokens, power: str, j: int) -> tuple[units.Unit, int] | None:
    if t.low(j + 1) == ".":
        j += 1
    unit = units.UNITS.get(t.low(j + 1))
    if unit is None or unit.kind != "length":
        return None
    if power == "cubic":
        return units.Unit("volume", "l", unit.factor**3 * 1000), j + 2
    return units.Unit("area", "m²", unit.factor**2), j + 2


def _compound(t: Tokens, draft: Draft, unit: units.Unit) -> Draft:
    """Add a smaller unit of the same kind: "6ft 2in", "two hours and 15 minutes", "a year and a half"."""
    if unit.kind not in ("duration", "length", "mass") or draft.low != draft.high or draft.low is None:
        return draft
    j = draft.after
    if t.low(j) == "and" and t.low(j + 1) == "a" and t.low(j + 2) == "half":
        draft.low = draft.high = draft.low + unit.factor / 2
        draft.precision, draft.after = unit.factor / 4, j + 3
        return draft
    if t.low(j) in ("and", ",") or t.hyphen(j):
        j += 1
    number = read_number(t, j)
    if number is None or number.vague or number.fraction:
        return draft
    if t.low(number.end) == "in" and t.glued(number.end):
        smaller, after = units.UNITS["inch"], number.end + 1
    elif found := _unit_at(t, number):
        smaller, after = found
    else:
        return draft
    if smaller.kind != unit.kind or smaller.factor >= unit.factor:
        return draft
    draft.low = draft.high = draft.low + number.low * smaller.factor
    draft.precision, draft.after = number.step / 2 * smaller.factor, after
    return draft


def _race_time(t: Tokens, i: int) -> Draft | None:
    """Reads "2:05:12" as hours, minutes and seconds, "7:41 to go" as minutes and seconds."""
    parts = [int(part) for part in t.word(i).split(":")]
    if left_to_play(t, i) and len(parts) == 2:
        parts = [0, *parts]
    if len(parts) != 3 or parts[1] > 59 or parts[2] > 59:
        return None
    seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
    return Draft(i, i + 1, "duration", seconds, seconds, unit="s", precision=0.5)


# Shares and counts


def _share(t: Tokens, i: int, number: Number) -> Draft | None:
    """Reads "a third of", "two thirds", "three in four", "nine out of ten"."""
    slack = tolerances.FRACTION_ROUNDING / 100
    if number.fraction:
        return Draft(i, number.end, "fraction", number.low, number.high, precision=slack)
    j = number.end
    out = t.low(j) == "out" and t.low(j + 1) == "of"
    if number.vague or not (out or (t.low(j) == "in" and number.high <= 10)):
        return None
    j += 2 if out else 1
    last = read_number(t, j)
    if last is None or last.vague or last.fraction or last.scaled or not number.high < last.low:
        return None
    if _unit_at(t, last) or not (out or last.low in _WHOLES):
        return None
    value = number.low / last.low
    return Draft(i, last.end, "fraction", value, value, precision=slack)


def _count(t: Tokens, i: int, number: Number) -> Draft | None:
    """A plain number."""
    j = number.end
    if number.spelled and t.low(i) == "one" and j == i + 1 and not _one(t, i):
        return None
    if t.glued(j) and not number.spelled:
        if t.word(j) in ("m", "b") and not number.scaled:
            number = _with_suffix(t, number)
        elif t.kind(j) in ("w", "m") or t.low(j) in ("/", "_", "@", "°"):
            return None
    if t.kind(j) == "n" and not number.spelled:
        return None
    draft = _made(i, number, _COUNT)
    if t.low(j) == "+" and t.glued(j):
        draft.high, draft.after = None, j + 1
    return draft


def _one(t: Tokens, i: int) -> bool:
    """Reads "One" counts only before its noun ("one man has"), not as a pronoun."""
    low = t.low(i + 1)
    if t.hyphen(i + 1) and t.kind(i + 2) == "w" and t.low(i + 2) not in words.FUNCTION_WORDS:
        return True
    if t.kind(i + 1) != "w" or low in words.FUNCTION_WORDS or t.low(i - 1) in _NOT_BEFORE_ONE:
        return False
    return low not in _NOT_AFTER_ONE and "'" not in low and not nouns.verbal(low)
