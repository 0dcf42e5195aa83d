"""Countries by their names and by the words for their people, from ``data/nationalities.txt``."""

from __future__ import annotations

from functools import cache
from importlib import resources


def named(text: str) -> frozenset[str]:
    """The countries that a name of a country can mean ("Holland"); none where it is none."""
    return _names().get(text, frozenset())


def of_people(text: str) -> frozenset[str]:
    """The countries that a word for people can mean ("Dutch"); none where it is none."""
    return _people().get(text, frozenset())


def all_names() -> frozenset[str]:
    """All names of countries and words for their people."""
    return frozenset([*_names(), *_people()])


@cache
def _table() -> list[tuple[str, list[str], list[str]]]:
    """Each country with its names and the words for its people."""
    text = resources.files("factcheck").joinpath("data/nationalities.txt").read_text(encoding="utf-8")
    rows = [[part.strip() for part in line.split("|")] for line in text.splitlines()]
    return [
        (
            name,
            [name, *filter(None, map(str.strip, others.split(",")))],
            [p.strip() for p in people.split(",")],
        )
        for name, others, people in rows
    ]


@cache
def _names() -> dict[str, frozenset[str]]:
    return _by_word({name: names for name, names, _ in _table()})


@cache
def _people() -> dict[str, frozenset[str]]:
    return _by_word({name: people for name, _, people in _table()})


@cache
def longest() -> int:
    """Words of the longest name."""
    return max(len(word.split()) for word in all_names())


def _by_word(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for country, forms in table.items():
        for form in forms:
            found.setdefault(form, set()).add(country)
    return {form: frozenset(meant) for form, meant in found.items()}
