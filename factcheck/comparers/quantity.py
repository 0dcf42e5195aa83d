"""Numbers, amounts, dates and times: the same thing measured, another value."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import product

from factcheck import quantities
from factcheck.alignment import MIN_WORD_COSINE, Side, once
from factcheck.clauses import SUBJECTS
from factcheck.comparers import roles
from factcheck.comparers.base import Pair, Vote, inside
from factcheck.coreference import fold
from factcheck.language import subtree
from factcheck.models import Kind, Quantity
from factcheck.quantities.comparing import CALENDAR, MOMENTS

Related = tuple[Quantity, Quantity, quantities.Outcome]
TIME_KINDS = MOMENTS | {"duration"}
# What a difference of these kinds is called; of the others, whether what is measured is named tells more.
_DIFFERENCE = dict.fromkeys(MOMENTS, "other time") | {"duration": "other duration", "age": "other age"}
# Words that say that a figure replaces an earlier one or will be replaced: it is a running total.
RUNNING = re.compile(
    r"\b(?:toll|rises?|rose|risen|climb\w*|so far|now stands|stands at|at least|reach\w*|increas\w*|revised|updated|"
    r"confirmed|to date|grew|grown|mount\w*|and counting)\b",
    re.I,
)
# A figure followed by this counts a part of what was counted before ("four of them"), or what comes on top of it.
_PART = re.compile(
    r"\s*(?:of\s+(?:the|them|these|those|whom|which|its|his|her|their)\b|more\b|further\b|additional\b|others?\b"
    r"|(?:one\s+)?else\b)",
    re.I,
)
# Before a noun they make another of it: five children and nine grandchildren, two finals and four semi-finals.
_OTHER_SORT = re.compile(r"(?:great-?|grand|step|half-?|semi-?|quarter-?|non-?|ex-?|sub-?|by-?|co-?)+")
# Between a figure and the whole that it is a part of ("two of the city's ten").
_OF = re.compile(r"\s*(?:out\s+)?of\b", re.I)
# A figure behind this counts a stretch of what the figure without it counts ("the first 17 points").
_STRETCH = re.compile(r"\b(?:first|last|next|past|final|previous|opening|closing|another|other)\s+$", re.I)
# Between a distance and the place that it is measured from ("22 kilometres north of Dasmir").
_WAY = re.compile(
    r"[\s,]*(?:\([^)]*\)\s*)?(?:(?:to\s+)?(?:the\s+)?(?:(?:north|south|east|west)[\w-]*|(?:up|down)(?:stream|river|hill)|"
    r"inland|away|out|short)\s+)?(?:of|from|off|outside|beyond)\s+$",
    re.I,
)
# A time behind this is the end of a stretch that another time may lie in ("by Friday 700 had been put off").
_LIMIT = re.compile(r"\b(?:by|before|after|since)\s+(?:the\s+)?$", re.I)


def compare(pair: Pair) -> Vote | None:
    """Vote on the pair's comparable values; a difference outweighs agreement.

    A number that could be set against two is set against the one before the nearer noun.
    """
    values = _nearest(pair, related(pair, partial(_relation, pair)))
    found = [vote for a, b, how in values if (vote := _vote(pair, a, b, how)) is not None]
    differing = [vote for vote in found if vote.relation == "conflict"]
    return max(differing or found, key=lambda vote: vote.strength, default=None)


def _nearest(pair: Pair, values: list[Related]) -> list[Related]:
    """Those whose values are not related in the same way to one before a nearer noun."""
    if len(values) < 2:
        return values
    alike = [_nouns_alike(pair, a, b) or 0.0 for a, b, _ in values]
    return [
        (a, b, how)
        for (a, b, how), own in zip(values, alike, strict=True)
        if not any(
            other > own and how == as_other and (a is c or b is d)
            for (c, d, as_other), other in zip(values, alike, strict=True)
        )
    ]


def related(pair: Pair, relate: Callable[[Quantity, Quantity], quantities.Outcome]) -> list[Related]:
    """Values of the two claims that match or differ; one that has its match is compared with no other.

    Args:
        relate: how a value of the first claim and one of the second are related.
    """
    values = [side.statement.claim.quantities for side in (pair.a, pair.b)]
    found = [(a, b, relate(a, b)) for a, b in product(*values)]
    matched = {value for a, b, how in found if how == "same" for value in (a, b)}
    return [
        (a, b, how)
        for a, b, how in found
        if how == "same" or (how == "different" and matched.isdisjoint((a, b)))
    ]


def _relation(pair: Pair, a: Quantity, b: Quantity) -> quantities.Outcome:
    if a.kind == b.kind == "age" and not roles.one_person(pair):
        return "incomparable"
    if _are_other_sorts(pair, a, b):
        return "incomparable"
    relation = quantities.compare(a, b)
    if (
        relation == "incomparable"
        and a.kind == b.kind
        and (_is_aligned(pair, a, b) or _may_be_one(pair, a, b))
    ):
        relation = quantities.compare(a, b, aligned=True)
    return "incomparable" if relation == "same" and _is_far_below(a, b) else relation


def _is_far_below(a: Quantity, b: Quantity) -> bool:
    """One says "as many as" or "within" so much, and the other names less than half of it: neither agrees with it."""
    return any(
        most.low is None and most.high and told.low is not None and told.high and told.high < most.high / 2
        for most, told in ((a, b), (b, a))
        if a.kind not in MOMENTS
    )


def _are_other_sorts(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """One value's noun is the other's with a syllable before it that makes it another."""
    nouns = _nouns(pair, a, b)
    if nouns is None:
        return False
    short, long = sorted((pair.a.words[nouns[0]].lemma, pair.b.words[nouns[1]].lemma), key=len)
    return long.endswith(short) and _OTHER_SORT.fullmatch(long.removesuffix(short)) is not None


def _may_be_one(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Two counts may be of one thing: nothing else befell it, its names are alike, or one is not told.

    No other count of either article could be meant.
    """
    if a.kind != "count" or (a.state != b.state and a.state and b.state) or _alone(pair, a, b) < 1:
        return False
    alike = _nouns_alike(pair, a, b)
    return alike is None or alike >= MIN_WORD_COSINE


def _nouns_alike(pair: Pair, a: Quantity, b: Quantity) -> float | None:
    """How near the nouns are that two numbers stand before, 0 to 1: "storeys" answers "floors" before "flats".

    None where one stands before no noun.
    """
    nouns = _nouns(pair, a, b)
    return roles.likeness(pair, *nouns) if nouns else None


def _nouns(pair: Pair, a: Quantity, b: Quantity) -> tuple[int, int] | None:
    """The nouns that two numbers stand before; None where one stands before none."""
    found = _noun(pair.a, a), _noun(pair.b, b)
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def _noun(side: Side, quantity: Quantity) -> int | None:
    """The noun that a number stands before."""
    place = _place(side, quantity)
    if place is None or side.words[place].dep != "nummod":
        return None
    return side.words[place].head


@once
def _place(side: Side, quantity: Quantity) -> int | None:
    """The word through which a value hangs in its claim."""
    return roles.anchor(side, inside(side, (quantity.start, quantity.end)))


def _is_aligned(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Other nouns, but the same thing measured: one noun stands beside the other, or all around them agrees."""
    near = any(
        q.measures and q.measures in {fold(side.words[i].lemma) for i in roles.vicinity(side.words, place)}
        for q, side, other in ((a, pair.b, b), (b, pair.a, a))
        if (place := _place(side, other)) is not None
    )
    return near or _bond(pair, a, b) >= pair.settings.aligned_bond


def _bond(pair: Pair, a: Quantity, b: Quantity) -> float:
    anchors = _anchors(pair, a, b)
    return roles.bond(pair, *anchors) if anchors else 0.0


def _anchors(pair: Pair, a: Quantity, b: Quantity) -> tuple[int, int] | None:
    """The words through which the two values hang in their claims."""
    found = _place(pair.a, a), _place(pair.b, b)
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def tie(pair: Pair, a: Quantity, b: Quantity) -> tuple[float, float]:
    """Bond and nearness (see ``Vote``) of the words through which two values hang in their claims, 0 without one."""
    anchors = _anchors(pair, a, b)
    return (roles.bond(pair, *anchors), roles.nearness(pair, *anchors)) if anchors else (0.0, 0.0)


def _vote(pair: Pair, a: Quantity, b: Quantity, relation: str) -> Vote | None:
    spans = (a.start, a.end), (b.start, b.end)
    named = _is_specific(a, b)
    bond, nearness = tie(pair, a, b)
    outdone = _is_outdone(a, b)
    if outdone and a.state != b.state:
        return None  # any number of something else is above "at least 31"
    later = _later(pair, a, b) if relation == "different" or outdone else None
    if relation == "same" and later is None:
        return Vote(
            "agree", "same quantity named" if named else "same quantity", 0.9 if named else 0.6, *spans,
            bond=bond, nearness=nearness, alone=_alone(pair, a, b),
        )  # fmt: skip
    if _is_stretch(pair.a, a) != _is_stretch(pair.b, b):
        return None
    if a.kind == "count" and _is_left(pair.a, a) != _is_left(pair.b, b):
        return None
    if a.kind in CALENDAR and _is_limit(pair.a, a) != _is_limit(pair.b, b):
        return None
    if _is_elsewhen(pair, a, b) or are_of_parts(pair, a, b):
        return None
    if (anchors := _anchors(pair, a, b)) and _are_apart(pair, *anchors):
        return None
    if a.kind == "length" and _are_from_elsewhere(pair, a, b):
        return None
    is_time = a.kind in TIME_KINDS
    evidence = _DIFFERENCE.get(a.kind) or ("other quantity named" if named else "other quantity")
    kind: Kind = "date" if is_time else "number"
    if later is not None:
        kind, reason = "update", f"a later report raises the figure to {quantities.describe(later)}"
    else:
        reason = "another date or time" if is_time else "another number"
    return Vote(
        "conflict",
        evidence,
        strength=0.9 if later is not None else 0.5 + 0.3 * named + 0.15 * bond,
        span_a=spans[0],
        span_b=spans[1],
        kind=kind,
        severity="contradiction" if later is None else "discrepancy",
        reason=reason,
        says=(quantities.describe(a), quantities.describe(b)),
        bond=bond,
        nearness=nearness,
        alone=_alone(pair, a, b),
        is_slip=relation == "different" and quantities.swapped_digits(a, b),
        met=relation == "different" and _is_met(pair, a, b),
    )


def _alone(pair: Pair, a: Quantity, b: Quantity) -> float:
    """How few other values of the two articles could answer these two: mean of 1 / (1 + others)."""
    others = _others(pair.a, a, b), _others(pair.b, b, a)
    return sum(1 / (1 + number) for number in others) / 2


def _others(side: Side, own: Quantity, answered: Quantity) -> int:
    """How many values of the claim's article, other than its own, measure what the answered one does."""
    found = _rivals(side, own)
    if quantities.compare(own, answered) != "incomparable":
        found = [value for value in found if quantities.compare(value, answered) != "incomparable"]
    return len({(value.low, value.high, value.calendar, value.versus) for value in found})


@once
def _rivals(side: Side, own: Quantity) -> list[Quantity]:
    """The other values of one kind and unit that the claim's article states."""
    return [
        value
        for value in side.values
        if value.kind == own.kind
        and value.unit == own.unit
        and quantities.compare(value, own, aligned=True) == "different"
    ]


def _is_met(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """One of two differing values stands in the other's article too, of the same thing."""
    return any(
        quantities.compare(value, other) == "same"
        for side, other in ((pair.a, b), (pair.b, a))
        for value in side.values
    )


def _is_outdone(a: Quantity, b: Quantity) -> bool:
    """One says "at least" so many, and the other's figure is higher: both are true, of a total that runs on."""
    return any(
        least.high is None
        and least.low is not None
        and more.low is not None
        and more.low - more.precision > least.low + least.precision
        for least, more in ((a, b), (b, a))
    )


def _adds_up(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """One claim counts in parts what the other counts as a whole ("two at the scene and a third in hospital")."""
    for whole_value, side, part in ((b, pair.a, a), (a, pair.b, b)):
        own = [
            q for q in side.statement.claim.quantities if q.kind in {"count", "ordinal"} and q.low is not None
        ]
        if len(own) < 2 or part not in own or whole_value.low is None:
            continue
        last = [q.low for q in own if q.kind == "ordinal"]
        counts = sum(
            q.low or 0 for q in own if q.kind == "count" and q.measures in {"", part.measures, "other"}
        )
        if whole_value.low in last or (counts > (part.low or 0) and counts == whole_value.low):
            return True
    return False


def _is_the_rest(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """One claim tells a part of a whole, the other what is left of it ("two of the ten will close", "eight stay")."""
    for rest, side, told in ((b, pair.a, a), (a, pair.b, b)):
        if rest.low is None or (rest.state and rest.state == told.state):
            continue
        counts = [q for q in side.statement.claim.quantities if q.kind == "count" and q.low is not None]
        for part, whole in product(counts, counts):
            if (
                told in (part, whole)
                and (part.low or 0) + rest.low == whole.low
                and part.end < whole.start
                and _OF.match(side.statement.text_of((part.end, whole.start)))
            ):
                return True
    return False


def are_of_parts(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """One of two figures counts only a part of something, or what is left of it, or the parts of the other."""
    return _is_part(pair.a, a) or _is_part(pair.b, b) or _adds_up(pair, a, b) or _is_the_rest(pair, a, b)


def _is_specific(a: Quantity, b: Quantity) -> bool:
    """What is measured is named on both sides, and the same."""
    return bool(a.measures) and a.measures == b.measures and (a.state == b.state or not (a.state and b.state))


def _is_part(side: Side, quantity: Quantity) -> bool:
    """The figure counts only a part of something, or comes on top of it."""
    after = side.statement.text_of((quantity.end, side.statement.claim.end))
    return quantity.kind == "count" and _PART.match(after) is not None


def _is_stretch(side: Side, quantity: Quantity) -> bool:
    return quantity.kind == "count" and _STRETCH.search(_before(side, quantity)) is not None


def _is_left(side: Side, quantity: Quantity) -> bool:
    """The figure counts what is left of something ("two faults were left unrepaired", "three remain shut")."""
    noun = _noun(side, quantity)
    if noun is None or side.words[noun].dep not in SUBJECTS:
        return False
    return side.words[side.words[noun].head].lemma in {"leave", "remain"}


def _is_limit(side: Side, quantity: Quantity) -> bool:
    return _LIMIT.search(_before(side, quantity)) is not None


def _before(side: Side, quantity: Quantity) -> str:
    """What the sentence says before a value."""
    return side.statement.text_of((0, quantity.start))


def _are_apart(pair: Pair, a: int, b: int) -> bool:
    """What is counted goes by other names: "the third Eastern Conference coach", "the fifth NBA coach"."""
    names = _names_before(pair.a, a), _names_before(pair.b, b)
    return bool(names[0] - names[1]) and bool(names[1] - names[0])


def _names_before(side: Side, value: int) -> frozenset[str]:
    """The names in front of the noun that a value counts."""
    noun = side.words[value].head if side.words[value].dep in {"amod", "nummod"} else value
    found = (side.words[i] for i in subtree(side.words, noun) if value < i < noun)
    return frozenset(fold(w.text) for w in found if w.pos == "PROPN")


def _are_from_elsewhere(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Two distances are measured from places that share no word."""
    places = _measured_from(pair.a, a), _measured_from(pair.b, b)
    return all(places) and not places[0] & places[1]


@once
def _measured_from(side: Side, distance: Quantity) -> frozenset[str]:
    """The words of the place that a distance is measured from; its names alone, where it has any."""
    for index, word in enumerate(side.words):
        if word.start <= distance.end or word.dep != "pobj":
            continue
        phrase = [side.words[i] for i in subtree(side.words, index) if side.words[i].start >= distance.end]
        if _WAY.fullmatch(side.statement.text_of((distance.end, min(w.start for w in phrase)))):
            named = frozenset(fold(w.text) for w in phrase if w.pos == "PROPN")
            return named or frozenset(fold(w.lemma) for w in phrase if w.is_content)
    return frozenset()


def _is_elsewhen(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """The claims name different times, so that different values are no contradiction."""
    if a.kind in TIME_KINDS:
        return False
    times_a = [q for q in pair.a.statement.claim.quantities if q.kind in TIME_KINDS - {"duration"}]
    times_b = [q for q in pair.b.statement.claim.quantities if q.kind in TIME_KINDS - {"duration"}]
    relations = [quantities.compare(x, y) for x in times_a for y in times_b]
    return "different" in relations and "same" not in relations


def _later(pair: Pair, a: Quantity, b: Quantity) -> Quantity | None:
    """The figure that replaces the other: a running total's higher value in the later article."""
    if not pair.published or a.kind != "count" or a.low is None or b.low is None:
        return None
    if not any(RUNNING.search(side.statement.claim.text) for side in (pair.a, pair.b)):
        return None
    earlier, later = (a, b) if pair.published < 0 else (b, a)
    return later if (later.low or 0) > (earlier.low or 0) else None
