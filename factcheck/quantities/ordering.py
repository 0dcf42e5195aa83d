"""How one quantity stands to another: less, more, equal, or the same but for rounding.

Unlike ``compare`` it looks at the bare values: what "over" and "before" make of them is left to the reader of the text.
"""

from __future__ import annotations

import math
from typing import Literal

from factcheck.models import Quantity
from factcheck.quantities.comparing import CALENDAR, WRITTEN, as_percent, compare

Order = Literal["<", "=", "~", ">", "*"]
_EQUAL = 1e-9
_FAR = 20.0  # natural logarithm of a ratio beyond which two values are not nearer or farther any more
_FAMILIES = {"fraction": "percent", "ordinal": "count", "label": "count"} | dict.fromkeys(CALENDAR, "date")


def order(a: Quantity, b: Quantity) -> Order | None:
    """How ``a`` stands to ``b``.

    Returns:
        ``<`` where ``a`` is the smaller or the earlier one, ``>`` the larger or later, ``=`` of one value, ``~`` of one
        value but for rounding, ``*`` for others without an order (weekdays, scores), None where they are of different
        kinds or units.
    """
    if family(a) != family(b):
        return None
    if a.kind in CALENDAR:
        return _order_dates(a.calendar, b.calendar)
    if a.kind == "score":
        return "=" if {a.low, a.versus} == {b.low, b.versus} else "*"
    if "fraction" in (a.kind, b.kind):
        a, b = as_percent(a), as_percent(b)
    x, y = value(a), value(b)
    if a.unit != b.unit or x is None or y is None:
        return None
    if abs(x - y) <= _EQUAL * max(abs(x), abs(y)):
        return "="
    bounded = None not in (a.low, a.high, b.low, b.high)
    if _within(x, b) or _within(y, a) or (bounded and compare(a, b, aligned=True) == "same"):
        return "~"
    if a.kind == "time" and "/12" in a.calendar + b.calendar:
        return "*"
    return "<" if x < y else ">"


def family(q: Quantity) -> str:
    """The kinds whose values can be set in order with those of this quantity's kind, by one name."""
    return _FAMILIES.get(q.kind, q.kind)


def value(q: Quantity) -> float | None:
    """The bare value: the bound that the words name, or the middle of a span; None where only the calendar has it."""
    if q.low is None or q.high is None:
        return q.high if q.low is None else q.low
    if q.low == q.high or not q.approximate:
        return (q.low + q.high) / 2
    # "nearly 40" and "just over 40": the rounder end of the bounds is the one that stands there
    return min(q.low, q.high, key=lambda end: len(f"{end:g}".rstrip("0")))


def _within(number: float, span: Quantity) -> bool:
    """The number is one of those that a vague word ("dozens", "nearly 40") or a span allows."""
    return span.low is not None and span.high is not None and span.low < number < span.high


def distance(a: Quantity, b: Quantity) -> float:
    """How far two values of one family lie apart: the logarithm of their ratio, 0 to 20."""
    x, y = value(a), value(b)
    if x == y:
        return 0.0
    if x is None or y is None or x <= 0 or y <= 0:
        return _FAR
    return min(_FAR, abs(math.log(x / y)))


def _order_dates(a: str, b: str) -> Order | None:
    """Order of two dates as written, by the parts that both write; of spans by their beginnings."""
    if a == b:
        return "=" if a else None
    found_a, found_b = WRITTEN.match(a.split("--")[0]), WRITTEN.match(b.split("--")[0])
    if found_a is None or found_b is None:
        return None
    weekdays = ["WXX" in match.groups() for match in (found_a, found_b)]
    if any(weekdays):
        return "*" if all(weekdays) else None
    shared = False
    for x, y in zip(found_a.groups(), found_b.groups(), strict=True):
        if not x or not y or "XXXX" in (x, y):
            continue
        if not (x + y).replace("X", "").isdigit():  # a season
            return "*" if x != y else "="
        known = min(len(x.rstrip("X")), len(y.rstrip("X")))
        if int(x[:known]) != int(y[:known]):
            return "<" if int(x[:known]) < int(y[:known]) else ">"
        shared = True
    return "=" if shared else None
