"""The same event told with another scope, cause, place, means or strength."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from factcheck import quantities
from factcheck.alignment import Side, once
from factcheck.comparers import roles
from factcheck.comparers.base import Pair, Vote, span_of
from factcheck.comparers.name import NAMES
from factcheck.comparers.polarity import is_all_but_one_thing, is_under_denial, negated_predicates
from factcheck.comparers.quantity import TIME_KINDS, Related, are_of_parts, related, tie
from factcheck.language import children, subtree
from factcheck.models import Kind, Quantity, Span
from factcheck.naming import fold

# Indices of each claim's words that nothing in the other answers.
Unanswered = tuple[list[int], list[int]]
# "All of it", as opposed to a part of it; not "all-time", "all that she saw", "every day".
UNIVERSAL = re.compile(
    r"\b(?:all|every|the\s+(?:whole|entire)(?:\s+of)?|nationwide|worldwide)\b(?!-)"
    r"(?!\s+(?:that|day|week|month|year|time|night|morning)\b)(?:\s+(?:of\s+)?[\w'’-]+){0,2}",
    re.IGNORECASE,
)
RESTRICTIVE = frozenset({"only", "partly", "partially", "some", "part"})
# What an apposition is read as ("Anna Berg, the mayor, …"), and where somebody is from.
_INTRODUCTION = re.compile(
    r"((?:[A-Z][\w'’-]*\s+){2,5})(?:(?:is|was)\s+(?:an?|the|from|\S+['’]s)|(?:comes|hails)\s+from)\s"
)
# Words that can be what accounts differ in.
TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# How words hang on the one that they are read with, where they stand before it.
BEFORE = frozenset("amod aux auxpass compound det neg nummod poss predet quantmod".split())
# Differing words that make up more than this share of a claim are shown as all of it.
MOST = 0.6
# From this score of the alignment on, two nouns are taken for the same thing.
SAME_NOUN = 0.6


def compare(pair: Pair) -> Vote | None:
    """Vote by scope, then by the comparison model."""
    return _scope(pair) or _first_among(pair) or _contradiction(pair)


def _contradiction(pair: Pair) -> Vote | None:
    if not pair.is_contradicted:
        return None
    if _is_beside(pair.a, pair.b) or _is_beside(pair.b, pair.a):
        return None
    # "Nobody talks of anything but the fire" is taken for "nobody talks".
    if _excepts(pair.a) or _excepts(pair.b):
        return None
    if not roles.two_voices(pair) and _absent(pair.a) & _absent(pair.b):
        return None  # neither excludes the other: "no such complaint reached us", "no complaint was made"
    # What one person did seldom excludes what another did: evidence of another sort.
    of_others = not roles.one_person(pair)
    values = related(pair, partial(quantities.compare, aligned=True))
    if of_others and any(a.kind == "age" and how == "different" for a, _, how in values):
        return None  # two people, each with an age
    unanswered = pair.alignment.unanswered(), pair.alignment.unanswered(of_b=True)
    if _differ_in_form(pair, values, unanswered):
        return None
    differing = [(a, b) for a, b, how in values if how == "different"]
    if roles.two_groups(pair):
        return _of_groups(pair, differing)
    spans = _differing(pair.a, unanswered[0]), _differing(pair.b, unanswered[1])
    return Vote(
        "conflict",
        _evidence(pair, of_others=of_others, in_value=bool(differing)),
        strength=0.6 * pair.contradiction,
        span_a=spans[0],
        span_b=spans[1],
        kind=_kind(pair, values, unanswered),
        reason="the accounts exclude each other",
        says=_words_at(pair, spans),
        is_slip=any(quantities.swapped_digits(a, b) for a, b in differing),
    )


def _evidence(pair: Pair, *, of_others: bool, in_value: bool) -> str:
    if roles.two_voices(pair):
        return "contradicted in quotes"
    if of_others:
        return "contradicted of others"
    return "contradicted in value" if in_value else "contradicted"


def _of_groups(pair: Pair, differing: Sequence[tuple[Quantity, Quantity]]) -> Vote | None:
    """The vote where both claims count their subjects: the counts, where the same befell both groups."""
    found = next(((a, b) for a, b in differing if _befell_both(pair, a, b)), None)
    if found is None:
        return None
    a, b = found
    bond, nearness = tie(pair, a, b)
    return Vote(
        "conflict",
        "contradicted of groups",
        strength=0.6 * pair.contradiction,
        span_a=(a.start, a.end),
        span_b=(b.start, b.end),
        kind="number",
        reason="another number",
        says=(quantities.describe(a), quantities.describe(b)),
        bond=bond,
        nearness=nearness,
    )


def _befell_both(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Two counts are of people of whom one thing is told (killed, hurt, missing), and not of parts of each other."""
    counted = a.kind == b.kind == "count" and bool(a.state) and a.state == b.state
    return counted and not are_of_parts(pair, a, b)


def _excepts(side: Side) -> bool:
    """One thing is taken out of what the claim denies ("nothing but the fire")."""
    root = roles.root(side)
    return root is not None and is_all_but_one_thing(side.words, root)


@once
def _absent(side: Side) -> frozenset[str]:
    """The nouns of which the claim says that there was none ("no complaint", "disputes any complaint"), as lemmas."""
    words = side.words
    return frozenset(
        words[word.head].lemma
        for word in words
        if word.dep == "det"
        and (word.lemma == "no" or (word.lemma == "any" and is_under_denial(words, word.head)))
    )


def _is_beside(side: Side, other: Side) -> bool:
    """The claim tells only what somebody is ("Anna Berg is the mayor"), and the other not what that person is."""
    introduced = _INTRODUCTION.match(side.statement.claim.text)
    if introduced is None:
        return False
    said = _INTRODUCTION.match(other.statement.claim.text)
    names = [{fold(part) for part in found[1].split()} for found in (introduced, said) if found]
    return len(names) < 2 or not roles.one_name(*names)


def _kind(pair: Pair, values: Sequence[Related], unanswered: Unanswered) -> Kind:
    """What sort of words an editor finds at odds: a denial, values, names, or else the wording."""
    differing = [a for a, _, how in values if how == "different"]
    if differing:
        return "date" if all(a.kind in TIME_KINDS for a in differing) else "number"
    if bool(negated_predicates(pair.a.words)) != bool(negated_predicates(pair.b.words)):
        return "polarity"
    own = [[side.words[i] for i in left] for side, left in zip((pair.a, pair.b), unanswered, strict=True)]
    named = [words and all(word.entity in NAMES for word in words) for words in own]
    return "name" if all(named) else "wording"


def _differ_in_form(pair: Pair, values: Sequence[Related], unanswered: Unanswered) -> bool:
    """All that differs is values that do not: equal ones in other forms ("48 hours", "two days"), or ones of other
    sorts ("for two days", "on Thursday morning"); not a value beside none ("by seven votes to four", "unanimously").
    """
    same = {value for a, b, how in values if how == "same" for value in (a, b)}
    stated = [side.statement.claim.quantities for side in (pair.a, pair.b)]
    found = False
    for number, side in enumerate((pair.a, pair.b)):
        others = {value.kind for value in stated[not number]}
        spans = [(v.start, v.end) for v in stated[number] if v in same or (others and v.kind not in others)]
        found = found or bool(spans)
        for word in (side.words[i] for i in unanswered[number]):
            if word.pos in TELLING and not any(
                start <= word.start and word.end <= end for start, end in spans
            ):
                return False
    return found


def _differing(side: Side, unanswered: Sequence[int]) -> Span:
    """From the first to the last phrase with a word that nothing answers; the whole claim where that is most of it."""
    claim = side.statement.claim
    own = [i for i in unanswered if side.words[i].pos != "NUM" and _is_own(side, i)]
    if not own:
        return claim.start, claim.end
    start, end = span_of(side.words[i] for i in _phrases(side, own))
    return (claim.start, claim.end) if end - start > MOST * (claim.end - claim.start) else (start, end)


def _phrases(side: Side, own: Sequence[int]) -> set[int]:
    """Words with what stands before them in their phrases: "board" as "On board", "fell" as "had not fallen"."""
    found = set(own)
    for i in own:
        head = side.words[i].head
        found |= {c for c in children(side.words, i) if c < i and side.words[c].dep in BEFORE}
        if side.words[i].dep == "pobj" and head < i:
            found.add(head)
    return {i for i in found if _is_own(side, i)}


def _is_own(side: Side, index: int) -> bool:
    """Whether a word stands in the claim itself, and not in a name that was put into it."""
    word, claim = side.words[index], side.statement.claim
    return claim.start <= word.start and word.end <= claim.end


def _scope(pair: Pair) -> Vote | None:
    """One article tells it of all, the other of a part, a place or a group of the same thing."""
    for wide, narrow, flipped in ((pair.a, pair.b, False), (pair.b, pair.a, True)):
        universal = _universal(wide)
        if universal is None:
            continue
        for noun, limit in _limits(narrow):
            answer = _answer(pair, noun, in_b=flipped)
            by_place = narrow.words[limit[0]].lemma not in RESTRICTIVE
            if (
                answer is None
                or _is_limited(wide, answer)
                or not _is_meant(wide, universal, answer, by_place)
            ):
                continue
            span_narrow = span_of(narrow.words[i] for i in (noun, *limit))
            # Together with the claim itself, which may be the next clause of the sentence.
            span_wide = (
                min(universal[0], wide.statement.claim.start),
                max(universal[1], wide.statement.claim.end),
            )
            spans = (span_narrow, span_wide) if flipped else (span_wide, span_narrow)
            places = (noun, answer) if flipped else (answer, noun)
            return _other_scope(pair, spans, places)
    return None


def _first_among(pair: Pair) -> Vote | None:
    """One article calls somebody the first to do something, the other the first in a narrower field."""
    first_a, first_b = _first(pair.a), _first(pair.b)
    if first_a is None or first_b is None or not roles.one_person(pair):
        return None
    fields = [
        [i for i in _fields(side, first) if pair.alignment.answer(i, of_b=of_b)[1] == 0]
        for side, first, of_b in ((pair.a, first_a, False), (pair.b, first_b, True))
    ]
    if bool(fields[0]) == bool(fields[1]):
        return None  # as wide as each other, or two fields: another fact
    spans = (
        span_of(pair.a.words[i] for i in subtree(pair.a.words, first_a)),
        span_of(pair.b.words[i] for i in subtree(pair.b.words, first_b)),
    )
    return _other_scope(pair, spans, (first_a, first_b))


def _other_scope(pair: Pair, spans: tuple[Span, Span], places: tuple[int, int]) -> Vote:
    """The vote for another scope, told by ``spans``, of the words at ``places``."""
    return Vote(
        "conflict",
        "scope",
        strength=0.9,
        span_a=spans[0],
        span_b=spans[1],
        kind="wording",
        severity="discrepancy",
        reason="another scope",
        says=_words_at(pair, spans),
        bond=roles.bond(pair, *places),
        nearness=roles.nearness(pair, *places),
    )


def _words_at(pair: Pair, spans: tuple[Span, Span]) -> tuple[str, str]:
    return f"“{pair.a.statement.text_of(spans[0])}”", f"“{pair.b.statement.text_of(spans[1])}”"


@once
def _first(side: Side) -> int | None:
    """The noun of "the first woman to ...", "the first film that ..."."""
    words = side.words
    return next(
        (
            word.head
            for word in words
            if word.lemma == "first"
            and word.dep == "amod"
            and any(words[c].dep in {"relcl", "acl"} for c in children(words, word.head))
        ),
        None,
    )


def _fields(side: Side, noun: int) -> list[int]:
    """Among what somebody is the first: common nouns of the phrases with "in" or "among", times and places left out."""
    words = side.words
    return [
        i
        for i in subtree(words, noun)
        if words[i].dep == "pobj"
        and words[i].pos == "NOUN"
        and not words[i].entity
        and words[words[i].head].lemma in {"in", "among"}
    ]


def _answer(pair: Pair, noun: int, *, in_b: bool) -> int | None:
    """The other claim's word that answers the limited noun."""
    found, score = pair.alignment.answer(noun, of_b=not in_b)
    return found if score >= SAME_NOUN else None


@once
def _universal(side: Side) -> Span | None:
    """The words of the claim's sentence that say that all of something is meant."""
    statement = side.statement
    match = UNIVERSAL.search(statement.around)
    if match is None:
        return None
    return statement.around_start + match.start(), statement.around_start + match.end()


def _is_meant(side: Side, universal: Span, noun: int, by_place: bool) -> bool:
    """Whether "all" is said of a noun of the claim: it stands before it, or before what has the same role.

    Where the other claim names a place, the clause before may say it ("removed her from all promotion of the film and
    will not include her in the campaign").
    """
    words = side.words
    quantifier = next((i for i, word in enumerate(words) if word.start == universal[0]), None)
    if quantifier is None:
        return by_place and universal[1] <= side.statement.claim.start and words[noun].dep in {"dobj", "pobj"}
    whole_of = words[quantifier].head if words[quantifier].pos == "DET" else quantifier
    # "All of the shops", "the whole of the town".
    of = next((c for c in children(words, whole_of) if words[c].lemma == "of"), None)
    whole_of = next(iter(children(words, of)), whole_of) if of is not None else whole_of
    return whole_of == noun or (by_place and words[whole_of].dep == words[noun].dep)


@once
def _limits(side: Side) -> list[tuple[int, list[int]]]:
    return list(_limited(side))


def _limited(side: Side) -> Iterator[tuple[int, list[int]]]:
    """Nouns with the words that limit them: a place ("the campaign in the United States"), "only", "part of"."""
    for index, word in enumerate(side.words):
        if word.lemma in RESTRICTIVE and side.words[word.head].pos in {"NOUN", "PROPN"}:
            yield word.head, [index]
        if word.lemma in {"in", "for", "across"} and word.dep == "prep":
            places = [
                c for c in children(side.words, index) if side.words[c].entity in {"GPE", "LOC", "NORP"}
            ]
            noun = _noun_before(side, index)
            if places and noun is not None:
                yield noun, subtree(side.words, index)


def _noun_before(side: Side, index: int) -> int | None:
    """The noun right before a preposition: the parser often hangs the place on the verb instead."""
    return index - 1 if index and side.words[index - 1].pos in {"NOUN", "PROPN"} else None


def _is_limited(side: Side, noun: int) -> bool:
    return any(limited == noun for limited, _ in _limits(side))
