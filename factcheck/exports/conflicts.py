"""The conflicts of a report as machines are told of them: one for each finding, pair of sides and kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck import view
from factcheck.models import Claim, Conflict, Finding, Report, Span
from factcheck.view import Reason


@dataclass(frozen=True)
class Told:
    """A conflict by the pair of claims that tells it best.

    Attributes:
        finding: what it belongs to; ``anchor`` is its place on the page.
        here, there: the two claims with the words that differ.
        sources_here, sources_there: all sources on either side.
    """

    finding: Finding
    anchor: str
    reason: Reason
    here: tuple[Claim, Span]
    there: tuple[Claim, Span]
    sources_here: tuple[str, ...]
    sources_there: tuple[str, ...]

    @property
    def conflict(self) -> Conflict:
        """The conflict itself."""
        return self.reason.conflict


def conflicts(report: Report) -> Iterator[Told]:
    """Every conflict, in the report's order."""
    for story in view.arrange(report):
        for found in story.conflicting:
            sides = {side.label: side.sources for side in found.sides}
            holds = {c.id: s.label for s in found.sides for p in s.passages for c in p.claims}
            for reason in found.reasons:
                c = reason.conflict
                yield Told(
                    finding=found.finding,
                    anchor=found.anchor,
                    reason=reason,
                    here=(report.claim(c.claim_a), c.span_a),
                    there=(report.claim(c.claim_b), c.span_b),
                    sources_here=sides[holds[c.claim_a]],
                    sources_there=sides[holds[c.claim_b]],
                )
