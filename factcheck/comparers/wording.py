"""The same event told with another scope, cause, place, means or strength."""

from __future__ import annotations

import numpy as np

from factcheck.alignment import Side
from factcheck.comparers.base import Pair, Vote, span_of, whole, written
from factcheck.language import children, subtree

UNIVERSAL = frozenset(
    {"all", "every", "whole", "entire", "entirely", "any", "each", "nationwide", "worldwide", "completely"}
)
RESTRICTIVE = frozenset({"only", "partly", "partially", "some", "most", "several", "mainly", "part"})


def compare(pair: Pair) -> Vote | None:
    """Vote by scope, then by the comparison model."""
    return _scope(pair) or _contradiction(pair)


def _contradiction(pair: Pair) -> Vote | None:
    contradiction = float(np.mean(pair.entailment[:, 2]))
    if contradiction < pair.settings.contradiction:
        return None
    differing = _differing(pair)
    spans = [span_of(side.words[i] for i in indices) if indices else whole(side) for side, indices in differing]
    says = [
        f"“{written(side.words[i] for i in indices) or side.statement.claim.text}”" for side, indices in differing
    ]
    return Vote(
        "conflict", "contradicted", 0.6 * contradiction, spans[0], spans[1], "wording", "contradiction",
        "the accounts exclude each other", *says,
    )  # fmt: skip


def _differing(pair: Pair) -> list[tuple[Side, list[int]]]:
    return [
        (
            side,
            [
                i
                for i in pair.alignment.unanswered(of_b=of_b)
                if side.words[i].start >= side.statement.claim.start
            ],
        )
        for side, of_b in ((pair.a, False), (pair.b, True))
    ]


def _scope(pair: Pair) -> Vote | None:
    """One side says "all", the other names a limit, on the same thing."""
    for first, second, flipped in ((pair.a, pair.b, False), (pair.b, pair.a, True)):
        wide, narrow = _universal(first), _limits(second)
        if not wide or not narrow:
            continue
        if pair.coverage()[1] < pair.settings.shared_content:
            continue
        spans = span_of(first.words[i] for i in wide), span_of(second.words[i] for i in narrow)
        a, b = written(first.words[i] for i in wide), written(second.words[i] for i in narrow)
        if flipped:
            spans, (a, b) = spans[::-1], (b, a)
        return Vote(
            "conflict", "scope", 0.65, *spans, "wording", "discrepancy", "another scope", f"“{a}”", f"“{b}”"
        )
    return None


def _universal(side: Side) -> list[int]:
    """The phrase that "all" or its like governs."""
    for index, word in enumerate(side.words):
        if word.lemma in UNIVERSAL and word.dep in {"det", "predet", "amod", "nsubj", "pobj", "dobj"}:
            return (
                sorted({index, *subtree(side.words, word.head)})
                if word.dep in {"det", "predet", "amod"}
                else [index]
            )
    return []


def _limits(side: Side) -> list[int]:
    """A place, or a word such as "only", that limits a noun."""
    for index, word in enumerate(side.words):
        if word.lemma in RESTRICTIVE:
            return [index]
        if (
            word.lemma in {"in", "for"}
            and word.dep == "prep"
            and side.words[word.head].pos in {"NOUN", "PROPN"}
        ):
            places = [c for c in children(side.words, index) if side.words[c].entity in {"GPE", "LOC"}]
            if places:
                return subtree(side.words, index)
    return []
