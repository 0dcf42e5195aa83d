import random

import pytest

from training.renaming import names_in, renamed

PAIRS = [
    ("The mayor, Ana Kovac, resigned on Monday.", "Kovac's deputy, Lorne Petty, takes over."),
    ("Kovac flew to France.", "Mrs Petty was petty about it, said a Paris-based aide."),
    ("Twenty boats left Osmund harbour.", "In May twenty-two left for Reeth."),
]


def test_names_are_people_and_places_but_not_dates_countries_or_common_words():
    names = names_in(text for pair in PAIRS for text in pair)

    assert names == {"Ana", "Kovac", "Lorne", "Osmund", "Reeth"}


@pytest.mark.parametrize("seed", range(5))
def test_a_name_gets_one_other_name_in_both_texts_of_a_pair(seed):
    (premise, hypothesis), *_ = renamed(PAIRS, 1.0, random.Random(seed))

    first, last = premise.removeprefix("The mayor, ").removesuffix(", resigned on Monday.").split()
    deputy = hypothesis.removeprefix(f"{last}'s deputy, ").removesuffix(" Petty, takes over.")
    assert len({first, last, deputy}) == 3
    assert {first, last, deputy} <= names_in(text for pair in PAIRS for text in pair)


def test_only_a_share_of_the_pairs_is_renamed():
    assert list(renamed(PAIRS, 0.0, random.Random(1))) == PAIRS
    changed = sum(
        a != b for a, b in zip(PAIRS * 100, renamed(PAIRS * 100, 0.5, random.Random(1)), strict=True)
    )
    assert 100 < changed < 200
