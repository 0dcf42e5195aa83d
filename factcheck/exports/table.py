"""CSV after RFC 4180 in UTF-8: a row for each claim of each finding, with a header.

A cell that a spreadsheet would take for a formula begins with an apostrophe: articles are hostile.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from factcheck import view
from factcheck.marks import Mark
from factcheck.models import Claim, Report
from factcheck.safetext import one_line
from factcheck.view import FindingView

HEADER: Final = (
    "finding", "story", "verdict", "confidence", "independent_sources", "mark", "kinds", "severity", "explanation",
    "side", "source", "published", "path", "url", "start", "end", "passage", "differing_words", "speaker",
    "attributed_to", "hedged", "notes",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@")


def render(report: Report, marks: Mapping[str, Mark]) -> str:
    """The report's findings as a table."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    for story in view.arrange(report):
        for found in story.findings:
            for claim in map(report.claim, found.finding.claim_ids):
                row = _row(report, story.title, found, claim, marks.get(found.finding.id))
                writer.writerow([_cell(row[name]) for name in HEADER])
    return written.getvalue()


def _row(
    report: Report, story: str, found: FindingView, claim: Claim, mark: Mark | None
) -> dict[str, object]:
    finding, article = found.finding, report.article(claim.article_id)
    grave = any(conflict.severity == "contradiction" for conflict in finding.conflicts)
    return {
        "finding": finding.id,
        "story": story,
        "verdict": finding.verdict,
        "confidence": f"{finding.confidence:.4f}",
        "independent_sources": finding.independent_sources,
        "mark": mark.state if mark else "",
        "kinds": " ".join(finding.kinds),
        "severity": ("contradiction" if grave else "discrepancy") if finding.conflicts else "",
        "explanation": " ".join(reason.explanation for reason in found.reasons),
        "side": "".join(side.label for side in found.sides if any(claim in p.claims for p in side.passages)),
        "source": article.source,
        "published": article.published.isoformat() if article.published else "",
        "path": article.path,
        "url": article.url or "",
        "start": claim.start,
        "end": claim.end,
        "passage": report.passage(claim),
        "differing_words": " | ".join(_differing(found, claim, article.text)),
        "speaker": claim.speaker or "",
        "attributed_to": claim.attributed_to or "",
        "hedged": "yes" if claim.hedged else "no",
        "notes": " | ".join(finding.notes),
    }


def _differing(found: FindingView, claim: Claim, text: str) -> Iterator[str]:
    spans = {
        span
        for conflict in found.finding.conflicts
        for claim_id, span in ((conflict.claim_a, conflict.span_a), (conflict.claim_b, conflict.span_b))
        if claim_id == claim.id
    }
    for start, end in sorted(spans):
        yield text[start:end]


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
