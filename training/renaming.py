"""Other names in the pairs of invented stories, so that a model cannot know a story by its people and places.

A name keeps its places in both texts of a pair, and two names never become one: what the texts are to each other stays.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Iterable, Iterator, Sequence

from factcheck.countries import named, of_people

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLES = frozenset({"Mrs", "Miss", "Madam", "Lord", "Lady", "Sir", "Dame", "Saint", "San", "Santa"})
DATES = frozenset({*calendar.month_name, *calendar.day_name, "Easter", "Christmas"})
POSSESSIVE = re.compile(r"['’]s$")


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Words that the texts write with a capital inside sentences and never without; not dates, titles, countries."""
    capital: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        words = {POSSESSIVE.sub("", word) for word in WORD.findall(text)}
        inside = {POSSESSIVE.sub("", match[0]) for match in WORD.finditer(text) if match.start()}
        capital |= {word for word in inside if word[0].isupper() and not word.isupper()}
        lower |= {word for word in words if word[0].islower()}
    return frozenset(word for word in capital if word.lower() not in lower and not _is_known(word))


def _is_known(word: str) -> bool:
    half_a_name = any(part[:1].islower() for part in word.split("-"))  # "Sixty-four", "Paris-based"
    return half_a_name or len(word) < 3 or word in DATES | TITLES or bool(named(word) or of_people(word))


def renamed(pairs: Sequence[tuple[str, str]], share: float, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The pairs of texts, with other names in a share of them, drawn from the names of all."""
    names = names_in({text for pair in pairs for text in pair})
    pool = sorted(names)
    for premise, hypothesis in pairs:
        if rng.random() >= share:
            yield premise, hypothesis
            continue
        words = {POSSESSIVE.sub("", word) for text in (premise, hypothesis) for word in WORD.findall(text)}
        own = sorted(words & names)
        new = dict(zip(own, rng.sample(pool, len(own)), strict=True))
        yield _with(premise, new), _with(hypothesis, new)


def _with(text: str, new: dict[str, str]) -> str:
    def other(match: re.Match[str]) -> str:
        bare = POSSESSIVE.sub("", match[0])
        return new.get(bare, bare) + match[0][len(bare) :]

    return WORD.sub(other, text)
