"""From compared clusters to findings, on claims made by hand."""

from dataclasses import replace

import pytest
from newsroom import article

from factcheck.claims import Statement
from factcheck.findings import build_findings
from factcheck.models import Claim, Comparison, Copy

SOURCES = {"a1": "Herald", "a2": "Courier", "a3": "Gazette", "a4": "Herald"}
TEXT = "Twelve people died. The mayor came."


def statement(number, owner, text="Twelve people died.", start=0):
    claim = Claim(id=f"{owner}.c{number}", article_id=owner, text=text, start=start, end=start + len(text))
    return Statement(claim, text, ())


def agree(confidence=0.9):
    return Comparison(relation="agree", probabilities={}, confidence=confidence)


def conflict(confidence=0.8, **fields):
    return Comparison(
        relation="conflict", probabilities={}, confidence=confidence,
        **{"kind": "number", "severity": "contradiction", "reason": "another number", "says": ("12", "19")} | fields,
    )  # fmt: skip


def build(owners, clusters, compared, copies=(), texts=None):
    texts = texts or ["Twelve people died."] * len(owners)
    statements = [
        statement(n, owner, text) for n, (owner, text) in enumerate(zip(owners, texts, strict=True))
    ]
    articles = {name: article(int(name[1:]), TEXT, source) for name, source in SOURCES.items()}
    return build_findings("s1", statements, clusters, compared, articles, copies)


def test_two_sources_that_agree():
    (finding,) = build(["a1", "a2"], [[0, 1]], {(0, 1): agree(0.7)})
    assert finding.verdict == "agreeing"
    assert finding.claim_ids == ("a1.c0", "a2.c1")
    assert finding.sources == ("Herald", "Courier")
    assert finding.independent_sources == 2
    assert finding.confidence == pytest.approx(0.7)
    assert finding.conflicts == ()


def test_one_source_alone():
    (finding,) = build(["a1"], [[0]], {})
    assert (finding.verdict, finding.independent_sources) == ("single-sourced", 1)


def test_two_articles_of_one_source_are_one_source():
    (finding,) = build(["a1", "a4"], [[0, 1]], {(0, 1): agree()})
    assert (finding.verdict, finding.sources, finding.independent_sources) == (
        "single-sourced",
        ("Herald",),
        1,
    )


def test_a_conflict_of_two_sources_names_both():
    compared = {(0, 1): conflict(span_a=(0, 6), span_b=(7, 13))}
    (finding,) = build(["a1", "a2"], [[0, 1]], compared)
    (found,) = finding.conflicts
    assert finding.verdict == "conflicting"
    assert (found.claim_a, found.claim_b, found.kind, found.severity) == (
        "a1.c0",
        "a2.c1",
        "number",
        "contradiction",
    )
    assert found.explanation == "another number: Herald: 12; Courier: 19"
    assert (found.span_a, found.span_b) == ((0, 6), (7, 13))
    assert finding.confidence == found.confidence == pytest.approx(0.8)


def test_a_conflict_without_named_words_spans_the_whole_claims():
    (finding,) = build(["a1", "a2"], [[0, 1]], {(0, 1): conflict()})
    assert (finding.conflicts[0].span_a, finding.conflicts[0].span_b) == ((0, 19), (0, 19))


@pytest.mark.parametrize("owners", [["a1", "a4"], ["a1", "a1"]])
def test_a_source_against_itself_is_a_note(owners):
    (finding,) = build(owners, [[0, 1]], {(0, 1): conflict()})
    assert finding.conflicts == ()
    assert finding.verdict == "single-sourced"
    (note,) = finding.notes
    assert note == "Herald contradicts itself: another number: 12 and 19"


def test_a_source_against_itself_does_not_make_a_conflict_surer():
    compared = {(0, 1): conflict(0.95), (0, 2): conflict(0.6), (1, 2): agree()}
    (finding,) = build(["a1", "a1", "a2"], [[0, 1, 2]], compared)
    assert len(finding.conflicts) == 1
    assert finding.confidence == pytest.approx(0.6)
    assert len(finding.notes) == 1


def test_the_surest_conflict_is_first():
    compared = {(0, 1): conflict(0.5), (0, 2): conflict(0.9), (1, 2): agree()}
    (finding,) = build(["a1", "a2", "a3"], [[0, 1, 2]], compared)
    assert [c.confidence for c in finding.conflicts] == [0.9, 0.5]


def test_copied_words_count_once_and_are_noted():
    copy = Copy(article_a="a1", article_b="a2", similarity=0.6, spans=((0, 19, 0, 19),))
    (finding,) = build(["a1", "a2"], [[0, 1]], {(0, 1): agree()}, [copy])
    assert (finding.verdict, finding.independent_sources) == ("single-sourced", 1)
    assert len(finding.sources) == 2
    assert any("Herald" in note and "Courier" in note for note in finding.notes)
    three = build(
        ["a1", "a2", "a3"], [[0, 1, 2]], {(0, 1): agree(), (0, 2): agree(), (1, 2): agree()}, [copy]
    )
    assert (three[0].verdict, three[0].independent_sources) == ("agreeing", 2)


def test_what_a_partial_copy_did_not_copy_is_independent():
    copy = Copy(article_a="a1", article_b="a2", similarity=0.6, spans=((20, 35, 20, 35),))
    (finding,) = build(["a1", "a2"], [[0, 1]], {(0, 1): agree()}, [copy])
    assert (finding.verdict, finding.independent_sources) == ("agreeing", 2)


def test_findings_are_numbered_in_their_order_conflicts_first():
    owners = ["a3", "a1", "a2", "a1", "a2"]
    compared = {(1, 2): agree(), (3, 4): conflict()}
    found = build(owners, [[0], [1, 2], [3, 4]], compared)
    assert [f.verdict for f in found] == ["conflicting", "agreeing", "single-sourced"]
    assert [f.id for f in found] == ["s1.f1", "s1.f2", "s1.f3"]
    assert {f.story_id for f in found} == {"s1"}
    assert sorted(c for f in found for c in f.claim_ids) == sorted(f"{o}.c{n}" for n, o in enumerate(owners))


def test_a_finding_is_titled_by_a_claim_of_its_own():
    texts = ["Twelve died.", "Nineteen died."]
    (finding,) = build(["a1", "a2"], [[0, 1]], {(0, 1): conflict()}, texts=texts)
    assert finding.title in texts


def test_no_claims_are_no_findings():
    assert build([], [], {}) == []


def test_an_origin_that_two_sources_credit_is_noted_and_counts_neither_out():
    statements = [
        replace(statement(0, "a1"), origin="Spotlight"),
        replace(statement(1, "a2"), origin="Spotlight Weekly"),
        replace(statement(2, "a3"), origin="Harbour Radio"),
    ]
    articles = {name: article(int(name[1:]), TEXT, source) for name, source in SOURCES.items()}
    compared = {(0, 1): agree(), (1, 2): agree()}
    (finding,) = build_findings("s1", statements, [[0, 1, 2]], compared, articles, ())
    assert finding.notes == ("common origin: Herald and Courier both credit Spotlight",)
    assert finding.independent_sources == 3
