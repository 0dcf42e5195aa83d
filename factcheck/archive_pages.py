"""The archive's own pages: the index of reports, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck import view
from factcheck.difference import Change, Difference
from factcheck.history import Entry, trends
from factcheck.html import fill
from factcheck.models import Finding, Report

STYLES = ("style.css", "archive.css")
# Size of a sparkline in pixels, and how far its line stays from the edge.
WIDTH, HEIGHT, EDGE = 72, 20, 3


@dataclass(frozen=True)
class Row:
    """An entry with the conflicts of its story's runs up to it, oldest first, and their line if several."""

    entry: Entry
    trend: tuple[int, ...]
    points: str


@dataclass(frozen=True)
class Told:
    """A finding with its passages and, where it changed, how and what it said before."""

    finding: Finding
    passages: tuple[view.Passage, ...]
    changes: tuple[str, ...] = ()
    before: tuple[view.Passage, ...] = ()


def index(entries: Sequence[Entry], problems: Sequence[str] = ()) -> str:
    """The archive's page: its reports as given, newest first, and the files that could not be read."""
    conflicts = trends(entries)
    rows = [Row(e, conflicts[e.name], _line(conflicts[e.name])) for e in entries]
    return fill(
        "index.html",
        styles=STYLES,
        script="index.js",
        rows=rows,
        problems=problems,
        width=WIDTH,
        height=HEIGHT,
    )


def difference(found: Difference) -> str:
    """The page of what changed between two reports."""
    new, old = _views(found.new), _views(found.old)
    groups = (
        ("New", [Told(f, new[f.id].passages) for f in found.added]),
        ("Gone", [Told(f, old[f.id].passages) for f in found.gone]),
        (
            "Changed",
            [_turned(c, old[c.old.id].passages, new[c.new.id].passages) for c in found.changed],
        ),
    )
    return fill(
        "difference.html",
        styles=STYLES,
        title=view.title(found.new),
        found=found,
        groups=[(name, told) for name, told in groups if told],
        words=view.VERDICT_WORDS,
        signs=view.VERDICT_SIGNS,
    )


def _turned(change: Change, before: tuple[view.Passage, ...], after: tuple[view.Passage, ...]) -> Told:
    """A changed finding; what it said before only where the words are others."""
    same = {_words(p) for p in before} == {_words(p) for p in after}
    return Told(change.new, after, change.changes, () if same else before)


def _words(passage: view.Passage) -> tuple[tuple[str, ...], str]:
    return passage.sources, "".join(segment.text for segment in passage.segments)


def _views(report: Report) -> dict[str, view.FindingView]:
    return {found.finding.id: found for story in view.arrange(report) for found in story.findings}


def _line(values: Sequence[int]) -> str:
    """Points of a polyline from left to right, the highest value at the top; empty for fewer than two."""
    if len(values) < 2:
        return ""
    across = (WIDTH - 2 * EDGE) / (len(values) - 1)
    up = (HEIGHT - 2 * EDGE) / max(max(values), 1)
    return " ".join(f"{EDGE + n * across:.1f},{HEIGHT - EDGE - v * up:.1f}" for n, v in enumerate(values))
