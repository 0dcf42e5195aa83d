"""One claim states what the other denies: negation, opposites, denial against admission."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib import resources

from factcheck.alignment import MIN_WORD_COSINE, Side, once
from factcheck.clauses import SUBJECTS
from factcheck.comparers import roles
from factcheck.comparers.base import Pair, Vote, span_of, whole
from factcheck.language import Word, Words, children, subtree
from factcheck.phrases import is_negated

NEGATIONS = frozenset({"not", "n't", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere"})
# Verbs that negate what they govern ("failed to", "refused to", "stopped short of").
NEGATING_VERBS = frozenset(
    {"fail", "refuse", "decline", "deny", "reject", "dispute", "refute", "lack", "avoid", "miss"}
)
# Adjectives that do the same ("unable to reach him").
NEGATING_ADJECTIVES = frozenset({"unable", "unwilling"})
# Verbs of belief: who "is not believed to have been hurt" was not hurt.
BELIEFS = frozenset({"believe", "think", "report", "know", "understand", "say"})
# Opposites of these are none of the statement: "off the coast", "on the coast"; "the first drive", "the second drive".
UNTELLING = frozenset({"ADP", "PART", "DET", "PRON", "SCONJ", "CCONJ"})
ORDINAL = re.compile(r"first|second|third|last|\d+(?:st|nd|rd|th)")
# "Nothing but the fire": one thing is taken out of what is denied.
INDEFINITE = frozenset("nothing nobody none nowhere anything anybody anyone anywhere all everything".split())
DENIALS = frozenset({"deny", "reject", "dispute", "refute", "dismiss"})
ADMISSIONS = frozenset({"admit", "acknowledge", "concede", "confess", "confirm"})


def compare(pair: Pair) -> Vote | None:
    """Vote for a conflict where exactly one side negates what both state, or one word has its opposite."""
    if roles.two_groups(pair):
        return None
    return _denial(pair) or _opposites(pair) or _negation(pair)


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """The opposites of each lemma that has any, from WordNet."""
    text = resources.files("factcheck").joinpath("data/antonyms.txt").read_text(encoding="ascii")
    opposites: dict[str, set[str]] = defaultdict(set)
    for a, b, *_ in (line.split() for line in text.splitlines() if not line.startswith("#")):
        if a != b:
            opposites[a].add(b)
            opposites[b].add(a)
    return {lemma: frozenset(others) for lemma, others in opposites.items()}


def negated(words: Words) -> list[int]:
    """Indices of the words that negate the claim's predicate or one of its arguments."""
    return [
        i
        for i, word in enumerate(words)
        if (word.lemma in NEGATIONS and word.dep != "cc") or word.dep == "neg" or _negates(words, i)
    ]


def _is_believed(words: Words, index: int) -> bool:
    passive = any(words[c].dep == "auxpass" for c in children(words, index))
    return words[index].lemma in {"appear", "seem"} or (passive and words[index].lemma in BELIEFS)


def _negates(words: Words, index: int) -> bool:
    if not any(words[c].dep == "xcomp" for c in children(words, index)):
        return False
    word = words[index]
    return word.lemma in NEGATING_ADJECTIVES or (word.lemma in NEGATING_VERBS and word.pos == "VERB")


def _denial(pair: Pair) -> Vote | None:
    for first, second, flipped in ((pair.a, pair.b, False), (pair.b, pair.a, True)):
        denial, admission = _verb(first, DENIALS), _verb(second, ADMISSIONS)
        if denial and admission and roles.one_person(pair):
            verbs = (
                (f"“{admission.text}”", f"“{denial.text}”")
                if flipped
                else (f"“{denial.text}”", f"“{admission.text}”")
            )
            return Vote(
                "conflict",
                "denied",
                strength=0.85,
                span_a=whole(pair.a),
                span_b=whole(pair.b),
                kind="polarity",
                reason="one denies what the other admits",
                says=verbs,
            )
    return None


@once
def _verb(side: Side, lemmas: frozenset[str]) -> Word | None:
    """The claim's first verb that is one of these and not negated itself."""
    found = (i for i, w in enumerate(side.words) if w.lemma in lemmas and w.pos == "VERB")
    return next((side.words[i] for i in found if not is_negated(side.words, i)), None)


def _opposites(pair: Pair) -> Vote | None:
    if bool(_denied(pair.a)) != bool(_denied(pair.b)):
        return None  # "did not stay open" and "closed" say the same
    for i, opposites in _with_opposites(pair.a):
        if opposites.isdisjoint(_lemmas(pair.b)):
            continue
        a = pair.a.words[i]
        for j, _ in _with_opposites(pair.b):
            b = pair.b.words[j]
            # Where both claims have both words, they say the same of the first and of the second half.
            both = a.lemma in _lemmas(pair.b) and b.lemma in _lemmas(pair.a)
            if is_negated(pair.a.words, i) != is_negated(pair.b.words, j):
                continue
            if b.lemma in opposites and not both and _role(pair.a, i) == _role(pair.b, j):
                return Vote(
                    "conflict",
                    "opposite",
                    strength=0.8,
                    span_a=(a.start, a.end),
                    span_b=(b.start, b.end),
                    kind="polarity",
                    reason="opposites",
                    says=(f"“{a.text}”", f"“{b.text}”"),
                    bond=_opposite_bond(pair, i, j),
                    nearness=roles.nearness(pair, i, j),
                )
    return None


@once
def _with_opposites(side: Side) -> list[tuple[int, frozenset[str]]]:
    """Indices of the claim's words that have opposites and hold for good, with these."""
    known, words = antonyms(), side.words
    return [
        (i, known[word.lemma])
        for i, word in enumerate(words)
        if word.lemma in known and _tells(word) and not _is_until_then(words, i)
    ]


def _tells(word: Word) -> bool:
    """The word says something of the matter; particles do ("went up"), prepositions and what negates do not."""
    if word.lemma in NEGATING_ADJECTIVES or ORDINAL.fullmatch(word.lemma):
        return False
    return word.dep == "prt" or word.pos not in UNTELLING


@once
def _lemmas(side: Side) -> frozenset[str]:
    return frozenset(word.lemma for word in side.words)


def _opposite_bond(pair: Pair, a: int, b: int) -> float:
    """For opposite predicates their subjects and objects count, for other words what governs them."""
    if _role(pair.a, a) != "predicate":
        return roles.bond(pair, a, b)
    scores = []
    for names in (SUBJECTS, roles.OBJECTS):
        fillers = roles.filler(pair.a.words, a, names), roles.filler(pair.b.words, b, names)
        if fillers[0] is not None and fillers[1] is not None:
            scores.append(roles.role_likeness(pair, *fillers))
    return sum(scores) / len(scores) if scores else roles.OPEN


def _role(side: Side, index: int) -> str:
    dep = side.words[index].dep
    if side.words[index].head == index or dep in {
        "ROOT",
        "conj",
        "ccomp",
        "acomp",
        "attr",
        "advcl",
        "relcl",
        "acl",
    }:
        return "predicate"
    return dep


def _negation(pair: Pair) -> Vote | None:
    denied = _denied(pair.a), _denied(pair.b)
    for flipped in (False, True):
        denying, stating = (pair.b, pair.a) if flipped else (pair.a, pair.b)
        for predicate, cues in denied[flipped].items():
            answer = _answer(pair, predicate, of_b=flipped)
            if answer is None or not denied[not flipped].keys().isdisjoint(_with_copula(stating, answer)):
                continue
            places = (answer, predicate) if flipped else (predicate, answer)
            bond = roles.bond(pair, *places)
            spans = span_of(denying.words[i] for i in (predicate, *cues)), span_of([stating.words[answer]])
            says = f"not “{denying.words[predicate].text}”", f"“{stating.words[answer].text}”"
            if flipped:
                spans, says = spans[::-1], says[::-1]
            return Vote(
                "conflict",
                "negated",
                strength=0.55 + 0.2 * bond,
                span_a=spans[0],
                span_b=spans[1],
                kind="polarity",
                reason="one states what the other denies",
                says=says,
                bond=bond,
                nearness=roles.nearness(pair, *places),
            )
    return None


def _with_copula(side: Side, index: int) -> set[int]:
    """A predicate, and the "be" that it stands with, of which a denial is said."""
    word = side.words[index]
    return {index, word.head} if word.dep in {"acomp", "attr"} else {index}


@once
def _denied(side: Side) -> dict[int, list[int]]:
    return negated_predicates(side.words)


def negated_predicates(words: Words) -> dict[int, list[int]]:
    """The predicates that a claim denies, each with the words that negate it.

    Two negations cancel out, and who "did not deny" something denies nothing.
    """
    found: dict[int, list[int]] = {}
    for cue in negated(words):
        predicate = cue if words[cue].pos == "VERB" else roles.governor(words, cue)
        if _is_believed(words, predicate):
            predicate = next((c for c in children(words, predicate) if words[c].dep == "xcomp"), predicate)
        found.setdefault(predicate, []).append(cue)
    return {
        predicate: cues
        for predicate, cues in found.items()
        if len(cues) % 2
        and (words[predicate].lemma not in DENIALS or cues == [predicate])
        and not _is_until_then(words, predicate)
        and not _is_left_out(words, predicate)
        and not is_all_but_one_thing(words, predicate)
    }


def _is_until_then(words: Words, predicate: int) -> bool:
    """What does not happen until Monday, or until she dies, happens then; what was shut until noon was opened."""
    below = children(words, predicate)
    marks = (
        m for c in below if words[c].dep == "advcl" for m in children(words, c) if words[m].dep == "mark"
    )
    return any(words[i].lemma in {"until", "till"} for i in (*below, *marks))


def _is_left_out(words: Words, predicate: int) -> bool:
    """What is denied stands in the sentence before ("the others were not")."""
    below = {words[c].dep for c in children(words, predicate)} - {"punct", "cc", "advmod"}
    return words[predicate].lemma in {"be", "do", "have"} and "neg" in below and below <= {"neg", "nsubj"}


def is_under_denial(words: Words, index: int) -> bool:
    """A word above this one is negated, or denies what hangs on it."""
    denying = {
        *negated_predicates(words),
        *(i for i, word in enumerate(words) if word.lemma in NEGATING_VERBS),
    }
    return any(index in subtree(words, predicate) for predicate in denying - {index})


def is_all_but_one_thing(words: Words, predicate: int) -> bool:
    """Who talks of nothing but the fire talks of the fire."""
    return any(
        words[i].lemma == "except" or (words[i].lemma == "but" and words[i - 1].lemma in INDEFINITE)
        for i in subtree(words, predicate)
        if i
    )


def _answer(pair: Pair, predicate: int, *, of_b: bool) -> int | None:
    """The other claim's predicate that answers this one best, if any does."""
    other = pair.a if of_b else pair.b
    scored = [
        (roles.likeness(pair, i, predicate) if of_b else roles.likeness(pair, predicate, i), i)
        for i, word in enumerate(other.words)
        if word.pos == "VERB" or word.head == i or word.dep in {"acomp", "attr"}
    ]
    best = max(scored, default=(0.0, -1))
    return best[1] if best[0] >= MIN_WORD_COSINE else None
