"""The full form: every finding with the words of each source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factcheck import view
from factcheck.terminal.form import Form
from factcheck.terminal.paper import COLOURS, Job
from factcheck.view import FindingView, Passage, Side, listing, plural

# Columns from which two sides stand beside each other, and a third and fourth find room.
TWO_SIDES: Final = 110
COLUMNS_A_SIDE: Final = 48
# Characters shown of a passage; what is longer is cut around the words that differ.
CONFLICT_PASSAGE: Final = 280
OTHER_PASSAGE: Final = 220
# Passages shown of a side or an agreement before the rest is only counted.
MOST_PASSAGES: Final = 4
MARGIN: Final = 4


class Full(Form):
    """Prints a report in full."""

    def __init__(self, console: Console, job: Job) -> None:
        super().__init__(console, job)
        self.wide = console.width >= TWO_SIDES

    def print_finding(self, found: FindingView) -> None:
        """Print one finding as it stands in the report."""
        if found.finding.conflicts:
            self._conflict(found)
        elif found.finding.verdict == "agreeing":
            self._agreement(found)
        else:
            self._single(found.finding.sources, [found])

    def _dismissed(self, found: Sequence[FindingView]) -> None:
        for each in found:
            self.out(self._head(each, Group(self.text(each.finding.title), *self._notes(each))))

    def _agreements(self, found: Sequence[FindingView]) -> None:
        self.out(Text())
        for each in found:
            self._agreement(each)

    def _head(self, found: FindingView, words: RenderableType) -> RenderableType:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        table.add_row(self.number(found), words)
        return table

    def _conflict(self, found: FindingView) -> None:
        head = self._head(found, self.text(found.finding.title, "bold"))
        body: list[RenderableType] = []
        for reason in found.reasons:
            sides = "" if len(found.sides) == 2 else f"{reason.sides[0]} against {reason.sides[1]}: "
            words = (
                f"{sides}{reason.severity.capitalize()}: {view.KIND_WORDS[reason.kind]} "
                f"(confidence {view.confidence_word(reason.confidence)}, {reason.confidence:.2f})"
            )
            body.append(self.text(words, COLOURS["conflicting"]))
            body.append(self.text(reason.explanation))
        body.append(self._beside(found.sides) if self.wide else self._stacked(found.sides))
        if found.others:
            body.append(self.text("Also there, on no side:", "dim"))
            body.append(self._passages(found.others, OTHER_PASSAGE))
        body.extend(self._notes(found))
        self.out(Text(), head, Padding(Group(*body), (0, 0, 0, MARGIN)))

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
            lines.append(Text(f"{label:<3}", style="bold") + self.names(passage, "bold"))
            lines.append(Padding(self.words(passage.in_context, CONFLICT_PASSAGE), (0, 0, 0, 3)))
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
                    self.names(passage, "bold"),
                    self.words(passage.in_context, CONFLICT_PASSAGE),
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
            table.add_row(self.names(passage), self.words(passage.segments, limit))
        for rest in self._rest(len(passages)):
            table.add_row("", rest)
        return table

    def _rest(self, count: int) -> Iterable[Text]:
        if count > MOST_PASSAGES:
            yield Text(f"and {plural(count - MOST_PASSAGES, 'more passage')} on the page", style="dim")

    def _agreement(self, found: FindingView) -> None:
        head = self._head(found, self.text(found.support, COLOURS["agreeing"]))
        body = [self._passages(found.passages, OTHER_PASSAGE), *self._notes(found)]
        self.out(head, Padding(Group(*body), (0, 0, 0, MARGIN)))

    def _single(self, sources: tuple[str, ...], found_here: Sequence[FindingView]) -> None:
        who = listing(sources)
        if len(sources) > 1:
            who += " (copied text: one source)"
        self.out(Text(), self.text(f"Only in {who} ({len(found_here)})", "bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for found in found_here:
            lines: list[Text] = [self.words(p.segments, OTHER_PASSAGE) for p in found.passages[:2]]
            lines.extend(self._notes(found))
            table.add_row(self.number(found), Group(*lines))
        self.out(table)

    def _notes(self, found: FindingView) -> list[Text]:
        mark = self.job.marks.get(found.finding.id)
        marked = [self.text(mark.sentence, "bold")] if mark else []
        return marked + [self.text(f"Note: {note}", "dim") for note in found.finding.notes]
