"""The command line: a thin layer over ``check`` and the archive."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from factcheck.models import Report
    from factcheck.pipeline import Progress

DONE, FAILED_ON, BAD_USE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a sign gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        # Here, where a reader that went away is caught, not at the interpreter's end.
        if sys.stdout:
            sys.stdout.flush()
        return code
    except FactcheckError as error:
        _complain(str(error))
        return BAD_USE
    except KeyboardInterrupt:
        _complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): not an error, and nothing may be written any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="factcheck",
        description="What several articles on one story agree on, where they conflict, what rests on one source.",
    )
    parser.add_argument("--version", action=_Version, help="print the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_report(commands)
    _add_reports(commands)
    schema = commands.add_parser("schema", help="print the report's JSON Schema")
    schema.set_defaults(run=_schema)
    return parser


def _add_report(commands: argparse._SubParsersAction[_Parser]) -> None:
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
    report.add_argument("--json", metavar="FILE", help="also write the report as JSON; - for standard output")
    report.add_argument("--html", metavar="FILE", type=Path, help="also write the page to this file")
    report.add_argument(
        "--reports", metavar="DIR", type=Path, help="archive folder (default: FACTCHECK_REPORTS or reports/)"
    )
    report.add_argument("--no-archive", action="store_true", help="do not archive the report")
    report.add_argument("--quiet", action="store_true", help="print no report, only errors")
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
    report.add_argument("--width", type=int, metavar="N", help="width of the printed report in columns")
    report.set_defaults(run=_report)


def _add_reports(commands: argparse._SubParsersAction[_Parser]) -> None:
    reports = commands.add_parser(
        "reports", help="list, show, open or compare archived reports", description="The archive of reports."
    )
    reports.add_argument(
        "--reports", metavar="DIR", type=Path, help="archive folder (default: FACTCHECK_REPORTS or reports/)"
    )
    reports.set_defaults(run=_list_reports)
    actions = reports.add_subparsers(metavar="ACTION")
    actions.add_parser("list", help="list the archived reports, newest first").set_defaults(run=_list_reports)
    show = actions.add_parser("show", help="print an archived report")
    show.add_argument("report", metavar="ID", help="the report's id, or its beginning")
    show.set_defaults(run=_show_report)
    opened = actions.add_parser("open", help="open an archived page in the browser")
    opened.add_argument("report", metavar="ID", help="the report's id, or its beginning")
    opened.set_defaults(run=_open_report)
    diff = actions.add_parser("diff", help="say what changed between two reports")
    diff.add_argument("old", metavar="OLD", help="id of the older report, or its beginning")
    diff.add_argument("new", metavar="NEW", help="id of the newer report, or its beginning")
    diff.set_defaults(run=_diff_reports)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        _complain(f"{message}; `{self.prog} --help` explains")
        sys.exit(BAD_USE)


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, **kwargs: object) -> None:
        super().__init__(option_strings, dest, nargs=0, help=str(kwargs.get("help")))

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"factcheck {version('factcheck-sources')}")
        parser.exit()


def _report(options: argparse.Namespace) -> int:
    from factcheck.pipeline import check
    from factcheck.settings import Settings

    settings = Settings(
        model=options.model,
        comparison_model=options.comparison_model,
        one_story=options.one_story,
        allow_private=options.allow_private,
    )
    stdin = sys.stdin.buffer if sys.stdin else None  # none in a process that was started without
    with _progress(options.quiet) as progress:
        report = check(options.paths, settings=settings, progress=progress, stdin=stdin)
    for problem in report.problems:
        _complain(f"{problem.path}: {problem.message}")
    page = _write(report, options)
    if not options.quiet and options.json != "-":
        from factcheck.terminal import print_report

        print_report(report, _console(options.width), page=page)
    return FAILED_ON if _fails(report, options.fail_on) else DONE


def _write(report: Report, options: argparse.Namespace) -> Path | None:
    from factcheck import archive, html

    if options.json == "-":
        # JSON is UTF-8, whatever the terminal speaks.
        sys.stdout.buffer.write(f"{report.model_dump_json(indent=1)}\n".encode())
    elif options.json:
        archive.write(Path(options.json), report.model_dump_json(indent=1))
    if options.html:
        archive.write(options.html, html.render(report))
    return None if options.no_archive else archive.save(report, _folder(options))


def _fails(report: Report, fail_on: str | None) -> bool:
    conflicts = [c for finding in report.findings for c in finding.conflicts]
    if fail_on == "contradiction":
        return any(c.severity == "contradiction" for c in conflicts)
    return fail_on == "conflicting" and bool(conflicts)


def _list_reports(options: argparse.Namespace) -> int:
    from factcheck import archive
    from factcheck.terminal import print_entries

    print_entries(archive.entries(_folder(options)), _console(None))
    return DONE


def _show_report(options: argparse.Namespace) -> int:
    from factcheck import archive
    from factcheck.terminal import print_report

    page = archive.find(_folder(options), options.report)
    print_report(archive.load(page), _console(None), page=page)
    return DONE


def _open_report(options: argparse.Namespace) -> int:
    import webbrowser

    from factcheck import archive

    page = archive.find(_folder(options), options.report)
    print(page)
    if not webbrowser.open(page.resolve().as_uri()):
        _complain(f"{page}: no browser was found; open the file by hand")
    return DONE


def _diff_reports(options: argparse.Namespace) -> int:
    from factcheck import archive
    from factcheck.terminal import print_difference

    folder = _folder(options)
    old, new = (archive.load(archive.find(folder, name)) for name in (options.old, options.new))
    print_difference(archive.compare(old, new), _console(None))
    return DONE


def _schema(_: argparse.Namespace) -> int:
    from factcheck.models import Report

    print(json.dumps(Report.model_json_schema(mode="serialization"), indent=1))
    return DONE


def _folder(options: argparse.Namespace) -> Path:
    return options.reports or Path(os.environ.get("FACTCHECK_REPORTS") or "reports")


def _console(width: int | None) -> Console:
    from rich.console import Console

    return Console(width=width, highlight=False)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error, where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        with nullcontext():
            yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


def _complain(message: str) -> None:
    from factcheck.safetext import one_line

    print(f"factcheck: {one_line(message)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
