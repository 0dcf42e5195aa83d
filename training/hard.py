"""Hard neutral pairs: other facts of one story that a trained model takes for agreement or contradiction.

    python -m training.hard --model RUN/wide/model --out RUN

writes ``hard.jsonl.gz``. Its pairs come from the stories in ``claims/`` (claims of two facts) and from ECB+
(sentences of one story that share no event); what is kept for evaluation is left out. The data folder is read from
FACTCHECK_DATA. Learning from one's own mistakes on known negatives: Shrivastava et al. 2016, "Training region-based
object detectors with online hard example mining".
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path

import numpy as np

from factcheck.nli import LABELS, EntailmentModel
from training.data import HELD_OUT_TOPICS, Pair, read_jsonl
from training.facts import CLAIMS, either_way, held_out, read_stories
from training.frames import NEUTRAL
from training.generate import overlap, usable, write

ASKED = 150  # pairs of each story that the model is asked about
KEPT = 40  # at most, of each story
CERTAIN = 0.6  # a pair is no mistake where the model finds it neutral with this probability


def story_candidates(rng: random.Random) -> Iterator[list[tuple[str, str]]]:
    """Of each written story, some pairs of claims on different facts."""
    for path in sorted(CLAIMS.glob("*.txt")):
        for name, groups in read_stories(path.read_text(encoding="utf-8")).items():
            if not held_out(name):
                pairs = [
                    pair for one, other in combinations(groups, 2) for pair in product(one.told, other.told)
                ]
                chosen = rng.sample(pairs, min(ASKED, len(pairs)))
                yield [either_way(pair, rng) for pair in chosen]


def news_candidates(folder: Path, rng: random.Random) -> Iterator[list[tuple[str, str]]]:
    """Of each ECB+ story, pairs of sentences that share no event and few words."""
    stories: dict[str, list[tuple[str, str]]] = {}
    for row in read_jsonl(folder / "pairs.jsonl.gz"):
        texts = row["text_a"], row["text_b"]
        if row["label"] != "different" or "subtopic" not in row or row["topic"] in HELD_OUT_TOPICS:
            continue
        if all(map(usable, texts)) and overlap(*texts) <= 0.4:
            stories.setdefault(row["subtopic"], []).append(either_way(texts, rng))
    for pairs in stories.values():
        yield rng.sample(pairs, min(ASKED, len(pairs)))


def mistaken(stories: Sequence[Sequence[tuple[str, str]]], model: EntailmentModel, source: str) -> list[Pair]:
    """The pairs that the model finds least neutral, at most ``KEPT`` of each story."""
    answers = model.predict([pair for pairs in stories for pair in pairs])
    neutral = np.split(answers[:, LABELS.index("neutral")], np.cumsum([len(pairs) for pairs in stories])[:-1])
    found: list[Pair] = []
    for pairs, odds in zip(stories, neutral, strict=True):
        worst = [index for index in np.argsort(odds)[:KEPT] if odds[index] < CERTAIN]
        found += [Pair(*pairs[index], NEUTRAL, source) for index in worst]
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", help="folder of the model whose mistakes are wanted; else the shipped one")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    model = EntailmentModel.load(options.model)
    found = mistaken([*story_candidates(rng)], model, "claims")
    news = mistaken([*news_candidates(Path(os.environ["FACTCHECK_DATA"]) / "ecbplus", rng)], model, "news")
    print(f"{len(found)} pairs of claims, {len(news)} of news")
    write(options.out / "hard.jsonl.gz", [*found, *news])


if __name__ == "__main__":
    main()
