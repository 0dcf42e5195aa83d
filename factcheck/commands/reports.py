"""``factcheck reports``: the archive."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands import (
    DONE,
    UsageError,
    add_archive,
    add_width,
    complain,
    console,
    folder,
    print_out,
)
from factcheck.commands.output import add_options, check_options, print_out_report, write_files

if TYPE_CHECKING:
    from factcheck.commands import Commands

ID = "the report's id, or its beginning"


def add(commands: Commands) -> None:
    """Add the command."""
    reports = commands.add_parser(
        "reports",
        help="list, show, open, compare or mark archived reports",
        description="The archive of reports.",
    )
    add_archive(reports)
    reports.set_defaults(run=_list, width=None)
    actions = reports.add_subparsers(metavar="ACTION")
    listed = actions.add_parser("list", help="list the archived reports, newest first")
    add_width(listed)
    listed.set_defaults(run=_list)
    show = actions.add_parser("show", help="print an archived report, or write it in another format")
    show.add_argument("report", metavar="ID", nargs="?", help=f"{ID} (default: the newest)")
    add_options(show)
    show.set_defaults(run=_show)
    opened = actions.add_parser("open", help="open an archived page in the browser")
    opened.add_argument("report", metavar="ID", nargs="?", help=f"{ID} (default: the newest)")
    opened.set_defaults(run=_open)
    diff = actions.add_parser(
        "diff", help="say what changed between two reports",
        description="Say what changed between two reports: by default the two newest of a story; with one ID, that "
        "report and the one before it on its story.",
    )  # fmt: skip
    diff.add_argument(
        "ids", metavar="ID", nargs="*", help="ids of the older and the newer report, or their beginnings"
    )
    diff.add_argument("--json", metavar="FILE", help="also write it as JSON; - for standard output")
    diff.add_argument("--html", metavar="FILE", type=Path, help="also write it as a page")
    add_width(diff)
    diff.set_defaults(run=_diff)
    mark = actions.add_parser(
        "mark", help="keep an editor's decision on a finding",
        description="Keep an editor's decision on a finding. It holds in every later report in which the same words "
        "stand against each other; what is dismissed is shown as dismissed.",
    )  # fmt: skip
    mark.add_argument("report", metavar="REPORT", help=ID)
    mark.add_argument("finding", metavar="FINDING", help="the finding's id, such as s1.f1")
    mark.add_argument("state", choices=["confirmed", "dismissed", "none"], help="none takes a mark back")
    mark.add_argument("--note", metavar="TEXT", default="", help="why, in a sentence")
    mark.set_defaults(run=_mark)
    rebuild = actions.add_parser("rebuild", help="make pages, history and index again from the reports' JSON")
    rebuild.set_defaults(run=_rebuild)
    for action in (listed, show, opened, diff, mark, rebuild):
        add_archive(action, again=True)


def find(options: argparse.Namespace, report: str | None) -> Path:
    """The page of a report by its id, or of the newest. Raises ArchiveError."""
    from factcheck import archive

    return archive.find(folder(options), report) if report is not None else archive.newest(folder(options))


def _list(options: argparse.Namespace) -> int:
    from factcheck import archive
    from factcheck.terminal import print_entries

    print_entries(archive.entries(folder(options)), console(options.width))
    return DONE


def _show(options: argparse.Namespace) -> int:
    check_options(options)
    from factcheck import archive

    page = find(options, options.report)
    report = archive.load(page)
    marks = archive.marked(report, folder(options))
    write_files(report, marks, options)
    print_out_report(report, marks, options, page)
    return DONE


def _open(options: argparse.Namespace) -> int:
    import webbrowser

    page = find(options, options.report)
    print(page)
    if not webbrowser.open(page.resolve().as_uri()):
        complain(f"{page}: no browser was found; open the file by hand")
    return DONE


def _diff(options: argparse.Namespace) -> int:
    from factcheck import archive, archive_pages
    from factcheck.files import write
    from factcheck.terminal import print_difference

    old, new = (archive.load(page) for page in _two(options))
    found = archive.compare(old, new)
    record = json.dumps(found.record(), indent=1, ensure_ascii=False) + "\n"
    if options.json and options.json != "-":
        write(Path(options.json), record)
    if options.html:
        write(options.html, archive_pages.difference(found))
    if options.json == "-":
        print_out(record)
    else:
        print_difference(found, console(options.width))
    return DONE


def _two(options: argparse.Namespace) -> tuple[Path, Path]:
    from factcheck import archive
    from factcheck.errors import ArchiveError

    at = folder(options)
    if len(options.ids) > 2:
        raise UsageError("reports diff compares two reports: give at most two ids")
    if not options.ids:
        return archive.two_newest(at)
    pages = [archive.find(at, name) for name in options.ids]
    if len(pages) == 2:
        return pages[0], pages[1]
    before = archive.previous(at, pages[0].stem)
    if before is None:
        raise ArchiveError(f"{pages[0]}: the first report on its story; give another to compare it with")
    return at / before.file, pages[0]


def _mark(options: argparse.Namespace) -> int:
    from factcheck import archive
    from factcheck.safetext import one_line

    page = find(options, options.report)
    made = archive.mark(folder(options), page, options.finding, options.state, one_line(options.note))
    said = "No longer marked" if made.state == "none" else made.state.capitalize()
    print(f"{said}: {one_line(made.title)}")
    return DONE


def _rebuild(options: argparse.Namespace) -> int:
    from factcheck import archive
    from factcheck.view import plural

    count, problems = archive.rebuild(folder(options))
    for problem in problems:
        complain(problem)
    print(f"Made again from their JSON: {plural(count, 'report')}")
    return DONE
