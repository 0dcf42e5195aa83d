"""The vocabulary of quantities: number words, hedges, months, nouns for people, what befalls them.

General English news vocabulary; unit names are in ``units``.
"""

from __future__ import annotations

UNITS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
TENS: dict[str, int] = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SMALL = UNITS | TENS
SCALES: dict[str, float] = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
MAGNITUDES = SCALES | {"hundred": 100.0, "dozen": 12.0}
SUFFIXES: dict[str, float] = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
"""Magnitudes written straight after the digits ("£1.8m")."""

VAGUE: dict[str, tuple[float, float]] = {
    "dozens": (24, 120), "scores": (40, 200), "hundreds": (100, 1000), "thousands": (1000, 20_000),
    "millions": (1e6, 2e7), "billions": (1e9, 2e10), "tens": (20, 100),
}  # fmt: skip
"""Plural magnitudes without a number, and what they allow."""
SOME: dict[str, tuple[float, float]] = {"several": (2, 9), "few": (2, 9), "couple": (2, 3)}
"""Vague multipliers of a magnitude ("several hundred")."""

FRACTIONS: dict[str, int] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "tenth": 10,
    "tenths": 10,
}  # fmt: skip
GLYPHS: dict[str, float] = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
MULTIPLES: dict[str, float] = {
    "doubled": 2, "doubling": 2, "tripled": 3, "trebled": 3, "tripling": 3, "quadrupled": 4, "halved": 0.5,
}  # fmt: skip


def _phrases(**meanings: str) -> dict[tuple[str, ...], str]:
    """Phrases between bars, as words, to their meaning."""
    return {
        tuple(phrase.split()): meaning
        for meaning, phrases in meanings.items()
        for phrase in phrases.split("|")
    }


HEDGES: dict[tuple[str, ...], str] = _phrases(
    least="at least|no fewer than|no less than|not less than|not fewer than|a minimum of|upwards of|upward of"
    "|more than|much more than|far more than|well over|over|well above|above|in excess of|greater than"
    "|exceeding|exceeded|exceeds|higher than|longer than|north of|beyond|older than",
    most="at most|up to|as many as|as much as|as high as|no more than|not more than|a maximum of|under|below"
    "|less than|fewer than|well under|lower than|within|younger than|well below",
    below="nearly|almost|just under|just below|just less than|a little under|slightly under"
    "|slightly less than|slightly below"
    "|a little less than|just short of|just shy of|shy of|not quite|approaching|nearing"
    "|very nearly|a fraction under",
    above="just over|just above|just more than|a little over|a little more than|slightly over|slightly above"
    "|slightly more than|little more than|a fraction over|little over",
    about="about|around|some|roughly|approximately|approx|circa|an estimated|estimated|close to|near"
    "|in the region of|somewhere around|somewhere near|of the order of|round about|something like"
    "|more or less|~|c|or about",
    exact="exactly|precisely|a total of|just|only|fully|another|a further|the|all|a record|a mere|a combined"
    "|an additional|an extra|a whopping|as little as|as few as|at|as",
)
"""Words before an amount to what they make of it."""
LONGEST_HEDGE = max(map(len, HEDGES))
CLOCK_HEDGES: dict[tuple[str, ...], str] = _phrases(
    after="shortly after|just after|soon after|a little after|not long after|moments after|minutes after"
    "|shortly past|just past|a few minutes after",
    before="shortly before|just before|a little before|not long before|moments before|minutes before"
    "|a few minutes before|nearly|almost",
    later="after|past|later than|no earlier than|not earlier than",
    earlier="before|earlier than|no later than|not later than",
    about="about|around|at about|at around|roughly|at roughly|approximately|at approximately|circa",
    at="at|by|until|till|since|from|exactly at|at exactly|to|between",
)
"""Words before a clock time to what they make of it."""

MONTHS: dict[str, int] = {
    word: value
    for value, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep"
        "|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for word in names.split()
}
MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAYS: dict[str, int] = {
    word: value
    for value, word in enumerate("monday tuesday wednesday thursday friday saturday sunday".split(), start=1)
}
WEEKDAY_SHORT: dict[str, int] = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
SEASONS: dict[str, tuple[str, int]] = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9),
    "fall": ("FA", 9), "winter": ("WI", 12)}  # fmt: skip
"""Season to its TIMEX letters and first month (northern hemisphere)."""
FEASTS: dict[tuple[str, str], tuple[int, int]] = {
    ("christmas", "day"): (12, 25), ("christmas", "eve"): (12, 24), ("boxing", "day"): (12, 26),
    ("new year's", "day"): (1, 1), ("new year’s", "day"): (1, 1), ("new year's", "eve"): (12, 31),
    ("new year’s", "eve"): (12, 31),
}  # fmt: skip
DAY_PARTS: dict[str, tuple[int, int]] = {
    "morning": (300, 720), "afternoon": (720, 1080), "evening": (1020, 1440), "night": (1080, 1680),
}  # fmt: skip
"""Parts of a day in minutes after midnight; a night ends at four the next morning."""

FUTURE = frozenset(
    "will shall would 'll due scheduled expected expects plans planned upcoming next until till "
    "tomorrow going".split()
)
"""Words that turn a weekday or month without a year towards the future."""

PERSON = frozenset("person people persons persona individual individuals human humans".split())
SUBSETS = frozenset(
    "man woman child boy girl adult teenager pupil student worker passenger commuter resident "
    "villager driver officer soldier civilian patient player fan spectator bystander tourist migrant "
    "refugee employee visitor protester demonstrator prisoner inmate firefighter rescuer crew miner "
    "fisherman hostage other victim survivor customer voter member pensioner toddler baby infant "
    "guest citizen national pilot nurse doctor teacher policeman policewoman sailor rider cyclist "
    "pedestrian motorist climber hiker skier swimmer shopper evacuee supporter foreigner farmer "
    "trooper guard staff militant rebel suspect crewman".split()
)
"""Nouns for some people: "eight passengers" is part of "twelve people", not another toll."""
SAME_NOUN: dict[str, str] = {
    "try": "attempt", "bid": "attempt", "jersey": "shirt", "soccer": "football", "kid": "child",
    "automobile": "car", "percent": "%", "folk": "person", "individual": "person", "human": "person",
    "cop": "officer", "pound": "pound",
}  # fmt: skip
"""Plain synonyms of counted nouns."""

STATES: dict[str, str] = {
    word: state
    for state, words in {
        "killed": "killed kill kills killing dead died die dies dying death deaths fatality fatalities "
        "drowned drowning perished slain murdered murder murdering lives massacred executed",
        "injured": "injured injuring injures injure hurt hurting wounded wounding wounds wound injury "
        "injuries",
        "hospitalised": "hospitalised hospitalized",
        "missing": "missing unaccounted disappeared vanished",
        "arrested": "arrested arresting arrest arrests detained detaining detentions rounded",
        "charged": "charged charging",
        "convicted": "convicted convicting",
        "jailed": "jailed jailing imprisoned imprisoning",
        "released": "released releasing freed freeing",
        "rescued": "rescued rescuing saved saving rescues pulled",
        "displaced": "evacuated evacuating evacuate evacuations displaced displacing fled fleeing flee "
        "homeless",
        "trapped": "trapped trapping stranded stranding",
        "infected": "infected infecting",
        "abducted": "abducted abducting kidnapped kidnapping",
        "destroyed": "destroyed destroying demolished demolishing razed gutted wrecked",
        "damaged": "damaged damaging",
        "closed": "closed closing close shut shutting closes closure closures",
        "cancelled": "cancelled canceled cancelling axed scrapped scrapping",
        "sold": "sold selling sells",
        "recalled": "recalled recalling",
        "created": "created creating create",
        "lost": "lost losing lose loses",
        "remaining": "remain remained remains remaining",
        "reopened": "reopened reopen reopening",
    }.items()
    for word in words.split()
}
PERSON_STATES = frozenset(
    "killed injured hospitalised missing arrested charged convicted jailed rescued displaced trapped "
    "abducted infected".split()
)
"""States that make an unnamed count one of people."""
STATE_NOUNS: dict[str, tuple[str, str]] = {
    "dead": ("person", "killed"), "death": ("person", "killed"), "fatality": ("person", "killed"),
    "injured": ("person", "injured"), "wounded": ("person", "injured"), "hurt": ("person", "injured"),
    "injury": ("person", "injured"), "missing": ("person", "missing"), "arrest": ("person", "arrested"),
    "detention": ("person", "arrested"), "casualty": ("person", "casualty"), "life": ("person", "killed"),
    "live": ("person", "killed"), "homeless": ("person", "displaced"), "detainee": ("person", "arrested"),
}  # fmt: skip
"""Counted nouns that say what befell people rather than what they are."""
AUXILIARIES = frozenset(
    "was were is are be been being has have had will would could may might can should must who which "
    "that also still now later reportedly feared confirmed believed left reported presumed declared "
    "to remain remained since already seriously critically badly slightly fatally pronounced found "
    "get got shot".split()
)

FUNCTION_WORDS = frozenset(
    "a an the this that these those his her its their our my your and or but nor so yet if because as "
    "than of in on at by to from with without into onto over under after before since until till "
    "during for about above across against along among around behind below beneath beside besides "
    "between beyond despite down except inside near off out outside past per plus through throughout "
    "toward towards up upon via within who whom whose which what when where why how while whereas "
    "although though is are was were be been being am has have had having do does did will would "
    "shall should can could may might must not no never he she it they we you i him them us me there "
    "here then now also only just even still already later earlier ago again overnight indoors outdoors "
    "once both either neither each every all any some more less most least other such same too very much "
    "many few said says say told according today yesterday tomorrow tonight last next worth away apart together "
    "including amid unless versus v vs ahead home back it's that's he's she's they're we're i'm".split()
)
VERBS = frozenset(
    "hit won took made said left lost came went fell rose held ran began struck put set cost met sat "
    "stood gave got saw knew found kept led paid sent spent bought brought built caught chose drew "
    "drove ate fought flew forgot grew heard hid laid lay let meant read rode rang sang sank shook "
    "shone shot shut slept spoke stole swam swept swung taught thought threw told understood wore "
    "wrote broke became use uses used works work stay stays stayed remain remains remained die dies "
    "take takes makes make goes go comes come leaves runs gets sees ends starts begins opens opened "
    "closes needs wants hopes expects face faces live lives voted backed joined gathered attended "
    "signed died fled reach reaches climbed rise rises fall falls protest march watch claim claims "
    "say says tell tells helps shows appears covers carries becomes".split()
)
"""Verbs that end a noun phrase where there is no auxiliary to do so."""
ATTRIBUTIVE_PLURALS = frozenset(
    "sports news arms sales savings goods customs systems communications securities operations games "
    "series women's men's".split()
)
IRREGULAR: dict[str, str] = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "police": "police", "lives": "life", "wives": "wife",
    "knives": "knife",
    "wolves": "wolf", "thieves": "thief", "halves": "half", "leaves": "leaf", "shelves": "shelf",
    "loaves": "loaf", "calves": "calf", "policemen": "policeman", "policewomen": "policewoman",
    "firemen": "fireman", "fishermen": "fisherman", "crewmen": "crewman", "servicemen": "serviceman",
    "gunmen": "gunman", "horsemen": "horseman", "businessmen": "businessman", "sportsmen": "sportsman",
    "criteria": "criterion", "crises": "crisis", "bases": "base", "buses": "bus", "gases": "gas",
    "viruses": "virus", "movies": "movie", "cookies": "cookie", "species": "species", "series": "series",
    "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato", "volcanoes": "volcano", "echoes": "echo",
    "statuses": "status", "campuses": "campus", "bonuses": "bonus", "censuses": "census", "lenses": "lens",
    "axes": "axe", "analyses": "analysis", "lorries": "lorry", "zombies": "zombie", "calories": "calorie",
    "ties": "tie", "pies": "pie", "selfies": "selfie", "rookies": "rookie", "veterans": "veteran",
    "passers-by": "passer-by", "runners-up": "runner-up", "aircraft": "aircraft", "spacecraft": "spacecraft",
    "crossroads": "crossroads", "barracks": "barracks", "headquarters": "headquarters",
}  # fmt: skip
UNMARKED_PLURALS = frozenset(
    "sheep fish deer aircraft spacecraft hovercraft cattle staff personnel crew troops salmon trout "
    "livestock police offspring species series poultry dead injured wounded hurt missing homeless".split()
)
NOT_PLURAL = frozenset(
    "always perhaps besides towards yes thus bus gas plus its his hers ours yours whose across as us "
    "this was is has does overseas indoors outdoors upstairs downstairs sometimes afterwards nowadays "
    "alas famous previous various serious dangerous religious numerous enormous anonymous infectious".split()
)

LABEL_NOUNS = frozenset(
    "flight route highway interstate motorway road room gate platform channel radio article section "
    "chapter page apollo soyuz boeing airbus formula covid area unit type class category phase stage "
    "level tier terminal runway line studio pier lot ward district zone block building psalm windows "
    "iphone galaxy playstation xbox euro mark model version episode season part act scene volume "
    "verse rule clause question paragraph schedule junction exit bus train catch form resolution "
    "title proposition amendment division league group pool lane court apartment flat suite cell "
    "world war agenda vision gulf operation squadron battalion brigade regiment field hurricane "
    "gemini voyager mariner artemis heathrow falcon ariane concorde leopard patriot tornado typhoon".split()
)
"""Nouns whose following number is a name ("Flight 302", "Room 12")."""
LABEL_STRICT = LABEL_NOUNS - frozenset(
    "group league world war building bus train line court road class form part act question season cell unit "
    "area".split()
)
"""Of these, the ones that name even in lower case."""

EVENT_VERBS = frozenset(
    "happened occurred struck began started hit opened closed ended came left arrived fell collapsed "
    "erupted landed departed died crashed derailed exploded sank rang returned finished resumed "
    "gathered woke met off out place down alarm in".split()
)
"""What stands before "around five" when that is a time."""
ATTRIBUTES: dict[str, str] = {
    "long": "length", "length": "length", "tall": "height", "high": "height", "height": "height",
    "wide": "width", "width": "width", "deep": "depth", "depth": "depth", "thick": "thickness",
    "altitude": "altitude", "distance": "distance", "away": "distance", "across": "width", "heavy": "weight",
    "diameter": "width", "from": "distance", "upstream": "distance", "downstream": "distance",
    "offshore": "distance", "apart": "distance", "north": "distance", "south": "distance", "east": "distance",
    "west": "distance", "north-east": "distance", "elevation": "altitude",
}  # fmt: skip
"""Words that say which dimension a length is of."""
RISES = frozenset(
    "rise rises rose risen rising grew grow grown climbed climb increase increased increases "
    "increasing up jumped jump soared surged gained gain gains added raised raise higher more "
    "pay-rise hike growth advanced".split()
)
FALLS = frozenset(
    "fall falls fell fallen falling dropped drop drops decline declined declines decrease decreased "
    "down cut cuts below lower lost slumped tumbled plunged shrank shed slashed reduced reduction "
    "slid less fewer".split()
)
COSTS: dict[str, str] = {
    "cost": "cost", "costs": "cost", "costing": "cost", "priced": "cost", "price": "cost", "worth": "value",
    "valued": "value", "value": "value", "fined": "fine", "fine": "fine", "budget": "budget",
    "payment": "payment",
    "fee": "fee", "prize": "prize", "damage": "damage", "damages": "damages", "revenue": "revenue",
    "profit": "profit", "loss": "loss", "salary": "salary", "debt": "debt", "grant": "grant",
    "raised": "raised",
}  # fmt: skip
"""Words before an amount of money that say what it is."""
