"""Who speaks: the subject of the verb of saying around, before or after a quotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from factcheck.coreference import FEMININE, MASCULINE
from factcheck.entities import name_runs
from factcheck.fragments import Fragment
from factcheck.language import Words, children
from factcheck.models import Span
from factcheck.naming import ORG_ENDINGS, given_name_gender, is_person_noun
from factcheck.phrases import SUBJECTS, is_break
from factcheck.quotes import ASKING, MANNER, REPLYING, SAYING
from factcheck.saying import DOCUMENTS, Credited, name_of, root, subject_of

_NOBODY = frozenset({"it", "this", "that", "there", "all", "everything", "nothing", "what"})
# Nouns for what somebody says: "Roe's verdict?"
_REMARKS = frozenset("verdict view message answer reply response advice warning reaction word motto".split())

Parsed = Sequence[Words]


def speakers(
    text: str, fragments: Sequence[Fragment], parsed: Parsed, resolved: Mapping[Span, str]
) -> list[Credited]:
    """Who speaks each fragment of speech; for other fragments, whom its verb of saying credits."""
    return _Attributor(text, fragments, parsed, resolved).credited()


class _Attributor:
    """One pass over an article's fragments, in reading order."""

    def __init__(
        self, text: str, fragments: Sequence[Fragment], parsed: Parsed, resolved: Mapping[Span, str]
    ) -> None:
        self.text, self.fragments, self.parsed, self.resolved = text, fragments, parsed, resolved
        sources = {(f.start, f.end): w for f, w in zip(fragments, parsed, strict=True) if f.role == "frame"}
        self.tags = [_tags(text, f, w, sources, resolved) for f, w in zip(fragments, parsed, strict=True)]
        self.found: list[Credited] = []
        self.frames: dict[int, list[int]] = defaultdict(list)
        self.pieces: dict[int | None, list[int]] = defaultdict(list)
        for index, fragment in enumerate(fragments):
            if fragment.role == "speech":
                self.pieces[fragment.utterance].append(index)
            elif self.tags[index][0].verb:
                self.frames[fragment.sentence].append(index)

    def credited(self) -> list[Credited]:
        """The answer of ``speakers``."""
        by_utterance: dict[int | None, Credited] = {}
        for index, fragment in enumerate(self.fragments):
            if fragment.role != "speech":
                self.found.append(self._filled(index, self.tags[index][0]))
                continue
            credit = by_utterance.get(fragment.utterance)
            if credit is None:
                beside = (self._beside(piece) for piece in self.pieces[fragment.utterance])
                credit = next((c for c in beside if c), Credited(None))
                if not credit.name:
                    near = self._nearby(index)
                    if near.name and not self._may_be(near.name, credit.pronoun):
                        near = Credited(None)
                    credit = replace(near, verb=credit.verb or near.verb)
            if credit.name:
                by_utterance[fragment.utterance] = credit
            self.found.append(credit)
        return self.found

    def _beside(self, index: int) -> Credited | None:
        """The frame in the same sentence: the last one before the words, else the first one behind them."""
        own = self.frames[self.fragments[index].sentence]
        before = next((i for i in reversed(own) if i < index), None)
        if before is not None:
            return self._filled(before, self.tags[before][-1])
        after = next((i for i in own if i > index), None)
        return None if after is None else self._filled(after, self.tags[after][0])

    def _filled(self, at: int, tag: Credited) -> Credited:
        """For "he said" behind somebody's words, he being nobody else: whoever spoke last and may be he."""
        if not tag.verb or (tag.name and not tag.pronoun):
            return tag
        if any(w.lemma in REPLYING for w in self.parsed[at]) and (name := self._asked(at)):
            return replace(tag, name=name)
        if tag.name:
            return tag
        here = self.fragments[len(self.found)].block
        for before in range(len(self.found) - 1, -1, -1):
            fragment, credit = self.fragments[before], self.found[before]
            if here - fragment.block > 2:
                break
            if (
                credit.name
                and (fragment.role == "speech" or credit.verb)
                and self._may_be(credit.name, tag.pronoun)
            ):
                return replace(tag, name=credit.name)
        return tag

    def _may_be(self, name: str, pronoun: str) -> bool:
        """Whether a pronoun may mean whoever has this name.

        What they were called before tells, or the given name, or the noun where there is no name.
        """
        if pronoun not in MASCULINE | FEMININE:
            return True
        others = MASCULINE if pronoun in FEMININE else FEMININE
        if any(credit.name == name and credit.pronoun in others for credit in self.found):
            return False
        noun = name.lower().split(" of ")[0].split()[-1]
        if name.lower().startswith("the ") and noun in ORG_ENDINGS and not is_person_noun(noun):
            return False  # "the electoral council"
        feminine = given_name_gender(name.split()[0]) if " " in name else None
        return feminine is None or feminine == (pronoun in FEMININE)

    def _asked(self, index: int) -> str | None:
        """The person whom the statement before a reply says was asked."""
        place = next((i for i in range(index - 1, -1, -1) if self.fragments[i].role == "statement"), None)
        if place is None or self.fragments[index].sentence - self.fragments[place].sentence > 2:
            return None
        words = self.parsed[place]
        for verb, word in enumerate(words):
            if word.lemma in ASKING and word.tag != "VBN":
                whom = next((c for c in children(words, verb) if words[c].dep in {"dobj", "dative"}), None)
                return None if whom is None else name_of(self.text, words, whom, self.resolved)
        return None

    def _nearby(self, index: int) -> Credited:
        """Whoever spoke before it in the paragraph; else whom the sentence before is about, or the one after."""
        block = self.fragments[index].block
        silent: int | None = None
        for before in range(index - 1, -1, -1):
            fragment = self.fragments[before]
            if block - fragment.block > 1 or (fragment.block < block and silent is not None):
                break
            if self.found[before].name:
                return self.found[before]
            if fragment.role == "statement" and silent is None and not fragment.is_headline:
                silent = before
                if fragment.block < block:
                    break
        following = []
        for after in range(index + 1, len(self.fragments)):
            if self.fragments[after].block != block:
                break
            following.append(after)
        if silent is not None and self.fragments[silent].block == block and (name := self._subject(silent)):
            return Credited(name)
        tagged = next(
            (self.tags[i][0] for i in following if self.tags[i][0].name and self.tags[i][0].verb), None
        )
        if tagged:
            return tagged
        own = next(
            (i for i in following if self.fragments[i].utterance == self.fragments[index].utterance), None
        )
        told = next((i for i in following if self.fragments[i].role == "statement"), None)
        names = (self._subject(place) for place in (own, silent, told) if place is not None)
        return Credited(next((name for name in names if name), None))

    def _subject(self, index: int) -> str | None:
        return _person_subject(self.text, self.parsed[index], self.resolved)


def _person_subject(text: str, words: Words, resolved: Mapping[Span, str]) -> str | None:
    """Whom a sentence is about: its subject, where that may speak, or else the only person that it names."""
    for index, word in enumerate(words):
        if word.dep in SUBJECTS and (word.pos in {"PROPN", "PRON"} or is_person_noun(word.lemma)):
            name = name_of(text, words, index, resolved)
            if name and word.tag not in {"WP", "WDT", "EX"} and word.lemma not in _NOBODY:
                return name
        if word.dep == "poss" and words[word.head].lemma in _REMARKS:
            return name_of(text, words, index, resolved)
    people = {
        name_of(text, words, b - 1, resolved)
        for _, b, _ in name_runs(words)
        if words[b - 1].entity == "PERSON"
    }
    return people.pop() if len(people) == 1 else None


def _tags(
    text: str, fragment: Fragment, words: Words, sources: Mapping[Span, Words], resolved: Mapping[Span, str]
) -> list[Credited]:
    """Whom each of the fragment's verbs of saying credits, in order; at least one entry.

    A frame without such a verb may be a label ("Mayor: …").
    """
    if fragment.role == "speech":
        return [Credited(None)]
    if fragment.source:
        source = sources[fragment.source]
        head = root(source)
        return [Credited(name_of(text, source, head, resolved), fragment.verb, _pronoun(source, head))]
    found: list[tuple[bool, Credited]] = []
    for index, word in enumerate(words):
        if not _says(words, index, is_frame=fragment.role == "frame"):
            continue
        subject = subject_of(words, index)
        if subject is None or (word.lemma == "read" and words[subject].lemma not in DOCUMENTS):
            continue
        credit = Credited(name_of(text, words, subject, resolved), word.text, _pronoun(words, subject))
        found.append((_is_aside(words, index), credit))
    if found:
        # "said of the man who accused her:" introduces her words, not his.
        return [c for aside, c in found if not aside] or [c for _, c in found]
    if fragment.role != "frame" or fragment.utterance is None:
        return [Credited(None)]
    return [_labelled(text, words, resolved)]


def _says(words: Words, index: int, *, is_frame: bool) -> bool:
    """The word is a verb of saying with a speaker of its own."""
    word = words[index]
    known = word.lemma in SAYING | ASKING | {"read"} or (is_frame and word.lemma in MANNER)
    # In the frame of a quotation the parser takes a verb of saying for a noun at times ("said", "posts").
    is_verb = word.pos == "VERB" or (is_frame and word.pos in {"NOUN", "PROPN"})
    return known and is_verb and word.tag != "NN" and not (word.tag == "VBN" and word.lemma in ASKING)


def _is_aside(words: Words, index: int) -> bool:
    """The verb only tells which one is meant ("the man who accused her"); no comma sets it off."""
    here = index
    while words[here].head != here and words[here].dep != "relcl":
        here = words[here].head
    if words[here].dep != "relcl":
        return False
    first = min([here, *children(words, here)])
    return not (first and is_break(words, first - 1))


def _pronoun(words: Words, noun: int) -> str:
    return words[noun].lemma if words[noun].pos == "PRON" else ""


def _labelled(text: str, words: Words, resolved: Mapping[Span, str]) -> Credited:
    """The speaker of a frame without a verb of saying: "Mayor: …", "according to the mayor: …"."""
    according = next((i for i, w in enumerate(words) if w.lemma == "according"), None)
    nouns = [i for i in range(according or 0, len(words)) if words[i].pos in {"NOUN", "PROPN"}]
    if nouns and (according is not None or len(words) <= 3):
        noun = nouns[0]
        while words[noun].head in nouns and words[noun].dep == "compound":
            noun = words[noun].head
        return Credited(name_of(text, words, noun, resolved), "" if according is None else "according to")
    return Credited(_person_subject(text, words, resolved))
