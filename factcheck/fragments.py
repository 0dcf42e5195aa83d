"""A sentence -> the fragments that are parsed apart: a statement, somebody's words, the frame that credits them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from factcheck.attribution import SAID, split_credit
from factcheck.models import Article, Span
from factcheck.quotes import MARKS, SINGLE_MARKS, Quotation, find_quotations
from factcheck.segmentation import Sentence, blocks, sentences, trim

_STRIP = MARKS + SINGLE_MARKS + ",;:–—- "
_SAID_WORD = re.compile(
    rf"\b(?:{SAID}|asked|asks|asking|replied|replies|answered|responded|responding|stating|joked|admitted|"
    r"quipped|shouted|shouts|reads|read (?:an?|the)|yelled|cried|whispered|promised|promises|vowed|pledged|"
    r"complained|acknowledged|conceded|denied|denies|urged|repeated|sighed|tweeted|disagree[sd]?|agree[sd]?|"
    r"writing|laugh(?:s|ed|ing)?|grinn(?:ed|ing)|smil(?:ed|ing)|sobbed|muttered|mumbled|murmured|chuckled|roared|"
    r"bellowed|snapped|gasped|groaned|exclaimed|screamed|chanted|shrugged|beamed|boasted|enthused|pleaded|begged|"
    r"interjected|teased|repl(?:y|ies)|speaking|promising|warning|asserted|recounted|maintained|maintains|put it|"
    r"(?:was|is)\s+(?:the|his|her|their)\s+(?:verdict|view|message|answer|response|advice|warning|reaction|motto)|"
    r"according to)\b",
    re.IGNORECASE,
)
Role = Literal["statement", "speech", "frame"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a sentence, parsed on its own.

    Attributes:
        role: a statement, the words of a speaker, or the frame around them ("she said").
        sentence: number of its sentence in the article, from 0; ``block`` likewise of its paragraph.
        utterance: which utterance it belongs to, where it is speech or its frame.
        source: span of the words that name who is credited, cut off the statement.
        verb: the verb of that credit, as written.
        hole: span inside the fragment that is read past ("he said" between commas).
        quoted: the quotations inside a statement or frame.
    """

    start: int
    end: int
    role: Role
    block: int
    sentence: int
    utterance: int | None = None
    source: Span | None = None
    verb: str = ""
    hole: Span | None = None
    quoted: tuple[Span, ...] = ()
    is_headline: bool = False
    is_complete: bool = True

    def text(self, article_text: str) -> str:
        """Its words, with blanks in place of the hole, so that offsets stay."""
        if self.hole is None:
            return article_text[self.start : self.end]
        start, end = self.hole
        blank = " " * (end - start)
        return article_text[self.start : start] + blank + article_text[end : self.end]


def fragments_of(article: Article) -> tuple[list[Fragment], list[Quotation]]:
    """The fragments of an article in order, and its quotations."""
    text = article.text
    quotations = find_quotations(text, blocks(article))
    spoken: set[int] = set()
    found: list[Fragment] = []
    for number, sentence in enumerate(sentences(article)):
        pieces = [q for q in (_within(q, sentence) for q in quotations) if q]
        speech = _speech(text, sentence, pieces, spoken)
        spoken.update(q.utterance for q in speech)
        found += _cut(text, sentence, number, speech, [q for q in pieces if q not in speech])
    return found, quotations


def _within(quotation: Quotation, sentence: Sentence) -> Quotation | None:
    start, end = max(quotation.start, sentence.start), min(quotation.end, sentence.end)
    return replace(quotation, start=start, end=end) if start < end else None


def _speech(text: str, sentence: Sentence, pieces: Sequence[Quotation], spoken: set[int]) -> list[Quotation]:
    """The quoted pieces of a sentence that are statements of their own, not words inside a statement."""
    found: list[Quotation] = []
    letters = len(re.findall(r"\w", text[sentence.start : sentence.end]))
    for piece in pieces:
        words = text[piece.start : piece.end]
        before = text[sentence.start : piece.start].strip(MARKS + SINGLE_MARKS + " \n")
        after = text[piece.end : sentence.end].lstrip(MARKS + SINGLE_MARKS)
        whole = len(re.findall(r"\w", words)) >= 0.9 * letters and not after.startswith("?")
        opens = words.lstrip("[…. ")[:1].isupper() or words[:1] in {"[", "…"}
        closes = words.rstrip()[-1:] in set(",.!?…") and not after.startswith("?")
        introduced = before[-1:] in {":", ","} or bool(_SAID_WORD.search(before.split(",")[-1][-30:]))
        told = before[-1:] == ":" or (before[-1:] == "," and _SAID_WORD.search(before))
        resumed = bool(found) and before[-1:] in {",", "."} and _SAID_WORD.search(before) is not None
        leads = not before and closes and _SAID_WORD.search(after)
        if (
            whole
            or piece.utterance in spoken
            or leads
            or resumed
            or (opens and told)
            or (opens and introduced and len(words.split()) >= 3)
            or (opens and not before and closes and len(words.split()) >= 3)
        ):
            found.append(piece)
    return found


def _cut(
    text: str, sentence: Sentence, number: int, speech: list[Quotation], other: list[Quotation]
) -> list[Fragment]:
    def fragment(span: Span, role: Role) -> Fragment:
        quoted = tuple((q.start, q.end) for q in other if span[0] <= q.start and q.end <= span[1])
        return Fragment(
            *span, role, sentence.block, number, quoted=quoted,
            is_headline=sentence.is_headline, is_complete=sentence.is_complete,
        )  # fmt: skip

    if not speech:
        credit = split_credit(text, (sentence.start, sentence.end))
        made = fragment(credit.statement, "statement")
        found = [replace(made, source=credit.source, verb=credit.verb, hole=credit.hole)]
        if credit.source:
            found.append(fragment(credit.source, "frame"))
        return sorted(found, key=lambda f: f.start)
    found = []
    for piece in speech:
        if span := trim(text, (piece.start, piece.end), ","):
            found.append(replace(fragment(span, "speech"), utterance=piece.utterance, quoted=(span,)))
    edges = [sentence.start, *(e for q in speech for e in (q.start, q.end)), sentence.end]
    for start, end in list(pairwise(edges))[::2]:
        span = trim(text, (start, end), _STRIP + ".")
        if span is None:
            continue
        rest = text[span[0] : span[1]]
        if _SAID_WORD.search(rest) or text[start:end].rstrip(MARKS + SINGLE_MARKS + " ").endswith(":"):
            near = min(speech, key=lambda q: min(abs(q.start - end), abs(q.end - start)))
            found.append(replace(fragment(_closed(text, span, sentence), "frame"), utterance=near.utterance))
        elif len(rest.split()) >= 3:
            found.append(fragment(_closed(text, span, sentence), "statement"))
    return sorted(found, key=lambda f: f.start)


def _closed(text: str, span: Span, sentence: Sentence) -> Span:
    """The span with the quotation mark at its ends that trimming took from it."""
    start, end = span
    for opening, closing in (("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'")):
        inner = text[start:end]
        if end < sentence.end and text[end] == closing and inner.count(opening) % 2:
            return start, end + 1
        if start > sentence.start and text[start - 1] == opening and inner.count(closing) % 2:
            return start - 1, end
    return span
