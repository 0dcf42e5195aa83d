"""``factcheck report``: compare articles, print the report, keep it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands import BAD_USE, DONE, FAILED_ON, add_archive, complain, folder
from factcheck.commands.engine import add_engine, chosen_engine
from factcheck.commands.output import add_options, check_options, print_out_report, write_files
from factcheck.errors import FactcheckError
from factcheck.progress import progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.commands import Commands
    from factcheck.marks import Mark
    from factcheck.models import Report


def add(commands: Commands) -> None:
    """Add the command."""
    report = commands.add_parser(
        "report",
        help="compare articles and print the consistency report",
        description="Compare articles, print the consistency report and archive its page.",
        epilog="Example: factcheck report herald.txt courier.html https://example.org/story --json report.json",
    )
    report.add_argument(
        "paths", nargs="+", metavar="PATH",
        help="articles: .txt, .md, .html, .json or .jsonl files, folders, http(s) URLs, or - for standard input",
    )  # fmt: skip
    add_archive(report)
    report.add_argument("--no-archive", action="store_true", help="do not archive the report")
    report.add_argument("--quiet", action="store_true", help="print no report, only errors")
    report.add_argument(
        "-v", "--verbose", action="store_true", help="log what was decided on each pair of claims, and why"
    )
    report.add_argument(
        "--one-story", action="store_true", help="compare all articles, even if they tell different stories"
    )
    report.add_argument(
        "--fail-on", choices=["conflicting", "contradiction"],
        help="exit with 1 if there is a conflict, or a conflict in which both sides cannot be true",
    )  # fmt: skip
    report.add_argument(
        "--model", metavar="NAME", help="embedding model: a folder or a sentence-transformers name"
    )
    report.add_argument(
        "--comparison-model",
        metavar="NAME",
        help="comparison model: a folder or the name of an NLI cross-encoder",
    )
    report.add_argument(
        "--allow-private", action="store_true", help="also fetch pages from private network addresses"
    )
    report.add_argument(
        "--no-cache", action="store_true", help="ask the models everything anew, and keep nothing of it"
    )
    add_engine(report)
    add_options(report)
    report.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    check_options(options)
    engine = chosen_engine(options)
    if options.verbose:
        _log()
    from factcheck.cache import Cache
    from factcheck.pipeline import check
    from factcheck.settings import Settings

    settings = Settings(
        model=options.model,
        comparison_model=options.comparison_model,
        one_story=options.one_story,
        allow_private=options.allow_private,
    )
    stdin = sys.stdin.buffer if sys.stdin else None  # none in a process that was started without
    warnings: list[str] = []
    kept = nullcontext() if options.no_cache else Cache(warn=warnings.append)
    with progress(options.quiet or options.verbose) as show, kept as cache:
        report = check(
            options.paths, settings=settings, cache=cache, engine=engine, progress=show, stdin=stdin
        )
    for warning in warnings:
        complain(warning)
    for problem in report.problems:
        complain(f"{problem.path}: {problem.message}")
    undone: list[FactcheckError] = []
    marks: Mapping[str, Mark] = {}
    page, offer = None, tuple[str, ...]()
    from factcheck import archive

    with _noted(undone):
        marks = archive.marked(report, folder(options))
    with _noted(undone):
        write_files(report, marks, options)
        page = options.html
    if not options.no_archive:
        with _noted(undone):
            page = archive.save(report, folder(options))
            offer = _offer(report, page, options)
    if not options.quiet or any(getattr(options, name) == "-" for name in ("json", "markdown", "csv")):
        with _noted(undone):
            print_out_report(report, marks, options, page, offer)
    for message in dict.fromkeys(map(str, undone)):
        complain(message)
    if undone:
        return BAD_USE
    return FAILED_ON if _fails(report, marks, options.fail_on) else DONE


@contextmanager
def _noted(errors: list[FactcheckError]) -> Iterator[None]:
    """What cannot be kept is told at the end: the report itself is still printed."""
    try:
        yield
    except FactcheckError as error:
        errors.append(error)


def _offer(report: Report, page: Path, options: argparse.Namespace) -> tuple[str, ...]:
    """The difference to the last run on the story, where its articles changed since."""
    from factcheck import archive
    from factcheck.runs import article_changes, origins
    from factcheck.view import plural

    before = archive.previous(folder(options), page.stem)
    changes = article_changes(before.articles, origins(report)) if before else ()
    if before is None or not changes:
        return ()
    said = f"{plural(len(changes), 'article')} new, gone or changed since {before.created_at:%Y-%m-%d %H:%M}"
    where = f" --reports {options.reports}" if options.reports else ""
    ids = f"{before.report_id[:8]} {report.report_id[:8]}"
    return (f"{said}; what changed in the report: factcheck reports{where} diff {ids}",)


def _fails(report: Report, marks: Mapping[str, Mark], fail_on: str | None) -> bool:
    """Whether there is what ``--fail-on`` asks for; what an editor dismissed is passed over."""
    dismissed = {finding_id for finding_id, mark in marks.items() if mark.state == "dismissed"}
    conflicts = [c for finding in report.findings if finding.id not in dismissed for c in finding.conflicts]
    if fail_on == "contradiction":
        return any(c.severity == "contradiction" for c in conflicts)
    return fail_on == "conflicting" and bool(conflicts)


def _log() -> None:
    """Log this package's decisions on standard error, a line each, control characters made visible."""
    import logging

    from factcheck.safetext import one_line

    class Line(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return f"{record.name}: {one_line(record.getMessage())}"

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    logger = logging.getLogger("factcheck")
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
