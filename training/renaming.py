"""Other names in the pairs of invented stories, so that a model cannot know a story by its people and places.

A name gets one other name in both texts of a pair, and two names never become one. Now and then a pair loses something
("Kovac", "the Kovacs"); so that it is not much, only words that are nothing but names are changed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from factcheck import countries
from factcheck.naming import CALENDAR

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s$")
# A word behind this, or behind nothing, begins a sentence or a quotation: its capital says nothing.
_BEGIN = re.compile(r"(?:^|[.!?:]\s+)[\"'“‘(]*$|[\"“‘(]$")
KNOWN = frozenset(
    "Mrs Miss Madam Lord Lady Sir Dame Saint San Santa Rev Sgt Col Capt Gov Gen Prof Hon "
    "Thanksgiving Halloween Ramadan Diwali".split()
)


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Words that the texts write with a capital inside sentences and never without; not dates, titles, countries."""
    capital: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        for match in WORD.finditer(text):
            word = POSSESSIVE.sub("", match[0])
            if word[0].islower():
                lower.add(word)
            elif not word.isupper() and not _BEGIN.search(text[: match.start()]):
                capital.add(word)
    return frozenset(word for word in capital if word.lower() not in lower and not _is_known(word))


def renamed(
    pairs: Sequence[tuple[str, str]], names: frozenset[str], share: float, rng: random.Random
) -> Iterator[tuple[str, str]]:
    """The pairs of texts, with other ones of the names in a share of them."""
    pool = sorted(names)
    for premise, hypothesis in pairs:
        if rng.random() >= share:
            yield premise, hypothesis
            continue
        words = {POSSESSIVE.sub("", word) for text in (premise, hypothesis) for word in WORD.findall(text)}
        own = sorted(words & names)
        new = dict(zip(own, rng.sample(pool, len(own)), strict=True))
        yield _with(premise, new), _with(hypothesis, new)


def _is_known(word: str) -> bool:
    half_a_name = any(part[:1].islower() for part in word.split("-"))  # "Sixty-four", "Paris-based"
    return (
        half_a_name or len(word) < 3 or word in KNOWN or word.lower() in CALENDAR or word in _of_countries()
    )


@cache
def _of_countries() -> frozenset[str]:
    """The words of the names of countries and of their people, also of those of several words."""
    return frozenset(word for name in countries.all_names() for word in WORD.findall(name))


def _with(text: str, new: dict[str, str]) -> str:
    def other(match: re.Match[str]) -> str:
        bare = POSSESSIVE.sub("", match[0])
        return new.get(bare, bare) + match[0][len(bare) :]

    return WORD.sub(other, text)
