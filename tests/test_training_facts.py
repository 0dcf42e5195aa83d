"""Our own fact groups: well-formed, and pairs whose labels follow from the signs."""

import random

import pytest

from training.facts import (
    CLAIMS,
    FACTS,
    Group,
    echoes,
    fact_pairs,
    group_pairs,
    joined_pairs,
    read_groups,
    read_stories,
    story_pairs,
)
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL

KINDS = {"number", "date", "name", "polarity", "wording", "attribution", "quote"}
TEXT = """= The depot was sold.
= A buyer has taken the depot.
< Something happened to the depot.
! wording | The depot was let.
~ The depot stood empty for years.
"""


@pytest.mark.parametrize("path", sorted(FACTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_group_is_complete(path):
    groups = read_groups(path.read_text(encoding="utf-8"))
    assert groups
    for group in groups:
        assert len(group.same) >= 2
        assert len(group.contrary) >= 2
        assert len(group.beside) >= 2
        assert {kind for kind, _ in group.contrary} <= KINDS
        told = [*group.told, *group.beside]
        assert all(told)
        assert len(set(told)) == len(told)


def test_labels_follow_from_the_signs():
    (group,) = read_groups(TEXT)
    sold, taken, vague = *group.same, *group.vaguer
    let, empty = group.contrary[0][1], group.beside[0]
    found = {(p.premise, p.hypothesis): p.label for p in group_pairs(group, random.Random(3))}
    assert found[sold, taken] == found[taken, sold] == ENTAILMENT
    assert found[sold, vague] == ENTAILMENT
    assert found.get((vague, sold), NEUTRAL) == NEUTRAL
    assert {found.get((let, sold)), found.get((sold, let))} == {CONTRADICTION, None}
    assert {found.get((let, empty)), found.get((empty, let))} == {NEUTRAL, None}


@pytest.mark.parametrize("path", sorted(CLAIMS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_story_has_facts_with_accounts_of_both_sorts(path):
    stories = read_stories(path.read_text(encoding="utf-8"))
    assert stories
    for groups in stories.values():
        assert len(groups) >= 8
        assert any(group.contrary for group in groups)
        assert any(len(group.same) > 1 for group in groups)
        assert {kind for group in groups for kind, _ in group.contrary} <= KINDS
        assert all(text for group in groups for text in group.told)


def test_facts_of_one_story_are_neutral_to_each_other():
    (groups,) = read_stories(
        "# depot\n= The depot was sold.\n= A buyer was found.\n! wording | It was let.\n\n= It rained.\n"
    ).values()
    found = {(p.premise, p.hypothesis): p.label for p in story_pairs(groups, random.Random(2))}
    assert found["The depot was sold.", "A buyer was found."] == ENTAILMENT
    assert found["It was let.", "A buyer was found."] == CONTRADICTION
    rain = {label for pair, label in found.items() if "It rained." in pair}
    assert rain == {NEUTRAL}


@pytest.mark.parametrize("text", ["The depot was sold.\n", "~ Two.\n"])
def test_a_malformed_group_is_refused(text):
    with pytest.raises(ValueError, match="sign"):
        read_groups(text)


def test_groups_for_evaluation_are_not_trained_on():
    trained = {
        text for pair in fact_pairs(random.Random(1), False) for text in (pair.premise, pair.hypothesis)
    }
    kept = {text for pair in fact_pairs(random.Random(1), True) for text in (pair.premise, pair.hypothesis)}
    assert kept
    assert not trained & kept


def test_claims_stand_beside_themselves_and_in_longer_sentences():
    groups = [
        Group(
            same=["Nobody was hurt.", "All escaped unharmed."], contrary=[("number", "Two men were burned.")]
        ),
        Group(same=["The mill opened in 1931."], contrary=[("date", "The mill dates from 1913.")]),
    ]
    for pair in echoes(groups, random.Random(1)):
        assert pair.label == ENTAILMENT
        assert {pair.premise.split(",")[0].rstrip("."), pair.hypothesis.split(",")[0].rstrip(".")} in [
            {claim.rstrip(".")} for group in groups for claim in group.told
        ]
    told = {claim: number for number, group in enumerate(groups) for claim in group.told}
    for pair in joined_pairs(groups, random.Random(1)):
        short, long = sorted((pair.premise, pair.hypothesis), key=len)
        own = groups[told[short]]
        joined = [claim for claim in own.same if claim.rstrip(".") in long]
        assert joined
        assert (pair.label == CONTRADICTION) == (short not in own.same)
