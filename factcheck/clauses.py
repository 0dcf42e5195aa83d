"""A parsed sentence -> the clauses that each state one fact, with their subjects.

Clauses are read off the dependency parse: the main clause, clauses joined to it by "and" or "but", clauses of
time, cause and contrast, participles ("spilling 8,000 litres"), clauses that comment ("who leads the council")
and appositions ("Osei, 44"). Clauses that state nothing by themselves (if, unless, in order to) stay where
they are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from factcheck.language import Words, children, subtree
from factcheck.models import Span
from factcheck.quotes import NEUTRAL_SAYING

# Subordinators whose clause is stated as a fact ("after talks collapsed"); "if", "unless", "so that" are not here.
FACTIVE_MARKS = frozenset(
    {"after", "as", "because", "when", "while", "since", "before", "although", "though", "whereas", "where"}
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# The fewest words that make a clause of its own worth a claim of its own.
MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement inside a sentence.

    Attributes:
        words: indices of the words it consists of, in order, without its own subordinate clauses.
        head: index of its verb (or of the noun in an apposition).
        subject: indices of the words that name its subject, where these stand outside ``words``.
        link: what joins subject and words to a sentence of their own ("was", "is"), or empty.
        source: indices of the words that name who says it, where the sentence does.
        saying: index of the verb of saying, or None.
    """

    words: tuple[int, ...]
    head: int
    subject: tuple[int, ...] = ()
    link: str = ""
    source: tuple[int, ...] = ()
    saying: int | None = None


def clauses(words: Words, together: Collection[Span] = ()) -> list[Clause]:
    """Split a parsed sentence into clauses, in the order of their words.

    Args:
        words: the sentence.
        together: spans (offsets as in ``words``) inside which nothing is split, such as quoted words.

    Every clause has at least one content word; a sentence that cannot be split comes back as one clause.
    """
    heads = _clause_heads(words, together)
    found: list[Clause] = []
    for head in heads:
        clause = _build(words, head, heads)
        if clause and any(words[i].is_content for i in clause.words):
            found.append(clause)
    found += _appositions(words) + _measured_subjects(words)
    return sorted(found, key=lambda c: c.words[0])


def is_saying(words: Words, index: int) -> bool:
    """The word is a verb that credits a statement to its subject without taking sides."""
    return words[index].pos == "VERB" and words[index].lemma in NEUTRAL_SAYING


def _clause_heads(words: Words, together: Collection[Span]) -> list[int]:
    heads: list[int] = []
    for index, word in enumerate(words):
        if word.head == index:
            heads.append(index)
    pending = list(heads)
    while pending:
        head = pending.pop(0)
        for child in _below(words, head, heads):
            if any(start <= words[child].start < end for start, end in together):
                continue
            heads.append(child)
            pending.append(child)
    return sorted(set(heads))


def _below(words: Words, head: int, known: list[int]) -> list[int]:
    """Clause heads in this head's subtree that no other clause head stands above."""
    found: list[int] = []
    pending = children(words, head)
    while pending:
        index = pending.pop(0)
        if index in known:
            continue
        if _opens_clause(words, index):
            found.append(index)
        else:
            pending.extend(children(words, index))
    return found


def _opens_clause(words: Words, index: int) -> bool:
    word = words[index]
    size = len([i for i in subtree(words, index) if words[i].pos not in {"PUNCT", "CCONJ"}])
    if word.dep == "ccomp" and is_saying(words, word.head):
        return True
    if size < MIN_WORDS or word.pos not in {"VERB", "AUX"}:
        return False
    if word.dep == "conj":
        return _joined(words, index)
    if word.dep == "advcl":
        marks = [words[c].lemma for c in children(words, index) if words[c].dep in {"mark", "advmod"}]
        if _is_finite(words, index):
            return any(mark in FACTIVE_MARKS for mark in marks)
        return not any(words[c].dep in {"mark", "aux"} for c in children(words, index)) and _after_comma(
            words, index
        )
    if word.dep in {"relcl", "acl"}:
        return _after_comma(words, index) and not any(words[c].tag == "TO" for c in children(words, index))
    return False


def _joined(words: Words, index: int) -> bool:
    """A verb joined by "and" states a fact of its own where it has an object, a complement or a subject."""
    head = words[words[index].head]
    if words[index].tag == "VBG" and any(words[c].dep == "dobj" for c in children(words, index)):
        return True
    if head.pos not in {"VERB", "AUX"} or head.dep in {"xcomp", "pcomp", "amod"}:
        return False
    if words[words[index].head].dep == "advcl" and not _opens_clause(words, words[index].head):
        return False
    return any(words[c].dep not in {"punct", "cc", "aux", "auxpass", "neg"} for c in children(words, index))


def _is_finite(words: Words, index: int) -> bool:
    tags = [words[index].tag] + [
        words[c].tag for c in children(words, index) if words[c].dep.startswith("aux")
    ]
    return any(tag in {"VBD", "VBP", "VBZ", "MD"} for tag in tags)


def _after_comma(words: Words, index: int) -> bool:
    first = subtree(words, index)[0]
    return first > 0 and words[first - 1].text in {",", "-", "--", "("}


def _build(words: Words, head: int, heads: list[int]) -> Clause | None:
    inner = [h for h in heads if h != head]
    own = subtree(words, head, without=inner)
    if is_saying(words, head) and any(words[h].dep == "ccomp" and words[h].head == head for h in inner):
        return None  # "police said": the frame of the clause inside, no statement of its own
    appended = {i for apposition in _apposed(words) for i in apposition}
    kept = _tidy(words, [i for i in own if i not in appended])
    if not kept:
        return None
    source, saying = _credited(words, head, heads)
    subject: tuple[int, ...] = ()
    link = ""
    word = words[head]
    if word.dep in {"relcl", "acl"}:
        subject, kept = _antecedent(words, head, kept)
        link = "" if word.dep == "relcl" else "was"
    elif not any(words[c].dep in SUBJECTS for c in children(words, head)):
        subject = _inherited_subject(words, head)
        link = (
            "was" if word.tag in {"VBG", "VBN"} and not _has_aux(words, head) and word.dep == "advcl" else ""
        )
    kept = _tidy(words, kept)
    kept, moved = _contiguous(words, head, kept)
    return Clause(tuple(kept), head, subject or moved, link, source, saying) if kept else None


def _has_aux(words: Words, head: int) -> bool:
    return any(words[c].dep.startswith("aux") for c in children(words, head))


def _contiguous(words: Words, head: int, kept: list[int]) -> tuple[list[int], tuple[int, ...]]:
    """The run of words around the head; a subject that a comment cuts off from its verb is returned apart."""
    runs: list[list[int]] = []
    for index in kept:
        between = range(runs[-1][-1] + 1, index) if runs else range(0)
        if runs and all(words[i].pos == "PUNCT" for i in between):
            runs[-1].append(index)
        else:
            runs.append([index])
    main = next((run for run in runs if head in run), runs[0])
    before = [i for run in runs if run[0] < main[0] for i in run]
    subjects = {c for c in children(words, head) if words[c].dep in SUBJECTS}
    if before and subjects & set(before):
        return _tidy(words, main), tuple(_tidy(words, before))
    covered = [i for i in kept if min(main[0], kept[0]) <= i]
    return covered, ()


def _tidy(words: Words, indices: list[int]) -> list[int]:
    """Without conjunctions and punctuation at the ends."""
    kept = list(indices)
    while kept and (
        (
            words[kept[0]].pos in {"PUNCT", "CCONJ", "SYM"}
            and words[kept[0]].text not in {"[", "(", "$", "£", "€"}
        )
        or (words[kept[0]].dep == "mark" and words[kept[0]].lemma == "that")
        or (words[kept[0]].dep in {"mark", "advmod"} and words[kept[0]].lemma in FACTIVE_MARKS)
    ):
        kept.pop(0)
    while kept and (
        words[kept[-1]].pos == "PUNCT"
        and words[kept[-1]].text not in {"]", ")"}
        or words[kept[-1]].dep == "cc"
    ):
        kept.pop()
    return kept


def _antecedent(words: Words, head: int, kept: list[int]) -> tuple[tuple[int, ...], list[int]]:
    noun = words[head].head
    phrase = [i for i in _noun_phrase(words, noun) if i not in set(subtree(words, head))]
    pronouns = {i for i in kept if words[i].tag in {"WP", "WDT"} and words[i].dep in SUBJECTS}
    if pronouns:
        kept = [i for i in kept if i not in pronouns]
        return tuple(phrase), kept
    if words[head].tag == "VBG":
        return _inherited_subject(words, words[head].head), kept
    if words[head].dep == "acl":
        return tuple(phrase), kept
    return (), kept


def _inherited_subject(words: Words, head: int) -> tuple[int, ...]:
    """The subject of the clause that this one hangs on."""
    seen: set[int] = set()
    here = head
    while here not in seen:
        seen.add(here)
        for child in children(words, here):
            if words[child].dep in SUBJECTS and words[child].tag not in {"WP", "WDT"}:
                return tuple(_noun_phrase(words, child))
        if words[here].dep == "relcl" or (words[here].dep == "acl" and words[here].tag == "VBN"):
            return tuple(_noun_phrase(words, words[here].head))
        here = words[here].head
    # Without a verb at the top ("A tanker overturned on the A9", read as a noun with a participle).
    return tuple(_noun_phrase(words, here)) if words[here].pos in {"NOUN", "PROPN"} and here != head else ()


def _noun_phrase(words: Words, noun: int) -> list[int]:
    """The noun with what belongs to it; comments set off by commas are left out."""
    barred = [
        i
        for i in range(len(words))
        if words[i].dep in {"appos", "relcl", "acl", "advcl"}
        and (words[i].dep != "acl" or _after_comma(words, i))
    ]
    if words[noun].dep == "conj":
        barred = [b for b in barred if b != noun]
    kept = [i for i in subtree(words, noun, without=barred)]
    return _tidy(words, kept)


def _credited(words: Words, head: int, heads: list[int]) -> tuple[tuple[int, ...], int | None]:
    """Who says the clause, and with which verb: the subject of the verb of saying above it."""
    here = head
    for _ in range(len(words)):
        above = words[here].head
        if words[here].dep == "ccomp" and is_saying(words, above):
            for child in children(words, above):
                if words[child].dep in SUBJECTS:
                    return tuple(_noun_phrase(words, child)), above
            return _inherited_subject(words, above), above
        if words[here].dep not in {"conj", "advcl"} or above == here:
            return (), None
        here = above
    return (), None


def _apposed(words: Words) -> list[list[int]]:
    """Words of each apposition that states a fact of its own, with the commas around it."""
    found = []
    for index, word in enumerate(words):
        if word.dep != "appos" or not _after_comma(words, index):
            continue
        nested = [i for i in subtree(words, index) if i != index and words[i].dep == "appos"]
        inside = subtree(words, index, without=nested)
        listed = any(words[i].dep == "cc" and words[i - 1].text == "," for i in inside)
        if words[word.head].pos not in {"PROPN", "NOUN", "PRON"} or listed:
            continue
        found.append(inside)
    return found


def _appositions(words: Words) -> list[Clause]:
    """Claims such as "Osei, 44" or "Meera Holloway, the council's leader"."""
    found = []
    for inside in _apposed(words):
        index = next(i for i in inside if words[i].dep == "appos" and words[i].head not in inside)
        noun = words[index].head
        while (
            words[noun].dep == "appos" and words[noun].pos != "PROPN"
        ):  # "Pell, 33, a guard": both describe Pell
            noun = words[noun].head
        subject = _noun_phrase(words, noun)
        tail = _tidy(words, [i for i in inside if i > noun])
        if not subject or not tail or tail[0] < subject[-1]:
            continue
        whole = range(subject[0], tail[-1] + 1)
        adjoining = all(i in subject or i in inside or words[i].pos == "PUNCT" for i in whole)
        found.append(Clause(tuple(whole if adjoining else tail), index, tuple(subject), "is"))
    return found


def _measured_subjects(words: Words) -> list[Clause]:
    """Claims such as "The 24-year-old Norwegian": a subject that states its own measure in passing."""
    found = []
    for index, word in enumerate(words):
        if word.dep not in SUBJECTS or word.pos not in {"NOUN", "PROPN"}:
            continue
        phrase = _noun_phrase(words, index)
        front = [i for i in phrase if i <= index]
        measured = any(words[i].pos == "NUM" and words[i + 1].text == "-" for i in front if i + 1 < index)
        if measured:
            found.append(Clause(tuple(front), index))
    return found
