"""Signs after the numbers of a hypothesis: whether the premise's number is what each says.

A small network reads "4,950,000" as a row of word pieces and cannot tell that it is less than five million. The typed
parser can, so each quantity of the hypothesis is followed by how its counterpart in the premise stands to it: beside
"The plant employs 1,180 people." it is "More than 1,200 < work at the plant.", and "Fewer than 1,200 = work there.".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from factcheck.quantities import parse
from factcheck.quantities.fitting import Fit, Stated, fit, stated

NO_COUNTERPART = "#"
_CLOSENESS = {"=": 0, "~": 1, "^": 2}
MOST_NUMBERS = 40  # of a text that get a sign; the network reads 128 word pieces, which seldom hold as many


def signed(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs, with a sign after the quantities of their hypotheses.

    Args:
        pairs: premise and hypothesis of each.

    Returns:
        As many pairs; the premises are as they were. The signs are those of ``quantities.fitting.Fit``, and
        ``NO_COUNTERPART`` where the premise has no quantity of that kind and unit.
    """
    known: dict[str, list[Stated]] = {}

    def read(text: str) -> list[Stated]:
        if text not in known:
            known[text] = [stated(quantity, text) for quantity in parse(text)[:MOST_NUMBERS]]
        return known[text]

    return [
        (premise, _with_signs(hypothesis, read(hypothesis), read(premise))) for premise, hypothesis in pairs
    ]


def _with_signs(text: str, said: Sequence[Stated], told: Sequence[Stated]) -> str:
    parts, end = [], 0
    for one in said:
        found = _best_fit(one, told)
        parts += [text[end : one.quantity.end], " ", found.sign if found else NO_COUNTERPART]
        end = one.quantity.end
    return "".join([*parts, text[end:]])


def _best_fit(said: Stated, told: Iterable[Stated]) -> Fit | None:
    """The fit of its counterpart: of what measures the same rather than not, then what fits best, then the nearest."""
    best, found = (math.inf, 0, 0.0), None
    for other in told:
        candidate = fit(other, said)
        if candidate is None:
            continue
        unlike = -_likeness(other.quantity.measures, said.quantity.measures)
        unlike -= _likeness(other.quantity.state, said.quantity.state)
        rank = (unlike, _CLOSENESS.get(candidate.sign, len(_CLOSENESS)), candidate.distance)
        if rank < best:
            best, found = rank, candidate
    return found


def _likeness(a: str, b: str) -> int:
    return (a == b) - (a != b) if a and b else 0
