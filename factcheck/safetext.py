"""Hostile text made harmless to show, in a terminal or on a page, without hiding what it holds.

Escape sequences could move the cursor, set the window's title or plant a link; bidirectional
overrides make words read other than they are stored. Both are replaced by something visible.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Embeddings, overrides and isolates; the plain direction marks (U+200E, U+200F, U+061C) reorder no words.
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_BREAKS = {0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029}
_VISIBLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: "\u2421",
    **{code: f"‹U+{code:04X}›" for code in (*range(0x80, 0xA0), *_BIDI)},
    **dict.fromkeys(_BREAKS, "\n"),
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with every control, escape and bidi override character replaced by a visible sign.

    Tabs and newlines stay; the other line breaks of Unicode become newlines.
    """
    return _SURROGATE.sub("\ufffd", text.translate(_VISIBLE))


def one_line(text: str) -> str:
    """``visible`` text with every run of white space made one space."""
    return " ".join(visible(text).split())


def web_address(url: str | None) -> str | None:
    """The address where a link to it is harmless (http or https, with a host), else ``None``."""
    if url is None or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def slug(text: str, limit: int = 48) -> str:
    """Lower-case ASCII letters, digits and hyphens, at most ``limit`` long; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    result = ""
    for word in words:
        longer = f"{result}-{word}" if result else word
        if len(longer) > limit:
            return result or word[:limit]
        result = longer
    return result
