"""The options that choose an engine."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from factcheck.commands import UsageError
from factcheck.engines import ENGINES, engine

if TYPE_CHECKING:
    from factcheck.engines import Engine


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add them."""
    parser.add_argument(
        "--engine", choices=ENGINES, default="serial",
        help="what runs the work: this process (serial), or worker processes of a Ray cluster (ray)",
    )  # fmt: skip
    parser.add_argument(
        "--address", metavar="ADDRESS",
        help="the Ray cluster to use, as HOST:6379 or auto (default: one on this machine)",
    )  # fmt: skip


def chosen_engine(options: argparse.Namespace) -> Engine | None:
    """The engine asked for; None for the one that needs nothing. Raises FactcheckError where it cannot be used."""
    if options.engine == "serial":
        if options.address is not None:
            raise UsageError("--address goes with --engine ray")
        return None
    return engine(options.engine, options.address)
