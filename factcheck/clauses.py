"""A parsed sentence -> the clauses that each state one fact, with their subjects.

Clauses are read off the dependency parse: the main clause, clauses joined to it by "and" or "but", clauses of
time and contrast, participles ("spilling 8,000 litres"), clauses that comment ("who leads the council") and
appositions ("Osei, 44"). Clauses that state nothing by themselves (if, unless, because, in order to) stay where
they are.
"""

from __future__ import annotations

from collections.abc import Collection

from factcheck.appositions import aged_subjects, apposed, appositions
from factcheck.inflection import be, finite, is_plural
from factcheck.language import Words, children, subtree
from factcheck.models import Span
from factcheck.phrases import FACTIVE_MARKS, is_finite, is_negated, is_reported, noun_phrase, set_off, tidy
from factcheck.phrases import SUBJECTS as SUBJECTS
from factcheck.phrases import Clause as Clause

COMMENTS = frozenset({"relcl", "acl"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_VERBAL = frozenset({"VERB", "AUX"})
_RESTRICTING = frozenset({"until", "till", "only"})
_Recast = tuple[tuple[int, str], ...]
_NO_RECAST: _Recast = ()


def clauses(words: Words, together: Collection[Span] = ()) -> list[Clause]:
    """Split a parsed sentence into clauses, in the order of their words.

    Args:
        words: the sentence, mended.
        together: spans (offsets as in ``words``) inside which nothing is split, such as quoted words.

    Every clause has at least one content word; a sentence that cannot be split comes back as one clause.
    """
    heads = _clause_heads(words, together)
    aside = {i for inside in apposed(words) for i in inside}
    found: list[Clause] = []
    for head in heads:
        clause = _build(words, head, heads, aside)
        if clause and any(words[i].is_content for i in clause.words):
            found.append(clause)
    stated = [c for c in found if any(words[i].pos in _VERBAL for i in c.words)]
    found = stated or found
    for clause in (*appositions(words), *aged_subjects(words)):
        if not any(a <= words[clause.head].start < b for a, b in together):
            source, saying = _credited(words, clause.head)
            found.append(
                Clause(clause.words, clause.head, clause.subject, clause.link, source, saying, clause.recast)
            )
    return sorted(found, key=lambda c: c.words[0])


# --- where clauses begin ---------------------------------------------------------------------------------------


def _clause_heads(words: Words, together: Collection[Span]) -> list[int]:
    heads = {index for index, word in enumerate(words) if word.head == index}
    for index, word in enumerate(words):
        quoted = any(start <= word.start < end for start, end in together)
        if index not in heads and not quoted and _opens_clause(words, index):
            heads.add(index)
    return sorted(heads)


def _opens_clause(words: Words, index: int) -> bool:
    word = words[index]
    if word.pos not in _VERBAL or word.dep not in {"ccomp", "parataxis", "conj", "advcl", "pcomp", *COMMENTS}:
        return False
    if word.dep in {"ccomp", "parataxis"}:
        return is_reported(words, index) or _is_beside(words, index)
    if word.dep == "advcl" and any(is_reported(words, c) for c in children(words, index)):
        return True
    if not _says_enough(words, index):
        return False
    if word.dep == "conj":
        return _is_joined(words, index)
    if word.dep == "advcl":
        marks = {words[c].lemma for c in children(words, index) if words[c].dep in {"mark", "advmod"}}
        if is_finite(words, index):
            return bool(marks & FACTIVE_MARKS) and not _restricts(words, index)
        bare = not any(words[c].dep in {"mark", "aux"} for c in children(words, index))
        return (bare or _is_perfect(words, index)) and set_off(words, index)
    if word.dep == "pcomp":
        return words[word.head].lemma in {"after", "before"} and word.tag == "VBG"
    return set_off(words, index) and not any(words[c].tag == "TO" for c in children(words, index))


def _restricts(words: Words, index: int) -> bool:
    """Without the clause the one that it hangs on would say something else ("only after she dies", "not before")."""
    opening = {words[i].lemma for i in subtree(words, index) if i < index}
    return bool(opening & _RESTRICTING) or ("before" in opening and is_negated(words, words[index].head))


def _says_enough(words: Words, index: int) -> bool:
    """It is joined and has a subject ("and nobody died"), or has two words of content.

    "The posts resurfaced", of something known, says too little.
    """
    subjects = {words[c].dep for c in children(words, index)} & SUBJECTS - {"expl"}
    if words[index].dep == "conj" and subjects:
        return True
    inside = subtree(words, index)
    if sum(words[i].is_content for i in inside) < 2:
        return False
    if words[index].dep != "advcl":
        return True
    own = [
        c
        for c in children(words, index)
        if words[c].dep not in {"mark", "aux", "auxpass", "punct"} and words[c].lemma not in FACTIVE_MARKS
    ]
    if any(words[c].dep == "npadvmod" for c in own):
        return False  # "two hours before the water came": a point in time
    bare = all(words[c].dep in SUBJECTS for c in own)
    return not bare or not any(words[i].lemma in {"the", "this", "these", "those", "that"} for i in inside)


def _is_beside(words: Words, index: int) -> bool:
    """A sentence beside another: a semicolon, or a comma and a subject of its own, stands between them."""
    head = words[index].head
    between = {words[i].text for i in range(min(index, head), max(index, head))}
    own = any(words[c].dep in SUBJECTS for c in children(words, index))
    return index < head and own and is_finite(words, index) and ";" in between


def _is_joined(words: Words, index: int) -> bool:
    """A verb joined by "and" states a fact of its own where it has an object, a complement or a subject."""
    above = words[index].head
    head = words[above]
    if head.pos not in _VERBAL or head.dep in {"pcomp", "amod"}:
        return False
    if head.dep == "xcomp" and words[head.head].lemma != "be":
        return False
    if head.dep == "advcl" and not _opens_clause(words, above):
        return False
    if head.dep in COMMENTS and not set_off(words, above):
        return False
    if head.dep == "ccomp" and not (is_reported(words, above) or _is_beside(words, above)):
        return False
    if all(words[i].dep in {"cc", "preconj"} for i in range(above + 1, index)) and not any(
        words[c].dep in SUBJECTS for c in children(words, index)
    ):
        return False  # "denounced and rejected the plan": one object for both
    return any(words[c].dep not in {"punct", "cc", "aux", "auxpass", "neg"} for c in children(words, index))


def _is_perfect(words: Words, index: int) -> bool:
    """A participle with its own auxiliary ("having lost twice")."""
    helpers = [c for c in children(words, index) if words[c].dep.startswith("aux")]
    return bool(helpers) and words[helpers[0]].text.lower() == "having"


# --- what a clause consists of ---------------------------------------------------------------------------------


def _build(words: Words, head: int, heads: list[int], aside: Collection[int]) -> Clause | None:
    inner = [h for h in heads if h != head]
    if any(words[h].head == head and is_reported(words, h) for h in inner):
        return None  # "police said": the frame of the clause inside, no statement of its own
    kept = tidy(words, [i for i in subtree(words, head, without=inner) if i not in aside], head)
    if not kept:
        return None
    source, saying = _credited(words, head)
    subject: tuple[int, ...] = ()
    link, recast = "", _NO_RECAST
    word = words[head]
    if word.dep in COMMENTS:
        subject, kept, link, recast = _comment(words, head, kept)
    elif not any(words[c].dep in SUBJECTS for c in children(words, head)):
        subject = _parenthesised(words, head) or inherited_subject(words, head)
        link, recast = _restored(words, head, subject) if subject else ("", ())
    kept = tidy(words, kept, head)
    kept, moved = _contiguous(words, head, kept)
    if not kept:
        return None
    return Clause(tuple(kept), head, subject or moved, link, source, saying, recast)


def _parenthesised(words: Words, head: int) -> tuple[int, ...]:
    """The noun before a participle between commas: "the picture, painted in 1884, at nearly 2 million"."""
    inside = subtree(words, head)
    before = inside[0] - 2
    closed = any(words[i].text == "," for i in range(head + 1, min(inside[-1] + 2, len(words))))
    if words[head].tag != "VBN" or words[head].dep != "advcl" or before < 1 or not closed:
        return ()
    return tuple(noun_phrase(words, before)) if words[before].pos in {"NOUN", "PROPN"} else ()


def _main(words: Words, head: int) -> int:
    """The finite verb above a participle."""
    here = words[head].head
    while not is_finite(words, here) and words[here].head != here:
        here = words[here].head
    return here


def _restored(words: Words, head: int, subject: tuple[int, ...]) -> tuple[str, _Recast]:
    """The helping verb that the clause shares with another, and the finite form of its participle."""
    word = words[head]
    helpers = [c for c in children(words, head) if words[c].dep.startswith("aux")]
    if helpers:
        having = words[helpers[0]].text.lower() == "having"
        return "", ((helpers[0], "had"),) if having else ()
    if word.dep == "conj" and word.tag in {"VB", "VBN", "VBG"}:
        above = _first_joined(words, head)
        shared = [c for c in children(words, above) if words[c].dep in {"aux", "auxpass"}]
        if any(words[c].dep == "dobj" for c in children(words, head)) and word.tag == "VBN":
            shared = [c for c in shared if words[c].dep == "aux"]
        if shared:
            if words[above].dep == "xcomp":
                return f"{words[words[above].head].text} to", ()
            return " ".join(words[c].text for c in shared), ()
    if word.tag == "VBG":
        return "", ((head, finite(words, head, _main(words, head), is_plural=is_plural(words, subject))),)
    if word.tag == "VBN" and word.dep == "advcl":
        return be(words, subject, past_tense=True), ()
    return "", ()


def _first_joined(words: Words, head: int) -> int:
    while words[head].dep == "conj" and words[head].head != head:
        head = words[head].head
    return head


def _comment(words: Words, head: int, kept: list[int]) -> tuple[tuple[int, ...], list[int], str, _Recast]:
    """Subject, words, link and recast words of a clause that comments on a noun."""
    noun = words[head].head
    inside = set(subtree(words, head))
    phrase = tuple(i for i in noun_phrase(words, noun) if i not in inside)
    relative = next((i for i in kept if words[i].tag in _RELATIVE), None)
    if relative is not None and words[relative].tag == "WP$":
        possessor = _span_text(words, phrase)
        return (), kept, "", ((relative, possessor + ("'" if possessor.endswith("s") else "'s")),)
    if relative is not None and words[relative].dep in SUBJECTS:
        return phrase, kept, "", ((relative, ""),)
    where = next((i for i in kept if words[i].lemma == "where" and words[i].dep == "advmod"), None)
    if where is not None:
        return (), kept, "", ((where, f"at {_span_text(words, phrase)},"),)
    if words[head].tag == "VBG":
        subject = phrase if _is_clause_final(words, noun) else inherited_subject(words, noun) or phrase
        return subject, kept, *_restored(words, head, subject)
    if words[head].dep == "acl":
        return phrase, kept, be(words, phrase, past_tense=True), ()
    return (), kept, "", ()


def _is_clause_final(words: Words, noun: int) -> bool:
    """The noun is itself a subject, so that the participle behind it tells of it."""
    return words[noun].dep in SUBJECTS or words[noun].head == noun


def _span_text(words: Words, indices: tuple[int, ...]) -> str:
    parts: list[str] = []
    for n, i in enumerate(indices):
        written = words[i].text.lower() if words[i].pos == "DET" else words[i].text
        gap = n and words[indices[n - 1]].end < words[i].start
        parts.append(f" {written}" if gap else written)
    return "".join(parts)


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
        return tidy(words, main, head), tuple(tidy(words, before, head))
    return [i for i in kept if i >= min(main[0], kept[0])], ()


def inherited_subject(words: Words, head: int) -> tuple[int, ...]:
    """The subject of the clause that this one hangs on."""
    seen: set[int] = set()
    here = head
    while here not in seen:
        seen.add(here)
        for child in children(words, here):
            if words[child].dep in SUBJECTS and words[child].tag not in _RELATIVE and child not in seen:
                return tuple(noun_phrase(words, child))
        if words[here].dep == "relcl" or (words[here].dep == "acl" and words[here].tag == "VBN"):
            return tuple(noun_phrase(words, words[here].head))
        here = words[here].head
    # Without a verb at the top ("A tanker overturned on the A9", read as a noun with a participle).
    return tuple(noun_phrase(words, here)) if words[here].pos in {"NOUN", "PROPN"} and here != head else ()


def _credited(words: Words, head: int) -> tuple[tuple[int, ...], int | None]:
    """Who says the clause, and with which verb: the subject of the verb of saying above it."""
    here = head
    for _ in range(len(words)):
        above = words[here].head
        if above == here:
            break
        if is_reported(words, here):
            for child in children(words, above):
                if words[child].dep in SUBJECTS and words[child].tag not in _RELATIVE:
                    return tuple(noun_phrase(words, child)), above
            return inherited_subject(words, above), above
        here = above
    return (), None
