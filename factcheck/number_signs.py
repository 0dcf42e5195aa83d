"""Signs after the numbers of a hypothesis: whether the premise's number is what each says.

A small network reads "4,950,000" as a row of word pieces and cannot tell that it is less than five million. The typed
parser can, so each quantity of the hypothesis is followed by how its counterpart in the premise stands to it: beside
"The plant employs 1,180 people." it is "More than 1,200 < work at the plant.", and "Fewer than 1,200 = work there.".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from factcheck.models import Quantity
from factcheck.quantities import parse
from factcheck.quantities.comparing import CALENDAR
from factcheck.quantities.ordering import Fit, distance, fit

NO_COUNTERPART = "#"
MOST_NUMBERS = 40  # of a text that are set beside each other; what the network reads seldom holds as many


def signed(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs, with a sign after each quantity of their hypotheses.

    Args:
        pairs: premise and hypothesis of each.

    Returns:
        As many pairs; the premises are as they were. The signs are those of ``quantities.ordering.fit``, and
        ``NO_COUNTERPART`` where the premise has no quantity of that sort.
    """
    known: dict[str, list[Quantity]] = {}

    def read(text: str) -> list[Quantity]:
        if text not in known:
            known[text] = parse(text)[:MOST_NUMBERS]
        return known[text]

    return [
        (premise, _with_signs(hypothesis, read(hypothesis), read(premise))) for premise, hypothesis in pairs
    ]


def _with_signs(text: str, quantities: Sequence[Quantity], others: Sequence[Quantity]) -> str:
    parts, end = [], 0
    for quantity in quantities:
        found = _best_fit(quantity, others)
        before = text[max(0, quantity.start - _HEDGE_LENGTH) : quantity.start]
        sign = _with_hedge(found, quantity, before) if found else NO_COUNTERPART
        parts += [text[end : quantity.end], " ", sign]
        end = quantity.end
    return "".join([*parts, text[end:]])


def _best_fit(quantity: Quantity, others: Iterable[Quantity]) -> Fit | None:
    """The fit of its counterpart: of what measures the same rather than not, then what fits, then the nearest one."""
    best, found = (3, True, 0.0), None
    for other in others:
        sign = fit(other, quantity)
        if sign is None:
            continue
        unlike = 2 - _same(other.measures, quantity.measures) - _same(other.state, quantity.state)
        rank = (unlike, sign not in "=~^", distance(other, quantity))
        if rank < best:
            best, found = rank, sign
    return found


def _same(a: str, b: str) -> bool:
    return bool(a) and a == b


_ENDS = r"(?: the)?(?: (?:end|start|beginning) of)? $"
_UPPER = re.compile(rf"\b(before|prior to|until|till|by){_ENDS}", re.IGNORECASE)
_LOWER = re.compile(rf"\b(after|following|since|from){_ENDS}", re.IGNORECASE)
_HEDGE_LENGTH = 40
_OPEN = frozenset({"before", "prior to", "after", "following"})
_INCLUSIVE = re.compile(r"\b(?:at (?:least|most)|up|upwards?|as|a|no|not|within)\b", re.IGNORECASE)


def _with_hedge(found: Fit, quantity: Quantity, before: str) -> Fit:
    """The fit, with the words of the quantity, or before a date, that open a side of it ("at least", "until")."""
    if quantity.kind not in CALENDAR:
        return "=" if found == "^" and _INCLUSIVE.match(quantity.text) else found
    upper, lower = _UPPER.search(before), _LOWER.search(before)
    hedge = upper or lower
    if hedge is None:
        return found
    if found == "=":
        return "^" if hedge[1].lower() in _OPEN else found
    return "=" if found == ("<" if upper else ">") else found
