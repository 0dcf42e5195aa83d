"""Where a report goes: which form is printed, what of it, and which files are written."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands import add_width, console, only_one_printed, print_out

if TYPE_CHECKING:
    from factcheck.marks import Mark
    from factcheck.models import Report
    from factcheck.selection import Selection

PRINTED = ("full", "concise")
MACHINE = ("json", "markdown", "github", "sarif")
FILES = ("json", "markdown", "csv")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command that prints a report."""
    written = parser.add_argument_group("files")
    written.add_argument(
        "--json", metavar="FILE", help="also write the report as JSON; - for standard output"
    )
    written.add_argument("--html", metavar="FILE", type=Path, help="also write the page to this file")
    written.add_argument(
        "--markdown", metavar="FILE", help="also write it as Markdown; - for standard output"
    )
    written.add_argument(
        "--csv", metavar="FILE", help="also write a table, a row for each claim; - for standard output"
    )
    printed = parser.add_argument_group("what is printed")
    printed.add_argument(
        "--output-format", choices=[*PRINTED, *MACHINE],
        help="form of the printed report (default: full up to 30 findings, else concise)",
    )  # fmt: skip
    printed.add_argument(
        "--only", choices=["conflicting", "agreeing", "single-sourced"], help="findings with this verdict"
    )
    printed.add_argument(
        "--story", metavar="STORY", default="", help="findings of this story: id or part of title"
    )
    printed.add_argument(
        "--source", metavar="NAME", action="append", default=[],
        help="findings in which this source takes part; may be given several times",
    )  # fmt: skip
    printed.add_argument(
        "--min-confidence", metavar="P", type=_share, default=0.0,
        help="findings with at least this confidence, 0 to 1",
    )  # fmt: skip
    add_width(printed)


def write_files(report: Report, marks: Mapping[str, Mark], options: argparse.Namespace) -> None:
    """Write the files that were asked for; what goes to standard output is not written here.

    Raises:
        ArchiveError: one cannot be written.
    """
    from factcheck.files import write

    for name in FILES:
        target = getattr(options, name)
        if target and target != "-":
            from factcheck.exports import FORMATS

            write(Path(target), FORMATS[name](report, marks))
    if options.html:
        from factcheck import html

        write(options.html, html.render(report, marks))


def check_options(options: argparse.Namespace) -> None:
    """Raise UsageError where options do not fit together."""
    only_one_printed([getattr(options, name) for name in FILES])


def print_out_report(
    report: Report,
    marks: Mapping[str, Mark],
    options: argparse.Namespace,
    page: Path | None,
    offer: Sequence[str] = (),
) -> None:
    """Print the report in the form that was asked for, or the file that goes to standard output in its place.

    Raises:
        FactcheckError: the report has no such story or source.
    """
    from factcheck.exports import FORMATS

    piped = next((name for name in FILES if getattr(options, name) == "-"), None)
    if piped:
        print_out(FORMATS[piped](report, marks))
        return
    selection = _selection(options)
    if options.output_format in MACHINE:
        print_out(FORMATS[options.output_format](selection.of(report), marks))
        return
    from factcheck.terminal import print_report

    print_report(
        report,
        console(options.width),
        page=page,
        form=options.output_format,
        selection=selection,
        marks=marks,
        offer=offer,
    )


def _selection(options: argparse.Namespace) -> Selection:
    from factcheck.selection import Selection

    return Selection(options.only, options.story, tuple(options.source), options.min_confidence)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no probability: give a number from 0 to 1")
    return share
