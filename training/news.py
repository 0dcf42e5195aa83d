"""Training pairs from judged pairs of claims of real news.

    python -m training.news --out RUN

writes ``news.jsonl.gz``. ``news.jsonl`` beside this file holds the judgements: the two claims by document and offsets
in ECB+, whose texts stay in the data folder (FACTCHECK_DATA), the label, and how many of its story's pairs it was
drawn for, five at most (``weight``). They were drawn from candidate pairs of stories that ``benchmarks.realnews`` does
not draw, a half from those most likely to be called conflicts.

| label | the two claims | from a follows b | from b follows a |
|---|---|---|---|
| = | tell the same fact | yes | yes |
| > | tell the same fact, a says more | yes | open |
| < | tell the same fact, b says more | open | yes |
| ~ | overlap in a fact, both say more | open | open |
| C | are at odds on one fact | contradiction | contradiction |
| U | tell other facts | open | open |

Stories named in ``FOR_DECISION`` are left to ``training.decision``: what the model learned by heart would look
surer to the classifier than the model is on new text.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.realnews import read_stories
from factcheck.claims import extract
from factcheck.language import Parser
from factcheck.models import Article
from training.data import Pair
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL
from training.generate import write

JUDGED = Path(__file__).parent / "news.jsonl"
FOR_DECISION = frozenset(
    {
        "1_ecb", "1_ecbplus", "2_ecb", "3_ecb", "4_ecb", "4_ecbplus", "5_ecb", "6_ecbplus", "7_ecb", "7_ecbplus",
        "11_ecbplus", "12_ecb", "12_ecbplus", "13_ecbplus", "18_ecb", "18_ecbplus", "19_ecb", "20_ecb", "22_ecb",
        "25_ecbplus", "26_ecbplus", "28_ecb", "31_ecbplus", "32_ecb", "33_ecbplus", "34_ecbplus",
    }
)  # fmt: skip
LABELS = {
    "=": (ENTAILMENT, ENTAILMENT),
    ">": (ENTAILMENT, NEUTRAL),
    "<": (NEUTRAL, ENTAILMENT),
    "~": (NEUTRAL, NEUTRAL),
    "C": (CONTRADICTION, CONTRADICTION),
    "U": (NEUTRAL, NEUTRAL),
}
Entry = dict[str, Any]


def judged_stories() -> dict[str, list[Entry]]:
    """The judged pairs of each story."""
    entries = map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines())
    ordered = sorted(entries, key=lambda entry: str(entry["story"]))
    return {
        story: list(own) for story, own in itertools.groupby(ordered, key=lambda entry: str(entry["story"]))
    }


def story_pairs(articles: Sequence[Article], entries: Sequence[Entry], parser: Parser) -> Iterator[Pair]:
    """Both directions of each judged pair of a story; those whose claims are no longer extracted are left out."""
    texts = {
        (s.claim.article_id, s.claim.start, s.claim.end): s.claim.text for s in extract(articles, parser)
    }
    for entry in entries:
        a, b = (texts.get((entry[side]["doc"], *entry[side]["claim"])) for side in "ab")
        if a is not None and b is not None:
            forth, back = LABELS[entry["label"]]
            yield Pair(a, b, forth, "news")
            yield Pair(b, a, back, "news")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    news = read_stories(Path(os.environ["FACTCHECK_DATA"]))
    language = Parser.load()
    found = [
        pair
        for story, entries in judged_stories().items()
        if story not in FOR_DECISION
        for pair in story_pairs(news[story], entries, language)
    ]
    print(f"{len(found)} pairs")
    write(options.out / "news.jsonl.gz", found)


if __name__ == "__main__":
    main()
