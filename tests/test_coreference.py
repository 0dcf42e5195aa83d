"""Whom pronouns, surnames and descriptions mean."""

import pytest

from factcheck.claims import mentions
from factcheck.models import Article


@pytest.fixture
def meant(parser):
    def resolved(text):
        found = mentions([Article(id="a1", source="s", title="t", path="p", text=text)], parser)[0]
        return {text[start:end]: name for (start, end), name in sorted(found.items(), reverse=True)}

    return resolved


def test_a_surname_means_the_full_name(meant):
    assert meant("Linda Carver won the race. Carver trains alone.")["Carver"] == "Linda Carver"


def test_two_bearers_of_a_surname_are_left_alone(meant):
    found = meant("Linda Carver met Robert Carver on Monday. Carver said nothing.")
    assert "Carver" not in found


def test_pronouns_go_to_the_only_person_who_fits(meant):
    found = meant("Linda Carver thanked Robert Hale. She gave him her medal.")
    assert (found["She"], found["him"]) == ("Linda Carver", "Robert Hale")


def test_two_men_who_fit_are_left_alone(meant):
    assert "He" not in meant("Robert Hale and Simon Frost met in Oslo. He paid for dinner.")


def test_a_pronoun_is_not_the_subject_of_its_own_verb(meant):
    found = meant("Robert Hale went home early. Simon Frost had hit him.")
    assert found.get("him") in {None, "Robert Hale"}


def test_a_description_means_the_only_one_called_so(meant):
    found = meant("The mayor, Linda Carver, opened the bridge. The mayor then left.")
    assert found["The mayor"] == "Linda Carver"


def test_an_acronym_means_the_name_that_introduced_it(meant):
    found = meant("The National Ferry Union (NFU) called a strike. The NFU has 900 members.")
    assert found["NFU"] == "National Ferry Union"


def test_a_company_is_it_where_it_is_the_subject(meant):
    assert meant("Norbank said it would close ten branches.").get("it") in {None, "Norbank"}


def test_it_of_the_weather_is_nothing(meant):
    assert "It" not in meant("Norbank closed its doors. It rained all day.")


def test_a_name_that_only_tells_a_noun_more_closely_is_not_resolved(meant):
    assert "Carver" not in meant("Linda Carver left. The Carver case was closed.")
