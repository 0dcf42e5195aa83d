"""Names, titles and messages: on one line, without control characters, of bounded length."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

OPENING_CHARS = 80
"""Length of the title made from an article's first words, where it has no other."""
TITLE_CHARS = 200


def whole(text: str) -> str:
    """``text`` with half characters, which no encoding can write, replaced by U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def line(text: str) -> str:
    """``text`` on one line without control characters, for names, titles and messages."""
    return " ".join(re.sub("[\0-\x1f\x7f-\x9f\u2028\u2029]", " ", whole(text)).split())


def shorten(text: str, limit: int) -> str:
    """``text``, cut at a word and marked with an ellipsis where it is longer than ``limit``."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut[:-1]).rstrip(" ,;:-–—") + "…"


def opening(text: str) -> str:
    """The text's first words, for a title."""
    return shorten(line(text.partition("\n")[0].lstrip("#*_ ")), OPENING_CHARS)


def host(url: str | None) -> str | None:
    """The host name in ``url`` without ``www.``, where there is one."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
