"""The report in a terminal: conflicts first, then agreements, then what rests on one source.

Everything that came from an article is shown through ``rich.text.Text`` after ``one_line``: markup,
escape sequences and bidi overrides in it are text like any other. Words that differ are bold and
underlined, and stand between guillemets wherever the output may have no styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from factcheck import view
from factcheck.models import Report, Verdict
from factcheck.safetext import one_line
from factcheck.view import FindingView, Passage, Segment, Side, StoryView, listing, plural

if TYPE_CHECKING:
    from factcheck.archive import Difference, Entry

# Columns from which two sides stand beside each other, and a third and fourth find room.
TWO_SIDES = 110
COLUMNS_A_SIDE = 48
# Characters shown of a passage; what is longer is cut around the words that differ.
CONFLICT_PASSAGE = 280
OTHER_PASSAGE = 220
# Passages shown of a side or an agreement before the rest is only counted.
MOST_PASSAGES = 4
MOST_NAMES = 4
# Past this many findings the screen shows the first few of what each source says alone; files get all.
SHORT_FROM, SHORT_SINGLES = 30, 8
MARGIN = 4

_COLOURS: dict[Verdict, str] = {"conflicting": "red", "agreeing": "green", "single-sourced": "yellow"}
_ENTRY_COLUMNS: dict[str, dict[str, Any]] = {
    "Report": {"no_wrap": True},
    "Date": {"no_wrap": True},
    "Story": {"ratio": 3},
    "Sources": {"ratio": 2},
    "≠": {"justify": "right"},
    "=": {"justify": "right"},
    "•": {"justify": "right"},
}


def print_report(report: Report, console: Console, *, page: Path | None = None) -> None:
    """Print the report at the console's width.

    Args:
        report: what to print.
        console: where to; its width, colour and encoding are respected.
        page: the archived page, named at the end and, where the terminal has links, linked to.
    """
    _Printer(report, console, page).print()


class _Printer:
    def __init__(self, report: Report, console: Console, page: Path | None) -> None:
        self.report = report
        self.console = console
        self.page = page
        self.wide = console.width >= TWO_SIDES
        long = len(report.findings) > SHORT_FROM and console.is_terminal and page is not None
        self.singles = SHORT_SINGLES if long else len(report.findings)
        self.plain = not console.is_terminal or console.no_color or console.color_system is None

    def print(self) -> None:
        unicode = self.console.encoding.startswith("utf")
        if self.console.is_terminal and unicode:
            self._print()
            return
        with self.console.capture() as capture:
            self._print()
        # Columns are padded to the width; in a file or a pipe the padding is only in the way.
        lines = (line.rstrip() for line in capture.get().splitlines())
        text = "".join(f"{line}\n" for line in lines)
        self.console.file.write(text.encode(self.console.encoding, "replace").decode(self.console.encoding))

    def _print(self) -> None:
        stories = view.arrange(self.report)
        self._out(self._text(view.title(self.report), "bold"))
        self._out(self._summary())
        for story in stories:
            if len(stories) > 1:
                self._out(Text(), Rule(self._text(story.title, "bold"), characters="═", style="default"))
            self._story(story)
        self._remarks()
        self._out(Text(), self._closing())

    def _out(self, *renderables: RenderableType) -> None:
        for renderable in renderables:
            self.console.print(renderable, highlight=False, markup=False, emoji=False)

    def _text(self, text: str, style: str | Style = "") -> Text:
        """Hostile text as one harmless line."""
        return Text(one_line(text), style=style)

    def _summary(self) -> Text:
        counts = self.report.counts
        return Text(", ").join(
            [
                Text(plural(counts.articles, "article")),
                Text(plural(counts.sources, "source")),
                Text(f"{plural(counts.claims, 'claim')} in {plural(len(self.report.findings), 'finding')}: ")
                + self._verdicts(),
            ]
        )

    def _verdicts(self) -> Text:
        """The three counts, which add up to the findings."""
        counts = self.report.counts
        return Text(" + ").join(
            [
                Text(f"{counts.conflicting} conflicting", style=f"bold {_COLOURS['conflicting']}"),
                Text(f"{counts.agreeing} agreeing", style=f"bold {_COLOURS['agreeing']}"),
                Text(f"{counts.single_sourced} single-sourced", style=f"bold {_COLOURS['single-sourced']}"),
            ]
        )

    def _story(self, story: StoryView) -> None:
        if story.conflicting:
            self._heading("conflicting", f"Conflicting ({len(story.conflicting)})")
            for found in story.conflicting:
                self._conflict(found)
        if story.agreeing:
            self._heading("agreeing", f"Agreeing ({len(story.agreeing)})")
            self._out(Text())
            for found in story.agreeing:
                self._agreement(found)
        if story.single:
            self._heading("single-sourced", f"Single-sourced ({story.single_count})")
            for sources, found_here in story.single:
                self._single(sources, found_here)

    def _heading(self, verdict: Verdict, words: str) -> None:
        style = f"bold {_COLOURS[verdict]}"
        title = Text(f"{view.VERDICT_SIGNS[verdict]} {words}", style=style)
        self._out(Text(), Rule(title, align="left", characters="─", style=_COLOURS[verdict]))

    def _number(self, found: FindingView) -> Text:
        style = Style(bold=True)
        if self.page is not None:
            style += Style(link=f"{self.page.resolve().as_uri()}#{found.anchor}")
        return self._text(found.finding.id[:12], style)

    def _head(self, found: FindingView, words: Text) -> RenderableType:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        table.add_row(self._number(found), words)
        return table

    def _conflict(self, found: FindingView) -> None:
        head = self._head(found, self._text(found.finding.title, "bold"))
        body: list[RenderableType] = []
        for reason in found.reasons:
            sides = "" if len(found.sides) == 2 else f"{reason.sides[0]} against {reason.sides[1]}: "
            words = (
                f"{sides}{reason.severity.capitalize()}: {view.KIND_WORDS[reason.kind]} "
                f"(confidence {view.confidence_word(reason.confidence)}, {reason.confidence:.2f})"
            )
            body.append(self._text(words, _COLOURS["conflicting"]))
            body.append(self._text(reason.explanation))
        body.append(self._beside(found.sides) if self.wide else self._stacked(found.sides))
        if found.others:
            body.append(self._text("Also there, on no side:", "dim"))
            body.append(self._passages(found.others, OTHER_PASSAGE))
        body.extend(self._notes(found))
        self._out(Text(), head, Padding(Group(*body), (0, 0, 0, MARGIN)))

    def _beside(self, sides: Sequence[Side]) -> RenderableType:
        """Sides beside each other, as many in a row as have room to be read."""
        across = max(min((self.console.width - MARGIN) // COLUMNS_A_SIDE, len(sides)), 1)
        table = Table.grid(padding=(0, 3, 0, 0))
        for _ in range(across):
            table.add_column(ratio=1)
        table.expand = True
        cells = [self._side(side) for side in sides]
        for first in range(0, len(cells), across):
            if first:
                table.add_row()
            table.add_row(*cells[first : first + across])
        return table

    def _side(self, side: Side) -> RenderableType:
        lines: list[RenderableType] = []
        label = side.label
        for passage in side.passages[:MOST_PASSAGES]:
            lines.append(Text(f"{label:<3}", style="bold") + self._names(passage, "bold"))
            lines.append(Padding(self._words(passage.in_context, CONFLICT_PASSAGE), (0, 0, 0, 3)))
            label = ""
        lines.extend(self._rest(len(side.passages)))
        return Group(*lines)

    def _stacked(self, sides: Sequence[Side]) -> RenderableType:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=1)
        table.add_column(max_width=20)
        table.add_column(ratio=1)
        for side in sides:
            label = side.label
            for passage in side.passages[:MOST_PASSAGES]:
                table.add_row(
                    Text(label, style="bold"),
                    self._names(passage, "bold"),
                    self._words(passage.in_context, CONFLICT_PASSAGE),
                )
                label = ""
            for rest in self._rest(len(side.passages)):
                table.add_row("", "", rest)
        return table

    def _passages(self, passages: Sequence[Passage], limit: int) -> RenderableType:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(max_width=max(20, self.console.width // 5))
        table.add_column(ratio=1)
        for passage in passages[:MOST_PASSAGES]:
            table.add_row(self._names(passage), self._words(passage.segments, limit))
        for rest in self._rest(len(passages)):
            table.add_row("", rest)
        return table

    def _names(self, passage: Passage, style: str = "") -> Text:
        names = passage.sources[:MOST_NAMES]
        more = len(passage.sources) - len(names)
        return self._text(", ".join(names) + (f" and {more} more" if more else ""), style)

    def _rest(self, count: int) -> Iterable[Text]:
        if count > MOST_PASSAGES:
            yield Text(f"and {plural(count - MOST_PASSAGES, 'more passage')} on the page", style="dim")

    def _words(self, segments: Sequence[Segment], limit: int) -> Text:
        """Verbatim words, cut around those that differ, which are marked by more than colour."""
        words = Text()
        for segment in view.shorten(segments, limit):
            # Inner spaces matter between segments; one_line would trim them.
            lead = " " if segment.text[:1].isspace() else ""
            tail = " " if segment.text[-1:].isspace() else ""
            inner = self._text(segment.text, "bold underline red" if segment.marked else "")
            if segment.marked and self.plain:
                inner = Text.assemble(("«", "bold"), inner, ("»", "bold"))
            words.append_text(Text.assemble(lead, inner, tail if inner.plain else ""))
        return words

    def _agreement(self, found: FindingView) -> None:
        head = self._head(found, self._text(found.support, _COLOURS["agreeing"]))
        body = [self._passages(found.passages, OTHER_PASSAGE), *self._notes(found)]
        self._out(head, Padding(Group(*body), (0, 0, 0, MARGIN)))

    def _single(self, sources: tuple[str, ...], found_here: Sequence[FindingView]) -> None:
        who = listing(sources)
        if len(sources) > 1:
            who += " (copied text: one source)"
        self._out(Text(), self._text(f"Only in {who} ({len(found_here)})", "bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for found in found_here[: self.singles]:
            lines: list[Text] = [self._words(p.segments, OTHER_PASSAGE) for p in found.passages[:2]]
            lines.extend(self._notes(found))
            table.add_row(self._number(found), Group(*lines))
        if (left := len(found_here) - self.singles) > 0:
            table.add_row("", Text(f"and {left} more on the page", style="dim"))
        self._out(table)

    def _notes(self, found: FindingView) -> list[Text]:
        return [self._text(f"Note: {note}", "dim") for note in found.finding.notes]

    def _remarks(self) -> None:
        """Copies and problems: what was grouped and what was left out."""
        lines = [self._text(group.sentence()) for group in view.copy_groups(self.report)]
        lines += [self._text(f"{p.path}: {p.message}", "bold") for p in self.report.problems]
        if lines:
            self._out(
                Text(), Rule(Text("Remarks", style="bold"), align="left", characters="─", style="default")
            )
            self._out(*lines)

    def _closing(self) -> Text:
        closing = self._verdicts()
        if self.page is not None:
            link = Style(link=self.page.resolve().as_uri())
            closing += Text("\nPage: ") + self._text(str(self.page), link)
        return closing


def print_entries(entries: Sequence[Entry], console: Console) -> None:
    """Print the archive's reports as a table, in the order given."""
    if not entries:
        console.print("No report yet: `factcheck report PATH...` makes one.", markup=False, highlight=False)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, options in _ENTRY_COLUMNS.items():
        table.add_column(name, **options)
    for entry in entries:
        counts = entry.counts
        table.add_row(
            Text(one_line(entry.report_id[:8])),
            Text(f"{entry.created_at:%Y-%m-%d %H:%M}"),
            Text(one_line(entry.title)),
            Text(one_line(listing(entry.sources, 4))),
            *(str(n) for n in (counts.conflicting, counts.agreeing, counts.single_sourced)),
        )
    console.print(table)


def print_difference(difference: Difference, console: Console) -> None:
    """Print what changed between two reports: changed, new and gone findings."""

    def show(*parts: str | tuple[str, str]) -> None:
        safe = [one_line(p) if isinstance(p, str) else (one_line(p[0]), p[1]) for p in parts]
        console.print(Text(" ").join(Text.assemble(part) for part in safe), highlight=False)

    show((view.title(difference.new), "bold"))
    old, new = (
        f"{r.report_id[:8]} of {r.created_at:%Y-%m-%d %H:%M}" for r in (difference.old, difference.new)
    )
    show(f"{old} against {new}")
    if difference.empty:
        show("Nothing changed.")
    for heading, findings in (("New", difference.added), ("Gone", difference.gone)):
        if findings:
            console.print()
            show((f"{heading} ({len(findings)})", "bold"))
        for finding in findings:
            show("  ", (finding.verdict, _COLOURS[finding.verdict]), finding.title)
    if difference.changed:
        console.print()
        show((f"Changed ({len(difference.changed)})", "bold"))
    for change in difference.changed:
        show("  ", (change.new.verdict, _COLOURS[change.new.verdict]), change.new.title)
        show("    ", ("; ".join(change.changes), "dim"))
