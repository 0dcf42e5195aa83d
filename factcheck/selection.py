"""Which findings of a report are shown."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.errors import FactcheckError
from factcheck.models import Finding, Report, Story, Verdict
from factcheck.safetext import one_line


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asks for; all of it must be met, and what is empty asks for nothing.

    Attributes:
        verdict: of the findings.
        story: id of a story, or part of its title.
        sources: a finding must have one of them; letter case does not matter.
        min_confidence: least confidence of a finding, 0 to 1.
    """

    verdict: Verdict | None = None
    story: str = ""
    sources: tuple[str, ...] = ()
    min_confidence: float = 0.0

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self != Selection()

    def __str__(self) -> str:
        """What is asked for, in words."""
        asked = [
            f"only {self.verdict}" if self.verdict else "",
            f"story {self.story!r}" if self.story else "",
            f"in {' or '.join(self.sources)}" if self.sources else "",
            f"confidence from {self.min_confidence:.2f}" if self.min_confidence else "",
        ]
        return one_line(", ".join(filter(None, asked)))

    def of(self, report: Report) -> Report:
        """The report with these findings, their claims and their stories; articles and problems stay.

        Raises:
            FactcheckError: the report has no such story or source.
        """
        if not self:
            return report
        stories = self._stories(report)
        wanted = self._sources(report)
        findings = tuple(f for f in report.findings if self._meets(f, stories, wanted))
        claims = {claim_id for finding in findings for claim_id in finding.claim_ids}
        return report.model_copy(
            update={
                "findings": findings,
                "claims": tuple(c for c in report.claims if c.id in claims),
                "stories": tuple(s for s in report.stories if s.id in stories),
            }
        )

    def _meets(self, finding: Finding, stories: set[str], sources: set[str]) -> bool:
        return (
            self.verdict in (None, finding.verdict)
            and finding.story_id in stories
            and finding.confidence >= self.min_confidence
            and (not sources or bool(sources & {s.casefold() for s in finding.sources}))
        )

    def _stories(self, report: Report) -> set[str]:
        by_id = {s.id for s in report.stories if s.id == self.story}
        found = by_id or {s.id for s in report.stories if self.story.casefold() in s.title.casefold()}
        if self.story and not found:
            known = "; ".join(map(_named, report.stories))
            raise FactcheckError(one_line(f"no story {self.story!r}; there is: {known or 'none'}"))
        return found

    def _sources(self, report: Report) -> set[str]:
        known = {a.source.casefold(): a.source for a in report.articles}
        for source in self.sources:
            if source.casefold() not in known:
                raise FactcheckError(one_line(f"no source {source!r}; there is: {', '.join(known.values())}"))
        return {source.casefold() for source in self.sources}


def _named(story: Story) -> str:
    return f"{story.id} ({story.title})"
