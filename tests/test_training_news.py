"""Judged pairs of real news: what is kept of them, and the training pairs that follow."""

from newsroom import article

from factcheck.claims import extract
from training.frames import CONTRADICTION, ENTAILMENT, NEUTRAL
from training.news import FOR_DECISION, LABELS, judged_stories, story_pairs


def test_a_judged_pair_is_asked_both_ways_and_a_claim_that_is_gone_is_left_out(models):
    told = [article(1, "Police arrested 37 people on Monday."), article(2, "Officers detained 37 people.")]
    claims = [statement.claim for statement in extract(told, models.parser)]
    sides = [{"doc": claim.article_id, "claim": [claim.start, claim.end]} for claim in claims]
    more = {"a": sides[0], "b": sides[1], "label": ">"}
    gone = {"a": sides[0], "b": sides[1] | {"claim": [0, 5]}, "label": "C"}
    texts = [claim.text for claim in claims]
    pairs = list(story_pairs(told, [more, gone], models.parser))
    assert [(p.premise, p.hypothesis, p.label) for p in pairs] == [
        (texts[0], texts[1], ENTAILMENT),
        (texts[1], texts[0], NEUTRAL),
    ]


def test_contradictions_hold_both_ways():
    assert LABELS["C"] == (CONTRADICTION, CONTRADICTION)


def test_the_judgements_are_places_and_labels_and_some_stories_are_left_to_the_decision():
    stories = judged_stories()
    assert set(stories) > FOR_DECISION
    for entries in stories.values():
        for entry in entries:
            assert set(entry) == {"story", "a", "b", "label", "weight"}
            assert entry["label"] in LABELS
            assert entry["weight"] >= 1
