"""Who speaks: the subject of the verb of saying around, before or after a quotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from factcheck.clauses import inherited_subject
from factcheck.coreference import PRONOUNS
from factcheck.entities import name_runs
from factcheck.fragments import Fragment
from factcheck.language import Words, children, subtree
from factcheck.models import Span
from factcheck.naming import is_person_noun
from factcheck.phrases import SUBJECTS
from factcheck.quotes import ASKING, NAMING, SAYING, Quotation
from factcheck.readings import render

# What speaks for whoever issued it: "a notice from the utility".
_DOCUMENTS = frozenset("statement notice email letter post message release text tweet memo note".split())
_TITLES = frozenset("dr mr mrs ms miss sir professor prof judge justice president general captain".split())

_NOBODY = frozenset({"it", "this", "that", "there", "all", "everything", "nothing", "what"})

Parsed = Sequence[Words]


@dataclass(frozen=True, slots=True)
class Utterance:
    """Somebody's words, or what they are said to have said.

    Attributes:
        start, end: its words in the article's text, marks left out.
        speaker: the fullest name or description that the article gives; None where it gives none.
        verb: the verb of saying, as written, or empty.
        kind: whole clauses in marks, words in marks inside a statement, or reported without marks.
    """

    start: int
    end: int
    speaker: str | None
    verb: str
    kind: Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Credited:
    """Who says something and with which verb."""

    name: str | None
    verb: str = ""


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
        self.tags = [_tag(text, f, w, sources, resolved) for f, w in zip(fragments, parsed, strict=True)]
        self.found: list[Credited] = []
        self.frames: dict[int, list[int]] = defaultdict(list)
        self.pieces: dict[int | None, list[int]] = defaultdict(list)
        for index, fragment in enumerate(fragments):
            if fragment.role == "speech":
                self.pieces[fragment.utterance].append(index)
            elif self.tags[index].verb:
                self.frames[fragment.sentence].append(index)

    def credited(self) -> list[Credited]:
        """The answer of ``speakers``."""
        by_utterance: dict[int | None, Credited] = {}
        for index, fragment in enumerate(self.fragments):
            if fragment.role != "speech":
                self.found.append(self._filled(self.tags[index]))
                continue
            credit = by_utterance.get(fragment.utterance)
            if credit is None:
                beside = (self._beside(piece) for piece in self.pieces[fragment.utterance])
                credit = next((c for c in beside if c), Credited(None))
                if not credit.name:
                    near = self._nearby(index)
                    credit = replace(near, verb=credit.verb or near.verb)
            if credit.name:
                by_utterance[fragment.utterance] = credit
            self.found.append(credit)
        return self.found

    def _beside(self, index: int) -> Credited | None:
        """The frame in the same sentence: the last one before the words, else the first one behind them."""
        own = self.frames[self.fragments[index].sentence]
        nearest = next((i for i in reversed(own) if i < index), None)
        if nearest is None:
            nearest = next((i for i in own if i > index), None)
        return None if nearest is None else self._filled(self.tags[nearest])

    def _filled(self, tag: Credited) -> Credited:
        """For "he said" behind somebody's words, he being nobody else: whoever spoke last."""
        if tag.name or not tag.verb:
            return tag
        here = self.fragments[len(self.found)].block
        for before in range(len(self.found) - 1, -1, -1):
            fragment, credit = self.fragments[before], self.found[before]
            if here - fragment.block > 2:
                break
            if credit.name and (fragment.role == "speech" or credit.verb):
                return replace(tag, name=credit.name)
        return tag

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
        tagged = next((self.tags[i] for i in following if self.tags[i].name and self.tags[i].verb), None)
        if tagged:
            return tagged
        names = (self._subject(place) for place in (silent, *following[:1]) if place is not None)
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
    people = {
        name_of(text, words, b - 1, resolved)
        for _, b, _ in name_runs(words)
        if words[b - 1].entity == "PERSON"
    }
    return people.pop() if len(people) == 1 else None


def _tag(
    text: str, fragment: Fragment, words: Words, sources: Mapping[Span, Words], resolved: Mapping[Span, str]
) -> Credited:
    """Whom the fragment's verb of saying credits; a frame without one may be a label ("Mayor: …")."""
    if fragment.role == "speech":
        return Credited(None)
    if fragment.source:
        source = sources[fragment.source]
        return Credited(name_of(text, source, root(source), resolved), fragment.verb)
    for index, word in enumerate(words):
        said = (
            word.lemma in SAYING | ASKING | {"read"}
            # In the frame of a quotation the parser takes a verb of saying for a noun at times ("said", "posts").
            and (word.pos == "VERB" or (fragment.role == "frame" and word.pos in {"NOUN", "PROPN"}))
            and word.tag != "NN"
        )
        if not said or (word.tag == "VBN" and word.lemma in ASKING):
            continue
        subject = subject_of(words, index)
        if subject is None:
            continue
        if word.lemma == "read" and words[subject].lemma not in _DOCUMENTS:
            continue
        return Credited(name_of(text, words, subject, resolved), word.text)
    if fragment.role != "frame" or fragment.utterance is None:
        return Credited(None)
    according = next((i for i, w in enumerate(words) if w.lemma == "according"), None)
    nouns = [i for i in range(according or 0, len(words)) if words[i].pos in {"NOUN", "PROPN"}]
    if nouns and (according is not None or len(words) <= 3):
        noun = nouns[0]
        while words[noun].head in nouns and words[noun].dep == "compound":
            noun = words[noun].head
        return Credited(name_of(text, words, noun, resolved), "" if according is None else "according to")
    return Credited(_person_subject(text, words, resolved))


def root(words: Words) -> int:
    """Index of the word that no other stands above."""
    return next((i for i, w in enumerate(words) if w.head == i), 0)


def subject_of(words: Words, verb: int) -> int | None:
    """The noun that a verb of saying credits: its subject, its agent, or the noun after an inverted verb."""
    own = [c for c in children(words, verb) if words[c].dep in SUBJECTS]
    passive = next((c for c in own if words[c].dep == "nsubjpass"), None)
    if passive is not None:
        return _agent(words, verb)
    if own:
        noun = own[0]
        return _antecedent(words, verb) if words[noun].tag in {"WP", "WDT"} else noun
    if words[verb].dep in {"conj", "advcl", "xcomp", "pcomp", "acl", "relcl"}:
        if words[verb].dep == "acl" and words[verb].tag == "VBN":
            return None
        phrase = inherited_subject(words, verb)
        if phrase:
            inside = set(phrase)
            return next((i for i in phrase if words[i].head not in inside), phrase[-1])
    after = (i for i in range(verb + 1, len(words)) if words[i].pos in {"PROPN", "NOUN", "PRON"})
    loose = {"nsubj", "dobj", "attr", "oprd", "npadvmod", "ROOT", "dep", "appos", "pobj"}
    return next((i for i in after if words[i].dep in loose), None)


def _agent(words: Words, verb: int) -> int | None:
    """Who does it, behind "by", also where the parser hung that on the words that were said."""
    for index in subtree(words, verb):
        if words[index].lemma == "by" and index > verb:
            return next((c for c in children(words, index) if words[c].dep == "pobj"), None)
    return None


def _antecedent(words: Words, verb: int) -> int | None:
    return words[verb].head if words[verb].dep == "relcl" else None


def name_of(text: str, words: Words, noun: int, resolved: Mapping[Span, str]) -> str | None:
    """A noun phrase as a name: a person's without title or description; None for an unresolved pronoun."""
    if words[noun].lemma in _DOCUMENTS:
        issuer = next(
            (g for c in children(words, noun) if words[c].dep == "prep" and words[c].lemma in {"from", "by", "of"}
             for g in children(words, c) if words[g].dep == "pobj"), None,
        )  # fmt: skip
        possessor = next((c for c in children(words, noun) if words[c].dep == "poss"), None)
        noun = issuer if issuer is not None else possessor if possessor is not None else noun
    noun = _apposed_name(words, noun)
    barred = [
        i
        for i, w in enumerate(words)
        if i != noun and (w.dep in {"relcl", "acl", "advcl", "appos"} or _is_when(words, i))
    ]
    own = [i for i in subtree(words, noun, without=barred) if words[i].text not in {",", "--"}]
    indices = _first_run(own, noun)
    run = next(((a, b) for a, b, _ in name_runs(words) if a <= noun < b), None)
    if run and run[0] == 0 and words[0].text in {"Said", "Says"} and run[1] > 1:
        run = (1, run[1])  # "Said Vance:", read as one name
        indices = [i for i in indices if i]
    if run and words[noun].pos == "PROPN" and indices[0] <= run[0]:
        # "hospital director Elke Sommerfeld", "a tearful Ivo Brandl": what describes them is left off.
        front = [i for i in indices if i == run[0] - 1 and words[i].lemma == "the"]
        behind = [
            i for i in indices if i >= run[1] and words[noun].entity != "PERSON" and words[i].tag != "POS"
        ]
        indices = [*front, *range(*run), *behind]
    name = render(text, words, indices, resolved).strip(" ,;:'’\"“”")
    return None if name.lower() in PRONOUNS or not name else name.removesuffix("'s")


def _apposed_name(words: Words, noun: int) -> int:
    """The name set beside a description ("the driver, Per Holm,"); else the noun itself."""
    if words[noun].pos == "PROPN":
        return noun
    beside = [
        c for c in children(words, noun) if words[c].dep == "appos" and words[c].pos == "PROPN" and c > noun
    ]
    if beside:
        return beside[0]
    end = next((b for a, b, _ in name_runs(words) if a == noun + 2 and words[noun + 1].text == ","), None)
    if end and (end == len(words) or words[end].text in {",", "."}):
        return end - 1
    return noun


def _is_when(words: Words, index: int) -> bool:
    """A phrase of time, such as "on Thursday night"; the years of "the 72-year-old director" are none."""
    hangs_on_verb = words[words[index].head].pos in {"VERB", "AUX"}
    return (words[index].dep == "prep" or (words[index].dep == "npadvmod" and hangs_on_verb)) and any(
        words[i].entity in {"DATE", "TIME"} for i in (index, *children(words, index))
    )


def _first_run(indices: list[int], noun: int) -> list[int]:
    """The unbroken run of indices around the noun."""
    at = indices.index(noun)
    first = last = at
    while first and indices[first - 1] == indices[first] - 1:
        first -= 1
    while last + 1 < len(indices) and indices[last + 1] == indices[last] + 1:
        last += 1
    return indices[first : last + 1]


def _is_label(words: Words, span: Span) -> bool:
    """Quoted words that only tell a noun more closely: "the 'safety plan'", "'organic' milk"."""
    inside = [i for i, w in enumerate(words) if span[0] <= w.start < span[1]]
    top = next((i for i in inside if words[i].head not in inside or words[i].head == i), None)
    if top is None:
        return True
    subject = words[top].dep in SUBJECTS
    return len(inside) <= 3 and (subject or words[top].dep in {"amod", "compound", "nmod", "poss", "nummod"})


def quoted_credit(text: str, words: Words, span: Span, resolved: Mapping[Span, str]) -> Credited | None:
    """Who is credited with words in marks inside a statement; None for a name, a label or scare quotes."""
    inside = [i for i, w in enumerate(words) if span[0] <= w.start < span[1]]
    if not inside:
        return None
    top = next((i for i in inside if words[i].head not in inside or words[i].head == i), inside[0])
    if _is_label(words, span):
        return None
    here = top
    for _ in range(len(words)):
        if here not in inside and words[here].lemma in SAYING | NAMING and words[here].pos == "VERB":
            subject = subject_of(words, here)
            return Credited(
                name_of(text, words, subject, resolved) if subject is not None else None, words[here].text
            )
        if words[here].head == here:
            break
        here = words[here].head
    return None


def utterances(
    text: str, fragments: Sequence[Fragment], parsed: Parsed, credited: Sequence[Credited],
    resolved: Mapping[Span, str], quotations: Sequence[Quotation],
) -> list[Utterance]:  # fmt: skip
    """All that the article passes on in somebody's name, in order.

    Args:
        credited: the answer of ``speakers``, one for each fragment.
        quotations: the article's quotations, whole.
    """
    found: list[Utterance] = []
    for quotation in quotations:
        own = [
            c for f, c in zip(fragments, credited, strict=True)
            if f.role == "speech" and quotation.start <= f.start < quotation.end
        ]  # fmt: skip
        if own:
            credit = next((c for c in own if c.name), own[0])
            found.append(Utterance(quotation.start, quotation.end, credit.name, credit.verb, "direct"))
    for fragment, words, credit in zip(fragments, parsed, credited, strict=True):
        if fragment.role != "speech":
            mixed = _mixed(text, fragment, words, credit, resolved)
            found += mixed
            if fragment.source and not mixed:
                heard = credit.verb.endswith(" told")
                name, verb = (None, "told") if heard else (credit.name, credit.verb)
                found.append(Utterance(fragment.start, fragment.end, name, verb, "indirect"))
            elif fragment.role == "statement" and not fragment.source:
                found += _indirect(text, fragment, words, credit, resolved)
    return sorted(found, key=lambda u: u.start)


def _mixed(
    text: str, fragment: Fragment, words: Words, credit: Credited, resolved: Mapping[Span, str]
) -> list[Utterance]:
    found = []
    for span in fragment.quoted:
        own = quoted_credit(text, words, span, resolved)
        if own is None and fragment.source and not _is_label(words, span):
            own = credit
        if own:
            found.append(Utterance(*span, own.name or credit.name, own.verb, "mixed"))
    return found


def _indirect(
    text: str, fragment: Fragment, words: Words, credit: Credited, resolved: Mapping[Span, str]
) -> list[Utterance]:
    found = []
    for index, word in enumerate(words):
        verb = word.head
        if (
            word.dep != "ccomp"
            or words[verb].lemma not in SAYING
            or words[verb].pos != "VERB"
            or index < verb
        ):
            continue
        inside = [i for i in subtree(words, index) if words[i].pos not in {"PUNCT", "CCONJ"}]
        while inside and words[inside[0]].dep == "mark":
            inside.pop(0)
        if not inside:
            continue
        start, end = words[inside[0]].start, words[inside[-1]].end
        if any(start < b and a < end for a, b in fragment.quoted):
            continue
        subject = subject_of(words, verb)
        name = name_of(text, words, subject, resolved) if subject is not None else None
        found.append(Utterance(start, end, name or credit.name, words[verb].text, "indirect"))
    return found
