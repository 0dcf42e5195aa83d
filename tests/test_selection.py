"""Which findings are shown: all conditions are met, claims and counts fit, and a wrong name is said."""

import pytest
from sample_report import sample_report

from factcheck.errors import FactcheckError
from factcheck.selection import Selection


def shown(**asked):
    return Selection(**asked).of(sample_report())


def test_nothing_asked_is_the_report_itself():
    report = sample_report()
    assert Selection().of(report) is report
    assert not Selection()


def test_conditions_are_met_together():
    some = shown(verdict="conflicting", sources=("island radio",), min_confidence=0.7)
    assert [f.id for f in some.findings] == ["f1", "f5", "f6"]
    assert {c for f in some.findings for c in f.claim_ids} == {c.id for c in some.claims}
    assert some.counts.conflicting == 3
    assert some.counts.agreeing == 0


def test_any_of_several_sources_will_do():
    both = {f.id for f in shown(sources=("Island Radio", "Daily Digest")).findings}
    assert both == {
        f.id for name in ("Island Radio", "Daily Digest") for f in shown(sources=(name,)).findings
    }


def test_a_story_is_named_by_id_or_part_of_its_title():
    report = sample_report()
    other = report.stories[0].model_copy(update={"id": "s2", "title": "Bees return", "article_ids": ()})
    lone = report.findings[-1].model_copy(update={"story_id": "s2"})
    two = report.model_copy(
        update={"stories": (*report.stories, other), "findings": (*report.findings[:-1], lone)}
    )
    for name in ("s2", "BEES"):
        some = Selection(story=name).of(two)
        assert [f.id for f in some.findings] == [lone.id]
        assert [s.id for s in some.stories] == ["s2"]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"sources": ("Nobody",)}, "no source 'Nobody'; there is: Coast Courier"),
        ({"story": "x\n"}, "no story"),
    ],
)
def test_a_name_that_is_not_there_is_said_in_one_line(asked, wanted):
    with pytest.raises(FactcheckError, match=wanted) as raised:
        shown(**asked)
    assert "\n" not in str(raised.value)


def test_it_says_what_was_asked_for():
    asked = Selection("agreeing", "Ferry", ("A", "B"), 0.5)
    assert str(asked) == "only agreeing, story 'Ferry', in A or B, confidence from 0.50"
