"""The short form: conflicts as one line a side, agreements as one line, the rest counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factcheck import view
from factcheck.terminal.form import Form
from factcheck.terminal.paper import COLOURS
from factcheck.view import FindingView, Passage, Side, listing, plural

MARGIN: Final = 4
NAME_COLUMNS: Final = 24
# Columns beside name and words: margin, label, and the gaps after the three.
AROUND: Final = MARGIN + 1 + 3 * 2
# Columns from which a side is one line; below, its words wrap.
ONE_LINE: Final = 60


class Concise(Form):
    """Prints a report in short."""

    def _dismissed(self, found: Sequence[FindingView]) -> None:
        self._lines([(f, self.text(f.finding.title)) for f in found])

    def _agreements(self, found: Sequence[FindingView]) -> None:
        self._lines([(f, self._agreement(f)) for f in found])

    def _single(self, sources: tuple[str, ...], found_here: Sequence[FindingView]) -> None:
        copied = " (copied text: one source)" if len(sources) > 1 else ""
        self.out(self.text(f"Only in {listing(sources)}{copied}: {plural(len(found_here), 'finding')}"))

    def _conflict(self, found: FindingView) -> None:
        first = found.reasons[0]
        more = f", and {len(found.reasons) - 1} more" if len(found.reasons) > 1 else ""
        confidence = f"confidence {view.confidence_word(first.confidence)}, {first.confidence:.2f}"
        words = f"{first.severity.capitalize()}: {view.KIND_WORDS[first.kind]} ({confidence}){more}"
        mark = self.job.marks.get(found.finding.id)
        state = Text(f"  {mark.state}", style="bold") if mark else Text()
        self.out(self.number(found) + "  " + self.text(words, COLOURS["conflicting"]) + state)
        told = {first.conflict.claim_a, first.conflict.claim_b}
        passages = [_clearest(side, told) for side in found.sides]
        names = [self._named(*each) for each in zip(found.sides, passages, strict=True)]
        one_line = self.console.width >= ONE_LINE
        wide = min(max(name.cell_len for name in names), NAME_COLUMNS if one_line else NAME_COLUMNS // 2)
        room = max(self.console.width - AROUND - wide, 16)
        table = Table.grid(padding=(0, 2, 0, 0))
        for columns in (max(len(side.label) for side in found.sides), wide, room):
            table.add_column(width=columns, no_wrap=one_line, overflow="ellipsis")
        for side, who, passage in zip(found.sides, names, passages, strict=True):
            marks = sum(s.marked for s in passage.segments) if self.plain else 0
            limit = max(room - 2 * marks, 12) if one_line else 4 * room
            said = self.words(passage.segments, limit)
            table.add_row(Text(side.label, style="bold"), who, said)
        self.out(Padding(table, (0, 0, 0, MARGIN)))

    def _named(self, side: Side, passage: Passage) -> Text:
        more = len(side.sources) - len(passage.sources)
        names = ", ".join(passage.sources)
        tail = f" +{more}" if more else ""
        return self.text(names if len(names + tail) <= NAME_COLUMNS else _cut(names, tail), "bold") + tail

    def _agreement(self, found: FindingView) -> Text:
        return self.text(found.support, COLOURS["agreeing"]) + "  " + self.text(found.finding.title)

    def _lines(self, lines: list[tuple[FindingView, Text]]) -> None:
        numbers = [self.number(found) for found, _ in lines]
        wide = max(number.cell_len for number in numbers)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=wide, no_wrap=True)
        table.add_column(width=max(self.console.width - wide - 2 * 2, 16), no_wrap=True, overflow="ellipsis")
        for number, (_, words) in zip(numbers, lines, strict=True):
            table.add_row(number, words)
        self.out(table)


def _clearest(side: Side, told: set[str]) -> Passage:
    """The side's words in the pair that tells the conflict best, else its first."""
    own = (p for p in side.passages if told & {claim.id for claim in p.claims})
    return next(own, side.passages[0])


def _cut(names: str, tail: str) -> str:
    return names[: NAME_COLUMNS - len(tail) - 1] + "…"
