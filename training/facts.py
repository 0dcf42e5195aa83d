"""Our own pairs: one fact as several outlets tell it, the accounts that exclude it, and other facts beside it.

A group is a few lines, each with a sign: ``=`` an account of the fact, ``<`` a vaguer one that follows from it,
``! kind |`` an account that cannot stand beside it, ``~`` another fact of the same story. Groups are parted by a
blank line. In ``facts/*.txt`` each group stands alone and holds whole sentences; in ``claims/*.txt`` and ``desk/*.txt``
a heading (``# name``) opens a story, whose groups are short claims, each group neutral to every other. Those of
``desk`` tell one event in sentences of other structures and words.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from pathlib import Path

from training.data import Pair, likeness
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL
from training.values import CITIES, FIRST, LAST

ROLES = (
    "mayor|deputy mayor|head teacher|harbour master|union leader|finance director|club president|police chief|coroner"
    "|prosecutor|team doctor|head coach|festival director|museum director|chief executive|party leader|site manager"
).split("|")
SAID = (
    "police said|officials said|a spokeswoman said|the company said|witnesses said|according to the operator"
    "|the ministry confirmed|the union said on Monday|he said|she told reporters|it was reported on Friday"
).split("|")
JOINTS = (", and ", "; ", ", while ", " as ", " after ")
FACTS = Path(__file__).parent / "facts"
CLAIMS = Path(__file__).parent / "claims"
DESK = Path(__file__).parent / "desk"
HELD_OUT_SHARE = 10  # one group, or one story of claims, in ten is for evaluation only


def held_out(text: str) -> bool:
    """Whether what begins with this text is for evaluation only."""
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT_SHARE == 0


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
    def told(self) -> list[str]:
        """Every account of the fact, whichever way it goes."""
        return [*self.same, *self.vaguer, *(said for _, said in self.contrary)]


def read_groups(text: str) -> list[Group]:
    """The groups of one text.

    Raises:
        ValueError: a line has no sign, or a group has no account of its fact.
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
            else:
                raise ValueError(f"a line without a sign: {line!r}")
        if not group.same:
            raise ValueError(f"a group without the sign of an account: {block[:80]!r}")
        groups.append(group)
    return groups


def read_stories(text: str) -> dict[str, list[Group]]:
    """The stories of one text by their headings.

    Raises:
        ValueError: as ``read_groups``, or two stories have one name.
    """
    stories: dict[str, list[Group]] = {}
    for block in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        name, _, groups = block.partition("\n")
        if name.strip() in stories:
            raise ValueError(f"two stories under the sign # {name.strip()}")
        stories[name.strip()] = read_groups(groups)
    return stories


def _some(pairs: Sequence[tuple[str, str]], count: int, rng: random.Random) -> list[tuple[str, str]]:
    return rng.sample(pairs, min(count, len(pairs)))


def either_way(pair: tuple[str, str], rng: random.Random) -> tuple[str, str]:
    """The pair, or the other way round."""
    return pair if rng.random() < 0.5 else (pair[1], pair[0])


def group_pairs(group: Group, rng: random.Random) -> Iterator[Pair]:
    """About two dozen pairs of one group, the labels in balance.

    Contradiction and neutrality hold both ways, so each such pair is given in a random direction. Contrary
    accounts stand in neutral pairs too, lest their style gives the label away.
    """
    contrary = [said for _, said in group.contrary]
    same = _some([*permutations(group.same, 2)], 6, rng) + _some([*product(group.same, group.vaguer)], 2, rng)
    excluded = _some([*product(group.same, contrary)], 8, rng)
    apart = _some([*product(group.same, group.beside)], 4, rng)
    apart += _some([*product(contrary, group.beside)], 4, rng)
    apart += _some([*permutations(group.beside, 2)], 1, rng)
    for premise, hypothesis in same:
        yield Pair(premise, hypothesis, ENTAILMENT, "facts")
    for pairs, label in ((excluded, CONTRADICTION), (apart, NEUTRAL)):
        for pair in pairs:
            yield Pair(*either_way(pair, rng), label, "facts")
    for premise, hypothesis in _some([*product(group.vaguer, group.same)], 1, rng):
        yield Pair(premise, hypothesis, NEUTRAL, "facts")


def strangers(groups: Sequence[Group], rng: random.Random, count: int) -> Iterator[Pair]:
    """Neutral pairs of two groups of one file: the same domain, other events."""
    for _ in range(count):
        left, right = rng.sample(groups, 2)
        told = [said for _, said in right.contrary] if rng.random() < 0.5 else right.same
        yield Pair(rng.choice(left.same), rng.choice(told), NEUTRAL, "facts")


def story_pairs(groups: Sequence[Group], rng: random.Random) -> Iterator[Pair]:
    """All agreeing and contrary pairs of a story's claims, and twice as many neutral ones across its facts.

    Two in three of the neutral pairs are the one with the most words in common among a few drawn: such are
    mistaken first.
    """
    count = 0
    for group in groups:
        contrary = [said for _, said in group.contrary]
        same = [*permutations(group.same, 2), *product(group.same, group.vaguer)]
        excluded = [pair for a, b in product(group.same, contrary) for pair in ((a, b), (b, a))]
        count += len(same) + len(excluded)
        yield from (Pair(*pair, ENTAILMENT, "claims") for pair in same)
        yield from (Pair(*pair, CONTRADICTION, "claims") for pair in excluded)
    for number in range(count * 2):
        drawn = [rng.sample(groups, 2) for _ in range(10 if number % 3 else 1)]
        pairs = [(rng.choice(left.told), rng.choice(right.told)) for left, right in drawn]
        yield Pair(*max(pairs, key=lambda pair: likeness(*pair)), NEUTRAL, "claims")


def echoes(groups: Sequence[Group], rng: random.Random) -> Iterator[Pair]:
    """A claim beside itself, word for word or with somebody credited.

    Denials are among them, or "not" would come to mean contradiction.
    """
    for claim in (rng.choice(group.told) for group in groups):
        credited = f"{claim.rstrip('.')}, {rng.choice(SAID)}."
        pair = (claim, claim) if rng.random() < 0.5 else (claim, credited)
        yield Pair(*either_way(pair, rng), ENTAILMENT, "claims")


def joined_pairs(groups: Sequence[Group], rng: random.Random) -> Iterator[Pair]:
    """Two facts in one sentence beside one of them: what the longer one adds neither supports nor contradicts."""
    for group in groups:
        told = rng.choice(group.same)
        beside = rng.choice([said for other in groups if other is not group for said in other.same])
        first, second = (told, beside) if rng.random() < 0.5 else (beside, told)
        long = f"{first.rstrip('.')}{rng.choice(JOINTS)}{second}"
        if len(group.same) > 1:
            again = rng.choice([said for said in group.same if said != told])
            yield Pair(long, again, ENTAILMENT, "joined")
            if rng.random() < 0.5:
                yield Pair(again, long, NEUTRAL, "joined")
        if group.contrary:
            pair = long, rng.choice(group.contrary)[1]
            yield Pair(*either_way(pair, rng), CONTRADICTION, "joined")
        strange = [
            said for other in groups if beside not in other.told and other is not group for said in other.told
        ]
        if strange:
            yield Pair(*either_way((long, rng.choice(strange)), rng), NEUTRAL, "joined")


def people_pairs(rng: random.Random, count: int) -> Iterator[Pair]:
    """What apposition says of people ("Ines Moe, 44, the harbour master"): of one person it agrees or conflicts,
    of two it does neither.
    """
    for _ in range(count):
        one, other = (f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(2))
        age, older = rng.sample(range(18, 90), 2)
        role, post = rng.sample(ROLES, 2)
        place, town = rng.sample(CITIES, 2)
        said = [
            (
                [f"{one} is {age}.", f"{one} is {age} years old.", f"The {age}-year-old {one}"],
                f"{one} is {older}.",
            ),
            (
                [f"{one} is the {role}.", f"{one} is {role}.", f"The {role} is {one}."],
                f"{other} is the {role}.",
            ),
            ([f"{one} is from {place}.", f"{one} of {place}"], f"{one} is from {town}."),
        ]
        left, right = rng.sample(said, 2)
        same = rng.sample(left[0], 2)
        yield Pair(same[0], same[1], ENTAILMENT, "people")
        yield Pair(*either_way((same[0], left[1]), rng), CONTRADICTION, "people")
        yield Pair(same[0], rng.choice(right[0]), NEUTRAL, "people")
        stranger = rng.choice(left[0]).replace(one, other).replace(role, post).replace(str(age), str(older))
        yield Pair(same[0], stranger, NEUTRAL, "people")


def fact_pairs(rng: random.Random, kept: bool, folder: Path = FACTS) -> list[Pair]:
    """The pairs of all groups that stand alone: of those kept for evaluation, or of the others."""
    pairs: list[Pair] = []
    for path in sorted(folder.glob("*.txt")):
        groups = [g for g in read_groups(path.read_text(encoding="utf-8")) if held_out(g.same[0]) == kept]
        for group in groups:
            pairs += group_pairs(group, rng)
        if len(groups) > 1:
            pairs += strangers(groups, rng, 2 * len(groups))
    rng.shuffle(pairs)
    return pairs


def claim_pairs(rng: random.Random, kept: bool, folder: Path = CLAIMS) -> list[Pair]:
    """The pairs of all stories of claims: of those kept for evaluation, or of the others."""
    pairs: list[Pair] = []
    for path in sorted(folder.glob("*.txt")):
        for name, groups in read_stories(path.read_text(encoding="utf-8")).items():
            if held_out(name) == kept:
                made = (*story_pairs(groups, rng), *echoes(groups, rng), *joined_pairs(groups, rng))
                pairs += dict.fromkeys(made)
    pairs += people_pairs(rng, len(pairs) // 80)
    rng.shuffle(pairs)
    return pairs
