"""The typed comparers: each reads one kind of difference between two aligned claims.

A comparer is a function ``(Pair) -> Vote | None``; None means that it has nothing to say about the pair.
"""

from factcheck.comparers import attribution, name, nationality, polarity, quantity, quotation, wording
from factcheck.comparers.base import Comparer, Pair, Vote, differs

ALL: tuple[Comparer, ...] = (
    quotation.compare,
    quantity.compare,
    polarity.compare,
    name.compare,
    nationality.compare,
    wording.compare,
    attribution.compare,
)

# Those that read the comparison model's answer; the others vote the same whatever it is.
BY_MODEL: tuple[Comparer, ...] = (wording.compare,)

__all__ = ["ALL", "BY_MODEL", "Comparer", "Pair", "Vote", "differs"]
