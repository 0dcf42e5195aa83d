"""How well quantities are read: ``python benchmarks/quantities.py [--mistakes]``.

The cases are sentences in the style of news, every quantity annotated by hand (``data/quantities.jsonl``).
A quantity is *found* where the words overlap and the kind is right, and *exact* where the bounds, the
approximation, the unit and what is measured are right as well. ``floors.json`` pins what the tests hold.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from factcheck.models import Quantity
from factcheck.quantities import parse

DATA = Path(__file__).parent / "data" / "quantities.jsonl"
FIELDS = ("value", "approximate", "unit", "measures", "state")
EXACT = ("value", "approximate", "unit", "measures")


def load(path: Path = DATA) -> list[dict[str, Any]]:
    """The annotated cases."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def evaluate(cases: list[dict[str, Any]]) -> tuple[dict[str, float], list[str]]:
    """Scores over all cases, each 0 to 1, and the mistakes, one line each."""
    tally: Counter[str] = Counter()
    mistakes: list[str] = []
    for case in cases:
        published = datetime.fromisoformat(case["published"]) if "published" in case else None
        found = parse(case["text"], published=published)
        gold = _located(case)
        tally["gold"] += len(gold)
        tally["parsed"] += len(found)
        taken: set[int] = set()
        for start, end, want in gold:
            match = next(
                (i for i, q in enumerate(found) if i not in taken and q.start < end and start < q.end), None
            )
            if match is None or found[match].kind != want["kind"]:
                wrong = "missed" if match is None else f"is a {found[match].kind}, not a {want['kind']}"
                mistakes.append(f"{case['id']}: {want['text']!r} {wrong}")
                continue
            taken.add(match)
            right = _right(found[match], want)
            tally.update(["found", *right])
            tally["span"] += (found[match].start, found[match].end) == (start, end)
            tally["exact"] += set(EXACT) <= right
            mistakes += [
                f"{case['id']}: {want['text']!r} {field}: {_shown(found[match], field)}"
                for field in FIELDS
                if field not in right
            ]
        mistakes += [
            f"{case['id']}: {q.text!r} read as {q.kind}" for i, q in enumerate(found) if i not in taken
        ]
    return _scores(tally), mistakes


def _located(case: dict[str, Any]) -> list[tuple[int, int, dict[str, Any]]]:
    """The annotated quantities with their offsets, in order of the text."""
    located, position = [], 0
    for want in case["quantities"]:
        start = case["text"].index(want["text"], position)
        position = start + len(want["text"])
        located.append((start, position, want))
    return located


def _right(q: Quantity, want: dict[str, Any]) -> set[str]:
    """The fields that are as annotated."""
    right = {
        field for field in ("approximate", "unit", "measures", "state") if getattr(q, field) == want[field]
    }
    if _equal(q.low, want["low"]) and _equal(q.high, want["high"]):
        right.add("value")
    return right


def _equal(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def _shown(q: Quantity, field: str) -> str:
    return f"{q.low} to {q.high}" if field == "value" else repr(getattr(q, field))


def _scores(tally: Counter[str]) -> dict[str, float]:
    gold, parsed, found = tally["gold"], tally["parsed"], max(tally["found"], 1)
    return {
        "precision": tally["found"] / max(parsed, 1),
        "recall": tally["found"] / max(gold, 1),
        "exact": 2 * tally["exact"] / max(gold + parsed, 1),
        "span": tally["span"] / found,
        **{field: tally[field] / found for field in FIELDS},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="annotated cases to use")
    parser.add_argument("--mistakes", action="store_true", help="list every mistake")
    arguments = parser.parse_args()
    cases = load(arguments.data)
    scores, mistakes = evaluate(cases)
    print(f"{len(cases)} cases, {sum(len(case['quantities']) for case in cases)} quantities")
    for name, score in scores.items():
        print(f"{name:12} {score:.3f}")
    if arguments.mistakes:
        print(*mistakes, sep="\n")


if __name__ == "__main__":
    main()
