"""Check the annotated stories: every passage verbatim, every fact well formed, every story in the split.

    python benchmarks/validate_stories.py [STORIES_DIR]

Prints one line for each fault, then the counts; exits with 1 where there is a fault.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any, get_args

from factcheck.models import Kind

VERDICTS = {"conflict", "agree", "single", "compatible"}
KINDS = frozenset(get_args(Kind))
WORDS = range(60, 241)  # length of an article, in words
DOMAINS_AT_LEAST = 12

Passage = tuple[str, str]  # source, words


def passages_of(fact: dict[str, Any]) -> list[Passage]:
    """All passages of a fact, sides of a conflict joined."""
    groups = fact["sides"] if fact["verdict"] == "conflict" else [fact["passages"]]
    return [(source, words) for group in groups for source, words in group]


def faults_of_fact(fact: dict[str, Any], texts: dict[str, str], copies: list[set[str]]) -> Iterator[str]:
    """What is wrong with one fact, given the story's texts by source and its pairs of copies."""

    def origin(source: str) -> str:
        return min(set().union({source}, *(pair for pair in copies if source in pair)))

    if fact["verdict"] not in VERDICTS:
        yield f"unknown verdict {fact['verdict']!r}"
        return
    for source, words in passages_of(fact):
        found = texts[source].count(words) if source in texts else 0
        if found != 1:
            yield f"{source}: found {found} times: {words!r}"
    origins = {origin(source) for source, _ in passages_of(fact)}
    if fact["verdict"] == "conflict":
        if not fact["kinds"] or not KINDS.issuperset(fact["kinds"]):
            yield f"unknown kinds {fact['kinds']}"
        sides = [{origin(source) for source, _ in side} for side in fact["sides"]]
        if len(sides) < 2 or not all(sides):
            yield "a conflict needs two sides or more, none of them empty"
        elif len(origins) < 2:
            yield f"a source in conflict with itself: {passages_of(fact)[0][1]!r}"
    elif fact["verdict"] == "agree" and len(origins) < 2:
        yield f"agreement of one source: {passages_of(fact)[0][1]!r}"
    elif fact["verdict"] == "single" and len(origins) != 1:
        yield f"single-sourced by several: {passages_of(fact)[0][1]!r}"
    elif fact["verdict"] == "compatible" and len(fact["passages"]) < 2:
        yield f"a trap needs two passages: {passages_of(fact)[0][1]!r}"


def opposed(facts: list[dict[str, Any]], texts: dict[str, str]) -> Iterator[str]:
    """Pairs that one fact calls a conflict and another compatible; passages that overlap are the same."""

    def same(a: Passage, b: Passage) -> bool:
        if a[0] != b[0]:
            return False
        (start_a, start_b) = (texts[a[0]].find(words) for words in (a[1], b[1]))
        overlap = min(start_a + len(a[1]), start_b + len(b[1])) - max(start_a, start_b)
        return overlap >= 0.5 * min(len(a[1]), len(b[1]))

    conflicts = [
        (left, right)
        for fact in facts
        if fact["verdict"] == "conflict"
        for one, other in combinations(fact["sides"], 2)
        for left, right in product(one, other)
    ]
    for fact in facts:
        if fact["verdict"] == "compatible":
            for p, q in combinations(fact["passages"], 2):
                for a, b in conflicts:
                    if (same(p, a) and same(q, b)) or (same(p, b) and same(q, a)):
                        yield f"both in conflict and compatible: {p[1]!r} / {q[1]!r}"


def faults_of_story(folder: Path, counts: Counter[str]) -> Iterator[str]:
    """What is wrong with one story's folder; adds to the counts."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    copies = [set(pair) for pair in gold["copies"]]
    counts["stories"] += 1
    counts[f"domain {gold['domain']}"] += 1
    if not 3 <= len(texts) <= 4:
        yield f"{len(texts)} articles"
    for source, text in texts.items():
        if len(text.split()) not in WORDS:
            yield f"{source}: {len(text.split())} words"
    for pair in copies:
        if not pair <= texts.keys():
            yield f"copies of unknown sources: {sorted(pair)}"
    for fact in gold["facts"]:
        counts[fact["verdict"]] += 1
        for kind in fact.get("kinds", [])[:1]:
            counts[f"kind {kind}"] += 1
        yield from faults_of_fact(fact, texts, copies)
    yield from opposed(gold["facts"], texts)


def main(stories: Path) -> int:
    """Check all stories below a folder. Returns the exit code."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    folders = sorted(path.parent for path in stories.glob("*/gold.json"))
    for folder in folders:
        faults += [f"{folder.name}: {fault}" for fault in faults_of_story(folder, counts)]
    split = json.loads((stories / "split.json").read_text(encoding="utf-8"))
    if sorted(split["tuned"] + split["held_out"]) != [folder.name for folder in folders]:
        faults.append("split.json does not name every story once")
    if len([name for name in counts if name.startswith("domain")]) < DOMAINS_AT_LEAST:
        faults.append(f"fewer than {DOMAINS_AT_LEAST} domains")
    print("\n".join([*faults, *(f"{name}: {count}" for name, count in sorted(counts.items()))]))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "stories"))
