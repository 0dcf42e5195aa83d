"""The order in which any printed form of a report goes: stories, and in each its findings by verdict."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from rich.console import Console

from factcheck import view
from factcheck.terminal.paper import COLOURS, Job, Paper, is_dismissed
from factcheck.view import FindingView, StoryView


class Form(Paper, ABC):
    """Prints a report; how a finding looks is each form's own."""

    def __init__(self, console: Console, job: Job) -> None:
        super().__init__(console, job.page)
        self.job = job

    def print(self) -> None:
        """Print it."""
        stories = view.arrange(self.job.shown)
        self.opening(self.job)
        for story in stories:
            if len(stories) > 1:
                self.heading(story.title, characters="═")
            self._story(story)
        self.remarks(self.job.report)
        self.closing(self.job)

    def _story(self, story: StoryView) -> None:
        put_aside = [f for f in story.conflicting if is_dismissed(self.job, f.finding.id)]
        conflicting = [f for f in story.conflicting if f not in put_aside]
        if conflicting:
            self.heading(f"≠ Conflicting ({len(conflicting)})", COLOURS["conflicting"])
            for found in conflicting:
                self._conflict(found)
        if put_aside:
            self.heading(f"× Dismissed ({len(put_aside)})")
            self._dismissed(put_aside)
        if story.agreeing:
            self.heading(f"= Agreeing ({len(story.agreeing)})", COLOURS["agreeing"])
            self._agreements(story.agreeing)
        if story.single:
            self.heading(f"• Single-sourced ({story.single_count})", COLOURS["single-sourced"])
            for sources, found_here in story.single:
                self._single(sources, found_here)

    @abstractmethod
    def _conflict(self, found: FindingView) -> None: ...

    @abstractmethod
    def _dismissed(self, found: Sequence[FindingView]) -> None: ...

    @abstractmethod
    def _agreements(self, found: Sequence[FindingView]) -> None: ...

    @abstractmethod
    def _single(self, sources: tuple[str, ...], found_here: Sequence[FindingView]) -> None: ...
