"""The command line: a thin layer over ``check`` and the archive; ``commands`` has the commands."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence

from factcheck.commands import (
    BAD_USE,
    DONE,
    FAILED_ON,
    INTERRUPTED,
    Parser,
    cache,
    complain,
    corpus,
    explain,
    report,
    reports,
)
from factcheck.errors import FactcheckError

# New objects after which Python looks for unused ones (700 by default). Importing the libraries makes some hundred
# thousand that stay; looking through them again and again took a twelfth of a cold run on the sample.
COLLECT_AFTER = 100_000

__all__ = ["BAD_USE", "DONE", "FAILED_ON", "INTERRUPTED", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a sign gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    gc.set_threshold(COLLECT_AFTER)
    try:
        code = int(options.run(options))
        # Here, where a reader that went away is caught, not at the interpreter's end.
        if sys.stdout:
            sys.stdout.flush()
        return code
    except FactcheckError as error:
        complain(str(error))
        return BAD_USE
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): not an error, and nothing may be written any more.
        _stop_printing()
        return DONE
    except OSError as error:  # standard output on a full disk; everything else is caught where it is done
        complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
        _stop_printing()
        return BAD_USE


def _stop_printing() -> None:
    """What is still in the buffer goes nowhere, lest it fails again at the interpreter's end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="factcheck",
        description="What several articles on one story agree on, where they conflict, what rests on one source.",
    )
    parser.add_argument("--version", action=_Version, help="print the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in (report, reports, explain, cache, corpus):
        command.add(commands)
    schema = commands.add_parser("schema", help="print the report's JSON Schema")
    schema.set_defaults(run=_schema)
    return parser


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, **kwargs: object) -> None:
        super().__init__(option_strings, dest, nargs=0, help=str(kwargs.get("help")))

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"factcheck {version('factcheck-sources')}")
        parser.exit()


def _schema(_: argparse.Namespace) -> int:
    import json

    from factcheck.models import Report

    print(json.dumps(Report.model_json_schema(mode="serialization"), indent=1))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
