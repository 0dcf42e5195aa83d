"""A thousand reports in one process: does memory stay flat, and does the archive keep up?

Usage: python -m benchmarks.soak [--reports N]

Each report is on three short articles made of the sample articles' sentences, drawn anew and with other
numbers, so that no two reports are alike. They are read from files, compared with the real models, printed
and archived in one folder, as in a service that never restarts. Prints memory and time for each tenth of
the run, and exits with 1 where memory grows by more than GROWTH from the second tenth to the last, or
where the archive does not hold every report.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from factcheck import archive
from factcheck.articles import read_articles
from factcheck.pipeline import Models, check
from factcheck.segmentation import sentences
from factcheck.terminal import print_report

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = 3
SENTENCES = 6  # of an article
GROWTH = (
    0.05  # share by which memory may grow; allocators keep what they had, so that it never quite stands still
)
SEED = 11


@dataclass(frozen=True)
class Step:
    """After one report: the memory of the process in MB, and the seconds for the report and for archiving it."""

    memory: float
    compared: float
    archived: float


def sample_sentences() -> list[str]:
    """The sentences of the sample articles."""
    articles, _ = read_articles([str(SEEDS)])
    return [article.text[s.start : s.end] for article in articles for s in sentences(article)]


def soak(reports: int, models: Models, folder: Path, pool: Sequence[str]) -> Iterator[Step]:
    """Make reports one after the other and archive them in the folder."""
    draw = random.Random(SEED)
    desk = folder / "desk"
    desk.mkdir(parents=True)
    for _ in range(reports):
        for number in range(ARTICLES):
            text = "\n\n".join(_altered(sentence, draw) for sentence in draw.sample(pool, SENTENCES))
            (desk / f"paper{number}.txt").write_text(text, encoding="utf-8")
        start = time.perf_counter()
        report = check([desk], models=models)
        print_report(report, Console(file=io.StringIO(), width=100))
        compared = time.perf_counter()
        archive.save(report, folder / "reports")
        yield Step(resident(), compared - start, time.perf_counter() - compared)


def _altered(sentence: str, draw: random.Random) -> str:
    return re.sub(r"\d+", lambda found: str(draw.randrange(1, 10 ** len(found[0]))), sentence)


def resident() -> float:
    """The memory that this process holds now, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def growth(steps: Sequence[Step]) -> float:
    """By what share memory grew from the second tenth of the run, when everything is warm, to the last."""
    tenth = max(1, len(steps) // 10)
    early, late = (
        statistics.median(s.memory for s in part) for part in (steps[tenth : 2 * tenth], steps[-tenth:])
    )
    return late / early - 1


def main() -> int:
    """Soak, print, and return the exit code."""
    parser = argparse.ArgumentParser(description="Make many reports in one process and watch its memory.")
    parser.add_argument("--reports", type=int, default=1000, metavar="N", help="how many (default 1,000)")
    options = parser.parse_args()
    if options.reports < 10:
        parser.error("give at least 10 reports")
    models = Models.load()
    steps: list[Step] = []
    tenth = options.reports // 10
    with tempfile.TemporaryDirectory() as name:
        print("reports   memory   a report   archiving it", flush=True)
        for step in soak(options.reports, models, Path(name), sample_sentences()):
            steps.append(step)
            if len(steps) % tenth == 0:
                last = steps[-tenth:]
                compared, archived = (
                    statistics.median(getattr(s, n) for s in last) for n in ("compared", "archived")
                )
                print(
                    f"{len(steps):7,} {step.memory:6.0f} MB {compared:8.2f} s {archived:12.3f} s", flush=True
                )
        kept = len(archive.entries(Path(name) / "reports"))
    grown = growth(steps)
    print(
        f"memory from the second tenth to the last: {grown:+.1%} (limit {GROWTH:+.0%}); {kept:,} reports kept"
    )
    return int(grown > GROWTH or kept != options.reports)


if __name__ == "__main__":
    sys.exit(main())
