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


def test_whoever_is_told_something_may_be_meant_as_well(meant):
    assert "he" not in meant("Robert Hale told Simon Frost that he had lost.")


def test_a_pronoun_before_the_subject_may_mean_it(meant):
    found = meant("Robert Hale resigned on Monday. As he left, Simon Frost took his seat.")
    assert "he" not in found


def test_a_pronoun_does_not_mean_what_is_named_below_it(meant):
    text = "Robert Hale was stopped at dawn, Simon Frost, an officer, said. He said Hale had been drunk."
    assert meant(text).get("He") != "Robert Hale"


def test_a_subject_is_not_the_object_of_an_order(meant):
    assert "him" not in meant("Judge Robert Hale ordered him held without bail.")


def test_a_description_by_age_means_the_person_of_the_sentence_before(meant):
    assert meant("Linda Carver is under fire. The 36-year-old star left the stage.")["The 36-year-old star"]
    assert "The 24-year-old striker" not in meant("Ida Moe, 44, was hurt. The 24-year-old striker scored.")


def test_an_age_or_a_nationality_by_itself_means_the_person_of_the_sentence_before(meant):
    signed = "The club has signed the striker Ida Moe from Arvik. "
    for told in ("The 24-year-old", "The Norwegian", "The 24-year-old Norwegian"):
        assert meant(f"{signed}{told} will wear number nine.")[told] == "Ida Moe"
    # Of two people neither is meant, unless an age has been told.
    assert "The Norwegian" not in meant("Ida Moe beat Rosa Lund. The Norwegian was booked.")
    aged = "Police arrested Ida Moe, 34, on Monday. Rosa Lund, 61, was hurt. The 34-year-old denies it."
    assert meant(aged)["The 34-year-old"] == "Ida Moe"
    assert "The 34-year-old" not in meant("A 34-year-old was hit by Rosa Lund. The 34-year-old died.")
    buried = "Brave Ilka Morvan was dug out of the ruins of Bolder Mill. The 43-year-old fitter broke a leg."
    assert meant(buried).get("The 43-year-old fitter") != "Bolder Mill"


def test_days_are_nothing_that_it_could_mean(meant):
    assert meant("Norland Paper said on Monday it would buy a rival.")["it"] == "Norland Paper"


def test_they_are_the_only_people_named_as_several(meant):
    text = "Linda Carver had 141 passengers on board. Carver told them to stay calm."
    assert meant(text)["them"] == "141 passengers"


def test_somebody_of_a_longer_name_introduced_later_is_somebody_else(meant):
    assert "Carver" not in meant("Carver, whose brother Ivan Carver died in the fire, left.")


def test_a_name_in_that_of_a_firm_means_nobody(meant):
    assert "Carver" not in meant("Linda Carver left. The board of Boyle & Carver met on Monday.")
