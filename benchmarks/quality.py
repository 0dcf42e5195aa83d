"""How well reports find what a careful editor finds: ``python -m benchmarks.quality [--stories FOLDER] [--fast]``.

Every annotated story is checked and scored (``scoring``). Printed are all figures with 95 % bootstrap intervals, the
stories being what is resampled; the same by kind of conflict and by domain; what is left of them when the report is
made without a look at the other pairs of the story, without the comparison model, without the typed comparers, or by
similarity alone; how well the confidence of a conflict is calibrated; and the mistakes. Mistakes on the held-out
stories are counted and not shown: nothing is tuned on them. Results go to ``results/quality.json``; ``floors.json``
pins what the tests hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks.scoring import Judged, Score, Story, score
from factcheck import comparison
from factcheck.comparers import Pair, Vote
from factcheck.comparers.base import whole
from factcheck.comparison import NEUTRAL, Weighed, settle, votes_on, weigh
from factcheck.models import Comparison, Relation
from factcheck.nli import LABELS
from factcheck.pipeline import Models, check
from factcheck.settings import Settings

STORIES = Path(__file__).parent / "stories"
RESULTS = Path(__file__).parent / "results" / "quality.json"
RESAMPLES = 2000
BINS = 10  # of confidence, equally wide
SIMILARITIES = (0.5, 0.6, 0.7, 0.8)
FULL = "model and comparers"
Weigh = Callable[[Pair, Sequence[Vote]], Weighed]
Sums = Mapping[str, NDArray[np.float64]]
FEWEST = 3  # stories from which an interval is given
Figures = dict[str, Any]  # JSON: numbers, and [value, low, high] with None for bounds that are not known


def by_itself(pair: Pair, votes: Sequence[Vote]) -> Weighed:
    """Each pair settled by itself, whatever the rest of its story says."""
    weighed = weigh(pair, votes)
    return replace(weighed, settled=settle(weighed, weighed.probabilities, pair.settings))


def without_model(pair: Pair, votes: Sequence[Vote]) -> Weighed:
    """The evidence with the comparison model taken to be neutral about everything."""
    deaf = replace(pair, entailment=NEUTRAL)
    return weigh(deaf, votes_on(deaf))


def without_comparers(pair: Pair, votes: Sequence[Vote]) -> Weighed:
    """The comparison model's likeliest answer, both directions averaged."""
    mean = pair.entailment.mean(axis=0)
    chances: dict[Relation, float] = {
        "agree": float(mean[LABELS.index("entailment")]),
        "conflict": float(mean[LABELS.index("contradiction")]),
        "unrelated": float(mean[LABELS.index("neutral")]),
    }
    return _plain(pair, max(chances, key=chances.__getitem__), chances)


def by_similarity(threshold: float, pair: Pair, votes: Sequence[Vote]) -> Weighed:
    """Claims agree from a cosine on; similarity knows no conflict."""
    chance = min(1.0, max(0.0, pair.similarity))
    relation: Relation = "agree" if chance >= threshold else "unrelated"
    return _plain(pair, relation, {"agree": chance, "conflict": 0.0, "unrelated": 1.0 - chance})


def _plain(pair: Pair, relation: Relation, chances: dict[Relation, float]) -> Weighed:
    """A settled comparison that names no reason and marks the whole claims."""
    is_conflict = relation == "conflict"
    comparison = Comparison(
        relation=relation, probabilities=chances, confidence=chances[relation],
        kind="wording" if is_conflict else None, severity="contradiction" if is_conflict else None,
        span_a=whole(pair.a), span_b=whole(pair.b),
    )  # fmt: skip
    return Weighed(chances, settled=comparison)


VARIANTS: dict[str, Weigh] = {
    FULL: weigh,
    "each pair by itself": by_itself,
    "comparers alone": without_model,
    "model alone": without_comparers,
    **{f"similarity {least}": partial(by_similarity, least) for least in SIMILARITIES},
}


class _Remembering:
    """A model that keeps its answers, so that all variants of a story compute them once."""

    def __init__(self, model: object) -> None:
        self._model = model
        self._answers: dict[tuple[str, str], Any] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        value = getattr(self._model, name)
        if not callable(value):
            return value

        def answer(*given: object) -> object:
            key = name, repr(given)
            if key not in self._answers:
                self._answers[key] = value(*given)
            return self._answers[key]

        return answer


def measure(
    stories: Iterable[Story], models: Models, variants: Mapping[str, Weigh] | None = None
) -> dict[str, list[Score]]:
    """Check and score stories.

    Args:
        stories: the annotated stories; each is one run with the settings as they ship.
        models: the loaded models.
        variants: what takes the place of weighing a pair's evidence, by name; the shipped way where None.

    Returns:
        For each variant the score of each story.
    """
    variants = variants or {FULL: weigh}
    scores: dict[str, list[Score]] = {name: [] for name in variants}
    for story in stories:
        kept = Models(*(_Remembering(m) for m in (models.parser, models.embedder, models.relation)))  # type: ignore[arg-type]
        for name, variant in variants.items():
            with patch.object(comparison, "weigh", variant):
                report = check(story.articles, settings=Settings(), models=kept)
            scores[name].append(score(story, report))
    return scores


def figures(t: Sums) -> dict[str, NDArray[np.float64]]:
    """The figures that follow from summed counts; NaN where there is nothing to divide by.

    ``conflict_precision`` counts annotated conflicts that are found against conflicts shown that are false alarms;
    ``shown_precision`` counts every conflict shown, as a reader meets them; ``agreement_precision`` every agreeing
    finding.
    """
    return {
        "conflict_precision": _share(t["found"], t["found"] + t["false_alarms"]),
        "conflict_recall": _share(t["found"], t["facts"]),
        "conflict_f1": _share(2 * t["found"], t["facts"] + t["found"] + t["false_alarms"]),
        "shown_precision": _share(t["right"], t["right"] + t["false_alarms"]),
        "kind_accuracy": _share(t["kind_right"], t["found"]),
        "agreement_precision": _share(t["agreeing_right"], t["agreeing"]),
        "agreement_recall": _share(t["agreements_found"], t["agreements"]),
        "single_recall": _share(t["single_found"], t["single"]),
        "traps_left_alone": _share(t["traps"] - t["traps_sprung"], t["traps"]),
        "claim_coverage": _share(t["passages_claimed"], t["passages"]),
        "copies_found": _share(t["copies_found"], t["copies"]),
        "must_found": _share(t["must_found"], t["must"]),
    }


COUNTS = (
    "facts", "found", "kind_right", "false_alarms", "right", "agreements", "agreements_found", "agreeing",
    "agreeing_right", "traps", "traps_sprung",
    "single", "single_found", "passages", "passages_claimed", "copies", "copies_found", "must", "must_found",
)  # fmt: skip
KIND_COUNTS = ("facts", "found", "kind_right", "right", "false_alarms")


def kind_figures(t: Sums) -> dict[str, NDArray[np.float64]]:
    """Figures of one kind: recall and kind by what is annotated, precision by what is shown as this kind."""
    return {
        "recall": _share(t["found"], t["facts"]),
        "kind_accuracy": _share(t["kind_right"], t["found"]),
        "precision": _share(t["right"], t["right"] + t["false_alarms"]),
    }


def _share(part: NDArray[np.float64], total: NDArray[np.float64]) -> NDArray[np.float64]:
    share = np.divide(part, total, out=np.full(np.shape(total), np.nan), where=total > 0)
    return np.asarray(share, dtype=np.float64)


def with_intervals(
    rows: Sequence[Mapping[str, int]],
    names: Sequence[str],
    formula: Callable[[Sums], dict[str, NDArray[np.float64]]],
) -> Figures:
    """Each figure as [value, low, high] and the counts; the bounds are 95 % of resamplings of the rows (stories)."""
    table = np.array([[row.get(name, 0) for name in names] for row in rows], dtype=float)
    sums = table.sum(axis=0)
    drawn = _drawn(len(rows)) @ table
    values = formula({name: sums[[i]] for i, name in enumerate(names)})
    spread = formula({name: drawn[:, i] for i, name in enumerate(names)})
    return {
        "counts": {name: int(total) for name, total in zip(names, sums, strict=True)},
        **{name: _bounds(float(value[0]), spread[name]) for name, value in values.items()},
    }


def _drawn(count: int) -> NDArray[np.int64]:
    """How often each of the stories is drawn in each resampling; no resampling where they are too few."""
    if count < FEWEST:
        return np.zeros((0, count), dtype=np.int64)
    drawn = np.random.default_rng(11).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return np.asarray(drawn, dtype=np.int64)


def _bounds(value: float, spread: NDArray[np.float64]) -> list[float | None] | None:
    """[value, low, high], or None where the figure is not defined."""
    if np.isnan(value):
        return None
    if len(spread) == 0:
        return [round(value, 4), None, None]
    return [round(float(x), 4) for x in (value, *np.nanquantile(spread, (0.025, 0.975)))]


def calibration(scores: Sequence[Score], chosen: Callable[[Score], Sequence[Judged]]) -> Figures:
    """Expected calibration error (mean gap of confidence and share right, over bins) and the bins themselves."""
    table = np.zeros((len(scores), 3, BINS))  # number, confidence, right
    for row, one in zip(table, scores, strict=True):
        for judged in chosen(one):
            place = min(int(judged.confidence * BINS), BINS - 1)
            row[:, place] += 1, judged.confidence, judged.is_right
    drawn = np.tensordot(_drawn(len(scores)), table, axes=1)
    error = [
        _share(np.abs(t[..., 2, :] - t[..., 1, :]).sum(axis=-1), t[..., 0, :].sum(axis=-1))
        for t in (table.sum(axis=0)[None], drawn)
    ]
    bins = [
        {
            "from": place / BINS,
            "conflicts": int(number),
            "confidence": round(float(sure / number), 4),
            "right": round(float(right / number), 4),
        }
        for place, (number, sure, right) in enumerate(table.sum(axis=0).T)
        if number
    ]
    return {"expected_calibration_error": _bounds(float(error[0][0]), error[1]), "bins": bins}


def overall(scores: Sequence[Score]) -> Figures:
    """The figures of some stories together."""
    return with_intervals([_row(one) for one in scores], COUNTS, figures)


def _row(one: Score) -> dict[str, int]:
    return {**one.counts, "right": sum(judged.is_right for judged in one.conflicts)}


def summary(scores: Sequence[Score]) -> Figures:
    """Everything that is measured on some stories."""
    kinds = sorted({kind for one in scores for kind in one.by_kind})
    domains = sorted({one.domain for one in scores})
    return {
        "stories": len(scores),
        **overall(scores),
        "by_kind": {
            kind: with_intervals([one.by_kind.get(kind, {}) for one in scores], KIND_COUNTS, kind_figures)
            for kind in kinds
        },
        "by_domain": {
            domain: {"stories": len(own), **overall(own)}
            for domain in domains
            if (own := [one for one in scores if one.domain == domain])
        },
        "calibration_of_findings": calibration(scores, lambda one: one.findings),
        "calibration_of_conflicts": calibration(scores, lambda one: one.conflicts),
    }


def shown(value: Sequence[float] | None) -> str:
    """A figure with its interval, where it has one."""
    if not value:
        return "–"
    return f"{value[0]:.3f}" + (f" [{value[1]:.3f}, {value[2]:.3f}]" if value[1] is not None else "")


def print_summary(name: str, measured: Figures) -> None:
    counts = measured["counts"]
    print(f"\n== {name}: {measured['stories']} stories")
    for key in figures({k: np.ones(1) for k in COUNTS}):
        print(f"  {key:20} {shown(measured[key])}")
    print(
        f"  {counts['facts']} conflicts, {counts['found']} found, {counts['false_alarms']} false alarms; "
        f"traps sprung {counts['traps_sprung']} of {counts['traps']}"
    )
    print(f"  {'by kind':14}{'recall':22}{'kind right':22}{'precision as shown':22}found, false alarms")
    for kind, row in measured["by_kind"].items():
        own = row["counts"]
        print(
            f"    {kind:12}{shown(row['recall']):22}{shown(row['kind_accuracy']):22}{shown(row['precision']):22}"
            f"{own['found']}/{own['facts']}, {own['false_alarms']}"
        )
    print(
        f"  {'by domain':14}{'precision':22}{'recall':22}{'F1':22}{'agreement':22}{'single':22}traps sprung"
    )
    for domain, row in measured["by_domain"].items():
        cells = ("conflict_precision", "conflict_recall", "conflict_f1", "agreement_recall", "single_recall")
        print(
            f"    {domain:12}{''.join(f'{shown(row[cell]):22}' for cell in cells)}"
            f"{row['counts']['traps_sprung']}/{row['counts']['traps']}"
        )
    for what in ("findings", "conflicts"):
        table = measured[f"calibration_of_{what}"]
        print(f"  calibration of {what}: expected error {shown(table['expected_calibration_error'])}")
        for row in table["bins"]:
            print(
                f"    from {row['from']:.1f}: {row['conflicts']:4} conflicts, mean confidence "
                f"{row['confidence']:.2f}, right {row['right']:.2f}"
            )


def print_ablation(name: str, variants: Mapping[str, Figures]) -> None:
    cells = {
        "precision": "conflict_precision", "recall": "conflict_recall", "F1": "conflict_f1", "kind": "kind_accuracy",
        "agreement": "agreement_recall", "single": "single_recall", "traps left": "traps_left_alone",
    }  # fmt: skip
    print(f"\n== {name}: which part does what\n  {'':22}" + "".join(f"{cell:22}" for cell in cells))
    for variant, row in variants.items():
        print(f"  {variant:22}" + "".join(f"{shown(row[cell]):22}" for cell in cells.values()))


def parts_of(folder: Path) -> dict[str, list[Story]]:
    """The stories below a folder: by the parts of its ``split.json``, else all as one part.

    Raises:
        FileNotFoundError: there is no story.
    """
    stories = {p.parent.name: Story.read(p.parent) for p in sorted(folder.glob("*/gold.json"))}
    if not stories:
        raise FileNotFoundError(f"{folder}: no annotated stories (folders with a gold.json)")
    split = folder / "split.json"
    if not split.is_file():
        return {folder.name: list(stories.values())}
    named = json.loads(split.read_text(encoding="utf-8"))
    return {part: [stories[name] for name in names] for part, names in named.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=Path, default=STORIES, help="another folder in the same format")
    parser.add_argument("--part", help="only this part of split.json")
    parser.add_argument("--fast", action="store_true", help="without the comparison of the parts")
    parser.add_argument("--results", type=Path, help="where to keep the figures; for the stories of this folder "
                        f"results/{RESULTS.name} unless only some are run")  # fmt: skip
    options = parser.parse_args()
    try:
        parts = parts_of(options.stories)
        chosen = {options.part: parts[options.part]} if options.part else parts
    except (FileNotFoundError, KeyError) as error:
        sys.exit(f"quality: {error.args[0]}")
    models = Models.load()
    results: dict[str, Any] = {}
    mistakes: dict[str, list[str]] = {}
    for name, stories in chosen.items():
        scores = measure(stories, models, None if options.fast else VARIANTS)
        results[name] = summary(scores[FULL])
        print_summary(name, results[name])
        if not options.fast:
            results[name]["ablation"] = {variant: overall(own) for variant, own in scores.items()}
            print_ablation(name, results[name]["ablation"])
        if name != "held_out":
            mistakes |= {one.story: one.mistakes for one in scores[FULL]}
    print("\n== mistakes")
    for story, lines in mistakes.items():
        print(*(f"  {story}: {line}" for line in lines), sep="\n")
    is_whole = options.stories == STORIES and not options.part and not options.fast
    target = options.results or (RESULTS if is_whole else None)
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
