"""Where a passage stands in the file that its article was read from.

Offsets of claims are into the article's text, which is the file's only in part (front matter is cut off)
or not at all (a page's main text, a record's field). So the place is looked up in the file as it is now.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import quote

from factcheck.models import Article, Report, Span
from factcheck.safetext import web_address

TEXT_SUFFIXES: Final = frozenset({".txt", ".md", ".html", ".htm", ".json", ".jsonl"})
# A file larger than this, in bytes, is not searched.
LARGEST: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Lines and columns, counted from 1; the end column is that after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """Looks up the places of a report's passages, reading each file once."""

    def __init__(self, report: Report) -> None:
        self._files = {article.id: _File(article) for article in report.articles}

    def find(self, article: Article, span: Span) -> Place | None:
        """The place of a span of the article's text, or ``None`` where the file does not hold it verbatim."""
        file = self._files[article.id]
        words = article.text[span[0] : span[1]]
        if file.shift is not None:
            start = span[0] + file.shift
        elif words and file.content.count(words) == 1:
            start = file.content.index(words)
        else:
            return None
        return _place(file.content, start, start + len(words))


def address(article: Article) -> str:
    """The article's file or web address as a URI reference; relative paths stay relative."""
    url = web_address(article.url) or web_address(article.path)
    path = Path(article.path)
    if article.path == "-" or web_address(article.path):
        return quote(url, safe=":/?#[]@!$&'()*+,;=%~") if url else "stdin"
    if path.is_absolute():
        return f"file://{quote(path.as_posix())}"
    return quote(path.as_posix())


class _File:
    def __init__(self, article: Article) -> None:
        self._article = article

    @cached_property
    def content(self) -> str:
        path = Path(self._article.path)
        try:
            if path.suffix.lower() not in TEXT_SUFFIXES or path.stat().st_size > LARGEST:
                return ""
            return path.read_text(encoding="utf-8").replace("\r\n", "\n")
        except (OSError, ValueError):
            return ""

    @cached_property
    def shift(self) -> int | None:
        """How far the article's text is shifted in the file, where all of it stands there."""
        text = self._article.text.strip("\n")
        found = self.content.find(text) if text else -1
        return None if found < 0 else found - self._article.text.index(text)


def _place(content: str, start: int, end: int) -> Place:
    return Place(*_line_and_column(content, start), *_line_and_column(content, end))


def _line_and_column(content: str, offset: int) -> tuple[int, int]:
    return content.count("\n", 0, offset) + 1, offset - content.rfind("\n", 0, offset)
