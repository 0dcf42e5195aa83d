"""Who a sentence credits, and how firmly: "police said", "according to …", "reportedly".

The credit is cut off the sentence before it is parsed, so that the parser reads the statement alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.models import Span
from factcheck.naming import is_person_noun
from factcheck.segmentation import trim

# Forms of neutral verbs of saying that stand in a credit at a sentence's end.
SAID = (
    r"(?:said|says|say|saying|added|adds|adding|announced|announces|stated|states|explained|explains|noted|notes|"
    r"reported|reports|confirmed|confirms|told|tells|wrote|writes|estimated|estimates|predicted|predicts|warned|warns|"
    r"recalled|recalls|testified|insisted|insists|claimed|claims|alleged|alleges|allege|stressed|revealed|reveals|"
    r"disclosed|remarked|commented|declared|declares|concluded|concludes|continued|argued|argues|showed|shows|show|"
    r"found|finds|heard|posted|suggested|suggests|believe|believes|promised|promises|vowed|complained|complains|"
    r"admitted|admits|conceded|acknowledged|maintained|maintains|replied|joked|quipped|saying)"
)
# What may follow the verb in a credit: when, where and to whom it was said.
_WHEN = (
    r"(?:\s+(?:on|in|at|late|early|earlier|later|last|this|yesterday|today|tonight|after|during|to|by|\w+day)(?:\s+[\w'’]+){0,5}"
    r"|(?<=told|tell)s?(?:\s+[\w'’,]+){1,9}|,\s+adding)?"
)
_BE = frozenset({"was", "were", "is", "are"})
_AUX = r"(?:(?:was|were|is)\s+quoted\s+as\s+|has\s+|have\s+|had\s+|was\s+|were\s+|is\s+|are\s+)?"
# A name set beside a description: "the coroner, Dr Amina Sule,"
_NAMED = (
    r"(?<=[a-z]),\s+(?-i:(?:Dr|Professor|Mr|Ms|Mrs|Sir)\s+)?(?-i:[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]+){1,3})(?=,)"
)
# ", police said on Monday" / ", a pilot told the station" / ", the court was told"
_TRAILING = re.compile(
    rf",\s+(?P<who>[^;:\"“”]{{2,110}}?)\s+(?P<aux>{_AUX})(?P<verb>{SAID}){_WHEN}\s*\.?\s*$"
)
# ", said Tomas Arduin, a baker"
_INVERTED = re.compile(rf",\s+(?P<verb>{SAID})\s+(?P<who>[^;:\"“”]{{2,160}}?)\s*\.?\s*$")
_ACCORDING = r"(?:according\s+to|as\s+(?:reported|stated|announced)\s+by|in\s+the\s+words\s+of|citing)"
_TRAILING_SOURCE = re.compile(rf",?\s+(?P<verb>{_ACCORDING})\s+(?P<who>[^;:\"“”]{{2,160}}?)\s*\.?\s*$", re.I)
_LEADING_SOURCE = re.compile(
    rf"^(?:(?:But|And|Yet|However),?\s+)?(?P<verb>{_ACCORDING})\s+"
    rf"(?P<who>(?:(?:the|a|an|his|her|its|their)\s[^;:\"“”,]{{2,80}}{_NAMED})|[^;:\"“”,]{{2,110}}),\s+",
    re.I,
)
# "She was, he said, in the house"
_BETWEEN = re.compile(
    rf",\s+(?:(?P<who>[^,;:\"“”]{{2,60}}?)\s+(?P<verb>{SAID})|(?P<according>according\s+to|in\s+the\s+words\s+of)\s+(?P<whom>[^,;:\"“”]{{2,80}}(?:{_NAMED})?))"
    r"(?:\s+on\s+\w+day)?,(?=\s)"
)

# A noun phrase cannot hold these; where they stand in the credit, it is more than a credit.
_NOT_A_NAME = re.compile(
    r"\b(?:and|but|according|which|that|who|when|after|because|while|as|is|was|were|are|has|have|had|will|would|said|not)\b",
    re.I,
)
_ROLE = re.compile(
    r"(?:(?:the|a|an|his|her|its|their|[A-Z][\w'’]*)\s)?(?:(?!is\b|was\b|has\b|had\b)[\w'’-]+\s?){1,7}"
)

_PASSIVE = (
    r"(?:is|are|was|were|been|being)\s+(?:also\s+)?(?:said|believed|thought|understood|rumou?red|alleged|reported|suspected|"
    r"feared|presumed)\s+to"
)
_IMPERSONAL = (
    r"it\s+(?:is|was|has\s+been)\s+(?:said|believed|thought|understood|alleged|claimed|rumou?red|reported)"
)
# What is claimed in another sense: won or taken, not stated ("the storm claimed nine lives").
_TAKEN = (
    r"claim\w*\s+(?:[\w'’,-]+\s+){0,5}(?:lives|life|victims?|responsibility|credit|victory|win|titles?|crown|gold|silver|"
    r"bronze|medals?|prizes?|points?|wickets?)"
)
_RUMOUR = (
    r"reportedly|alleged(?:ly)?|supposedly|purported(?:ly)?|unconfirmed|rumou?r(?:s|ed)?|alleges?|claim(?:s|ed|ing)?\s+"
    r"(?:that|to|he|she|it|they|the)|claimed|(?:is|are|was|were)\s+suspected\s+of|suspects?\s+that"
)
# Words that pass on what others state, without vouching for it.
SECOND_HAND = re.compile(rf"\b(?!{_TAKEN}\b)(?:{_RUMOUR}|{_PASSIVE}|{_IMPERSONAL})\b", re.I)
# Those, and words that leave it open in itself. The month is no modal: "in May", "on 3 May".
HEDGES = re.compile(
    rf"\b(?!{_TAKEN}\b)(?:{_RUMOUR}|{_PASSIVE}|{_IMPERSONAL}|apparent(?:ly)?|suspected|hint(?:s|ed)?|possibly|perhaps|probably|"
    r"(?-i:may|might|could)(?!\s+(?:not|no\s+longer)\b)|(?:seem|appear)(?:s|ed)?\s+(?:to|that))\b",
    re.I,
)
_HEDGING_CREDIT = re.compile(r"\b(?:alleg|claim|unconfirmed|rumou?r|suspect|hint)", re.I)


@dataclass(frozen=True, slots=True)
class Credit:
    """A sentence without its credit.

    Attributes:
        statement: span of what is stated.
        source: span of the words that name who is credited; None without a credit.
        verb: the verb of saying, or "according to", as written; "was told" where the source only heard it.
        hole: span of the credit where it stands inside the statement, commas included.
    """

    statement: Span
    source: Span | None = None
    verb: str = ""
    hole: Span | None = None


def split_credit(text: str, span: Span) -> Credit:
    """Cut the credit off a sentence: from its start, its end, or from between commas inside.

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
        end = match.end("who")
        described, comma, _ = match["who"].partition(",")
        if pattern is _LEADING_SOURCE and comma and not is_person_noun(described.split()[-1].lower()):
            # "According to the report, Jane Doe, a baker, fell": she is no part of the credit.
            end = match.start("who") + len(described)
            rest = (end, len(sentence))
        statement = trim(text, (span[0] + rest[0], span[0] + rest[1]), ",.")
        who = match.start("who")
        if pattern is _TRAILING and match["who"].endswith(","):
            # An apposition's commas belong to the credit: ", his solicitor, Jean Abbott, said".
            role = sentence.rfind(", ", 0, match.start())
            if role > 0 and _ROLE.fullmatch(sentence[role + 2 : match.start()]):
                who = role + 2
                statement = trim(text, (span[0], span[0] + role), ",.")
        source = trim(text, (span[0] + who, span[0] + end), ",.")
        if statement and source and statement[1] - statement[0] > 10:
            passive = pattern is _TRAILING and match["aux"].strip() in _BE
            return Credit(statement, source, f"{match['aux']}{match['verb']}" if passive else match["verb"])
    return _between(text, span, sentence)


def _between(text: str, span: Span, sentence: str) -> Credit:
    for match in _BETWEEN.finditer(sentence):
        group = "who" if match["who"] else "whom"
        source = trim(text, (span[0] + match.start(group), span[0] + match.end(group)))
        if source and not _NOT_A_NAME.search(match[group]):
            hole = (span[0] + match.start(), span[0] + match.end())
            return Credit(span, source, match["verb"] or match["according"], hole)
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
        passive = match["aux"].strip() in _BE and match["verb"] != "told"
        return not passive and not _NOT_A_NAME.search(who) and len(who.split()) <= 12
    if pattern is _INVERTED:
        # "The mayor, Jane Doe, said the dam held": the comma closes an apposition, no statement stands before it.
        chunk = sentence[: match.start()].rsplit(", ", 1)
        apposition = len(chunk) > 1 and re.fullmatch(r"(?:[A-Z][\w'’.-]*\s?|\d+\s?)+", chunk[1])
        relative = len(chunk) > 1 and re.match(r"(?:who|which|whose|that)\b", chunk[1])
        stated = re.match(
            r"(?:that|the|he|she|it|they|there|his|her)\b.*\b(?:was|were|is|had|has)\b", match["who"]
        )
        lower = match["verb"] in {"saying", "adding"}
        return not (apposition or relative or stated or lower) and not _NOT_A_NAME.search(
            match["who"].split(",")[0]
        )
    return True


def is_hedged(text: str) -> bool:
    """The words do not vouch for what they state ("reportedly", "is believed to", "may have")."""
    return HEDGES.search(text) is not None


def is_hedging_credit(words: str) -> bool:
    """A credit that does not vouch for what it passes on ("alleged", "unconfirmed reports")."""
    return _HEDGING_CREDIT.search(words) is not None


def is_second_hand(text: str) -> bool:
    """The words pass on what others state, without vouching for it ("allegedly", "is said to")."""
    return SECOND_HAND.search(text) is not None
