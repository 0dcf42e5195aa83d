"""The order of findings, on claims made by hand."""

import pytest

from factcheck.claims import Statement
from factcheck.importance import Gravity, gravity, key
from factcheck.language import Word
from factcheck.models import Claim, Conflict, Finding
from factcheck.quantities import parse


def statement(number, text, headline=False):
    """A claim of its own article, its words being their own lemmas."""
    words, place = [], 0
    for token in text.split():
        bare = token.strip(".,")
        start = text.index(bare, place)
        words.append(Word(bare, bare.lower(), "NOUN", "NN", "dep", len(words), start, start + len(bare)))
        place = start + len(bare)
    claim = Claim(
        id=f"c{number}", article_id=f"a{number}", text=text, start=0, end=len(text), quantities=tuple(parse(text))
    )  # fmt: skip
    return Statement(claim, text, tuple(words), is_headline=headline)


def finding(verdict, *statements, kind="number", severity="contradiction", words=None, sources=2, sure=0.8):
    """Two claims in conflict about the words given for each, or in agreement."""
    conflicts = ()
    if verdict == "conflicting":
        a, b = (s.claim for s in statements[:2])
        spans = [
            (c.text.index(w), c.text.index(w) + len(w))
            for c, w in zip((a, b), words or (a.text, b.text), strict=True)
        ]
        conflicts = (
            Conflict(
                claim_a=a.id, claim_b=b.id, kind=kind, severity=severity, explanation="", span_a=spans[0],
                span_b=spans[1], confidence=sure,
            ),
        )  # fmt: skip
    return Finding(
        id="", story_id="s1", verdict=verdict, title="", claim_ids=tuple(s.claim.id for s in statements),
        sources=tuple(f"S{n}" for n in range(sources)), independent_sources=sources, confidence=sure,
        conflicts=conflicts,
    )  # fmt: skip


def disputed(first, second, kind="number", words=None, **more):
    statements = [statement(0, first), statement(1, second)]
    return statements, finding("conflicting", *statements, kind=kind, words=words, **more)


def gravity_of(pair):
    statements, found = pair
    return gravity(statements, range(len(statements)), found.conflicts)


DISPUTES = [
    disputed("The fire killed 12 people.", "The fire killed 19 people.", words=("12", "19")),
    disputed("The fire left 37 injured.", "The fire left 73 injured.", words=("37", "73")),
    disputed("The jury found him guilty.", "The jury found him innocent.", "polarity"),
    disputed("The club paid £32m.", "The club paid £23m.", words=("£32m", "£23m")),
    disputed("Ann Reed drove.", "Joan Reed drove.", "name", words=("Ann", "Joan")),
    disputed("He wore the number 9 shirt.", "He wore the number 7 shirt.", words=("9", "7")),
]


def test_deaths_injuries_verdicts_money_and_who_come_before_minor_details():
    assert [gravity_of(pair) for pair in DISPUTES] == sorted(Gravity, reverse=True)


def test_a_dispute_is_as_grave_as_what_is_disputed():
    when = disputed("Twelve people died at 8am.", "Twelve people died at 7.20am.", "date", ("8am", "7.20am"))
    assert gravity_of(when) is Gravity.DETAIL
    age = disputed("Ann Reed, 31, was killed.", "Ann Reed, aged 33, was killed.", words=("31", "33"))
    assert gravity_of(age) is Gravity.DETAIL
    denied = disputed("A child died.", "Nobody died.", "polarity")
    assert gravity_of(denied) is Gravity.DEATH


def test_words_of_a_quotation_are_disputed_and_not_what_they_speak_of():
    quote = disputed("They all died at once.", "They both died at once.", "quote", ("all", "both"))
    assert gravity_of(quote) is Gravity.WHO


def test_a_running_toll_stays_grave():
    toll = disputed("The death toll rose to 19.", "The death toll was 12.", "update", ("19", "12"))
    assert gravity_of(toll) is Gravity.DEATH


def test_without_a_conflict_the_gravest_claim_decides():
    statements = [statement(0, "The mill was shut."), statement(1, "The owner was arrested.")]
    assert gravity(statements, [0, 1], ()) is Gravity.JUSTICE
    assert gravity(statements, [0], ()) is Gravity.DETAIL


def rank(found, statements, place=0):
    return key(statements, [place, *range(place + 1, len(statements))], found)


DEAD, SHIRT = DISPUTES[0][0], DISPUTES[5][0]
LESS_IMPORTANT = {
    "agreement": (finding("conflicting", *SHIRT), SHIRT, finding("agreeing", *DEAD), DEAD),
    "one source": (finding("agreeing", *SHIRT), SHIRT, finding("single-sourced", DEAD[0]), DEAD),
    "minor detail": (
        finding("conflicting", *DEAD, severity="discrepancy", sure=0.4), DEAD,
        finding("conflicting", *SHIRT, sources=5, sure=0.9), SHIRT,
    ),
    "fewer sources": (
        finding("conflicting", *DEAD, severity="discrepancy", sources=3), DEAD, finding("conflicting", *DEAD), DEAD,
    ),
    "discrepancy": (
        finding("conflicting", *DEAD, sure=0.4), DEAD,
        finding("conflicting", *DEAD, severity="discrepancy", sure=0.9), DEAD,
    ),
    "less sure": (finding("conflicting", *DEAD, sure=0.9), DEAD, finding("conflicting", *DEAD, sure=0.8), DEAD),
}  # fmt: skip


@pytest.mark.parametrize("case", LESS_IMPORTANT)
def test_what_comes_first(case):
    first, first_statements, second, second_statements = LESS_IMPORTANT[case]
    assert rank(first, first_statements) < rank(second, second_statements)


def test_what_a_headline_says_comes_before_the_same_without_one():
    told = [statement(0, "It rained."), statement(1, "It rained.")]
    headed = [statement(0, "It rained.", headline=True), statement(1, "It rained.")]
    found = finding("agreeing", *told)
    assert rank(found, headed) < rank(found, told)


def test_equal_findings_stand_in_the_order_of_the_text():
    told = [statement(n, "It rained.") for n in range(3)]
    found = finding("single-sourced", told[0])
    assert key(told, [0], found) < key(told, [1], found)
