"""Bytes -> text, whatever their encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from factcheck.errors import InputError

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"]
_WINDOWS_WESTERN = re.compile(rb"[\0-\x7f\x80\x82\x84\x85\x91-\x97\xa0\xa3\xa7\xab\xbb\xe0-\xff]*")
"""ASCII with the quotes, dashes, spaces and small accented letters of Windows-1252."""
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
BINARY_SHARE = 0.05
"""Share of control and undecodable characters over which a file is taken for binary; two always pass."""


def decode(path: str, content: bytes, charset: str | None = None) -> str:
    r"""The text of a file in any encoding, line ends as ``\n``.

    A byte order mark is trusted first, then UTF-8 (other encodings hardly ever happen to be valid
    UTF-8), then ``charset`` or what the page declares, then what the bytes look like.

    Raises:
        InputError: the content looks binary.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return checked(path, content.decode(encoding, errors="replace"))
    for encoding in _candidates(content, charset):
        try:
            return checked(path, content.decode(encoding))
        except (UnicodeError, LookupError, ValueError):
            continue
    return checked(path, _guessed(path, content))


def _candidates(content: bytes, charset: str | None) -> Iterator[str]:
    """Encodings worth trying strictly, best first."""
    if b"\0" in content:
        return
    yield "utf-8"
    declared = re.search(
        rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)=["']?([\w.:-]{1,40})""", content[:4096]
    )
    for name in (charset, declared and declared[1].decode("ascii", "replace")):
        if name and _is_text_encoding(name):
            # What calls itself Latin-1 or ASCII on the web is Windows-1252 (WHATWG Encoding Standard, 4.2).
            yield "cp1252" if codecs.lookup(name).name in ("iso8859-1", "ascii") else name


def _is_text_encoding(name: str) -> bool:
    try:
        return bool(b"a".decode(name) == "a")
    except Exception:  # unknown, or one of Python's byte-to-byte codecs; each fails in its own way
        return False


def _guessed(path: str, content: bytes) -> str:
    """The text of bytes that are not UTF-8 and do not say what they are."""
    if b"\0" not in content:
        text = content.decode("utf-8", errors="replace")
        damaged = text.count("\ufffd")
        foreign = sum(character > "\x7f" for character in text)
        if (
            damaged < foreign - damaged
        ):  # UTF-8 with a damaged character, such as a file cut in the middle of one
            return text
        high = sum(byte > 0x7F for byte in content)
        if high <= 1 + len(content) // 10 and _WINDOWS_WESTERN.fullmatch(content):
            return content.decode("cp1252", errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=_WIDE if b"\0" in content else None).best()
    if best is None:
        raise InputError(path, _BINARY)
    return content.decode(best.encoding, errors="replace")


_BINARY = "looks binary, not text; save the article as .txt, .md or .html"


def checked(path: str, text: str, place: str = "") -> str:
    r"""``text`` with line ends as ``\n``. Raises InputError where it looks binary."""
    if "\0" in text or len(_CONTROL.findall(text)) > 2 + BINARY_SHARE * len(text):
        raise InputError(path, place + _BINARY)
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
