"""How well the comparison model compares, on data that it was not trained on.

    FACTCHECK_DATA=FOLDER python -m benchmarks.comparison [--full FOLDER] [--generated FOLDER]

For every development set: macro-F1 over the labels that occur, precision and recall of
contradiction, expected calibration error (15 bins), each with a 95 % bootstrap interval, and beside
them the full weights where ``--full`` names their folder. Then: how often unrelated sentences of
one story are called contradictions, forward passes a second of ONNX Runtime beside PyTorch, and
some mistakes to read. Results go to benchmarks/results/comparison.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck import compare
from factcheck.nli import LABELS, EntailmentModel
from training.data import HELD_OUT_TOPICS, read_jsonl

RESULTS = Path(__file__).parent / "results" / "comparison.json"
SETS = ("mnli_dev_matched", "snli_dev", "vitaminc_real_heldout", "fever_symmetric_dev")
OWN = ("generated", "facts", "claims", "desk", "stories")  # of our own pairs what no model was trained on
AT_MOST = 5000  # pairs of each of those
TARGET_ECE = 0.05
TARGETS = {"mnli_dev_matched": 0.73, "vitaminc_real_heldout": 0.70, "fever_symmetric_dev": 0.81}
CONTRADICTION = LABELS.index("contradiction")
BINS = 15
RESAMPLES = 1000
Pairs = list[tuple[str, str]]


def unrelated_pairs(folder: Path, count: int, seed: int = 5) -> Pairs:
    """Sentences of one held-out ECB+ subtopic that share no annotated event."""
    rows = [
        row
        for row in read_jsonl(folder / "ecbplus" / "pairs.jsonl.gz")
        if row["label"] == "different" and "subtopic" in row and row["topic"] in HELD_OUT_TOPICS
    ]
    rows = random.Random(seed).sample(rows, min(count, len(rows)))
    return [(row["text_a"], row["text_b"]) for row in rows]


def scores(confusion: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Macro-F1, precision and recall of contradiction for confusion matrices (…, gold, guess)."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1).astype(float)
    gold, guess = confusion.sum(axis=-1), confusion.sum(axis=-2)
    f1 = 2 * hits / np.maximum(gold + guess, 1)
    present = gold > 0
    return {
        "macro_f1": (f1 * present).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1),
        "contradiction_precision": hits[..., CONTRADICTION] / np.maximum(guess[..., CONTRADICTION], 1),
        "contradiction_recall": hits[..., CONTRADICTION] / np.maximum(gold[..., CONTRADICTION], 1),
    }


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Expected calibration error: mean gap of confidence and accuracy over equally wide bins."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gap = np.bincount(bins, weights=right - confidence, minlength=BINS)
    return float(np.abs(gap).sum() / len(confidence))


def measured(probabilities: NDArray[np.float32], gold: NDArray[np.int64], seed: int = 11) -> dict[str, Any]:
    """Each figure as [value, low, high], the bounds from a bootstrap over the pairs."""
    rng = np.random.default_rng(seed)
    guess = probabilities.argmax(axis=1)
    confusion = np.zeros((3, 3), dtype=np.int64)
    np.add.at(confusion, (gold, guess), 1)
    drawn = rng.multinomial(len(gold), confusion.ravel() / len(gold), size=RESAMPLES).reshape(-1, 3, 3)
    resampled = scores(drawn)
    figures = {
        name: [float(value), *np.quantile(resampled[name], (0.025, 0.975))]
        for name, value in scores(confusion).items()
    }
    confidence = probabilities.max(axis=1).astype(float)
    right = (guess == gold).astype(float)
    errors = []
    for _ in range(RESAMPLES // 4):
        chosen = rng.integers(len(gold), size=len(gold))
        errors.append(calibration_error(confidence[chosen], right[chosen]))
    figures["ece"] = [calibration_error(confidence, right), *np.quantile(errors, (0.025, 0.975))]
    return {name: [round(float(value), 4) for value in values] for name, values in figures.items()}


def mistakes(rows: list[dict[str, Any]], probabilities: NDArray[np.float32], count: int) -> list[str]:
    """The most confident wrong answers."""
    gold = np.array([LABELS.index(row["label"]) for row in rows])
    guess = probabilities.argmax(axis=1)
    order = np.argsort(-probabilities.max(axis=1) * (guess != gold))[:count]
    return [
        f"{LABELS[gold[i]]}, called {LABELS[guess[i]]} ({probabilities[i].max():.2f}): "
        f"{rows[i]['premise'][:200]} | {rows[i]['hypothesis'][:160]}"
        for i in order
        if guess[i] != gold[i]
    ]


def throughput(model: EntailmentModel, pairs: Pairs) -> float:
    """Forward passes a second: the best of three runs over the pairs, after one to warm up."""
    model.predict(pairs[:64])
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        model.predict(pairs)
        best = max(best, len(pairs) / (time.perf_counter() - start))
    return round(best, 1)


def shown(values: list[float]) -> str:
    return f"{values[0]:.3f} [{values[1]:.3f}, {values[2]:.3f}]"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", help="another comparison model (folder or hub name)")
    parser.add_argument("--full", help="folder of the full weights, to be shown beside the shipped ones")
    parser.add_argument("--generated", type=Path, help="folder of our own pairs, from training.generate")
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    folder = Path(os.environ["FACTCHECK_DATA"])
    model = EntailmentModel.load(options.model)
    full = EntailmentModel.load(options.full) if options.full else None
    results: dict[str, Any] = {"sets": {}}

    sets = {name: read_jsonl(folder / "nli" / "dev" / f"{name}.jsonl.gz") for name in SETS}
    if options.generated:
        for name in OWN:
            rows = read_jsonl(options.generated / f"{name}_heldout.jsonl.gz")
            sets[f"{name}_heldout"] = random.Random(13).sample(rows, min(AT_MOST, len(rows)))
    wrong: list[str] = []
    for name, rows in sets.items():
        pairs = [(row["premise"], row["hypothesis"]) for row in rows]
        gold = np.array([LABELS.index(row["label"]) for row in rows])
        probabilities = model.predict(pairs)
        entry: dict[str, Any] = {"pairs": len(rows), **measured(probabilities, gold)}
        if full:
            exact = full.predict(pairs)
            entry["full"] = {key: value for key, value in measured(exact, gold).items() if key != "ece"}
            entry["same_answer_as_full"] = round(
                float((exact.argmax(axis=1) == probabilities.argmax(axis=1)).mean()), 4
            )
        results["sets"][name] = entry
        target = f"  (target {TARGETS[name]:.2f})" if name in TARGETS else ""
        beside = f"  full weights {shown(entry['full']['macro_f1'])}" if full else ""
        print(f"{name}: {len(rows)} pairs\n  macro-F1 {shown(entry['macro_f1'])}{target}{beside}")
        print(
            f"  contradiction precision {shown(entry['contradiction_precision'])}, "
            f"recall {shown(entry['contradiction_recall'])}\n  ECE {shown(entry['ece'])}"
        )
        wrong += [f"[{name}] {line}" for line in mistakes(rows, probabilities, 4)]

    errors = [entry["ece"][0] for entry in results["sets"].values()]
    results["ece"] = {"mean": round(float(np.mean(errors)), 4), "worst": max(errors)}
    print(f"ECE over the sets: mean {np.mean(errors):.3f}, worst {max(errors):.3f} (target {TARGET_ECE:.2f})")

    pairs = unrelated_pairs(folder, 1500)
    there = model.predict(pairs).argmax(axis=1) == CONTRADICTION
    back = model.predict([(right, left) for left, right in pairs]).argmax(axis=1) == CONTRADICTION
    relations = [comparison.relation for comparison in compare(pairs)]
    called = relations.count("conflict") / len(pairs)
    results["unrelated"] = {
        "pairs": len(pairs),
        "compared_as_conflict": round(called, 4),
        "called_contradiction": round(float(there.mean()), 4),
        "called_contradiction_both_ways": round(float((there & back).mean()), 4),
    }
    print(
        f"unrelated sentences of one story: {len(pairs)} pairs, "
        f"{called:.1%} called conflict by compare() (target 3 %), "
        f"contradiction by the model alone: {there.mean():.1%} one way, {(there & back).mean():.1%} both ways"
    )
    wrong += [
        f"[unrelated] {a[:200]} | {b[:200]}" for (a, b), said in zip(pairs, there, strict=True) if said
    ][:8]

    claims = [(row["premise"], row["hypothesis"]) for row in sets["mnli_dev_matched"]][:500]
    results["throughput"] = {}
    for name, sample in (("mnli_dev_matched", claims), ("ecbplus_sentences", pairs[:500])):
        words = round(float(np.mean([len(f"{a} {b}".split()) for a, b in sample])), 1)
        speed = {"pairs": len(sample), "mean_words": words, "onnx_per_second": throughput(model, sample)}
        if full:
            speed["pytorch_per_second"] = throughput(full, sample)
        results["throughput"][name] = speed
        print(f"forward passes, {name}: " + ", ".join(f"{key} {value}" for key, value in speed.items()))
    print("mistakes:", *wrong, sep="\n  ")
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
