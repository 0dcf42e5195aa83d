"""JSON and JSONL: the records in them, each with its place; and the kind of a text that does not say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from factcheck.web import Kind

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b")


def sniff(text: str) -> Kind:
    """What a text is that does not say: a page, records, or prose."""
    start = _COMMENT.sub("", text.lstrip()[:1000].lower())
    if _PAGE.match(start):
        return "html"
    if start.startswith(("{", "[")) and any(is_record(record) for _, record in parse_document(text)):
        return "json"
    lines = (line for line in text.split("\n") if line.lstrip().startswith("{"))
    return "jsonl" if any(map(is_record, map(_loads, lines))) else "text"


def _loads(text: str) -> object:
    """The JSON value, or the error, worded for one line. Never raises."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        return ValueError(f"{error.msg}: {where}column {error.colno}")
    except (ValueError, RecursionError):
        return ValueError("a number is too long, or it is nested too deeply")


def is_record(value: object) -> bool:
    """Whether a JSON value is an article: an object with a text."""
    return isinstance(value, dict) and isinstance(value.get("text"), str)


def parse_document(text: str) -> Iterator[tuple[str, object]]:
    """The records of a JSON document, each with its place for messages."""
    value = _loads(text)
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if isinstance(value, list):
        for number, record in enumerate(value, 1):
            yield f"record {number}: ", record
    else:
        yield "", value


def parse_lines(text: str) -> Iterator[tuple[str, object]]:
    """The records of a JSONL document, each with its place for messages."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"line {number}: ", _loads(line)
