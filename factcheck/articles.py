r"""Articles: files, folders, records, standard input and web pages, read into one form.

The text is kept as written, since every claim points into it by offset: only line ends become ``\n``,
a byte order mark and blank lines around the text go, and half characters that no encoding can write
(lone surrogates in JSON) become U+FFFD. Curly quotes, non-breaking spaces and Markdown marks stay.

A bad input never stops the others: it becomes a :class:`Problem`.
"""

from __future__ import annotations

import codecs
import json
import re
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field

from factcheck import web
from factcheck.errors import InputError
from factcheck.models import Article, Model, Problem, Span
from factcheck.web import Kind

__all__ = ["ReadLimits", "find_headline", "looks_english", "parse_date", "read_articles"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
}
ARCHIVES = frozenset([".zip", ".gz", ".tgz", ".tar", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".7z", ".rar"])
HEADLINE_CHARS = 150
"""The longest line taken for a headline. Wires and search engines cut theirs far below."""
TITLE_CHARS = 200
BAD_RECORDS_NAMED = 20
"""Bad records told one by one for each file; the others are counted, lest they bury everything else."""
OPENING_CHARS = 80
"""Length of the title made from an article's first words, where it has no other."""


class ReadLimits(Model):
    """How much is read. What lies over a limit is left out with a :class:`Problem`, never cut short.

    Attributes:
        file_bytes: largest file or standard input. JSONL files may hold thousands of articles.
        page_bytes: largest web page, downloaded or on disk; the markup of a news page is 0.1 to 3 MB.
        article_chars: longest article; the longest magazine pieces have some 150,000 characters.
        articles: most articles in one run.
        seconds: longest time for one web address, redirects included.
        redirects: most redirects that are followed from one web address.
    """

    file_bytes: Annotated[int, Field(gt=0)] = 200_000_000
    page_bytes: Annotated[int, Field(gt=0)] = 10_000_000
    article_chars: Annotated[int, Field(gt=0)] = 200_000
    articles: Annotated[int, Field(gt=0)] = 20_000
    seconds: Annotated[float, Field(gt=0)] = 20.0
    redirects: Annotated[int, Field(ge=0)] = 5


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
        self._seen: set[object] = set()

    def read(self, name: str) -> None:
        """Read one input; whatever is wrong with it becomes a problem."""
        try:
            with _file_errors(name):
                self._input(name)
        except InputError as error:
            self._note(error.path, error.message)
        except _FullError:
            self._note(
                name,
                f"over the limit of {self._limits.articles:,} articles; the rest is not read: split the run",
            )

    def _note(self, path: str, message: str) -> None:
        self.problems.append(Problem(path=_whole(path), message=_line(message)))

    def _input(self, name: str) -> None:
        if not name.strip():
            raise InputError(
                name, "an empty name; give a file, a folder, a web address, or - for standard input"
            )
        if name == "-":
            self._once(name, name)
            self._standard_input()
        elif re.match(r"https?://", name, re.IGNORECASE):
            self._once(name, name)
            self._address(name)
        elif re.match(r"[a-z][a-z0-9+.-]+://", name, re.IGNORECASE):
            raise InputError(name, "is no address that can be read; only http:// and https:// are")
        else:
            self._path(name, Path(name))

    def _once(self, name: str, key: object) -> None:
        if key in self._seen:
            raise InputError(name, "given or linked to more than once; it is read only once")
        self._seen.add(key)

    # Paths

    def _path(self, name: str, path: Path) -> None:
        """Read a file or folder that the user named."""
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            hint = (
                "begin it with https:// if it is a web page"
                if name.startswith("www.")
                else "check its spelling"
            )
            raise InputError(name, f"no such file or folder; {hint}") from None
        except ValueError:  # a NUL or a half character within the name
            raise InputError(name, "is not a possible file name; check its spelling") from None
        if stat.S_ISDIR(mode):
            self._folder(name, path)
        elif stat.S_ISREG(mode):
            self._refuse_archive(name, path)
            self._file(name, path)
        else:
            raise InputError(name, _SPECIAL)

    def _folder(self, name: str, root: Path) -> None:
        """Read a folder's files, depth first, by name. Not recursive: folders may be nested very deeply."""
        before = len(self.problems)
        found = False
        pending = [root]
        while pending:
            path = pending.pop()
            shown = name if path == root else str(path)
            try:
                with _file_errors(shown):
                    status = path.stat()
                    mode = status.st_mode
                    if stat.S_ISDIR(mode):
                        self._once(shown, (status.st_dev, status.st_ino))
                        inside = (entry for entry in path.iterdir() if not entry.name.startswith("."))
                        pending += sorted(inside, key=lambda entry: entry.name, reverse=True)
                    elif not stat.S_ISREG(mode):
                        raise InputError(shown, _SPECIAL)
                    elif path.suffix.lower() in SUFFIXES:
                        found = True
                        self._file(shown, path)
                    else:
                        self._refuse_archive(shown, path)
            except InputError as error:
                self._note(error.path, error.message)
        if not found and len(self.problems) == before:
            known = ", ".join(SUFFIXES)
            self._note(name, f"no article in this folder; put files in it that end in {known}")

    def _refuse_archive(self, name: str, path: Path) -> None:
        if path.suffix.lower() in ARCHIVES:
            raise InputError(name, "is an archive and is skipped; unpack it and give the folder")

    def _file(self, name: str, path: Path) -> None:
        self._once(name, path.resolve())
        with path.open("rb") as file:
            content = self._bounded(name, file)
        self._content(SUFFIXES.get(path.suffix.lower()), content, _Origin(name, path.stem))

    def _standard_input(self) -> None:
        if self._stdin is None and sys.stdin is None:  # a process without terminal or pipe
            raise InputError("-", "there is no standard input; give a file")
        content = self._bounded("-", self._stdin or sys.stdin.buffer)
        self._content(None, content, _Origin("-", "standard input"))

    def _bounded(self, name: str, file: BinaryIO) -> bytes:
        content = file.read(self._limits.file_bytes + 1)
        if len(content) > self._limits.file_bytes:
            raise InputError(name, f"is larger than the limit of {self._limits.file_bytes:,} bytes; split it")
        return content

    def _address(self, name: str) -> None:
        limits = self._limits
        page = web.fetch(
            name,
            allow_private=self._allow_private,
            max_bytes=limits.page_bytes,
            seconds=limits.seconds,
            redirects=limits.redirects,
        )
        self._content(page.kind, page.content, _Origin(name, _host(page.url) or name, page.url, page.charset))

    # Content

    def _content(self, kind: Kind | None, content: bytes, origin: _Origin) -> None:
        """Read what an input holds. ``kind`` is ``None`` where only the content can tell."""
        limits = self._limits
        # No encoding uses more than four bytes for a character: spares decoding what is refused anyway.
        if kind == "text" and len(content) > 4 * limits.article_chars + 4:
            raise InputError(origin.path, self._too_long(len(content) // 4))
        text = _decode(origin.path, content, origin.charset)
        if not text.strip():
            raise InputError(origin.path, "is empty; put an article in it, or leave it out")
        kind = kind or _sniff(text)
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
        fields, text = _front_matter(text)
        self._add(_draft(text, fields), origin)

    def _page(self, html: str, origin: _Origin) -> None:
        page = web.extract(html, origin.url)
        if page is None:
            raise InputError(
                origin.path, "no article text could be found in this page; save its text as .txt"
            )
        text, headline = _under_title(page.text, _line(page.title or ""))
        self._add(_Draft(text, page.site, page.title, page.published, page.url, headline), origin)

    def _records(self, kind: Kind, text: str, origin: _Origin) -> None:
        """Read JSON or JSONL. A bad record does not stop the others."""
        records = list(_parse_lines(text) if kind == "jsonl" else _parse_document(text))
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
        kept = [record for _, record in records if isinstance(record, dict) and _is_record(record)]
        if len(kept) > 1 and not any(record.get("source") or record.get("url") for record in kept):
            message = (
                f'none of its {len(kept)} records names a source, so all count as one: add "source" to each'
            )
            self._note(origin.path, message)

    def _record(self, place: str, record: object, origin: _Origin) -> _Draft:
        if not (isinstance(record, dict) and _is_record(record)):
            raise InputError(origin.path, f"{place}is not an article; {_EXPECTED}")
        text = _checked(origin.path, _whole(record["text"]), place)
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
        title = _line(draft.title or "")
        headline = draft.headline or find_headline(text, title)
        if not title:
            title = _line(text[slice(*headline)]) if headline else _opening(text)
        published = parse_date(draft.published) if draft.published else None
        if draft.published and published is None:
            shown = _shorten(_line(draft.published), OPENING_CHARS)
            self._note(
                origin.path, f"{place}the date {shown!r} is not clear and is ignored; write it as 2026-03-04"
            )
        url = _line(draft.url or origin.url or "") or None
        if url and not re.match(r"https?://", url, re.IGNORECASE):
            self._note(
                origin.path, f"{place}its url is no web address and is ignored; begin it with https://"
            )
            url = None
        self.articles.append(
            Article(
                id=f"a{len(self.articles) + 1}",
                source=_shorten(
                    _line(draft.source or "") or _host(url) or _line(origin.stem) or "unnamed", TITLE_CHARS
                ),
                title=_shorten(title, TITLE_CHARS),
                published=published,
                path=_whole(origin.path),
                url=url,
                text=text,
                headline=headline,
            )
        )


_SPECIAL = "is not a regular file and is skipped; pipe it in and give - instead"
_EXPECTED = 'expected {"text": "...", "source": "..."}, with "title", "published" and "url" if known'


@contextmanager
def _file_errors(name: str) -> Iterator[None]:
    """Turns the errors of the file system into an :class:`InputError` about ``name``."""
    try:
        yield
    except PermissionError:
        raise InputError(name, "may not be read; change its permissions or copy it") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(name, f"cannot be read ({reason}); check the file or copy it") from None


# Decoding

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


def _decode(path: str, content: bytes, charset: str | None = None) -> str:
    r"""The text of a file in any encoding, line ends as ``\n``.

    A byte order mark is trusted first, then UTF-8 (other encodings hardly ever happen to be valid
    UTF-8), then ``charset`` or what the page declares, then what the bytes look like.

    Raises:
        InputError: the content looks binary.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _checked(path, content.decode(encoding, errors="replace"))
    for encoding in _candidates(content, charset):
        try:
            return _checked(path, content.decode(encoding))
        except (UnicodeError, LookupError, ValueError):
            continue
    return _checked(path, _guessed(path, content))


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


def _checked(path: str, text: str, place: str = "") -> str:
    r"""``text`` with line ends as ``\n``. Raises InputError where it looks binary."""
    if "\0" in text or len(_CONTROL.findall(text)) > 2 + BINARY_SHARE * len(text):
        raise InputError(path, place + _BINARY)
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _whole(text: str) -> str:
    """``text`` with half characters, which no encoding can write, replaced by U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _line(text: str) -> str:
    """``text`` on one line without control characters, for names, titles and messages."""
    return " ".join(re.sub("[\0-\x1f\x7f-\x9f\u2028\u2029]", " ", _whole(text)).split())


def _shorten(text: str, limit: int) -> str:
    """``text``, cut at a word and marked with an ellipsis where it is longer than ``limit``."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut[:-1]).rstrip(" ,;:-–—") + "…"


def _opening(text: str) -> str:
    return _shorten(_line(text.partition("\n")[0].lstrip("#*_ ")), OPENING_CHARS)


def _host(url: str | None) -> str | None:
    """The host name in ``url`` without ``www.``, where there is one."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


# Records and kinds


def _sniff(text: str) -> Kind:
    start = text.lstrip()[:1000].lower()
    if re.match(r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", start, re.DOTALL):
        return "html"
    if start.startswith(("{", "[")) and any(_is_record(record) for _, record in _parse_document(text)):
        return "json"
    lines = (line for line in text.split("\n") if line.lstrip().startswith("{"))
    return "jsonl" if any(map(_is_record, map(_loads, lines))) else "text"


def _loads(text: str) -> object:
    """The JSON value, or the error, worded for one line. Never raises."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        return ValueError(f"{error.msg}: {where}column {error.colno}")
    except (ValueError, RecursionError):
        return ValueError("a number is too long, or it is nested too deeply")


def _is_record(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("text"), str)


def _parse_document(text: str) -> Iterator[tuple[str, object]]:
    """The records of a JSON document, each with its place for messages."""
    value = _loads(text)
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if isinstance(value, list):
        for number, record in enumerate(value, 1):
            yield f"record {number}: ", record
    else:
        yield "", value


def _parse_lines(text: str) -> Iterator[tuple[str, object]]:
    """The records of a JSONL document, each with its place for messages."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"line {number}: ", _loads(line)


# Front matter

_ENTRY = re.compile(r"[ \t]*(source|title|published|url)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_YAML_LINE = re.compile(r"(?:\s.*|#.*|-\s.*|[\w-]+[ \t]*:.*)?")
_FENCE_LINES = 60
"""Fences further apart than this are taken for rulers between paragraphs."""


def _front_matter(text: str) -> tuple[dict[str, str], str]:
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


_SMALL_WORDS = re.compile("an?|and|at|by|del?|der|des|d[iu]|el|en|for|in|l[ae]s?|of|on|the|to|und|van|von")
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
    return len(words) <= 2 or _capitalised(words)


# Headlines

_HEADLINE = re.compile(
    r"[ \t]*(?P<hashes>#{1,6}[ \t]+)?(?P<marks>\*\*|__)?(?P<words>\S.*?)(?(marks)(?P=marks))[ \t]*#*[ \t]*"
)


def find_headline(text: str, title: str = "") -> Span | None:
    """The span of the first line where it is set off like a headline, without Markdown marks.

    That is: it is the article's known ``title``, a Markdown heading, or a paragraph of one line, of at
    least two words and at most 150 characters, which does not end like a sentence and is no byline; and
    more text follows.
    """
    first, _, rest = text.partition("\n")
    if len(first) > HEADLINE_CHARS + 10 or not rest.strip():
        return None
    match = _HEADLINE.fullmatch(first)
    if match is None:
        return None
    span = match.span("words")
    words = match["words"]
    following = rest.partition("\n")[0].strip()
    if title and _letters(words) == _letters(title):
        return span
    set_off = not following or match["hashes"] or re.fullmatch(r"=+|-+", following)
    if not set_off or len(words) > HEADLINE_CHARS or len(words.split()) < 2:
        return None
    return None if _ends_sentence(words) or _is_byline(words) else span


def _ends_sentence(line: str) -> bool:
    bare = line.rstrip("\"'”’»)] ")
    return bare.endswith((".", ",", ":", ";")) and not re.search(r"(?:\b[A-Z]\.){2,}$", bare)


def _is_byline(line: str) -> bool:
    words = line.split()
    return words[0].lower() == "by" and len(words) <= 8 and _capitalised(words[1:])


def _capitalised(words: Sequence[str]) -> bool:
    """Whether the words are written as in a name."""
    return all(_SMALL_WORDS.fullmatch(word) or not word[0].islower() for word in words)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def _under_title(text: str, title: str) -> tuple[str, Span | None]:
    """A page's text, beginning with its title, and the title's span."""
    if not title:
        return text, None
    first, _, rest = text.partition("\n")
    ours, theirs = _letters(first), _letters(title)
    longest = max(len(first), len(title))
    # The title in a page's metadata often has the site's name added.
    if ours == theirs or (longest <= HEADLINE_CHARS and len(first.split()) > 2 and theirs.startswith(ours)):
        return text, (0, len(first)) if rest.strip() else None
    return f"{title}\n\n{text}", (0, len(title))


# Dates

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


# Language

_ENGLISH = """
about after again and any are because been before being between both could did does during each few from
have here his how if into it its just more not now only or other our out said says she should since some
such than that the their them then there these they this those through two until up were what when where
which while who whose why with would you your
"""
"""Frequent words of English grammar, with "said" and "says". Left out are those that other languages of the
Latin script use as well: a, all, an, as, at, but, by, for, had, he, her, in, is, me, no, of, on, so, to."""
ENGLISH_SHARE = 0.03
FEW_WORDS = 20
LANGUAGE_SAMPLE = 20_000


def looks_english(text: str) -> bool:
    """Whether the text is English, told by the share of English function words in it.

    Of 801 English news texts of 20 words or more (the ECB+ corpus among them) the median share is 0.21 and
    the lowest 0.037; paragraphs in 14 other languages have none. The threshold of 0.03 lies below the
    lowest, so that an odd English text is not called foreign, and leaves room for quoted English.

    Texts of fewer than 20 words are given the benefit of the doubt, unless they are in another script. Only
    the first 20,000 characters are looked at.
    """
    sample = text[:LANGUAGE_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    latin = sum(character < "\u0250" or "\u1e00" <= character <= "\u1eff" for character in letters)
    if letters and latin < len(letters) / 2:
        return False
    words = re.findall(r"[^\W\d_]+", sample.lower())
    known = frozenset(_ENGLISH.split())
    return len(words) < FEW_WORDS or sum(word in known for word in words) >= ENGLISH_SHARE * len(words)
