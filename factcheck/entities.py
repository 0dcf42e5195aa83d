"""The persons and things that an article names: full names, gender, what they are called ("the director")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from factcheck.language import Words, children
from factcheck.naming import (
    BUSINESS,
    CALENDAR,
    FEMININE_TITLES,
    LEADING,
    MASCULINE_TITLES,
    NO_NAMES,
    ORG_ENDINGS,
    ORG_LABELS,
    SAME_ROLE,
    TITLES,
    WORKS,
    fold,
    gender_by_ending,
    given_name_gender,
    is_office,
    is_person_noun,
    noun_gender,
)
from factcheck.phrases import SUBJECTS


@dataclass(slots=True)
class Entity:
    """Somebody or something that the article names.

    Attributes:
        name: the fullest form, without title.
        is_person: a human being; else an organisation, a place or another thing.
        feminine: None where the article has not shown it.
        is_plural: more than one.
        roles: nouns that the article calls it by, as lemmas.
        is_named: it has a proper name; else ``name`` is the words that introduced it.
    """

    name: str
    is_person: bool
    feminine: bool | None = None
    is_plural: bool = False
    roles: set[str] = field(default_factory=set)
    is_named: bool = True

    def fits(self, *, feminine: bool) -> bool:
        """It may be meant by "she", or else by "he"."""
        if self.is_plural or not self.is_person:
            return False
        if self.feminine is None and self.is_named and " " in self.name:
            return gender_by_ending(self.name.split()[0]) in {None, feminine}
        return self.feminine in {None, feminine}


def name_runs(words: Words) -> list[tuple[int, int, str]]:
    """Proper names as first and past-the-end indices, titles left off, with the title (or empty)."""
    runs: list[tuple[int, int, str]] = []
    index = 0
    while index < len(words):
        if not _is_name_word(words, index):
            index += 1
            continue
        end = index + 1
        while end < len(words) and (_is_name_word(words, end) or _joins_name(words, end)):
            end += 1
        start, title = index, ""
        for at in range(index, end - 1):
            lemma = words[at].text.lower().rstrip(".")
            role = at == start and given_name_gender(lemma) is None and is_office(lemma)
            if lemma in TITLES or role:
                start, title = at + 1, lemma
        if words[start].lemma.rstrip(".") not in TITLES:
            runs.append((start, end, title))
        index = end
    return runs


def _is_name_word(words: Words, index: int) -> bool:
    word = words[index]
    dated = word.entity in NO_NAMES and (word.pos != "PROPN" or word.lemma in CALENDAR)
    if not word.text[:1].isupper() or dated or not re.search(r"[^\W\d]", word.text):
        return False
    if word.pos == "PROPN":
        return not (index and words[index - 1].lemma == "the" and is_person_noun(word.lemma))
    # Part of a name that is also a common word: "Storm Berit", "Harbour Lights".
    inside = index > 0 or (len(words) > 1 and words[1].pos == "PROPN" and words[1].entity == word.entity)
    return (
        bool(word.entity)
        and inside
        and word.pos in {"NOUN", "ADJ", "VERB", "NUM", "X"}
        and word.entity != "NORP"
    )


def _joins_name(words: Words, index: int) -> bool:
    """Inside one named entity, a lower-case word such as "of", "de" or "and"."""
    if index + 1 >= len(words) or words[index].text == ",":
        return False
    if words[index].text == "-":
        unspaced = words[index - 1].end == words[index].start and words[index].end == words[index + 1].start
        return unspaced and _is_name_word(words, index + 1)
    if not words[index].entity:
        return False
    same = words[index - 1].entity == words[index].entity == words[index + 1].entity
    joined = not words[index].opens_entity and not words[index + 1].opens_entity
    return same and joined and words[index].pos in {"ADP", "DET", "CCONJ"} and words[index].text[:1].islower()


def collect(passages: Iterable[Words]) -> dict[str, Entity]:
    """Everybody and everything that the article gives a name of its own, by the folded name."""
    weights: Counter[str] = Counter()
    favourable: Counter[str] = Counter()
    written: dict[str, str] = {}
    parsed = list(passages)
    for words in parsed:
        for start, end, title in name_runs(words):
            if is_modifier(words, end - 1):
                continue
            name = _written(words, start, end)
            key = fold(name)
            if key not in written and " " in name and given_name_gender(words[start].text) is not None:
                weights[key] += 3
            written.setdefault(key, name)
            weight = _evidence(words, start, end, title)
            weights[key] += weight
            favourable[key] += max(weight, 0)
    for short in written:
        longer = [k for k in written if k.endswith(" " + short) or k.startswith(short + " ")]
        if len(longer) == 1:
            # Persons go by their last name alone, hardly anything else does.
            is_last = longer[0].endswith(" " + short) and short not in ORG_ENDINGS
            weights[longer[0]] += favourable[short] + 2 * is_last
    entities: dict[str, Entity] = {}
    for key, name in written.items():
        is_person = weights[key] > 0 and len(name.split()) <= 4 and not re.search(r"[\d_]", name)
        given = given_name_gender(name.split()[0]) if is_person and " " in name else None
        entities[key] = Entity(name, is_person, given)
    _drop_short_forms(entities, parsed)
    for words in parsed:
        for start, end, title in name_runs(words):
            owner = entities.get(fold(_written(words, start, end)))
            if owner is not None:
                _learn(words, start, end, title, owner)
    return entities


def is_modifier(words: Words, index: int) -> bool:
    """The name only tells a common noun more closely ("the Oscar campaign")."""
    above = words[words[index].head]
    return (
        words[index].dep in {"compound", "npadvmod", "nmod"}
        and above.pos != "PROPN"
        and not is_person_noun(above.lemma)
    )


def _written(words: Words, start: int, end: int) -> str:
    gaps = ["" if i == start or words[i - 1].end == words[i].start else " " for i in range(start, end)]
    return "".join(gap + words[i].text for gap, i in zip(gaps, range(start, end), strict=True))


def _evidence(words: Words, start: int, end: int, title: str) -> int:
    """How much the words in and around a name speak for a person; against one where negative."""
    head = end - 1
    labels = {words[i].entity for i in range(start, end)}
    total = 2 if "PERSON" in labels else -2 if labels & ORG_LABELS else 0
    total += 4 * bool(title)
    total -= 6 * (end - start > 1 and words[head].lemma in ORG_ENDINGS)
    return total + _before(words, start) + _behind(words, end) + _governed(words, head)


def _before(words: Words, start: int) -> int:
    """Weight of the word before a name: "the", "in" or a person noun."""
    if start == 0:
        return 0
    before = words[start - 1]
    if before.lemma in {"the", "a", "an"}:
        return -4
    if before.lemma in {"in", "near"}:
        return -3
    if before.lemma == "at":
        return -1
    return 3 * (before.pos == "NOUN" and is_person_noun(before.lemma))


def _behind(words: Words, end: int) -> int:
    """Weight of what a comma behind a name brings: an age, "who" or "which"."""
    if end + 1 >= len(words) or words[end].text != ",":
        return 0
    closed = end + 2 < len(words) and words[end + 2].text in {",", "."}
    if closed and re.fullmatch(r"[1-9]\d", words[end + 1].text):
        return 4
    return {"who": 3, "which": -3}.get(words[end + 1].lemma, 0)


def _governed(words: Words, head: int) -> int:
    """Weight of the words that a name depends on, or that depend on it."""
    above = words[words[head].head]
    below = [words[c] for c in children(words, head)]
    total = 0
    if any(w.dep == "poss" and w.lemma in WORKS for w in below):
        total -= 8  # "the film's Emilia"
    if words[head].dep == "pobj" and above.lemma == "of" and words[above.head].lemma in LEADING:
        total -= 8  # "the director of Emilia"
    if any(w.dep == "appos" and w.pos == "NOUN" and is_person_noun(w.lemma) for w in below):
        total += 3
    if words[head].dep == "appos" and above.pos == "NOUN":
        total += 3 if is_person_noun(above.lemma) else -3
    return total + (words[head].dep in SUBJECTS and above.lemma in {"say", "tell", "add", "ask"})


def _drop_short_forms(entities: dict[str, Entity], parsed: Sequence[Words]) -> None:
    """Remove names that are part of a single fuller one: they are mentions of it, not names of their own."""
    for key in [k for k in entities if " " not in k]:
        if owners(entities, key, [e for k, e in entities.items() if " " in k]):
            del entities[key]
    for key in [k for k in entities if " " in k]:
        longer = [
            e for k, e in entities.items() if k != key and (k.startswith(key + " ") or k.endswith(" " + key))
        ]
        if len(longer) == 1 and longer[0].is_person == entities[key].is_person:
            del entities[key]


def bearers(entities: dict[str, Entity], role: str) -> list[Entity]:
    """Those whom the article calls so; where it calls nobody so, by a noun for the same part."""
    found = [e for e in entities.values() if role in e.roles]
    if found:
        return found
    alike = {other for group in SAME_ROLE if role in group for other in group}
    fitting = noun_gender(role)
    return [
        e for e in entities.values() if e.roles & alike and (fitting is None or e.feminine in {None, fitting})
    ]


def owners(entities: dict[str, Entity], short: str, among: Sequence[Entity]) -> list[Entity]:
    """Those of the entities that a short name may stand for: given name or surname, first words of a company's."""
    short = fold(short)
    found = []
    for entity in among:
        parts = fold(entity.name).split()
        if len(parts) < 2:
            continue
        if (
            entity.is_person and short in {parts[0], parts[-1], " ".join(parts[1:]), " ".join(parts[:-1])}
        ) or (not entity.is_person and len(parts) == 2 and short == parts[0] and parts[1] in BUSINESS):
            found.append(entity)
    return found


def _learn(words: Words, start: int, end: int, title: str, entity: Entity) -> None:
    """Take in what the words around a name call its bearer."""
    head = next((i for i in range(start, end) if not start <= words[i].head < end), end - 1)
    if not entity.is_person:
        entity.roles.add(fold(words[end - 1].text))
        return
    nouns = {title} if title else set()
    for before in range(start - 1, -1, -1):
        if words[before].pos not in {"NOUN", "PROPN"}:
            break
        nouns.add(words[before].lemma)
    nouns |= {words[i].lemma for i in _beside(words, head) if is_person_noun(words[i].lemma)}
    for lemma in sorted(nouns):
        if lemma in FEMININE_TITLES or noun_gender(lemma) is True:
            entity.feminine = True
        elif lemma in MASCULINE_TITLES or noun_gender(lemma) is False:
            entity.feminine = False
        if is_person_noun(lemma) or lemma in TITLES:
            entity.roles.add(lemma)


def _beside(words: Words, head: int) -> list[int]:
    """Nouns that say what the bearer of a name is: in apposition, after "is", after "as"."""
    above = words[head].head
    found = [i for i in children(words, head) if words[i].dep == "appos" and words[i].pos == "NOUN"]
    if words[head].dep == "appos" and words[above].pos == "NOUN":
        found.append(above)
    if words[head].dep in SUBJECTS:
        for child in children(words, above):
            if words[child].dep == "attr" and words[above].lemma == "be":
                found.append(child)
            elif words[child].dep == "prep" and words[child].lemma == "as":
                found.extend(c for c in children(words, child) if words[c].dep == "pobj")
    return found
