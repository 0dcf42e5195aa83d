"""How long factcheck takes before it works, and how much of that is its own.

Usage: python -m benchmarks.startup [--runs N] [ARTICLE ...]

Prints, each the median of N runs in fresh processes:

- ``factcheck --help``, which must take under 0.5 s: it may load nothing heavy;
- ``factcheck report`` on the sample story without a cache, against the floor: a process that imports and loads the
  same models, puts the same batches to them, and does nothing else. The ratio must be at most 1.3;
- ``factcheck report`` again on the same articles, from the cache: at most 1.0 s.

Exits with 1 where a limit is missed. Other work on the machine makes the figures worse; the ratio
suffers less than the times, since the runs of all kinds alternate.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ARTICLES = (ROOT / "seeds",)
HELP_LIMIT = 0.5  # seconds
RATIO_LIMIT = 1.3
WARM_LIMIT = 1.0  # seconds

FLOOR = """
import json, sys
from factcheck.embedding import Embedder
from factcheck.language import Parser
from factcheck.nli import EntailmentModel
models = {"parser": Parser.load(), "embedder": Embedder.load(), "relation": EntailmentModel.load()}
for name, method, arguments in json.load(open(sys.argv[1])):
    if name == "relation":
        arguments = [[tuple(pair) for pair in arguments[0]]]
    if method == "encode_spans":
        arguments[1] = [[tuple(span) for span in spans] for spans in arguments[1]]
    getattr(models[name], method)(*arguments)
"""


def seconds(command: Sequence[str], cache: str) -> float:
    """Wall time of a command that keeps its cache there. Exits with its last line of standard error where it fails."""
    start = time.perf_counter()
    environment = os.environ | {"XDG_CACHE_HOME": cache}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    taken = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{command[0]} failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return taken


class Recorded:
    """A model, and a record of all that it is asked."""

    def __init__(self, model: object, name: str, calls: list[tuple[str, str, Sequence[object]]]) -> None:
        self._model, self._name, self._calls = model, name, calls

    def __getattr__(self, method: str) -> Any:  # noqa: ANN401
        def asked(*arguments: object) -> object:
            self._calls.append((self._name, method, arguments))
            return getattr(self._model, method)(*arguments)

        return asked


def batches(articles: Sequence[Path]) -> list[tuple[str, str, Sequence[object]]]:
    """What a report on the articles asks of which model: name, method and arguments of each call."""
    from factcheck.pipeline import Models, check

    calls: list[tuple[str, str, Sequence[object]]] = []
    models = Models.load()
    names = "parser", "embedder", "relation"
    check(articles, models=Models(*(Recorded(getattr(models, name), name, calls) for name in names)))  # type: ignore[arg-type]
    return calls


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description="Time factcheck's start against the floor.")
    parser.add_argument("articles", nargs="*", type=Path, default=ARTICLES, help="default: seeds/")
    parser.add_argument("--runs", type=int, default=3, help="runs of each kind (default 3)")
    options = parser.parse_args()

    factcheck = str(Path(sys.executable).with_name("factcheck"))
    with tempfile.TemporaryDirectory() as scratch:
        asked = Path(scratch) / "batches.json"
        asked.write_text(json.dumps(batches(options.articles)), encoding="utf-8")
        warm = [factcheck, "report", *map(str, options.articles), "--reports", scratch]
        kinds = [
            [factcheck, "--help"],
            [sys.executable, "-c", FLOOR, str(asked)],
            [*warm, "--no-cache"],
            warm,
        ]
        seconds(warm, scratch)  # fills the cache, and the system's own
        rounds = [[seconds(command, scratch) for command in kinds] for _ in range(options.runs)]
    shown, least, cold, again = (statistics.median(column) for column in zip(*rounds, strict=True))

    print(f"factcheck --help                  {shown:6.2f} s   (limit {HELP_LIMIT} s)")
    print(f"floor: import, load, same batches {least:6.2f} s")
    print(f"factcheck report, cold            {cold:6.2f} s")
    print(f"cold / floor                      {cold / least:6.2f}     (limit {RATIO_LIMIT})")
    print(f"factcheck report, warm            {again:6.2f} s   (limit {WARM_LIMIT} s)")
    return int(shown > HELP_LIMIT or cold / least > RATIO_LIMIT or again > WARM_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
