"""How crowded a story is: the more claims it has, the more of them are near to one that is about another matter.

The measure runs from 0 for ten claims or fewer to ``MOST_CROWDED`` for 250 or more, on a logarithmic scale.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", float, NDArray[np.float64])

# A story of fifty claims, as most annotated stories of three or four outlets have.
SMALL_STORY = 0.35
# What 100 claims make: no annotated story of three or four outlets has more.
LARGEST_SMALL = 0.5
# What 250 claims make: a story of more has more articles that tell the same rather than more facts that look alike.
MOST_CROWDED = 0.7


def crowded(claims: int) -> float:
    """How crowded a story of so many claims is, 0 to ``MOST_CROWDED``."""
    return min(MOST_CROWDED, max(0.0, (math.log10(max(1, claims)) - 1.0) / 2.0))


def between(small: Value, large: Value, crowd: float) -> Value:
    """What lies between the value for a small story, of up to 100 claims, and that for the most crowded one."""
    share = max(0.0, crowd - LARGEST_SMALL) / (MOST_CROWDED - LARGEST_SMALL)
    return small * (1.0 - share) + large * share
