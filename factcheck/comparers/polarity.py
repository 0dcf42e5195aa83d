"""One claim states what the other denies: negation, opposites, denial against admission."""

from __future__ import annotations

from functools import cache
from importlib import resources

from factcheck.alignment import Side
from factcheck.comparers.base import Pair, Vote, whole, written
from factcheck.language import Words, children

NEGATIONS = frozenset(
    {"not", "n't", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "nowhere"}
)
# Verbs that negate what they govern ("failed to", "refused to", "stopped short of").
NEGATING_VERBS = frozenset(
    {"fail", "refuse", "decline", "deny", "reject", "dispute", "refute", "lack", "avoid", "miss"}
)
DENIALS = frozenset({"deny", "reject", "dispute", "refute", "dismiss"})
ADMISSIONS = frozenset({"admit", "acknowledge", "concede", "confess", "confirm"})


def compare(pair: Pair) -> Vote | None:
    """Vote for a conflict where exactly one side negates what both state, or one word has its opposite."""
    return _denial(pair) or _opposites(pair) or _negation(pair)


@cache
def antonyms() -> frozenset[frozenset[str]]:
    """Pairs of opposite lemmas from WordNet."""
    text = resources.files("factcheck").joinpath("data/antonyms.txt").read_text(encoding="ascii")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return frozenset(frozenset(line[:2]) for line in lines)


def negated(words: Words) -> list[int]:
    """Indices of the words that negate the claim's predicate or one of its arguments."""
    return [
        i
        for i, word in enumerate(words)
        if word.lemma in NEGATIONS
        or word.dep == "neg"
        or (
            word.lemma in NEGATING_VERBS
            and word.pos == "VERB"
            and any(words[c].dep == "xcomp" for c in children(words, i))
        )
    ]


def _denial(pair: Pair) -> Vote | None:
    for first, second, flipped in ((pair.a, pair.b, False), (pair.b, pair.a, True)):
        denial = [i for i, w in enumerate(first.words) if w.lemma in DENIALS and w.pos == "VERB"]
        admission = [i for i, w in enumerate(second.words) if w.lemma in ADMISSIONS and w.pos == "VERB"]
        if not denial or not admission:
            continue
        without = (denial, admission) if not flipped else (admission, denial)
        least, most = pair.coverage(*without)
        if (least + most) / 2 < pair.settings.loose_context * 0.8:
            continue
        spans = whole(pair.a), whole(pair.b)
        verbs = (first.words[denial[0]].text, second.words[admission[0]].text)
        a, b = verbs[::-1] if flipped else verbs
        reason = "one denies what the other admits"
        return Vote("conflict", 0.85, *spans, "polarity", "contradiction", reason, f"“{a}”", f"“{b}”")
    return None


def _opposites(pair: Pair) -> Vote | None:
    known = antonyms()
    for i, a in enumerate(pair.a.words):
        for j, b in enumerate(pair.b.words):
            if a.pos not in {"VERB", "ADJ", "NOUN", "ADV"} or frozenset((a.lemma, b.lemma)) not in known:
                continue
            if a.lemma == b.lemma or _role(pair.a, i) != _role(pair.b, j):
                continue
            least, most = pair.coverage([i], [j])
            if len(negated(pair.a.words)) % 2 != len(negated(pair.b.words)) % 2:
                continue  # "did not stay open" and "closed" say the same
            if least < 0.5 * pair.settings.polarity_context or most < pair.settings.polarity_context:
                continue
            return Vote(
                "conflict", min(0.95, 0.4 + 0.5 * (least + most) / 2 + 0.1), (a.start, a.end), (b.start, b.end),
                "polarity", "contradiction", "opposites", f"“{a.text}”", f"“{b.text}”",
            )  # fmt: skip
    return None


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
    cues_a, cues_b = negated(pair.a.words), negated(pair.b.words)
    if len(cues_a) % 2 == len(cues_b) % 2:
        return None
    least, most = pair.coverage(cues_a, cues_b)
    if least < 0.75 * pair.settings.polarity_context or most < pair.settings.polarity_context:
        return None
    strength = min(0.95, 0.3 + 0.65 * (least + most) / 2)
    denied = [f"denied (“{written(side.words[i] for i in cues)}”)" if len(cues) % 2 else "stated"
              for side, cues in ((pair.a, cues_a), (pair.b, cues_b))]  # fmt: skip
    reason = "one states what the other denies"
    return Vote(
        "conflict", strength, whole(pair.a), whole(pair.b), "polarity", "contradiction", reason, *denied
    )
