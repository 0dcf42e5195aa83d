r"""Articles: files, folders, records, standard input and web pages, read into one form.

The text is kept as written, since every claim points into it by offset: only line ends become ``\n``,
a byte order mark and blank lines around the text go, and half characters that no encoding can write
(lone surrogates in JSON) become U+FFFD. Curly quotes, non-breaking spaces and Markdown marks stay.

A bad input never stops the others: it becomes a :class:`Problem`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from factcheck import web
from factcheck.errors import InputError
from factcheck.models import Article, Problem, Span
from factcheck.readers.dates import parse_date
from factcheck.readers.decoding import checked, decode
from factcheck.readers.english import looks_english
from factcheck.readers.front_matter import front_matter
from factcheck.readers.headlines import find_headline, under_title
from factcheck.readers.limits import ReadLimits
from factcheck.readers.lines import OPENING_CHARS, TITLE_CHARS, host, line, opening, shorten, whole
from factcheck.readers.paths import SUFFIXES, Paths, bounded, file_errors, read_bytes
from factcheck.readers.records import is_record, parse_document, parse_lines, sniff
from factcheck.web import Kind

__all__ = ["ReadLimits", "find_headline", "looks_english", "parse_date", "read_articles", "read_lines"]

BAD_RECORDS_NAMED = 20
"""Bad records told one by one for each file; the others are counted, lest they bury everything else."""


def read_articles(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    limits: ReadLimits = ReadLimits(),  # noqa: B008 - frozen
) -> tuple[list[Article], list[Problem]]:
    """Read articles from files, folders, ``-`` (standard input) and http(s) addresses.

    Args:
        inputs: what to read, in this order; folders are read recursively, by name.
        stdin: what ``-`` stands for; the process's own standard input by default.
        allow_private: also read from addresses outside the public internet.
        limits: how much is read.

    Returns:
        The articles, with the ids ``a1``, ``a2`` and so on in reading order, and the problems: what
        could not be read, one line each. Both may be empty; nothing is raised for a bad input.
    """
    reader = _Reader(stdin, allow_private, limits)
    for name in [inputs] if isinstance(inputs, str) else inputs:
        reader.read(str(name))
    return reader.articles, reader.problems


def read_lines(
    path: str, content: bytes, *, first: int = 1, limits: ReadLimits
) -> tuple[list[Article], list[Problem]]:
    """Read some whole lines of a JSONL file.

    Args:
        path: the file's name.
        content: the lines.
        first: the number of the first of them.
        limits: how much is read.

    Returns:
        As ``read_articles``.
    """
    reader = _Reader(None, False, limits)
    with reader.noting(path):
        # Empty lines stand for those before: lines are called by their number in the file.
        reader._content("jsonl", b"\n" * (first - 1) + content, _Origin(path, Path(path).stem))
    return reader.articles, reader.problems


_FIELDS = ("source", "title", "published", "url")


class _Draft(NamedTuple):
    """An article's fields as found, before they are checked."""

    text: str
    source: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    headline: Span | None = None


def _draft(text: str, fields: Mapping[str, str]) -> _Draft:
    """A draft of the fields that a user may give."""
    source, title, published, url = (fields.get(key) for key in _FIELDS)
    return _Draft(text, source, title, published, url)


class _Origin(NamedTuple):
    """Where content comes from: the path for messages, and the fallbacks for source and address."""

    path: str
    stem: str
    url: str | None = None
    charset: str | None = None


class _FullError(Exception):
    """The limit of articles is reached."""


class _Reader:
    """One run of :func:`read_articles`."""

    def __init__(self, stdin: BinaryIO | None, allow_private: bool, limits: ReadLimits) -> None:
        self.articles: list[Article] = []
        self.problems: list[Problem] = []
        self._stdin = stdin
        self._allow_private = allow_private
        self._limits = limits
        self._full = False
        self._paths = Paths(self._note)

    def read(self, name: str) -> None:
        """Read one input; whatever is wrong with it becomes a problem."""
        if self._full:
            return
        with self.noting(name), file_errors(name):
            self._input(name)

    @contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """Whatever is wrong with an input becomes a problem."""
        try:
            yield
        except InputError as error:
            self._note(error.path, error.message)
        except _FullError:
            self._full = True
            self._note(
                name,
                f"over the limit of {self._limits.articles:,} articles; the rest is not read: split the run",
            )

    def _note(self, path: str, message: str) -> None:
        self.problems.append(Problem(path=whole(path), message=line(message)))

    def _input(self, name: str) -> None:
        if not name.strip():
            raise InputError(
                name, "an empty name; give a file, a folder, a web address, or - for standard input"
            )
        if name == "-":
            self._paths.once(name, name)
            self._standard_input()
        elif re.match(r"https?://", name, re.IGNORECASE):
            self._paths.once(name, name)
            self._address(name)
        elif re.match(r"[a-z][a-z0-9+.-]+://", name, re.IGNORECASE):
            raise InputError(name, "is no address that can be read; only http:// and https:// are")
        else:
            self._path(name)

    # Inputs

    def _path(self, name: str) -> None:
        """Read a file, or a folder's files; a bad one does not stop the others."""
        for shown, path in self._paths.files(name):
            try:
                with file_errors(shown):
                    content = read_bytes(shown, path, self._limits.file_bytes)
                    self._content(SUFFIXES.get(path.suffix.lower()), content, _Origin(shown, path.stem))
            except InputError as error:
                self._note(error.path, error.message)

    def _standard_input(self) -> None:
        if self._stdin is None and sys.stdin is None:  # a process without terminal or pipe
            raise InputError("-", "there is no standard input; give a file")
        content = bounded("-", self._stdin or sys.stdin.buffer, self._limits.file_bytes)
        self._content(None, content, _Origin("-", "standard input"))

    def _address(self, name: str) -> None:
        limits = self._limits
        page = web.fetch(
            name,
            allow_private=self._allow_private,
            max_bytes=limits.page_bytes,
            seconds=limits.seconds,
            redirects=limits.redirects,
        )
        self._content(page.kind, page.content, _Origin(name, host(page.url) or name, page.url, page.charset))

    # Content

    def _content(self, kind: Kind | None, content: bytes, origin: _Origin) -> None:
        """Read what an input holds. ``kind`` is ``None`` where only the content can tell."""
        limits = self._limits
        # No encoding uses more than four bytes for a character: spares decoding what is refused anyway.
        if kind == "text" and len(content) > 4 * limits.article_chars + 4:
            raise InputError(origin.path, self._too_long(len(content) // 4))
        text = decode(origin.path, content, origin.charset)
        if not text.strip():
            raise InputError(origin.path, "is empty; put an article in it, or leave it out")
        kind = kind or sniff(text)
        if kind == "html":
            if len(content) > limits.page_bytes:
                raise InputError(
                    origin.path,
                    f"is larger than the limit of {limits.page_bytes:,} bytes; save its text as .txt",
                )
            self._page(text, origin)
        elif kind == "text":
            self._text(text, origin)
        else:
            self._records(kind, text, origin)

    def _text(self, text: str, origin: _Origin) -> None:
        fields, text = front_matter(text)
        self._add(_draft(text, fields), origin)

    def _page(self, html: str, origin: _Origin) -> None:
        page = web.extract(html, origin.url)
        if page is None:
            raise InputError(
                origin.path, "no article text could be found in this page; save its text as .txt"
            )
        text, headline = under_title(page.text, line(page.title or ""))
        self._add(_Draft(text, page.site, page.title, page.published, page.url, headline), origin)

    def _records(self, kind: Kind, text: str, origin: _Origin) -> None:
        """Read JSON or JSONL. A bad record does not stop the others."""
        records = list(parse_lines(text) if kind == "jsonl" else parse_document(text))
        bad = 0
        for place, record in records:
            try:
                if isinstance(record, ValueError):
                    raise InputError(origin.path, f"{place}is not valid JSON ({record}); correct it")
                self._add(self._record(place, record, origin), origin, place)
            except InputError as error:
                bad += 1
                if bad <= BAD_RECORDS_NAMED:
                    self._note(error.path, error.message)
        if bad > BAD_RECORDS_NAMED:
            self._note(
                origin.path, f"{bad - BAD_RECORDS_NAMED:,} more records cannot be read; correct the file"
            )
        if not records:
            self._note(origin.path, "holds no records; " + _EXPECTED)
        kept = [record for _, record in records if isinstance(record, dict) and is_record(record)]
        if len(kept) > 1 and not any(record.get("source") or record.get("url") for record in kept):
            message = (
                f'none of its {len(kept)} records names a source, so all count as one: add "source" to each'
            )
            self._note(origin.path, message)

    def _record(self, place: str, record: object, origin: _Origin) -> _Draft:
        if not (isinstance(record, dict) and is_record(record)):
            raise InputError(origin.path, f"{place}is not an article; {_EXPECTED}")
        text = checked(origin.path, whole(record["text"]), place)
        if not text.strip():
            raise InputError(origin.path, f"{place}has an empty text; put the article in it, or leave it out")
        fields: dict[str, str] = {}
        for key in _FIELDS:
            value = record.get(key)
            if isinstance(value, str):
                fields[key] = value
            elif value is not None:
                self._note(origin.path, f'{place}"{key}" is not text and is ignored; put it in quotes')
        return _draft(text, fields)

    # Articles

    def _too_long(self, characters: int) -> str:
        limit = self._limits.article_chars
        return f"has {characters:,} characters or more, over the limit of {limit:,}; split it"

    def _add(self, draft: _Draft, origin: _Origin, place: str = "") -> None:
        """Check a draft and keep it as an article."""
        text = draft.text.rstrip()
        text = text[text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1 :]
        if not text:
            raise InputError(origin.path, f"{place}is empty; put an article in it, or leave it out")
        if len(text) > self._limits.article_chars:
            raise InputError(origin.path, place + self._too_long(len(text)))
        if len(self.articles) >= self._limits.articles:
            raise _FullError
        title = line(draft.title or "")
        headline = draft.headline or find_headline(text, title)
        if not title:
            title = line(text[slice(*headline)]) if headline else opening(text)
        published = parse_date(draft.published) if draft.published else None
        if draft.published and published is None:
            shown = shorten(line(draft.published), OPENING_CHARS)
            self._note(
                origin.path, f"{place}the date {shown!r} is not clear and is ignored; write it as 2026-03-04"
            )
        url = line(draft.url or origin.url or "") or None
        if url and not re.match(r"https?://", url, re.IGNORECASE):
            self._note(
                origin.path, f"{place}its url is no web address and is ignored; begin it with https://"
            )
            url = None
        source = line(draft.source or "") or host(url) or line(origin.stem) or "unnamed"
        self.articles.append(
            Article(
                id=f"a{len(self.articles) + 1}",
                source=shorten(source, TITLE_CHARS),
                title=shorten(title or source, TITLE_CHARS),
                published=published,
                path=whole(origin.path),
                url=url,
                text=text,
                headline=headline,
            )
        )


_EXPECTED = 'expected {"text": "...", "source": "..."}, with "title", "published" and "url" if known'
