"""All that an article passes on in somebody's name: quotations, quoted words and reported statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from factcheck.fragments import Fragment
from factcheck.language import Words, children, subtree
from factcheck.models import Span
from factcheck.naming import is_person_noun
from factcheck.phrases import SUBJECTS
from factcheck.quotes import NAMING, NAMING_PHRASES, SAYING, Quotation
from factcheck.saying import Credited, name_of, subject_of

_SHOWING = frozenset({"show", "find", "hear", "reveal", "disclose"})


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


def _is_label(words: Words, inside: Sequence[int], top: int) -> bool:
    """Quoted words that only tell a noun more closely: "the 'safety plan'", "'organic' milk"."""
    if words[top].dep in SUBJECTS:
        return len(inside) <= 3
    before = words[top].head > top  # "branded her comments 'a disgrace'" says something of them
    tells = words[top].dep in {"amod", "compound", "nmod", "poss", "nummod"}
    if words[words[words[top].head].head].lemma == "describe":
        return False  # "described a 'horrible, grinding' noise"
    return len(inside) <= 3 and before and tells


def quoted_credit(text: str, words: Words, span: Span, resolved: Mapping[Span, str]) -> Credited | None:
    """Who is credited with words in marks inside a statement; None for a name, a label or scare quotes."""
    inside = [i for i, w in enumerate(words) if span[0] <= w.start < span[1]]
    top = next((i for i in inside if words[i].head not in inside or words[i].head == i), None)
    if top is None or _is_label(words, inside, top):
        return None
    feeling = _feeling(words, inside, top)
    if feeling is not None:
        return Credited(name_of(text, words, feeling, resolved))
    here = below = top
    for _ in range(len(words)):
        # "had shown “a lack of remorse”": what is shown or found is no statement, a clause may be.
        shown = words[here].lemma in _SHOWING and words[below].dep != "ccomp"
        if here not in inside and _passes_on(words, here) and not shown:
            subject = subject_of(words, here)
            return Credited(
                name_of(text, words, subject, resolved) if subject is not None else None, words[here].text
            )
        if words[here].head == here:
            break
        here, below = words[here].head, here
    return None


def _passes_on(words: Words, index: int) -> bool:
    """The word is a verb whose subject may have spoken the quoted words below it."""
    if words[index].pos != "VERB":
        return False
    particle = next((words[c].lemma for c in children(words, index) if words[c].dep == "prt"), "")
    return words[index].lemma in SAYING | NAMING or f"{words[index].lemma} {particle}" in NAMING_PHRASES


def _feeling(words: Words, inside: Sequence[int], top: int) -> int | None:
    """Whoever is said to be "very proud" in quotation marks said so: the subject, where it is a person."""
    verb = words[top].head
    if words[top].dep != "acomp" or len(inside) < 2 or words[verb].lemma not in {"be", "feel"}:
        return None
    if words[verb].head != verb:
        return None
    subject = next((c for c in children(words, verb) if words[c].dep == "nsubj"), None)
    if subject is None or not (words[subject].entity == "PERSON" or is_person_noun(words[subject].lemma)):
        return None
    return subject


def utterances(
    text: str, fragments: Sequence[Fragment], parsed: Sequence[Words], credited: Sequence[Credited],
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
        if own is None and fragment.source and _is_statement(words, span):
            own = credit
        if own:
            found.append(Utterance(*span, own.name or credit.name, own.verb, "mixed"))
    return found


def _is_statement(words: Words, span: Span) -> bool:
    inside = [i for i, w in enumerate(words) if span[0] <= w.start < span[1]]
    top = next((i for i in inside if words[i].head not in inside or words[i].head == i), None)
    return top is not None and not _is_label(words, inside, top)


def _is_heard(words: Words, verb: int) -> bool:
    """The subject hears it ("Told that his record had gone, Roe laughed")."""
    return words[verb].tag == "VBN" and not any(words[c].dep.startswith("aux") for c in children(words, verb))


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
            or _is_heard(words, verb)
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
