"""Words that tell what a name is: titles, roles, given names, what companies and places end in."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

FEMININE_TITLES = frozenset({"ms", "mrs", "miss", "lady", "queen", "princess", "madam", "dame"})
MASCULINE_TITLES = frozenset({"mr", "sir", "lord", "king", "prince"})
TITLES = (
    FEMININE_TITLES
    | MASCULINE_TITLES
    | frozenset(
        "dr prof professor judge justice governor gov president "
        "senator sen rep minister mayor councillor captain capt "
        "major colonel col general gen lieutenant lt sergeant "
        "sgt inspector detective di dci chief reverend rev father "
        "sister brother chancellor secretary commissioner officer coach ambassador superintendent constable "
        "admiral commander corporal sheriff bishop pope rabbi imam".split()
    )
)
_FEMININE_NOUNS = frozenset(
    "woman girl mother daughter sister wife widow aunt "
    "grandmother niece actress waitress girlfriend heroine nun bride "
    "lady mum mom".split()
)
_MASCULINE_NOUNS = frozenset(
    "man boy father son brother husband widower uncle "
    "grandfather nephew actor waiter boyfriend monk groom dad".split()
)
# Nouns that name a person and do not end as such nouns mostly do.
_PERSON_NOUNS = (
    _FEMININE_NOUNS
    | _MASCULINE_NOUNS
    | frozenset(
        "chief head boss guard judge pilot captain coach star "
        "suspect victim patient witness guest nurse chef thief cook "
        "spokesperson champion president resident student tenant "
        "accountant attendant assistant president agent client parent "
        "expert graduate candidate delegate colleague friend "
        "neighbour neighbor relative child teenager adult baby "
        "nominee employee detainee refugee referee athlete critic "
        "mechanic cleric king queen prince rabbi priest "
        "bishop architect tourist ally rival partner spouse cousin twin hero dentist athlete soldier "
        "official individual prosecutor apprentice volunteer "
        "veteran general major colonel constable magistrate "
        "ambassador mayor senator governor chancellor author "
        "publican clerk monarch fan skier paramedic medic".split()
    )
)
# Person nouns that stand before a name as a title does; most others in "-er" and "-or" are also names (Dieter, Taylor).
_OFFICES = frozenset(
    "manager striker defender midfielder goalkeeper singer songwriter writer painter lawyer farmer teacher designer "
    "photographer filmmaker producer explorer banker footballer cricketer swimmer boxer rapper dancer composer "
    "reporter presenter broadcaster treasurer keeper driver runner organiser organizer researcher engineer baker "
    "trainer skipper caretaker barrister solicitor director editor actor doctor author senator conductor sculptor "
    "investigator curator inventor astronaut deputy trooper quarterback comedian musician politician historian "
    "physician technician guitarist inspector prosecutor actress firefighter forward winger lecturer campaigner "
    "grandmaster".split()
)
_PERSON_ENDINGS = ("er", "or", "ist", "man", "woman", "ian", "eer", "ess", "ant")
_NOT_PERSONS = frozenset(
    "paper number river water order weather center centre wrist waist heist twist hoist "
    "power tower border corner letter matter member other danger "
    "summer winter dinner offer answer error factor sector "
    "motor harbor favor labor honor color mirror behavior tenor "
    "door floor humor rumor terror tumor timber computer "
    "counter chapter charter shelter theater theatre theatre filter "
    "trailer cancer disaster master computer newspaper helicopter poster register semester skyscraper soccer "
    "temper trigger understanding whisper wonder november "
    "october september december quarter trailer tanker cruiser "
    "bomber fighter ferry reactor tractor elevator "
    "generator monitor projector conveyor ventilator corridor sensor "
    "giant restaurant plant grant warrant variant "
    "deodorant covenant pollutant container carrier freighter trawler "
    "steamer cutter boiler burner heater cooler printer scanner server router layer thunder shower "
    "amber chamber cucumber lumber slumber finger hunger anger "
    "silver fever lever liver cover gutter shutter batter "
    "butter litter meter metre litre fibre acre chamber process success access business illness address "
    "princess-line stress mattress fortress wilderness awareness "
    "happiness darkness fitness progress press congress "
    "dress cypress distress compress marker feeder broadcaster retailer insurer lender "
    "carmaker regulator publisher operator airliner liner".split()
)
# Things that an organisation is called by; for those its own name does not end in.
COMPANY_NOUNS = frozenset(
    {"company", "firm", "group", "business", "manufacturer", "retailer", "carmaker", "maker"}
)
# Last words of names that are no person's.
ORG_ENDINGS = frozenset(
    "air airline airlines airways paper papers foods food "
    "bank university college school museum union group party council "
    "club open cup street road bay hospital "
    "station court agency authority institute foundation association society "
    "company corporation inc ltd plc corp committee "
    "commission ministry department office force service services trust "
    "church bridge river lake park square airport island "
    "islands theatre gallery centre center league times post news "
    "herald awards award prize festival house hall hotel tower "
    "line lines rail railways motors energy oil gas star cross "
    "united city town county valley mountain hill point harbour port coast forest reporter".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august "
    "september october november december christmas easter bst gmt am pm spring summer autumn winter".split()
)
WORKS = frozenset("film movie novel book play series show opera game album musical".split())
NO_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
# Whoever is one of these is it of a thing: "the director of Emilia".
LEADING = frozenset(
    "director owner president head chief executive leader "
    "captain manager chairman chairwoman chair author editor "
    "secretary minister mayor governor founder producer "
    "coach skipper publisher premiere release cast crew".split()
)
# Nouns for the same part, any of which may take up another.
SAME_ROLE = (
    {"director", "filmmaker", "film-maker"},
    {"star", "actress", "actor", "performer"},
    {"lawyer", "solicitor", "attorney", "barrister"},
    {"head", "chief", "boss", "leader"},
    {"premier", "minister"},
    {"president", "leader"},
    {"singer", "musician", "star"},
    {"writer", "author", "novelist"},
    {"scientist", "researcher", "biologist", "physicist", "chemist"},
    {"footballer", "striker", "goalkeeper", "midfielder", "defender", "player"},
    {"policeman", "policewoman", "officer"},
)
# What a company's name is shortened by: "Norrland" for "Norrland Paper".
BUSINESS = frozenset(
    "air airline airlines airways paper papers foods bank group "
    "inc ltd plc corp corporation company motors energy oil "
    "gas rail railways aerospace media pharma systems "
    "technologies electronics steel mining shipping holdings industries "
    "partners capital insurance telecom labs".split()
)
ORG_LABELS = frozenset({"ORG", "GPE", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "NORP", "LAW", "DATE"})


def fold(name: str) -> str:
    """A name without accents, in lower case, for comparing."""
    if name.isascii():  # most are, and this is called for every word
        return name.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


# British and American endings and vowels: "neighbour", "centre", "organise", "travelled", "defence", "catalogue".
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})our"), "or"),
    (re.compile(r"(?<=\w{2}[^aeiou])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{3})([iy])s(?=(?:e[drs]?|ing|ations?)$)"), r"\1z"),
    (re.compile(r"(?<=\w{2}[aeiou])ll(?=(?:ed|ing|ers?)$)"), "l"),
    (re.compile(r"(?<=\w{3}en)ce(?=s?$)"), "se"),
    (re.compile(r"ogue(?=s?$)"), "og"),
)


@lru_cache(maxsize=1 << 16)
def spelling(word: str) -> str:
    """A lower-case word in one spelling, whether it was written in the British or in the American way.

    Its answer is for comparing: some words come out in no spelling at all, but always the same.
    """
    for pattern, american in _SPELLINGS:
        word = pattern.sub(american, word)
    return word


@cache
def _given_names() -> dict[str, bool]:
    """Given names of the US census that at least nine in ten bearers share a gender for: name -> is feminine."""
    import names

    shares: dict[str, dict[bool, float]] = defaultdict(dict)
    for key, feminine in (("first:female", True), ("first:male", False)):
        for line in Path(names.FILES[key]).read_text(encoding="ascii").splitlines():
            name, share, *_ = line.split()
            shares[name.lower()][feminine] = float(share)
    return {
        n: max(s, key=s.__getitem__) for n, s in shares.items() if max(s.values()) >= 0.9 * sum(s.values())
    }


def given_name_gender(name: str) -> bool | None:
    """Whether a given name is feminine; None for one that is unknown or borne by both."""
    return _given_names().get(fold(name).split("-")[0])


def gender_by_ending(name: str) -> bool | None:
    """What the ending of a given name that no list knows suggests: weak, good for ruling out only."""
    last = fold(name.split("-")[0])[-1:]
    return True if last == "a" else False if last == "o" else None


def is_person_noun(lemma: str) -> bool:
    """The noun names a human being by role, work or kinship."""
    last = lemma.split("-")[-1]
    if last in _PERSON_NOUNS:
        return True
    return len(last) > 4 and last not in _NOT_PERSONS and last.endswith(_PERSON_ENDINGS)


def is_office(lemma: str) -> bool:
    """A person noun that may stand as a title before a name ("Manager Rosa Delgado")."""
    return lemma in _PERSON_NOUNS | _OFFICES or (
        lemma.endswith(("ist", "woman", "sman")) and is_person_noun(lemma)
    )


def noun_gender(lemma: str) -> bool | None:
    """Whether a noun for a person is feminine; None for one that says nothing of it."""
    if lemma in _FEMININE_NOUNS or (lemma.endswith(("woman", "actress", "ess")) and is_person_noun(lemma)):
        return True
    if lemma in _MASCULINE_NOUNS or (lemma.endswith("man") and lemma not in {"human", "german", "woman"}):
        return False
    return None
