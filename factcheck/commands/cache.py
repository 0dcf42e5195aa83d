"""``factcheck cache``: what is kept from run to run, so that a second run is quick."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from factcheck.commands import DONE

if TYPE_CHECKING:
    from factcheck.commands import Commands

# What the entries of each kind are.
KINDS: Final = {
    "article": "claims of articles",
    "text": "vectors of claims",
    "words": "vectors of claims' words",
    "pair": "answers on pairs of claims",
    "report": "reports",
}


def add(commands: Commands) -> None:
    """Add the command."""
    cache = commands.add_parser(
        "cache",
        help="say what is kept from run to run, or forget it",
        description="What is kept from run to run, so that a second run on the same articles is quick. It holds words "
        "of the articles, and is only for their reader: clear it where the articles must not stay on this machine.",
    )  # fmt: skip
    cache.set_defaults(run=_info)
    actions = cache.add_subparsers(metavar="ACTION")
    info = actions.add_parser("info", help="say where it is, how large it is and what it holds")
    info.set_defaults(run=_info)
    clear = actions.add_parser("clear", help="forget everything")
    clear.set_defaults(run=_clear)


def _info(_: argparse.Namespace) -> int:
    from factcheck.cache import Cache
    from factcheck.safetext import one_line

    with Cache() as cache:
        info = cache.info()
    print(one_line(str(info.folder)))
    print(f"{_size(info.size)} on disk, of at most {_size(info.limit)}")
    for kind, (count, size) in sorted(info.entries.items()):
        print(f"{count:>12,} {KINDS.get(kind, kind)}, {_size(size)}")
    return DONE


def _clear(_: argparse.Namespace) -> int:
    from factcheck.cache import Cache
    from factcheck.safetext import one_line

    with Cache() as cache:
        freed = cache.clear()
    print(f"Cleared {_size(freed)} from {one_line(str(cache.folder))}")
    return DONE


def _size(count: int) -> str:
    """Bytes in decimal units, as disks are sold."""
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
