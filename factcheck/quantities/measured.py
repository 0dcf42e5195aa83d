"""What an amount measures and what befell it, from the words on either side."""

from __future__ import annotations

from factcheck.quantities import nouns, words
from factcheck.quantities.draft import Draft
from factcheck.quantities.hedges import hedge_before
from factcheck.quantities.tokens import Tokens

_DETERMINERS = frozenset("a an the its his her their this that our".split())
_PRONOUNS = frozenset("it them which whom us those these".split())
_LENGTH_NOUNS = frozenset("altitude height depth width length distance".split())
_PARTED = frozenset("volume mass area".split())
_PRISONS = frozenset("prison jail bars custody".split())


def describe_amount(t: Tokens, draft: Draft, last: Draft | None) -> Draft:
    """Fill in ``measures`` and ``state``; ``last`` is the quantity read before."""
    if draft.kind == "count":
        return _count(t, draft, last)
    if draft.kind == "fraction":
        found = _shared(t, draft.after)
        draft.measures, draft.state = found.measures, found.state
    elif draft.kind in ("percent", "percentage_points"):
        draft.measures = _percent_of(t, draft)
    elif draft.kind == "money":
        draft.measures = _money_of(t, draft)
    else:
        draft.measures = _unit_of(t, draft)
    return draft


def _count(t: Tokens, draft: Draft, last: Draft | None) -> Draft:
    if _is_of_parent(t, draft.first):
        draft.measures = "child"
        return draft
    one = t.low(draft.after - 1) in ("one", "1")
    found = nouns.counted(t, draft.after, plural=not one)
    if t.low(draft.first - 1) == "from" and t.low(draft.after) == "to" and t.kind(draft.after + 1) == "n":
        found = nouns.counted(t, draft.after + 2, plural=True)  # "from 22 to 27 pupils"
    before = nouns.state_before(t, draft.first)
    if not before and _coordinated(t, draft, last):
        before = last.state if last else ""
    draft.measures = found.measures
    draft.state = found.state if found.partitive else before or found.state
    if found.measures or found.partitive:
        if found.state and found.after == draft.after + 1 and found.measures == "person":
            draft.state = found.state
        return draft
    told = nouns.told_before(t, draft.first) if not draft.state else nouns.Counted()
    draft.measures, draft.state = told.measures, draft.state or told.state
    if not draft.measures and draft.state in words.PERSON_STATES:
        draft.measures = "person"
    return draft


def _is_of_parent(t: Tokens, i: int) -> bool:
    """The number at token ``i`` counts somebody's children: "a father of two", "the mother-of-three"."""
    j = i - 2 if t.low(i - 1) == "-" else i - 1
    k = j - 2 if t.low(j - 1) == "-" else j - 1
    return t.low(j) == "of" and t.low(k) in _PARENTS


_PARENTS = frozenset("father mother mum mom dad parent parents grandmother grandfather".split())


def _coordinated(t: Tokens, draft: Draft, last: Draft | None) -> bool:
    """Reads "killing two adults and three children": the second shares the verb of the first."""
    if last is None or last.kind != "count" or not last.state or t.low(draft.first - 1) != "and":
        return False
    return 0 <= draft.first - last.after <= 4 and nouns.state_before(t, last.first) == last.state


def _shared(t: Tokens, i: int) -> nouns.Counted:
    """What a share before token ``i`` is of: "of the voters", "the squad", "adults"."""
    if t.low(i) == "of":
        found = nouns.counted(t, i, plural=True)
        return found if found.measures else _whole(t, i + 1)
    if t.low(i) in _DETERMINERS or t.low(i) == "all":
        return _whole(t, i)
    found = nouns.counted(t, i, plural=True)
    return found if found.measures and t.kind(i) == "w" else nouns.Counted(state=found.state)


def _whole(t: Tokens, i: int) -> nouns.Counted:
    """The noun of a whole, singular or plural, that starts at token ``i``."""
    j = i
    while t.low(j) in words.FUNCTION_WORDS and t.low(j) not in _PRONOUNS and j < i + 3:
        j += 1
    if t.low(j) in words.FUNCTION_WORDS:
        return nouns.Counted()
    found = nouns.counted(t, j, plural=True)
    return found if found.measures else nouns.counted(t, j, plural=False)


def _percent_of(t: Tokens, draft: Draft) -> str:
    j = draft.after
    low = t.low(j)
    if low == "of":
        return _whole(t, j + 1).measures
    for k in range(draft.first - 1, draft.first - 4, -1):
        if t.low(k) in ("to", "at", "from"):
            break
        if t.low(k) in words.RISES:
            return "rise"
        if t.low(k) in words.FALLS or (t.low(k - 1) in words.FALLS and t.low(draft.first - 1) == "by"):
            return "fall"
        if t.kind(k) != "w" or t.low(k) in _TOLD:
            break
    if low in words.RISES or low == "above":
        return "rise"
    if low in words.FALLS or low == "off":
        return "fall"
    noun = nouns.attributive(t, j) if t.kind(j) == "w" or t.hyphen(j) else ""
    return "rise" if noun in words.RISES else "fall" if noun in words.FALLS else noun


_TOLD = frozenset("is was are were at and that stands stood said".split())


def _money_of(t: Tokens, draft: Draft) -> str:
    if t.hyphen(draft.after) or _determined(t, draft.first):
        noun = nouns.attributive(t, draft.after)
        if noun:
            return noun
    start = draft.first
    while hedge := hedge_before(t, start):
        start = hedge[1]
    start -= t.low(start - 1) == "between"
    owner = start - 3 if t.low(start - 2) == "," else start - 2
    if t.low(start - 1) == "of" and t.kind(owner) == "w" and t.low(owner) not in words.FUNCTION_WORDS:
        return nouns.canonical(t.low(owner))
    told = ""
    for k in range(start - 1, start - 6, -1):
        if t.kind(k) != "w" or t.low(k) in ("and", "but", "to"):
            break
        if t.low(k) in words.COSTS and (k >= start - 3 or t.low(k + 1) == "of"):
            told = words.COSTS[t.low(k)]
    if told:
        return told
    j = draft.after
    if t.low(j) in ("in", "of") and not t.capital(j + 1) and t.low(j + 1) not in words.FUNCTION_WORDS:
        return nouns.counted(t, j + 1, plural=False).measures
    return ""


def _determined(t: Tokens, i: int) -> bool:
    """A determiner stands before the amount, so that a noun follows it ("a £1.8m painting")."""
    for k in range(i - 1, i - 4, -1):
        low = t.low(k)
        if low in _DETERMINERS or low.endswith("'s"):
            return True
        if t.hyphen(k):
            continue
        if t.kind(k) != "w" or low in words.FUNCTION_WORDS or nouns.verbal(low):
            return False
    return False


def _unit_of(t: Tokens, draft: Draft) -> str:
    j = draft.after
    low = t.low(j)
    if draft.kind == "length" and low in words.ATTRIBUTES:
        return words.ATTRIBUTES[low]
    if draft.kind == "duration" and low in ("in", "behind") and t.low(j + 1) in _PRISONS:
        return "prison"
    hyphened = any(t.hyphen(k) for k in range(draft.first, j + 1))
    plain = t.kind(j) == "w" and low not in words.FUNCTION_WORDS
    close = t.glued(j - 1) and t.kind(j - 2) == "n"
    if hyphened or (plain and (_determined(t, draft.first) or close)):
        noun = nouns.attributive(t, j)
        if noun and noun not in ("old", "long"):
            return noun
    if draft.kind in _PARTED and low == "of":
        return _whole(t, j + 1).measures
    if draft.kind == "length":
        return next(
            (t.low(k) for k in range(draft.first - 1, draft.first - 5, -1) if t.low(k) in _LENGTH_NOUNS), ""
        )
    near = {t.low(k) for k in range(draft.first - 4, draft.first)}
    weighed = draft.kind == "mass" and near & {"weigh", "weighs", "weighed", "weighing", "mass", "weight"}
    return "weight" if weighed else ""
