"""What an editor decided on findings: kept in the archive, and found again by content in later reports.

``marks.jsonl`` has a line for each decision, the last one on a content counts. A mark on a conflict holds
only while all that differs is what was marked: a new number or source opens the question again.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from rapidfuzz import fuzz

from factcheck.errors import ArchiveError
from factcheck.files import write
from factcheck.fingerprint import SAME_PASSAGE, Disputed, Statement, disputed, statements
from factcheck.models import Finding, Model, Report, Verdict

FILE: Final = "marks.jsonl"
State = Literal["confirmed", "dismissed", "none"]


class Mark(Model):
    """A decision on a finding.

    Attributes:
        state: ``none`` takes an earlier mark back.
        report_id, finding_id, title: what it was made on, for people.
        statements, conflicts: the content that it holds for.
    """

    state: State
    note: str = ""
    marked_at: datetime
    report_id: str
    finding_id: str
    title: str
    verdict: Verdict
    statements: tuple[Statement, ...]
    conflicts: tuple[Disputed, ...]

    @property
    def sentence(self) -> str:
        """``Dismissed by an editor on 5 March 2026: 12 and 13 count different things.``"""
        said = f"{self.state.capitalize()} by an editor on {self.marked_at.day} {self.marked_at:%B %Y}"
        return f"{said}: {self.note}" if self.note else f"{said}."


def make(report: Report, finding: Finding, state: State, note: str = "") -> Mark:
    """A mark on a finding, as of now."""
    return Mark(
        state=state,
        note=note,
        marked_at=datetime.now(UTC),
        report_id=report.report_id,
        finding_id=finding.id,
        title=finding.title,
        verdict=finding.verdict,
        statements=tuple(statements(report, finding)),
        conflicts=tuple(disputed(report, conflict) for conflict in finding.conflicts),
    )


def read(folder: Path) -> list[Mark]:
    """The archive's marks, oldest first; a damaged line is passed over.

    Raises:
        ArchiveError: the file is there and cannot be read.
    """
    try:
        # Not splitlines: the words of a mark may hold other line breaks, such as U+2028.
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ArchiveError(f"{folder / FILE}: {error.strerror or error}") from error
    found = []
    for line in lines:
        with suppress(ValueError):
            found.append(Mark.model_validate_json(line))
    return found


def add(folder: Path, mark: Mark) -> None:
    """Keep a mark. Whoever calls holds the folder's lock.

    Raises:
        ArchiveError: the file cannot be written.
    """
    path = folder / FILE
    try:
        before = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
    if before and not before.endswith("\n"):
        before += "\n"
    write(path, f"{before}{mark.model_dump_json()}\n")


def on(report: Report, marks: Iterable[Mark]) -> dict[str, Mark]:
    """The marks that hold for findings of a report, by the finding's id."""
    by_source: dict[str, list[Finding]] = {}
    for finding in report.findings:
        for source in finding.sources:
            by_source.setdefault(source, []).append(finding)
    said: dict[str, set[Statement]] = {}
    differ: dict[str, list[Disputed]] = {}
    result: dict[str, Mark] = {}
    for mark in marks:
        sources = {source for source, _ in mark.statements}
        candidates = {f.id: f for source in sources for f in by_source.get(source, ())}
        for finding in candidates.values():
            if finding.verdict != mark.verdict:
                continue
            if finding.id not in said:
                said[finding.id] = set(statements(report, finding))
                differ[finding.id] = [disputed(report, conflict) for conflict in finding.conflicts]
            if _holds(mark, said[finding.id], differ[finding.id]):
                result[finding.id] = mark
    return {finding_id: mark for finding_id, mark in result.items() if mark.state != "none"}


def _holds(mark: Mark, said: set[Statement], differ: list[Disputed]) -> bool:
    if differ:
        return all(any(_same(known, conflict) for known in mark.conflicts) for conflict in differ)
    return said <= set(mark.statements)


def _same(a: Disputed, b: Disputed) -> bool:
    """The same words of the same sources differ, in nearly the same passages."""
    return a.kind == b.kind and all(
        (s, w) == (t, v) and fuzz.ratio(x, y) >= SAME_PASSAGE
        for (s, w, x), (t, v, y) in zip(a.sides, b.sides, strict=True)
    )
