"""Who a pronoun, a surname or a short form means, within one article.

Precision comes before recall: a mention is resolved only where one reading is left. A surname or first name
goes to the only full name with it, "the director" to the only person called so, an acronym to the name that
introduces it in brackets; "he" and "she" to the one person who fits in the nearest sentence that names any;
"it" and "they" only to what the sentence, or the one before, is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from factcheck.binding import acts, barred, co_mentioned, following_subject, is_empty, told_below
from factcheck.entities import Entity, collect
from factcheck.language import Words
from factcheck.mentions import Finder, Mention, acronyms, mention_of, spelled_out
from factcheck.models import Span
from factcheck.naming import fold
from factcheck.phrases import SUBJECTS
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


def resolve(passages: Sequence[Passage], text: str) -> dict[Span, str]:
    """Resolve the mentions of one article.

    Args:
        passages: its parsed pieces in reading order.
        text: the article's text.

    Returns:
        The words to read in place of each resolved mention, by its span in the text. Full names are not in it.
    """
    entities = collect(p.words for p in passages)
    known = acronyms(text)
    resolved = spelled_out(known, [p.words for p in passages])
    finder, story = Finder(entities, known), _Story()
    for passage in passages:
        mentions = finder.mentioned(passage.words, story.before(passage))
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
            mentions.append(mention_of(passage.words, index, index + 1, index, entity))
            mentions.sort(key=lambda m: m.start)
            # A lone name may be half of one that the parser did not take for a person's.
            is_lone = entity.is_person and (" " not in entity.name or not entity.is_named)
            if word.tag != "PRP$" if entity.is_plural else not is_lone:
                resolved[word.start, word.end] = entity.name + ("'s" if word.tag == "PRP$" else "")
        story.leave(passage, mentions)
    return resolved


class _Story:
    """What has been mentioned so far, sentence by sentence."""

    def __init__(self) -> None:
        self.history: list[tuple[int, list[Mention]]] = []
        self.speaker: Entity | None = None
        self._sentence = -1
        self._before: list[Mention] = []

    def enter(self, passage: Passage) -> None:
        """Begin a passage; the mentions of its sentence so far stay at hand."""
        if passage.sentence != self._sentence or passage.sentence < 0:
            self._before = []
        self._sentence = passage.sentence

    def leave(self, passage: Passage, mentions: list[Mention]) -> None:
        """End a passage: remember its mentions, and who speaks in it."""
        if passage.is_frame:
            mentions = [replace(m, is_main=False, is_subject=False) for m in mentions]
        if self._before:
            self.history.pop()
        self._before = [*self._before, *mentions]
        if self._before or mentions or not passage.is_frame:
            self.history.append((passage.block, self._before))
        self.speaker = _speaking(passage, mentions) or self.speaker

    def before(self, passage: Passage) -> list[Mention] | None:
        """The mentions of the nearest sentence of this paragraph or the one before; None at the article's start."""
        if not self.history:
            return None
        block, mentions = self.history[-1]
        return mentions if passage.block - block <= 1 else []

    def meant(self, passage: Passage, index: int, mentions: Sequence[Mention]) -> Entity | None:
        """Whom or what a pronoun means; None for other words and where more than one reading is left."""
        word = passage.words[index]
        if word.pos != "PRON":
            return None
        if word.lemma in MASCULINE | FEMININE and word.lemma != "hers":
            return self._person(passage, index, mentions, feminine=word.lemma in FEMININE)
        if word.lemma in NEUTER | PLURAL:
            return self._thing(passage, index, mentions, is_plural=word.lemma in PLURAL)
        return None

    def _scopes(self, passage: Passage, index: int, mentions: Sequence[Mention]) -> Iterable[list[Mention]]:
        words = passage.words
        not_meant = barred(words, index)
        here = [m for m in mentions if m.end <= words[index].start and m.noun not in not_meant]
        yield [*(m for m in self._before if m.start < words[index].start), *here]
        history = self.history[:-1] if self._before else self.history
        yield from (e for b, e in reversed(history[-LOOK_BACK:]) if passage.block - b <= 2)

    def _person(
        self, passage: Passage, index: int, mentions: Sequence[Mention], *, feminine: bool
    ) -> Entity | None:
        words = passage.words
        is_new = words[index].dep in {*SUBJECTS, "poss"}
        nouns = barred(words, index) | co_mentioned(words, index)
        not_meant = {id(m.entity) for m in mentions if m.noun in nouns}
        first = not any(m.entity.is_person for m in mentions if m.start < words[index].start)
        speaker = self.speaker if passage.is_frame and first else None
        if speaker and speaker.fits(feminine=feminine) and id(speaker) not in not_meant:
            return speaker
        scopes = [
            [m for m in scope if m.entity.fits(feminine=feminine) and id(m.entity) not in not_meant]
            for scope in self._scopes(passage, index, mentions)
        ]
        depth = next((n for n, fitting in enumerate(scopes) if fitting), None)
        if depth is None:
            return None
        fitting = scopes[depth]
        here = any(m in mentions for m in fitting)
        is_own = here and words[index].dep == "poss"
        chosen = _only(fitting, feminine, is_subject=is_new and not here, is_own=is_own)
        if chosen is None or (depth > 1 and chosen.feminine is None):
            return None  # two readings, or too far back for a person whose gender is a guess
        rivals = [m.entity for m in mentions if m.noun == following_subject(words, index)]
        if told_below(words, index) & {m.noun for m in fitting}:
            rivals += [m.entity for m in fitting]
        if not any(m.is_subject or (here and m.is_object) for m in fitting):
            rivals += [m.entity for scope in scopes[depth + 1 :] for m in scope if m.is_main]
        if any(e is not chosen and e.is_named and e.fits(feminine=feminine) for e in rivals):
            return None
        if chosen.is_named or chosen.feminine is feminine:
            chosen.feminine = feminine
        return chosen

    def _thing(
        self, passage: Passage, index: int, mentions: Sequence[Mention], *, is_plural: bool
    ) -> Entity | None:
        """What "it" or "they" means where that is what the sentence, or the one before, is about."""
        words = passage.words
        if words[index].lemma in {"it"} and is_empty(words, index):
            return None
        if is_plural:
            return self._group(passage, index, mentions)
        if passage.is_frame:
            return None
        before = [m for m in mentions if m.end <= words[index].start]
        if barred(words, index) & {m.noun for m in before}:
            return None  # "The museum bought it": not the museum
        about = [m for m in before if m.is_main and not m.is_joined]
        if before:
            # "Norrland said it would …", "Norrland lost its licence"
            things = [m for m in before if not m.entity.is_person]
            if len(about) != 1 or len({id(m.entity) for m in things}) != 1:
                return None
            entity = about[0].entity
            return entity if entity.is_named and _is_thing(entity) else None
        if words[index].dep not in {*SUBJECTS, "poss"} or not self.history or self._before:
            return None
        block, earlier = self.history[-1]
        about = [m for m in earlier if m.is_main and not m.is_joined]
        if passage.block - block > 1 or len({id(m.entity) for m in about}) != 1:
            return None
        entity = about[0].entity
        others = [m for m in earlier if m.entity is not entity and _is_thing(m.entity)]
        if any(m.is_object or m.is_subject for m in others) and not acts(words, index):
            return None  # "The bank bought a mill. It closed": either
        if words[index].dep == "poss" and any(m.entity.is_named for m in others):
            return None
        if not entity.is_named and (others or words[index].dep == "poss" or _is_be(words, index)):
            return None
        return entity if _is_thing(entity) else None

    def _group(self, passage: Passage, index: int, mentions: Sequence[Mention]) -> Entity | None:
        """The only people that the sentence, or one of the two before, names as several."""
        for scope in list(self._scopes(passage, index, mentions))[:3]:
            if any(m.is_joined for m in scope):
                return None
            groups = {id(m.entity): m for m in scope if m.entity.is_plural}
            people = [m for m in groups.values() if m.entity.is_person]
            if people:
                things = any(m.is_main and not m.entity.is_person for m in groups.values())
                return people[0].entity if len(people) == 1 and not things else None
            if any(m.is_main for m in groups.values()):
                return None
        return None


def _is_be(words: Words, index: int) -> bool:
    """The pronoun may stand for a whole event ("It was the right step")."""
    return words[words[index].head].lemma == "be"


def _is_thing(entity: Entity) -> bool:
    """One thing, not a person or several."""
    return not entity.is_person and not entity.is_plural


def _only(
    fitting: Sequence[Mention], feminine: bool, *, is_subject: bool, is_own: bool = False
) -> Entity | None:
    """The one person left: the only one, the only one known to fit, or the only (main) subject.

    Args:
        fitting: mentions of those who may be meant.
        feminine: the pronoun is "she".
        is_subject: the pronoun is a subject, or a possessive, and opens a sentence after theirs.
        is_own: the pronoun may tell of something of the subject's of its own clause ("his title").
    """
    distinct = {id(m.entity): m.entity for m in fitting}
    if len(distinct) == 1:
        return next(iter(distinct.values()))
    known = {key: e for key, e in distinct.items() if e.feminine is feminine}
    subjects = {id(m.entity): m.entity for m in fitting if m.is_subject}
    if len(known) == 1:
        only = next(iter(known.values()))
        # "Wladimir beat Tony and kept his title": nothing is known of Wladimir, but he is the subject.
        return only if id(only) in subjects or not subjects or not is_own else None
    if len(subjects) == 1 and not any(m.is_joined for m in fitting if m.is_subject):
        return next(iter(subjects.values()))
    main = {id(m.entity): m.entity for m in fitting if m.is_main and not m.is_joined}
    return next(iter(main.values())) if is_subject and len(main) == 1 else None


def _speaking(passage: Passage, mentions: Sequence[Mention]) -> Entity | None:
    """The person whom the passage credits."""
    if passage.is_frame:
        people = [m.entity for m in mentions if m.entity.is_person and not m.entity.is_plural]
        return people[-1] if people else None
    top = next((w for i, w in enumerate(passage.words) if w.head == i), None)
    people = [m.entity for m in mentions if m.is_main and m.entity.is_person]
    return people[-1] if people and top is not None and top.lemma in SAYING else None
