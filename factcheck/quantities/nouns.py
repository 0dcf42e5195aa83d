"""What a number counts, and what befell it, from the words around it.

Without a parser of grammar: a noun phrase is a run of words up to a function word, a verb or a mark;
a count of several is of the first plural in it, anything else of its last word.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.quantities import words
from factcheck.quantities.tokens import Tokens

WINDOW = 6
"""Words that a noun phrase may have."""


class Counted(NamedTuple):
    """A noun as canonical lemma, the state it implies, the index after it, and where it began."""

    measures: str = ""
    state: str = ""
    after: int = 0
    partitive: bool = False


def lemma(word: str) -> str:
    """Singular of a lower-case noun."""
    if word in words.IRREGULAR:
        return words.IRREGULAR[word]
    if word.endswith("men") and len(word) > 5:
        return f"{word[:-2]}an"
    if len(word) < 3 or word in words.NOT_PLURAL or word in words.UNMARKED_PLURALS:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def canonical(word: str) -> str:
    """Lemma with plain synonyms settled: persons are one noun, and a try is an attempt."""
    base = lemma(word)
    if base in words.PERSON:
        return "person"
    return words.SAME_NOUN.get(base, base)


def is_plural(word: str) -> bool:
    """A lower-case word looks like a plural noun."""
    if word in words.IRREGULAR or word in words.UNMARKED_PLURALS:
        return True
    if word in words.NOT_PLURAL or len(word) < 3:
        return False
    if word.endswith("men") and len(word) > 4:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def verbal(word: str) -> bool:
    """A lower-case word that ends a noun phrase because it is a verb."""
    return word in words.VERBS or (
        word.endswith("ed") and len(word) > 4 and word not in ("hundred", "seed", "breed")
    )


def _run(t: Tokens, i: int) -> list[int]:
    """Indices of the words from ``i`` that may belong to one noun phrase."""
    run: list[int] = []
    for j in range(i, i + 2 * WINDOW):
        low = t.low(j)
        if t.kind(j) == "w" and low not in words.FUNCTION_WORDS:
            run.append(j)
            if len(run) >= WINDOW:
                break
        elif not (run and (t.hyphen(j) or (t.kind(j) == "m" and t.capital(j)))):
            break
    return run


def counted(t: Tokens, i: int, *, plural: bool) -> Counted:
    """The noun that a number ending before token ``i`` counts."""
    if t.hyphen(i) and t.kind(i + 1) == "w":
        return Counted(canonical(t.low(i + 1)), after=i + 2)
    j = i
    if t.low(i) in _MORE:
        if t.low(i + 1) == "than":
            return Counted(after=i)
        j += 1
    if "others" in (t.low(i), t.low(j)):
        state = state_after(t, j + 1)
        return Counted("person" if state in words.PERSON_STATES else "other", state, j + 1)
    if t.low(j) == "of":
        return _partitive(t, j + 1)
    run = _run(t, j)
    if not run:
        return Counted(state=state_after(t, j), after=i)
    return _plural(t, run, i) if plural else _singular(t, run, i)


_MORE = frozenset("more other further additional extra such".split())


def _partitive(t: Tokens, i: int) -> Counted:
    """Reads "two of the city's ten libraries", "four of the dead"; "hundreds of drivers" is no part."""
    partitive = t.low(i) in words.FUNCTION_WORDS or t.kind(i) == "n"
    j = i
    while t.low(j) in words.FUNCTION_WORDS and j < i + 3:
        if t.low(j) in ("them", "us", "it", "those", "whom", "which", "you"):
            return Counted(after=i - 1, state=state_after(t, j + 1), partitive=True)
        j += 1
    if t.kind(j) == "n" or t.low(j) in words.SMALL:
        partitive, j = True, j + 1
    run = _run(t, j)
    if not run:
        return Counted(after=i - 1, partitive=True)
    found = _plural(t, run, i - 1)
    if not found.measures and not partitive:
        found = Counted(canonical(t.low(run[-1])), state_after(t, run[-1] + 1), run[-1] + 1)
    if partitive and found.state and t.low(found.after - 1) in words.STATES:
        found = found._replace(measures=t.low(found.after - 1), state="")
    return found._replace(partitive=partitive)


_ATTRIBUTIVE = frozenset(words.ATTRIBUTIVE_PLURALS) | frozenset(words.UNMARKED_PLURALS)


def _plural(t: Tokens, run: list[int], i: int) -> Counted:
    """The first plural of the run; else people, where only their state is named."""
    for position, j in enumerate(run):
        low = t.low(j)
        if low.endswith("'s"):
            continue
        if position and verbal(low) and t.low(j - 1) != "-":
            break
        if position == 0 and (low in words.STATES or low in words.STATE_NOUNS) and not _adjective(t, j):
            return _stated(low, j)
        attributive = low in _ATTRIBUTIVE and j != run[-1] and is_plural(t.low(j + 1))
        if is_plural(low) and not t.hyphen(j + 1) and not attributive:
            return _noun(t, j)
        if t.low(j) == "passers" and t.hyphen(j + 1):
            return Counted("passer-by", state_after(t, j + 3), j + 3)
    return Counted(state=state_after(t, i), after=i)


def _stated(low: str, j: int) -> Counted:
    """A word that names the state of people and stands for them ("three dead")."""
    noun = low if low in words.STATE_NOUNS else lemma(low)
    if noun in words.STATE_NOUNS:
        return Counted(*words.STATE_NOUNS[noun], j + 1)
    state = words.STATES[low]
    return Counted("person" if state in words.PERSON_STATES else "", state, j + 1)


def _adjective(t: Tokens, j: int) -> bool:
    """A state word that only describes the noun after it ("two injured men", "37 missing children")."""
    return t.kind(j + 1) == "w" and is_plural(t.low(j + 1)) and t.low(j + 1) not in words.FUNCTION_WORDS


def _noun(t: Tokens, j: int) -> Counted:
    """The noun at ``j`` with the state told before or after it."""
    measures = canonical(t.low(j))
    if measures in words.STATE_NOUNS and (measures != "life" or _lost(t, j)):
        return Counted(*words.STATE_NOUNS[measures], j + 1)
    before = t.low(j - 1)
    participle = before.endswith("ed") or before in ("missing", "dead", "hurt", "slain")
    state = words.STATES.get(before, "") if participle else ""
    return Counted(measures, state or state_after(t, j + 1), j + 1)


def _lost(t: Tokens, j: int) -> bool:
    """The lives at ``j`` are lost."""
    nearby = {t.low(k) for k in (*range(j - 5, j), j + 1, j + 2, j + 3)}
    return bool(
        nearby & {"lost", "claimed", "claiming", "claims", "cost", "costing", "took", "taking", "taken"}
    )


def _singular(t: Tokens, run: list[int], i: int) -> Counted:
    """The last word of the run before a verb; a leading adverb or possessive is passed over."""
    last = -1
    for position, j in enumerate(run):
        low = t.low(j)
        if low.endswith("'s") or (low.endswith("ly") and len(low) > 4 and j != run[-1]):
            continue
        if _ends_phrase(t, run, position) or (last >= 0 and _name_after(t, run[0], last, j)):
            break
        last = j
        if is_plural(low) and position and not t.hyphen(j + 1):
            break
    if last < 0:
        return Counted(after=i)
    low = t.low(last)
    if low in words.STATE_NOUNS or lemma(low) in words.STATE_NOUNS or (low in words.STATES and len(run) == 1):
        return _stated(low, last)
    return Counted(canonical(low), state_after(t, last + 1), last + 1)


def _ends_phrase(t: Tokens, run: list[int], position: int) -> bool:
    """The word at this position of the run is a verb or adverb after the noun phrase."""
    j = run[position]
    low = t.low(j)
    closing = j == run[-1]
    if position == 0:
        return low in words.VERBS or (closing and low in _ADVERBS)
    if t.low(j - 1) == "-":
        return False
    if verbal(low) or (low in words.STATES and low not in words.STATE_NOUNS):
        return True
    return closing and low not in _ING_NOUNS and (low.endswith("ing") or low in _ADVERBS)


def _name_after(t: Tokens, first: int, last: int, j: int) -> bool:
    """A possessive or a name separates token ``j`` from the noun phrase."""
    if j - last > 1 and t.low(j - 1) != "-":
        return True
    return t.capital(j) and not t.capital(last) and not t.capital(first)


_ADVERBS = frozenset("early late running later straight overall alone long old worldwide nationwide".split())
_ING_NOUNS = frozenset(
    "building meeting wedding ceiling painting hearing ruling offering evening morning warning "
    "sitting screening feeling training briefing spring king ring wing string thing being funding "
    "housing parking shooting crossing landing swing".split()
)


def state_after(t: Tokens, i: int) -> str:
    """What befell the counted, told after it: "were reportedly killed", "who died"."""
    j = i
    for _ in range(7):
        low = t.low(j)
        if words.STATES.get(low) == "lost" and t.low(j + 1) in _THEIR and t.low(j + 2) in ("life", "lives"):
            return "killed"
        if low in words.STATES:
            return words.STATES[low]
        if low in ("suffered", "sustained", "suffering"):
            return "injured" if any(t.low(k) in _WOUNDS for k in range(j + 1, j + 4)) else ""
        if low in ("in", "of", "on", "from", "at", "aboard", "inside") and j == i:
            j = _past_phrase(t, j)
            if j == i:
                return ""
            continue
        if low == "," and j == i and (beyond := _aside(t, j)):
            j = beyond
            continue
        if low == "and" and j > i and t.low(j + 1) in words.STATES:
            j += 1
            continue
        if low not in words.AUXILIARIES and not (low.endswith("ly") and j > i):
            return ""
        j += 1
    return ""


_THEIR = frozenset("his her their its".split())
_WOUNDS = frozenset("injuries injury burns wounds fractures concussion cuts bruises".split())


def _aside(t: Tokens, i: int) -> int:
    """Index after an aside between commas that an auxiliary follows, else 0."""
    for j in range(i + 1, i + 10):
        if t.ends(j):
            return 0
        if t.low(j) == ",":
            return (
                j + 1 if t.low(j + 1) in ("was", "were", "are", "have", "had", "will", "would", "died") else 0
            )
    return 0


def _past_phrase(t: Tokens, i: int) -> int:
    """Index after a short prepositional phrase that an auxiliary follows, else ``i``."""
    for j in range(i + 1, i + 7):
        if t.kind(j) != "w":
            return i
        if t.low(j) in ("was", "were", "is", "are", "have", "has", "had", "will", "died", "who"):
            return j
    return i


def state_before(t: Tokens, i: int) -> str:
    """What befell the counted, told before it: "killing at least", "the deaths of"."""
    j = i - 1
    while j > i - 5 and t.low(j) in _BETWEEN:
        j -= 1
    low = t.low(j)
    if low not in words.STATES or t.low(j - 1) in ("were", "was", "been", "be", "are"):
        return ""
    if low == "lives" and t.low(j + 1) == "of" and _lost(t, j):
        return "killed"
    if low in _STATE_OF:
        return words.STATES[low] if t.low(j + 1) == "of" else ""
    return "" if low in _INTRANSITIVE else words.STATES[low]


_BETWEEN = frozenset(
    "of the another all a an about further total or up to at least some nearly almost over more than".split()
)
_STATE_OF = frozenset(
    "deaths death arrest arrests closure closures murder evacuations injuries rescue rescues".split()
)
_INTRANSITIVE = frozenset(
    "dead missing homeless lives die died dies dying injury wounds wound remain remained remaining".split()
)


def told_before(t: Tokens, i: int) -> Counted:
    """What a number without a noun is of, from the words before it: a toll, deaths, a crowd of."""
    j = i - 1
    while t.low(j) in (
        "just",
        "only",
        "the",
        "a",
        "an",
        "some",
        "about",
        "between",
        "over",
        "around",
        "nearly",
    ):
        j -= 1
    if t.low(j) == "of" and t.kind(j - 1) == "w" and t.low(j - 1) not in words.FUNCTION_WORDS:
        noun = t.low(j - 1)
        if noun == "toll":
            return Counted("person", "killed", i)
        if noun not in (
            "total",
            "average",
            "minimum",
            "maximum",
            "one",
            "consisting",
            "out",
            "record",
            "some",
            "age",
            "because",
        ):
            base = canonical(noun)
            return Counted(*words.STATE_NOUNS.get(base, (base, "")), i)
    for k in range(j, max(j - 14, -1), -1):
        low = t.low(k)
        if t.ends(k) or low in (";",):
            break
        if low == "toll":
            return Counted("person", "killed", i)
        if (
            low in ("deaths", "fatalities", "injuries", "arrests", "casualties")
            and j - k <= 6
            and t.low(k - 1) != "of"
        ):
            return Counted(*words.STATE_NOUNS[lemma(low)], i)
        if (
            low == "number"
            and t.low(k + 1) == "of"
            and t.low(i - 1) in ("to", "at", "is", "was", "reached", "by")
        ):
            found = counted(t, k + 2, plural=True)
            return found._replace(after=i)
        if low in ("put", "puts", "estimated") and t.low(j) == "at" and t.low(k + 1) in ("the", "his", "its"):
            run = _run(t, k + 2)
            return Counted(canonical(t.low(run[-1])), "", i) if run else Counted()
    return Counted()


def attributive(t: Tokens, i: int) -> str:
    """The noun that an amount before token ``i`` describes ("48-hour strike", "£1.8m painting")."""
    j = i + 1 if t.low(i) == "-" and t.hyphen(i) else i
    run = _run(t, j)
    return _singular(t, run, i).measures if run else ""
