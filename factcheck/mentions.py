"""Where an article mentions the persons and things that it names: by name, by part of a name, by what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from factcheck.entities import Entity, bearers, is_modifier, name_runs, owners
from factcheck.language import Words, children
from factcheck.models import Span
from factcheck.naming import CALENDAR, COMPANY_NOUNS, fold, is_person_noun, noun_gender
from factcheck.phrases import SUBJECTS, noun_phrase, set_off

_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’&-]+\s(?:(?:of|the|and|for|on|in)\s)*)+[A-Z][\w'’&-]+)\s\(([A-Z]{2,7}s?)\)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an entity is named.

    Attributes:
        start, end: offsets in the text.
        noun: index of the word that bears the name.
        is_subject, is_object: of any verb; ``is_main``: subject of the sentence's main verb.
        is_joined: named together with others ("Roe and Lund").
    """

    start: int
    end: int
    noun: int
    entity: Entity
    is_subject: bool
    is_joined: bool = False
    is_main: bool = False
    is_object: bool = False


class Finder:
    """Finds the mentions of one article, sentence by sentence, in reading order."""

    def __init__(self, entities: dict[str, Entity], known: Mapping[str, str]) -> None:
        self.entities = entities
        self.known = {fold(acronym): fold(name) for acronym, name in known.items()}
        self.seen: list[Entity] = []
        self.ages: dict[str, str] = {}

    # --- names and descriptions

    def mentioned(self, words: Words, before: Sequence[Mention] | None) -> list[Mention]:
        """Mentions by name or description, in order.

        Args:
            words: the sentence.
            before: the mentions in the sentence before it; None for the article's first.
        """
        found, taken = self._names(words)
        for index, word in enumerate(words):
            if index in taken:
                continue
            is_name = word.text[:1].isupper() and (index or word.dep in SUBJECTS) and word.dep != "compound"
            if is_name and not _is_national(words, index):
                # A surname that the parser took for a common word: "Lund punctured twice".
                meant = owners(self.entities, word.text, [e for e in self.seen if e.is_person])
                if len(meant) == 1:
                    found.append(mention_of(words, index, index + 1, index, meant[0]))
                    continue
            is_aged = _is_aged(words, index)
            if not (is_aged or word.pos in {"NOUN", "PROPN"}) or word.dep in {"compound", "npadvmod", "nmod"}:
                continue
            if (word.entity in {"DATE", "TIME"} and not is_aged) or word.lemma in CALENDAR:
                continue
            if before is None and _is_headline(words):
                continue
            phrase = [i for i in noun_phrase(words, index) if words[i].pos != "PRON"] or [index]
            first = phrase[0]
            entity = self._described(words, index, first, before or [])
            if entity is not None:
                found.append(mention_of(words, first, index + 1, index, entity))
                self._see(entity)
        return sorted(found, key=lambda m: m.start)

    def _names(self, words: Words) -> tuple[list[Mention], set[int]]:
        """Mentions by name, and the indices of all words that are part of a name."""
        found: list[Mention] = []
        taken: set[int] = set()
        for start, end, _ in name_runs(words):
            if end - start == 1 and _is_national(words, start):
                continue
            name = " ".join(words[i].text for i in range(start, end))
            key = self.known.get(fold(name), fold(name))
            entity = self.entities.get(key) or self.entities.get(key.replace(" - ", "-"))
            if entity is None:
                meant = owners(self.entities, name, list(self.entities.values()))
                entity = meant[0] if len(meant) == 1 else None
            taken.update(range(start, end))
            if entity is not None and fold(name) != fold(entity.name):
                beside = {word.text for word in (*words[start - 1 : start], *words[end : end + 1])}
                if "&" in beside or _named_later(words, end, entity):
                    continue  # "Holm & Roe" or "Roe, whose brother Jan Roe": not Jan
            if entity is not None and not is_modifier(words, end - 1):
                found.append(mention_of(words, start, end, end - 1, entity))
                self._see(entity)
                if end + 1 < len(words) and words[end].text == "," and words[end + 1].text.isdigit():
                    self.ages.setdefault(entity.name, words[end + 1].text)  # "Osei, 44,"
        return found, taken

    def _see(self, entity: Entity) -> None:
        if entity not in self.seen:
            self.seen.append(entity)

    def _described(self, words: Words, index: int, first: int, before: Sequence[Mention]) -> Entity | None:
        """Whom a common noun stands for: somebody named, or else itself."""
        noun, opening = words[index], words[first]
        if noun.dep == "appos" and words[noun.head].pos == "PROPN":
            return None
        named = next((c for c in children(words, index) if words[c].dep == "appos" and c > index), None)
        if named is not None:
            if any(words[c].dep == "poss" for c in children(words, index)):
                return None
            run = next((r for r in name_runs(words) if r[0] <= named < r[1]), None)
            entity = (
                self.entities.get(fold(" ".join(w.text for w in words[run[0] : run[1]]))) if run else None
            )
            return entity if entity and entity.is_person and is_person_noun(noun.lemma) else None
        plural = noun.tag == "NNS"
        behind = any(
            words[c].dep in {"prep", "poss"} or (words[c].dep in {"relcl", "acl"} and not set_off(words, c))
            for c in children(words, index)
        )
        age, is_national = _age(words, first, index), _is_national(words, index)
        if opening.lemma == "the" and not plural and not behind and index - first - (5 if age else 0) <= 2:
            known = None if is_national else self._called(noun.lemma, before)
            if known is None and (age or is_national) and noun.dep in SUBJECTS:
                known = self._of_age(age) or _talked_of(before, noun_gender(noun.lemma))
            if known is not None and age and self.ages.get(known.name, age) != age:
                known = None  # somebody else, of another age
            if known is not None:
                return known
        name = " ".join(w.text for w in words[first : index + 1])
        if opening.pos != "PROPN":
            name = name[:1].lower() + name[1:]
        is_person = _is_aged(words, index) or is_national or is_person_noun(noun.lemma)
        if is_person or noun.lemma in {"people", "police", "villager", "islander"}:
            return Entity(name, True, noun_gender(noun.lemma), is_plural=plural, is_named=False)
        if plural:
            return Entity(name, False, is_plural=True, is_named=False)
        return Entity(name, False, is_named=False)

    def _of_age(self, age: str) -> Entity | None:
        """The only one of those named so far who is said to be so old."""
        found = [e for e in self.seen if self.ages.get(e.name) == age]
        return found[0] if len(found) == 1 else None

    def _called(self, role: str, before: Sequence[Mention]) -> Entity | None:
        """The only one of those named so far that the article calls so."""
        called = bearers(self.entities, role)
        if called:
            return called[0] if len(called) == 1 else None
        if role in COMPANY_NOUNS:
            subjects = [m.entity for m in before if m.is_subject]
            things = [e for e in subjects if e.is_named and not e.is_person]
            return things[0] if len(things) == 1 and len(subjects) == 1 else None
        if noun_gender(role) is True and role.endswith("ess"):
            women = [e for e in self.entities.values() if e.is_person and e.feminine is True]
            return women[0] if len(women) == 1 else None
        return None


def _named_later(words: Words, start: int, entity: Entity) -> bool:
    """The sentence gives the entity's full name only further on."""
    name = fold(entity.name)
    return any(
        fold(" ".join(w.text for w in words[a:b])) == name for a, b, _ in name_runs(words) if a >= start
    )


def _is_headline(words: Words) -> bool:
    return words[-1].text not in {".", "!", '"'} and len(words) < 15


def _is_aged(words: Words, index: int) -> bool:
    """The word ends "36-year-old" where it stands for whoever is so old ("the 36-year-old fell")."""
    word = words[index]
    return (
        word.lemma == "old"
        and word.dep not in {"amod", "acomp"}
        and bool(_age(words, max(0, index - 4), index))
    )


def _is_national(words: Words, index: int) -> bool:
    """The word tells of one person where that one is from ("the Norwegian")."""
    word = words[index]
    told = word.entity == "NORP" and word.tag in {"NN", "NNP"} and word.dep in {*SUBJECTS, "dobj", "pobj"}
    return told and any(words[c].lemma == "the" for c in children(words, index))


def _age(words: Words, first: int, noun: int) -> str:
    """The number that tells an age, before a noun or by itself ("the 36-year-old star"), or empty."""
    for at in range(first, noun - 3):
        if "".join(w.text.lower() for w in words[at + 1 : at + 5]) == "-year-old":
            return words[at].text
    return ""


def _talked_of(before: Sequence[Mention], feminine: bool | None) -> Entity | None:
    """The one person of the sentence before, by name, of whom "the 36-year-old star" tells the age.

    It is its subject, or has a given name that is known for one.
    """
    people = {id(m.entity): m for m in before if m.entity.is_person and not m.entity.is_plural}
    if len(people) != 1:
        return None
    only = next(iter(people.values()))
    fits = feminine is None or only.entity.fits(feminine=feminine)
    is_sure = only.is_subject or only.entity.feminine is not None
    return only.entity if is_sure and only.entity.is_named and fits else None


def mention_of(words: Words, start: int, end: int, noun: int, entity: Entity) -> Mention:
    """The mention of an entity by the words from ``start`` to before ``end``, of which ``noun`` bears the name."""
    head = next((i for i in range(start, end) if not start <= words[i].head < end), noun)
    above = head
    while words[above].dep in {"appos", "conj"} and words[above].head != above:
        above = words[above].head
    joined = words[head].dep == "conj" or any(
        words[c].dep == "conj" and words[c].pos in {"PROPN", "NOUN"} for c in children(words, head)
    )
    subject = words[above].dep in SUBJECTS
    verb = words[above].head
    main = subject and words[verb].head == verb
    is_object = words[above].dep == "dobj"
    return Mention(words[start].start, words[end - 1].end, noun, entity, subject, joined, main, is_object)


def acronyms(text: str) -> dict[str, str]:
    """The acronyms that a text introduces in brackets after the full name, with that name."""
    found: dict[str, str] = {}
    for introduced in _ACRONYM.finditer(text):
        name, acronym = introduced[1].split("\n")[-1], introduced[2]
        capitals = [part[0] for part in re.findall(r"[A-Za-z]\w*", name) if part[0].isupper()]
        if capitals[-1] == acronym.rstrip("s")[-1] or acronym.startswith("".join(capitals)[-2:]):
            found[acronym] = re.sub(r"^The\s+", "", name)
    return found


def spelled_out(known: Mapping[str, str], parsed: Sequence[Words]) -> dict[Span, str]:
    """The name to read in place of each acronym; where it is introduced the full name stands before it."""
    return {
        (word.start, word.end): known[word.text]
        for words in parsed
        for index, word in enumerate(words)
        if word.text in known and not (index and words[index - 1].text == "(")
    }
