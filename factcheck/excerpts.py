"""Verbatim words cut to be shown: around what differs, with the rest of their sentence or paragraph.

Nothing is added but ``…`` where something is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.models import Span

# Characters shown at most of a sentence on either side of a passage.
CONTEXT = 140
# Characters shown at most on either side of a passage where a reader asks for more than its sentence.
AROUND = 400
# Typographic variants that make no other wording.
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
# A sentence's end, for showing; an abbreviation here and there only shortens what is shown.
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*(?:\s+|$)")


@dataclass(frozen=True)
class Segment:
    """A stretch of verbatim text; ``marked`` where it is among the words that differ."""

    text: str
    marked: bool = False


def segments(text: str, span: Span, marks: Iterable[Span] = ()) -> tuple[Segment, ...]:
    """``text`` over ``span``, cut where the marked words begin and end; marks outside are left out."""
    start, end = span
    pieces: list[Segment] = []
    at = start
    for low, high in sorted((max(low, at), min(high, end)) for low, high in marks):
        low = max(low, at)
        if low >= high:
            continue
        if low > at:
            pieces.append(Segment(text[at:low]))
        pieces.append(Segment(text[low:high], marked=True))
        at = high
    if at < end:
        pieces.append(Segment(text[at:end]))
    return tuple(pieces)


def shorten(pieces: Sequence[Segment], limit: int) -> tuple[Segment, ...]:
    """Segments cut to about ``limit`` characters around the marked words, with ``…`` for what is left out.

    What fits is left whole. Cuts fall between words where there are words, and at the start of a
    sentence where one is near.
    """
    text = "".join(piece.text for piece in pieces)
    if len(text) <= limit:
        return tuple(pieces)
    marks: list[Span] = []
    at = 0
    for piece in pieces:
        if piece.marked:
            marks.append((at, at + len(piece.text)))
        at += len(piece.text)
    windows = _windows(text, marks or [(0, 0)], limit)
    result: list[Segment] = [Segment("… ")] if windows[0][0] > 0 else []
    for index, window in enumerate(windows):
        if index:
            result.append(Segment(" … "))
        result.extend(segments(text, window, marks))
    if windows[-1][1] < len(text):
        result.append(Segment(" …"))
    return tuple(result)


def before(text: str, start: int) -> str:
    """What stands between the sentence's start, or a word within ``CONTEXT``, and ``start``."""
    line = text.rfind("\n", 0, start) + 1
    low = max(line, start - CONTEXT)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, low, start)]
    if ends:
        return text[ends[-1] : start]
    if low == line:
        return text[low:start]
    return "… " + text[_cut_before(text, low, start) : start]


def after(text: str, end: int) -> str:
    """What stands between ``end`` and the sentence's end, or a word within ``CONTEXT``."""
    if re.search(r"[.!?][\"”’]?$", text[max(end - 2, 0) : end]):
        return "".join(re.findall(r"^[\"”’]", text[end : end + 1]))
    line = text.find("\n", end)
    high = min(len(text) if line < 0 else line, end + CONTEXT)
    if found := _SENTENCE_END.search(text, end, high):
        return text[end : found.end()].rstrip()
    return text[end:high] if high in (line, len(text)) else text[end : _cut_after(text, end, high)] + " …"


def around(text: str, span: Span) -> Span:
    """The paragraph that ``span`` stands in, with its neighbours where it is short, at most ``AROUND`` beyond."""
    start, end = span
    low = text.rfind("\n", 0, start) + 1
    high = _line_end(text, end)
    if (start - low) + (high - end) < CONTEXT:
        low = text.rfind("\n", 0, len(text[:low].rstrip())) + 1
        high = _line_end(text, high + len(text[high:]) - len(text[high:].lstrip()))
    if start - low > AROUND:
        low = _cut_before(text, start - AROUND, start)
    if high - end > AROUND:
        high = _cut_after(text, end, end + AROUND)
    return low, high


def whole_words(text: str, span: Span) -> Span:
    """The span with the rest of a word that it cuts: ``n't spoken`` becomes ``hasn't spoken``."""
    start, end = span
    if start < end:
        while start and text[start - 1].isalnum() and (text[start].isalnum() or text[start] in "'’"):
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
    return start, end


def folded(text: str) -> str:
    """The words, whatever their quotation marks, dashes and spaces look like."""
    return " ".join(text.translate(_TYPOGRAPHY).split())


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def _windows(text: str, marks: Sequence[Span], limit: int) -> list[Span]:
    """Stretches of ``text`` around the marks, about ``limit`` characters together, at least one."""
    room = max(limit // len(marks), 24)
    windows: list[Span] = []
    for low, high in marks:
        spare = max(room - (high - low), 0)
        start = 0 if low <= spare // 2 else _cut_before(text, low - spare // 2, low)
        end = _cut_after(text, min(high, low + room), start + max(room, min(high, low + room) - start))
        if windows and start - windows[-1][1] < 12:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        elif sum(b - a for a, b in windows) < limit:
            windows.append((start, end))
    return windows


def _cut_before(text: str, wanted: int, latest: int) -> int:
    """Where to begin: a sentence's start between the two places, else the first word's."""
    for pattern in (r"(?<=[.!?\"”’])\s+(?=[\"“‘A-Z0-9])", r"\s+"):
        if found := re.compile(pattern).search(text, wanted, latest):
            return found.end()
    return wanted


def _cut_after(text: str, earliest: int, wanted: int) -> int:
    """Where to end: after the last whole word between the two places."""
    if wanted >= len(text):
        return len(text)
    end = text.rfind(" ", earliest, wanted + 1)
    return end if end > 0 else wanted
