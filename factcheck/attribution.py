"""Who a sentence credits, and how firmly: "police said", "according to …", "reportedly".

The credit is cut off the sentence's ends before it is parsed, so that the parser reads the statement alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.models import Span
from factcheck.segmentation import trim

# Past and present forms of neutral verbs of saying that stand in a credit at a sentence's end.
_SAID = (
    r"(?:said|says|say|saying|added|adds|announced|announces|stated|states|explained|noted|reported|reports|confirmed|"
    r"confirms|told|tells|wrote|writes|estimated|predicted|warned|recalled|testified|insisted|claimed|claims|alleged|"
    r"stressed|revealed|disclosed|remarked|commented|declared|concluded|continued|argued|showed|shows|posted)"
)
# What may follow the verb in a credit: when and to whom it was said.
_WHEN = (
    r"(?:\s+(?:on|in|at|late|early|earlier|later|last|this|yesterday|today|tonight|after|during|to|\w+day)(?:\s+[\w'’]+){0,5}"
    r"|(?<=told|tell)s?(?:\s+[\w'’]+){1,5}|,\s+adding)?"
)
# ", police said on Monday" / ", a pilot told the station"
_TRAILING = re.compile(
    rf",\s+(?P<who>[^;:\"“”]{{2,110}}?)\s+(?:has\s+|have\s+|had\s+)?(?P<verb>{_SAID}){_WHEN}\s*\.?\s*$"
)
# ", said Tomas Arduin, a baker"
_INVERTED = re.compile(rf",\s+(?P<verb>{_SAID})\s+(?P<who>[^;:\"“”]{{2,160}}?)\s*\.?\s*$")
_ACCORDING = r"(?:according\s+to|as\s+(?:reported|stated|announced)\s+by|in\s+the\s+words\s+of|citing)"
_TRAILING_SOURCE = re.compile(rf",?\s+(?P<verb>{_ACCORDING})\s+(?P<who>[^;:\"“”]{{2,160}}?)\s*\.?\s*$", re.I)
_LEADING_SOURCE = re.compile(
    rf"^(?:(?:But|And|Yet|However),?\s+)?(?P<verb>{_ACCORDING})\s+(?P<who>[^;:\"“”,]{{2,110}}),\s+", re.I
)

# A noun phrase cannot hold these; where they stand in the credit, it is more than a credit.
_NOT_A_NAME = re.compile(
    r"\b(?:and|but|which|that|when|after|because|while|as|is|was|were|are|has|have|had|will|would|said)\b",
    re.I,
)

_ROLE = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|[A-Z][\w'’]*)\s)?(?:(?!is\b|was\b|has\b|had\b)[\w'’-]+\s?){1,7}"
)

HEDGES = re.compile(
    r"\b(?:reported(?:ly)?|alleged(?:ly)?|apparent(?:ly)?|supposed(?:ly)?|purported(?:ly)?|unconfirmed|rumou?r(?:s|ed)?|"
    r"(?:is|are|was|were)\s+(?:said|believed|thought|understood|rumou?red|alleged|reported|suspected)\s+to|"
    r"it\s+(?:is|was)\s+(?:said|believed|thought|understood|alleged|claimed)|suspected|claims?\s+that|claimed|alleges?|"
    r"may|might|could|possibly|perhaps|likely|probably|(?:seem|appear)(?:s|ed)?\s+(?:to|that))\b",
    re.I,
)
# Hedges that say that somebody else vouches for it, not that it is uncertain in itself.
SECOND_HAND = re.compile(
    r"\b(?:reportedly|alleged(?:ly)?|supposedly|purportedly|unconfirmed|rumou?r(?:s|ed)?|alleges?|claimed|claims?\s+that|"
    r"(?:is|are|was|were)\s+(?:said|believed|thought|understood|rumou?red|alleged|reported|suspected)\s+to|"
    r"it\s+(?:is|was)\s+(?:said|believed|thought|understood|alleged|claimed))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """A sentence without its credit.

    Attributes:
        statement: span of what is stated.
        source: span of the words that name who is credited; None without a credit.
        verb: the verb of saying, or "according to", as written.
    """

    statement: Span
    source: Span | None = None
    verb: str = ""


def split_credit(text: str, span: Span) -> Credit:
    """Cut the credit off a sentence's start or end.

    Args:
        text: the article's text.
        span: the sentence in it.
    """
    sentence = text[span[0] : span[1]].replace("\n", " ")
    for pattern in (_TRAILING, _INVERTED, _TRAILING_SOURCE, _LEADING_SOURCE):
        match = _last(pattern, sentence)
        if match is None or not _is_credit(pattern, sentence, match):
            continue
        rest = (match.end(), len(sentence)) if match.start() == 0 else (0, match.start())
        statement = trim(text, (span[0] + rest[0], span[0] + rest[1]), ",.")
        who = match.start("who")
        if pattern is _TRAILING and match["who"].endswith(","):
            # An apposition's commas belong to the credit: ", his solicitor, Jean Abbott, said".
            role = sentence.rfind(", ", 0, match.start())
            if role > 0 and _ROLE.fullmatch(sentence[role + 2 : match.start()]):
                who = role + 2
                statement = trim(text, (span[0], span[0] + role), ",.")
        source = trim(text, (span[0] + who, span[0] + match.end("who")), ",.")
        if statement and source and statement[1] - statement[0] > 10:
            return Credit(statement, source, match["verb"].lower())
    return Credit(span)


def _last(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """The match with the latest start: the shortest credit that reaches the sentence's end."""
    found = None
    at = 0
    while match := pattern.search(sentence, at):
        found = match
        at = match.start() + 1
        if match.start() == 0:
            break
    return found


def _is_credit(pattern: re.Pattern[str], sentence: str, match: re.Match[str]) -> bool:
    if pattern is _TRAILING:
        who = match["who"]
        return not _NOT_A_NAME.search(who) and len(who.split()) <= 12
    if pattern is _INVERTED:
        # "The mayor, Jane Doe, said the dam held": the comma closes an apposition, no statement stands before it.
        chunk = sentence[: match.start()].rsplit(", ", 1)
        apposition = len(chunk) > 1 and re.fullmatch(r"(?:[A-Z][\w'’.-]*\s?|\d+)+", chunk[1])
        relative = len(chunk) > 1 and re.match(r"(?:who|which|whose|that)\b", chunk[1])
        return not apposition and not relative and not _NOT_A_NAME.search(match["who"].split(",")[0])
    return True


def is_hedged(text: str) -> bool:
    """The words do not vouch for what they state ("reportedly", "is believed to", "may have")."""
    return HEDGES.search(text) is not None


def is_second_hand(text: str) -> bool:
    """The words pass on what others state, without vouching for it ("allegedly", "is said to")."""
    return SECOND_HAND.search(text) is not None
