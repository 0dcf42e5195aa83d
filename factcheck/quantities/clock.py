"""Clock times, in minutes after midnight; hours without a half of the day stay open to both."""

from __future__ import annotations

from factcheck.quantities import tolerances, words
from factcheck.quantities.draft import Draft
from factcheck.quantities.tokens import Tokens

HALVES = {"am": 0, "a.m.": 0, "pm": 720, "p.m.": 720, "a.m": 0, "p.m": 720}
NAMED = {"noon": 720, "midday": 720, "midnight": 0}
CLEAR = frozenset({"after", "before"})
_NOT_CLOCK = frozenset(
    "stand stands stood put puts toll remain remains total valued estimated number set fixed odds".split()
)
MINUTE_WORDS = {"quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20}


def read_clock(t: Tokens, i: int) -> Draft | None:
    """The clock time that starts at token ``i``, with its hedge taken in."""
    low = t.low(i)
    if t.kind(i) == "t":
        found = _digital(t, i)
    elif low in NAMED:
        if low == "midnight" and t.capital(i) and not t.opens(i):
            return None
        found = _made(i, i + 1, NAMED[low], certain=True, precision=tolerances.CLOCK_ROUND)
    elif t.kind(i) == "n" or low in words.UNITS:
        found = _hour(t, i)
    else:
        found = None
    found = found or _past(t, i)
    return _hedged(t, found) if found else None


def read_day_part(t: Tokens, i: int) -> Draft | None:
    """A part of a day tied to a day: "Tuesday morning", "the early hours of Sunday", "that night"."""
    low, before, after = t.low(i), t.low(i - 1), t.low(i + 1)
    if low in words.DAY_PARTS:
        tied = before.removesuffix("'s") in words.WEEKDAYS or before in (
            "yesterday",
            "tomorrow",
            "this",
            "that",
        )
        tied = (
            tied
            or (before == "last" and low == "night")
            or (before == "the" and after == "of" and t.low(i - 2) in ("on", "in"))
        )
        if not tied or t.hyphen(i + 1):
            return None
        bottom, top = words.DAY_PARTS[low]
        return _part(i, i + 1, bottom, top)
    if low == "tonight":
        return _part(i, i + 1, *words.DAY_PARTS["night"])
    if low == "early" and after == "hours":
        return _part(i, i + 2, 0, 360)
    if low in ("early", "late") and after == "on" and t.low(i + 2) in words.WEEKDAYS:
        return _part(i, i + 1, *((0, 540) if low == "early" else (1140, 1530)))
    return None


def _part(i: int, after: int, bottom: int, top: int) -> Draft:
    return Draft(i, after, "time", bottom, top, True, "min")


def _made(i: int, after: int, minutes: int, *, certain: bool, precision: float) -> Draft:
    minutes %= 1440
    written = f"T{minutes // 60:02d}:{minutes % 60:02d}" + ("" if certain else "/12")
    return Draft(i, after, "time", minutes, minutes, unit="min", precision=precision, calendar=written)


def _half(t: Tokens, i: int) -> tuple[int | None, int]:
    """Minutes that "am" or "pm" at ``i`` adds, and the index after it."""
    low = t.low(i)
    if low in ("a", "p") and t.low(i + 1) == "." and t.low(i + 2) == "m":
        return (0 if low == "a" else 720), i + 3
    if low in ("a", "p") and t.glued(i):
        return (0 if low == "a" else 720), i + 1
    return (HALVES[low], i + 1) if low in HALVES else (None, i)


def _digital(t: Tokens, i: int) -> Draft | None:
    """Reads "06:14", "4:58 p.m."; with seconds and no half of the day it is a duration, read elsewhere."""
    parts = [int(part) for part in t.word(i).split(":")]
    if left_to_play(t, i):
        return None
    half, after = _half(t, i + 1)
    if parts[0] > 23 or parts[1] > 59 or (half is not None and not 0 < parts[0] <= 12):
        return None
    if len(parts) == 3 and half is None and not t.word(i).startswith("0"):
        return None
    certain = half is not None or parts[0] > 12 or t.word(i).startswith("0")
    hour = parts[0] % 12 + half // 60 if half is not None else parts[0]
    if half is None and not certain:
        half, certain = _context_half(t, after, hour)
        hour = hour % 12 + half // 60 if certain else hour
    return _made(i, after, hour * 60 + parts[1], certain=certain, precision=_precision(parts[1]))


def left_to_play(t: Tokens, i: int) -> bool:
    """The clock at token ``i`` is that of a game: "with 7:41 to go"."""
    return t.low(i + 1) in ("left", "remaining", "into") or (
        t.low(i + 1) == "to" and t.low(i + 2) in ("go", "play")
    )


def _precision(minutes: int) -> float:
    if minutes % 15 == 0:
        return tolerances.CLOCK_ROUND
    return tolerances.CLOCK_FIVE if minutes % 5 == 0 else 0.5


def _hour(t: Tokens, i: int) -> Draft | None:
    """Reads "8am", "7.20am", "8 o'clock", and "six" where its surroundings make it a time."""
    if t.low(i + 1) in ("hours", "hrs") and len(t.word(i)) == 4 and t.low(i - 1) in _AT:
        return _military(t, i)
    hour, minutes, written = _hour_value(t, i)
    if hour is None:
        return None
    half, after = _half(t, i + 1)
    precision = tolerances.CLOCK_HOUR if not written else _precision(minutes)
    if half is not None and 0 < hour <= 12:
        return _made(i, after, hour % 12 * 60 + half + minutes, certain=True, precision=precision)
    if not 0 < hour <= 12 and not written:
        return None
    if t.low(i + 1) in ("o'clock", "oclock"):
        after = i + 2
    elif not _surrounded(t, i, written=written):
        return None
    elif t.low(i + 1) in ("gmt", "bst", "est", "et", "cet", "utc"):
        after = i + 2
    else:
        after = i + 1
    if hour > 12:
        return _made(i, after, hour * 60 + minutes, certain=True, precision=precision)
    half, certain = _context_half(t, after, hour)
    return _made(i, after, hour % 12 * 60 + half + minutes, certain=certain, precision=precision)


_AT = frozenset("at by about around until since from before after".split())


def _military(t: Tokens, i: int) -> Draft | None:
    """Reads "1230 hours"."""
    word = t.word(i)
    if not (word.isdigit() and word.isascii()) or int(word[:2]) > 23 or int(word[2:]) > 59:
        return None
    minutes = int(word[:2]) * 60 + int(word[2:])
    return _made(i, i + 2, minutes, certain=True, precision=_precision(minutes % 60))


def _hour_value(t: Tokens, i: int) -> tuple[int | None, int, bool]:
    """Hour, minutes and whether minutes are written, of "8", "7.20" or "six"."""
    word = t.word(i)
    if t.kind(i) != "n":
        return words.UNITS.get(t.low(i)), 0, False
    hours, dot, minutes = word.partition(".")
    if (
        not hours
        or "," in word
        or not word.isascii()
        or len(hours) > 2
        or (dot and len(minutes) != 2)
        or int(hours) > 23
    ):
        return None, 0, False
    return (
        (int(hours), int(minutes), True)
        if dot and int(minutes) < 60
        else (int(hours) if not dot else None, 0, False)
    )


def _surrounded(t: Tokens, i: int, *, written: bool) -> bool:
    """What stands around a bare hour shows that it is a time.

    "Shortly after six" does; "at six" does at the end of a clause; "around five" needs a day, a part of
    the day, or an event before it.
    """
    hedge = _clock_hedge(t, i)
    if t.low(i + 1) in ("local", "gmt", "bst", "est", "et", "cet", "utc"):
        return True
    if hedge is None or (t.glued(i + 1) and t.low(i + 1) not in (".", ",", ";", ")")):
        return False
    meaning, start = hedge
    timed = _time_context(t, i + 1)
    if timed:
        return True
    closed = t.kind(i + 1) in ("p", "b", "") or t.low(i + 1) in ("when", "as", "and", "but", "after", "local")
    if not closed or t.low(i + 1) in ("%", "-", "/"):
        return False
    event = t.low(start - 1) in words.EVENT_VERBS
    if (
        meaning in CLEAR
        and t.low(i - 2) not in ("nearly", "almost")
        and t.low(i - 1) in ("after", "before", "past")
    ):
        return True
    spelled = t.kind(i) != "n" or written
    if t.low(start) == "at" and (t.low(i + 1) not in ("and", "after") or event) and spelled:
        return not _tells_a_level(t, start)
    return event and meaning in ("about", "later", "earlier", "at") and t.low(start) != "to"


def _time_context(t: Tokens, i: int) -> bool:
    """A day or part of a day follows at token ``i``."""
    low = t.low(i).removesuffix("'s")
    if low in ("on", "that", "this", "yesterday", "in", "tomorrow") or low in words.WEEKDAYS:
        j = i if low in words.WEEKDAYS or low in ("yesterday", "tomorrow") else i + 1
        following = t.low(j).removesuffix("'s")
        if following in ("yesterday", "tomorrow") or following in words.WEEKDAYS:
            return True
        if following in words.DAY_PARTS or (following == "the" and t.low(j + 1) in words.DAY_PARTS):
            return True
        return low == "on" and (following in words.MONTHS or t.low(j + 1) in words.MONTHS)
    return low == "at" and t.low(i + 1) == "night"


def _context_half(t: Tokens, i: int, hour: int) -> tuple[int, bool]:
    """Minutes to add for the half of the day named nearby, and whether it is named."""
    for j in range(i, i + 6):
        low = t.low(j)
        if t.ends(j) or low in (",", ";") or t.kind(j) == "t":
            break
        if low in ("morning", "dawn"):
            return 0, True
        if low in ("afternoon", "evening"):
            return 720, True
        if low in ("night", "tonight"):
            return (720 if hour % 12 >= 5 else 0), True
    return (0 if hour < 12 else 720), False


def _past(t: Tokens, i: int) -> Draft | None:
    """Reads "half past six", "quarter to nine", "ten past five", "twenty-five to ten"."""
    minutes = MINUTE_WORDS.get(t.low(i))
    j = i + 1
    if t.low(i) == "twenty" and t.hyphen(j) and t.low(j + 1) == "five":
        minutes, j = 25, j + 2
    if t.low(j) in ("minute", "minutes"):
        j += 1
    if minutes is None or t.low(j) not in ("past", "to"):
        return None
    hour = words.UNITS.get(t.low(j + 1)) or (
        int(t.word(j + 1)) if t.word(j + 1) in map(str, range(1, 13)) else None
    )
    if hour is None or not 1 <= hour <= 12:
        return None
    if t.low(j) == "to" and t.low(i) != "quarter" and not _tells_when(t, i, j + 2):
        return None
    if t.low(j) == "past" and t.kind(j + 2) == "w" and t.low(j + 2) not in words.FUNCTION_WORDS:
        return None
    after = j + 2
    half, found = _half(t, after)
    total = hour % 12 * 60 + (minutes if t.low(j) == "past" else -minutes)
    if half is not None:
        return _made(i, found, total + half, certain=True, precision=_precision(total % 60))
    half, certain = _context_half(t, after, hour)
    return _made(i, after, total + half, certain=certain, precision=_precision(total % 60))


def _tells_when(t: Tokens, i: int, after: int) -> bool:
    """Of "ten to six": "at ten to six", "about ten to six on Sunday", not a vote, a fall or a span."""
    hedge = _clock_hedge(t, i)
    if hedge is None or (first := t.low(hedge[1])) in ("by", "from", "to", "between"):
        return False
    if _tells_a_level(t, hedge[1]):
        return False
    return first == "at" or _time_context(t, after) or _half(t, after)[0] is not None


def _tells_a_level(t: Tokens, i: int) -> bool:
    """What stands before token ``i`` speaks of a number: "the toll stands at ten"."""
    return any(t.low(j) in _NOT_CLOCK for j in range(i - 6, i))


def _clock_hedge(t: Tokens, i: int) -> tuple[str, int] | None:
    """Meaning of the words before a clock time, and where they start."""
    for length in (4, 3, 2, 1):
        meaning = words.CLOCK_HEDGES.get(tuple(t.low(j) for j in range(i - length, i)))
        if meaning:
            start = i - length
            if meaning == "about" and t.low(start - 1) == "at":
                start -= 1
            return meaning, start
    return None


def _hedged(t: Tokens, draft: Draft) -> Draft:
    """Apply "shortly after", "about" and the like to a clock time."""
    hedge = _clock_hedge(t, draft.first)
    draft.hedged = True
    if hedge is None or draft.low is None:
        return draft
    meaning, start = hedge
    value = draft.low
    if meaning == "at":
        return draft
    draft.first = start + (t.low(start) == "at")
    draft.approximate = meaning in ("about", "after", "before")
    if meaning == "about":
        hourly = draft.precision == tolerances.CLOCK_HOUR
        draft.precision = tolerances.CLOCK_ABOUT_HOUR if hourly else tolerances.CLOCK_ABOUT
        return draft
    draft.precision = 0.0
    draft.low, draft.high = {
        "after": (value, value + tolerances.CLOCK_AFTER),
        "before": (value - tolerances.CLOCK_AFTER, value),
        "later": (value, None),
        "earlier": (None, value),
    }[meaning]
    return draft
