"""Whether two quantities tell the same value.

Rounding, units and precision are never a difference: the bounds of both are widened by how each is
written, and only values whose bounds do not then meet differ. Quantities of another kind, currency or
thing are not compared at all.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Literal

from factcheck.models import Quantity
from factcheck.quantities import tolerances, words

Outcome = Literal["same", "different", "incomparable"]
CALENDAR = frozenset({"date", "year", "decade", "century"})
MOMENTS = CALENDAR | {"time"}
COUNTS = frozenset({"count", "ordinal", "label"})
_DIMENSIONS = frozenset(words.ATTRIBUTES.values())
# What stands for their values are not the digits that are written.
_UNWRITTEN = MOMENTS - {"year"} | {"duration", "score"}
DAY = 1440  # minutes


def compare(a: Quantity, b: Quantity, *, aligned: bool = False) -> Outcome:
    """Whether two quantities tell the same value.

    Args:
        a: a quantity of one text.
        b: a quantity of another; the order does not matter.
        aligned: the caller knows that both measure the same thing, so their nouns need not agree.

    Returns:
        ``same``: both can be true of one thing; ``different``: they cannot; ``incomparable``: they
        are of another kind, unit or thing, or too little is known.
    """
    if a.kind in CALENDAR and b.kind in CALENDAR:
        return _compare_dates(a, b)
    if a.kind == b.kind == "time":
        return _compare_times(a, b)
    if {a.kind, b.kind} == {"time", "count"}:
        return _compare_hour(*(a, b) if a.kind == "time" else (b, a))
    if {a.kind, b.kind} == {"fraction", "percent"}:
        a, b = as_percent(a), as_percent(b)
    if a.kind != b.kind or a.unit != b.unit:
        return "incomparable"
    if a.kind == "score":
        return _compare_scores(a, b)
    if a.kind in ("percent", "percentage_points") and opposite(a, b):
        return "different"
    meet = _meet(a, b)
    if aligned:
        return "same" if meet else "different"
    if a.kind in COUNTS:
        return _compare_counts(a, b, meet=meet)
    if not _same_attribute(a, b):
        return "incomparable"
    return "same" if meet else "different"


def opposite(a: Quantity, b: Quantity) -> bool:
    """One is what something rose by, the other what it fell by."""
    return {a.measures, b.measures} == {"rise", "fall"}


def interval(q: Quantity) -> tuple[float, float]:
    """Bounds of what the words allow, widened by their precision; infinite where open."""
    low = -math.inf if q.low is None else q.low
    high = math.inf if q.high is None else q.high
    bounded = q.low is not None and q.high is not None
    point = q.low == q.high
    physical = bool(q.unit) and q.kind not in ("money", "percent", "percentage_points", "age")
    slack = q.precision if point or physical else 0.0
    if q.approximate and (point or not bounded) and q.kind not in MOMENTS:
        slack = max(
            slack, tolerances.ABOUT * max(abs(value) for value in (q.low, q.high) if value is not None)
        )
    return low - slack, high + slack


def _meet(a: Quantity, b: Quantity) -> bool:
    """Their widened bounds overlap; touching half steps (12 and 13) do not, equal bounds do."""
    (low_a, high_a), (low_b, high_b) = interval(a), interval(b)
    if _is_deadline(a) and _is_deadline(b):
        low_a, low_b = high_a, high_b
    gap = max(low_a, low_b) - min(high_a, high_b)
    if not math.isfinite(gap):
        return gap < 0
    size = max((abs(v) for v in (low_a, high_a, low_b, high_b) if math.isfinite(v)), default=0.0)
    slack = tolerances.FLOAT_SLACK * max(size, 1e-6)
    touching = _steps(a) and _steps(b)
    return gap < -slack if touching else gap <= slack


def _is_deadline(q: Quantity) -> bool:
    """A time that is set, not guessed: "within ten days" is no other way to say "within three"."""
    return q.kind == "duration" and q.low is None and q.text.lower().startswith("within")


def _steps(q: Quantity) -> bool:
    """The outermost part of its bounds comes from rounding and excludes its end."""
    return q.precision > 0 and q.low == q.high and not q.approximate


def as_percent(q: Quantity) -> Quantity:
    """A share in words ("a third") as a percentage; any other quantity as it is."""
    if q.kind != "fraction":
        return q
    return q.model_copy(
        update={
            "kind": "percent",
            "unit": "%",
            "low": None if q.low is None else q.low * 100,
            "high": None if q.high is None else q.high * 100,
            "precision": q.precision * 100,
        }
    )


def _compare_scores(a: Quantity, b: Quantity) -> Outcome:
    if a.measures and b.measures and a.measures != b.measures:
        return "incomparable"
    return "same" if {a.low, a.versus} == {b.low, b.versus} else "different"


def _compare_counts(a: Quantity, b: Quantity, *, meet: bool) -> Outcome:
    """Bare counts: of the same noun in the same state, or of some and all of the same people."""
    if a.state != b.state and (a.state and b.state):
        return "incomparable"
    known = bool(a.measures and b.measures)
    part = _part_of(a, b)
    if not known or not (a.measures == b.measures or part):
        return "incomparable"
    if meet:
        return "same"
    if a.state != b.state or (not a.state and 0 in (a.high, b.high) and a.kind == "count"):
        return "incomparable"
    if part:
        some, everyone = (b, a) if a.measures == "person" else (a, b)
        return "different" if interval(some)[0] > interval(everyone)[1] else "incomparable"
    return "different"


def _part_of(a: Quantity, b: Quantity) -> bool:
    """One counts people, the other some sort of people."""
    nouns = {a.measures, b.measures}
    return "person" in nouns and bool(nouns & words.SUBSETS)


def _same_attribute(a: Quantity, b: Quantity) -> bool:
    """What both measure does not clearly differ: height and length, members and shares, two people."""
    if not a.measures or not b.measures or a.measures == b.measures:
        return True
    if a.kind == "length":
        return not (a.measures in _DIMENSIONS and b.measures in _DIMENSIONS)
    if a.kind == "percent":
        return False
    if a.kind == "age":
        return _same_name(a.measures, b.measures)
    return True


def _same_name(a: str, b: str) -> bool:
    """Two names share their last word, or one is a common noun."""
    if not (a[0].isupper() and b[0].isupper()):
        return True
    return a.split()[-1] == b.split()[-1]


def _compare_times(a: Quantity, b: Quantity) -> Outcome:
    """Clock times on the dial: a half of the day that is not told matches both."""
    (low_a, high_a), (low_b, high_b) = _clock(a), _clock(b)
    turn = DAY // 2 if "/12" in a.calendar + b.calendar else DAY
    if "--" in a.calendar and "--" in b.calendar:
        ends = zip(a.calendar.split("--"), b.calendar.split("--"), strict=True)
        return (
            "same"
            if all(x == y for x, y in ends) or (_overlap(low_a, high_a, low_b, high_b) and a.low == b.low)
            else "different"
        )
    for shift in (-2 * turn, -turn, 0, turn, 2 * turn):
        if _overlap(low_a + shift, high_a + shift, low_b, high_b):
            return "same"
    return "different"


def _compare_hour(time: Quantity, number: Quantity) -> Outcome:
    """A clock time and a number of nothing ("around five") that may be an hour: never different."""
    hour = number.low
    if number.measures or not number.approximate or hour is None or hour != number.high:
        return "incomparable"
    if not 1 <= hour <= 12 or hour % 1:
        return "incomparable"
    slack = float(tolerances.CLOCK_ABOUT_HOUR)
    told = {"kind": "time", "low": hour * 60, "high": hour * 60, "precision": slack, "calendar": "/12"}
    return "same" if _compare_times(time, number.model_copy(update=told)) == "same" else "incomparable"


def _clock(q: Quantity) -> tuple[float, float]:
    """Bounds of a clock time; an open side reaches half a day."""
    low = q.low if q.low is not None else (q.high or 0) - DAY / 2
    high = q.high if q.high is not None else low + DAY / 2
    return low - q.precision, high + q.precision


def _overlap(low_a: float, high_a: float, low_b: float, high_b: float) -> bool:
    return max(low_a, low_b) <= min(high_a, high_b)


# Dates


def _compare_dates(a: Quantity, b: Quantity) -> Outcome:
    """Resolved days where both have them, else what is written; spans end by end."""
    if "--" in a.calendar and "--" in b.calendar:
        return _compare_spans(a, b)
    written = _compare_written(a.calendar, b.calendar)
    days_a, days_b = days(a), days(b)
    if days_a is None or days_b is None:
        return written
    if _overlap(*days_a, *days_b):
        return "same" if written != "different" else "different"
    if "XXXX" in a.calendar + b.calendar and written == "same" and _week_apart(days_a, days_b, a, b):
        return "same"
    return "different"


def _week_apart(x: tuple[float, float], y: tuple[float, float], a: Quantity, b: Quantity) -> bool:
    """The same weekday resolved to neighbouring weeks, or month and day to other years."""
    weekdays = "WXX" in a.calendar and "WXX" in b.calendar
    return abs(x[0] - y[0]) <= 7 if weekdays else True


def _compare_spans(a: Quantity, b: Quantity) -> Outcome:
    """Both ends must agree."""
    outcomes = {
        _compare_written(x, y) for x, y in zip(a.calendar.split("--"), b.calendar.split("--"), strict=True)
    }
    if "different" in outcomes:
        return "different"
    return "same" if outcomes == {"same"} else "incomparable"


WRITTEN = re.compile(r"^(?:\w+ )?(X{4}|\d{2}XX|\d{3}X|\d{4})(?:-(\d{2}|SP|SU|FA|WI|WXX))?(?:-(\d{1,2}))?$")


def _compare_written(a: str, b: str) -> Outcome:
    """Compare two dates by the parts that both write."""
    if not a or not b:
        return "incomparable"
    if a == b:
        return "same"
    found_a, found_b = WRITTEN.match(a), WRITTEN.match(b)
    if not found_a or not found_b:
        return "incomparable"
    shared = False
    for x, y in zip(found_a.groups(), found_b.groups(), strict=True):
        if not x or not y or x == "XXXX" or y == "XXXX":
            continue
        if ("WXX" in (x, y) or not (x.isdigit() and y.isdigit())) and x != y and "X" not in x[-1:] + y[-1:]:
            return "incomparable"
        if "WXX" in (x, y):
            if x != y:
                return "incomparable"
            continue
        if not all(p == q or "X" in (p, q) for p, q in zip(x, y, strict=False)) or len(x) != len(y):
            return "different"
        shared = True
    return "same" if shared else "incomparable"


def days(q: Quantity) -> tuple[float, float] | None:
    """First and last day number of a date, years included; None where it is not known."""
    if q.low is None or q.high is None:
        return None
    if q.unit != "year":
        return q.low - q.precision, q.high + q.precision
    first, last = int(q.low - q.precision), int(q.high + q.precision)
    if not 1 <= first <= last <= 9998:
        return None
    return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()


def swapped_digits(a: Quantity, b: Quantity) -> bool:
    """Two digits of one value have changed places in the other: 37 and 73, 1978 and 1987, 2.4 million and 4.2.

    Such values are seldom met by chance: where they measure one thing, one of the two is likely a slip.
    """
    if (a.kind, a.unit) != (b.kind, b.unit) or a.kind in _UNWRITTEN or not a.low or not b.low:
        return False
    written = f"{a.low:.10g}", f"{b.low:.10g}"
    if len(written[0]) != len(written[1]):
        return False
    apart = [pair for pair in zip(*written, strict=True) if pair[0] != pair[1]]
    return len(apart) == 2 and apart[0] == apart[1][::-1] and "." not in apart[0]
