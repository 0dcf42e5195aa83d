"""A sentence -> the facts that it states."""

import pytest

from factcheck.clauses import clauses
from factcheck.mending import mended


@pytest.fixture
def split(parser):
    def spans(text, together=()):
        words = mended(parser.parse([text], [0])[0])
        return [text[words[c.words[0]].start : words[c.words[-1]].end] for c in clauses(words, together)]

    return spans


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "A barge sank in the canal, spilling 900 tonnes of grain and blocking the lock.",
            ["A barge sank in the canal", "spilling 900 tonnes of grain", "blocking the lock"],
        ),
        (
            "The mill, which was built in 1890, burned for two days.",
            ["which was built in 1890", "burned for two days"],
        ),
        ("Ida Moe, 44, was rescued by a fisherman.", ["Ida Moe, 44", "was rescued by a fisherman"]),
        (
            "The strike ended on Monday after the owners raised wages by a tenth.",
            ["The strike ended on Monday", "the owners raised wages by a tenth"],
        ),
    ],
)
def test_facts_of_their_own(split, text, facts):
    assert split(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "If it rains on Sunday, the race will be put off.",
        "The bridge was closed because its cables had rusted.",
        "A man accused of stealing a boat appeared in court.",
        "Turnout was 61 per cent, the lowest since 1994.",
        "Moe denied that her brother had taken the money.",
        "The council praised and rewarded the divers.",
    ],
)
def test_what_cannot_stand_alone_stays_whole(split, text):
    assert split(text) == [text.rstrip(".")]


def test_nothing_is_split_inside_quotation_marks(split):
    text = 'She called it "a day when we lost and they won nothing at all".'
    start = text.index('"')
    assert len(split(text, [(start, len(text) - 1)])) == 1


def test_the_source_of_a_reported_clause(parser):
    words = parser.parse(["Firefighters said the blaze began in a barn and spread to a house."], [0])[0]
    found = clauses(words)
    assert [[words[i].text for i in c.source] for c in found] == [["Firefighters"], ["Firefighters"]]
    assert {words[c.saying].text for c in found} == {"said"}


@pytest.mark.parametrize(
    "text", ["", "?", "— —", "Yes.", "12", "and and and", '( ( [ "', "the the the , , ,"]
)
def test_any_words_can_be_split(split, text):
    assert isinstance(split(text), list)
