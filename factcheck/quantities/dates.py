"""Dates, years and decades: what is written, and the days it means.

Dates are kept twice: as written (TIMEX-like, ``X`` where the text is silent) and, where a year is
written or the publication date is known, as bounds in proleptic Gregorian day numbers
(``date.toordinal``). A weekday or month without a year is the last one up to publication, unless a
word of the future stands before it in the sentence.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from factcheck.quantities import words
from factcheck.quantities.draft import Draft
from factcheck.quantities.tokens import Tokens

MONTH_CUES = frozenset(
    "in since until till by from to of last next this early mid late during before after between and "
    "through throughout every each around about for or on".split()
)
NOT_TELLING = frozenset("be been being to the a an have".split())
"""Before these a word in "-ed" tells no event of the past: "to be sentenced", "the planned strike"."""
YEAR_CUES = frozenset(
    "in since until till by from to of before after during between early late mid circa around about "
    "for year and through".split()
)
PARTS = {"early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1)}
RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
STEPS = {"last": -1, "this": 0, "next": 1, "past": -1, "previous": -1}
_DECADES = {
    **{f"{name[:-1]}ies" if name.endswith("y") else name: value for name, value in words.TENS.items()},
    **{f"{value}s": value for value in words.TENS.values()},
}


class Partial(NamedTuple):
    """A date with whichever parts are written; 0 stands for a part that is not."""

    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = 0
    season: str = ""

    def written(self) -> str:
        """The TIMEX-like form."""
        year = f"{self.year:04d}" if self.year else "XXXX"
        if self.weekday and not self.month:
            return f"XXXX-WXX-{self.weekday}"
        if self.season:
            return f"{year}-{self.season}"
        if self.day:
            return f"{year}-{self.month:02d}-{self.day:02d}"
        return f"{year}-{self.month:02d}" if self.month else year

    def days(self) -> tuple[int, int] | None:
        """First and last day number, where the year is written."""
        if not self.year:
            return None
        if self.season:
            month = next(m for s, m in words.SEASONS.values() if s == self.season)
            first = date(self.year, month, 1)
            return first.toordinal(), _plus_months(first, 3).toordinal() - 1
        if self.day:
            day = _valid(self.year, self.month, self.day)
            return (day.toordinal(), day.toordinal()) if day else None
        first = date(self.year, self.month or 1, 1)
        return first.toordinal(), _plus_months(first, 1 if self.month else 12).toordinal() - 1


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plus_months(day: date, months: int) -> date:
    """First of the month so many months on; the calendar's ends hold."""
    index = day.year * 12 + day.month - 1 + months
    return date(min(max(index // 12, 1), 9998), index % 12 + 1, 1)


class Calendar:
    """Reads dates from one text, against the date it was published."""

    def __init__(self, tokens: Tokens, published: datetime | None) -> None:
        self.t = tokens
        self.today = published.date() if published else None

    def read(self, i: int) -> Draft | None:
        """The date, year or decade that starts at token ``i``."""
        kind, low = self.t.kind(i), self.t.low(i)
        if kind == "d":
            return self._numeric(i)
        if kind == "n":
            return self._day_month(i) or self._decade(i) or self._year(i)
        if kind != "w":
            return self._apostrophe_decade(i)
        plain = low.removesuffix("'s")
        if plain in words.MONTHS:
            return self._month(i)
        if plain in words.WEEKDAYS or plain in words.WEEKDAY_SHORT:
            return self._weekday(i)
        if plain in RELATIVE:
            return self._relative_day(i, RELATIVE[plain])
        if low in STEPS:
            return self._relative_period(i)
        if plain in words.SEASONS:
            return self._season(i)
        if low in ("early", "mid", "late", "mid-"):
            return self._part(i)
        if (low, self.t.low(i + 1)) in words.FEASTS and self.t.capital(i):
            month, day = words.FEASTS[low, self.t.low(i + 1)]
            return self._with_year(i, i + 2, Partial(month=month, day=day))
        return self._fifties(i)

    # Building

    def _draft(self, i: int, after: int, partial: Partial) -> Draft:
        days = partial.days() or self._resolve(i, partial)
        low, high = days if days else (None, None)
        kind = "year" if partial.year and not partial.month and not partial.season else "date"
        if kind == "year":
            low = high = partial.year
        return Draft(
            i, after, kind, low, high, unit="year" if kind == "year" else "day", calendar=partial.written()
        )

    def _with_year(self, i: int, after: int, partial: Partial) -> Draft:
        """Take in a year that follows, with or without a comma."""
        j = after + 1 if self.t.low(after) in (",", "of") else after
        if self.t.low(j) == "of":
            j += 1
        year = self._year_at(j)
        if year and not (j > after and self.t.low(after) == "," and not self._closes(j + 1)):
            return self._draft(i, j + 1, partial._replace(year=year))
        return self._draft(i, after, partial)

    def _closes(self, i: int) -> bool:
        return (
            self.t.kind(i) in ("p", "b", "") or not self.t.low(i + 1) or self.t.low(i) in words.FUNCTION_WORDS
        )

    def _year_at(self, i: int) -> int:
        word = self.t.word(i)
        if self.t.kind(i) != "n" or len(word) != 4 or not word.isascii() or not word.isdigit():
            return 0
        year = int(word)
        return year if 1000 <= year <= 2199 and not self._glued_word(i + 1) else 0

    def _glued_word(self, i: int) -> bool:
        return self.t.glued(i) and self.t.kind(i) in ("w", "c", "m")

    def _resolve(self, i: int, partial: Partial) -> tuple[int, int] | None:
        """Days meant by a date without a year, where the publication date is known."""
        if self.today is None:
            return None
        future = self._future(i)
        if partial.weekday and not partial.month:
            back = (self.today.isoweekday() - partial.weekday) % 7
            offset = (7 - back) if future else -back
            if self.t.low(i - 1) == "last" and back == 0:
                offset = -7
            day = self.today.toordinal() + offset
            return day, day
        candidates = [
            days
            for year in (self.today.year - 1, self.today.year, self.today.year + 1)
            if 1 <= year <= 9998 and (days := partial._replace(year=year).days())
        ]
        now = self.today.toordinal()
        step = self.t.low(i - 1)
        if step == "this":
            return partial._replace(year=self.today.year).days()
        if step == "last":
            return next((days for days in reversed(candidates) if days[1] < now), None)
        if future:
            return next((days for days in candidates if days[1] >= now), None)
        if partial.day:
            return min(candidates, key=lambda days: abs(days[0] - now), default=None)
        return next((days for days in reversed(candidates) if days[0] <= now), None)

    def _future(self, i: int) -> bool:
        """A word of the future stands before token ``i`` in its sentence."""
        for j in range(i - 1, max(i - 25, -1), -1):
            if self.t.ends(j):
                return False
            low = self.t.low(j)
            if low in words.FUTURE or low.endswith("'ll"):
                return True
            if self._told(j):
                return False
        return False

    def _told(self, j: int) -> bool:
        """A verb of the past at token ``j`` is what the date belongs to ("will go, he said on Monday")."""
        low = self.t.low(j)
        if low in ("said", "told"):
            return True
        k = j - 1
        while self.t.low(k).endswith("ly"):
            k -= 1
        return low.endswith("ed") and len(low) > 4 and self.t.low(k) not in NOT_TELLING

    # Forms

    def _numeric(self, i: int) -> Draft | None:
        """2026-03-04, 21/09/2025, 21.9.2025. Day and month that could be either give both."""
        parts = [int(part) for part in re.split(r"\D", self.t.word(i))]
        if self.t.glued(i) and self.t.low(i - 1) not in QUOTES_OPEN:
            return None
        if len(self.t.word(i).split("-")) == 3:
            year, month, day = parts
            options = [(year, month, day)]
        else:
            day, month, year = parts
            year += 0 if year > 99 else (2000 if year < 70 else 1900)
            options = [(year, month, day)] + ([(year, day, month)] if "/" in self.t.word(i) else [])
        dates = sorted({found for option in options if (found := _valid(*option))})
        if not dates:
            return None
        written = dates[0].isoformat() if len(dates) == 1 else f"{dates[0].year:04d}"
        low, high = dates[0].toordinal(), dates[-1].toordinal()
        return Draft(i, i + 1, "date", low, high, approximate=len(dates) > 1, unit="day", calendar=written)

    def _day_month(self, i: int) -> Draft | None:
        """Reads "9 April", "4th of June 2026", "9-12 April"."""
        day, after = self._day_at(i)
        if not day:
            return None
        j = after
        if self.t.low(j) in ("-", "–", "to", "and", "or"):
            second, beyond = self._day_at(j + 1)
            if second > day and self._month_at(beyond):
                if self.t.low(j) in ("and", "or") and self.t.low(i - 1) != "between":
                    partial = Partial(month=self._month_at(beyond), day=day)
                    year = self._year_at(beyond + 1)
                    return self._draft(i, j, partial._replace(year=year))
                return self._span(i, day, second, beyond)
        if self.t.low(j) == "of":
            j += 1
        month = self._month_at(j)
        if not month or day > words.MONTH_LENGTHS[month - 1]:
            return None
        return self._with_year(i, j + 1, Partial(month=month, day=day))

    def _span(self, i: int, day: int, second: int, j: int) -> Draft:
        month = self._month_at(j)
        last = self._with_year(i, j + 1, Partial(month=month, day=second))
        year = int(last.calendar[:4]) if last.calendar[0] != "X" else 0
        first = self._draft(i, j, Partial(year=year, month=month, day=day))
        return join(first, last)

    def _day_at(self, i: int) -> tuple[int, int]:
        """Day of the month at token ``i`` and the index after it; 0 where there is none."""
        word = self.t.word(i)
        if self.t.kind(i) != "n" or not word.isdigit() or not word.isascii() or len(word) > 2:
            return 0, i
        after = i + 1
        if self.t.glued(after) and self.t.low(after) in ("st", "nd", "rd", "th"):
            after += 1
        elif self._glued_word(after):
            return 0, i
        return (int(word), after) if 1 <= int(word) <= 31 else (0, i)

    def _month_at(self, i: int) -> int:
        return words.MONTHS.get(self.t.low(i).removesuffix("'s"), 0) if self.t.capital(i) else 0

    def _month(self, i: int) -> Draft | None:
        """Reads "April 9, 2026", "March 2023", "in May"."""
        if not self.t.capital(i):
            return None
        month, low = words.MONTHS[self.t.low(i).removesuffix("'s")], self.t.low(i)
        j = i + 1
        short = len(low) <= 4 and low not in ("may", "june", "july")
        if short and self.t.low(j) == "." and self.t.kind(j + 1) == "n":
            j += 1
        day, after = self._day_at(j)
        is_amount = self.t.low(i - 1) not in ("the", "on") and self._is_amount(after)
        if day and day <= words.MONTH_LENGTHS[month - 1] and not is_amount:
            if self.t.low(after) in ("-", "–", "to") and self._day_at(after + 1)[0] > day:
                second, beyond = self._day_at(after + 1)
                if not self._month_at(beyond):
                    last = self._with_year(i, beyond, Partial(month=month, day=second))
                    year = int(last.calendar[:4]) if last.calendar[0] != "X" else 0
                    return join(self._draft(i, after, Partial(year=year, month=month, day=day)), last)
            return self._with_year(i, after, Partial(month=month, day=day))
        year = self._year_at(j)
        if not year and self.t.low(j) in (",", "of"):
            year = self._year_at(j + 1)
            j += 1 if year else 0
        if year:
            return self._draft(i, j + 1, Partial(year=year, month=month))
        if short or not self._month_alone(i):
            return None
        return self._draft(i, i + 1, Partial(month=month))

    def _is_amount(self, i: int) -> bool:
        """The number before token ``i`` is an amount and not a day ("In May 12 people")."""
        low = self.t.low(i)
        return low in ("%", "percent", "people", "per", "million", "billion") or (
            low.endswith("s")
            and (low not in words.FUNCTION_WORDS and low.removesuffix("'s") not in words.WEEKDAYS)
        )

    def _month_alone(self, i: int) -> bool:
        """A month without day or year: a capital alone does not make "May" or "April" a month."""
        before = self.t.low(i - 1)
        if before in ("-",):
            before = self.t.low(i - 2)
        name = self.t.capital(i + 1) and self.t.kind(i + 1) == "w" and not self.t.opens(i + 1)
        if before in MONTH_CUES:
            return not name or self.t.low(i + 1).removesuffix("'s") in words.MONTHS
        if self.t.low(i) in ("may", "march", "april", "june", "august"):
            return before in ("the", "a") and not name and self.t.low(i) in ("april", "june", "august")
        return not name and not (self.t.capital(i - 1) and not self.t.opens(i - 1))

    def _weekday(self, i: int) -> Draft | None:
        """Reads "Wednesday", "Wednesday, 4 March 2026"."""
        if not self.t.capital(i):
            return None
        low = self.t.low(i).removesuffix("'s")
        weekday = words.WEEKDAYS.get(low) or words.WEEKDAY_SHORT[low]
        j = i + 1
        if self.t.low(j) == "." and low in words.WEEKDAY_SHORT:
            j += 1
        if self.t.low(j) == ",":
            j += 1
        if self.t.low(j) == "the":
            j += 1
        dated = self._day_month(j) or (
            self._month(j) if self._month_at(j) and self._day_at(j + 1)[0] else None
        )
        if dated and "--" not in dated.calendar:
            dated.first = i
            return dated
        if low in words.WEEKDAY_SHORT and low not in words.WEEKDAYS:
            return None
        if self.t.capital(i + 1) and not self.t.opens(i + 1) and self.t.capital(i - 1):
            return None
        if self.t.low(i - 1) in ("every", "each", "second", "alternate"):
            return None
        return self._draft(i, i + 1, Partial(weekday=weekday))

    def _relative_day(self, i: int, offset: int) -> Draft | None:
        if self.t.low(i) == "today" and (self.t.hyphen(i + 1) or (self.t.capital(i) and not self.t.opens(i))):
            return None
        return self._moved(i, i + 1, "D", offset)

    def _moved(self, i: int, after: int, period: str, offset: int) -> Draft:
        """A period so many steps from publication: ``P-1W`` is last week."""
        written = f"P{offset}{period}"
        if self.today is None:
            unit = "year" if period == "Y" else "day"
            return Draft(
                i, after, "year" if period == "Y" else "date", None, None, unit=unit, calendar=written
            )
        if period == "Y":
            year = self.today.year + offset
            return Draft(i, after, "year", year, year, unit="year", calendar=written)
        if period == "M":
            first = _plus_months(self.today, offset)
            low, high = first.toordinal(), _plus_months(first, 1).toordinal() - 1
        elif period == "W":
            low = self.today.toordinal() - self.today.weekday() + 7 * offset
            high = low + 6
        elif period == "E":
            low = self.today.toordinal() - self.today.weekday() + 5 + 7 * offset
            high = low + 1
        else:
            low = high = self.today.toordinal() + offset
        return Draft(i, after, "date", low, high, unit="day", calendar=written)

    def _relative_period(self, i: int) -> Draft | None:
        """Reads "last week", "next year", "this month", "last Friday", "last March", "last night"."""
        step, unit = STEPS[self.t.low(i)], self.t.low(i + 1).removesuffix("'s")
        periods = {"week": "W", "month": "M", "year": "Y", "weekend": "E"}
        if unit in periods and not self.t.hyphen(i + 2) and self.t.low(i + 2) != "of":
            return self._moved(i, i + 2, periods[unit], step)
        if unit == "night" and self.t.low(i) == "last":
            return self._moved(i, i + 2, "D", -1)
        if unit in words.DAY_PARTS and self.t.low(i) == "this":
            return self._moved(i, i + 2, "D", 0)
        if unit in words.WEEKDAYS and self.t.capital(i + 1):
            draft = self._weekday(i + 1)
        elif (self._month_at(i + 1) and len(unit) > 3) or unit == "may":
            draft = self._month(i + 1)
        elif unit in words.SEASONS:
            draft = self._season(i + 1)
        else:
            return None
        if draft:
            draft.first = i
        return draft

    def _season(self, i: int) -> Draft | None:
        low = self.t.low(i).removesuffix("'s")
        season = words.SEASONS[low][0]
        j = i + 2 if self.t.low(i + 1) == "of" else i + 1
        year = self._year_at(j)
        if year:
            return self._draft(i, j + 1, Partial(year=year, season=season))
        before = self.t.low(i - 1)
        if before in ("last", "next", "this") or (before == "the" and self._bare_season(i)):
            return self._draft(i, i + 1, Partial(season=season))
        return None

    def _bare_season(self, i: int) -> bool:
        """Reads "in the autumn" is a time; "the spring in the toy" and "after the fall" are not."""
        return self.t.low(i - 2) in ("in", "during", "until", "by") and (
            self.t.low(i) not in ("fall", "spring") or self.t.low(i - 2) == "in"
        )

    def _part(self, i: int) -> Draft | None:
        """Reads "early March", "mid-April", "late 2023", "the late 1950s", narrowed to a third."""
        j = i + 2 if self.t.low(i + 1) in ("-", "in") else i + 1
        if self.t.kind(j) == "n":
            draft = self._decade(j) or (self._year(j) if self._year_at(j) else None)
        elif self._month_at(j):
            draft = self._month(j)
        else:
            draft = self._fifties(j) if self.t.low(j) in _DECADES else None
        if draft is None or (draft.kind == "date" and draft.calendar.count("-") > 1):
            return None
        draft.first = i
        start, end = PARTS[self.t.low(i)]
        if draft.kind == "year":
            first = date(int(draft.calendar), 1, 1).toordinal()
            draft.kind, draft.unit = "date", "day"
            draft.low, draft.high = first + round(365 * start), first + round(365 * end) - 1
        elif draft.low is not None and draft.high is not None:
            width = draft.high - draft.low + 1
            draft.low, draft.high = draft.low + round(width * start), draft.low + round(width * end) - 1
        draft.calendar = f"{self.t.low(i)} {draft.calendar}"
        draft.approximate = True
        return draft

    def _year(self, i: int) -> Draft | None:
        """A four-digit year, or a span of years ("2016-2020", "2023/24")."""
        year = self._year_at(i)
        if not year or not self._reads_as_year(i, year):
            return None
        draft = self._draft(i, i + 1, Partial(year=year))
        if self.t.low(i + 1) in ("-", "–", "/") and self.t.glued(i + 1) and self.t.glued(i + 2):
            last = self._year_at(i + 2)
            word = self.t.word(i + 2)
            if not last and word.isdigit() and word.isascii() and len(word) == 2:
                last = year - year % 100 + int(word)
            if year < last <= year + 150:
                return join(draft, self._draft(i + 2, i + 3, Partial(year=last)))
        return draft

    def _reads_as_year(self, i: int, year: int) -> bool:
        before, after = self.t.low(i - 1), self.t.low(i + 1)
        if self.t.kind(i - 1) == "c" or after in ("%", "percent") or self.t.kind(i + 1) == "c":
            return False
        if (
            self.t.hyphen(i - 1)
            and before == "-"
            and self.t.low(i - 2) not in ("pre", "post", "mid", "early", "late")
        ):
            return False
        if before in YEAR_CUES or before in words.MONTHS or before in words.SEASONS:
            return year <= 2100 and not (
                self._counted(i + 1) and before in ("of", "about", "around", "for", "to")
            )
        if not 1500 <= year <= 2100:
            return False
        return not self._counted(i + 1) or self._specified(i - 1)

    def _specified(self, i: int) -> bool:
        """A determiner that makes "the 2024 elections" name a year."""
        low = self.t.low(i)
        return low in ("the", "its", "his", "her", "their", "these", "those", "both") or low.endswith("'s")

    def _counted(self, i: int) -> bool:
        """A plural noun or a unit follows, so that "2000 people" and "1500 metres" are amounts."""
        low = self.t.low(i)
        if low == "-":
            return self.t.kind(i + 1) != "n"
        if self.t.kind(i) != "w" or low in words.FUNCTION_WORDS or low.endswith("'s"):
            return False
        return (
            low in words.IRREGULAR
            or low in ("m", "km", "kg", "ft", "people", "acre")
            or (low.endswith("s") and not low.endswith(("ss", "us", "is")) and low not in words.VERBS)
        )

    def _decade(self, i: int) -> Draft | None:
        """Reads "the 1950s"."""
        word = self.t.word(i)
        if len(word) != 4 or not word.endswith("0") or self.t.low(i + 1) != "s" or not self.t.glued(i + 1):
            return None
        year = int(word) if word.isdigit() and word.isascii() else 0
        return self._ten_years(i, i + 2, year) if 1000 <= year <= 2190 else None

    def _ten_years(self, i: int, after: int, year: int) -> Draft:
        last = year + (99 if year % 100 == 0 and year < 2000 else 9)
        return Draft(i, after, "decade", year, last, unit="year", calendar=f"{year // 10}X")

    def _apostrophe_decade(self, i: int) -> Draft | None:
        """Reads "the '80s"."""
        if self.t.low(i) not in ("'", "’", "‘") or self.t.kind(i + 1) != "n" or self.t.low(i + 2) != "s":
            return None
        value = words.TENS.get(
            next((w for w, v in words.TENS.items() if str(v) == self.t.word(i + 1)), ""), 0
        )
        return self._ten_years(i, i + 3, 1900 + value) if value and self.t.glued(i + 2) else None

    def _fifties(self, i: int) -> Draft | None:
        """Reads "in the fifties", where no age or temperature is meant."""
        value = _DECADES.get(self.t.low(i))
        if not value or not 20 <= value <= 90 or self.t.kind(i) != "w":
            return None
        if self.t.low(i - 1) == "nineteen" or (self.t.low(i - 1) == "-" and self.t.low(i - 2) == "nineteen"):
            return None
        cue = self.t.low(i - 2) if self.t.low(i - 1) == "the" else ""
        narrowed = self.t.low(i - 1) in PARTS and self.t.low(i - 2) == "the"
        return (
            self._ten_years(i, i + 1, 1900 + value)
            if cue in ("in", "since", "of", "during") or narrowed
            else None
        )

    # Spans and distances in time

    def with_year_of(self, first: Draft, last: Draft) -> Draft:
        """The first date of a span, with the year that only the last one writes."""
        year = last.calendar[:4]
        if not (first.calendar.startswith("XXXX-") and year.isdigit() and first.calendar[5:7].isdigit()):
            return first
        month, day = int(first.calendar[5:7]), int(first.calendar[8:] or 0)
        return self._draft(first.first, first.after, Partial(int(year), month, day))

    def ago(self, duration: Draft, *, yearly: bool) -> Draft | None:
        """A duration that "ago" closes: the year or day, where the publication date is known."""
        if duration.low is None or duration.high is None:
            return None
        days = (duration.low + duration.high) / 2 / DAY
        first, after = duration.first, duration.after
        if yearly:
            years = round(days / DAYS_OF_YEAR)
            step = 5.0 if years % 10 == 0 else 2.5 if years % 5 == 0 and years > 10 else 1.0
            year = self.today.year - years if self.today and years < self.today.year else None
            return Draft(
                first, after, "year", year, year, True, "year", precision=step, calendar=f"P-{years}Y"
            )
        if days < 0.9 or days > DAYS_OF_YEAR * 20:
            return None
        count, period, slack = round(days), "D", 0
        if days >= 13.9:
            count, period, slack = round(days / 7), "W", 3
        if days > 27:
            count, period, slack = round(days / 30.44), "M", 15
        if period == "D" and count % 7 == 0:
            slack = 2
        written = f"P-{count}{period}"
        if self.today is None or self.today.toordinal() - days - slack < 1:
            return Draft(first, after, "date", None, None, bool(slack), "day", calendar=written)
        day = self.today.toordinal() - round(days)
        return Draft(first, after, "date", day - slack, day + slack, bool(slack), "day", calendar=written)


DAY = 86_400.0
DAYS_OF_YEAR = 365.2425
QUOTES_OPEN = frozenset("\"'“‘([—–")


def join(first: Draft, last: Draft) -> Draft:
    """The span from one date to another: bounds of both, both as written."""
    written = f"{first.calendar}--{last.calendar}"
    if {first.unit, last.unit} == {"year", "day"} or first.low is None or last.high is None:
        return Draft(first.first, last.after, "date", None, None, unit="day", calendar=written)
    low, high = first.low, last.high
    if high < low:
        low, high = (None, None) if first.unit == "year" else (low, high + 365)  # type: ignore[assignment]
    return Draft(first.first, last.after, first.kind, low, high, unit=first.unit, calendar=written)
