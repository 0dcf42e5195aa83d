"""Typed quantities: numbers, amounts, dates and times in text, and whether two of them differ.

``parse`` reads them, ``compare`` says whether two tell the same value, ``describe`` puts one in words.
"""

from factcheck.quantities.comparing import Outcome, compare, swapped_digits
from factcheck.quantities.describing import describe
from factcheck.quantities.parser import parse

__all__ = ["Outcome", "compare", "describe", "parse", "swapped_digits"]
