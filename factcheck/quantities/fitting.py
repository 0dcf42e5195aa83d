"""How a quantity of one text fits what another text says: it is so, it may be so, it is less, it is more.

Every quantity is read as the values that its words allow, and the two ranges are laid beside each other.
"""

from __future__ import annotations

import math
import re
from typing import Literal, NamedTuple

from factcheck.models import Quantity
from factcheck.quantities import tolerances
from factcheck.quantities.comparing import (
    CALENDAR,
    DAY,
    WRITTEN,
    as_percent,
    compare,
    days,
    interval,
    opposite,
)

Sign = Literal["=", "^", "~", "<", ">", "*"]
Opening = Literal["before", "by", "after", "from", ""]


class Stated(NamedTuple):
    """A quantity and, for a date, which side of it the words before it open."""

    quantity: Quantity
    opening: Opening = ""


class Fit(NamedTuple):
    """How one quantity fits another.

    Attributes:
        sign: ``=`` where the first is among the values that the second allows, or the same but for rounding (38 and
            "nearly 40", 2.58 and 2.6 billion); ``^`` where it is the very bound that the second leaves out (40 and
            "more than 40"); ``~`` where both can be true and the second does not follow ("more than 30" and 38);
            ``<`` and ``>`` where the first is less or more, earlier or later; ``*`` where it is another one without
            an order (weekdays, scores, spans).
        distance: how far apart the two are, 0 upwards: the logarithm of their ratio, or years.
    """

    sign: Sign
    distance: float


class _Range(NamedTuple):
    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


_OTHER = Fit("*", 1.0)
_FARTHEST = 20.0
_DAYS_A_YEAR = 365.25
_LOOK_BACK = 40  # characters before a date
_START = r"(?:the\s+)?(?:start|beginning)\s+of\s+"
_END = r"(?:the\s+)?end\s+of\s+"
_OPENING_WORDS: dict[Opening, str] = {
    "before": rf"(?:before|prior\s+to)\s+(?:{_START})?|by\s+{_START}",
    "by": rf"(?:by|on\s+or\s+before|no\s+later\s+than)\s+(?:{_END})?|(?:before|prior\s+to)\s+{_END}",
    "after": rf"(?:after|following)\s+(?:{_END})?",
    "from": rf"(?:on\s+or\s+after|no\s+earlier\s+than)\s+(?:{_START})?|(?:after|following)\s+{_START}",
}
_OPENINGS = {name: re.compile(rf"\b(?:{words})$", re.IGNORECASE) for name, words in _OPENING_WORDS.items()}
_INCLUSIVE = re.compile(
    r"\b(?:at\s+(?:least|most)|up|upwards?|as|minimum|maximum|no|not|within)\b"
    r"|(?:or\s+(?:more|fewer|less|over|above|under|below|older|younger|higher|longer)|plus|\+)$",
    re.IGNORECASE,
)


def stated(quantity: Quantity, text: str) -> Stated:
    """A quantity of a text with what the words before it open; "after June's election" opens nothing."""
    if quantity.kind not in CALENDAR or text[quantity.end : quantity.end + 2] in ("'s", "’s"):
        return Stated(quantity)
    before = text[max(0, quantity.start - _LOOK_BACK) : quantity.start]
    if quantity.kind in ("decade", "century"):
        before = before.removesuffix("the ")
    # of "on or before" only the longer reading is meant, which stands behind the shorter one
    found = [name for name, words in _OPENINGS.items() if words.search(before)]
    return Stated(quantity, found[-1] if found else "")


def fit(told: Stated, said: Stated) -> Fit | None:
    """How ``told`` fits ``said``; None where they are of different kinds or units."""
    a, b = as_percent(told.quantity), as_percent(said.quantity)
    if a.kind in CALENDAR and b.kind in CALENDAR:
        return _fit_dates(told, said)
    if a.kind != b.kind or a.unit != b.unit:
        return None
    if opposite(a, b):
        return _OTHER
    if a.kind == "score" or ("--" in a.calendar and "--" in b.calendar):
        return Fit("=", 0.0) if _may_be_one(a, b) else _OTHER
    ranges = _range(a), _range(b)
    found = Fit(_sign(*ranges), _ratio(*ranges))
    if a.kind == "time" and "/12" in a.calendar + b.calendar:
        return found._replace(sign="=" if _may_be_one(a, b) else "*")
    bounded = None not in (a.low, a.high, b.low, b.high) or a.kind == "time"
    return found._replace(sign="=") if found.sign in "<>~" and bounded and _may_be_one(a, b) else found


def _may_be_one(a: Quantity, b: Quantity) -> bool:
    return compare(a, b, aligned=True) == "same"


def _range(q: Quantity) -> _Range:
    """What an amount's words allow; the very number after "more than" is left out."""
    low, high = interval(q) if q.approximate else (q.low, q.high)
    low, high = -math.inf if low is None else low, math.inf if high is None else high
    if q.kind == "time" and high < low:  # past midnight
        high += DAY
    is_open = not _INCLUSIVE.search(q.text)
    return _Range(low, high, is_open and q.high is None, is_open and q.low is None)


def _sign(told: _Range, said: _Range) -> Sign:
    lower, upper = _order(told.low, said.low), _order(told.high, said.high)
    if lower >= 0 and upper <= 0:
        within = (lower or told.low_open or not said.low_open) and (
            upper or told.high_open or not said.high_open
        )
        return "=" if within else "^" if told.low == told.high else "~"
    beneath, above = _order(told.high, said.low), _order(told.low, said.high)
    if beneath < 0 or (beneath == 0 and (told.high_open or said.low_open)):
        return "<"
    if above > 0 or (above == 0 and (told.low_open or said.high_open)):
        return ">"
    return "~"


def _order(x: float, y: float) -> int:
    """Whether x is less than, equal to or more than y: -1, 0, 1."""
    return 0 if math.isclose(x, y, rel_tol=tolerances.FLOAT_SLACK) else -1 if x < y else 1


def _gap(a: _Range, b: _Range) -> tuple[float, float]:
    """The two ends that face each other; equal where the ranges meet."""
    if a.high < b.low:
        return a.high, b.low
    return (b.high, a.low) if b.high < a.low else (0.0, 0.0)


def _ratio(a: _Range, b: _Range) -> float:
    near, far = _gap(a, b)
    if near == far:
        return 0.0
    return min(_FARTHEST, math.log(far) - math.log(near)) if near > 0 else _FARTHEST


# Dates


def _fit_dates(told: Stated, said: Stated) -> Fit | None:
    a, b = told.quantity, said.quantity
    if "--" in a.calendar and "--" in b.calendar:
        return Fit("=", 0.0) if compare(a, b) == "same" else _OTHER
    placed = days(a), days(b)
    if placed[0] is None or placed[1] is None:
        placed = _in_a_year(a.calendar), _in_a_year(b.calendar)
    if placed[0] is None or placed[1] is None:
        weekdays = "WXX" in a.calendar and "WXX" in b.calendar
        return Fit("=", 0.0) if a.calendar and a.calendar == b.calendar else _OTHER if weekdays else None
    ranges = _opened(placed[0], told.opening), _opened(placed[1], said.opening)
    near, far = _gap(*ranges)
    return Fit(_sign(*ranges), (far - near) / _DAYS_A_YEAR)


def _in_a_year(calendar: str) -> tuple[float, float] | None:
    """First and last day in a year of months of 31 days, of a date whose month is known."""
    ends = [WRITTEN.match(end) for end in (calendar.split("--")[0], calendar.split("--")[-1])]
    parts = [(end[2] or "", end[3]) for end in ends if end]
    if len(parts) < len(ends) or not all(month.isdigit() for month, _ in parts):
        return None
    first, last = ((int(month) * 31, int(day) if day else None) for month, day in parts)
    return first[0] + (first[1] or 1), last[0] + (last[1] or 31)


def _opened(placed: tuple[float, float], opening: Opening) -> _Range:
    """The days that a date allows."""
    first, last = placed
    match opening:
        case "before":
            return _Range(-math.inf, first, high_open=True)
        case "by":
            return _Range(-math.inf, last)
        case "after":
            return _Range(last, math.inf, low_open=True)
        case "from":
            return _Range(first, math.inf)
        case _:
            return _Range(first, last)
