"""Article -> blocks (paragraphs) and sentences, as spans of its text.

Sentence ends are nupunkt's; what it cuts too early in news prose (inside brackets, before a lower-case
continuation) is joined again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from factcheck.models import Article, Span

# A place in capitals, perhaps agency and date, and a dash: "PARIS (Agency), 3 June - ".
DATELINE = re.compile(r"[A-Z][A-Z'’.]{2,}(?:[ -][A-Z'’.]+)*(?:[ ,(][^—–\n]{0,40}?)?\s(?:[—–]|--?)\s")

# What pages put between paragraphs: general web furniture, no sentence of an article.
FURNITURE = re.compile(
    r"""\W*(?:
        advertisement | sponsored | (?:read|see|find\ out)\ more\b.* | related(?:\ (?:articles?|stories))?:?
      | (?:subscribe|sign\ up|log\ in|sign\ in|follow\ us|share\ this|click\ here|skip\ to|back\ to\ top)\b[^.!?]*
      | (?:photo|photograph|image|picture|video|file\ photo)s?(?:\ (?:by|credit|courtesy)\b|:).{0,120}
      | (?:©|\(c\)|copyright\b|all\ rights\ reserved).*
      | (?:(?:first|last)\ )?(?:published|updated|posted|last\ modified)(?::.{0,60}|\b[^.!?]{0,60})
      | (?:share|tweet|print|email|comments?|menu|home|search|tags?|topics?)(?:\W+\w+){0,2}
    )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:By|BY|From|(?:Words|Reporting|Additional reporting|Editing|Written) by)\s+[A-Z][^.!?]{0,90}"
)

_PAIRS = {"(": ")", "[": "]"}
# Ranks before a name, some of which end a sentence for the sentence splitter.
_RANK = re.compile(r"\b(?:Adm|Brig|Capt|Cmdr|Col|Cpl|Det|Gen|Insp|Lt|Maj|Pte|Pvt|Sgt|Supt)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's span in the article's text, with where it stands.

    Attributes:
        block: number of its paragraph, from 0.
        is_headline: it is the article's headline.
        is_complete: it ends as sentences do; headings and list items do not.
    """

    start: int
    end: int
    block: int
    is_headline: bool = False
    is_complete: bool = True


def blocks(article: Article) -> list[Span]:
    """Spans of the article's paragraphs: lines, or runs of hard-wrapped lines.

    A text is hard-wrapped where it has blank lines between paragraphs and the lines that are followed by another
    one are 45 to 100 characters long: the usual widths of wrapped plain text.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", article.text)]
    runs: list[list[Span]] = []
    for line in lines:
        follows = runs and article.text[runs[-1][-1][1] : line[0]].count("\n") == 1
        at_headline = article.headline and runs and runs[-1][-1][1] == article.headline[1]
        if follows and not at_headline:
            runs[-1].append(line)
        else:
            runs.append([line])
    wrapped = "\n\n" in article.text and all(
        45 <= end - start <= 100 for run in runs if len(run) > 1 for start, end in run[:-1]
    )
    spans = [(run[0][0], run[-1][1]) for run in runs] if wrapped else lines
    return [trimmed for span in spans if (trimmed := trim(article.text, span))]


def trim(text: str, span: Span, extra: str = "") -> Span | None:
    """The span without white space (and the ``extra`` characters) at its ends; None where nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return (start, end) if start < end else None


def sentences(article: Article) -> list[Sentence]:
    """The article's sentences in order; bylines, navigation, datelines and web furniture are left out."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(blocks(article)):
        block = article.text[start:end]
        headline = article.headline is not None and article.headline[0] <= start < article.headline[1]
        if headline:
            found.append(Sentence(start, end, number, is_headline=True))
            continue
        if FURNITURE.fullmatch(block) or BYLINE.fullmatch(block):
            continue
        dateline = DATELINE.match(block)
        if dateline and dateline.end() < len(block):
            start += dateline.end()
        for span in _split(article.text, (start, end)):
            complete = article.text[span[0] : span[1]].rstrip("\"'”’)] ")[-1:] in {".", "!", "?", "…", ":"}
            found.append(Sentence(*span, number, is_complete=complete))
    return found


def _split(text: str, block: Span) -> list[Span]:
    import nupunkt

    start, end = block
    flat = text[start:end].replace("\n", " ")
    cuts: list[Span] = []
    unclosed = [0] * len(_PAIRS)  # brackets of each kind that the last cut leaves open
    for left, right in _ellipses_apart(flat, nupunkt.sent_spans(flat)):
        span = trim(text, (start + left, start + right))
        if span is None:
            continue
        piece = text[span[0] : span[1]]
        opened = [piece.count(a) - piece.count(b) for a, b in _PAIRS.items()]
        ranked = cuts and _RANK.search(text, *cuts[-1])
        if cuts and (max(unclosed) > 0 or ranked or _goes_on(piece)):
            cuts[-1] = (cuts[-1][0], span[1])
            unclosed = [before + more for before, more in zip(unclosed, opened, strict=True)]
        else:
            cuts.append(span)
            unclosed = opened
    return cuts


def _ellipses_apart(flat: str, spans: list[Span]) -> list[Span]:
    """Spans cut again where a quote's ellipsis runs straight into the next sentence ("to...I'm thinking")."""
    found: list[Span] = []
    for start, end in spans:
        cuts = [start + gap.end() for gap in re.finditer(r"(?:\.{3,}|…)(?=[A-Z])", flat[start:end])]
        found.extend(pairwise([start, *cuts, end]))
    return found


def _goes_on(piece: str) -> bool:
    """The piece goes on with the sentence before it: it begins in lower case, or holds no word."""
    return piece.lstrip("\"'“‘([ ")[:1].islower() or not re.search(r"\w", piece)
