"""Who is the one that a verb of saying credits, and by which name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.clauses import inherited_subject
from factcheck.coreference import PRONOUNS
from factcheck.entities import name_runs
from factcheck.language import Words, children, subtree
from factcheck.models import Span
from factcheck.naming import is_person_noun
from factcheck.phrases import SUBJECTS
from factcheck.readings import render

# What speaks for whoever issued it: "a notice from the utility".
DOCUMENTS = frozenset("statement notice email letter post message release text tweet memo note".split())
# Verbs by which the nameless give a name: "another, who gave her name as Jo".
_INTRODUCING = frozenset({"give", "identify", "name", "introduce"})


@dataclass(frozen=True, slots=True)
class Credited:
    """Who says something and with which verb.

    Attributes:
        name: the speaker; None where the article gives none or a pronoun that could not be resolved.
        pronoun: the pronoun by which it calls the speaker here, or empty.
    """

    name: str | None
    verb: str = ""
    pronoun: str = ""


def root(words: Words) -> int:
    """Index of the word that no other stands above."""
    return next((i for i, w in enumerate(words) if w.head == i), 0)


def subject_of(words: Words, verb: int) -> int | None:
    """The noun that a verb of saying credits: its subject, its agent, or the noun after an inverted verb."""
    quoting = words[words[verb].head].head
    if words[verb].dep == "pcomp" and words[quoting].lemma in {"quote", "cite"}:
        # "The paper quoted Roe as saying", "Roe was quoted as saying"
        quoted = {"dobj", "nsubjpass"}
        return next((c for c in children(words, quoting) if words[c].dep in quoted), None)
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
    nouns = {"PROPN", "NOUN", "PRON"}
    after = (i for i in range(verb + 1, len(words)) if words[i].pos in nouns or words[i].lemma == "one")
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
    if words[noun].lemma in DOCUMENTS:
        issuer = next(
            (g for c in children(words, noun) if words[c].dep == "prep" and words[c].lemma in {"from", "by", "of"}
             for g in children(words, c) if words[g].dep == "pobj"), None,
        )  # fmt: skip
        possessor = next((c for c in children(words, noun) if words[c].dep == "poss"), None)
        signed = next(
            (c for c in children(words, noun) if words[c].tag == "VBN" and words[c].dep == "acl"), None
        )
        issuer = issuer if issuer is not None or signed is None else _agent(words, signed)
        noun = issuer if issuer is not None else possessor if possessor is not None else noun
    if written := _odd_name(text, words, noun):
        return written
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
    return None if name.lower() in PRONOUNS - {"one"} or not name else name.removesuffix("'s")


def _odd_name(text: str, words: Words, noun: int) -> str | None:
    """A name that the parser did not see: "the driver, Per Holm, told", "another, who gave her name as Jo"."""
    if is_person_noun(words[noun].lemma) and noun + 2 < len(words) and words[noun + 1].text == ",":
        end = next((i for i in range(noun + 2, len(words)) if words[i].text in {",", "."}), len(words))
        own = range(noun + 2, end)
        if 2 <= len(own) <= 4 and all(w.text.istitle() for w in words[noun + 2 : end]):
            return text[words[own[0]].start : words[own[-1]].end]
    for relative in (c for c in children(words, noun) if words[c].dep == "relcl"):
        if words[relative].lemma in _INTRODUCING and words[noun].pos != "PROPN":
            inside = subtree(words, relative)
            behind = [i for i in inside if words[i].pos == "PROPN" and words[words[i].head].lemma == "as"]
            if behind:
                return text[words[subtree(words, behind[0])[0]].start : words[behind[0]].end]
    return None


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
    """A phrase of time, such as "on Thursday night"; the years of "the 36-year-old driver" are none."""
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
