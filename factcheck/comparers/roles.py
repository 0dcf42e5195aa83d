"""What surrounds the differing words: do the two claims say it of the same thing, by the same predicate?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from factcheck import quantities
from factcheck.alignment import Side, once
from factcheck.clauses import SUBJECTS
from factcheck.comparers.base import Pair
from factcheck.coreference import fold
from factcheck.language import Words, children, subtree
from factcheck.models import Quantity

OBJECTS = frozenset({"dobj", "attr", "oprd", "acomp", "dative"})
# Dependents that say what their head is about.
NEAR = SUBJECTS | OBJECTS | {"compound", "amod", "poss", "pobj"}
# A role that one side leaves open ("it", a passive without an agent) neither speaks for nor against the pair.
OPEN = 0.5


def bond(pair: Pair, a: int, b: int) -> float:
    """How well what surrounds two differing words answers each other, 0 to 1.

    The mean over the predicates that govern the words, and over their subjects and objects other than the words
    themselves.

    Args:
        a, b: indices of the differing words in the two claims.
    """
    governor_a, governor_b = _governor(pair.a, a), _governor(pair.b, b)
    scores = [likeness(pair, governor_a, governor_b)]
    for roles in (SUBJECTS, OBJECTS):
        filler_a, filler_b = _filler(pair.a, governor_a, roles), _filler(pair.b, governor_b, roles)
        if within(pair.a.words, a, filler_a) or within(pair.b.words, b, filler_b):
            continue
        scores.append(role_likeness(pair, filler_a, filler_b))
    return sum(scores) / len(scores)


def nearness(pair: Pair, a: int, b: int) -> float:
    """How well the words around two differing words answer each other, whatever their roles, 0 to 1.

    The mean over the content words that the two hang on or that hang on those, each with its best answer among
    the other's.
    """
    near_a, near_b = _vicinity(pair.a, a), _vicinity(pair.b, b)
    if not near_a or not near_b:
        return 0.0
    scores = [[likeness(pair, i, j) for j in near_b] for i in near_a]
    best = [max(row) for row in scores] + [max(row[j] for row in scores) for j in range(len(near_b))]
    return sum(best) / len(best)


@once
def _governor(side: Side, index: int) -> int:
    return governor(side.words, index)


@once
def _filler(side: Side, predicate: int, roles: frozenset[str]) -> int | None:
    return filler(side.words, predicate, roles)


@once
def _vicinity(side: Side, index: int) -> list[int]:
    return vicinity(side.words, index)


def vicinity(words: Words, index: int) -> list[int]:
    """Indices of the content words on the way from a word up to its governing verb, with their nearest dependents."""
    chain = [index]
    top = governor(words, index)
    while chain[-1] != top and words[chain[-1]].head != chain[-1]:
        chain.append(words[chain[-1]].head)
    near = {*chain, *(c for i in chain for c in children(words, i) if words[c].dep in NEAR)}
    return sorted(i for i in near if i != index and words[i].is_content and words[i].pos != "NUM")


def governor(words: Words, index: int) -> int:
    """The verb that a word depends on, however indirectly; the root where no verb stands above it."""
    here = index
    while words[here].head != here:
        here = words[here].head
        if words[here].pos in {"VERB", "AUX"}:
            return here
    return here


def filler(words: Words, predicate: int, roles: frozenset[str]) -> int | None:
    """The word that fills one of the roles of a predicate."""
    return next((c for c in children(words, predicate) if words[c].dep in roles), None)


def within(words: Words, index: int, top: int | None) -> bool:
    """The word is ``top`` or depends on it."""
    here = index
    while here != top and words[here].head != here:
        here = words[here].head
    return here == top


def likeness(pair: Pair, a: int, b: int) -> float:
    """How near two words are in their contexts, 0 to 1; the same lemma or name is 1, "be" and the like are open."""
    word_a, word_b = pair.a.words[a], pair.b.words[b]
    if word_a.pos == "AUX" and word_b.pos == "AUX":
        return OPEN
    if fold(word_a.lemma) == fold(word_b.lemma):
        return 1.0
    return min(1.0, max(0.0, float(pair.a.vectors[a] @ pair.b.vectors[b])))


def role_likeness(pair: Pair, a: int | None, b: int | None) -> float:
    """How well the fillers of one role answer each other, 0 to 1; ``OPEN`` where one side leaves it open."""
    if a is None or b is None or "PRON" in {pair.a.words[a].pos, pair.b.words[b].pos}:
        return OPEN
    if pair.a.words[a].pos == "PROPN" and pair.b.words[b].pos == "PROPN":
        names = [names_of(side.words, i) for side, i in ((pair.a, a), (pair.b, b))]
        return 1.0 if names[0] & names[1] else 0.0
    return likeness(pair, a, b)


def names_of(words: Words, index: int) -> set[str]:
    """The words of the name that a word belongs to."""
    parts = [index, *(c for c in children(words, index) if words[c].dep in {"compound", "flat"})]
    return {fold(words[i].text) for i in parts}


def anchor(side: Side, indices: Sequence[int]) -> int | None:
    """The word through which a run of words hangs in its claim."""
    own = set(indices)
    return next((i for i in indices if side.words[i].head not in own or side.words[i].head == i), None)


@once
def persons(side: Side) -> list[set[str]]:
    """The persons that a claim's words and reading name, each as a set of name parts."""
    found = re.findall(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)+", side.statement.claim.text)
    others = {fold(w.text) for w in side.words if w.pos != "PROPN" or w.entity not in {"", "PERSON"}}
    names = [{fold(part) for part in name.split()} - others for name in found]
    return [name for name in names if name]


@once
def root(side: Side) -> int | None:
    """The claim's main word, as a rule its verb."""
    return next((i for i, word in enumerate(side.words) if word.head == i), None)


@once
def subject_of(side: Side) -> int | None:
    """The subject of the claim's main word."""
    main = root(side)
    return None if main is None else filler(side.words, main, SUBJECTS)


def two_groups(pair: Pair) -> bool:
    """Both claims count their subjects, and the counts differ and are not of one thing.

    Who "4,000 people" are and who "1,200" are is then not told by either claim: what the ones do, the others need not.
    """
    a, b = _counted_subject(pair.a), _counted_subject(pair.b)
    if a is None or b is None or quantities.compare(a, b) != "incomparable":
        return False
    return quantities.compare(a, b, aligned=True) == "different"


@once
def _counted_subject(side: Side) -> Quantity | None:
    """The count that stands with the subject of the claim's main predicate."""
    subject = subject_of(side)
    if subject is None:
        return None
    near = [side.words[i] for i in subtree(side.words, subject)]
    return next(
        (
            quantity
            for quantity in side.statement.claim.quantities
            if quantity.kind == "count" and any(quantity.start <= w.start < quantity.end for w in near)
        ),
        None,
    )


def one_person(pair: Pair) -> bool:
    """The claims can speak of one person: they name the same one, in full or in part, or one names nobody."""
    names = persons(pair.a), persons(pair.b)
    return not all(names) or any(one_name(one, other) for one, other in product(*names))


def two_voices(pair: Pair) -> bool:
    """Both claims are quoted, and not said to be of one speaker."""
    a, b = pair.a.statement.claim, pair.b.statement.claim
    return a.is_quote and b.is_quote and (not a.speaker or a.speaker != b.speaker)


def one_name(one: set[str], other: set[str]) -> bool:
    """Of two names, given by their parts, one is the other in full or in part."""
    return one <= other or other <= one


def one_speaker(one: str, other: str) -> bool:
    """Two descriptions of a speaker can be one person: they share a name, or one is no name ("the director")."""
    names = [
        {fold(part) for part in re.findall(r"[A-Z][\w'’-]+", speaker)} if speaker[:1].isupper() else set()
        for speaker in (one, other)
    ]
    return not all(names) or bool(names[0] & names[1])
