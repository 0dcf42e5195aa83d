"""Values that news states, with the ways of writing them: what the slots of frames.txt stand for.

A slot draws a value; ``exact`` lists forms that mean just that value (digits or words, units, date
formats), ``loose`` forms that follow from it (rounded, bounded), ``other`` draws a value that
cannot hold at the same time. Conversions: 1 mile = 1.609 km, 1 m = 3.281 ft, 1 kg = 2.205 lb.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = ("January February March April May June July August September October November December").split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
COLORS = "black white red blue green grey yellow silver brown orange purple".split()
NATIONS = (
    "French German Italian Spanish Polish Dutch Swedish Danish Greek Turkish Russian Chinese Japanese "
    "Indian Brazilian Mexican Canadian American British Irish Kenyan Nigerian Egyptian Australian Korean"
).split()
CITIES = (
    "Paris|Berlin|Rome|Madrid|Lisbon|Vienna|Oslo|Dublin|Athens|Warsaw|Cairo|Nairobi|Lagos|Delhi|Tokyo|Seoul|"
    "Sydney|Toronto|Chicago|Boston|Lima|Bogota|Leeds|Porto|Ghent|Turin|Bergen|Malmo|Lyon|Bremen|Austin|Denver"
).split("|")
FIRST = (
    "Ana Ruth Clara Nadia Ines Grace Helen Olga Mei Priya Sofia Leila Tom Karl Omar Diego Ivan Peter "
    "Samuel Luca Hugo Anders Kofi Rafael"
).split()
LAST = (
    "Lopes Kemp Novak Haddad Moreau Okafor Lindqvist Brandt Castillo Ferrari Tanaka Mehta Walsh Petrov "
    "Jensen Adeyemi Schmidt Duarte Costa Byrne Yilmaz Horvat Sato Marsh"
).split()
ORGS = "Northgate|Halden Group|Corvus|Meridian Foods|Atlas Steel|Brightwater|Solveig|Kestrel Holdings".split(
    "|"
)


def in_words(number: int) -> str:
    """A whole number from 0 to 999 in words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return TENS[tens - 2] + (f"-{ONES[rest]}" if rest else "")
    hundreds, rest = divmod(number, 100)
    return f"{ONES[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th …"""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def round_to(number: float, digits: int) -> int:
    """``number`` to so many significant digits."""
    return int(float(f"{number:.{digits}g}"))


def rounded(number: int) -> list[str]:
    """Loose forms of a count: round figures with a word that marks them, bounds, and dozens."""
    forms = []
    near = round_to(number, 1 if number < 100 else 2)
    if number >= 15 and near != number and abs(near - number) <= 0.07 * number:
        shown = f"{near:,}"
        forms += [f"about {shown}", f"around {shown}", f"some {shown}", f"roughly {shown}"]
        forms.append(f"nearly {shown}" if near > number else f"more than {shown}")
        forms.append(f"almost {shown}" if near > number else f"over {shown}")
    if number >= 12:
        step = 10 ** (len(str(number)) - 1)
        floor = number // step * step
        if floor < number:
            forms += [f"more than {floor:,}", f"at least {floor:,}"]
        forms.append(f"fewer than {floor + step:,}")
        forms.append(f"up to {floor + step:,}")
    if 24 <= number < 100:
        forms.append("dozens of")
    if 200 <= number < 1000:
        forms.append("hundreds of")
    if 2000 <= number < 20000:
        forms.append("thousands of")
    return forms


def other_number(number: int, rng: random.Random, low: int = 2) -> int:
    """Another count: digits swapped, a few more or fewer, or a different size altogether."""
    swapped = int(str(number)[::-1]) if number > 9 else number + rng.choice((1, 2, 3))
    near = number + rng.choice((-1, 1)) * rng.choice((1, 2, 3, 5))
    far = round(number * rng.choice((0.3, 0.5, 0.6, 1.5, 2, 3)))
    choices = [value for value in (swapped, near, far, far) if value != number and value >= low]
    return rng.choice(choices or [number + 3])


@dataclass(frozen=True, slots=True)
class Slot:
    """One sort of value. ``far`` draws another one so distant that no rounding bridges it."""

    draw: Callable[[random.Random], Any]
    exact: Callable[[Any], list[str]]
    other: Callable[[Any, random.Random], Any]
    loose: Callable[[Any], list[str]] = lambda _value: []
    far: Callable[[Any, random.Random], Any] | None = None


def _count(low: int, high: int, plural: bool = True) -> Slot:
    def exact(value: int) -> list[str]:
        forms = [f"{value:,}"] + ([str(value)] if value < 10000 else [])
        if value < 100:
            forms += [in_words(value)] * 2
        if value >= 1_000_000:
            forms.append(f"{value / 1e6:g} million")
        return forms

    return Slot(
        lambda rng: (
            rng.randint(low, high) if high < 200 else round_to(rng.uniform(low, high), rng.choice((1, 2, 3)))
        ),
        exact,
        lambda value, rng: other_number(value, rng),
        rounded if plural else (lambda _value: []),
        lambda value, rng: max(2, round(value * rng.choice((0.2, 0.35, 0.5, 2, 3, 5)))),
    )


def _choice(values: Sequence[Any], forms: Callable[[Any], list[str]] = lambda value: [str(value)]) -> Slot:
    return Slot(
        lambda rng: rng.choice(values),
        forms,
        lambda value, rng: rng.choice([other for other in values if other != value]),
    )


def _measure(
    draw: Callable[[random.Random], float],
    exact: Callable[[float], list[str]],
    loose: Callable[[float], list[str]] = lambda _value: [],
) -> Slot:
    def far(value: float, rng: random.Random) -> float:
        return type(value)(round(value * rng.choice((0.25, 0.4, 0.6, 1.6, 2, 3, 10)), 1)) or value + 5

    def other(value: float, rng: random.Random) -> float:
        return next(new for new in iter(lambda: far(value, rng), None) if abs(new - value) > 0.2 * value)

    return Slot(draw, exact, other, loose, other)


def _date_forms(value: tuple[int, int]) -> list[str]:
    day, month = value
    name = MONTHS[month - 1]
    return [
        f"{day} {name}",
        f"{name} {day}",
        f"the {ordinal(day)} of {name}",
        f"{name} {ordinal(day)}",
        f"{name[:3]}. {day}" if len(name) > 4 else f"{day} {name}",
    ]


def _other_date(value: tuple[int, int], rng: random.Random) -> tuple[int, int]:
    day, month = value
    if rng.random() < 0.5:
        return rng.choice([d for d in range(1, 29) if d != day]), month
    return day, rng.choice([m for m in range(1, 13) if m != month])


def _time_forms(value: tuple[int, int]) -> list[str]:
    hour, minute = value
    half, short = ("am" if hour < 12 else "pm"), (hour - 1) % 12 + 1
    tail = f":{minute:02d}" if minute else ""
    forms = [f"{hour:02d}:{minute:02d}", f"{short}{tail}{half}", f"{short}{tail} {half[0]}.{half[1]}."]
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    if minute == 0:
        forms.append(f"{ONES[short]} o'clock {part}")
    if minute == 30:
        forms.append(f"half past {ONES[short]} {part}")
    return forms


def _time_loose(value: tuple[int, int]) -> list[str]:
    hour, minute = value
    short = (hour - 1) % 12 + 1
    half = "am" if hour < 12 else "pm"
    return [f"about {short}{half}", f"shortly after {short}{half}"] if 0 < minute <= 12 else []


def _other_time(value: tuple[int, int], rng: random.Random) -> tuple[int, int]:
    hour, minute = value
    return (hour + rng.choice((2, 3, 5, 7, 12))) % 23 + 1 if rng.random() < 0.99 else hour, minute


def _money(mark: str, word: str) -> Callable[[float], list[str]]:
    def forms(value: float) -> list[str]:
        shown = f"{value:g}"
        return [f"{mark}{shown}m", f"{mark}{shown} million", f"{shown} million {word}"] + (
            [f"{mark}{round(value * 1e6):,}"] if value < 100 else []
        )

    return forms


def _money_loose(value: float) -> list[str]:
    near = round(value)
    if value == near or near < 2:
        return [f"more than ${max(1, int(value * 0.8)):g} million"] if value > 2 else []
    return [
        f"about ${near} million",
        f"around ${near}m",
        ("nearly" if near > value else "over") + f" ${near}m",
    ]


FRACTIONS = {25: "a quarter", 50: "half", 75: "three quarters", 20: "a fifth", 33: "a third", 10: "a tenth"}


def _percent_forms(value: float) -> list[str]:
    return [f"{value:g}%", f"{value:g} percent", f"{value:g} per cent"]


def _percent_loose(value: float) -> list[str]:
    near = int(round(value / 5.0) * 5)
    if near in (0, 100) or near == value or abs(near - value) > 0.08 * value:
        return [f"more than {int(value * 0.8)}%"] if value > 10 else []
    return [f"about {near}%", f"around {near} percent", f"{'nearly' if near > value else 'over'} {near}%"]


def _duration_forms(value: float) -> list[str]:
    minutes = int(value)
    hours, rest = divmod(minutes, 60)
    forms = [f"{minutes} minutes", f"{in_words(minutes)} minutes"]
    if hours == 1 and rest == 30:
        forms.append("an hour and a half")
    if rest == 30 and hours > 1:
        forms.append(f"{in_words(hours)} and a half hours")
    if rest:
        forms.append(
            f"{hours} hour{'s' if hours > 1 else ''} and {rest} minutes" if hours else f"{rest} minutes"
        )
    elif hours > 1:
        forms.append(f"{in_words(hours)} hours")
    return forms


def _days_forms(days: int) -> list[str]:
    forms = [f"{days} days", f"{in_words(days)} days"]
    if days % 7 == 0 and days > 7:
        forms += [f"{in_words(days // 7)} weeks", f"{days // 7} weeks"]
    return forms + {7: ["a week"], 14: ["a fortnight"], 28: ["four weeks"]}.get(days, [])


def _hours_forms(hours: int) -> list[str]:
    forms = [f"{hours} hours", f"{in_words(hours)} hours"]
    return forms + {24: ["a day"], 48: ["two days"], 2: ["120 minutes"], 72: ["three days"]}.get(hours, [])


def _length_forms(metres: float) -> list[str]:
    if metres < 1000:
        return [f"{metres} metres", f"{metres}m", f"{round(metres * 3.281)} feet", f"{metres} meters"]
    kilometres = metres / 1000
    return [
        f"{kilometres:g} kilometres",
        f"{kilometres:g} km",
        f"{kilometres / 1.609:.1f} miles",
        f"{metres:,} metres",
    ]


def _speed_forms(kmh: float) -> list[str]:
    return [f"{kmh} km/h", f"{kmh} kilometres an hour", f"{round(kmh / 1.609)} mph", f"{kmh}kph"]


def _weight_forms(kilos: float) -> list[str]:
    forms = [f"{kilos} kg", f"{kilos} kilograms", f"{round(kilos * 2.205)} pounds"]
    return [*forms, f"{kilos / 1000:g} tonnes"] if kilos >= 1000 else forms


def _names(value: tuple[str, str]) -> list[str]:
    first, last = value
    return [f"{first} {last}", f"{first} {last}", f"{first[0]}. {last}", last]


def _other_name(value: tuple[str, str], rng: random.Random) -> tuple[str, str]:
    return rng.choice([name for name in FIRST if name != value[0]]), rng.choice(
        [name for name in LAST if name != value[1]]
    )


def _pair_forms(joiners: Sequence[str]) -> Callable[[tuple[int, int]], list[str]]:
    return lambda value: [f"{value[0]}{joiner}{value[1]}" for joiner in joiners]


def _other_pair(value: tuple[int, int], rng: random.Random) -> tuple[int, int]:
    return (value[0] + rng.choice((1, 2, 3)), value[1]) if rng.random() < 0.6 else (value[0], value[1] + 2)


SLOTS: dict[str, Slot] = {
    "n": _count(13, 140),
    "count": _count(2, 19, plural=False),
    "big": _count(150, 60000),
    "ord": _choice(range(2, 60), lambda n: [ordinal(n)] + ([ORDINALS[n - 1]] * 2 if n <= 10 else [])),
    "dec": _choice([x / 10 for x in range(41, 89)], lambda x: [f"{x:g}"]),
    "pct": _measure(
        lambda rng: rng.choice((rng.randint(2, 95), rng.randint(20, 480) / 10)),
        _percent_forms,
        _percent_loose,
    ),
    "money": _measure(
        lambda rng: round(rng.choice((rng.uniform(1, 9), rng.uniform(10, 900))), rng.choice((0, 1))) or 2.0,
        _money("$", "dollars"),
        _money_loose,
    ),
    "money_small": _measure(
        lambda rng: rng.randint(3, 19) * 50 - 1, lambda v: [f"${v:g}", f"{v:g} dollars", f"US${v:g}"]
    ),
    "euro": _measure(lambda rng: rng.randint(3, 40), lambda v: [f"€{v:g}", f"{v:g} euros", f"{v:g} euro"]),
    "dist": _measure(
        lambda rng: rng.choice((rng.randint(15, 95) * 10, rng.randint(2, 80) * 1000)), _length_forms
    ),
    "dist_m": _measure(lambda rng: rng.randint(4, 60) * 5, _length_forms),
    "mm": _measure(
        lambda rng: rng.randint(30, 300),
        lambda v: [f"{v:g} mm", f"{v:g} millimetres", f"{v / 10:g} cm", f"{v / 25.4:.1f} inches"],
    ),
    "speed": _measure(lambda rng: rng.randint(4, 30) * 10, _speed_forms),
    "temp": _choice(
        range(8, 34), lambda c: [f"{c}°C", f"{c} degrees Celsius", f"{c} degrees", f"{round(c * 1.8 + 32)}°F"]
    ),
    "weight": _measure(
        lambda rng: rng.choice((rng.randint(80, 900), rng.randint(1, 20) * 500)), _weight_forms
    ),
    "day": _choice(DAYS),
    "month": _choice(MONTHS),
    "year": _choice(range(1880, 2024)),
    "date": Slot(lambda rng: (rng.randint(1, 28), rng.randint(1, 12)), _date_forms, _other_date),
    "time": Slot(
        lambda rng: (rng.randint(1, 23), rng.choice((0, 0, 30, 5, 10, 20, 40))),
        _time_forms,
        _other_time,
        _time_loose,
    ),
    "dur": _measure(lambda rng: rng.choice((90, 120, 150, 180, rng.randint(75, 190))), _duration_forms),
    "minutes": _measure(
        lambda rng: rng.randint(4, 55), lambda v: [f"{v:g} minutes", f"{in_words(int(v))} minutes"]
    ),
    "hours": _measure(
        lambda rng: rng.choice((2, 3, 5, 8, 12, 24, 30, 48, rng.randint(2, 40))),
        lambda v: _hours_forms(int(v)),
    ),
    "days": _measure(lambda rng: rng.choice((7, 14, 21, rng.randint(3, 40))), lambda v: _days_forms(int(v))),
    "age": _choice(range(18, 96), lambda n: [str(n), str(n), in_words(n)]),
    "score": Slot(
        lambda rng: (rng.randint(1, 5), rng.randint(0, 4)), _pair_forms(("-", " to ", ":")), _other_pair
    ),
    "vote": Slot(
        lambda rng: (rng.randint(12, 60), rng.randint(3, 40)),
        _pair_forms(("-", " votes to ", " to ")),
        _other_pair,
    ),
    "color": _choice(COLORS),
    "nat": _choice(NATIONS),
    "city": _choice(CITIES),
    "org": _choice(ORGS),
    "person": Slot(lambda rng: (rng.choice(FIRST), rng.choice(LAST)), _names, _other_name),
}
