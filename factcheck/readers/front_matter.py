"""Front matter: what a text says of itself in its first lines, fenced by ``---`` or not."""

from __future__ import annotations

import re

from factcheck.readers.headlines import capitalised
from factcheck.readers.lines import OPENING_CHARS, TITLE_CHARS

_ENTRY = re.compile(r"[ \t]*(source|title|published|url)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_YAML_LINE = re.compile(r"(?:\s.*|#.*|-\s.*|[\w-]+[ \t]*:.*)?")
_FENCE_LINES = 60
"""Fences further apart than this are taken for rulers between paragraphs."""


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The front matter's fields, and the text after it."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.strip())
    if lines[start].strip() == "---":
        return _fenced(lines, start + 1) or ({}, text)
    fields: dict[str, str] = {}
    for number in range(start, len(lines)):
        entry = _ENTRY.fullmatch(lines[number].rstrip())
        if entry is None or entry[1].lower() in fields or not _is_sane(entry[1].lower(), entry[2]):
            return fields, "\n".join(lines[number:])
        fields[entry[1].lower()] = _unquoted(entry[2])
    return fields, ""


def _fenced(lines: list[str], start: int) -> tuple[dict[str, str], str] | None:
    """The fields between ``---`` fences and the text after; other fields of such headers are passed over."""
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[start : start + _FENCE_LINES], start):
        if line.strip() in ("---", "..."):
            return fields, "\n".join(lines[number + 1 :])
        if not _YAML_LINE.fullmatch(line):
            return None
        if entry := _ENTRY.fullmatch(line.rstrip()):
            fields.setdefault(entry[1].lower(), _unquoted(entry[2]))
    return None


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


_ENDS_NAME = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Co|Corp|Ltd|Bros))\.$")


def _is_sane(key: str, value: str) -> bool:
    """Whether an unfenced value can be front matter rather than prose ("Source: police say two ...")."""
    value = _unquoted(value)
    if not value:
        return True
    if key == "url":
        return bool(re.fullmatch(r"https?://\S+", value, re.IGNORECASE))
    if key == "published":
        return (
            len(value) <= OPENING_CHARS
            and bool(re.search(r"\d", value))
            and not value.endswith((".", "!", "?", "…"))
        )
    if key == "title":
        return len(value) <= TITLE_CHARS
    words = value.split()
    if len(words) > 8 or (value[-1] in ".!?…,;:" and not _ENDS_NAME.search(value)):
        return False
    return len(words) <= 2 or capitalised(words)
