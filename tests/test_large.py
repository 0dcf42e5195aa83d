"""A story told by forty outlets, of which one to three depart from the others in some facts."""

from collections import Counter

import pytest

from benchmarks.large import ARTICLES, read_deviations, shown
from factcheck.crowding import MOST_CROWDED, crowded
from factcheck.pipeline import check


@pytest.fixture(scope="module")
def report(models):
    return check([ARTICLES], models=models)


def test_every_conflict_shown_is_one_and_stands_there_once(report):
    found = Counter(name for _, name in shown(report, read_deviations()))
    assert None not in found
    assert set(found.values()) == {1}
    assert {"five dead, not four", "the manager arrested, not nobody", "singing, not knocking"} <= set(found)


def test_no_finding_is_repeated(report):
    assert len({finding.title for finding in report.findings}) == len(report.findings)
    told = Counter(claim for finding in report.findings for claim in finding.claim_ids)
    assert max(told.values()) == 1


def test_more_articles_of_one_event_are_no_more_crowded_than_250_claims():
    assert crowded(50) < crowded(200) < crowded(252) == crowded(5000) == MOST_CROWDED
