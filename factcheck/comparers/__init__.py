"""The typed comparers: each reads one kind of difference between two aligned claims.

A comparer is a function ``(Pair) -> Vote | None``; None means that it has nothing to say about the pair.
"""

from factcheck.comparers import attribution, name, polarity, quantity, quotation, wording
from factcheck.comparers.base import Pair, Vote

ALL = (
    quotation.compare,
    quantity.compare,
    polarity.compare,
    name.compare,
    wording.compare,
    attribution.compare,
)

__all__ = ["ALL", "Pair", "Vote"]
