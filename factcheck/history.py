"""What the archive remembers of each report, so that a run reads only the files it does not know.

``reports.jsonl`` has a line for each report: what the index shows of it, with its JSON file's size and
time of change, and a checksum of the line. Files may be added and removed by hand.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from factcheck import marks, soundness, view
from factcheck.errors import ArchiveError
from factcheck.models import Counts, Model, Report
from factcheck.runs import Origin, origins, same_story
from factcheck.safetext import one_line

FILE: Final = "reports.jsonl"


class Entry(Model):
    """One archived report, as the index shows it.

    Attributes:
        name: its files' name without suffix.
        articles: where its articles came from, to tell the runs on one story.
        dismissed: how many of its conflicting findings an editor has dismissed.
        page: whether there is a page beside the JSON.
        stamp: the JSON file's time of change in nanoseconds, and its size in bytes.
    """

    name: str
    report_id: str
    created_at: datetime
    title: str
    sources: tuple[str, ...]
    counts: Counts
    articles: tuple[Origin, ...]
    dismissed: int = 0
    page: bool = True
    stamp: tuple[int, int]

    @property
    def file(self) -> str:
        """What the index links to: the page, or the JSON where there is no page."""
        return f"{self.name}.{'html' if self.page else 'json'}"

    @property
    def conflicts(self) -> int:
        """Conflicting findings that nobody has dismissed."""
        return self.counts.conflicting - self.dismissed


def scan(folder: Path, anew: Iterable[str] | None = ()) -> tuple[list[Entry], list[str]]:
    """The reports of a folder, newest first, and one line for each JSON file that is none.

    Args:
        folder: the archive.
        anew: names of reports to read again although they are remembered; ``None`` for all.

    Raises:
        ArchiveError: the folder exists and cannot be read.
    """
    skip = set(anew or ())
    remembered = {} if anew is None else {e.name: e for e in _remembered(folder) if e.name not in skip}
    known = marks.read(folder)
    found: list[Entry] = []
    problems: list[str] = []
    try:
        records = sorted(folder.glob("*.json")) if folder.exists() else []
    except OSError as error:
        raise ArchiveError(f"{folder}: {error.strerror or error}") from error
    for record in records:
        try:
            state = record.stat()
            stamp = (state.st_mtime_ns, state.st_size)
            entry = remembered.get(record.stem)
            if entry is None or entry.stamp != stamp:
                entry = _entry(record, stamp, known)
        except (OSError, ValueError) as error:
            problems.append(f"{record.name}: not a report ({reason(error)})")
            continue
        found.append(entry.model_copy(update={"page": record.with_suffix(".html").is_file()}))
    return sorted(found, key=lambda e: (_moment(e.created_at), e.name), reverse=True), problems


def runs(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries by story, oldest first in each; ``entries`` are newest first."""
    groups: list[list[Entry]] = []
    seen: dict[str, list[int]] = {}  # article key -> groups that have it, oldest first
    for entry in reversed(entries):
        keys = {key for origin in entry.articles for key in origin.keys}
        near = sorted({group for key in keys for group in seen.get(key, ())}, reverse=True)
        place = next((g for g in near if same_story(groups[g][-1].articles, entry.articles)), None)
        if place is None:
            place = len(groups)
            groups.append([])
        groups[place].append(entry)
        for key in keys:
            if place not in seen.setdefault(key, []):
                seen[key].append(place)
    return groups


def trends(entries: Sequence[Entry], most: int = 20) -> dict[str, tuple[int, ...]]:
    """By an entry's name: the conflicts of its story's runs up to it, oldest first, at most ``most`` of them."""
    result = {}
    for group in runs(entries):
        counts = [entry.conflicts for entry in group]
        for place, entry in enumerate(group, 1):
            result[entry.name] = tuple(counts[max(place - most, 0) : place])
    return result


def parse(record: bytes) -> Report:
    """A report whose parts fit together. Raises ValueError where it is damaged."""
    report = Report.model_validate_json(record)
    soundness.check(report)
    try:
        view.arrange(report)
        view.copy_groups(report)
    except KeyError as error:
        raise ValueError(f"it lacks the part {error}") from error
    return report


def reason(error: Exception) -> str:
    """Why a file is no report, in one line."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return one_line(": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"]))))
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return one_line(str(error))


def _entry(record: Path, stamp: tuple[int, int], known: Sequence[marks.Mark]) -> Entry:
    report = parse(record.read_bytes())
    marked = marks.on(report, known)
    return Entry(
        name=record.stem,
        report_id=report.report_id,
        created_at=report.created_at,
        title=view.title(report),
        sources=view.unique(article.source for article in report.articles),
        counts=report.counts,
        articles=origins(report),
        dismissed=sum(m.state == "dismissed" and m.verdict == "conflicting" for m in marked.values()),
        stamp=stamp,
    )


def _remembered(folder: Path) -> Iterator[Entry]:
    """What was written down; a damaged or outdated line only costs reading its report again."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return
    for written in lines:
        found = _LINE.fullmatch(written)
        if found and found["sum"] == _checksum(found["rest"]):
            with suppress(ValueError):
                yield Entry.model_validate_json("{" + found["rest"])


_LINE = re.compile(r'\{"sum":"(?P<sum>[0-9a-f]{8})",(?P<rest>.*)')


def line(entry: Entry) -> str:
    """An entry's line in the file: a JSON object that begins with the checksum of its other members."""
    rest = entry.model_dump_json().removeprefix("{")
    return f'{{"sum":"{_checksum(rest)}",{rest}\n'


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _moment(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
