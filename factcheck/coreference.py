"""Who a pronoun, a surname or a short form means, within one article.

Precision comes before recall: a mention is resolved only where one reading is left. Names come from the
parser's entities; "he" and "she" go to the one person who fits in the nearest sentence that names any; a
surname or first name to the only full name with it; "the director" to the only person called so; an acronym to
the name that introduces it in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from factcheck.language import Words, children
from factcheck.models import Span
from factcheck.phrases import SUBJECTS

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
PRONOUNS = MASCULINE | FEMININE | {"it", "they", "we", "i", "you", "who", "them", "one", "this", "that"}
_FEMININE_TITLES = frozenset({"ms", "mrs", "miss", "lady", "queen", "princess", "madam", "sister", "actress"})
_MASCULINE_TITLES = frozenset({"mr", "sir", "lord", "king", "prince", "father", "brother", "actor"})
_TITLES = (
    _FEMININE_TITLES
    | _MASCULINE_TITLES
    | frozenset(
        "dr prof professor judge justice governor gov president senator sen rep minister mayor councillor captain capt "
        "major colonel col general gen lieutenant lt sergeant sgt inspector detective di dci chief reverend rev".split()
    )
)
# How many sentences back a pronoun's person may have been named last.
LOOK_BACK = 3

_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’&-]+\s(?:(?:of|the|and|for|on|in)\s)*)+[A-Z][\w'’&-]+)\s\(([A-Z]{2,7}s?)\)"
)


@dataclass(slots=True)
class _Person:
    name: str
    feminine: bool | None = None
    roles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    name: str
    is_subject: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A parsed piece of the article, in reading order, with the block it stands in."""

    words: Words
    block: int
    is_speech: bool = False


def fold(name: str) -> str:
    """A name without accents, in lower case, for comparing."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


def resolve(passages: Sequence[Passage], text: str) -> dict[Span, str]:
    """Resolve the mentions of one article.

    Args:
        passages: its parsed pieces in reading order.
        text: the article's text.

    Returns:
        The words to read in place of each resolved mention, by its span in the text. Full names are not in it.
    """
    people = _people(passages)
    resolved = _acronyms(text, passages)
    history: list[tuple[int, list[_Mention]]] = []
    for passage in passages:
        mentions = _named(passage.words, people)
        for mention in mentions:
            written = text[mention.start : mention.end]
            if fold(written) != fold(mention.name):
                resolved[mention.start, mention.end] = mention.name
        if passage.is_speech:
            continue
        for found in _pronouns(passage, people, history, mentions):
            mentions.append(found)
            resolved[found.start, found.end] = found.name
        history.append((passage.block, mentions))
    return resolved


def _people(passages: Sequence[Passage]) -> dict[str, _Person]:
    """Everybody whom the article gives a full name, by the folded name."""
    people: dict[str, _Person] = {}
    common = {
        fold(words[i].text)
        for words in (p.words for p in passages)
        for i in range(1, len(words))
        if words[i].pos == "PROPN" and words[i - 1].pos == "DET"
    }  # "an Oscar", "the Senate": no surnames
    for passage in passages:
        words = passage.words
        for start, end in _person_runs(words):
            if fold(words[end - 1].text) in common:
                continue
            name = " ".join(words[i].text for i in range(start, end))
            if end - start < 2 or fold(name) in people:
                person = people.get(fold(name))
            else:
                person = people.setdefault(fold(name), _Person(name, _given_name_gender(words[start].text)))
            if person is not None:
                _learn(words, start, end, person)
    return people


@cache
def _given_names() -> dict[str, bool]:
    """Given names of the US census that at least nine in ten bearers share a gender for: name -> is feminine."""
    import names

    shares: dict[str, dict[bool, float]] = defaultdict(dict)
    for key, feminine in (("first:female", True), ("first:male", False)):
        for line in Path(names.FILES[key]).read_text(encoding="ascii").splitlines():
            name, share, *_ = line.split()
            shares[name.lower()][feminine] = float(share)
    return {
        n: max(s, key=s.__getitem__) for n, s in shares.items() if max(s.values()) >= 0.9 * sum(s.values())
    }


def _given_name_gender(name: str) -> bool | None:
    return _given_names().get(fold(name))


def _person_runs(words: Words) -> list[tuple[int, int]]:
    """First and past-the-end indices of the names of persons, titles left out."""
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(words):
        if words[index].entity != "PERSON":
            index += 1
            continue
        end = index + 1
        while end < len(words) and words[end].entity == "PERSON" and not words[end].opens_entity:
            end += 1
        start = index
        while start < end and words[start].lemma.rstrip(".") in _TITLES:
            start += 1
        stop = end
        while stop > start and words[stop - 1].text in {"'s", "'", "’s"}:
            stop -= 1
        if start < stop and all(words[i].pos in {"PROPN", "NOUN"} for i in range(start, stop)):
            runs.append((start, stop))
        index = end
    return runs


def _learn(words: Words, start: int, end: int, person: _Person) -> None:
    head = next((i for i in range(start, end) if not start <= words[i].head < end), end - 1)
    before = start
    while before > 0 and words[before - 1].pos in {"NOUN", "PROPN"}:
        before -= 1
    nouns = list(words[before:start])
    nouns += [words[i] for i in children(words, head) if words[i].dep == "appos" and words[i].pos == "NOUN"]
    above = words[words[head].head]
    if words[head].dep == "appos" and above.pos == "NOUN":
        nouns.append(above)
    for noun in nouns:
        title = noun.lemma.rstrip(".")
        if title in _FEMININE_TITLES:
            person.feminine = True
        elif title in _MASCULINE_TITLES:
            person.feminine = False
        if noun.pos == "NOUN":
            person.roles.add(noun.lemma)


def _named(words: Words, people: dict[str, _Person]) -> list[_Mention]:
    """Mentions by name or by role, resolved to full names."""
    by_part: dict[str, set[str]] = defaultdict(set)
    by_role: dict[str, set[str]] = defaultdict(set)
    for person in people.values():
        parts = person.name.split()
        for part in {parts[0], parts[-1]}:
            by_part[fold(part)].add(person.name)
        for role in person.roles:
            by_role[role].add(person.name)
    found: list[_Mention] = []
    taken: set[int] = set()
    for start, end in _person_runs(words):
        name = " ".join(words[i].text for i in range(start, end))
        full = people.get(fold(name))
        owners = {full.name} if full else by_part[fold(name)] if end - start == 1 else set()
        if len(owners) == 1:
            owner = next(iter(owners))
            _learn(words, start, end, people[fold(owner)])
            found.append(
                _Mention(words[start].start, words[end - 1].end, owner, _is_subject(words, start, end))
            )
            taken.update(range(start, end))
    for index, word in enumerate(words):
        if index in taken:
            continue
        alone = not any(words[i].pos == "PROPN" for i in (index - 1, index + 1) if 0 <= i < len(words))
        if word.pos == "PROPN" and alone and len(by_part[fold(word.text)]) == 1:
            owner = next(iter(by_part[fold(word.text)]))
            found.append(_Mention(word.start, word.end, owner, word.dep in SUBJECTS))
        elif (
            word.pos == "NOUN"
            and word.tag == "NN"
            and len(by_role[word.lemma]) == 1
            and index > 0
            and words[index - 1].lemma == "the"
            and word.dep in SUBJECTS | {"pobj", "dobj"}
            and not any(words[c].dep in {"prep", "poss", "appos", "relcl"} for c in children(words, index))
        ):
            owner = next(iter(by_role[word.lemma]))
            found.append(_Mention(words[index - 1].start, word.end, owner, word.dep in SUBJECTS))
    return sorted(found, key=lambda m: m.start)


def _is_subject(words: Words, start: int, end: int) -> bool:
    return any(words[i].dep in SUBJECTS for i in range(start, end))


def _pronouns(
    passage: Passage,
    people: dict[str, _Person],
    history: Sequence[tuple[int, list[_Mention]]],
    named: list[_Mention],
) -> list[_Mention]:
    found: list[_Mention] = []
    for word in passage.words:
        feminine = word.lemma in FEMININE
        if not feminine and word.lemma not in MASCULINE:
            continue
        here = [m for m in (*named, *found) if m.end <= word.start]
        scopes = [here] + [
            mentions for block, mentions in reversed(history[-LOOK_BACK:]) if passage.block - block <= 2
        ]
        name = _antecedent(scopes, people, feminine, word.dep in SUBJECTS)
        if name is None:
            continue
        people[fold(name)].feminine = feminine
        reading = f"{name}'s" if word.tag == "PRP$" else name
        found.append(
            _Mention(word.start, word.end, reading if word.tag == "PRP$" else name, word.dep in SUBJECTS)
        )
    return found


def _antecedent(
    scopes: Iterable[Sequence[_Mention]], people: dict[str, _Person], feminine: bool, is_subject: bool
) -> str | None:
    for mentions in scopes:
        fitting = [m for m in mentions if _fits(people, m, feminine)]
        names = {_bare(m.name) for m in fitting}
        if len(names) == 1:
            return names.pop()
        if len(names) > 1:
            known = {n for n in names if people[fold(n)].feminine is feminine}
            if len(known) == 1:
                return known.pop()
            subjects = {_bare(m.name) for m in fitting if m.is_subject}
            return subjects.pop() if is_subject and len(subjects) == 1 else None
    return None


def _fits(people: dict[str, _Person], mention: _Mention, feminine: bool) -> bool:
    person = people.get(fold(_bare(mention.name)))
    return person is not None and person.feminine in {None, feminine}


def _bare(name: str) -> str:
    return name.removesuffix("'s")


def _acronyms(text: str, passages: Iterable[Passage]) -> dict[Span, str]:
    """Later uses of an acronym that the text introduces in brackets after the full name."""
    resolved: dict[Span, str] = {}
    for introduced in _ACRONYM.finditer(text):
        name, acronym = introduced[1].split("\n")[-1], introduced[2]
        initials = "".join(part[0] for part in re.findall(r"[A-Za-z]\w*", name) if part[0].isupper())
        if not initials.endswith(acronym.rstrip("s")[-2:]):
            continue
        for passage in passages:
            for word in passage.words:
                if word.text == acronym and not introduced.start() <= word.start < introduced.end():
                    resolved[word.start, word.end] = name
    return resolved
