"""The rules by which a report is scored, on a story and reports made by hand."""

from datetime import UTC, datetime

import pytest

from benchmarks.scoring import Story, score
from factcheck.models import Article, Claim, Conflict, Copy, Finding, Report

TEXTS = {
    "herald": "Twelve people died. The mill was shut. It rained.",
    "courier": "Nineteen people died. The mill was closed. A dog was found.",
    "gazette": "Nineteen people died. The mill was closed. Bells rang.",
}
IDS = {"herald": "a1", "courier": "a2", "gazette": "a3"}
DEATHS = {
    "verdict": "conflict",
    "kinds": ["number", "update"],
    "sides": [
        [["herald", "Twelve people died"]],
        [["courier", "Nineteen people died"], ["gazette", "Nineteen people died"]],
    ],
}
MILL = {
    "verdict": "agree",
    "passages": [["herald", "The mill was shut"], ["courier", "The mill was closed"]],
}
TRAP = {"verdict": "compatible", "passages": [["herald", "It rained"], ["courier", "A dog was found"]]}
RAIN = {"verdict": "single", "passages": [["herald", "It rained"]]}


def story(*facts, copies=(), texts=TEXTS):
    return Story("mill", "accident", (), facts, tuple(frozenset(pair) for pair in copies))


def claims():
    """A claim for each sentence: a1.0, a1.1, …"""
    found = []
    for source, text in TEXTS.items():
        start = 0
        for number, sentence in enumerate(text.split(". ")):
            own = sentence if sentence.endswith(".") else sentence + "."
            place = text.index(own, start)
            found.append(
                Claim(
                    id=f"{IDS[source]}.{number}",
                    article_id=IDS[source],
                    text=own,
                    start=place,
                    end=place + len(own),
                )
            )
            start = place + len(own)
    return found


def report(*findings, copies=()):
    used = {claim for finding in findings for claim in finding.claim_ids}
    alone = [finding_of("single-sourced", c.id) for c in claims() if c.id not in used]
    return Report(
        report_id="r", created_at=datetime(2026, 3, 1, tzinfo=UTC), factcheck_version="0", settings={},
        articles=tuple(
            Article(id=IDS[s], source=s, title=s, path=f"{s}.txt", text=t) for s, t in TEXTS.items()
        ),
        claims=tuple(claims()), findings=(*findings, *alone), stories=(), copies=copies,
    )  # fmt: skip


def finding_of(verdict, *claim_ids, conflicts=()):
    return Finding(
        id="f", story_id="s1", verdict=verdict, title="", claim_ids=claim_ids, sources=(), independent_sources=1,
        confidence=0.8, conflicts=conflicts,
    )  # fmt: skip


def conflict(a, b, kind="number", span_a=None, span_b=None, confidence=0.8):
    places = {c.id: (c.start, c.end) for c in claims()}
    return Conflict(
        claim_a=a, claim_b=b, kind=kind, severity="contradiction", explanation="they differ",
        span_a=span_a or places[a], span_b=span_b or places[b], confidence=confidence,
    )  # fmt: skip


def conflicting(*conflicts):
    ids = dict.fromkeys(claim for c in conflicts for claim in (c.claim_a, c.claim_b))
    return finding_of("conflicting", *ids, conflicts=conflicts)


@pytest.mark.parametrize("ends", [("a1.0", "a2.0"), ("a3.0", "a1.0")])
def test_any_pair_across_two_sides_finds_the_conflict(ends):
    found = score(story(DEATHS), report(conflicting(conflict(*ends))))
    assert (found.counts["facts"], found.counts["found"], found.counts["kind_right"]) == (1, 1, 1)
    assert found.counts["false_alarms"] == 0
    assert found.mistakes == []


def test_two_conflicts_on_one_fact_find_it_once():
    found = score(
        story(DEATHS), report(conflicting(conflict("a1.0", "a2.0"), conflict("a1.0", "a3.0", "wording")))
    )
    assert found.counts["found"] == 1
    assert [judged.is_right for judged in found.conflicts] == [True, True]
    assert len(found.findings) == 1


def test_a_conflict_within_one_side_is_a_false_alarm_with_its_reason():
    found = score(story(DEATHS), report(conflicting(conflict("a2.0", "a3.0"))))
    assert (found.counts["found"], found.counts["false_alarms"]) == (0, 1)
    assert found.by_kind["number"] == {"facts": 1, "found": 0, "kind_right": 0, "right": 0, "false_alarms": 1}
    assert any("they differ" in line for line in found.mistakes)
    assert any("Twelve people died" in line for line in found.mistakes)


def test_a_conflict_whose_spans_lie_elsewhere_is_a_false_alarm():
    found = score(story(DEATHS), report(conflicting(conflict("a1.0", "a2.0", span_a=(40, 49)))))
    assert (found.counts["found"], found.counts["false_alarms"]) == (0, 1)


def test_another_kind_finds_the_conflict_with_the_wrong_kind():
    found = score(story(DEATHS), report(conflicting(conflict("a1.0", "a2.0", "name"))))
    assert (found.counts["found"], found.counts["kind_right"]) == (1, 0)
    second = score(story(DEATHS), report(conflicting(conflict("a1.0", "a2.0", "update"))))
    assert second.counts["kind_right"] == 1


@pytest.mark.parametrize("fact", [DEATHS, TRAP])
def test_a_conflict_on_an_optional_fact_is_neither_right_nor_wrong(fact):
    ends = ("a1.0", "a2.0") if fact is DEATHS else ("a1.2", "a2.2")
    found = score(story(fact | {"optional": True}), report(conflicting(conflict(*ends))))
    assert (found.counts["facts"], found.counts["traps"], found.counts["false_alarms"]) == (0, 0, 0)
    assert found.conflicts == []


def test_a_conflict_on_a_trap_springs_it_and_is_a_false_alarm():
    found = score(story(TRAP), report(conflicting(conflict("a1.2", "a2.2"))))
    assert (found.counts["traps_sprung"], found.counts["false_alarms"]) == (1, 1)
    assert score(story(TRAP), report()).counts["traps_sprung"] == 0


def test_an_agreement_is_one_finding_of_two_sources_without_a_conflict_between_them():
    assert score(story(MILL), report(finding_of("agreeing", "a1.1", "a2.1"))).counts["agreements_found"] == 1
    assert score(story(MILL), report()).counts["agreements_found"] == 0
    third = finding_of("conflicting", "a1.1", "a2.1", "a3.1", conflicts=(conflict("a1.1", "a3.1"),))
    assert score(story(MILL), report(third)).counts["agreements_found"] == 1
    between = conflicting(conflict("a1.1", "a2.1"))
    assert score(story(MILL), report(between)).counts["agreements_found"] == 0


def test_an_agreeing_finding_is_right_where_two_articles_tell_one_fact_or_one_side_in_it():
    def right(*ids, facts=(MILL, DEATHS), copies=()):
        counts = score(story(*facts, copies=copies), report(finding_of("agreeing", *ids))).counts
        return counts["agreeing_right"], counts["agreeing"]

    assert right("a1.1", "a2.1") == (1, 1)
    assert right("a2.0", "a3.0") == (1, 1)  # one side of a conflict
    assert right("a1.0", "a2.0") == (0, 1)  # its two sides
    assert right("a1.2", "a2.2") == (0, 1)
    assert right("a1.1", "a2.1", facts=(MILL | {"optional": True},)) == (0, 0)
    assert right("a1.1", "a2.1", facts=(MILL | {"optional": True}, MILL)) == (1, 1)
    assert right("a1.2", "a2.2", facts=(TRAP,)) == (0, 0)
    assert right("a2.0", "a3.0", "a1.2", copies=[("courier", "gazette")]) == (0, 1)


def test_single_sourced_facts():
    assert score(story(RAIN), report()).counts["single_found"] == 1
    joined = finding_of("agreeing", "a1.2", "a2.2")
    assert score(story(RAIN), report(joined)).counts["single_found"] == 0


def test_a_passage_also_stands_in_the_copies_of_its_article():
    fact = DEATHS | {"sides": [[["herald", "Twelve people died"]], [["courier", "Nineteen people died"]]]}
    reported = Copy(article_a="a2", article_b="a3", similarity=0.9, spans=())
    found = score(
        story(fact, copies=[("courier", "gazette")]),
        report(conflicting(conflict("a1.0", "a3.0")), copies=(reported,)),
    )
    assert (found.counts["found"], found.counts["copies"], found.counts["copies_found"]) == (1, 1, 1)


def test_a_claim_covers_what_it_overlaps_by_half():
    part = RAIN | {"passages": [["herald", "died. The mill was shut. It rained"]]}
    assert score(story(part), report()).counts["passages_claimed"] == 1


def test_an_annotated_passage_that_the_article_lacks_is_an_error():
    with pytest.raises(ValueError, match="herald"):
        score(story(RAIN | {"passages": [["herald", "It snowed"]]}), report())
