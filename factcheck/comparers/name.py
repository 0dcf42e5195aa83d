"""Persons, places, organisations, nationalities: another name in the same role."""

from __future__ import annotations

from factcheck import countries
from factcheck.alignment import Side, once
from factcheck.comparers import roles
from factcheck.comparers.base import Pair, Vote, span_of, written
from factcheck.coreference import fold
from factcheck.language import Words

# Entity types that name somebody or something; values are the quantity comparer's.
NAMES = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
)


def compare(pair: Pair) -> Vote | None:
    """Vote for a conflict where two names that cannot be one stand in the same role of the same statement."""
    for a in _named(pair.a):
        for b in _named(pair.b):
            vote = _vote(pair, a, b)
            if vote:
                return vote
    return None


@once
def _named(side: Side) -> list[tuple[int, int]]:
    return entities(side.words)


def entities(words: Words) -> list[tuple[int, int]]:
    """First and past-the-end indices of the names in a claim."""
    runs: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        named = word.entity in NAMES or (word.pos == "PROPN" and not word.entity)
        if not named or word.pos in {"DET", "PUNCT", "PART"}:
            continue
        if runs and runs[-1][1] == i and not word.opens_entity and words[i - 1].entity == word.entity:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _vote(pair: Pair, a: tuple[int, int], b: tuple[int, int]) -> Vote | None:
    words_a, words_b = pair.a.words[slice(*a)], pair.b.words[slice(*b)]
    if _differ_in_type(words_a, words_b) or _may_be_one(words_a, words_b):
        return None
    if _mentioned(words_a, pair.b.words) or _mentioned(words_b, pair.a.words):
        return None
    head_a, head_b = roles.anchor(pair.a, range(*a)), roles.anchor(pair.b, range(*b))
    if head_a is None or head_b is None or pair.a.words[head_a].dep != pair.b.words[head_b].dep:
        return None
    bond = roles.bond(pair, head_a, head_b)
    if bond < pair.settings.aligned_bond:
        return None
    return other_name(pair, (words_a, words_b), (head_a, head_b), bond, "another name in the same place")


def other_name(
    pair: Pair, names: tuple[Words, Words], places: tuple[int, int], bond: float, reason: str
) -> Vote:
    """The vote that two names exclude each other.

    Args:
        names: the words that name, of the first and the second claim.
        places: indices of the words whose surroundings answer each other.
        bond: how well they do, 0 to 1.
    """
    return Vote(
        "conflict",
        "other name",
        strength=0.6 + 0.2 * bond,
        span_a=span_of(names[0]),
        span_b=span_of(names[1]),
        kind="name",
        reason=reason,
        says=(written(names[0]), written(names[1])),
        bond=bond,
        nearness=roles.nearness(pair, *places),
    )


def _differ_in_type(a: Words, b: Words) -> bool:
    """Both names have a known type, and not the same; the parser leaves many names without one."""
    types = {w.entity for w in a} - {""}, {w.entity for w in b} - {""}
    return bool(types[0] and types[1] and not types[0] & types[1])


def _may_be_one(a: Words, b: Words) -> bool:
    """The names share a word, mean one country, or one is the other's initials or beginning."""
    known = [countries.of_people(text) | countries.named(text) for text in (written(a), written(b))]
    if all(known):
        return bool(known[0] & known[1])
    parts_a, parts_b = {fold(w.text).strip(".") for w in a}, {fold(w.text).strip(".") for w in b}
    shared = parts_a & parts_b
    if shared:
        # "Upper Lisk" and "Lower Lisk": the same noun with different qualifiers is not one name.
        return not (
            parts_a - shared and parts_b - shared and len(a) == len(b) == 2 and a[0].entity != "PERSON"
        )
    initials = ["".join(w.text[0] for w in words).lower() for words in (a, b)]
    joined = ["".join(fold(w.text) for w in words).replace(".", "") for words in (a, b)]
    short, long = sorted(joined, key=len)
    return initials[0] == joined[1] or initials[1] == joined[0] or long.startswith(short[:4])


def _mentioned(name: Words, words: Words) -> bool:
    present = {fold(w.text) for w in words}
    return all(fold(w.text) in present for w in name)
