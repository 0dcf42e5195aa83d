"""``factcheck corpus``: an archive of articles too many for one run."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands import BAD_USE, DONE, UsageError, add_archive, complain, folder
from factcheck.commands.engine import add_engine, chosen_engine
from factcheck.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.commands import Commands
    from factcheck.models import Problem


def add(commands: Commands) -> None:
    """Add the command."""
    corpus = commands.add_parser(
        "corpus",
        help="keep articles of years, group them into stories, report on these",
        description="Keep articles of years with their claims, group them into stories, and report on these. Needs "
        "the extra: pip install 'factcheck-sources[cluster]'",
    )
    actions = corpus.add_subparsers(metavar="ACTION", required=True)
    added = actions.add_parser(
        "add", help="add articles; those that it has are passed over, and what was interrupted goes on"
    )
    added.add_argument("paths", nargs="+", metavar="PATH", help="files of articles, or folders of them")
    _add_folder(added)
    add_engine(added)
    added.set_defaults(run=_add)
    stories = actions.add_parser(
        "stories", help="give each new article its story, and list the stories of several articles"
    )
    _add_dates(stories)
    _add_folder(stories)
    stories.set_defaults(run=_stories)
    report = actions.add_parser("report", help="archive reports on stories")
    report.add_argument("story", nargs="?", metavar="STORY", help="the story's id, or its beginning")
    report.add_argument("--all", action="store_true", help="every story of several articles")
    _add_dates(report)
    _add_folder(report)
    add_archive(report)
    add_engine(report)
    report.set_defaults(run=_report)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corpus",
        metavar="DIR",
        type=Path,
        help="the corpus's folder (default: FACTCHECK_CORPUS or corpus/)",
    )


def _add_dates(parser: argparse.ArgumentParser) -> None:
    for name, what in (("--since", "first"), ("--until", "last")):
        parser.add_argument(
            name, metavar="DATE", type=_date, help=f"{what} day of publication, as 2026-03-01"
        )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2026-03-01") from None


def _folder(options: argparse.Namespace) -> Path:
    from factcheck.engines import require

    require()
    return options.corpus or Path(os.environ.get("FACTCHECK_CORPUS") or "corpus")


def _add(options: argparse.Namespace) -> int:
    at = _folder(options)
    from factcheck.corpus.adding import add
    from factcheck.view import plural

    with progress(quiet=False) as show:
        done = add(options.paths, at, engine=chosen_engine(options), progress=show)
    _tell(done.problems)
    if not done.articles and not done.known:
        return BAD_USE
    known = f"; {plural(done.known, 'article')} known before" if done.known else ""
    print(f"Added {plural(done.articles, 'article')} with {plural(done.claims, 'claim')}{known}")
    return DONE


def _stories(options: argparse.Namespace) -> int:
    at = _folder(options)
    from factcheck.corpus import grouping, reporting
    from factcheck.view import plural

    with progress(quiet=False) as show:
        done = grouping.group(at, since=options.since, until=options.until, progress=show)
    for story in reporting.stories(at, options.since, options.until):
        if story.size >= reporting.LEAST_ARTICLES:
            print(f"{story.id}  {plural(story.size, 'article')}")
    print(
        f"{plural(done.articles, 'article')} grouped: {done.joined} joined a story, {done.opened} stories opened"
    )
    return DONE


def _report(options: argparse.Namespace) -> int:
    if bool(options.story) == options.all:
        raise UsageError("give a story's id or --all; `factcheck corpus stories` lists them")
    if options.story and (options.since or options.until):
        raise UsageError("--since and --until go with --all")
    at = _folder(options)
    from factcheck.corpus.reporting import report
    from factcheck.view import plural

    with progress(quiet=False) as show:
        done = report(
            at, folder(options), story=options.story, since=options.since, until=options.until,
            engine=chosen_engine(options), progress=show,
        )  # fmt: skip
    _tell(done.problems)
    for page in done.pages:
        print(page)
    known = f"; {plural(done.known, 'story', 'stories')} unchanged since the last" if done.known else ""
    print(f"Archived {plural(len(done.pages), 'report')}{known}")
    return DONE


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        complain(f"{problem.path}: {problem.message}")
