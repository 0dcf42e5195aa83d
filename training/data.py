"""The training pairs: read, balanced by source, tokenised, batched by length.

Every source has a share in each stage (``RECIPE``). Some sources would give their label away:
they have no neutral pairs, or nothing but contradictions. They are capped, and neutral pairs are
made inside them by setting a hypothesis beside a premise that belongs to another one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from training.renaming import names_in, renamed

LABELS = ("entailment", "neutral", "contradiction")
HELD_OUT_TOPICS = frozenset({4, 8, 12, 16, 20, 24, 30, 33})  # of ECB+'s 1 to 35: for evaluation only
CALIBRATION_SHARE = 50  # one premise in fifty is kept for calibration, never trained on


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled pair. ``label`` indexes ``LABELS``."""

    premise: str
    hypothesis: str
    label: int
    source: str


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a source one stage uses.

    Attributes:
        rows: share of the rows, 0 upwards; 2.0 is every row twice.
        mismatched: neutral pairs made inside the source, as a share of its (unscaled) rows.
        claims: neutral pairs of two of its hypotheses on one subject, as such a share.
    """

    rows: float
    mismatched: float = 0.0
    claims: float = 0.0


# Stage "public": all sources, one pass. Stage "mixed": our own pairs added, the noisy and the
# one-sided sources cut down, the two that resemble the use (real revisions, many genres) seen more
# than once. Stage "final": more neutral pairs of short statements on one subject, since "mixed"
# left most mistakes there. Stage "long": all of it once more, with the facts told by several outlets. Stage "wide":
# mostly the two general sources, at a constant rate. Stage "last": all facts and claims, with what "wide" mistook
# among them, beside the general sources, the rate falling to 0.
# Stage "news": judged pairs of real news beside all the others. Stage "desk": stories whose claims share few words.
# Stage "broad": more of those, and more than all of the two general sources. Stage "stories": claims as they are
# extracted from whole articles. Stage "numbers": the source with most numbers, so that their signs are understood.
OWN = (
    "generated",
    "facts",
    "claims",
    "desk",
    "hard",
    "news",
    "stories",
)  # made by training.generate, training.hard, training.news and training.stories
# Pairs turned both ways: a premise that is kept may be a hypothesis elsewhere, so they are of no use for calibration.
BOTH_WAYS = ("facts", "claims", "desk", "hard", "news", "stories")
# Sources of few stories with many pairs each, whose people and places the model would learn by heart, and what share of
# their pairs gets other names.
WITH_OTHER_NAMES = ("desk", "stories")
RENAMED = 0.5
RECIPE: dict[str, dict[str, Share]] = {
    "public": {
        "mnli_train_20k": Share(1.0),
        "mnli_train_10k": Share(1.0),
        "vitaminc_real": Share(1.0),
        "vitaminc_synthetic": Share(0.5, 0.2),
        "snli_train_20k": Share(0.6),
        "cad_snli": Share(0.7),
        "fever_dev": Share(0.8, 0.3),
        "fm2_dev": Share(1.0, 0.4),
        "fm2_test": Share(1.0, 0.4),
        "wikifactcheck_refuted": Share(0.3, 0.3),
        "conjnli_adversarial": Share(0.3),
        "semiauto_base_wiki_train": Share(1.0),
        "semiauto_sim_wiki_train": Share(0.4),
        "semiauto_translate_wiki_train": Share(0.4),
        "help_and_or": Share(0.2),
    },
    "mixed": {
        "generated": Share(1.0),
        "mnli_train_20k": Share(1.5),
        "mnli_train_10k": Share(1.0),
        "vitaminc_real": Share(1.4),
        "vitaminc_synthetic": Share(0.4, 0.1),
        "snli_train_20k": Share(0.3),
        "cad_snli": Share(0.5),
        "fever_dev": Share(0.8, 0.2),
        "fm2_dev": Share(1.0, 0.4),
        "fm2_test": Share(1.0, 0.4),
        "wikifactcheck_refuted": Share(0.25, 0.12),
        "conjnli_adversarial": Share(0.1),
        "semiauto_base_wiki_train": Share(1.0),
        "help_and_or": Share(0.1),
    },
    "final": {
        "generated": Share(1.0),
        "mnli_train_20k": Share(1.0),
        "mnli_train_10k": Share(1.0),
        "vitaminc_real": Share(0.9, 0.1, 0.12),
        "vitaminc_synthetic": Share(0.1, 0.03),
        "snli_train_20k": Share(0.1),
        "cad_snli": Share(0.2),
        "fever_dev": Share(0.5, 0.1, 0.4),
        "fm2_dev": Share(0.6, 0.2, 0.5),
        "fm2_test": Share(0.6, 0.2, 0.5),
        "wikifactcheck_refuted": Share(0.08, 0.04),
        "semiauto_base_wiki_train": Share(0.5),
    },
    "long": {
        "generated": Share(0.3),
        "facts": Share(0.6),
        "claims": Share(1.0),
        "mnli_train_20k": Share(0.8),
        "mnli_train_10k": Share(0.4),
        "vitaminc_real": Share(0.7, 0.04, 0.04),
        "vitaminc_synthetic": Share(0.1, 0.03),
        "snli_train_20k": Share(0.1),
        "cad_snli": Share(0.1),
        "fever_dev": Share(0.3, 0.06, 0.06),
        "fm2_dev": Share(0.5, 0.1, 0.1),
        "fm2_test": Share(0.5, 0.1, 0.1),
        "semiauto_base_wiki_train": Share(0.2),
    },
    "wide": {
        "generated": Share(0.1),
        "facts": Share(0.3),
        "claims": Share(0.3),
        "mnli_train_20k": Share(1.0),
        "mnli_train_10k": Share(1.0),
        "vitaminc_real": Share(1.0, 0.04, 0.04),
        "snli_train_20k": Share(0.1),
        "fever_dev": Share(0.2, 0.04, 0.04),
        "fm2_dev": Share(0.3, 0.1, 0.1),
        "fm2_test": Share(0.3, 0.1, 0.1),
    },
    "last": {
        "generated": Share(0.1),
        "facts": Share(0.6),
        "claims": Share(0.6),
        "hard": Share(1.0),
        "mnli_train_20k": Share(0.75),
        "mnli_train_10k": Share(0.75),
        "vitaminc_real": Share(0.7, 0.03, 0.03),
        "snli_train_20k": Share(0.05),
        "fever_dev": Share(0.25, 0.05, 0.05),
        "fm2_dev": Share(0.3, 0.1, 0.1),
        "fm2_test": Share(0.3, 0.1, 0.1),
    },
    "news": {
        "news": Share(2.0),
        "generated": Share(0.05),
        "facts": Share(0.3),
        "claims": Share(0.1),
        "hard": Share(1.0),
        "mnli_train_20k": Share(0.6),
        "mnli_train_10k": Share(0.6),
        "vitaminc_real": Share(0.6, 0.03, 0.03),
        "snli_train_20k": Share(0.05),
        "fever_dev": Share(0.25, 0.05, 0.05),
        "fm2_dev": Share(0.3, 0.1, 0.1),
        "fm2_test": Share(0.3, 0.1, 0.1),
    },
    "desk": {
        "desk": Share(1.0),
        "claims": Share(0.12),
        "facts": Share(0.3),
        "hard": Share(0.5),
        "news": Share(1.0),
        "generated": Share(0.05),
        "mnli_train_20k": Share(0.6),
        "mnli_train_10k": Share(0.6),
        "vitaminc_real": Share(0.8, 0.03, 0.03),
        "snli_train_20k": Share(0.05),
        "fever_dev": Share(0.25, 0.05, 0.05),
        "fm2_dev": Share(0.3, 0.1, 0.1),
        "fm2_test": Share(0.3, 0.1, 0.1),
    },
    "broad": {
        "desk": Share(0.6),
        "claims": Share(0.1),
        "facts": Share(0.2),
        "hard": Share(0.5),
        "news": Share(1.0),
        "generated": Share(0.05),
        "mnli_train_20k": Share(1.5),
        "mnli_train_10k": Share(1.5),
        "vitaminc_real": Share(2.0, 0.03, 0.03),
        "vitaminc_synthetic": Share(0.4, 0.1),
        "snli_train_20k": Share(0.1),
        "cad_snli": Share(0.1),
        "fever_dev": Share(0.5, 0.06, 0.06),
        "fm2_dev": Share(0.3, 0.1, 0.1),
        "fm2_test": Share(0.3, 0.1, 0.1),
    },
    "numbers": {
        "generated": Share(0.1),
        "vitaminc_real": Share(1.0),
        "vitaminc_synthetic": Share(0.2, 0.05),
        "mnli_train_20k": Share(0.4),
        "mnli_train_10k": Share(0.4),
    },
    "stories": {
        "stories": Share(1.0),
        "desk": Share(0.2),
        "claims": Share(0.05),
        "facts": Share(0.1),
        "hard": Share(0.5),
        "news": Share(1.0),
        "mnli_train_20k": Share(1.0),
        "mnli_train_10k": Share(1.0),
        "vitaminc_real": Share(1.4, 0.03, 0.03),
        "vitaminc_synthetic": Share(0.25, 0.05),
        "snli_train_20k": Share(0.1),
        "fever_dev": Share(0.3, 0.05, 0.05),
        "fm2_dev": Share(0.3, 0.1, 0.1),
        "fm2_test": Share(0.3, 0.1, 0.1),
    },
}


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The records of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of one gzipped JSON-lines file (keys premise, hypothesis, label)."""
    name = path.name.removesuffix(".jsonl.gz")
    return [Pair(r["premise"], r["hypothesis"], LABELS.index(r["label"]), name) for r in read_jsonl(path)]


def kept_for_calibration(premise: str) -> bool:
    """Whether pairs with this premise belong to the calibration set (one premise in fifty)."""
    digest = hashlib.sha256(premise.encode()).digest()
    return int.from_bytes(digest[:4], "big") % CALIBRATION_SHARE == 0


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def likeness(left: str, right: str) -> float:
    """Share of the words of either text that both have, 0 to 1 (Jaccard)."""
    own, foreign = _words(left), _words(right)
    return len(own & foreign) / max(1, len(own | foreign))


def _apart(
    pairs: Sequence[Pair], count: int, rng: random.Random, left: Callable[[Pair], str], rare: float, tag: str
) -> list[Pair]:
    """Neutral pairs: a ``left`` text of one pair beside the hypothesis of another.

    A share ``rare`` of the attempts takes texts with a rare word in common (same person, same
    film) so that topic alone does not decide. Refused are texts that resemble the one that
    belongs there (Jaccard over words of 0.25 or more): they may support or refute the hypothesis.
    """
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        for word in _words(left(pair)):
            by_word[word].append(index)
    made: list[Pair] = []
    for _ in range(count * 12):
        if len(made) == count:
            break
        pair = rng.choice(pairs)
        other = rng.choice(pairs)
        if rng.random() < rare:
            shared = sorted(word for word in _words(pair.hypothesis) if 2 <= len(by_word.get(word, ())) <= 40)
            if not shared:
                continue
            other = pairs[rng.choice(by_word[rng.choice(shared)])]
        if likeness(left(pair), left(other)) < 0.25 and other.hypothesis != pair.hypothesis:
            made.append(Pair(left(other), pair.hypothesis, LABELS.index("neutral"), f"{pair.source}+{tag}"))
    return made


def mismatched(pairs: Sequence[Pair], count: int, rng: random.Random) -> list[Pair]:
    """Neutral pairs: hypotheses beside premises that belong to others of the same source."""
    return _apart(pairs, count, rng, lambda pair: pair.premise, 0.5, "mismatch")


def claims_apart(pairs: Sequence[Pair], count: int, rng: random.Random) -> list[Pair]:
    """Neutral pairs of two short statements: hypotheses of one source that share a rare word."""
    return _apart(pairs, count, rng, lambda pair: pair.hypothesis, 0.95, "claims")


def mixture(folder: Path, stage: str, seed: int, generated: Path | None = None) -> list[Pair]:
    """The pairs of one stage, in a random order fixed by ``seed``.

    Args:
        folder: holds the sources as ``<name>.jsonl.gz``.
        stage: a key of ``RECIPE``.
        seed: of the sampling and the order.
        generated: the folder of our own pairs; needed where the stage uses them.
    """
    rng = random.Random(f"{seed}/{stage}")
    pairs: list[Pair] = []
    for name, share in RECIPE[stage].items():
        home = generated if name in OWN else folder
        if home is None:
            raise SystemExit(f"stage {stage} needs --generated: make the folder with training.generate")
        path = home / f"{name}.jsonl.gz"
        rows = [pair for pair in read_pairs(path) if not kept_for_calibration(pair.premise)]
        whole = int(share.rows)
        chosen = rows * whole + rng.sample(rows, round(len(rows) * (share.rows - whole)))
        if name in WITH_OTHER_NAMES:
            names = names_in({text for pair in rows for text in (pair.premise, pair.hypothesis)})
            texts = renamed([(pair.premise, pair.hypothesis) for pair in chosen], names, RENAMED, rng)
            chosen = [
                replace(pair, premise=p, hypothesis=h) for pair, (p, h) in zip(chosen, texts, strict=True)
            ]
        pairs += chosen
        pairs += mismatched(rows, round(len(rows) * share.mismatched), rng)
        pairs += claims_apart(rows, round(len(rows) * share.claims), rng)
    rng.shuffle(pairs)
    return pairs


def calibration_pairs(folder: Path, seed: int, generated: Path | None = None) -> list[Pair]:
    """Held-out pairs of all sources of the last stage, in its proportions, for the temperature."""
    rng = random.Random(f"{seed}/calibration")
    pairs: list[Pair] = []
    for name, share in RECIPE["last"].items():
        home = generated if name in OWN else folder
        if home is None or name in BOTH_WAYS:
            continue
        path = home / f"{name}.jsonl.gz"
        rows = [pair for pair in read_pairs(path) if kept_for_calibration(pair.premise)]
        pairs += rng.sample(rows, round(len(rows) * min(1.0, share.rows)))
        pairs += mismatched(rows, round(len(rows) * share.mismatched), rng)
        pairs += claims_apart(rows, round(len(rows) * share.claims), rng)
    return pairs


def length_batches(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Indices in batches of ``size`` that are alike in length, the batches in random order."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    window = size * 64
    batches: list[list[int]] = []
    for start in range(0, len(order), window):
        block = sorted(order[start : start + window], key=lambda index: lengths[index])
        batches += [block[at : at + size] for at in range(0, len(block), size)]
    rng.shuffle(batches)
    yield from batches


def by_source(pairs: Iterable[Pair]) -> dict[str, int]:
    """How many pairs each source gives, for the log."""
    counts: dict[str, int] = defaultdict(int)
    for pair in pairs:
        counts[pair.source] += 1
    return dict(sorted(counts.items()))
