"""Reports and the archive on the terminal, at its width and with its styles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from rich.console import Console

from factcheck.difference import Difference
from factcheck.history import Entry
from factcheck.marks import Mark
from factcheck.models import Report
from factcheck.selection import Selection
from factcheck.terminal import archive
from factcheck.terminal.concise import Concise
from factcheck.terminal.full import Full
from factcheck.terminal.paper import Job, spool

__all__ = ["Form", "print_difference", "print_entries", "print_report"]

Form = Literal["full", "concise"]
# Past this many findings the short form is the default.
SHORT_FROM: Final = 30


def print_report(
    report: Report,
    console: Console,
    *,
    page: Path | None = None,
    form: Form | None = None,
    selection: Selection | None = None,
    marks: Mapping[str, Mark] | None = None,
    offer: Sequence[str] = (),
) -> None:
    """Print a report at the console's width.

    Args:
        report: what to print.
        console: where to; its width, colour and encoding are respected.
        page: the archived page, named at the end and, where the terminal has links, linked to.
        form: ``None`` for the short form past ``SHORT_FROM`` findings.
        selection: which findings to print; the counts are always of all.
        marks: an editor's marks by finding id.
        offer: lines for the end, such as what to do next.

    Raises:
        FactcheckError: the selection names a story or source that the report has not.
    """
    selection = selection or Selection()
    shown = selection.of(report)
    if form is None and len(shown.findings) > SHORT_FROM:
        form = "concise"
        offer = ("This is the short form; --output-format full shows every finding.", *offer)
    job = Job(report, shown, str(selection), page, marks or {}, offer)
    printer = Concise(console, job) if form == "concise" else Full(console, job)
    spool(console, printer.print)


def print_entries(listed: Sequence[Entry], console: Console) -> None:
    """Print the archive's reports as a table, in the order given: newest first."""
    spool(console, lambda: archive.entries(listed, console))


def print_difference(difference: Difference, console: Console) -> None:
    """Print what changed between two reports: new, gone and changed findings."""
    spool(console, archive.Changes(console, difference).print)
