"""Dates as they are written in mail headers, in ISO 8601 and in English-language media."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from factcheck.readers.lines import OPENING_CHARS

_DAYS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y")
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I %p")
_ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
"""Hours from UTC of the zone names of RFC 5322, 4.3; other abbreviations are ambiguous."""
_NORMAL_FORM = (  # in this order
    (r"\s*[,|]\s*|\s+(?:at|on|of)\s+|\s+", " "),
    (r"^ ?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.? )?", ""),
    (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
    (r"\b([ap])\.?m\b\.?", r" \1m"),
    (r"\bsept\b", "sep"),
    (r"(?<=[a-z])\.", ""),
    (r"(?<=\d)[/.](?=\d)", "-"),
    (r"\b(?:" + "|".join(_ZONES) + r")$", lambda match: f"{_ZONES[match[0].upper()]:+03d}00"),
    (r" +", " "),
)


def parse_date(value: str) -> datetime | None:
    """The time that ``value`` states in ISO 8601, as in mail headers, or as English-language media write it.

    A time without a zone is read as UTC, so that any two can be compared. ``None`` where the form is
    unknown or can be read in two ways ("03/04/2026").
    """
    value = value.strip()
    try:
        found = {datetime.fromisoformat(value)}
    except ValueError:
        found = set(_spelled_out(value)) if len(value) <= OPENING_CHARS else set()
    if len(found) != 1:
        return None
    time = found.pop()
    if not 1600 <= time.year <= 2200:  # no newspaper is older; years further off are slips of the pen
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _spelled_out(value: str) -> Iterator[datetime]:
    for pattern, replacement in _NORMAL_FORM:
        value = re.sub(pattern, replacement, value, flags=re.IGNORECASE)
    for day in _DAYS:
        for clock in _CLOCKS:
            for zone in ("", " %z"):
                with suppress(ValueError):
                    yield datetime.strptime(value.strip(), day + clock + zone)
