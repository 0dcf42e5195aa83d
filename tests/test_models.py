"""The published records: what they answer, and what they refuse."""

import pytest
from pydantic import ValidationError
from sample_report import sample_report

from factcheck.models import SCHEMA_VERSION, Comparison, Conflict, Finding, Report


@pytest.fixture(scope="module")
def report():
    return sample_report()


def test_counts_are_the_summary_line(report):
    counts = report.counts
    assert counts.articles == len(report.articles)
    assert counts.sources == len({a.source for a in report.articles})
    assert counts.claims == len(report.claims)
    assert counts.agreeing + counts.conflicting + counts.single_sourced == len(report.findings)


def test_findings_of_a_verdict_keep_their_order(report):
    split = [report.of_verdict(verdict) for verdict in ("conflicting", "agreeing", "single-sourced")]
    assert sum(map(len, split)) == len(report.findings)
    for part in split:
        assert [f for f in report.findings if f in part] == list(part)


def test_a_claim_leads_to_its_words_and_its_source(report):
    for claim in report.claims:
        found = report.article(claim.article_id)
        assert report.claim(claim.id) is claim
        assert report.passage(claim) == found.text[claim.start : claim.end]
        assert report.source(claim) == found.source


def test_an_unknown_id_is_a_key_error(report):
    with pytest.raises(KeyError):
        report.article("none")
    with pytest.raises(KeyError):
        report.claim("none")


def test_a_report_survives_json(report):
    assert Report.model_validate_json(report.model_dump_json()) == report
    assert report.schema_version == SCHEMA_VERSION == 1


def test_records_are_frozen_and_refuse_what_they_do_not_know(report):
    with pytest.raises(ValidationError):
        report.report_id = "other"
    with pytest.raises(ValidationError):
        Report.model_validate(report.model_dump() | {"surprise": 1})
    with pytest.raises(ValidationError):
        Report.model_validate(report.model_dump() | {"schema_version": 2})


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan")])
def test_a_confidence_lies_between_0_and_1(confidence):
    with pytest.raises(ValidationError):
        Comparison(relation="agree", probabilities={}, confidence=confidence)


def test_kinds_are_the_most_frequent_first():
    def conflict(kind):
        return Conflict(
            claim_a="a", claim_b="b", kind=kind, severity="discrepancy", explanation="x", span_a=(0, 1),
            span_b=(0, 1), confidence=0.5,
        )  # fmt: skip

    finding = Finding(
        id="f", story_id="s", verdict="conflicting", title="t", claim_ids=("a", "b"), sources=("A", "B"),
        independent_sources=2, confidence=0.5, conflicts=tuple(map(conflict, ("date", "number", "number"))),
    )  # fmt: skip
    assert finding.kinds == ("number", "date")


def test_an_explanation_names_both_sides():
    comparison = Comparison(
        relation="conflict", probabilities={}, confidence=0.9, kind="number", reason="another number",
        says=("37 hurt", "73 hurt"),
    )  # fmt: skip
    assert comparison.explain("Herald", "Courier") == "another number: Herald: 37 hurt; Courier: 73 hurt"
    assert comparison.explanation == "another number: first: 37 hurt; second: 73 hurt"
    assert Comparison(relation="agree", probabilities={}, confidence=0.9).explanation == ""
