"""A quantity while it is being read: token indices instead of offsets."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.models import Quantity
from factcheck.quantities.tokens import Tokens


@dataclass(slots=True)
class Draft:
    """As ``Quantity``, with ``first`` and ``after`` as token indices (``after`` exclusive)."""

    first: int
    after: int
    kind: str
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str = ""
    measures: str = ""
    state: str = ""
    precision: float = 0.0
    calendar: str = ""
    versus: float | None = None
    hedged: bool = False

    def finish(self, t: Tokens) -> Quantity:
        """The quantity, with offsets into the text of ``t``."""
        start, end = t.start(self.first), t.end(self.after - 1)
        if t.low(self.after - 1).endswith("'s"):
            end -= 2
        return Quantity(
            start=start,
            end=end,
            kind=self.kind,
            low=self.low,
            high=self.high,
            approximate=self.approximate,
            unit=self.unit,
            measures=self.measures,
            text=t.text[start:end],
            state=self.state,
            precision=self.precision,
            calendar=self.calendar,
            versus=self.versus,
        )
