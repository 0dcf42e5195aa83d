"""Articles as they are read: the whole text with every claim in its place, and who contradicts it beside it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from factcheck.excerpts import Segment, segments
from factcheck.models import Article, Claim, Report, Span, Verdict
from factcheck.view import FindingView, differing


@dataclass(frozen=True)
class Piece:
    """A stretch of an article's text.

    Attributes:
        segments: its words, marked where they differ from what another source says.
        claim: the narrowest claim that the words belong to, if any.
        begins: the claims whose first words these are.
    """

    segments: tuple[Segment, ...]
    claim: Claim | None
    begins: tuple[Claim, ...]

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class Remark:
    """What stands beside a paragraph: those who say otherwise, with the words that differ."""

    found: FindingView
    against: tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article, cut where claims begin and end."""

    pieces: tuple[Piece, ...]
    headline: bool
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Reading:
    """An article to read in place.

    Attributes:
        counts: how many findings of each verdict its claims belong to.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    counts: Mapping[Verdict, int]


def read(report: Report, article: Article, finding_of: Mapping[str, FindingView]) -> Reading:
    """The article with its claims.

    Args:
        finding_of: the finding of every claim, by the claim's id.
    """
    claims = [c for c in report.claims if c.article_id == article.id]
    met = {found.anchor: found for claim in claims if (found := finding_of.get(claim.id))}
    marks: dict[str, list[Span]] = defaultdict(list)
    for found in met.values():
        marks.update(differing(report, found.finding))
    return Reading(
        article=article,
        paragraphs=tuple(_paragraphs(article, claims, marks, finding_of)),
        counts=Counter(found.finding.verdict for found in met.values()),
    )


def _paragraphs(
    article: Article,
    claims: list[Claim],
    marks: Mapping[str, list[Span]],
    finding_of: Mapping[str, FindingView],
) -> Iterator[Paragraph]:
    """Every line that holds text; claims may overlap and span paragraphs."""
    head = article.headline
    started: set[str] = set()
    for line in re.finditer(r"[^\n]+", article.text):
        inside = [c for c in claims if c.start < line.end() and c.end > line.start()]
        edges = (edge for c in inside for edge in (c.start, c.end) if line.start() < edge < line.end())
        cuts = sorted({line.start(), line.end(), *edges})
        pieces = []
        for low, high in pairwise(cuts):
            over = sorted(
                (c for c in inside if c.start < high and c.end > low), key=lambda c: c.end - c.start
            )
            begins = tuple(c for c in over if c.id not in started)
            started.update(c.id for c in begins)
            differs = [span for c in over for span in marks[c.id]]
            words = segments(article.text, (low, high), differs)
            pieces.append(Piece(words, over[0] if over else None, begins))
        yield Paragraph(
            tuple(pieces),
            headline=head is not None and head[0] < line.end() <= head[1],
            remarks=_remarks([c for piece in pieces for c in piece.begins], finding_of),
        )


def _remarks(begun: list[Claim], finding_of: Mapping[str, FindingView]) -> tuple[Remark, ...]:
    """One remark for each conflict that a paragraph takes part in."""
    remarks: dict[str, Remark] = {}
    for claim in begun:
        found = finding_of.get(claim.id)
        if found and found.anchor not in remarks and (against := found.against(claim)):
            remarks[found.anchor] = Remark(found, against)
    return tuple(remarks.values())
