"""The persons and things that an article names: full names, gender, what they are called ("the director")."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from factcheck.language import Words, children
from factcheck.phrases import SUBJECTS

_FEMININE_TITLES = frozenset({"ms", "mrs", "miss", "lady", "queen", "princess", "madam", "dame"})
_MASCULINE_TITLES = frozenset({"mr", "sir", "lord", "king", "prince"})
_TITLES = (
    _FEMININE_TITLES
    | _MASCULINE_TITLES
    | frozenset(
        "dr prof professor judge justice governor gov president senator sen rep minister mayor councillor captain capt "
        "major colonel col general gen lieutenant lt sergeant sgt inspector detective di dci chief reverend rev father "
        "sister brother chancellor secretary commissioner officer coach ambassador superintendent constable "
        "admiral commander corporal sheriff bishop pope rabbi imam".split()
    )
)
_FEMININE_NOUNS = frozenset(
    "woman girl mother daughter sister wife widow aunt grandmother niece actress waitress girlfriend heroine nun bride "
    "lady mum mom".split()
)
_MASCULINE_NOUNS = frozenset(
    "man boy father son brother husband widower uncle grandfather nephew actor waiter boyfriend monk groom dad".split()
)
# Nouns that name a person and do not end as such nouns mostly do.
_PERSON_NOUNS = (
    _FEMININE_NOUNS
    | _MASCULINE_NOUNS
    | frozenset(
        "chief head boss guard judge pilot captain coach star suspect victim patient witness guest nurse chef thief cook "
        "spokesperson champion president resident student tenant accountant attendant assistant president agent client parent "
        "expert graduate candidate delegate colleague friend neighbour neighbor relative child teenager adult baby "
        "nominee employee detainee refugee referee athlete critic mechanic cleric king queen prince rabbi priest "
        "bishop architect tourist ally rival partner spouse cousin twin hero dentist athlete soldier "
        "official individual prosecutor apprentice volunteer veteran general major colonel constable magistrate "
        "ambassador mayor senator governor chancellor author publican clerk monarch fan skier paramedic medic".split()
    )
)
_PERSON_ENDINGS = ("er", "or", "ist", "man", "woman", "ian", "eer", "ess", "ant")
_NOT_PERSONS = frozenset(
    "paper number river water order weather center centre power tower border corner letter matter member other danger "
    "summer winter dinner offer answer error factor sector motor harbor favor labor honor color mirror behavior tenor "
    "door floor humor rumor terror tumor timber computer counter chapter charter shelter theater theatre theatre filter "
    "trailer cancer disaster master computer newspaper helicopter poster register semester skyscraper soccer "
    "temper trigger understanding whisper wonder november october september december quarter trailer tanker cruiser "
    "bomber fighter ferry reactor tractor elevator generator monitor projector conveyor ventilator corridor sensor "
    "giant restaurant plant grant warrant variant deodorant covenant pollutant container carrier freighter trawler "
    "steamer cutter boiler burner heater cooler printer scanner server router layer player-up thunder shower "
    "amber chamber cucumber lumber slumber finger hunger anger silver fever lever liver cover gutter shutter batter "
    "butter litter meter metre litre fibre acre chamber process success access business illness witness-box address "
    "princess-line stress mattress fortress wilderness awareness happiness darkness fitness progress press congress "
    "dress cypress distress compress consumer-price marker feeder broadcaster retailer insurer maker-up lender "
    "carmaker regulator publisher operator airliner liner".split()
)
# Things that an organisation is called by; for those its own name does not end in.
COMPANY_NOUNS = frozenset(
    {"company", "firm", "group", "business", "manufacturer", "retailer", "carmaker", "maker"}
)
# Last words of names that are no person's.
_ORG_ENDINGS = frozenset(
    "air airline airlines airways paper papers foods food bank university college school museum union group party council "
    "club open cup street road bay hospital station court agency authority institute foundation association society "
    "company corporation inc ltd plc corp committee commission ministry department office force service services trust "
    "church bridge river lake park square airport island islands theatre gallery centre center league times post news "
    "herald awards award prize festival house hall hotel tower line lines rail railways motors energy oil gas star cross "
    "united city town county valley mountain hill point harbour port coast forest reporter".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter bst gmt am pm spring summer autumn winter".split()
)
_WORKS = frozenset("film movie novel book play series show opera game album musical".split())
_NO_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
# Whoever is one of these is it of a thing: "the director of Emilia".
_LEADING = frozenset(
    "director owner president head chief executive leader captain manager chairman chairwoman chair author editor "
    "secretary minister mayor governor founder producer coach skipper publisher premiere release cast crew".split()
)
# Nouns for the same part, any of which may take up another.
_SAME_ROLE = (
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
_BUSINESS = frozenset(
    "air airline airlines airways paper papers foods bank group inc ltd plc corp corporation company motors energy oil "
    "gas rail railways aerospace media pharma systems technologies electronics steel mining shipping holdings industries "
    "partners capital insurance telecom labs".split()
)
_ORG_LABELS = frozenset(
    {"ORG", "GPE", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "NORP", "LAW", "DATE"}
)


@dataclass(slots=True)
class Entity:
    """Somebody or something that the article names.

    Attributes:
        name: the fullest form, without title.
        is_person: a human being; else an organisation, a place or another thing.
        feminine: None where the article has not shown it.
        is_plural: more than one.
        roles: nouns that the article calls it by, as lemmas.
        is_named: it has a proper name; else ``name`` is the words that introduced it.
    """

    name: str
    is_person: bool
    feminine: bool | None = None
    is_plural: bool = False
    roles: set[str] = field(default_factory=set)
    is_named: bool = True

    def fits(self, *, feminine: bool) -> bool:
        """It may be meant by "she", or else by "he"."""
        if self.is_plural or not self.is_person:
            return False
        if self.feminine is None and self.is_named and " " in self.name:
            return gender_by_ending(self.name.split()[0]) in {None, feminine}
        return self.feminine in {None, feminine}


def fold(name: str) -> str:
    """A name without accents, in lower case, for comparing."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()


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


def _is_office(lemma: str) -> bool:
    """A person noun that may stand as a title before a name ("Manager Rosa Delgado")."""
    return lemma in _PERSON_NOUNS or (lemma.endswith(("er", "ist", "man", "woman")) and is_person_noun(lemma))


def noun_gender(lemma: str) -> bool | None:
    """Whether a noun for a person is feminine; None for one that says nothing of it."""
    if lemma in _FEMININE_NOUNS or lemma.endswith(("woman", "actress", "ess")) and is_person_noun(lemma):
        return True
    if lemma in _MASCULINE_NOUNS or (lemma.endswith("man") and lemma not in {"human", "german", "woman"}):
        return False
    return None


def name_runs(words: Words) -> list[tuple[int, int, str]]:
    """Proper names as first and past-the-end indices, titles left off, with the title (or empty)."""
    runs: list[tuple[int, int, str]] = []
    index = 0
    while index < len(words):
        if not _is_name_word(words, index):
            index += 1
            continue
        end = index + 1
        while end < len(words) and (_is_name_word(words, end) or _joins_name(words, end)):
            end += 1
        start, title = index, ""
        for at in range(index, end - 1):
            lemma = words[at].text.lower().rstrip(".")
            role = at == start and given_name_gender(lemma) is None and _is_office(lemma)
            if lemma in _TITLES or role:
                start, title = at + 1, lemma
        if words[start].lemma.rstrip(".") not in _TITLES:
            runs.append((start, end, title))
        index = end
    return runs


def _is_name_word(words: Words, index: int) -> bool:
    word = words[index]
    dated = word.entity in _NO_NAMES and (word.pos != "PROPN" or word.lemma in _CALENDAR)
    if not word.text[:1].isupper() or dated or not re.search(r"[^\W\d]", word.text):
        return False
    if word.pos == "PROPN":
        return not (index and words[index - 1].lemma == "the" and is_person_noun(word.lemma))
    # Part of a name that is also a common word: "Storm Berit", "Harbour Lights".
    inside = index > 0 or (len(words) > 1 and words[1].pos == "PROPN" and words[1].entity == word.entity)
    return (
        bool(word.entity)
        and inside
        and word.pos in {"NOUN", "ADJ", "VERB", "NUM", "X"}
        and word.entity != "NORP"
    )


def _joins_name(words: Words, index: int) -> bool:
    """Inside one named entity, a lower-case word such as "of", "de" or "and"."""
    if index + 1 >= len(words) or words[index].text == ",":
        return False
    if words[index].text == "-":
        unspaced = words[index - 1].end == words[index].start and words[index].end == words[index + 1].start
        return unspaced and _is_name_word(words, index + 1)
    if not words[index].entity:
        return False
    same = words[index - 1].entity == words[index].entity == words[index + 1].entity
    joined = not words[index].opens_entity and not words[index + 1].opens_entity
    return same and joined and words[index].pos in {"ADP", "DET", "CCONJ"} and words[index].text[:1].islower()


def collect(passages: Iterable[Words]) -> dict[str, Entity]:
    """Everybody and everything that the article gives a name of its own, by the folded name."""
    votes: dict[str, Counter[bool]] = defaultdict(Counter)
    written: dict[str, str] = {}
    parsed = list(passages)
    for words in parsed:
        for start, end, title in name_runs(words):
            if is_modifier(words, end - 1):
                continue
            name = _written(words, start, end)
            written.setdefault(fold(name), name)
            if (
                fold(name) not in votes
                and end - start > 1
                and given_name_gender(words[start].text) is not None
            ):
                votes[fold(name)][True] += 2
            for is_person, weight in _evidence(words, start, end, title):
                votes[fold(name)][is_person] += weight
    for short in [k for k in written if " " not in k]:
        longer = [k for k in written if k.endswith(" " + short)]
        if len(longer) == 1:
            votes[longer[0]][True] += votes[short][True]
    entities: dict[str, Entity] = {}
    for key, name in written.items():
        is_person = (
            votes[key][True] > votes[key][False]
            and bool(re.fullmatch(r"[^\d_]+", name))
            and len(name.split()) <= 4
        )
        given = given_name_gender(name.split()[0]) if is_person and " " in name else None
        entities[key] = Entity(name, is_person, given)
    _drop_short_forms(entities, parsed)
    for words in parsed:
        for start, end, title in name_runs(words):
            owner = entities.get(fold(_written(words, start, end)))
            if owner is not None:
                _learn(words, start, end, title, owner)
    return entities


def is_modifier(words: Words, index: int) -> bool:
    """The name only tells a common noun more closely ("the Oscar campaign")."""
    above = words[words[index].head]
    return (
        words[index].dep in {"compound", "npadvmod", "nmod"}
        and above.pos != "PROPN"
        and not is_person_noun(above.lemma)
    )


def _written(words: Words, start: int, end: int) -> str:
    parts = [words[start].text]
    for i in range(start + 1, end):
        parts.append(words[i].text if words[i - 1].end == words[i].start else f" {words[i].text}")
    return "".join(parts)


def _evidence(words: Words, start: int, end: int, title: str) -> list[tuple[bool, int]]:
    """Weights for and against the name being a person's."""
    found: list[tuple[bool, int]] = []
    labels = {words[i].entity for i in range(start, end)}
    if "PERSON" in labels:
        found.append((True, 2))
    elif labels & _ORG_LABELS:
        found.append((False, 2))
    if title:
        found.append((True, 4))
    head = end - 1
    if end - start > 1 and words[head].lemma in _ORG_ENDINGS:
        found.append((False, 6))
    before, after = words[start - 1] if start else None, words[end] if end < len(words) else None
    if before is not None and before.lemma in {"the", "a", "an"}:
        found.append((False, 4))
    if before is not None and before.lemma in {"in", "at", "near"}:
        found.append((False, 3))
    if before is not None and before.pos == "NOUN" and is_person_noun(before.lemma):
        found.append((True, 3))
    if any(words[c].dep == "poss" and words[c].lemma in _WORKS for c in children(words, head)):
        found.append((False, 8))
    above = words[words[head].head]
    if words[head].dep == "pobj" and above.lemma == "of" and words[above.head].lemma in _LEADING:
        found.append((False, 8))
    if after is not None and after.text == "," and end + 1 < len(words):
        following = words[end + 1]
        if (
            re.fullmatch(r"[1-9]\d", following.text)
            and end + 2 < len(words)
            and words[end + 2].text in {",", "."}
        ):
            found.append((True, 4))
        if following.lemma == "who":
            found.append((True, 3))
        if following.lemma == "which":
            found.append((False, 3))
    for c in children(words, head):
        if words[c].dep == "appos" and words[c].pos == "NOUN" and is_person_noun(words[c].lemma):
            found.append((True, 3))
    if words[head].dep == "appos" and above.pos == "NOUN":
        found.append((is_person_noun(above.lemma), 3))
    if words[head].dep in SUBJECTS and above.lemma in {"say", "tell", "add", "ask"}:
        found.append((True, 1))
    return found


def _drop_short_forms(entities: dict[str, Entity], parsed: Sequence[Words]) -> None:
    """Remove names that are part of a single fuller one: they are mentions of it, not names of their own."""
    for key in [k for k in entities if " " not in k]:
        if owners(entities, key, [e for k, e in entities.items() if " " in k]):
            del entities[key]
    for key in [k for k in entities if " " in k]:
        longer = [
            e for k, e in entities.items() if k != key and (k.startswith(key + " ") or k.endswith(" " + key))
        ]
        if len(longer) == 1 and longer[0].is_person == entities[key].is_person:
            del entities[key]


def bearers(entities: dict[str, Entity], role: str) -> list[Entity]:
    """Those whom the article calls so; where it calls nobody so, by a noun for the same part."""
    found = [e for e in entities.values() if role in e.roles]
    if found:
        return found
    alike = {other for group in _SAME_ROLE if role in group for other in group}
    fitting = noun_gender(role)
    return [
        e for e in entities.values() if e.roles & alike and (fitting is None or e.feminine in {None, fitting})
    ]


def owners(entities: dict[str, Entity], short: str, among: Sequence[Entity]) -> list[Entity]:
    """Those of the entities that a short name may stand for: given name or surname, first words of a company's."""
    short = fold(short)
    found = []
    for entity in among:
        parts = fold(entity.name).split()
        if len(parts) < 2:
            continue
        if entity.is_person and short in {parts[0], parts[-1], " ".join(parts[1:]), " ".join(parts[:-1])}:
            found.append(entity)
        elif not entity.is_person and len(parts) == 2 and short == parts[0] and parts[1] in _BUSINESS:
            found.append(entity)
    return found


def _learn(words: Words, start: int, end: int, title: str, entity: Entity) -> None:
    """Take in what the words around a name call its bearer."""
    head = next((i for i in range(start, end) if not start <= words[i].head < end), end - 1)
    if not entity.is_person:
        entity.roles.add(fold(words[end - 1].text))
        return
    nouns: list[str] = [title] if title else []
    before = start - 1
    while before >= 0 and words[before].pos in {"NOUN", "PROPN"} and not words[before].text.endswith("'s"):
        nouns.append(words[before].lemma)
        before -= 1
    appositions = [i for i in children(words, head) if words[i].dep in {"appos"} and words[i].pos == "NOUN"]
    above = words[head].head
    if words[head].dep == "appos" and words[above].pos == "NOUN" and above != head:
        appositions.append(above)
    if words[head].dep in SUBJECTS and words[above].lemma == "be":
        appositions += [c for c in children(words, above) if words[c].dep == "attr"]
    if words[head].dep in SUBJECTS:
        for prep in children(words, above):
            if words[prep].dep == "prep" and words[prep].lemma == "as":
                appositions += [c for c in children(words, prep) if words[c].dep == "pobj"]
    for noun in appositions:
        if is_person_noun(words[noun].lemma):
            nouns.append(words[noun].lemma)
    for lemma in nouns:
        if lemma in _FEMININE_TITLES or noun_gender(lemma) is True:
            entity.feminine = True
        elif lemma in _MASCULINE_TITLES or noun_gender(lemma) is False:
            entity.feminine = False
        if is_person_noun(lemma) or lemma in _TITLES:
            entity.roles.add(lemma)
