"""How a quantity of one text fits what another text says: it is so, it may be so, it is less, it is more."""

from __future__ import annotations

import math
from typing import Literal

from factcheck.models import Quantity
from factcheck.quantities.comparing import CALENDAR, WRITTEN, as_percent, compare

Fit = Literal["=", "^", "~", "<", ">", "*"]
_EQUAL = 1e-9  # as a share of the larger value
_FAR = 20.0  # natural logarithm of a ratio beyond which two values are not nearer or farther any more
_FAMILIES = {"fraction": "percent", "ordinal": "count", "label": "count"} | dict.fromkeys(CALENDAR, "date")


def fit(told: Quantity, said: Quantity) -> Fit | None:
    """How ``told`` fits ``said``.

    Returns:
        ``=`` where ``told`` is within the bounds of ``said`` (38 and "nearly 40"); ``^`` where it
        is the very bound that ``said`` leaves open (40 and "more than 40"); ``~`` where both can be true but one does
        not follow ("more than 30" and 38, 2.58 and 2.6 billion); ``<`` and ``>`` where it is less or more, earlier or
        later; ``*`` where it is another one without an order (weekdays, scores); None for other kinds or units.
    """
    if family(told) != family(said):
        return None
    if told.kind in CALENDAR:
        return _fit_dates(told.calendar, said.calendar)
    if told.kind == "score":
        return "=" if {told.low, told.versus} == {said.low, said.versus} else "*"
    if "fraction" in (told.kind, said.kind):
        told, said = as_percent(told), as_percent(said)
    if told.unit != said.unit:
        return None
    (low, high), (least, most) = _bounds(told), _bounds(said)
    slack = _EQUAL * max(abs(end) for end in (low, high, least, most, 1.0) if math.isfinite(end))
    if low >= least - slack and high <= most + slack:
        open_end = least if math.isinf(most) else most if math.isinf(least) else math.nan
        return "^" if min(abs(low - open_end), abs(high - open_end)) <= slack else "="
    if low <= most + slack and high >= least - slack:
        return "~"
    if compare(told, said, aligned=True) == "same":
        return "~"
    if told.kind == "time" and "/12" in told.calendar + said.calendar:
        return "*"
    return "<" if high < least else ">"


def distance(a: Quantity, b: Quantity) -> float:
    """How far two values of one family lie apart: the logarithm of the ratio of their nearer ends, 0 to 20."""
    (low, high), (least, most) = _bounds(a), _bounds(b)
    if low <= most and high >= least:
        return 0.0
    x, y = (high, least) if high < least else (low, most)
    return min(_FAR, abs(math.log(x / y))) if x > 0 and y > 0 else _FAR


def family(q: Quantity) -> str:
    """The kinds that can be set beside this quantity's kind, by one name."""
    return _FAMILIES.get(q.kind, q.kind)


def _bounds(q: Quantity) -> tuple[float, float]:
    return -math.inf if q.low is None else q.low, math.inf if q.high is None else q.high


def _fit_dates(told: str, said: str) -> Fit | None:
    """Two dates as written, by the parts that both write; spans by their beginnings."""
    if told == said:
        return "=" if told else None
    found_told, found_said = WRITTEN.match(told.split("--")[0]), WRITTEN.match(said.split("--")[0])
    if found_told is None or found_said is None:
        return None
    weekdays = ["WXX" in match.groups() for match in (found_told, found_said)]
    if any(weekdays):
        return "*" if all(weekdays) else None
    shared = False
    for x, y in zip(found_told.groups(), found_said.groups(), strict=True):
        if not x or not y or "XXXX" in (x, y):
            continue
        if not (x + y).replace("X", "").isdigit():  # a season
            return "*" if x != y else "="
        known = min(len(x.rstrip("X")), len(y.rstrip("X")))
        if int(x[:known]) != int(y[:known]):
            return "<" if int(x[:known]) < int(y[:known]) else ">"
        shared = True
    return "=" if shared else None
