"""Quotations in an article: where somebody's words start and end.

A quotation is found by its marks, double or single, curly or straight, also across paragraphs (each new one
opens with a mark, only the last one closes). Titles in quotation marks are told from speech by their capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.models import Span

OPENING = "“«„‟"
CLOSING = "”»"
MARKS = OPENING + CLOSING + '"'
SINGLE_MARKS = "'‘’"

# Verbs whose subject is credited with the clause below them ("doctors found that …").
NEUTRAL_SAYING = frozenset(
    "say add tell announce state report explain note write declare comment remark reply answer respond continue "
    "recall observe joke post tweet quip estimate stress conclude testify predict insist argue claim warn reveal "
    "disclose confirm repeat reiterate shout cry whisper allege believe find show suggest hear hint think fear "
    "maintain assert indicate yell complain sigh".split()
)
# Verbs that also say where the speaker stands: the statement stays whole, verb included.
STANCE_SAYING = frozenset(
    "deny admit acknowledge concede confess refuse reject dispute accuse promise vow pledge threaten apologise "
    "apologize agree disagree contradict blame criticise criticize praise condemn".split()
)
# Verbs that introduce quoted words without a clause ("called it "a farce"").
NAMING = frozenset(
    "call describe brand label dismiss dub denounce speak complain urge advise order instruct appeal thank hail "
    "slam blast attack mock deride remember liken compare welcome defend lament decry express voice plead beg "
    "rant cite".split()
)
# The same with a particle: "hit out at her for “hiding the truth”".
NAMING_PHRASES = frozenset({"hit out", "lash out", "speak out", "hit back", "call out", "sum up"})
SAYING = NEUTRAL_SAYING | STANCE_SAYING
# Verbs by which words are put in writing for all to see.
POSTING = frozenset("post tweet write blog comment reply announce".split())
ASKING = frozenset({"ask", "wonder", "enquire", "inquire"})
REPLYING = frozenset({"reply", "answer", "respond", "response"})
# Verbs that tell how somebody sounds or looks; beside a quotation they tell who speaks.
MANNER = frozenset(
    "laugh smile grin sob weep mutter mumble murmur chuckle roar bellow snap growl gasp moan groan exclaim scream "
    "sing chant shrug beam boast gush enthuse urge plead beg cut interject speak tease".split()
)

# Words that stay lower case inside a title.
_SMALL = frozenset("a an and as at but by de for from in la le of on or the to with".split())

# What follows words that are spoken, however short: ""Frankly," Tisdall said".
_SPOKEN = re.compile(
    r"\s(?:said|says|sighed|replied|answered|(?:[\w'’-]+\s){1,4}(?:said|says|told|added|asked|replied|answered|wrote|"
    r"shouted|yelled|cried|sighed))\b"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes:
        start, end: span of the words, marks left out.
        utterance: number shared by the pieces of one utterance that runs over several paragraphs.
    """

    start: int
    end: int
    utterance: int


def find_quotations(text: str, blocks: Sequence[Span]) -> list[Quotation]:
    """All quotations of a text, in order; titles in quotation marks are left out.

    Args:
        text: the article's text.
        blocks: spans of its paragraphs; an utterance goes on into the next one only where that one
            opens with a mark again.
    """
    found: list[Quotation] = []
    utterance = 0
    for number, (start, end) in enumerate(blocks):
        spans, unclosed = _marked(text, start, end)
        for span in spans:
            if not is_title(text[span[0] : span[1]]) or _SPOKEN.match(text, span[1] + 1, end):
                found.append(Quotation(*span, utterance))
            utterance += 1
        following = text[blocks[number + 1][0]] if number + 1 < len(blocks) else ""
        if unclosed and following and following in MARKS:
            utterance -= 1
    return found


def _marked(text: str, start: int, end: int) -> tuple[list[Span], bool]:
    spans: list[Span] = []
    opened: int | None = None
    for at in range(start, end):
        char = text[at]
        if char not in MARKS:
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = char in OPENING or (char == '"' and (opened is None or not before.strip()))
        if (opens and opened is None and after.strip()) or (opens and opened == at):
            opened = at + 1
        elif opened is not None and char not in OPENING and at > opened:
            spans.append((opened, at))
            opened = None
    unclosed = opened is not None
    if opened is not None and opened < end:
        spans.append((opened, end))
    starts = [a for a, _ in spans]
    ends = [0, *(b for _, b in spans)]
    single = [s for s in _single_marked(text, start, end) if s[0] >= ends[bisect_right(starts, s[0])]]
    return sorted([*spans, *single]), unclosed


def _single_marked(text: str, start: int, end: int) -> list[Span]:
    """Spans between single marks; an apostrophe is none, so both ends must stand at a word's outside."""
    pattern = re.compile(r"(?<![\w'’‘])['‘](?=[\w\[])(.{2,400}?)(?<=[\w.,!?…\])])['’](?!\w)", re.DOTALL)
    return [(m.start(1), m.end(1)) for m in pattern.finditer(text, start, end) if len(m[1].split()) > 1]


def is_title(words: str) -> bool:
    """The words between the marks are a name (of a film, a ship, a song), not speech."""
    plain = words.strip().rstrip(",")
    if plain[-1:] in {".", "!", "?", "…"}:
        return False
    parts = re.findall(r"[^\W\d_][\w'’-]*", plain)
    lower = [part for part in parts[1:] if part[0].islower() and part.lower() not in _SMALL]
    return bool(parts) and parts[0][0].isupper() and not lower and len(parts) <= 8
