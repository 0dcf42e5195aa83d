"""A quantity in a few plain words, for explanations."""

from __future__ import annotations

import re

from factcheck.models import Quantity
from factcheck.quantities import words

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")

_COMPLETE = frozenset({"nobody", "no one", "none", "twice", "thrice"})
"""Words that name what they count."""
_CONTAINERS = frozenset(
    "crowd majority population group team audience attendance panel jury total fleet".split()
)
_STATES = {"killed": "dead", "casualty": "casualties"}
"""States in the words of a headline, where another reads better after a number."""


def describe(q: Quantity) -> str:
    """The words of the text, with what they count: "37 injured", "about £1.8 million", "540 km"."""
    said = " ".join(_CONTROL.sub(" ", q.text).split())
    low = said.lower()
    if q.kind not in ("count", "ordinal", "label", "fraction") or not (q.measures or q.state):
        return said
    if low in _COMPLETE:
        return f"{said} {q.state}".strip()
    if q.measures in _CONTAINERS:
        return f"{q.measures} of {said}"
    if q.measures == "person" and q.state:
        return f"{said} {_STATES.get(q.state, q.state)}"
    link = " of" if q.kind == "fraction" or low.split()[-1] in words.VAGUE else ""
    return " ".join(filter(None, (said + link if q.measures else said, _noun(q), q.state)))


def _noun(q: Quantity) -> str:
    """The counted noun in the number that the value asks for."""
    noun = q.measures
    if not noun or q.kind != "count" or q.low == q.high == 1:
        return noun
    return next((plural for plural, single in words.IRREGULAR.items() if single == noun), "") or _regular(
        noun
    )


def _regular(noun: str) -> str:
    if noun.endswith("man"):
        return f"{noun[:-2]}en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
