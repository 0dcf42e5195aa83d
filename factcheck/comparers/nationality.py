"""Where people and things are from: another country of the same one."""

from __future__ import annotations

from typing import NamedTuple

from factcheck import countries
from factcheck.alignment import MIN_WORD_COSINE, Side, once
from factcheck.comparers import roles
from factcheck.comparers.base import Pair, Vote, written
from factcheck.comparers.name import other_name
from factcheck.language import Words
from factcheck.phrases import SUBJECTS

# Verbs that take a country of origin: "He comes from Graz", "they are from Belgium".
_COMING = frozenset({"be", "come", "hail"})


class Origin(NamedTuple):
    """A country that a claim names as where somebody or something is from.

    Attributes:
        start, stop: first and past-the-end index of the words that name it.
        countries: those that the words can mean.
        of: index of the word for who or what is from there.
    """

    start: int
    stop: int
    countries: frozenset[str]
    of: int


def compare(pair: Pair) -> Vote | None:
    """Vote for a conflict where the same one is said to be from two countries."""
    for a in origins(pair.a):
        for b in origins(pair.b):
            if a.countries & b.countries:
                continue
            bond = _bond(pair, a, b)
            if bond < pair.settings.aligned_bond:
                continue
            words = pair.a.words[a.start : a.stop], pair.b.words[b.start : b.stop]
            return other_name(pair, words, (a.of, b.of), bond, "another nationality")
    return None


def _bond(pair: Pair, a: Origin, b: Origin) -> float:
    """How well those who are from there answer each other, and what is said of them, 0 to 1."""
    around = roles.bond(pair, a.of, b.of)
    if a.start <= a.of < a.stop or b.start <= b.of < b.stop:  # "a Dane": who that is stays open
        return around
    alike = roles.role_likeness(pair, a.of, b.of)
    return (alike + around) / 2 if alike >= MIN_WORD_COSINE else 0.0


@once
def origins(side: Side) -> list[Origin]:
    """The countries that a claim names as where somebody or something is from."""
    words = side.words
    found: list[Origin] = []
    for start in range(len(words)):
        if found and start < found[-1].stop:
            continue
        for stop in range(min(len(words), start + countries.longest()), start, -1):
            text = written(words[start:stop])
            by_people = countries.of_people(text)
            meant = by_people or countries.named(text)
            if meant and (of := _bearer(words, stop - 1, is_people=bool(by_people))) is not None:
                found.append(Origin(start, stop, meant, of))
                break
    return found


def _bearer(words: Words, last: int, *, is_people: bool) -> int | None:
    """Index of the word for what is from a country that is named up to ``last``."""
    word = words[last]
    if is_people:
        if word.dep in {"amod", "compound", "nmod"} and words[word.head].pos in {"NOUN", "PROPN"}:
            return _subject_of(words, word.head)
        if word.dep == "acomp":
            return roles.filler(words, word.head, SUBJECTS)
        if word.dep in {"attr", "appos"}:
            return _subject_of(words, last)
        return last if word.dep not in {"pobj", "conj", "amod", "compound"} else None
    if word.dep != "pobj":
        return None
    preposition, above = words[word.head].lemma, words[word.head].head
    if preposition == "of":  # "Pablo Reyes of Argentina"
        return _subject_of(words, above) if words[above].entity == "PERSON" else None
    if preposition == "in" and words[above].dep == "pobj":  # "from Graz in Austria"
        preposition, above = words[words[above].head].lemma, words[words[above].head].head
    if preposition != "from":
        return None
    if words[above].pos in {"NOUN", "PROPN"}:
        return _subject_of(words, above)
    return roles.filler(words, above, SUBJECTS) if words[above].lemma in _COMING else None


def _subject_of(words: Words, index: int) -> int:
    """Who a noun tells of: the driver in "the driver is a Portuguese citizen", else the noun itself."""
    if words[index].dep == "appos":
        return words[index].head
    subject = roles.filler(words, words[index].head, SUBJECTS) if words[index].dep == "attr" else None
    return index if subject is None else subject
