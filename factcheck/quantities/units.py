"""Units of measurement and currencies: every name to its kind, base unit and factor.

Factors are exact by definition (international yard and pound, 1959) or the mean Gregorian month and
year for durations. A ton without a qualifier is read as metric, a gallon as the US liquid gallon.
"""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """A unit: ``base = value * factor + offset``, of a kind, in a base unit."""

    kind: str
    base: str
    factor: float
    offset: float = 0.0


DAY = 86_400.0
YEAR = 365.2425 * DAY
MONTH = YEAR / 12

_TABLE: dict[tuple[str, str], dict[str, float]] = {
    ("length", "m"): {
        "m metre metres meter meters": 1.0,
        "km kms kilometre kilometres kilometer kilometers": 1000.0,
        "cm centimetre centimetres centimeter centimeters": 0.01,
        "mm millimetre millimetres millimeter millimeters": 0.001,
        "mile miles mi": 1609.344,
        "yard yards yd yds": 0.9144,
        "foot feet ft": 0.3048,
        "inch inches": 0.0254,
        "fathom fathoms": 1.8288,
        "furlong furlongs": 201.168,
    },
    ("mass", "kg"): {
        "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes": 1.0,
        "g gram grams gramme grammes": 0.001,
        "mg milligram milligrams": 1e-6,
        "tonne tonnes ton tons": 1000.0,
        "kiloton kilotons kilotonne kilotonnes": 1e6,
        "lb lbs": 0.45359237,
        "ounce ounces oz": 0.028349523125,
        "stone": 6.35029318,
    },
    ("area", "m²"): {
        "acre acres": 4046.8564224,
        "hectare hectares ha": 10_000.0,
        "sqm m2 m²": 1.0,
        "km2 km²": 1e6,
    },
    ("volume", "l"): {
        "litre litres liter liters": 1.0,
        "ml millilitre millilitres milliliter milliliters": 0.001,
        "gallon gallons": 3.785411784,
        "pint pints": 0.473176473,
    },
    ("speed", "km/h"): {
        "mph": 1.609344,
        "kph kmh kmph": 1.0,
        "knot knots": 1.852,
    },
    ("power", "W"): {
        "watt watts": 1.0,
        "kw kilowatt kilowatts": 1e3,
        "mw megawatt megawatts": 1e6,
        "gw gigawatt gigawatts": 1e9,
        "horsepower hp bhp": 745.699872,
    },
    ("energy", "Wh"): {
        "kwh kilowatt-hour kilowatt-hours": 1e3,
        "mwh megawatt-hour megawatt-hours": 1e6,
        "gwh gigawatt-hour gigawatt-hours": 1e9,
        "twh terawatt-hour terawatt-hours": 1e12,
    },
    ("data", "B"): {
        "gb gigabyte gigabytes": 1e9,
        "mb megabyte megabytes": 1e6,
        "tb terabyte terabytes": 1e12,
    },
    ("duration", "s"): {
        "second seconds sec secs": 1.0,
        "minute minutes min mins": 60.0,
        "hour hours hr hrs": 3600.0,
        "day days": DAY,
        "night nights": DAY,
        "week weeks": 7 * DAY,
        "fortnight fortnights": 14 * DAY,
        "month months": MONTH,
        "year years yr yrs": YEAR,
        "decade decades": 10 * YEAR,
        "century centuries": 100 * YEAR,
    },
}
UNITS: dict[str, Unit] = {
    name: Unit(kind, base, factor)
    for (kind, base), names in _TABLE.items()
    for group, factor in names.items()
    for name in group.split()
}
SQUARE: dict[str, float] = {"feet": 0.09290304, "foot": 0.09290304, "ft": 0.09290304, "yards": 0.83612736}
SPEED_LENGTHS: dict[str, float] = {
    "second": 3.6,
    "hour": 0.001,
    "minute": 0.06,
    "sec": 3.6,
    "h": 0.001,
    "s": 3.6,
}
"""A length in metres per this time, in km/h."""
CELSIUS = Unit("temperature", "°C", 1.0)
FAHRENHEIT = Unit("temperature", "°C", 5 / 9, -160 / 9)
DEGREES = Unit("temperature", "°", 1.0)

ABBREVIATIONS = frozenset(
    "m km cm mm mi yd ft g kg mg lb lbs oz ha ml mph kph kw mw gw kwh mwh gwh twh gb mb tb sec secs "
    "min mins hr hrs yr yrs hp bhp m2 m² km2 km² sqm kms kgs kmh".split()
)
"""Units that may stand straight after the digits ("540km")."""
CASED: dict[str, frozenset[str]] = {
    "mw": frozenset({"MW"}), "gw": frozenset({"GW"}), "gb": frozenset({"GB"}), "mb": frozenset({"MB"}),
    "tb": frozenset({"TB", "Tb"}), "m": frozenset({"m"}), "g": frozenset({"g"}), "ha": frozenset({"ha"}),
    "mi": frozenset({"mi"}), "min": frozenset({"min"}), "hp": frozenset({"hp", "HP"}),
}  # fmt: skip
"""Units that are something else in other letters."""

SIGNS: dict[str, str] = {
    "£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY",
    "₪": "ILS",
    "₦": "NGN", "₴": "UAH", "฿": "THB", "₫": "VND", "₱": "PHP",
}  # fmt: skip
DOLLARS: dict[str, str] = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD",
    "r": "BRL", "nt": "TWD", "u.s.": "USD",
}  # fmt: skip
"""Letters before a dollar sign or behind it ("A$5m", "$A5m")."""
CODES = frozenset(
    "GBP USD EUR JPY INR RUB KRW TRY ILS NGN UAH AUD CAD NZD HKD SGD BRL TWD CHF SEK NOK DKK CNY ZAR "
    "MXN PLN CZK HUF".split()
)
NATIONS: dict[str, dict[str, str]] = {
    "dollar": {"us": "USD", "u.s.": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD",
               "singapore": "SGD", "zealand": "NZD", "kong": "HKD", "taiwan": "TWD"},
    "pound": {"egyptian": "EGP", "sterling": "GBP", "lebanese": "LBP", "syrian": "SYP"},
    "franc": {"swiss": "CHF", "cfa": "XAF"},
    "crown": {"swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "czech": "CZK"},
    "krone": {"norwegian": "NOK", "danish": "DKK"},
    "peso": {"mexican": "MXN", "philippine": "PHP", "argentine": "ARS", "chilean": "CLP"},
    "rupee": {"indian": "INR", "pakistani": "PKR", "lankan": "LKR"},
    "lira": {"turkish": "TRY"}, "real": {}, "won": {"korean": "KRW"},
}  # fmt: skip
CURRENCIES: dict[str, tuple[str, str, float]] = {
    "dollar": ("dollar", "USD", 1), "dollars": ("dollar", "USD", 1), "buck": ("dollar", "USD", 1),
    "bucks": ("dollar", "USD", 1), "pound": ("pound", "GBP", 1), "pounds": ("pound", "GBP", 1),
    "quid": ("pound", "GBP", 1), "euro": ("euro", "EUR", 1), "euros": ("euro", "EUR", 1), "yen": ("yen",
    "JPY", 1),
    "yuan": ("yuan", "CNY", 1), "renminbi": ("yuan", "CNY", 1), "rupee": ("rupee", "INR", 1),
    "rupees": ("rupee", "INR", 1), "ruble": ("ruble", "RUB", 1), "rubles": ("ruble", "RUB", 1),
    "rouble": ("ruble", "RUB", 1), "roubles": ("ruble", "RUB", 1), "rand": ("rand", "ZAR", 1),
    "franc": ("franc", "franc", 1), "francs": ("franc", "franc", 1), "crown": ("crown", "crown", 1),
    "crowns": ("crown", "crown", 1), "krona": ("krona", "SEK", 1), "kronor": ("krona", "SEK", 1),
    "krone": ("krone", "krone", 1), "kroner": ("krone", "krone", 1), "peso": ("peso", "peso", 1),
    "pesos": ("peso", "peso", 1), "lira": ("lira", "TRY", 1), "liras": ("lira", "TRY", 1),
    "won": ("won", "KRW", 1), "shekel": ("shekel", "ILS", 1), "shekels": ("shekel", "ILS", 1),
    "zloty": ("zloty", "PLN", 1), "zlotys": ("zloty", "PLN", 1), "naira": ("naira", "NGN", 1),
    "forint": ("forint", "HUF", 1), "forints": ("forint", "HUF", 1), "cedi": ("cedi", "GHS", 1),
    "cedis": ("cedi", "GHS", 1), "dirham": ("dirham", "AED", 1), "dirhams": ("dirham", "AED", 1),
    "reais": ("real", "BRL", 1), "baht": ("baht", "THB", 1), "hryvnia": ("hryvnia", "UAH", 1),
    "hryvnias": ("hryvnia", "UAH", 1), "ringgit": ("ringgit", "MYR", 1), "rupiah": ("rupiah", "IDR", 1),
    "taka": ("taka", "BDT", 1), "dong": ("dong", "VND", 1), "tenge": ("tenge", "KZT", 1), "birr": ("birr", "ETB", 1),
    "kwacha": ("kwacha", "kwacha", 1), "leu": ("leu", "leu", 1), "lei": ("leu", "leu", 1), "lev": ("lev", "BGN", 1),
    "leva": ("lev", "BGN", 1), "koruna": ("koruna", "CZK", 1), "koruny": ("koruna", "CZK", 1),
    "riyal": ("rial", "rial", 1), "riyals": ("rial", "rial", 1),
    "pence": ("pound", "GBP", 0.01), "penny": ("pound", "GBP", 0.01),
    "cents": ("dollar", "USD", 0.01), "cent": ("dollar", "USD", 0.01),
    # Names that several countries share, or that none uses any more.
    **{name: (one, one, 1) for one in ("dinar", "rial", "shilling", "florin", "guilder", "escudo", "peseta", "drachma")
       for name in (one, f"{one}s")},
}  # fmt: skip
"""Currency word to the name under ``NATIONS``, its code (a plain name where several share it), and factor."""
PERIODS: dict[str, tuple[str, float]] = {
    "hour": ("hour", 1.0), "day": ("year", 365.2425), "week": ("year", 52.1775), "month": ("year", 12.0),
    "year": ("year", 1.0), "annum": ("year", 1.0), "night": ("year", 365.2425),
}  # fmt: skip
"""Period of a rate of money to the period it is kept in, and the factor: £7 a month is £84 a year."""
MASS_CUES = frozenset(
    "weigh weighs weighed weighing weight heavy heavier mass load cargo payload lighter lost gained".split()
)
MONEY_OF = frozenset(
    "money debt debts funding investment taxpayer taxpayers' taxpayers cash aid public savings damage".split()
)
POUND_KG = 0.45359237
