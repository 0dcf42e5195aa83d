"""Pairs from frames.txt: events, told attribute by attribute in different words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.data import LABELS, Pair
from training.values import SLOTS

ENTAILMENT, NEUTRAL, CONTRADICTION = range(len(LABELS))
SLOT = re.compile(r"\{(\w+)(!?)\}")
COUNTABLE = re.compile(
    r"\{\w+!\} (people|passengers|residents|workers|homes|houses|soldiers|troops|jobs|fans|patients"
    r"|staff|pupils)"
)
SPEAKERS = (
    "police said, officials said, a spokesman said, according to the agency, witnesses said, reports say,"
    " the ministry said, local media report, a source said"
).split(", ")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that can be told of an event.

    Attributes:
        versions: contrary versions, each a list of wordings that say the same.
        bears: it may bear on the other attributes so marked.
    """

    name: str
    versions: tuple[tuple[str, ...], ...]
    bears: bool


def read_frames(path: Path | None = None) -> dict[str, list[Attribute]]:
    """The events of frames.txt by name."""
    frames: dict[str, list[Attribute]] = {}
    for line in (path or Path(__file__).with_name("frames.txt")).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            frames[line[1:-1]] = []
        elif line and not line.startswith("#"):
            name, text = line.split(": ", 1)
            versions = tuple(
                tuple(wording.strip() for wording in version.split(" | ")) for version in text.split(" || ")
            )
            frames[list(frames)[-1]].append(Attribute(name.rstrip("*"), versions, name.endswith("*")))
    return frames


class Telling:
    """One event with its values: tells any attribute of it, rightly, loosely or otherwise."""

    def __init__(self, attributes: list[Attribute], rng: random.Random) -> None:
        self.attributes = attributes
        self.rng = rng
        self.values: dict[str, object] = {}

    def _value(self, key: str, slot: str) -> object:
        if key not in self.values:
            self.values[key] = SLOTS[slot].draw(self.rng)
        return self.values[key]

    def tell(self, attribute: Attribute, wording: str, how: str = "exact") -> str | None:
        """The wording with its values filled in.

        Args:
            attribute: the attribute told.
            wording: one of its wordings.
            how: ``exact``; ``loose`` (rounded or bounded, so that it follows from the exact one);
                ``other`` (a value that contradicts it).

        Returns:
            The clause; None where the wording holds no value that can be told so.
        """
        turned = False

        def fill(match: re.Match[str]) -> str:
            nonlocal turned
            name, key_value = match.group(1), bool(match.group(2))
            slot = SLOTS[name]
            value = self._value(f"{attribute.name}/{name}" if key_value else name, name)
            if not key_value or how == "exact" or turned:
                return self.rng.choice(slot.exact(value))
            if how == "loose":
                forms = [
                    form
                    for form in slot.loose(value)
                    if not form.endswith(" of") or COUNTABLE.search(wording[match.start() :])
                ]
                if not forms:
                    return self.rng.choice(slot.exact(value))
                turned = True
                return self.rng.choice(forms)
            turned = True
            if slot.far and isinstance(value, int) and self.rng.random() < 0.3:
                far = slot.far(value, self.rng)
                if abs(far - value) > 0.3 * value:
                    marks = ("more than", "at least", "over") if far > value else ("fewer than", "less than")
                    return f"{self.rng.choice((*marks, 'about', 'around', 'some'))} {far:,}"
            return self.rng.choice(slot.exact(slot.other(value, self.rng)))

        text = SLOT.sub(fill, wording).replace("dozens of of", "dozens of")
        return text if turned or how == "exact" else None


def dress(clause: str, rng: random.Random, plain: float = 0.55) -> str:
    """The clause as a sentence, a bare clause, a headline, or with a routine attribution."""
    roll = rng.random()
    if roll < plain:
        text = clause[0].upper() + clause[1:]
        return text if text.endswith('"') else text + "."
    if roll < plain + 0.15:
        return clause
    if roll < plain + 0.3:
        return headline(clause)
    said = rng.choice(SPEAKERS)
    if '"' in clause or " said" in clause:
        return clause + "."
    if said.startswith("according"):
        return f"{clause[0].upper()}{clause[1:]}, {said}."
    return f"{said[0].upper()}{said[1:]} {rng.choice(('', 'that '))}{clause}."


def headline(clause: str) -> str:
    """The clause in headline style: no articles, no full stop, no past auxiliaries."""
    text = re.sub(r"\b(?:the|an|a) (?=\w)", "", clause.rstrip("."))
    if not re.search(r"\b(?:not|no|never|nobody|none)\b", text):
        text = re.sub(r"\b(?:was|were|has been|have been) (?=\w+(?:ed|en)\b)", "", text)
    return text[:1].upper() + text[1:]


def frame_pairs(name: str, attributes: list[Attribute], rng: random.Random) -> Iterator[Pair]:
    """All sorts of pairs of one event with one set of values."""
    telling = Telling(attributes, rng)

    def pair(premise: str | None, hypothesis: str | None, label: int) -> Iterator[Pair]:
        if premise and hypothesis and premise.lower() != hypothesis.lower():
            yield Pair(dress(premise, rng), dress(hypothesis, rng), label, "frames")

    for attribute in attributes:
        version = rng.choice(attribute.versions)
        first, second = rng.choice(version), rng.choice(version)
        exact = telling.tell(attribute, first)
        again = telling.tell(attribute, second)
        yield from pair(exact, again, ENTAILMENT)
        if rng.random() < 0.6:
            yield from pair(exact, telling.tell(attribute, second, "loose"), ENTAILMENT)
        if rng.random() < 0.75:
            yield from pair(exact, telling.tell(attribute, second, "other"), CONTRADICTION)
        contrary = [other for other in attribute.versions if other is not version]
        against = telling.tell(attribute, rng.choice(rng.choice(contrary))) if contrary else None
        if rng.random() < 0.6:
            yield from pair(exact, against, CONTRADICTION)

        others = [
            other for other in attributes if other is not attribute and not (other.bears and attribute.bears)
        ]
        beside = rng.choice(others)
        aside = telling.tell(beside, rng.choice(rng.choice(beside.versions)))
        if rng.random() < 0.75:
            yield from pair(exact, aside, NEUTRAL)
        if exact and aside and rng.random() < 0.5 and '"' not in exact + aside:
            both = f"{exact}{rng.choice((', and ', '; ', ', while ', ' and '))}{aside}"
            yield from rng.choice(
                (
                    pair(both, again, ENTAILMENT),
                    pair(again, both, NEUTRAL),
                    pair(both, against or telling.tell(attribute, second, "other"), CONTRADICTION),
                    pair(against or telling.tell(attribute, second, "other"), both, CONTRADICTION),
                )
            )
