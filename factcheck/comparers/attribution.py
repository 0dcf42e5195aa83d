"""Stated as a fact in one article, only alleged or passed on in another.

Only what is said of the statement itself counts: "an allegedly drunken driver fled" does not allege that he fled.
"""

from __future__ import annotations

from factcheck.alignment import Side, once
from factcheck.attribution import is_second_hand
from factcheck.comparers.base import Pair, Vote, whole
from factcheck.language import Words

REPORTED = frozenset({"unconfirmed", "rumoured", "rumored"})
# Credits that leave a statement to whoever made it; that police "said" so is routine.
CITING = frozenset({"according to", "citing", "in the words of"})


def compare(pair: Pair) -> Vote | None:
    """Vote for a conflict where two claims state one fact and exactly one of them does not vouch for it."""
    if pair.coverage()[0] < pair.settings.shared_content:
        return None
    loose = [_is_loose(pair.a), _is_loose(pair.b)]
    flat = [_is_flat(pair.a), _is_flat(pair.b)]
    if not ((loose[0] and flat[1]) or (loose[1] and flat[0])):
        return None
    says = ["alleged or passed on" if is_loose else "stated as a fact" for is_loose in loose]
    return Vote(
        "conflict",
        "passed on",
        strength=0.5,
        span_a=whole(pair.a),
        span_b=whole(pair.b),
        kind="attribution",
        severity="discrepancy",
        reason="a fact in one, an allegation or a report in the other",
        says=(says[0], says[1]),
    )


@once
def _is_loose(side: Side) -> bool:
    claim = side.statement.claim
    if claim.is_quote:
        return False
    credit = f"{side.statement.verb} {claim.attributed_to or ''}"
    stated = " ".join(word.text for i, word in enumerate(side.words) if not _is_aside(side.words, i))
    return is_second_hand(credit) or is_second_hand(stated)


def _is_aside(words: Words, index: int) -> bool:
    """The word qualifies something in passing ("alleged mafia boss", "reportedly of her own will"), no predicate."""
    above = words[words[index].head]
    if words[index].text.lower() in REPORTED:
        return False  # "unconfirmed reports of a shooting" say it of the shooting
    return words[index].dep == "amod" or (
        words[index].dep == "advmod" and (above.pos not in {"VERB", "AUX"} or above.dep in {"amod", "nmod"})
    )


@once
def _is_flat(side: Side) -> bool:
    claim = side.statement.claim
    return (
        not claim.is_quote
        and not claim.hedged
        and side.statement.verb.lower() not in CITING
        and not side.statement.is_headline
        and not is_second_hand(claim.text)
    )
