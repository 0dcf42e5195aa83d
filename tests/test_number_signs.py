"""Signs after the numbers of a hypothesis: how the premise's number stands to each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.number_signs import MOST_NUMBERS, NO_COUNTERPART, signed
from factcheck.quantities import compare, parse
from factcheck.quantities.fitting import Stated, fit


@pytest.mark.parametrize(
    ("premise", "hypothesis", "expected"),
    [
        ("It employs 1,180 people.", "More than 1,200 people work there.", "More than 1,200 < people work there."),
        ("It employs 1,180 people.", "Fewer than 1,200 people work there.", "Fewer than 1,200 = people work there."),
        ("There were 40 guests.", "There were more than 40 guests.", "There were more than 40 ^ guests."),
        ("There were 40 guests.", "There were at least 40 guests.", "There were at least 40 = guests."),
        ("There were 40 guests.", "There were 40 or more guests.", "There were 40 or more = guests."),
        ("There were more than 40 guests.", "There were 45 guests.", "There were 45 ~ guests."),
        ("There were more than 40 guests.", "There were over 30 guests.", "There were over 30 = guests."),
        ("There were more than 40 guests.", "There were fewer than 40 guests.", "There were fewer than 40 > guests."),
        ("There were about 40 guests.", "There were 40 guests.", "There were 40 = guests."),
        ("There were 41 guests.", "There were about 40 guests.", "There were about 40 = guests."),
        ("Losses came to $2,600 million.", "It lost 2.6 billion dollars.", "It lost 2.6 billion dollars =."),
        ("It cost 2.58 billion dollars.", "It cost 2.6 billion dollars.", "It cost 2.6 billion dollars =."),
        ("Shares rose 3%.", "Shares fell 3%.", "Shares fell 3% *."),
        ("He waited 48 hours.", "He waited for three days.", "He waited for three days <."),
        ("Nearly 40 were hurt.", "38 people were hurt.", "38 = people were hurt."),
        ("38 people were hurt.", "Nearly 40 were hurt.", "Nearly 40 = were hurt."),
        ("Hundreds of gulls died.", "More than 300 gulls died.", "More than 300 ~ gulls died."),
        ("More than half of them left.", "A third of them left.", "A third > of them left."),
        ("Half of them left.", "40% of them left.", "40% > of them left."),
        ("It opened on 22 May 2018.", "It opened on May 21, 2018.", "It opened on May 21, 2018 >."),
        ("It opened on 22 May 2018.", "It opened before May 21, 2018.", "It opened before May 21, 2018 >."),
        ("It opened on 22 May 2018.", "It opened after May 21, 2018.", "It opened after May 21, 2018 =."),
        ("It opened on 22 May 2018.", "It opened before May 22.", "It opened before May 22 ^."),
        ("It opened on 22 May 2018.", "It opened by May 22.", "It opened by May 22 =."),
        ("It opened before 2019.", "It opened in 2019.", "It opened in 2019 <."),
        ("It opened in 2018.", "It opened on 22 May 2018.", "It opened on 22 May 2018 ~."),
        ("It closed in 1994.", "It closed in the 1990s.", "It closed in the 1990s =."),
        ("It ran from 1990 to 1995.", "It ran from 1990 to 1999.", "It ran from 1990 to 1999 *."),
        ("It fell in 1993.", "It fell between 1990 and 1995.", "It fell between 1990 and 1995 =."),
        ("The match is on Monday.", "The match is on Friday.", "The match is on Friday *."),
        ("It began at 4.58pm.", "It began at 5.30pm.", "It began at 5.30pm <."),
        ("It began at 9:15.", "It began before noon.", "It began before noon =."),
        ("It ended 2-1.", "It ended 3-1.", "It ended 3-1 *."),
        ("It began at 4.58pm.", "It began around five.", "It began around five =."),
        ("It began at 17:30.", "It began at half past five.", "It began at half past five =."),
        ("It began at 6.30pm.", "It began around 8pm.", "It began around 8pm <."),
        ("He left at 10.30pm.", "He left no later than 10pm.", "He left no later than 10pm >."),
        ("The shop was open from 5pm to 7pm.", "It was open at 6pm.", "It was open at 6pm =."),
        ("The club was open at 11pm.", "It was open from 10pm to 2am.", "It was open from 10pm to 2am =."),
        ("It rose 3 percentage points.", "It fell 3 percentage points.", "It fell 3 percentage points *."),
        ("It closed in June 2019.", "It closed before the end of 2019.", "It closed before the end of 2019 =."),
        ("It closed in June 2019.", "It closed after the start of 2019.", "It closed after the start of 2019 =."),
        ("It closed on 1 May 2019.", "It closed on or before 1 May 2019.", "It closed on or before 1 May 2019 =."),
        ("It closed in June.", "It closed after June's election.", "It closed after June ='s election."),
        ("About 40 died.", "At least 40 died.", "At least 40 ~ died."),
        ("Hundreds marched; police counted 340 people.", "Police counted 340 people.", "Police counted 340 = people."),
        ("The third bomb went off.", "Three bombs went off.", "Three # bombs went off."),
        ("It rained.", "Six houses fell.", "Six # houses fell."),
        ("It cost 300 euros.", "It cost 300 pounds.", "It cost 300 pounds #."),
        ("Nobody spoke to 12 of us.", "It rained.", "It rained."),
    ],
)  # fmt: skip
def test_each_number_of_the_hypothesis_is_set_beside_its_counterpart(
    premise: str, hypothesis: str, expected: str
) -> None:
    assert signed([(premise, hypothesis)]) == [(premise, expected)]


def test_the_counterpart_is_what_measures_the_same_even_where_another_value_is_equal() -> None:
    premise = "She had 20 points and 10 rebounds."
    assert signed([(premise, "She had 10 points.")])[0][1] == "She had 10 > points."


def test_every_pair_is_answered_in_its_place_and_premises_stay_as_they_are() -> None:
    pairs = [("Two died.", "Three died."), ("It rained.", "It snowed."), ("Three died.", "Three died.")]
    answers = signed(pairs)
    assert [premise for premise, _ in answers] == [premise for premise, _ in pairs]
    assert [hypothesis for _, hypothesis in answers] == ["Three < died.", "It snowed.", "Three = died."]


def test_what_befell_the_counted_must_not_differ() -> None:
    premise = "Five people were killed and six injured."
    assert signed([(premise, "Six were killed.")])[0][1] == "Six < were killed."


def test_the_nearest_date_is_the_counterpart() -> None:
    premise = "Founded in 1950, it opened on 22 May 2019."
    assert signed([(premise, "It opened in 2018.")])[0][1] == "It opened in 2018 >."


@pytest.mark.parametrize(
    "text",
    ["More than 40 guests came.", "It opened before 2019.", "Over $3 million was lost by May 2018.",
     "About 40 of the 300 or more left after 9:15.", "It ran from 1990 to 1995, until 10pm."],
)  # fmt: skip
def test_every_number_fits_the_text_it_stands_in(text: str) -> None:
    signs = signed([(text, text)])[0][1]
    assert signs.count("=") == len(parse(text))


def test_of_thousands_of_numbers_only_the_first_get_signs() -> None:
    text = "7 dogs, " * 5000
    assert signed([(text, text)])[0][1].count("=") == MOST_NUMBERS


@given(st.text(max_size=60), st.text(max_size=60))
def test_without_its_signs_the_hypothesis_is_as_it_was(premise: str, hypothesis: str) -> None:
    (_, answer), _ = signed([(premise, hypothesis), (hypothesis, premise)])
    rest = answer
    found = parse(hypothesis)
    for index in reversed(range(len(found))):
        end = found[index].end + 2 * index
        assert rest[end] == " " and rest[end + 1] in "<=~>*^" + NO_COUNTERPART
        rest = rest[:end] + rest[end + 2 :]
    assert rest == hypothesis


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_the_order_of_two_numbers_turns_with_them(a: int, b: int) -> None:
    (one,), (other,) = parse(f"{a} people"), parse(f"{b} people")
    turned = {"<": ">", ">": "<", "=": "=", "~": "~"}
    there, back = fit(Stated(one), Stated(other)), fit(Stated(other), Stated(one))
    assert there and back and back.sign == turned[there.sign]
    assert (there.sign == "=") == (a == b)


NUMBERS = st.sampled_from(
    "40|about 40|more than 40|nearly 50|at least 50|dozens|30 to 50|under 60".split("|")
)
DATES = st.sampled_from("in 2018|on 22 May 2018|in May|in 2019|on 3 June|in the 2010s".split("|"))


@given(st.one_of(st.tuples(NUMBERS, NUMBERS), st.tuples(DATES, DATES)))
def test_what_fits_is_never_what_the_comparer_calls_different(both: tuple[str, str]) -> None:
    texts = [
        f"It took {words} people." if words[:3] not in ("in ", "on ") else f"It opened {words}."
        for words in both
    ]
    (one,), (other,) = map(parse, texts)
    if compare(one, other, aligned=True) == "different":
        assert signed([(texts[0], texts[1])])[0][1].count("=") == 0
