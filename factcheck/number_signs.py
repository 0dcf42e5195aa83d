"""Signs after the numbers of a hypothesis: how the premise's number stands to each.

A small network reads "4,950,000" as a row of word pieces and cannot tell that it is less than five million. The typed
parser can, so each quantity of the hypothesis is followed by the order of its counterpart in the premise: beside "The
plant employs 1,180 people." it is "More than 1,200 < work at the plant.". What "more than" makes of the sign is learned
in training.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck.models import Quantity
from factcheck.quantities import parse
from factcheck.quantities.ordering import distance, order

NO_COUNTERPART = "#"
MOST_NUMBERS = 40  # of a text that are set beside each other; what the network reads seldom holds as many


def signed(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs, with a sign after each quantity of their hypotheses.

    Args:
        pairs: premise and hypothesis of each.

    Returns:
        As many pairs; the premises are as they were. The signs are those of ``quantities.ordering.order``, and
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
        parts += [text[end : quantity.end], " ", _sign(quantity, others)]
        end = quantity.end
    return "".join([*parts, text[end:]])


def _sign(quantity: Quantity, others: Iterable[Quantity]) -> str:
    """The order of its counterpart: of what measures the same rather than not, then the equal, then the nearest one."""
    best, sign = (3, True, 0.0), NO_COUNTERPART
    for other in others:
        found = order(other, quantity)
        if found is None:
            continue
        unlike = 2 - _same(other.measures, quantity.measures) - _same(other.state, quantity.state)
        rank = (unlike, found not in "=~", distance(other, quantity))
        if rank < best:
            best, sign = rank, found
    return sign


def _same(a: str, b: str) -> bool:
    return bool(a) and a == b
