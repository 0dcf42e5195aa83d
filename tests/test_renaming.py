import random

import pytest

from training.renaming import names_in, renamed

PAIRS = [
    ("The mayor, Ana Kovac, resigned on Monday.", "Kovac's deputy, Lorne Petty, takes over."),
    ("Kovac flew to New Zealand.", "Mrs Petty was petty about it, said a Paris-based aide."),
    (
        "Twenty boats left Osmund harbour. Some sank.",
        'In May twenty-two left for Reeth, saying "Never again".',
    ),
]
NAMES = names_in(text for pair in PAIRS for text in pair)


def test_names_are_people_and_places_but_not_dates_countries_or_common_words():
    assert {"Ana", "Kovac", "Lorne", "Osmund", "Reeth"} == NAMES


@pytest.mark.parametrize("seed", range(5))
def test_a_name_gets_one_other_name_in_both_texts_of_a_pair(seed):
    (premise, hypothesis), *_ = renamed(PAIRS, NAMES, 1.0, random.Random(seed))

    first, last = premise.removeprefix("The mayor, ").removesuffix(", resigned on Monday.").split()
    deputy = hypothesis.removeprefix(f"{last}'s deputy, ").removesuffix(" Petty, takes over.")
    assert len({first, last, deputy}) == 3
    assert {first, last, deputy} <= NAMES


def test_only_a_share_of_the_pairs_is_renamed():
    assert list(renamed(PAIRS, NAMES, 0.0, random.Random(1))) == PAIRS
    found = renamed(PAIRS * 100, NAMES, 0.5, random.Random(1))
    assert 100 < sum(a != b for a, b in zip(PAIRS * 100, found, strict=True)) < 200
