"""Our own pairs from ``facts/*.txt``: one fact as several outlets tell it, the accounts that exclude it, and
statements beside it.

A group is a few lines, each with a sign: ``=`` an account of the fact, ``<`` a vaguer one that follows from it,
``! kind |`` an account that cannot stand beside it, ``~`` another fact of the same story. Groups are parted by a
blank line.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from pathlib import Path

from training.data import Pair
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL

FOLDER = Path(__file__).parent / "facts"
HELD_OUT_SHARE = 10  # one group in ten is for evaluation only


@dataclass(slots=True)
class Group:
    """The statements around one fact.

    Attributes:
        same: accounts of the fact; each entails the others.
        vaguer: what follows from every account and entails none.
        contrary: accounts of the same fact that exclude it, with the kind of conflict.
        beside: other facts of the story; neutral to everything else in the group.
    """

    same: list[str] = field(default_factory=list)
    vaguer: list[str] = field(default_factory=list)
    contrary: list[tuple[str, str]] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def held_out(self) -> bool:
        """Whether the group is for evaluation only."""
        digest = hashlib.sha256(self.same[0].encode()).digest()
        return int.from_bytes(digest[:4], "big") % HELD_OUT_SHARE == 0


def read_groups(text: str) -> list[Group]:
    """The groups of one file.

    Raises:
        ValueError: a line has no sign, or a group lacks an account, a contrary or another fact.
    """
    groups = []
    for block in re.split(r"\n\s*\n", text.strip()):
        group = Group()
        for line in block.splitlines():
            sign, _, said = line.strip().partition(" ")
            said = said.strip()
            if sign == "=":
                group.same.append(said)
            elif sign == "<":
                group.vaguer.append(said)
            elif sign == "!":
                kind, _, said = said.partition("|")
                group.contrary.append((kind.strip(), said.strip()))
            elif sign == "~":
                group.beside.append(said)
            elif sign != "#":
                raise ValueError(f"a line without a sign: {line!r}")
        if not (group.same and group.contrary and group.beside):
            raise ValueError(f"a group lacks a sign: {block[:80]!r}")
        groups.append(group)
    return groups


def group_pairs(group: Group, rng: random.Random) -> Iterator[Pair]:
    """About two dozen pairs of one group, the labels in balance.

    Contradiction and neutrality hold both ways, so each such pair is given in a random direction. Contrary
    accounts stand in neutral pairs too, lest their style gives the label away.
    """

    def some(pairs: Sequence[tuple[str, str]], count: int) -> list[tuple[str, str]]:
        return rng.sample(pairs, min(count, len(pairs)))

    def either_way(pair: tuple[str, str]) -> tuple[str, str]:
        return pair if rng.random() < 0.5 else (pair[1], pair[0])

    contrary = [said for _, said in group.contrary]
    same = some([*permutations(group.same, 2)], 6) + some([*product(group.same, group.vaguer)], 2)
    excluded = [either_way(p) for p in some([*product(group.same, contrary)], 8)]
    apart = [either_way(p) for p in some([*product(group.same, group.beside)], 4)]
    apart += [either_way(p) for p in some([*product(contrary, group.beside)], 4)]
    apart += some([*permutations(group.beside, 2)], 1) + some([*product(group.vaguer, group.same)], 1)
    for pairs, label in ((same, ENTAILMENT), (excluded, CONTRADICTION), (apart, NEUTRAL)):
        for premise, hypothesis in pairs:
            yield Pair(premise, hypothesis, label, "facts")


def strangers(groups: Sequence[Group], rng: random.Random, count: int) -> Iterator[Pair]:
    """Neutral pairs of two groups of one file: the same domain, other events."""
    for _ in range(count):
        left, right = rng.sample(groups, 2)
        told = [said for _, said in right.contrary] if rng.random() < 0.5 else right.same
        yield Pair(rng.choice(left.same), rng.choice(told), NEUTRAL, "facts")


def fact_pairs(rng: random.Random, held_out: bool, folder: Path = FOLDER) -> list[Pair]:
    """The pairs of all files, of the groups kept for evaluation or of the others."""
    pairs: list[Pair] = []
    for path in sorted(folder.glob("*.txt")):
        groups = [g for g in read_groups(path.read_text(encoding="utf-8")) if g.held_out == held_out]
        for group in groups:
            pairs += group_pairs(group, rng)
        if len(groups) > 1:
            pairs += strangers(groups, rng, 2 * len(groups))
    rng.shuffle(pairs)
    return pairs
