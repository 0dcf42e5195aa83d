"""The archive: a folder that keeps every report as a page and its JSON, and an index of them.

``reports.jsonl`` remembers what the index shows of each JSON file, with the file's size and time of
change, so that a run reads only the files it does not know. Files may be added and removed by hand.
Several processes may save at once: names and index are settled under a lock.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from factcheck import html, view
from factcheck.difference import Change, Difference, compare
from factcheck.errors import ArchiveError
from factcheck.models import Counts, Model, Report
from factcheck.safetext import one_line, slug

__all__ = ["Change", "Difference", "Entry", "compare", "entries", "find", "load", "save", "write"]

INDEX = "index.html"
HISTORY = "reports.jsonl"
LOCK = ".lock"


class Entry(Model):
    """One archived report, as the index shows it.

    Attributes:
        name: its files' name without suffix.
        page: whether there is a page beside the JSON.
        stamp: the JSON file's time of change in nanoseconds, and its size in bytes.
    """

    name: str
    report_id: str
    created_at: datetime
    title: str
    sources: tuple[str, ...]
    counts: Counts
    page: bool = True
    stamp: tuple[int, int]

    @property
    def file(self) -> str:
        """What the index links to: the page, or the JSON where there is no page."""
        return f"{self.name}.{'html' if self.page else 'json'}"


def save(report: Report, folder: Path) -> Path:
    """Keep a report in the folder, refresh its index, and return the page's path.

    Raises:
        ArchiveError: the folder cannot be made or written to.
    """
    page = html.render(report)
    record = report.model_dump_json(indent=1)
    with _locked(folder):
        path = _free_name(report, folder)
        write(path, page)
        write(path.with_suffix(".json"), record)
        _refresh(folder)
    return path


def entries(folder: Path) -> list[Entry]:
    """The folder's reports, newest first. What cannot be read as a report is left out.

    Raises:
        ArchiveError: the folder exists and cannot be read.
    """
    return _scan(folder)[0]


def find(folder: Path, report: str) -> Path:
    """The page of the report with this id, file name, or beginning of either; the JSON if it has no page.

    Raises:
        ArchiveError: none has it, or several have.
    """
    known = entries(folder)
    exact = [e for e in known if report in (e.report_id, e.name, f"{e.name}.html", f"{e.name}.json")]
    found = exact or [e for e in known if e.report_id.startswith(report) or e.name.startswith(report)]
    if not found or not report:
        raise ArchiveError(f"{folder}: no report {one_line(report)!r}; `factcheck reports` lists them")
    if len(found) > 1:
        names = view.listing([one_line(e.name) for e in found], 4)
        raise ArchiveError(
            f"{folder}: {one_line(report)!r} fits {len(found)} reports ({names}); give more of it"
        )
    return folder / found[0].file


def load(path: Path) -> Report:
    """Read a report from its JSON, or from the JSON beside its page.

    Raises:
        ArchiveError: there is none, or it is damaged.
    """
    record = path.with_suffix(".json")
    try:
        return _parse(record.read_bytes())
    except OSError as error:
        raise ArchiveError(f"{record}: {error.strerror or error}") from error
    except ValueError as error:
        raise ArchiveError(f"{record}: not a report ({_reason(error)}): run it again") from error


def write(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    Raises:
        ArchiveError: it cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a device or a pipe: nothing to replace
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        raise ArchiveError(f"{path}: cannot be written: {error.strerror or error}") from error


def _free_name(report: Report, folder: Path) -> Path:
    date = f"{report.created_at:%Y-%m-%d}"
    short = re.sub(r"[^A-Za-z0-9]", "", report.report_id)[:8]
    stem = "-".join(filter(None, (date, slug(view.title(report)) or "report", short)))
    path, number = folder / f"{stem}.html", 1
    while path.exists() or path.with_suffix(".json").exists():
        number += 1
        path = folder / f"{stem}-{number}.html"
    return path


def _refresh(folder: Path) -> None:
    """Write history and index anew from what is in the folder."""
    known, problems = _scan(folder)
    write(folder / HISTORY, "".join(f"{entry.model_dump_json()}\n" for entry in known))
    write(folder / INDEX, html.render_index(known, problems))


def _scan(folder: Path) -> tuple[list[Entry], list[str]]:
    """The reports of a folder, newest first, and one line for each JSON file that is none."""
    remembered = {entry.name: entry for entry in _history(folder)}
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
                entry = _entry(record, stamp)
        except (OSError, ValueError) as error:
            problems.append(f"{record.name}: not a report ({_reason(error)})")
            continue
        found.append(entry.model_copy(update={"page": record.with_suffix(".html").is_file()}))
    return sorted(found, key=lambda e: (_moment(e.created_at), e.name), reverse=True), problems


def _entry(record: Path, stamp: tuple[int, int]) -> Entry:
    report = _parse(record.read_bytes())
    return Entry(
        name=record.stem,
        report_id=report.report_id,
        created_at=report.created_at,
        title=view.title(report),
        sources=view.unique(article.source for article in report.articles),
        counts=report.counts,
        stamp=stamp,
    )


def _history(folder: Path) -> Iterator[Entry]:
    """What was remembered; a damaged line only costs reading its report again."""
    try:
        lines = (folder / HISTORY).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        with suppress(ValueError):
            yield Entry.model_validate_json(line)


def _parse(record: bytes) -> Report:
    """A report whose parts fit together. Raises ValueError where it is damaged."""
    report = Report.model_validate_json(record)
    try:
        view.arrange(report)
        view.copy_groups(report)
    except KeyError as error:
        raise ValueError(f"it lacks the part {error}") from error
    return report


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return one_line(": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"]))))
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return one_line(str(error))


def _moment(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _mode(path: Path) -> int:
    """The mode a newly written file gets: that of the file it replaces, else what the umask leaves."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; other processes wait. The system frees it when a process dies."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+b")
    except OSError as error:
        raise ArchiveError(f"{folder}: cannot be written: {error.strerror or error}") from error
    with file:
        unlock = _lock(file.fileno())
        try:
            yield
        finally:
            unlock()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> Callable[[], None]:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

        def unlock() -> None:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

        return unlock

else:
    import fcntl

    def _lock(handle: int) -> Callable[[], None]:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return lambda: fcntl.flock(handle, fcntl.LOCK_UN)
