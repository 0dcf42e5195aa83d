"""How long factcheck takes before it works, and how much of that is its own.

Usage: python -m benchmarks.startup [--runs N] [ARTICLE ...]

Prints, each the median of N runs in fresh processes:

- ``factcheck --help``, which must take under 0.5 s: it may load nothing heavy;
- ``factcheck report`` on three short articles, against the floor: a process that imports
  sentence-transformers and spaCy, loads the same two models and encodes the sentences of the same
  articles, and does nothing else. The ratio must be at most 1.5.

Exits with 1 where a limit is missed. Other work on the machine makes the figures worse; the ratio
suffers less than the times, since the runs of both kinds alternate.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLES = tuple(sorted((ROOT / "seeds").glob("*.txt"))[:3])
HELP_LIMIT = 0.5  # seconds
RATIO_LIMIT = 1.5

FLOOR = """
import json, sys
import spacy
from sentence_transformers import SentenceTransformer
from factcheck.embedding import packaged_weights
from factcheck.language import PACKAGED_PARSER
spacy.load(PACKAGED_PARSER)
SentenceTransformer(str(packaged_weights()), device="cpu").encode(json.load(open(sys.argv[1])), batch_size=64)
"""


def seconds(command: Sequence[str]) -> float:
    """Wall time of a command. Exits with its last line of standard error where it fails."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    taken = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{command[0]} failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return taken


def sentences(articles: Sequence[Path]) -> list[str]:
    """The sentences of the articles, as factcheck cuts them."""
    from factcheck.articles import read_articles
    from factcheck.segmentation import sentences as cut

    read, _ = read_articles([str(path) for path in articles])
    return [article.text[s.start : s.end] for article in read for s in cut(article)]


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description="Time factcheck's start against the floor.")
    parser.add_argument("articles", nargs="*", type=Path, default=ARTICLES, help="default: three of seeds/")
    parser.add_argument("--runs", type=int, default=3, help="runs of each kind (default 3)")
    options = parser.parse_args()

    factcheck = str(Path(sys.executable).with_name("factcheck"))
    articles = [str(path) for path in options.articles]
    with tempfile.TemporaryDirectory() as scratch:
        texts = Path(scratch) / "sentences.json"
        texts.write_text(json.dumps(sentences(options.articles)), encoding="utf-8")
        floor = [sys.executable, "-c", FLOOR, str(texts)]
        report = [factcheck, "report", *articles, "--reports", scratch]
        seconds(report)  # warms the disk cache for both
        rounds = [
            (seconds([factcheck, "--help"]), seconds(floor), seconds(report)) for _ in range(options.runs)
        ]
    shown, least, whole = (statistics.median(column) for column in zip(*rounds, strict=True))

    print(f"factcheck --help              {shown:6.2f} s   (limit {HELP_LIMIT} s)")
    print(f"floor: import, load, encode   {least:6.2f} s")
    print(f"factcheck report, {len(articles)} articles  {whole:6.2f} s")
    print(f"report / floor                {whole / least:6.2f}     (limit {RATIO_LIMIT})")
    return int(shown > HELP_LIMIT or whole / least > RATIO_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
