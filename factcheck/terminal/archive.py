"""The archive printed: its list of reports, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factcheck import view
from factcheck.difference import Difference
from factcheck.excerpts import segments
from factcheck.history import Entry, trends
from factcheck.models import Finding, Report
from factcheck.safetext import one_line
from factcheck.terminal.paper import COLOURS, Paper
from factcheck.view import listing, plural

_COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "Report": {"no_wrap": True},
    "Date": {"no_wrap": True},
    "Story": {"ratio": 3},
    "Sources": {"ratio": 2},
    "≠": {"justify": "right"},
    "=": {"justify": "right"},
    "•": {"justify": "right"},
    "≠ runs": {"no_wrap": True},
}
_BARS: Final = "▁▂▃▄▅▆▇█"
MOST_RUNS: Final = 12
# Columns from which sources are named.
NAMED_FROM: Final = 100


def entries(listed: Sequence[Entry], console: Console) -> None:
    """Print the archive's reports as a table, in the order given: newest first."""
    if not listed:
        console.print("No report yet: `factcheck report PATH...` makes one.", markup=False, highlight=False)
        return
    conflicts = trends(listed, MOST_RUNS)
    sources = console.width >= NAMED_FROM
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, options in _COLUMNS.items():
        if sources or name != "Sources":
            table.add_column(name, **options)
    for entry in listed:
        counts = entry.counts
        names = [Text(one_line(listing(entry.sources, 4)))] if sources else []
        table.add_row(
            Text(one_line(entry.report_id[:8])),
            Text(f"{entry.created_at:%Y-%m-%d %H:%M}"),
            Text(one_line(entry.title)),
            *names,
            *(str(n) for n in (entry.conflicts, counts.agreeing, counts.single_sourced)),
            sparkline(conflicts[entry.name]),
        )
    console.print(table)


def sparkline(values: Sequence[int]) -> str:
    """Counts as bars, the highest full; empty for fewer than two."""
    if len(values) < 2:
        return ""
    top = max(*values, 1)
    return "".join(_BARS[round(value / top * (len(_BARS) - 1))] for value in values)


class Changes(Paper):
    """Prints what changed between two reports: conflicts first, then what else came, went and turned."""

    def __init__(self, console: Console, difference: Difference) -> None:
        super().__init__(console)
        self.difference = difference

    def print(self) -> None:
        """Print it."""
        found = self.difference
        self.out(self.text(view.title(found.new), "bold"))
        for name, report in (("Before", found.old), ("Now", found.new)):
            when = f"{name}: {report.report_id[:8]} of {report.created_at:%Y-%m-%d %H:%M}, "
            counts = f"{plural(report.counts.articles, 'article')}, "
            self.out(self.text(when) + " " + counts + self.verdicts(report.counts, 0))
        if found.articles:
            said = "; ".join(f"{a.source} {a.change}" for a in found.articles)
            self.out(self.text(f"Articles: {said}"))
        if found.empty:
            self.out(self.text("Nothing changed."))
            return
        for heading, findings, report in (("New", found.added, found.new), ("Gone", found.gone, found.old)):
            if findings:
                self.heading(f"{heading} ({len(findings)})")
                for finding in findings:
                    self._finding(finding, report)
        if found.changed:
            self.heading(f"Changed ({len(found.changed)})")
            for change in found.changed:
                self._finding(change.new, found.new)
                for what in change.changes:
                    self.out(_indented(self.text(what, "bold")))
        self.out(Text())
        opened, closed = (plural(len(x), "conflict") for x in (found.opened, found.closed))
        self.out(self.text(f"{opened} opened, {closed} closed", "bold"))

    def _finding(self, finding: Finding, report: Report) -> None:
        sign = Text(f"{view.VERDICT_SIGNS[finding.verdict]} ", style=f"bold {COLOURS[finding.verdict]}")
        sources = self.text(f"({listing(finding.sources, 4)})", "dim")
        self.out(sign + self.text(finding.title) + " " + sources)
        for conflict in finding.conflicts[:1]:
            claims = (report.claim(conflict.claim_a), report.claim(conflict.claim_b))
            spans = (conflict.span_a, conflict.span_b)
            for claim, span in zip(claims, spans, strict=True):
                text = report.article(claim.article_id).text
                words = self.words(segments(text, (claim.start, claim.end), [span]), 160)
                self.out(_indented(self.text(f"{report.source(claim)}:", "bold") + " " + words))


def _indented(words: Text) -> Padding:
    return Padding(words, (0, 0, 0, 4))
