"""How far apart two statements of one value may lie, and what vague words allow.

None of these is fitted to data. Each is the widest reading that a news desk would let pass without
asking the reporter, so that rounding is never reported as a conflict; where a choice was open the
wider one was taken, since a false alarm costs an editor more than a missed shade of meaning.

Relative tolerances are shares of the value; clock tolerances are minutes; years are years.
"""

ABOUT = 0.10
"""Both ways, for "about", "some", "roughly": "about 500" covers 450 to 550."""

JUST_UNDER = 0.15
"""Downwards, for "nearly", "almost", "just under": "nearly £2 million" covers £1.7 million up."""

JUST_OVER = 0.20
"""Upwards, for "just over", "slightly more than": "just over a year" covers 14 months."""

ROUND_NUMBER = 0.03
"""Both ways, for a plain number of 100 or more that ends in zeros: 4,000 covers 3,900, not 4,200."""

MAX_ROUNDING = 0.15
"""Most that half a step of the last written digit may amount to: "£2 million" covers £1.8 million,
"£1 million" does not cover £1.5 million."""

FRACTION_ROUNDING = 3.0
"""Percentage points, both ways, for a share in words: "a third" covers 31 to 36 per cent."""

YEAR_ABOUT = 3
"""Years both ways for "around 1950"."""

DATE_ABOUT = 2
"""Days both ways for "around 9 April"."""

CLOCK_AFTER = 30
"""Minutes for "shortly after eight" and "shortly before eight"."""

CLOCK_ABOUT_HOUR = 20
"""Minutes both ways for "about eight"."""

CLOCK_ABOUT = 15
"""Minutes both ways for "about 7.20"."""

CLOCK_HOUR = 15
"""Minutes both ways for an hour without minutes: "8am" covers 8.10."""

CLOCK_ROUND = 5
"""Minutes both ways for a time told as a full, half or quarter hour: "8:30" covers 8:27."""

CLOCK_FIVE = 2
"""Minutes both ways for any other time that is a multiple of five minutes."""

FLOAT_SLACK = 1e-12
"""Relative slack for arithmetic, so that touching half steps (12 and 13) stay apart."""
