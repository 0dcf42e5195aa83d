"""Text to typed quantities: one pass over the tokens, from left to right."""

from __future__ import annotations

from datetime import datetime

from factcheck.models import Quantity
from factcheck.quantities import nouns, tolerances, units, words
from factcheck.quantities.ages import read_age
from factcheck.quantities.amounts import article_unit, is_told_again, read_amount, read_range, starts_money
from factcheck.quantities.clock import read_clock, read_day_part
from factcheck.quantities.dates import STEPS, Calendar, join
from factcheck.quantities.draft import Draft
from factcheck.quantities.hedges import apply_hedges, hedge_before
from factcheck.quantities.measured import describe_amount
from factcheck.quantities.names import after_name, headline
from factcheck.quantities.numerals import half_step, read_number
from factcheck.quantities.scores import read_score
from factcheck.quantities.tokens import Tokens

_STARTERS = frozenset(
    "a an no nobody none twice thrice double triple today yesterday tomorrow tonight noon midday "
    "midnight early late mid christmas boxing new no. number magnitude twenties thirties forties "
    "fifties sixties seventies eighties nineties morning afternoon evening night minus".split()
).union(
    words.SMALL, words.VAGUE, words.SOME, words.FRACTIONS, words.ORDINALS, words.MULTIPLES, words.MONTHS,
    words.WEEKDAYS, words.WEEKDAY_SHORT, words.SEASONS, STEPS, "'’‘#-−",
)  # fmt: skip
"""Words and marks that a quantity may start with, besides digits and currency signs."""
_ABSTRACT = frozenset(
    "plan sign reason detail matter problem doubt way question choice idea one need word evidence "
    "chance relation comment sense wonder thing surprise illusion point mean mistake term regret "
    "circumstance excuse guarantee limit longer time warning stranger harm use news intention".split()
)
"""Nouns after "no" that make a manner of speaking and not a count of zero."""
_AS_MANY = frozenset("as the more higher that its their larger bigger faster what".split())
_SUPERLATIVE = frozenset("placed most ever best".split())
_NO_ORDER = frozenset("class hand degree rate".split())
"""After an ordinal with a hyphen these make a quality: "a first-class ticket"."""
_TRYING = frozenset("tried attempted try trying attempt".split())
_SPANS = frozenset({"to", "until", "till", "through", "-", "–"})


def parse(text: str, *, published: datetime | None = None) -> list[Quantity]:
    """Every quantity that a text states, in order, without overlaps.

    Args:
        text: any text; offsets of the quantities point into it.
        published: when it was published, to which "on Friday" and "last week" relate. Without it such
            dates keep only their written form, in ``calendar``.
    """
    return _Parser(text, published).quantities()


class _Parser:
    """One text being read."""

    def __init__(self, text: str, published: datetime | None) -> None:
        self.t = Tokens(text)
        self.calendar = Calendar(self.t, published)
        self.drafts: list[Draft] = []
        self.floor = 0

    def quantities(self) -> list[Quantity]:
        """Read from left to right; each reader gives a draft or steps aside."""
        i = 0
        while i < self.t.size:
            i = self._step(i)
        return [draft.finish(self.t) for draft in self.drafts]

    def _step(self, i: int) -> int:
        """Read at token ``i``; the index to go on from."""
        t = self.t
        if t.kind(i) in "wpbmx" and t.low(i).removesuffix("'s") not in _STARTERS and not starts_money(t, i):
            return i + 1
        beyond = after_name(t, i)
        if beyond > i:
            return beyond
        draft = self._read(i)
        if draft is None or draft.after <= i:
            return self._unread(i)
        draft.first = max(draft.first, self.floor)
        self.drafts.append(draft)
        self.floor = draft.after
        return draft.after

    def _unread(self, i: int) -> int:
        """Index after something that is no quantity; digits go with the letters stuck to them."""
        j = i + 1
        while self.t.kind(i) == "n" and self.t.glued(j) and self.t.kind(j) in ("n", "w", "m"):
            j += 1
        return j

    def _read(self, i: int) -> Draft | None:
        return (
            self._zero(i)
            or self._label(i)
            or self._clock(i)
            or read_age(self.t, i, self._last())
            or read_score(self.t, i)
            or self._magnitude(i)
            or self._date(i)
            or self._multiple(i)
            or self._ordinal(i)
            or self._amount(i)
        )

    def _last(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def _zero(self, i: int) -> Draft | None:
        """Reads "Nobody was hurt", "no one", "none of the crew", "no boats"."""
        t = self.t
        low, following = t.low(i), t.low(i + 1)
        if low == "nobody" or (low == "no" and following == "one" and t.low(i + 2) not in _ABSTRACT):
            after = i + 1 if low == "nobody" else i + 2
            state = nouns.state_after(t, after + (t.low(after) == "else"))
            return Draft(i, after, "count", 0, 0, measures="person", state=state)
        if low == "none":
            found = nouns.counted(t, i + 1, plural=True)
            return Draft(i, i + 1, "count", 0, 0, measures=found.measures, state=found.state)
        if (
            low != "no"
            or (t.capital(i) and not t.opens(i))
            or t.kind(i + 1) != "w"
            or following in words.SMALL
        ):
            return None
        return self._no(i)

    def _no(self, i: int) -> Draft | None:
        """Reads "no" before a plural, or before a singular that is the subject of a sentence."""
        t = self.t
        if t.low(i + 1) in words.FUNCTION_WORDS or t.low(i + 1) == "longer":
            return None
        found = nouns.counted(t, i + 1, plural=True)
        if found.measures and nouns.lemma(t.low(found.after - 1)) not in _ABSTRACT:
            return Draft(i, i + 1, "count", 0, 0, measures=found.measures, state=found.state)
        found = nouns.counted(t, i + 1, plural=False)
        verb = t.low(found.after) in words.AUXILIARIES | {"took"}
        if (
            t.opens(i)
            and verb
            and found.measures
            and found.after <= i + 4
            and found.measures not in _ABSTRACT
        ):
            return Draft(i, i + 1, "count", 0, 0, measures=found.measures, state=found.state)
        return None

    def _label(self, i: int) -> Draft | None:
        """Reads "No 9 shirt", "number 10", "#4": a number that names."""
        t = self.t
        low, j = t.low(i), i + 1
        if low not in ("no", "no.", "number", "#"):
            return None
        j += t.low(j) == "." and low == "no"
        value = str(words.UNITS.get(t.low(j), "")) if low == "number" else ""
        value = t.word(j) if t.kind(j) == "n" else value
        if not value.isdigit() or not value.isascii() or len(value) > 4 or t.low(j + 1) in words.MAGNITUDES:
            return None
        noun = "" if t.capital(j + 1) else nouns.attributive(t, j + 1)
        return Draft(i, j + 1, "label", int(value), int(value), measures=noun)

    def _clock(self, i: int) -> Draft | None:
        t = self.t
        draft = read_clock(t, i)
        if draft is None:
            return self._day_part(i)
        link = t.low(draft.after)
        if draft.approximate or not (
            link in _SPANS or (link == "and" and t.low(draft.first - 1) == "between")
        ):
            return draft
        last = read_clock(t, draft.after + 1)
        if last is None or last.low is None or last.approximate:
            return draft
        end = last.low or 1440
        written = f"{draft.calendar}--{last.calendar}"
        return Draft(draft.first, last.after, "time", draft.low, end, unit="min", calendar=written)

    def _day_part(self, i: int) -> Draft | None:
        """A part of a day that belongs to no clock time before it ("ten on Wednesday evening")."""
        draft = read_day_part(self.t, i)
        if draft is None or not self.drafts:
            return draft
        before = self.drafts[-1]
        if before.kind == "date" and len(self.drafts) > 1 and before.first - self.drafts[-2].after <= 3:
            before = self.drafts[-2]
            near = True
        else:
            near = i - before.after <= 3
        return None if near and before.kind == "time" and before.calendar else draft

    def _date(self, i: int) -> Draft | None:
        t = self.t
        draft = self.calendar.read(i)
        if draft is None:
            return None
        link = t.low(draft.after)
        spans = link in _SPANS or (link == "and" and t.low(draft.first - 1) == "between")
        if spans and draft.kind != "decade" and "--" not in draft.calendar:
            last = self.calendar.read(draft.after + 1)
            if (
                last
                and last.kind == draft.kind
                and last.first == draft.after + 1
                and "--" not in last.calendar
            ):
                return join(self.calendar.with_year_of(draft, last), last)
        hedge = hedge_before(t, draft.first, self.floor)
        if hedge and hedge[0] == "about" and t.low(hedge[1]) != "some":
            draft.first, draft.approximate = hedge[1], True
            draft.precision = tolerances.YEAR_ABOUT if draft.unit == "year" else tolerances.DATE_ABOUT
        return draft

    def _magnitude(self, i: int) -> Draft | None:
        """Reads "magnitude 6.1", "6.1-magnitude", "6.1 on the Richter scale"."""
        t = self.t
        j = i
        if t.low(i) == "magnitude":
            j = i + 1
            while t.low(j) in ("-", "of", "about", "around", "a"):
                j += 1
        if t.kind(j) != "n" or "," in t.word(j) or float(t.word(j)) > 10:
            return None
        after = j + 1
        if j == i:
            k = after + 1 if t.hyphen(after) else after
            if t.low(k) == "magnitude":
                after = k + 1
            elif not (t.low(after) == "on" and "richter" in (t.low(after + 1), t.low(after + 2))):
                return None
        value, decimals = float(t.word(j)), len(t.word(j).partition(".")[2])
        draft = Draft(i, after, "magnitude", value, value, precision=10.0**-decimals / 2)
        return apply_hedges(t, draft, self.floor)

    def _multiple(self, i: int) -> Draft | None:
        """Reads "doubled", "twice as many", "threefold", "three times the"; "twice" alone counts times."""
        t = self.t
        low, following = t.low(i), t.low(i + 1)
        if low in words.MULTIPLES:
            draft = Draft(i, i + 1, "multiple", words.MULTIPLES[low], words.MULTIPLES[low])
            return apply_hedges(t, draft, self.floor)
        if low in ("twice", "thrice", "double", "triple"):
            value = 3 if low in ("thrice", "triple") else 2
            if following in _AS_MANY:
                return apply_hedges(t, Draft(i, i + 1, "multiple", value, value), self.floor)
            counts = low in ("twice", "thrice") and not following.endswith("ly") and not t.hyphen(i + 1)
            return Draft(i, i + 1, "count", value, value, measures="time") if counts else None
        number = read_number(t, i)
        if number is None or number.vague or number.fraction:
            return None
        j = number.end + 1 if t.hyphen(number.end) else number.end
        if t.low(j) != "fold" and not (t.low(j) == "times" and t.low(j + 1) in _AS_MANY):
            return None
        draft = Draft(
            i, j + 1, "multiple", number.low, number.high, precision=half_step(number, measured=True)
        )
        return apply_hedges(t, draft, self.floor)

    def _ordinal(self, i: int) -> Draft | None:
        """Reads "third attempt", "21st", "twenty-first", "18th century"."""
        t = self.t
        low = t.low(i)
        if (
            t.kind(i) == "n"
            and t.glued(i + 1)
            and t.low(i + 1) in ("st", "nd", "rd", "th")
            and t.word(i).isdigit()
        ):
            value, j = int(t.word(i)), i + 2
        elif low in words.TENS and t.hyphen(i + 1) and 1 <= words.ORDINALS.get(t.low(i + 2), 0) <= 9:
            value, j = words.TENS[low] + words.ORDINALS[t.low(i + 2)], i + 3
        elif low in words.ORDINALS:
            value, j = words.ORDINALS[low], i + 1
        else:
            return None
        if t.low(j) in ("century", "centuries") and value <= 21:
            return Draft(
                i, j + 1, "century", 100 * value - 99, 100 * value, unit="year", calendar=f"{value - 1:02d}XX"
            )  # fmt: skip
        if value > 10**6 or self._idiom(i, j):
            return None
        k = j
        if t.hyphen(j):
            noun = t.low(j + 1)
            if noun in _NO_ORDER:
                return None
            if not (noun.endswith("est") or noun in _SUPERLATIVE):
                return Draft(i, j, "ordinal", value, value, measures=nouns.canonical(noun))
            k = j + 2
        measures = nouns.counted(t, k, plural=False).measures
        if measures == "time" and any(t.low(m) in _TRYING for m in range(k, k + 9)):
            measures = "attempt"
        return Draft(i, j, "ordinal", value, value, measures=measures)

    def _idiom(self, i: int, j: int) -> bool:
        """An ordinal that is part of a name or phrase ("First Minister", "at first", "a second later")."""
        t = self.t
        low, before, after = t.low(i), t.low(i - 1), t.low(j)
        if t.capital(i) and t.kind(i) == "w" and (not t.opens(i) or t.capital(j)):
            return not headline(t, i)
        if t.capital(j) and t.kind(i) == "n":
            return True
        if before in ("every", "each") and after.removesuffix("s") in words.WEEKDAYS:
            return True
        if low == "second" and before in ("per", "a", "split", "every", "each"):
            return t.kind(j) != "w" or after in ("later", "to", "of", "or", "thought", "after")
        if low == "first":
            listing = t.opens(i) and after == ","
            return (
                before == "at"
                or listing
                or after in ("aid", "lady", "name", "names", "instance", "thing", "hand")
            )
        return False

    def _amount(self, i: int) -> Draft | None:
        """An amount, or a range of two, with its hedges, noun and state."""
        t = self.t
        first = read_amount(t, i)
        if first is None:
            hedge = hedge_before(t, i, self.floor)
            first = article_unit(t, i, hedged=hedge is not None and hedge[0] != "exact")
        if first is None:
            return None
        draft = read_range(t, first) or first
        if draft.kind == "duration" and t.low(draft.after) == "ago":
            draft.after += 1
            hedge = hedge_before(t, draft.first, self.floor)
            draft.first = hedge[1] if hedge and hedge[0] != "exact" else draft.first
            return self.calendar.ago(draft, yearly=_largest(t, draft) >= units.YEAR)
        last = self._last()
        if last and is_told_again(t, draft, last):
            draft.unit = "dollar"
        return describe_amount(t, apply_hedges(t, draft, self.floor), last)


def _largest(t: Tokens, draft: Draft) -> float:
    """Seconds of the largest unit of time that a duration names."""
    names = (t.low(k) for k in range(draft.first, draft.after))
    return max((units.UNITS[name].factor for name in names if name in units.UNITS), default=0.0)
