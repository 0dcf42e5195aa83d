"""Text to typed quantities: one pass over the tokens, dates and times first, then scores, ages, amounts."""

from __future__ import annotations

import re
from datetime import datetime

from factcheck.models import Quantity
from factcheck.quantities import nouns, numerals, tolerances, units, words
from factcheck.quantities.clock import read_clock, read_day_part
from factcheck.quantities.dates import STEPS, Calendar, join
from factcheck.quantities.draft import Draft
from factcheck.quantities.tokens import Tokens

_STARTERS = frozenset(
    {
        *words.SMALL, *words.VAGUE, *words.SOME, *words.FRACTIONS, *words.ORDINALS, *words.MULTIPLES,
        *words.MONTHS, *words.WEEKDAYS, *words.WEEKDAY_SHORT, *words.SEASONS, *STEPS, "a", "an", "no",
        "nobody", "none", "twice", "thrice", "double", "triple", "today", "yesterday", "tomorrow", "tonight", "noon",
        "midday", "midnight", "early", "late", "mid", "christmas", "boxing", "new", "no.", "number", "magnitude",
        "fifties", "sixties", "seventies", "eighties", "nineties", "twenties", "thirties", "forties",
        "morning", "afternoon", "evening", "night", "'", "’", "‘", "#", "minus",
    }
)  # fmt: skip
_SCORE_WORDS = frozenset(
    "won win wins lost lose loses beat beats beaten beating defeat defeats defeated draw drew drawn score scored victory "
    "thrashed edged led lead leading ahead trailed level hosts visitors match split passed voted aggregate triumph".split()
)  # fmt: skip
_CHANGES = words.RISES | words.FALLS | frozenset("going went go changed moved expanded upgraded downgraded".split())
_TENS_PLURAL = {
    "teens": (13, 19), "twenties": (20, 29), "thirties": (30, 39), "forties": (40, 49), "fifties": (50, 59),
    "sixties": (60, 69), "seventies": (70, 79), "eighties": (80, 89), "nineties": (90, 99),
}  # fmt: skip
_AMOUNT_ADJECTIVES = frozenset("full long whole straight consecutive more further extra additional solid short successive".split())
_IS_AGE = frozenset("who's is was".split())


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
        kind = t.kind(i)
        if kind in "pbwmx" and t.low(i).removesuffix("'s") not in _STARTERS and not self._currency_start(i):
            return i + 1
        if kind in ("x", "m") and not self._currency_start(i):
            return i + 1
        skip = self._name(i)
        if skip > i:
            return skip
        draft = self._read(i)
        if draft is None:
            return self._unread(i)
        if draft.after <= i:
            return i + 1
        draft.first = max(draft.first, self.floor)
        self.drafts.append(draft)
        self.floor = draft.after
        return draft.after

    def _unread(self, i: int) -> int:
        """Index after something that is no quantity: a number with letters stuck to it goes whole."""
        j = i + 1
        if self.t.kind(i) == "n":
            while self.t.glued(j) and self.t.kind(j) in ("n", "w", "m"):
                j += 1
        return j

    def _read(self, i: int) -> Draft | None:
        return (
            self._zero(i)
            or self._label(i)
            or self._clock(i)
            or self._age(i)
            or self._score(i)
            or self._magnitude(i)
            or self._date(i)
            or self._multiple(i)
            or self._ordinal(i)
            or self._amount_span(i)
        )

    # Names that hold numbers

    def _name(self, i: int) -> int:
        """Index after a name that a number belongs to ("Flight 302", "24/7"), else ``i``."""
        t = self.t
        kind = t.kind(i)
        if kind == "n":
            return self._digit_name(i)
        if kind == "w" and t.capital(i) and t.low(i) in words.SMALL:
            before = t.low(i - 1)
            if before in words.LABEL_NOUNS and t.capital(i - 1) and not t.glued(i):
                return i + 1
            if not t.opens(i) and not self._headline(i) and not self._counts_noun(i + 1) and not t.hyphen(i + 1):
                return i + 1
            return i + 2 if self._titled(i) else i
        return i

    def _titled(self, i: int) -> bool:
        """A capital number word and a capital noun in a line that is no headline ("Nine Lanterns")."""
        t = self.t
        following = t.word(i + 1)
        quoted = t.low(i - 1) in "\"'“‘" and t.low(i - 1) != ""
        if not (t.capital(i + 1) and t.kind(i + 1) == "w") or t.low(i + 1) in words.MAGNITUDES:
            return False
        if self._counts_noun(i + 1) and not quoted:
            return False
        return following[:1].isupper() and (quoted or not self._headline(i))

    def _digit_name(self, i: int) -> int:
        t = self.t
        end = i + 1
        while t.glued(end) and t.low(end) in ("/", "-", "–", "_") and t.glued(end + 1) and t.kind(end + 1) == "n":
            end += 2
        if t.low(i + 1) == "/" and t.glued(i + 1) and not self._slash_quantity(i):
            return end
        if t.glued(i) and t.low(i - 1) in ("/", "@", "_", "=", "&", "#", "\\", "*", "+"):
            return end if t.low(i - 1) != "#" else i
        if t.glued(i) and t.kind(i - 1) in ("w", "m"):
            return end if self._letters_before(i) else i
        if t.hyphen(i - 1) and t.kind(i - 2) in ("w", "m") and t.low(i - 2) not in (
            "magnitude", "mid", "pre", "post", "early", "late", *words.MONTHS,
        ):
            return end
        if t.low(i - 1) in ("-", "–") and t.hyphen(i - 1) and t.kind(i - 2) == "n" and end == i + 1:
            return end
        if self._telephone(i):
            return self._after_digits(i)
        return end if self._labelled(i) else i

    def _slash_quantity(self, i: int) -> bool:
        """A slash between numbers that is no name: a season of two years, a simple fraction of."""
        t = self.t
        return len(t.word(i)) == 4 or (t.word(i) in ("1", "2", "3") and t.low(i + 3) in ("of", "mile", "cup"))

    def _letters_before(self, i: int) -> bool:
        """Letters stuck before digits that are no currency ("B52", but "US$5", "Rs500")."""
        return self.t.word(i - 1) not in ("Rs", "R", "EUR", "USD", "GBP", "CHF", "A", "C") or self.t.kind(i - 1) == "m"

    def _telephone(self, i: int) -> bool:
        """Groups of digits that are dialled: a leading zero, or three and four digits with a hyphen."""
        t = self.t
        word = t.word(i)
        if len(word) > 1 and word[0] == "0" and word.isdigit():
            return t.kind(i + 1) == "n" or (t.hyphen(i + 1) and t.kind(i + 2) == "n") or len(word) > 4
        grouped = t.hyphen(i + 1) and len(word) == 3 and t.kind(i + 2) == "n"
        return grouped and len(t.word(i + 2)) in (3, 4) and (len(t.word(i + 2)) == 4 or t.hyphen(i + 3))

    def _after_digits(self, i: int) -> int:
        j = i + 1
        while self.t.kind(j) == "n" or (self.t.hyphen(j) and self.t.kind(j + 1) == "n"):
            j += 1
        return j

    def _labelled(self, i: int) -> bool:
        """A noun before the number makes it a name."""
        t = self.t
        before = t.low(i - 1)
        if t.glued(i) or t.kind(i - 1) not in ("w", "m"):
            return False
        if before in words.LABEL_STRICT or (before in words.LABEL_NOUNS and t.capital(i - 1)):
            return not self._unit_follows(i + 1)
        if not t.capital(i - 1) or t.opens(i - 1) or before in words.FUNCTION_WORDS or before in words.MONTHS:
            return False
        if before.removesuffix("'s") in words.WEEKDAYS or before in words.STATES or before.endswith(("'s", "s'")):
            return False
        if (before,) in words.HEDGES or before in units.CURRENCIES or before.upper() in units.CODES:
            return False
        return not (self._unit_follows(i + 1) or self._counts_noun(i + 1) or self._headline(i) or len(t.word(i)) == 4)

    def _unit_follows(self, i: int) -> bool:
        t = self.t
        j = i + 1 if t.hyphen(i) else i
        low = t.low(j)
        return low in units.UNITS or low in words.MAGNITUDES or low in ("%", "per", "percent", "people", "°", "bn", "am", "pm")

    def _counts_noun(self, i: int) -> bool:
        """A plural noun or a state stands at token ``i`` or just after it."""
        for j in (i, i + 1):
            low = self.t.low(j)
            if self.t.kind(j) != "w" or low in words.FUNCTION_WORDS:
                return False
            if low in words.STATE_NOUNS or low in words.STATES or nouns.is_plural(low):
                return not self.t.capital(j) or low in words.STATE_NOUNS or low in words.STATES or low in words.IRREGULAR or self._headline(i)
        return False

    def _headline(self, i: int) -> bool:
        """The line of token ``i`` is set in capitals as headlines are."""
        t = self.t
        start, end = i, i
        while start > 0 and t.kind(start - 1) != "b" and i - start < 20:
            start -= 1
        while end < t.size and t.kind(end) != "b" and end - i < 20:
            end += 1
        long = [j for j in range(start, end) if t.kind(j) == "w" and len(t.word(j)) > 3]
        return len(long) > 2 and sum(t.capital(j) for j in long) >= 0.75 * len(long)

    # None at all

    def _zero(self, i: int) -> Draft | None:
        """ "Nobody was hurt", "no one", "none of the crew", "no boats"."""
        t = self.t
        low = t.low(i)
        if low == "nobody" or (low == "no" and t.low(i + 1) in ("one", "-one")):
            after = i + 1 if low == "nobody" else i + 2
            return Draft(i, after, "count", 0, 0, measures="person", state=nouns.state_after(t, self._past_else(after)))
        if low == "none":
            found = nouns.counted(t, i + 1, plural=True)
            return Draft(i, i + 1, "count", 0, 0, measures=found.measures, state=found.state)
        if low != "no" or t.capital(i) and not t.opens(i) or t.kind(i + 1) != "w" or t.low(i + 1) in words.FUNCTION_WORDS:
            return None
        if t.low(i + 1) in words.SMALL:
            return None
        found = nouns.counted(t, i + 1, plural=True)
        if found.measures and found.after > i + 1 and self._plain_no(found.after - 1):
            return Draft(i, i + 1, "count", 0, 0, measures=found.measures, state=found.state)
        single = nouns.counted(t, i + 1, plural=False)
        subject = t.opens(i) and t.low(single.after) in words.AUXILIARIES | {"could", "would", "took"}
        if single.measures and subject and single.after <= i + 4 and single.measures not in _ABSTRACT:
            return Draft(i, i + 1, "count", 0, 0, measures=single.measures, state=single.state)
        return None

    def _past_else(self, i: int) -> int:
        return i + 1 if self.t.low(i) == "else" else i

    def _plain_no(self, i: int) -> bool:
        """The noun at ``i`` is of things that can be counted, not "no plans" or "no signs"."""
        return nouns.lemma(self.t.low(i)) not in _ABSTRACT

    # Readers

    def _label(self, i: int) -> Draft | None:
        """ "No 9 shirt", "number 10", "#4": a number that names."""
        t = self.t
        low = t.low(i)
        j = i + 1
        if low == "no" and t.low(j) == "." and t.kind(j + 1) == "n":
            j += 1
        if low not in ("no", "no.", "number", "#") or (low == "no" and not t.capital(i) and t.kind(j) != "n"):
            return None
        value = t.word(j) if t.kind(j) == "n" else str(words.UNITS.get(t.low(j), "")) if low == "number" else ""
        if not value.isdigit() or not value.isascii() or len(value) > 4 or t.low(j + 1) in words.MAGNITUDES:
            return None
        run = nouns.attributive(t, j + 1) if not t.capital(j + 1) else ""
        return Draft(i, j + 1, "label", int(value), int(value), measures=run)

    def _clock(self, i: int) -> Draft | None:
        draft = read_clock(self.t, i) or read_day_part(self.t, i)
        if draft is None:
            return None
        before = self.drafts[-1] if self.drafts else None
        part = not draft.calendar and draft.low != draft.high and draft.low is not None and not draft.hedged
        if part and before and before.kind == "date" and len(self.drafts) > 1 and self.drafts[-2].kind == "time":
            if before.first - self.drafts[-2].after <= 3:
                return None
        if part and before and before.kind == "time" and draft.first - before.after <= 3:
            return None
        following = self.t.low(draft.after)
        if not draft.hedged or following not in ("to", "and", "until", "-", "–") or draft.approximate:
            return draft
        last = read_clock(self.t, draft.after + 1)
        if last is None or (following == "and" and self.t.low(draft.first - 1) != "between"):
            return draft
        return Draft(
            draft.first, last.after, "time", draft.low, last.high, unit="min", precision=last.precision,
            calendar=f"{draft.calendar}--{last.calendar}",
        )  # fmt: skip

    def _date(self, i: int) -> Draft | None:
        draft = self.calendar.read(i)
        if draft is None:
            return None
        t = self.t
        link, before = t.low(draft.after), t.low(draft.first - 1)
        spans = link in ("to", "until", "till", "through") or (link in ("-", "–") or (link == "and" and before == "between"))
        if spans and draft.kind != "decade" and "--" not in draft.calendar:
            last = self.calendar.read(draft.after + 1)
            if last and last.kind == draft.kind and last.first == draft.after + 1 and "--" not in last.calendar:
                return self._joined(draft, last)
        return self._hedged_date(draft)

    def _joined(self, first: Draft, last: Draft) -> Draft:
        """A span; a first date without a year takes that of the last ("from March to May 2024")."""
        year = last.calendar[:4]
        if first.calendar.startswith("XXXX") and year.isdigit() and first.unit == "day" and "WXX" not in first.calendar:
            dated = Calendar(Tokens(f"{self.t.text[self.t.start(first.first) : self.t.end(first.after - 1)]} {year}"), None).read(0)
            if dated:
                dated.first, dated.after = first.first, first.after
                first = dated
        return join(first, last)

    def _hedged_date(self, draft: Draft) -> Draft:
        """ "around 1950", "before 2020"; "since 1978" leaves the year as it is."""
        hedge = self._hedge(draft.first)
        if hedge and hedge[0] == "about" and self.t.low(hedge[1]) != "some" and draft.low is not None:
            draft.first, draft.approximate = hedge[1], True
            draft.precision = tolerances.YEAR_ABOUT if draft.unit == "year" else tolerances.DATE_ABOUT
        elif hedge and hedge[0] == "about":
            draft.first, draft.approximate = hedge[1], True
        return draft

    def _age(self, i: int) -> Draft | None:
        t = self.t
        return self._year_old(i) or self._bare_age(i) or (self._their_twenties(i) if t.low(i - 1) in _POSSESSIVE or t.low(i - 2) in _POSSESSIVE else None)

    def _year_old(self, i: int) -> Draft | None:
        """ "33-year-old man", "52 years old", "six-month-old baby", "three-year-olds"."""
        t = self.t
        number = numerals.read_number(t, i)
        if number is None:
            return None
        j = number.end
        high = number.high
        if t.low(j) in ("to", "or", "-", "–") and (second := numerals.read_number(t, j + 1)):
            j, high = second.end, second.high
        hyphened = t.hyphen(j)
        unit = t.low(j + 1 if hyphened else j)
        if unit not in ("year", "years", "month", "months", "week", "weeks", "day", "days", "yr"):
            return None
        j += 2 if hyphened else 1
        if t.hyphen(j):
            j += 1
        if t.low(j) not in ("old", "olds") and not (t.low(j) == "of" and t.low(j + 1) == "age"):
            return None
        after = j + 1 if t.low(j) != "of" else j + 2
        factor = units.UNITS[unit].factor / units.YEAR if unit != "yr" else 1.0
        measures = self._aged_noun(after) if t.low(j) == "old" and hyphened else ""
        draft = Draft(i, after, "age", number.low * factor, high * factor, unit="year", measures=measures)
        draft.precision = 0.0 if factor == 1 else factor / 2
        return self._apply_hedge(draft)

    def _aged_noun(self, i: int) -> str:
        """Noun that an age before token ``i`` describes, where one follows at once."""
        t = self.t
        if t.kind(i) != "w" or t.low(i) in words.FUNCTION_WORDS or nouns.verbal(t.low(i)) or t.low(i).endswith("ly"):
            return ""
        return nouns.attributive(t, i)

    def _bare_age(self, i: int) -> Draft | None:
        """ "Osei, 44,", "(aged 7)", "at the age of 81", "who is 44"."""
        t = self.t
        number = numerals.read_number(t, i)
        if number is None or number.vague or number.fraction or not 0 <= number.low <= 119 or number.low % 1:
            return None
        before, after = t.low(i - 1), number.end
        aged = self._aged_before(i)
        if aged is not None:
            draft = Draft(i, after, "age", number.low, number.low, unit="year", measures=aged)
            if t.low(after) in ("and", "to", "-", "–") and self._between(i) and (last := numerals.read_number(t, after + 1)):
                draft.after, draft.high = last.end, last.high
            return self._apply_hedge(draft)
        if number.spelled or "." in t.word(i) or "," in t.word(i):
            return None
        closed = t.low(after) in (",", ";", ")", "—", "–") or t.ends(after) or t.low(after) in ("and", "who", "from", "of", "was", "is", "said")
        if before in (",", "(") and t.kind(i - 2) == "w" and closed and not t.glued(after) | (t.low(after) in (",", ";", ")", ".")) is False:
            return self._named_age(i, after)
        return None

    def _between(self, i: int) -> bool:
        return self.t.low(i - 1) in ("between", "from") or (self.t.low(i + 1) in ("to", "-", "–"))

    def _aged_before(self, i: int) -> str | None:
        """Whom an age introduced by "aged", "age" or "at the age of" is of; None without such words."""
        t = self.t
        j = i - 1
        if t.low(j) in ("between", "from", "about", "around", "just", "only", "under", "over"):
            j -= 1
        if t.low(j) in ("and", "or", ",") and self.drafts and self.drafts[-1].kind == "age" and self.drafts[-1].after == j:
            if t.kind(i + 1) in ("p", "b", "") or t.low(i + 1) in ("and", "were", "was", "are"):
                return self.drafts[-1].measures
            return None
        if t.low(j) == "of" and t.low(j - 1) == "age":
            return ""
        if t.low(j) == "age" and t.low(j - 1) in (",", "at", "by", "from", "since", "over", "under", "until", "("):
            return ""
        if t.low(j) != "aged":
            return None
        k = j - 1
        while t.low(k) in (",", "(", "both", "all"):
            k -= 1
        if t.kind(k) != "w" or t.low(k) in words.FUNCTION_WORDS or nouns.verbal(t.low(k)):
            return ""
        return self._person_at(k)

    def _named_age(self, i: int, after: int) -> Draft | None:
        """An age in apposition ("Odum, 49, said")."""
        t = self.t
        if t.low(i - 2) in words.MONTHS or t.low(i - 2) in ("no", "page") or t.kind(i - 3) == "n":
            return None
        if t.low(i - 1) == "(" and t.low(after) != ")":
            return None
        if t.low(after) == "and" and t.kind(after + 1) == "n":
            return None
        if t.low(i - 2) in words.FUNCTION_WORDS or t.low(i - 2).removesuffix("'s") in words.WEEKDAYS or nouns.verbal(t.low(i - 2)):
            return None
        return Draft(i, after, "age", float(t.word(i)), float(t.word(i)), unit="year", measures=self._person_at(i - 2))

    def _person_at(self, k: int) -> str:
        """The name that ends at token ``k`` as written, or the noun's lemma."""
        t = self.t
        if not t.capital(k):
            return nouns.canonical(t.low(k))
        first = k
        while (t.capital(first - 1) and t.low(first - 1) not in words.FUNCTION_WORDS) or (t.hyphen(first - 1) and t.capital(first - 2)):
            first -= 1
            if t.opens(first):
                break
        while t.low(first).rstrip(".") in _TITLES and first < k:
            first += 1
        return re.sub(r"\s+", " ", t.text[t.start(first) : t.end(k)])

    def _their_twenties(self, i: int) -> Draft | None:
        """ "in her twenties", "in his late 40s"."""
        t = self.t
        if t.low(i) in ("early", "mid", "late"):
            j = i + 2 if t.low(i + 1) == "-" else i + 1
        else:
            j = i
        after = j + 1
        if t.kind(j) == "n" and t.low(j + 1) == "s" and t.glued(j + 1) and t.word(j).isdigit() and 1 < len(t.word(j)) < 3:
            low, high, after = int(t.word(j)), int(t.word(j)) + 9, j + 2
        elif t.low(j) in _TENS_PLURAL:
            low, high = _TENS_PLURAL[t.low(j)]
        else:
            return None
        if j > i:
            low, high = {"early": (low, low + 3), "mid": (low + 4, low + 6), "late": (low + 6, high)}[t.low(i)]
        return Draft(i, after, "age", low, high, True, "year")

    def _score(self, i: int) -> Draft | None:
        """ "2-1", "24 votes to 22", "24 to 22", "four to three"."""
        t = self.t
        first = numerals.read_number(t, i) if t.kind(i) == "n" or t.low(i) in words.SMALL else None
        if first is None or first.scaled or first.low % 1 or first.low > 999 or t.kind(i - 1) == "c":
            return None
        j, noun = first.end, ""
        if t.kind(j) == "w" and nouns.is_plural(t.low(j)) and t.low(j + 1) == "to" and t.low(j) not in units.UNITS:
            noun, j = nouns.canonical(t.low(j)), j + 1
        dashed = t.hyphen(j) and t.kind(i) == "n"
        if not dashed and t.low(j) != "to":
            return None
        last = numerals.read_number(t, j + 1)
        if last is None or last.scaled or last.low % 1 or (dashed and t.kind(j + 1) != "n"):
            return None
        if self._unit_follows(last.end) or t.kind(last.end) == "c" or t.hyphen(last.end) or t.low(last.end) in units.CURRENCIES:
            return None
        if not self._is_score(i, first, last, dashed=dashed, noun=noun):
            return None
        if not noun and t.low(last.end) in ("votes", "goals", "points"):
            noun = nouns.canonical(t.low(last.end))
        return Draft(i, last.end, "score", first.low, first.low, measures=noun, versus=last.low)

    def _is_score(self, i: int, first: numerals.Number, last: numerals.Number, *, dashed: bool, noun: str) -> bool:
        if noun in ("vote", "goal", "point", "run", "seat", "set", "frame"):
            return True
        near = {self.t.low(k) for k in range(i - 8, i)} | {self.t.low(k) for k in range(last.end, last.end + 3)}
        if near & _CHANGES and not near & _SCORE_WORDS:
            return False
        if dashed:
            if first.low > 199 or last.low > 199 or (first.low > 31 and first.low < last.low):
                return False
            counted = nouns.counted(self.t, last.end, plural=True).measures
            if first.low < last.low and (counted or not near & _SCORE_WORDS):
                return first.low == 0 and not counted
            return True
        return first.low >= last.low and not (self.t.low(i - 1) == "from") and not noun

    def _magnitude(self, i: int) -> Draft | None:
        """ "magnitude 6.1", "6.1-magnitude", "6.1 on the Richter scale"."""
        t = self.t
        j = i
        if t.low(i) == "magnitude":
            j = i + 1
            while t.low(j) in ("-", "of", "about", "around", "a"):
                j += 1
        if t.kind(j) != "n" or "," in t.word(j):
            return None
        after = j + 1
        if j == i:
            k = after + 1 if t.hyphen(after) else after
            if t.low(k) == "magnitude":
                after = k + 1
            elif not (t.low(after) == "on" and "richter" in (t.low(after + 1), t.low(after + 2))):
                return None
        value = float(t.word(j))
        if value > 10:
            return None
        decimals = len(t.word(j).partition(".")[2])
        draft = Draft(i, after, "magnitude", value, value, precision=10.0**-decimals / 2)
        return self._apply_hedge(draft)

    def _multiple(self, i: int) -> Draft | None:
        """ "doubled", "twice as many", "threefold", "three times the"; "twice" alone counts times."""
        t = self.t
        low = t.low(i)
        if low in words.MULTIPLES:
            return Draft(i, i + 1, "multiple", words.MULTIPLES[low], words.MULTIPLES[low])
        if low in ("twice", "thrice", "double", "triple"):
            value = 3 if low in ("thrice", "triple") else 2
            if t.low(i + 1) in ("as", "the", "that", "what", "its", "their"):
                return Draft(i, i + 1, "multiple", value, value)
            counts = low in ("twice", "thrice") and not t.low(i + 1).endswith("ly") and not t.hyphen(i + 1)
            return Draft(i, i + 1, "count", value, value, measures="time") if counts else None
        number = numerals.read_number(t, i)
        if number is None or number.vague or number.fraction:
            return None
        j = number.end + 1 if t.hyphen(number.end) else number.end
        if t.low(j) in ("fold", "times"):
            as_many = t.low(j) == "fold" or t.low(j + 1) in ("as", "the", "more", "higher", "that", "its", "larger", "bigger", "faster", "what")
            if not as_many:
                return None
            draft = Draft(i, j + 1, "multiple", number.low, number.high, precision=numerals.half_step(number, measured=True))
            return self._apply_hedge(draft)
        return None

    def _ordinal(self, i: int) -> Draft | None:
        """ "third attempt", "21st", "twenty-first"."""
        t = self.t
        low = t.low(i)
        if t.kind(i) == "n" and t.glued(i + 1) and t.low(i + 1) in ("st", "nd", "rd", "th") and t.word(i).isdigit():
            value, j = int(t.word(i)), i + 2
        elif low in words.TENS and t.hyphen(i + 1) and 1 <= words.ORDINALS.get(t.low(i + 2), 0) <= 9:
            value, j = words.TENS[low] + words.ORDINALS[t.low(i + 2)], i + 3
        elif low in words.ORDINALS:
            value, j = words.ORDINALS[low], i + 1
        else:
            return None
        if t.low(j) in ("century", "centuries") and value <= 21:
            return Draft(i, j + 1, "century", 100 * value - 99, 100 * value, unit="year", calendar=f"{value - 1:02d}XX")
        if self._idiom(i, j):
            return None
        if t.hyphen(j):
            j += 1
            if not (t.low(j).endswith("est") or t.low(j) in ("placed", "most", "ever", "best", "round", "quarter", "year", "time", "half")):
                return None
            k = j + 1
        else:
            k = j
        found = nouns.counted(t, k, plural=False)
        measures = found.measures
        if measures == "time" and {t.low(m) for m in range(k, k + 9)} & {"tried", "attempted", "try", "trying", "attempt"}:
            measures = "attempt"
        return Draft(i, j, "ordinal", value, value, measures=measures)

    def _idiom(self, i: int, j: int) -> bool:
        """An ordinal that is part of a name or phrase ("First Minister", "at first", "a second later")."""
        t = self.t
        low, before, after = t.low(i), t.low(i - 1), t.low(j)
        if t.capital(i) and t.kind(i) == "w" and (not t.opens(i) or (t.capital(j) and not self._headline(i))):
            return not self._headline(i)
        if t.capital(j) and t.kind(i) == "n":
            return True
        if before == "at" and low == "first" or after in ("aid", "lady", "name", "names", "instance", "thing", "hand", "and foremost"):
            return True
        if low == "second" and before in ("per", "a", "split", "every", "each") and (after in ("later", "to", "of", "or", "thought", "after") or t.kind(j) != "w"):
            return True
        if low in ("quarter", "half") or (low == "first" and (t.opens(i) and after == ",")):
            return True
        return after in ("of", "-") and low == "first" and t.low(j + 1) == "all"

    # Amounts

    def _amount_span(self, i: int) -> Draft | None:
        """An amount, or a range of two, with its hedge, noun and state."""
        t = self.t
        first = self._amount(i)
        if first is None:
            return self._article_unit(i)
        draft = self._range(first) or first
        if draft.kind == "duration" and t.low(draft.after) == "ago":
            found = self.calendar.ago(draft, draft.after + 1)
            if found:
                hedge = self._hedge(found.first)
                found.first = hedge[1] if hedge else found.first
                return found
        draft = self._apply_hedge(draft)
        return self._described(draft)

    def _range(self, first: Draft) -> Draft | None:
        """ "between 12 and 15", "10-15 km", "£10m to £15m", "two or three", "three out of four"."""
        t = self.t
        j, link = first.after, t.low(first.after)
        if first.low is None or first.hedged:
            return None
        before = t.low(first.first - 1)
        between = link == "and" and before == "between"
        dashed = link in ("-", "–", "—") and t.glued(j) == t.glued(j + 1)
        if not (between or dashed or link in ("to", "or")):
            return None
        last = self._amount(j + 1)
        if last is None or last.low is None or (link == "to" and self._changed(first)):
            return None
        if first.kind == "count" and not first.unit and last.kind != "count":
            first = self._inherit(first, last)
        elif last.kind == "count" and first.kind == "money":
            last.kind, last.unit = first.kind, first.unit
        if (first.kind, first.unit) != (last.kind, last.unit) or first.low is None or last.high is None:
            return None
        if first.kind in ("money", "count", "percent") and last.high >= 1e3 > first.low and last.precision:
            scale = self._scale_between(first, last)
            first.low *= scale
        if not first.low < last.high or (link == "or" and last.high > 3 * first.low + 3):
            return None
        precision = 0.0 if not last.precision else min(first.precision or last.precision, last.precision)
        return Draft(first.first, last.after, last.kind, first.low, last.high, unit=last.unit, precision=precision, hedged=True)

    def _changed(self, first: Draft) -> bool:
        """ "from £15m to £11m" after a verb of change states two values, not a range."""
        if self.t.low(first.first - 1) != "from":
            return False
        return any(self.t.low(k) in _CHANGES for k in range(first.first - 6, first.first - 1))

    def _inherit(self, first: Draft, last: Draft) -> Draft:
        """Give the unit of "10 to 15 km" to its first number."""
        t = self.t
        unit = next((units.UNITS[t.low(k)] for k in range(last.first, last.after) if t.low(k) in units.UNITS), None)
        factor, offset = (unit.factor, unit.offset) if unit and last.kind == unit.kind else (1.0, 0.0)
        if last.kind == "temperature":
            factor, offset = (units.FAHRENHEIT[2:]) if self._fahrenheit(last) else (1.0, 0.0)
        assert first.low is not None
        low = first.low * factor + offset
        return Draft(first.first, first.after, last.kind, low, low, unit=last.unit, precision=last.precision)

    def _fahrenheit(self, draft: Draft) -> bool:
        return any(self.t.low(k) in ("f", "fahrenheit") for k in range(draft.first, draft.after))

    def _scale_between(self, first: Draft, last: Draft) -> float:
        """Magnitude that "£10-15m" leaves to its second number."""
        t = self.t
        for k in range(last.first, last.after):
            factor = words.MAGNITUDES.get(t.low(k)) or words.SUFFIXES.get(t.low(k), 0.0)
            if factor >= 1000 and not any(t.low(m) in words.MAGNITUDES or t.low(m) in words.SUFFIXES for m in range(first.first, first.after)):
                return factor
        return 1.0

    def _amount(self, i: int) -> Draft | None:
        """One number with its unit or currency, without hedge or noun."""
        t = self.t
        if self._currency_start(i):
            return self._prefixed_money(i)
        sign = 1.0
        j = i
        if t.low(i) in ("-", "−", "minus") and t.kind(i + 1) in ("n",) and (t.low(i) == "minus" or not t.glued(i)):
            sign, j = -1.0, i + 1
        number = numerals.read_number(t, j)
        if number is None:
            return None
        draft = self._with_unit(j, number)
        if draft is None:
            return None
        if sign < 0:
            if draft.low is None or draft.high is None or draft.kind not in ("temperature", "percent", "count"):
                return None
            offset = units.FAHRENHEIT.offset if draft.kind == "temperature" and self._fahrenheit(draft) else 0.0
            draft.low, draft.high = 2 * offset - draft.high, 2 * offset - draft.low
            draft.first = i
        return draft

    def _currency_start(self, i: int) -> bool:
        t = self.t
        if t.kind(i) == "c":
            return t.kind(i + 1) == "n" or t.low(i + 1) in words.SMALL
        word = t.word(i)
        if t.kind(i) != "w" or not word[0].isupper():
            return False
        if t.kind(i + 1) == "c" and t.glued(i + 1) and t.low(i) in units.DOLLARS:
            return True
        return (word in units.CODES or word in ("Rs", "Rs.")) and t.kind(i + 1) == "n"

    def _prefixed_money(self, i: int) -> Draft | None:
        """ "£1.8m", "US$5bn", "EUR 5 million"."""
        t = self.t
        j = i + 1
        if t.kind(i) == "c":
            code = units.SIGNS[t.word(i)]
        elif t.kind(j) == "c":
            code, j = units.DOLLARS[t.low(i)], j + 1
        else:
            code = t.word(i) if t.word(i) in units.CODES else "INR"
        number = numerals.read_number(t, j)
        if number is None:
            return None
        number = self._m_for_million(number)
        if t.low(number.end) in units.CURRENCIES and t.low(number.end) not in ("cents", "cent"):
            number = number._replace(end=number.end + 1)
        return self._rate(self._made(i, number, units.Unit("money", code, 1.0)))

    def _m_for_million(self, number: numerals.Number) -> numerals.Number:
        """Take in a suffix that only money may have ("£32m", "$5b", "£600 k")."""
        t = self.t
        low = t.low(number.end)
        if number.scaled or number.spelled or low not in words.SUFFIXES or not t.glued(number.end):
            return number
        factor = words.SUFFIXES[low]
        return numerals.Number(number.low * factor, number.high * factor, number.step * factor, number.end + 1, scaled=True)

    def _made(self, i: int, number: numerals.Number, unit: units.Unit) -> Draft:
        """A draft of a number in a unit, in the base unit."""
        factor, offset = unit.factor, unit.offset
        half = numerals.half_step(number, measured=unit.kind != "count") * factor
        low, high = number.low * factor + offset, number.high * factor + offset
        if unit.kind in ("percent", "percentage_points"):
            half = number.step / 2
        return Draft(i, number.end, unit.kind, low, high, number.vague, unit.base, precision=half)

    def _rate(self, draft: Draft) -> Draft:
        """ "£7 a month" as an amount for a year."""
        t = self.t
        j = draft.after
        if t.low(j) not in ("a", "an", "per", "each", "every", "/") or draft.low is None or draft.high is None:
            return draft
        period = units.PERIODS.get(t.low(j + 1))
        if period is None:
            return draft
        base, factor = period
        draft.low, draft.high, draft.precision = draft.low * factor, draft.high * factor, draft.precision * factor
        draft.unit, draft.after = f"{draft.unit}/{base}", j + 2
        return draft

    def _with_unit(self, i: int, number: numerals.Number) -> Draft | None:
        """Read what follows a number: per cent, a currency, a unit, a share, or a noun."""
        return (
            self._percent(i, number)
            or self._suffixed_money(i, number)
            or self._degrees(i, number)
            or self._measured(i, number)
            or self._share(i, number)
            or self._count(i, number)
        )

    def _percent(self, i: int, number: numerals.Number) -> Draft | None:
        t = self.t
        j = number.end
        if t.hyphen(j):
            j += 1
        low = t.low(j)
        if low in ("%", "percent", "pc"):
            after = j + 1
        elif low == "per" and t.low(j + 1) == "cent":
            after = j + 2
        elif low == "percentage":
            after = j
        else:
            return None
        k = after + 1 if t.hyphen(after) else after
        if low == "percentage":
            k += 1
        points = t.low(k) in ("point", "points")
        if low == "percentage" and not points:
            return None
        kind = "percentage_points" if points else "percent"
        if number.fraction:
            number = number._replace(fraction=False)
        return self._made(i, number._replace(end=k + 1 if points else after), units.Unit(kind, "%", 1.0))

    def _suffixed_money(self, i: int, number: numerals.Number) -> Draft | None:
        """ "32 million pounds", "3.2m euros", "50 US dollars", "20p", "5m USD"."""
        t = self.t
        j = number.end
        wide = number
        if t.glued(j) and t.low(j) in words.SUFFIXES and not number.scaled and t.kind(i) == "n":
            wide = self._m_for_million(number)
            j = wide.end
        if t.hyphen(j):
            j += 1
        if t.low(j) == "of" and number.vague:
            j += 1
        nation = t.low(j) if t.kind(j) == "w" else ""
        if t.low(j) in ("new", "hong") and t.low(j + 1) in ("zealand", "kong"):
            nation, j = t.low(j + 1), j + 1
        named = units.CURRENCIES.get(t.low(j))
        if named is None and nation and t.low(j + 1) in units.CURRENCIES:
            named = units.CURRENCIES[t.low(j + 1)]
            if nation not in units.NATIONS.get(named[0], {}):
                return None
            j += 1
        if named is None:
            if t.word(j) in units.CODES:
                return self._rate(self._made(i, wide._replace(end=j + 1), units.Unit("money", t.word(j), 1.0)))
            if t.low(j) == "p" and t.glued(j) and t.word(j) == "p":
                return self._rate(self._made(i, number._replace(end=j + 1), units.Unit("money", "GBP", 0.01)))
            return None
        name, code, factor = named
        code = units.NATIONS.get(name, {}).get(nation, code)
        if name == "pound" and factor == 1 and self._weighs(i, j, wide):
            return self._made(i, wide._replace(end=j + 1), units.Unit("mass", "kg", units.POUND_KG))
        if number.fraction and not number.scaled:
            return None
        return self._rate(self._made(i, wide._replace(end=j + 1), units.Unit("money", code, factor)))

    def _weighs(self, i: int, j: int, number: numerals.Number) -> bool:
        """The pounds at ``j`` are of mass."""
        t = self.t
        if t.low(j + 1) == "of" and t.kind(j + 2) == "w":
            return t.low(j + 2) not in units.MONEY_OF
        if number.scaled:
            return False
        near = {t.low(k) for k in range(i - 7, i)} | {t.low(k) for k in range(j + 1, j + 3)}
        return bool(near & units.MASS_CUES) or t.hyphen(number.end)

    def _degrees(self, i: int, number: numerals.Number) -> Draft | None:
        t = self.t
        j = number.end
        low = t.low(j)
        if low in ("°", "º", "degrees", "degree"):
            k = j + 1
            if t.hyphen(k):
                k += 1
            scale = t.low(k)
            if scale in ("c", "celsius", "centigrade"):
                unit, k = units.CELSIUS, k + 1
            elif scale in ("f", "fahrenheit"):
                unit, k = units.FAHRENHEIT, k + 1
            else:
                unit = units.DEGREES
        elif t.glued(j) and t.word(j) in ("C", "F"):
            unit, k = (units.CELSIUS if t.word(j) == "C" else units.FAHRENHEIT), j + 1
        else:
            return None
        return self._made(i, number._replace(end=k), unit)

    def _measured(self, i: int, number: numerals.Number) -> Draft | None:
        """A number of a unit, with compounds ("two hours and 15 minutes") and rates of speed."""
        found = self._unit_at(number)
        if found is None:
            return self._clock_duration(i)
        unit, j = found
        draft = self._made(i, number._replace(end=j, fraction=False), unit)
        if unit.kind == "length" and self.t.low(j) in ("an", "per", "a") and self.t.low(j + 1) in units.SPEED_LENGTHS:
            factor = units.SPEED_LENGTHS[self.t.low(j + 1)] * unit.factor
            return self._made(i, number._replace(end=j + 2, fraction=False), units.Unit("speed", "km/h", factor))
        if self.t.low(j) == "/" and unit.kind == "length" and self.t.low(j + 1) in units.SPEED_LENGTHS:
            factor = units.SPEED_LENGTHS[self.t.low(j + 1)] * unit.factor
            return self._made(i, number._replace(end=j + 2, fraction=False), units.Unit("speed", "km/h", factor))
        return self._compound(draft, unit)

    def _unit_at(self, number: numerals.Number) -> tuple[units.Unit, int] | None:
        """The unit after a number and the index after it."""
        t = self.t
        j = number.end
        glued = t.glued(j)
        if t.hyphen(j):
            j += 1
        elif number.fraction or number.vague:
            j += 1 if t.low(j) == "of" else 0
            j += 1 if t.low(j) in ("a", "an") and number.fraction else 0
        elif t.low(j) in _AMOUNT_ADJECTIVES and t.low(j + 1) in units.UNITS and t.low(j + 1) != "m":
            j += 1
        low, word = t.low(j), t.word(j)
        if low in ("square", "sq", "cubic"):
            return self._squared(low, j)
        if low not in units.UNITS or (word not in units.CASED.get(low, {word})):
            return None
        if glued and j == number.end and low not in units.ABBREVIATIONS:
            return None
        if low == "m" and (not glued and number.spelled or self._millions_of(number, j + 1)):
            return None
        if low in ("second", "g", "stone", "mi", "min", "night", "nights") and not self._unit_word(number, low, j):
            return None
        if low.endswith("s") is False and low in ("mile", "year") and number.fraction and number.low == 0.5:
            pass
        return units.UNITS[low], j + 1

    def _unit_word(self, number: numerals.Number, low: str, j: int) -> bool:
        """Words that are units only in the right company."""
        if low == "second":
            return self.t.hyphen(j - 1) or number.low == 1
        if low == "stone":
            return not self.t.kind(j + 1) == "w" or self.t.low(j + 1) in words.FUNCTION_WORDS
        if low in ("night", "nights"):
            return self.t.low(j + 1) not in ("of",)
        return True

    def _millions_of(self, number: numerals.Number, j: int) -> bool:
        """What follows "2m" shows that it is millions: people, homes, viewers."""
        low = self.t.low(j)
        return self.t.kind(j) == "w" and nouns.is_plural(low) and low not in words.FUNCTION_WORDS

    def _squared(self, power: str, j: int) -> tuple[units.Unit, int] | None:
        low = self.t.low(j + 1)
        if low == "." :
            j, low = j + 1, self.t.low(j + 2)
        unit = units.UNITS.get(low)
        if unit is None or unit.kind != "length":
            return None
        if power == "cubic":
            return units.Unit("volume", "l", unit.factor**3 * 1000), j + 2
        return units.Unit("area", "m²", unit.factor**2), j + 2

    def _compound(self, draft: Draft, unit: units.Unit) -> Draft:
        """Add a smaller unit of the same kind: "6ft 2in", "two hours and 15 minutes"."""
        t = self.t
        if unit.kind not in ("duration", "length", "mass") or draft.low != draft.high or draft.low is None:
            return draft
        j = draft.after
        if t.low(j) in ("and", ",") or t.hyphen(j):
            j += 1
        number = numerals.read_number(t, j)
        if number is None or number.vague or number.fraction and unit.kind != "duration":
            return draft
        if number.low == 0.5 and number.spelled and t.low(j) == "a":
            half = unit.factor / 2
            draft.low = draft.high = draft.low + half
            draft.precision, draft.after = half / 2, number.end
            return draft
        low = t.low(number.end)
        smaller = units.UNITS["inch"] if low == "in" and t.glued(number.end) else None
        if smaller is None:
            found = self._unit_at(number)
            smaller = found[0] if found else None
        if smaller is None or smaller.kind != unit.kind or smaller.factor >= unit.factor:
            return draft
        after = number.end + 1 if low == "in" else found[1] if found else number.end + 1
        draft.low = draft.high = draft.low + number.low * smaller.factor
        draft.precision, draft.after = number.step / 2 * smaller.factor, after
        return draft

    def _clock_duration(self, i: int) -> Draft | None:
        return None

    def _share(self, i: int, number: numerals.Number) -> Draft | None:
        """ "a third of", "two thirds", "three in four", "nine out of ten"."""
        t = self.t
        if number.fraction:
            draft = Draft(i, number.end, "fraction", number.low, number.high)
            draft.precision = numerals.half_step(number, measured=False)
            return draft
        j = number.end
        if t.low(j) == "out" and t.low(j + 1) == "of":
            j += 1
        elif t.low(j) != "in" or number.high > 10:
            return None
        last = numerals.read_number(t, j + 1)
        if last is None or last.vague or last.fraction or last.scaled or not number.high < last.low:
            return None
        plain = t.low(j) == "of" or last.low in (3, 4, 5, 6, 8, 10, 20, 100, 1000)
        if not plain or self._unit_at(last) or (t.low(j) == "in" and last.low == 2):
            return None
        value = number.low / last.low
        return Draft(i, last.end, "fraction", value, value, precision=tolerances.FRACTION_ROUNDING / 100)

    def _count(self, i: int, number: numerals.Number) -> Draft | None:
        """A plain number."""
        t = self.t
        low = t.low(i)
        if number.spelled and low == "one" and number.end == i + 1 and not self._one(i):
            return None
        after = t.low(number.end)
        if t.glued(number.end) and t.kind(number.end) in ("w", "m") and not number.spelled:
            if t.word(number.end) in ("m", "b") and not number.scaled:
                number = self._m_for_million(number)
            else:
                return None
        elif t.glued(number.end) and after in ("/", "_", "@", "°"):
            return None
        if t.kind(number.end) == "n" and not number.spelled and not t.ends(number.end):
            return None
        if low == "zero" and t.hyphen(number.end):
            return None
        if after == "+" and t.glued(number.end):
            draft = self._made(i, number._replace(end=number.end + 1), units.Unit("count", "", 1.0))
            draft.high, draft.hedged = None, True
            return draft
        return self._made(i, number, units.Unit("count", "", 1.0))

    def _one(self, i: int) -> bool:
        """ "One" counts only before its noun ("one man has"), not as a pronoun."""
        t = self.t
        low = t.low(i + 1)
        if t.kind(i + 1) != "w" or low in words.FUNCTION_WORDS or t.low(i - 1) in (
            "this", "that", "the", "which", "no", "any", "every", "each", "another", "-", "day", "number", "as",
        ):
            return False
        return low not in ("day", "another", "thing", "'s", "can", "place", "side", "hand", "way", "point", "stage", "time", "minute") and not nouns.verbal(low)

    def _article_unit(self, i: int) -> Draft | None:
        """ "just over a year", "about an hour", "for a week": an article for one."""
        t = self.t
        if t.low(i) not in ("a", "an") or t.low(i + 1) not in units.UNITS or t.low(i + 1).endswith("s"):
            return None
        unit = units.UNITS[t.low(i + 1)]
        before, after = t.low(i - 1), t.low(i + 2)
        if unit.kind not in ("duration", "length", "mass") or t.hyphen(i + 2) or len(t.low(i + 1)) < 3:
            return None
        if t.low(i + 1) in ("second", "stone", "minute", "foot", "yard", "day", "night", "ton", "inch") and before not in ("over", "under", "nearly", "almost", "about", "than", "within"):
            if not (after == "ago" or (t.low(i + 1) in ("day", "minute") and before in ("for", "after", "lasted", "took"))):
                return None
        hedged = self._hedge(i) is not None and before not in ("at", "as", "the", "just", "only")
        if not hedged and before not in ("for", "after", "lasted", "took", "takes", "within", "in") and after != "ago":
            return None
        if before == "in" and t.low(i - 2) in ("once", "twice", "times", "time"):
            return None
        number = numerals.Number(1, 1, 1, i + 2, spelled=True)
        draft = self._compound(self._made(i, number, unit), unit)
        if after == "ago":
            return self.calendar.ago(draft, i + 3)
        return self._described(self._apply_hedge(draft))

    # Hedges and what is measured

    def _hedge(self, i: int) -> tuple[str, int] | None:
        """Meaning of the words before token ``i`` and where they start."""
        t = self.t
        for length in range(min(words.LONGEST_HEDGE, i - self.floor), 0, -1):
            meaning = words.HEDGES.get(tuple(t.low(j) for j in range(i - length, i)))
            if meaning:
                return meaning, i - length
        return None

    def _apply_hedge(self, draft: Draft) -> Draft:
        """Widen or open the bounds by the words before (and "or more" after) an amount."""
        start = draft.first
        meanings: list[str] = []
        while (hedge := self._hedge(start)) and len(meanings) < 3:
            meaning, begin = hedge
            if meaning == "exact" and (self._hedge(begin) is None or self.t.low(begin) in ("the", "as", "at", "all")):
                break
            if not self._hedge_fits(draft, meaning, begin):
                break
            meanings.append(meaning)
            start = begin
        draft.first = start
        trailing = self._trailing_hedge(draft)
        if trailing:
            meanings.append(trailing)
        for meaning in meanings:
            _bound(draft, meaning)
        return draft

    def _hedge_fits(self, draft: Draft, meaning: str, begin: int) -> bool:
        """Words that hedge some amounts and stand for something else before others."""
        t = self.t
        low = t.low(begin)
        single = begin == draft.first - 1
        if not single:
            return True
        if draft.kind in ("duration",) and low in ("over", "under", "around", "above", "below", "near"):
            return low == "over" and t.low(begin - 1) in ("for", "lasted", "took", "just", "well", "lasting", "after", "of")
        if low in ("above", "below", "under", "beyond") and draft.kind == "length" and t.low(draft.after) in words.FUNCTION_WORDS:
            return True
        if low == "within":
            return draft.kind in ("duration", "length")
        if low in ("estimated", "near", "c", "~"):
            return low != "near" or draft.kind in ("money", "percent", "count")
        return not (meaning == "least" and low == "exceeds" and draft.kind == "date")

    def _trailing_hedge(self, draft: Draft) -> str:
        """ "or more", "or so", "-plus", "-odd" after an amount; taken into its span."""
        t = self.t
        j = draft.after
        low, following = t.low(j), t.low(j + 1)
        if low == "or" and following in ("more", "so", "fewer", "less", "thereabouts", "higher", "over", "above"):
            draft.after = j + 2
            return "about" if following in ("so", "thereabouts") else "most" if following in ("fewer", "less") else "least"
        if t.hyphen(j) and following in ("plus", "odd", "ish"):
            draft.after = j + 2
            return "least" if following == "plus" else "about"
        if draft.kind == "count" and nouns.is_plural(low) and following == "or" and t.low(j + 2) in ("more", "so"):
            return "least" if t.low(j + 2) == "more" else "about"
        return ""

    def _described(self, draft: Draft) -> Draft:
        """Fill in what the amount measures and what befell it."""
        t = self.t
        after = draft.after
        if draft.kind == "count":
            return self._described_count(draft)
        if draft.kind == "fraction":
            found = nouns.counted(t, after, plural=True) if t.low(after) == "of" else nouns.Counted()
            if t.low(after) == "of" and not found.measures:
                found = self._whole(after + 1)
            elif t.low(after) in ("the", "its", "their", "all", "his", "her"):
                found = self._whole(after)
            draft.measures, draft.state = found.measures, found.state
        elif draft.kind in ("percent", "percentage_points"):
            draft.measures = self._percent_of(draft)
        elif draft.kind == "money":
            draft.measures = self._money_of(draft)
        elif draft.kind in ("length", "mass", "duration", "area", "volume", "power", "energy", "speed", "temperature"):
            draft.measures = self._measure_of(draft)
        return draft

    def _whole(self, i: int) -> nouns.Counted:
        """The noun of which a share is told, singular or plural."""
        t = self.t
        j = i
        while t.low(j) in words.FUNCTION_WORDS and t.low(j) not in ("it", "them", "which", "whom", "us") and j < i + 3:
            j += 1
        if t.low(j) in words.FUNCTION_WORDS:
            return nouns.Counted()
        found = nouns.counted(t, j, plural=True)
        return found if found.measures else nouns.counted(t, j, plural=False)

    def _described_count(self, draft: Draft) -> Draft:
        t = self.t
        after = draft.after
        one = draft.low == draft.high == 1
        found = nouns.counted(t, after, plural=not one)
        before = nouns.state_before(t, draft.first)
        if not before and draft.hedged is False and self._coordinated(draft):
            before = self.drafts[-1].state
        state = found.state or ("" if found.partitive else before)
        measures = found.measures
        if not measures and not found.partitive:
            told = nouns.told_before(t, draft.first) if not state else nouns.Counted()
            measures, state = told.measures, state or told.state
            if not measures and state in words.PERSON_STATES:
                measures = "person"
        if measures == "shirt" and one:
            draft.kind = "label"
        draft.measures, draft.state = measures, state
        return draft

    def _coordinated(self, draft: Draft) -> bool:
        """ "killing two adults and three children": the second shares the verb of the first."""
        if not self.drafts or self.drafts[-1].kind != "count" or self.t.low(draft.first - 1) != "and":
            return False
        last = self.drafts[-1]
        return bool(last.state) and 0 <= draft.first - last.after <= 4 and nouns.state_before(self.t, last.first) == last.state

    def _percent_of(self, draft: Draft) -> str:
        t = self.t
        j = draft.after
        low = t.low(j)
        if low == "of":
            return self._whole(j + 1).measures
        before = [t.low(k) for k in range(draft.first - 3, draft.first)]
        for word in reversed(before):
            if word in words.RISES:
                return "rise"
            if word in words.FALLS:
                return "fall"
        if low in ("more", "higher", "above", "up"):
            return "rise"
        if low in ("less", "fewer", "below", "lower", "down", "off"):
            return "fall"
        noun = nouns.attributive(t, j) if t.kind(j) == "w" or t.hyphen(j) else ""
        if noun in words.RISES:
            return "rise"
        return "fall" if noun in words.FALLS else noun

    def _money_of(self, draft: Draft) -> str:
        t = self.t
        if self._determined(draft.first) or t.hyphen(draft.after):
            noun = nouns.attributive(t, draft.after)
            if noun:
                return noun
        for k in range(draft.first - 1, draft.first - 4, -1):
            if t.kind(k) != "w":
                break
            if t.low(k) in words.COSTS:
                return words.COSTS[t.low(k)]
        if t.low(draft.first - 1) == "of" and t.kind(draft.first - 2) == "w" and t.low(draft.first - 2) not in words.FUNCTION_WORDS:
            return nouns.canonical(t.low(draft.first - 2))
        if t.low(draft.after) in ("in", "of") and t.kind(draft.after + 1) == "w" and t.low(draft.after + 2) not in ("in",):
            run = nouns.counted(t, draft.after + 1, plural=False)
            if run.measures and not t.capital(draft.after + 1):
                return run.measures
        return ""

    def _determined(self, i: int) -> bool:
        """A determiner stands before the amount, so that a noun follows it ("a £1.8m painting")."""
        t = self.t
        for k in range(i - 1, i - 4, -1):
            low = t.low(k)
            if low in ("a", "an", "the", "its", "his", "her", "their", "this", "that", "our") or low.endswith("'s"):
                return True
            if t.low(k) == "-" and t.hyphen(k):
                continue
            if t.kind(k) != "w" or low in words.FUNCTION_WORDS or nouns.verbal(low):
                return False
        return False

    def _measure_of(self, draft: Draft) -> str:
        t = self.t
        j = draft.after
        low = t.low(j)
        if draft.kind == "length" and low in words.ATTRIBUTES:
            return words.ATTRIBUTES[low]
        if draft.kind == "duration" and low in ("in", "behind") and t.low(j + 1) in ("prison", "jail", "bars", "custody"):
            return "prison"
        hyphened = any(t.hyphen(k) for k in range(draft.first, draft.after))
        if hyphened or t.hyphen(j) or (t.kind(j) == "w" and low not in words.FUNCTION_WORDS and self._determined(draft.first)):
            noun = nouns.attributive(t, j)
            if noun and noun not in ("old", "long"):
                return noun
        if draft.kind in ("volume", "mass", "area") and low == "of":
            return self._whole(j + 1).measures
        if draft.kind == "length":
            for k in range(draft.first - 1, draft.first - 5, -1):
                if t.low(k) in ("altitude", "height", "depth", "width", "length", "distance"):
                    return t.low(k)
        return "weight" if draft.kind == "mass" and self._weighed(draft) else ""

    def _weighed(self, draft: Draft) -> bool:
        near = {self.t.low(k) for k in range(draft.first - 4, draft.first)}
        return bool(near & {"weighs", "weighed", "weighing", "mass", "weight"})


def _bound(draft: Draft, meaning: str) -> None:
    """Apply one hedge to the bounds."""
    if draft.low is None or draft.high is None:
        draft.approximate = draft.approximate or meaning == "about"
        return
    value = draft.high if meaning in ("most", "below") else draft.low
    size = abs(value)
    draft.hedged = True
    if meaning == "least":
        draft.high = None
    elif meaning == "most":
        draft.low = None
    elif meaning == "below":
        draft.low, draft.approximate = value - tolerances.JUST_UNDER * size, True
    elif meaning == "above":
        draft.high, draft.approximate = value + tolerances.JUST_OVER * size, True
    elif meaning == "about":
        draft.approximate = True


_POSSESSIVE = frozenset("his her their my our its".split())
_TITLES = frozenset("mr mrs ms miss dr sir lady lord dame professor prof councillor det inspector sergeant constable judge justice president minister senator captain major colonel general father reverend".split())  # fmt: skip
_ABSTRACT = frozenset("plan sign reason detail matter problem doubt way question choice idea one need word evidence chance relation comment sense wonder thing surprise illusion point mean mistake term regret circumstance excuse guarantee limit longer time".split())  # fmt: skip
