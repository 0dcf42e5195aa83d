"""The archive: a folder that keeps every report as a page and its JSON, with an index and an editor's marks.

Pages, index and history can be made again from the JSON (``rebuild``); the marks are their own record.
Several processes may write at once: names, marks and index are settled under a lock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from factcheck import archive_pages, history, html, marks, view
from factcheck.difference import Change, Difference, compare
from factcheck.errors import ArchiveError
from factcheck.files import locked, sweep, write
from factcheck.history import Entry
from factcheck.models import Finding, Report
from factcheck.safetext import one_line, slug

__all__ = [
    "Change", "Difference", "Entry", "compare", "entries", "find", "finding", "load", "mark", "marked", "newest",
    "previous", "rebuild", "save", "two_newest", "write",
]  # fmt: skip

INDEX = "index.html"
DAMAGED = ".json.damaged"


def save(report: Report, folder: Path) -> Path:
    """Keep a report in the folder, refresh its index, and return the page's path.

    Raises:
        ArchiveError: the folder cannot be made or written to.
    """
    page = _page(report, folder)
    record = report.model_dump_json(indent=1)
    with locked(folder):
        path = _free_name(report, folder)
        write(path.with_suffix(".json"), record)  # first: the page can be made from it again
        write(path, page)
        _refresh(folder)
    return path


def rebuild(folder: Path) -> tuple[int, list[str]]:
    """Make every page, the history and the index again from the reports' JSON.

    JSON files that hold no report, or a damaged one, are set aside under another name.

    Returns:
        How many reports there are, and what was wrong with other files and where they are now, in lines.

    Raises:
        ArchiveError: the folder cannot be read or written to.
    """
    with locked(folder):
        found, problems = history.scan(folder, anew=None)
        for entry in found:
            path = folder / f"{entry.name}.html"
            write(path, _page(load(path), folder))
        aside = _set_aside(folder, {entry.name for entry in found})
        _refresh(folder, anew=None)
    return len(found), [*problems, *(f"{old}: set aside as {new}" for old, new in aside.items())]


def entries(folder: Path) -> list[Entry]:
    """The folder's reports, newest first. What cannot be read as a report is left out.

    Raises:
        ArchiveError: the folder exists and cannot be read.
    """
    return history.scan(folder)[0]


def find(folder: Path, report: str) -> Path:
    """The page of the report with this id, file name, or beginning of either; the JSON if it has no page.

    Raises:
        ArchiveError: none has it, or several have.
    """
    return folder / _find(folder, entries(folder), report).file


def newest(folder: Path) -> Path:
    """The page of the newest report.

    Raises:
        ArchiveError: there is no report.
    """
    known = entries(folder)
    if not known:
        raise ArchiveError(f"{folder}: no report yet; `factcheck report PATH...` makes one")
    return folder / known[0].file


def previous(folder: Path, report: str) -> Entry | None:
    """The report before this one on the same story, or ``None``.

    Raises:
        ArchiveError: there is no such report, or there are several.
    """
    known = entries(folder)
    entry = _find(folder, known, report)
    (group,) = (group for group in history.runs(known) if entry in group)
    place = group.index(entry)
    return group[place - 1] if place else None


def two_newest(folder: Path) -> tuple[Path, Path]:
    """The pages of the newest report that has a predecessor on its story: the predecessor's, then its own.

    Raises:
        ArchiveError: no story has two reports.
    """
    known = entries(folder)
    pairs = {group[-1].name: group[-2:] for group in history.runs(known) if len(group) > 1}
    for entry in known:
        if entry.name in pairs:
            old, new = pairs[entry.name]
            return folder / old.file, folder / new.file
    raise ArchiveError(f"{folder}: no story has two reports yet; name two: `factcheck reports diff OLD NEW`")


def load(path: Path) -> Report:
    """Read a report from its JSON, or from the JSON beside its page.

    Raises:
        ArchiveError: there is none, or it is damaged.
    """
    record = path.with_suffix(".json")
    try:
        return history.parse(record.read_bytes())
    except OSError as error:
        raise ArchiveError(f"{record}: {error.strerror or error}") from error
    except ValueError as error:
        raise ArchiveError(f"{record}: not a report ({history.reason(error)}): run it again") from error


def finding(report: Report, finding_id: str) -> Finding:
    """The report's finding with this id.

    Raises:
        ArchiveError: there is none.
    """
    for found in report.findings:
        if found.id == finding_id:
            return found
    raise ArchiveError(
        f"report {one_line(report.report_id[:8])} has no finding {one_line(finding_id)!r}; "
        "`factcheck reports show` prints it"
    )


def marked(report: Report, folder: Path) -> dict[str, marks.Mark]:
    """The folder's marks that hold for the report's findings, by the finding's id."""
    return marks.on(report, marks.read(folder))


def mark(folder: Path, page: Path, finding_id: str, state: marks.State, note: str = "") -> marks.Mark:
    """Keep an editor's mark on a finding of an archived report, and show it on the page and in the index.

    Raises:
        ArchiveError: the report or the finding is not there, or the folder cannot be written to.
    """
    report = load(page)
    made = marks.make(report, finding(report, finding_id), state, note)
    with locked(folder):
        marks.add(folder, made)
        if page.suffix == ".html":
            write(page, _page(report, folder))
        _refresh(folder, anew=[page.stem])
    return made


def _page(report: Report, folder: Path) -> str:
    return html.render(report, marked(report, folder))


def _find(folder: Path, known: list[Entry], report: str) -> Entry:
    exact = [e for e in known if report in (e.report_id, e.name, f"{e.name}.html", f"{e.name}.json")]
    found = exact or [e for e in known if e.report_id.startswith(report) or e.name.startswith(report)]
    if not found or not report:
        raise ArchiveError(f"{folder}: no report {one_line(report)!r}; `factcheck reports` lists them")
    if len(found) > 1:
        names = view.listing([one_line(e.name) for e in found], 4)
        raise ArchiveError(
            f"{folder}: {one_line(report)!r} fits {len(found)} reports ({names}); give more of it"
        )
    return found[0]


def _free_name(report: Report, folder: Path) -> Path:
    date = f"{report.created_at:%Y-%m-%d}"
    short = re.sub(r"[^A-Za-z0-9]", "", report.report_id)[:8]
    stem = "-".join(filter(None, (date, slug(view.title(report)) or "report", short)))
    path, number = folder / f"{stem}.html", 1
    while path.exists() or path.with_suffix(".json").exists():
        number += 1
        path = folder / f"{stem}-{number}.html"
    return path


def _set_aside(folder: Path, sound: set[str]) -> dict[str, str]:
    """Rename the JSON files that are no report; gives their new names by the old."""
    renamed = {}
    for path in sorted(folder.glob("*.json")):
        if path.stem in sound or not _is_damaged(path):
            continue
        aside, number = path.with_suffix(DAMAGED), 1
        while aside.exists():
            number += 1
            aside = path.with_suffix(f"{DAMAGED}{number}")
        try:
            path.rename(aside)
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be set aside: {error.strerror or error}") from error
        renamed[path.name] = aside.name
    return renamed


def _is_damaged(record: Path) -> bool:
    """Whether a file holds no report; one that cannot be read at all may well hold one."""
    try:
        history.parse(record.read_bytes())
    except OSError:
        return False
    except ValueError:
        return True
    return False


def _refresh(folder: Path, anew: Iterable[str] | None = ()) -> None:
    """Write history and index again from what is in the folder."""
    sweep(folder)
    known, problems = history.scan(folder, anew)
    write(folder / history.FILE, "".join(map(history.line, known)))
    write(folder / INDEX, archive_pages.index(known, problems))
