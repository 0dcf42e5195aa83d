"""The commands of the command line, a module each, and what they share.

Their heads import nothing heavy: ``factcheck --help`` reads them all.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from rich.console import Console

DONE, FAILED_ON, BAD_USE, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        """Complain and exit."""
        complain(f"{message}; `{self.prog} --help` explains")
        sys.exit(BAD_USE)


class UsageError(FactcheckError):
    """Arguments that do not fit together."""


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]


def complain(message: str) -> None:
    """One line on standard error."""
    from factcheck.safetext import one_line

    print(f"factcheck: {one_line(message)}", file=sys.stderr)


def print_out(text: str) -> None:
    """Text for other programs on standard output: UTF-8, whatever the terminal speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def console(width: int | None = None) -> Console:
    """Standard output, for printing."""
    from rich.console import Console

    return Console(width=width, highlight=False)


def folder(options: argparse.Namespace) -> Path:
    """The archive's folder."""
    return options.reports or Path(os.environ.get("FACTCHECK_REPORTS") or "reports")


def add_archive(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """The option that names the archive; ``again`` where the command above has it too."""
    parser.add_argument(
        "--reports", metavar="DIR", type=Path, default=argparse.SUPPRESS if again else None,
        help="archive folder (default: FACTCHECK_REPORTS or reports/)",
    )  # fmt: skip


def add_width(parser: argparse._ActionsContainer) -> None:
    """The option that sets the width of what is printed."""
    parser.add_argument("--width", type=_columns, metavar="N", help="width of what is printed, in columns")


def only_one_printed(names: Sequence[str | None]) -> bool:
    """Whether one of these files is standard output. Raises UsageError where several are."""
    printed = sum(name == "-" for name in names)
    if printed > 1:
        raise UsageError("only one of the files can be -, standard output")
    return printed == 1


def _columns(text: str) -> int:
    if not text.isdecimal() or not 20 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no width: give a number of columns from 20 to 10000")
    return int(text)
