"""What grammar says of a pronoun: whom it cannot mean, and whether it means anything at all."""

from __future__ import annotations

from factcheck.language import Words, children, subtree
from factcheck.phrases import SUBJECTS
from factcheck.quotes import SAYING

# What organisations do and other things do not.
_ACTING = frozenset(
    "plan want hope expect agree announce employ own operate sell buy meet decide apologise apologize refuse ask urge "
    "decline publish issue hire pay launch offer demand propose support oppose".split()
)
_TELLING = frozenset({"tell", "ask", "warn", "remind", "inform", "assure", "promise", "convince", "persuade"})


def barred(words: Words, index: int) -> set[int]:
    """Nouns that a pronoun cannot mean: its own verb's subject, and the name that it helps to describe.

    "Pratt hit him": not Pratt, unless the pronoun is reflexive. "Roume, the manager of her team": not Roume.
    """
    word = words[index]
    found: set[int] = set()
    if word.dep in SUBJECTS and word.lemma in {"him", "her", "them"} and words[word.head].dep == "ccomp":
        # "The judge ordered him held": not the judge.
        return {c for c in children(words, words[word.head].head) if words[c].dep in SUBJECTS}
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


def is_empty(words: Words, index: int) -> bool:
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


def co_mentioned(words: Words, index: int) -> set[int]:
    """Nouns that a subject pronoun cannot mean, for they stand below its own verb.

    "He said that Roe was late": not Roe, or the sentence would name him first.
    """
    if words[index].dep not in SUBJECTS:
        return set()
    return {i for i in subtree(words, words[index].head) if i > index and words[i].pos in {"PROPN", "NOUN"}}


def following_subject(words: Words, index: int) -> int | None:
    """The main clause's subject, where the pronoun stands in a clause or phrase before it ("As he left, Roe …")."""
    here = index
    while words[here].head != here:
        above = words[here].head
        if words[here].dep in {"advcl", "prep"}:
            subject = next((c for c in children(words, above) if words[c].dep in SUBJECTS), None)
            if subject is not None and subject > index and here < subject:
                return subject
        here = above
    return None


def told_below(words: Words, index: int) -> set[int]:
    """Whoever is told or asked the clause in which the pronoun is the subject: it may as well mean them."""
    if words[index].dep not in SUBJECTS:
        return set()
    verb = words[words[index].head].head
    if words[verb].lemma not in _TELLING or words[words[index].head].dep != "ccomp":
        return set()
    told = [c for c in children(words, verb) if words[c].dep in {"dobj", "dative"}]
    return {*told, *(a for c in told for a in children(words, c) if words[a].dep == "appos")}


def acts(words: Words, index: int) -> bool:
    """The pronoun is the subject of a verb whose subject is an organisation: "it said", "it will meet"."""
    verb = words[index].head
    return words[index].dep in SUBJECTS and words[verb].lemma in SAYING | _ACTING
