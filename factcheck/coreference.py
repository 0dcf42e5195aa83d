"""Who a pronoun, a surname or a short form means, within one article.

Precision comes before recall: a mention is resolved only where one reading is left. A surname or first name
goes to the only full name with it, "the director" to the only person called so, an acronym to the name that
introduces it in brackets; "he" and "she" to the one person who fits in the nearest sentence that names any;
"it" and "they" only to what the sentence, or the one before, is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from factcheck.entities import Entity, bearers, collect, is_modifier, name_runs, owners
from factcheck.language import Words, children
from factcheck.models import Span
from factcheck.naming import COMPANY_NOUNS, fold, is_person_noun, noun_gender
from factcheck.phrases import SUBJECTS, noun_phrase
from factcheck.quotes import SAYING

__all__ = ["FEMININE", "MASCULINE", "PRONOUNS", "Passage", "fold", "resolve"]

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its"})
PLURAL = frozenset({"they", "them", "their"})
PRONOUNS = (
    MASCULINE
    | FEMININE
    | NEUTER
    | PLURAL
    | {"we", "i", "you", "who", "one", "this", "that", "these", "those"}
)
# How many sentences back a pronoun's person may have been named last.
LOOK_BACK = 3
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’&-]+\s(?:(?:of|the|and|for|on|in)\s)*)+[A-Z][\w'’&-]+)\s\(([A-Z]{2,7}s?)\)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A parsed piece of the article, in reading order, with the block and sentence it stands in.

    Attributes:
        is_speech: somebody's words, in which "she" may be anybody.
        is_frame: the credit around or behind a statement ("said Roe").
    """

    words: Words
    block: int
    is_speech: bool = False
    sentence: int = -1
    is_frame: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place where an entity is named: offsets in the text, index of its noun, and whether it is a subject."""

    start: int
    end: int
    noun: int
    entity: Entity
    is_subject: bool
    is_joined: bool = False
    is_main: bool = False


def resolve(passages: Sequence[Passage], text: str) -> dict[Span, str]:
    """Resolve the mentions of one article.

    Args:
        passages: its parsed pieces in reading order.
        text: the article's text.

    Returns:
        The words to read in place of each resolved mention, by its span in the text. Full names are not in it.
    """
    entities = collect(p.words for p in passages)
    resolved = _acronyms(text, passages)
    story = _Story(entities)
    for passage in passages:
        mentions = story.mentioned(passage.words)
        for mention in mentions:
            written = text[mention.start : mention.end]
            if mention.entity.is_named and fold(written) != fold(mention.entity.name):
                resolved.setdefault((mention.start, mention.end), mention.entity.name)
        if passage.is_speech:
            continue
        story.enter(passage)
        for index, word in enumerate(passage.words):
            entity = story.meant(passage, index, mentions)
            if entity is None:
                continue
            mentions.append(_mention(passage.words, index, index + 1, index, entity))
            mentions.sort(key=lambda m: m.start)
            # A lone name may be half of one that the parser did not take for a person's.
            if (entity.is_plural and word.tag != "PRP$") or (
                entity.is_named and (" " in entity.name or not entity.is_person)
            ):
                resolved[word.start, word.end] = entity.name + ("'s" if word.tag == "PRP$" else "")
        story.leave(passage, mentions)
    return resolved


class _Story:
    """What has been mentioned so far, sentence by sentence."""

    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities = entities
        self.history: list[tuple[int, list[_Mention]]] = []
        self.seen: list[Entity] = []
        self.speaker: Entity | None = None
        self._sentence = -1
        self._before: list[_Mention] = []

    def enter(self, passage: Passage) -> None:
        """Begin a passage; the mentions of its sentence so far stay at hand."""
        if passage.sentence != self._sentence or passage.sentence < 0:
            self._before = []
        self._sentence = passage.sentence

    def leave(self, passage: Passage, mentions: list[_Mention]) -> None:
        """End a passage: remember its mentions, and who speaks in it."""
        if passage.is_frame:
            mentions = [replace(m, is_main=False, is_subject=False) for m in mentions]
        if self._before:
            self.history.pop()
        self._before = [*self._before, *mentions]
        if self._before or mentions or not passage.is_frame:
            self.history.append((passage.block, self._before))
        self.speaker = _speaking(passage, mentions) or self.speaker

    # --- names and descriptions

    def mentioned(self, words: Words) -> list[_Mention]:
        """Mentions by name or description, in order."""
        found: list[_Mention] = []
        taken: set[int] = set()
        for start, end, _ in name_runs(words):
            name = " ".join(words[i].text for i in range(start, end))
            entity = self.entities.get(fold(name)) or self.entities.get(fold(name.replace(" - ", "-")))
            if entity is None:
                meant = owners(self.entities, name, list(self.entities.values()))
                entity = meant[0] if len(meant) == 1 else None
            taken.update(range(start, end))
            if entity is not None and not is_modifier(words, end - 1):
                found.append(_mention(words, start, end, end - 1, entity))
                self._see(entity)
        for index, word in enumerate(words):
            if index in taken:
                continue
            if word.text[:1].isupper() and word.dep in {*SUBJECTS, "dobj", "pobj", "poss", "conj", "dative"}:
                # A surname that the parser took for a common word: "Lund punctured twice".
                meant = owners(self.entities, word.text, [e for e in self.seen if e.is_person])
                if len(meant) == 1:
                    found.append(_mention(words, index, index + 1, index, meant[0]))
                    continue
            if word.pos not in {"NOUN", "PROPN"} or word.dep in {"compound", "npadvmod", "nmod"}:
                continue
            if self._is_headline(words):
                continue
            phrase = [i for i in noun_phrase(words, index) if words[i].pos != "PRON"] or [index]
            first = phrase[0]
            entity = self._described(words, index, first)
            if entity is not None:
                found.append(_mention(words, first, index + 1, index, entity))
                self._see(entity)
        return sorted(found, key=lambda m: m.start)

    def _is_headline(self, words: Words) -> bool:
        return not self.history and words[-1].text not in {".", "!", '"'} and len(words) < 15

    def _see(self, entity: Entity) -> None:
        if entity not in self.seen:
            self.seen.append(entity)

    def _described(self, words: Words, index: int, first: int) -> Entity | None:
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
        behind = any(words[c].dep in {"prep", "poss", "relcl", "acl"} for c in children(words, index))
        if opening.lemma == "the" and not plural and not behind and index - first <= 2:
            known = self._called(noun.lemma)
            if known is not None:
                return known
        name = " ".join(w.text for w in words[first : index + 1])
        if opening.pos != "PROPN":
            name = name[:1].lower() + name[1:]
        if is_person_noun(noun.lemma) or noun.lemma in {"people", "police", "villager", "islander"}:
            return Entity(name, True, noun_gender(noun.lemma), is_plural=plural, is_named=False)
        if plural:
            return Entity(name, False, is_plural=True, is_named=False)
        return Entity(name, False, is_named=False)

    def _called(self, role: str) -> Entity | None:
        """The only one of those named so far that the article calls so."""
        called = bearers(self.entities, role)
        if called:
            return called[0] if len(called) == 1 else None
        if role in COMPANY_NOUNS and self.history:
            subjects = [m.entity for m in self.history[-1][1] if m.is_subject]
            things = [e for e in subjects if e.is_named and not e.is_person]
            return things[0] if len(things) == 1 and len(subjects) == 1 else None
        if noun_gender(role) is True and role.endswith("ess"):
            women = [e for e in self.entities.values() if e.is_person and e.feminine is True]
            return women[0] if len(women) == 1 else None
        return None

    # --- pronouns

    def meant(self, passage: Passage, index: int, mentions: Sequence[_Mention]) -> Entity | None:
        """Whom or what a pronoun means; None for other words and where more than one reading is left."""
        word = passage.words[index]
        if word.pos != "PRON":
            return None
        if word.lemma in MASCULINE | FEMININE and word.lemma != "hers":
            return self._person(passage, index, mentions, feminine=word.lemma in FEMININE)
        if word.lemma in NEUTER | PLURAL:
            return self._thing(passage, index, mentions, is_plural=word.lemma in PLURAL)
        return None

    def _scopes(self, passage: Passage, index: int, mentions: Sequence[_Mention]) -> Iterable[list[_Mention]]:
        words = passage.words
        barred = _barred(words, index)
        here = [m for m in mentions if m.end <= words[index].start and m.noun not in barred]
        yield [*(m for m in self._before if m.start < words[index].start), *here]
        history = self.history[:-1] if self._before else self.history
        yield from (e for b, e in reversed(history[-LOOK_BACK:]) if passage.block - b <= 2)

    def _person(
        self, passage: Passage, index: int, mentions: Sequence[_Mention], *, feminine: bool
    ) -> Entity | None:
        word = passage.words[index]
        barred = {id(m.entity) for m in mentions if m.noun in _barred(passage.words, index)}
        first = not any(m.entity.is_person for m in mentions if m.start < word.start)
        if passage.is_frame and first and self.speaker and self.speaker.fits(feminine=feminine):
            return self.speaker
        for depth, scope in enumerate(self._scopes(passage, index, mentions)):
            fitting = [
                m for m in scope
                if m.entity.fits(feminine=feminine) and id(m.entity) not in barred
            ]  # fmt: skip
            here = any(m in mentions for m in scope)
            chosen = _only(fitting, feminine, is_subject=word.dep in {*SUBJECTS, "poss"} and not here)
            if chosen is not None and depth > 1 and chosen.feminine is None:
                return None  # too far back for a person whose gender is a guess
            if chosen is not None:
                if chosen.is_named or chosen.feminine is feminine:
                    chosen.feminine = feminine
                return chosen
            if fitting:
                return None
        return None

    def _thing(
        self, passage: Passage, index: int, mentions: Sequence[_Mention], *, is_plural: bool
    ) -> Entity | None:
        """What "it" or "they" means where that is what the sentence, or the one before, is about."""
        words = passage.words
        if words[index].lemma in {"it"} and _is_empty(words, index):
            return None
        if is_plural:
            return self._group(passage, index, mentions)
        if passage.is_frame:
            return None
        before = [m for m in mentions if m.end <= words[index].start]
        about = [m for m in before if m.is_main and not m.is_joined]
        if before:
            # "Norrland said it would …", "Norrland lost its licence"
            things = [m for m in before if not m.entity.is_person]
            if len(about) != 1 or len({id(m.entity) for m in things}) != 1:
                return None
        elif words[index].dep in {*SUBJECTS, "poss"} and self.history and not self._before:
            block, earlier = self.history[-1]
            about = [m for m in earlier if m.is_main and not m.is_joined]
            named = {id(m.entity) for m in earlier if m.entity.is_named and not m.entity.is_person}
            if passage.block - block > 1 or len(about) != 1 or len(named) > 1:
                return None
        else:
            return None
        entity = about[0].entity
        return entity if entity.is_named and not entity.is_person and not entity.is_plural else None

    def _group(self, passage: Passage, index: int, mentions: Sequence[_Mention]) -> Entity | None:
        """The only people that the sentence, or one of the two before, names as several."""
        for scope in list(self._scopes(passage, index, mentions))[:3]:
            if any(m.is_joined for m in scope):
                return None
            groups = {id(m.entity): m.entity for m in scope if m.entity.is_plural and m.is_main}
            if groups:
                only = next(iter(groups.values()))
                return only if len(groups) == 1 and only.is_person else None
        return None


def _only(fitting: Sequence[_Mention], feminine: bool, *, is_subject: bool) -> Entity | None:
    """The one person left: the only one, the only one known to fit, or the only (main) subject."""
    distinct = {id(m.entity): m.entity for m in fitting}
    if len(distinct) == 1:
        return next(iter(distinct.values()))
    known = {key: e for key, e in distinct.items() if e.feminine is feminine}
    if len(known) == 1:
        return next(iter(known.values()))
    subjects = {id(m.entity): m.entity for m in fitting if m.is_subject}
    if len(subjects) == 1 and not any(m.is_joined for m in fitting if m.is_subject):
        return next(iter(subjects.values()))
    main = {id(m.entity): m.entity for m in fitting if m.is_main and not m.is_joined}
    return next(iter(main.values())) if is_subject and len(main) == 1 else None


def _mention(words: Words, start: int, end: int, noun: int, entity: Entity) -> _Mention:
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
    return _Mention(words[start].start, words[end - 1].end, noun, entity, subject, joined, main)


def _barred(words: Words, index: int) -> set[int]:
    """Nouns that a pronoun cannot mean: its own verb's subject, and the name that it helps to describe.

    "Pratt hit him": not Pratt, unless the pronoun is reflexive. "Roume, the manager of her team": not Roume.
    """
    word = words[index]
    found: set[int] = set()
    here = index
    direct = True
    while words[here].head != here and words[here].pos not in {"VERB", "AUX"}:
        if words[here].dep == "appos":
            found.add(words[here].head)
        here = words[here].head
        direct = direct and words[here].pos in {"ADP", "VERB", "AUX"}
    if not direct or word.lemma.endswith("self") or word.dep not in {"dobj", "pobj", "dative", "iobj"}:
        return found
    verb = here
    for _ in range(4):
        own = {c for c in children(words, verb) if words[c].dep in SUBJECTS}
        if own or words[verb].dep not in {"xcomp", "pcomp", "prep", "conj"} or words[verb].head == verb:
            break
        verb = words[verb].head
    for noun in own:
        found.add(noun)
        found |= {c for c in children(words, noun) if words[c].dep == "appos"}
    return found


def _speaking(passage: Passage, mentions: Sequence[_Mention]) -> Entity | None:
    """The person whom the passage credits."""
    if passage.is_frame:
        people = [m.entity for m in mentions if m.entity.is_person and not m.entity.is_plural]
        return people[-1] if people else None
    top = next((w for i, w in enumerate(passage.words) if w.head == i), None)
    people = [m.entity for m in mentions if m.is_main and m.entity.is_person]
    return people[-1] if people and top is not None and top.lemma in SAYING else None


def _is_empty(words: Words, index: int) -> bool:
    """The "it" of "it rained", "it was clear that": it means nothing."""
    word = words[index]
    if word.dep == "expl" or word.dep not in SUBJECTS:
        return word.dep == "expl"
    verb = word.head
    if words[verb].lemma in {"rain", "snow", "hail", "seem", "appear", "emerge", "take", "happen"}:
        return True
    if words[verb].lemma != "be":
        return False
    below = [words[c] for c in children(words, verb)]
    return any(
        w.dep in {"acomp", "ccomp", "advcl", "csubj"} or w.lemma in {"time", "day", "night"} for w in below
    )


def _acronyms(text: str, passages: Iterable[Passage]) -> dict[Span, str]:
    """Later uses of an acronym that the text introduces in brackets after the full name."""
    resolved: dict[Span, str] = {}
    for introduced in _ACRONYM.finditer(text):
        name, acronym = introduced[1].split("\n")[-1], introduced[2]
        initials = "".join(part[0] for part in re.findall(r"[A-Za-z]\w*", name) if part[0].isupper())
        if not initials.endswith(acronym.rstrip("s")[-2:]):
            continue
        name = re.sub(r"^The\s+", "", name)
        for passage in passages:
            for word in passage.words:
                if word.text == acronym and not introduced.start() <= word.start < introduced.end():
                    resolved[word.start, word.end] = name
    return resolved
