"""What findings say, apart from ids, letter case and white space: how two reports are told to say the same.

Ids are numbered anew at every run; the words of the articles and who prints them are what lasts.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final

from factcheck.models import Conflict, Finding, Kind, Model, Report, Span

# Passages of one source alike by this much (0 to 100) in two reports are one passage, its words edited.
# Below it, sentences of one article begin to match their neighbours.
SAME_PASSAGE: Final = 75

Statement = tuple[str, str]  # a source and what it says, as ``plain``


class Disputed(Model):
    """A conflict by its content.

    Attributes:
        sides: of each claim the source, its words that differ, and its passage; in alphabetical order.
    """

    kind: Kind
    sides: tuple[tuple[str, str, str], tuple[str, str, str]]


def plain(text: str) -> str:
    """The text with case and white space levelled."""
    return " ".join(text.casefold().split())


def statements(report: Report, finding: Finding) -> list[Statement]:
    """Who says what in a finding, in the order of its claims."""
    claims = (report.claim(claim_id) for claim_id in finding.claim_ids)
    return [(report.source(c), plain(report.passage(c))) for c in claims]


def disputed(report: Report, conflict: Conflict) -> Disputed:
    """A conflict's content."""
    first, second = sorted(
        _side(report, claim_id, span)
        for claim_id, span in ((conflict.claim_a, conflict.span_a), (conflict.claim_b, conflict.span_b))
    )
    return Disputed(kind=conflict.kind, sides=(first, second))


def digest(report: Report, conflict: Conflict) -> str:
    """32 hexadecimal digits that stay the same while the conflict's kind, sources and words do."""
    content = disputed(report, conflict)
    return hashlib.sha256(json.dumps([content.kind, content.sides]).encode()).hexdigest()[:32]


def _side(report: Report, claim_id: str, span: Span) -> tuple[str, str, str]:
    claim = report.claim(claim_id)
    text = report.article(claim.article_id).text
    return report.source(claim), plain(text[span[0] : span[1]]), plain(report.passage(claim))
