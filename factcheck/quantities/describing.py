"""A quantity in a few plain words, for explanations."""

from __future__ import annotations

import re

from factcheck.models import Quantity

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


def describe(q: Quantity) -> str:
    """The words of the text, with what they count: "37 injured", "about £1.8 million", "540 km"."""
    words = " ".join(_CONTROL.sub(" ", q.text).split())
    if q.kind == "score" or q.kind not in ("count", "ordinal", "label", "fraction"):
        return words
    if q.measures == "person" and q.state:
        return f"{words} {q.state}"
    return " ".join(filter(None, (words, _plural(q), q.state)))


def _plural(q: Quantity) -> str:
    """The counted noun in the number that the value asks for."""
    noun = q.measures
    if not noun or q.kind != "count" or q.low == q.high == 1 or noun.lower() in q.text.lower():
        return noun if noun.lower() not in q.text.lower() else ""
    if noun == "person":
        return "people"
    if noun.endswith("man"):
        return f"{noun[:-2]}en"
    if noun == "child":
        return "children"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
