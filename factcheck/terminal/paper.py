"""What all printed forms share: hostile text made harmless, words marked, links to the page.

Everything from articles goes through ``one_line`` into ``Text``, never into markup, so that brackets, escape
sequences and bidi overrides in it are text like any other. Words that differ are bold and underlined, and
stand between guillemets wherever the output may have no styles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.style import Style
from rich.text import Text

from factcheck import view
from factcheck.excerpts import Segment, shorten
from factcheck.marks import Mark
from factcheck.models import Counts, Report, Verdict
from factcheck.safetext import one_line
from factcheck.view import FindingView, Passage, plural

COLOURS: Final[dict[Verdict, str]] = {
    "conflicting": "red",
    "agreeing": "green",
    "single-sourced": "yellow",
}
MOST_NAMES: Final = 4


@dataclass(frozen=True)
class Job:
    """What is printed.

    Attributes:
        report: the whole report.
        shown: the report with the findings that are shown.
        chosen: how they were chosen, in words; empty where all are.
        page: the archived page, named at the end and, where the terminal has links, linked to.
        marks: an editor's marks by finding id.
        offer: closing lines, such as what to do next.
    """

    report: Report
    shown: Report
    chosen: str = ""
    page: Path | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)
    offer: Sequence[str] = ()


class Paper:
    """Draws on a console."""

    def __init__(self, console: Console, page: Path | None = None) -> None:
        self.console = console
        self.address = page.resolve().as_uri() if page else ""
        self.plain = not console.is_terminal or console.no_color or console.color_system is None

    def out(self, *renderables: RenderableType) -> None:
        """Print without reading anything into the text."""
        for renderable in renderables:
            self.console.print(renderable, highlight=False, markup=False, emoji=False)

    def text(self, text: str, style: str | Style = "") -> Text:
        """Hostile text as one harmless line."""
        return Text(one_line(text), style=style)

    def heading(self, words: str, style: str = "default", characters: str = "─") -> None:
        """A rule across the page with words in it."""
        title = self.text(words, f"bold {style}" if style != "default" else "bold")
        self.out(Text(), Rule(title, align="left", characters=characters, style=style))

    def number(self, found: FindingView) -> Text:
        """A finding's id, linked to its place on the page."""
        style = Style(bold=True)
        if self.address:
            style += Style(link=f"{self.address}#{found.anchor}")
        return self.text(found.finding.id[:12], style)

    def names(self, passage: Passage, style: str = "") -> Text:
        """Who says it."""
        names = passage.sources[:MOST_NAMES]
        more = len(passage.sources) - len(names)
        return self.text(", ".join(names) + (f" and {more} more" if more else ""), style)

    def words(self, segments: Sequence[Segment], limit: int) -> Text:
        """Verbatim words, cut around those that differ, which are marked by more than colour."""
        words = Text()
        for segment in shorten(segments, limit):
            # Inner spaces matter between segments; one_line would trim them.
            lead = " " if segment.text[:1].isspace() else ""
            tail = " " if segment.text[-1:].isspace() else ""
            inner = self.text(segment.text, "bold underline red" if segment.marked else "")
            if segment.marked and self.plain:
                inner = Text.assemble(("«", "bold"), inner, ("»", "bold"))
            words.append_text(Text.assemble(lead, inner, tail if inner.plain else ""))
        return words

    def verdicts(self, counts: Counts, dismissed: int) -> Text:
        """The three counts, which add up to the findings."""
        aside = f" ({dismissed} dismissed)" if dismissed else ""
        return Text(" + ").join(
            [
                Text(f"{counts.conflicting} conflicting{aside}", style=f"bold {COLOURS['conflicting']}"),
                Text(f"{counts.agreeing} agreeing", style=f"bold {COLOURS['agreeing']}"),
                Text(f"{counts.single_sourced} single-sourced", style=f"bold {COLOURS['single-sourced']}"),
            ]
        )

    def opening(self, job: Job) -> None:
        """Title and summary of the whole report, and what of it is shown."""
        counts, total = job.report.counts, len(job.report.findings)
        self.out(self.text(view.title(job.report), "bold"))
        self.out(
            Text(", ").join(
                [
                    Text(plural(counts.articles, "article")),
                    Text(plural(counts.sources, "source")),
                    Text(f"{plural(counts.claims, 'claim')} in {plural(total, 'finding')}: ")
                    + self.verdicts(counts, dismissed(job)),
                ]
            )
        )
        if job.chosen:
            shown = f"Shown: {len(job.shown.findings)} of {plural(total, 'finding')} ({job.chosen})"
            self.out(self.text(shown, "bold"))

    def remarks(self, report: Report) -> None:
        """Copies and problems: what was grouped and what was left out."""
        lines = [self.text(group.sentence()) for group in view.copy_groups(report)]
        lines += [self.text(f"{p.path}: {p.message}", "bold") for p in report.problems]
        if lines:
            self.heading("Remarks")
            self.out(*lines)

    def closing(self, job: Job) -> None:
        """Where the page is, what to do next, and the summary as the last line."""
        self.out(Text())
        if job.page is not None:
            self.out(Text("Page: ") + self.text(str(job.page), Style(link=self.address)))
        for line in job.offer:
            self.out(self.text(line))
        self.out(self.verdicts(job.report.counts, dismissed(job)))


def dismissed(job: Job) -> int:
    """How many conflicting findings of the whole report an editor has dismissed."""
    return sum(is_dismissed(job, f.id) for f in job.report.of_verdict("conflicting"))


def is_dismissed(job: Job, finding_id: str) -> bool:
    """Whether an editor has dismissed the finding."""
    return finding_id in job.marks and job.marks[finding_id].state == "dismissed"


def spool(console: Console, draw: Callable[[], None]) -> None:
    """Let ``draw`` print; where the output is no Unicode terminal, without padding and with replacements."""
    if console.is_terminal and console.encoding.startswith("utf"):
        draw()
        return
    with console.capture() as capture:
        draw()
    # Columns are padded to the width; in a file or a pipe the padding is only in the way.
    lines = (line.rstrip() for line in capture.get().splitlines())
    text = "".join(f"{line}\n" for line in lines)
    console.file.write(text.encode(console.encoding, "replace").decode(console.encoding))
