"""Credits and hedges."""

import pytest

from factcheck.attribution import is_hedged, is_hedging_credit, is_second_hand, split_credit


def split(text):
    credit = split_credit(text, (0, len(text)))
    source = text[slice(*credit.source)] if credit.source else None
    return text[slice(*credit.statement)], source, credit.verb


@pytest.mark.parametrize(
    ("text", "statement", "source", "verb"),
    [
        ("The dam held, police said.", "The dam held", "police", "said"),
        ("The dam held, said Ola Berg, an engineer.", "The dam held", "Ola Berg, an engineer", "said"),
        ("The dam held, according to the ministry.", "The dam held", "the ministry", "according to"),
        ("According to Fjord News, it held up well.", "it held up well", "Fjord News", "According to"),
        (
            "According to the coroner, Dr Ida Moe, he fell off a roof.",
            "he fell off a roof",
            "the coroner, Dr Ida Moe",
            "According to",
        ),
        ("According to the report, Ida Moe, a baker, fell.", "Ida Moe, a baker, fell", "the report", "According to"),
        ("The dam is \"dead\", Ida Moe was quoted as saying.", "The dam is \"dead\"", "Ida Moe", "saying"),
        ("The dam held, a pilot told the radio.", "The dam held", "a pilot", "told"),
        ("The dam held, the court was told.", "The dam held", "the court", "was told"),
    ],
)  # fmt: skip
def test_credits_at_the_ends_are_cut_off(text, statement, source, verb):
    assert split(text) == (statement, source, verb)


def test_a_credit_between_commas_is_a_hole():
    text = "She was, he said, in the boathouse."
    credit = split_credit(text, (0, len(text)))
    assert text[slice(*credit.source)] == "he"
    assert text[slice(*credit.hole)] == ", he said,"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor, Jane Doe, said the dam held.",
        "The boat, which the police said was new, sank.",
        "The dam held and nobody said a word.",
    ],
)
def test_what_is_no_credit_stays(text):
    assert split(text)[1] is None


@pytest.mark.parametrize(
    "text",
    ["He reportedly left.", "She is said to be ill.", "It may have sunk.", "The alleged thief ran."],
)
def test_hedges(text):
    assert is_hedged(text)


@pytest.mark.parametrize(
    "text", ["He will leave.", "The road is expected to reopen.", "She left in May.", "He left on 3 May."]
)
def test_plans_and_months_are_no_hedges(text):
    assert not is_hedged(text)


def test_second_hand_is_narrower_than_hedged():
    assert is_second_hand("She allegedly left.")
    assert is_second_hand("The firm claimed that it had paid.")
    assert is_second_hand("Prosecutors suspect that he lied.")
    assert not is_second_hand("The storm claimed about 30 lives.")
    assert not is_second_hand("It could rain.")
    assert is_hedging_credit("alleged prosecutors")
    assert not is_hedging_credit("said police")
