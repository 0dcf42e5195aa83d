"""``factcheck explain``: what a word of the report means, and why a finding is what it is."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from factcheck.commands import DONE, add_archive, add_width, complain, console, folder

if TYPE_CHECKING:
    from factcheck.commands import Commands
    from factcheck.recheck import Compared


def add(commands: Commands) -> None:
    """Add the command."""
    explain = commands.add_parser(
        "explain",
        help="say what a kind of conflict means, or why a finding is what it is",
        description="Say what a kind, verdict or severity means, or why a finding of an archived report is what it is.",
    )
    explain.add_argument(
        "what",
        metavar="FINDING|KIND",
        help="id of a finding, such as s1.f1, or a word of the report, such as number",
    )
    explain.add_argument(
        "--report", metavar="ID", help="the report's id, or its beginning (default: the newest)"
    )
    explain.add_argument(
        "--compare", action="store_true",
        help="compare the finding's claims again and show candidates, similarities, votes and probabilities",
    )  # fmt: skip
    add_archive(explain)
    add_width(explain)
    explain.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    from factcheck.explain import WORDS
    from factcheck.terminal import explain
    from factcheck.terminal.paper import Job, spool

    screen = console(options.width)
    if meaning := WORDS.get(options.what.lower()):
        spool(screen, lambda: explain.word(options.what.lower(), meaning, screen))
        return DONE
    from factcheck import archive
    from factcheck.commands.reports import find
    from factcheck.errors import FactcheckError

    page = find(options, options.report)
    report = archive.load(page)
    try:
        finding = archive.finding(report, options.what)
    except FactcheckError as error:
        raise type(error)(f"{error}; words that are explained: {', '.join(WORDS)}") from error
    compared: tuple[Compared, ...] = ()
    if options.compare:
        from factcheck.cache import Cache
        from factcheck.recheck import recheck

        with Cache(warn=complain) as cache:
            compared = tuple(recheck(report, finding, cache=cache))
    where = f" --reports {options.reports}" if options.reports else ""
    more = [
        f"What these words mean: factcheck explain {finding.kinds[0] if finding.kinds else finding.verdict}",
        f"To mark it: factcheck reports{where} mark {report.report_id[:8]} {finding.id} dismissed --note TEXT",
    ]
    job = Job(report, report, page=page, marks=archive.marked(report, folder(options)), offer=more)
    spool(screen, lambda: explain.finding(finding, job, screen, compared))
    return DONE
