from sample_report import COURIER, sample_report

from factcheck import view
from factcheck.models import Copy


def joined(pieces):
    return "".join(f"[{p.text}]" if p.marked else p.text for p in pieces)


def finding(number):
    story = view.arrange(sample_report())[0]
    return next(f for f in story.findings if f.finding.id == f"f{number}")


def test_every_finding_is_shown_once_and_the_counts_add_up():
    report = sample_report()
    (story,) = view.arrange(report)
    assert sorted(f.finding.id for f in story.findings) == sorted(f.id for f in report.findings)
    counts = report.counts
    assert (len(story.conflicting), len(story.agreeing), story.single_count) == (
        counts.conflicting,
        counts.agreeing,
        counts.single_sourced,
    )


def test_pairs_that_say_the_same_stand_on_one_side_under_one_reason():
    found = finding(1)
    assert [(s.label, s.sources) for s in found.sides] == [
        ("A", ("Coast Courier", "Daily Digest", "Island Radio")),
        ("B", ("Harbour Gazette",)),
    ]
    assert len(found.finding.conflicts) == 5
    assert [r.explanation for r in found.reasons] == [
        "Coast Courier says 212 people were aboard, Harbour Gazette says 198."
    ]


def test_two_differences_between_one_pair_are_two_reasons():
    assert [(r.kind, r.severity) for r in finding(4).reasons] == [
        ("wording", "contradiction"),
        ("name", "discrepancy"),
    ]


def test_a_copy_that_was_not_compared_stands_with_the_words_it_copies():
    found = finding(4)
    assert found.sides[0].sources == ("Coast Courier", "Daily Digest")
    assert found.others == ()


def alone(report, found, conflict):
    """A report whose finding has only one of its conflicts."""
    changed = found.model_copy(update={"conflicts": (conflict,)})
    return report.model_copy(
        update={"findings": tuple(changed if f.id == found.id else f for f in report.findings)}
    )


def test_a_claim_that_was_not_compared_stands_where_its_value_does():
    report = sample_report()
    found = report.findings[0]
    first = next(c for c in found.conflicts if c.claim_a == "c3")
    (story,) = view.arrange(alone(report, found, first))
    shown = next(f for f in story.conflicting if f.finding.id == found.id)
    assert [(s.label, s.sources) for s in shown.sides] == [
        ("A", ("Coast Courier", "Daily Digest")),
        ("B", ("Harbour Gazette",)),
    ]
    assert shown.stand("Island Radio") == "aside"
    assert [p.claims[0].id for p in shown.others] == ["c6"]


def test_a_part_of_a_longer_number_is_not_the_value():
    report = sample_report()
    found = report.findings[0]
    first = next(c for c in found.conflicts if c.claim_a == "c3")
    start, end = first.span_a
    part = first.model_copy(update={"span_a": (start, end - 1)})  # "21" of "212"
    (story,) = view.arrange(alone(report, found, part))
    shown = next(f for f in story.conflicting if f.finding.id == found.id)
    assert {passage.claims[0].id for passage in shown.others} >= {"c1", "c6"}


def test_three_values_make_three_sides():
    report = sample_report()
    found = report.findings[0]
    a, b, c = found.conflicts[0], found.conflicts[4], found.claim_ids
    third = a.model_copy(update={"claim_b": b.claim_a, "span_b": b.span_a})
    changed = found.model_copy(update={"conflicts": (a, b, third), "claim_ids": c})
    report = report.model_copy(update={"findings": (changed, *report.findings[1:])})
    (story,) = view.arrange(report)
    shown = next(f for f in story.conflicting if f.finding.id == found.id)
    assert [side.label for side in shown.sides] == ["A", "B", "C"]
    assert [r.sides for r in shown.reasons] == [("A", "B"), ("A", "C"), ("B", "C")]


def test_where_each_source_stands():
    found = finding(1)
    assert [found.stand(s) for s in ("Coast Courier", "Harbour Gazette", "Island Radio", "Nobody")] == [
        "A",
        "B",
        "A",
        "",
    ]
    assert finding(10).stand("Harbour Gazette") == "states"


def test_support_names_the_independent_sources_where_some_copy():
    assert finding(11).support == "2 of 4 sources"
    assert finding(10).support == "3 of 4 sources (2 independent)"


def test_context_is_the_rest_of_the_sentence():
    passage = finding(3).passages[0]
    assert passage.before == "Divers found the hull intact and "
    assert passage.after == ", the coastguard said."
    assert "".join(s.text for s in passage.in_context) in COURIER


def test_around_a_passage_stands_its_paragraph_and_the_neighbours_of_a_short_one():
    passage = finding(1).sides[1].passages[0]
    assert passage.more
    assert passage.lead.startswith("Both engines of the Saint Brannock stopped")
    assert passage.tail.startswith(" All were brought ashore by lifeboat before noon. No one died.")


def test_the_words_that_differ_are_known_for_every_source_and_are_its_own():
    assert finding(1).words == {
        "Coast Courier": "212",
        "Harbour Gazette": "198",
        "Island Radio": "More than 200",
        "Daily Digest": "212",
    }
    assert finding(4).words["Daily Digest"] == "thick fog"
    assert finding(10).words == {}


def test_who_says_otherwise():
    found = finding(1)
    gazette = next(c for p in found.passages for c in p.claims if c.article_id == "gazette")
    assert found.against(gazette) == (
        (("Coast Courier", "Daily Digest"), "212"),
        (("Island Radio",), "More than 200"),
    )
    courier = next(c for p in found.passages for c in p.claims if c.article_id == "courier")
    assert found.against(courier) == ((("Harbour Gazette",), "198"),)


def test_one_origin_of_several_sources_is_named():
    report = sample_report()
    claims = tuple(c.model_copy(update={"attributed_to": "the owner"}) for c in report.claims)
    (story,) = view.arrange(report.model_copy(update={"claims": claims}))
    by_id = {f.finding.id: f for f in story.findings}
    assert by_id["f10"].origin == "the owner"
    assert by_id["f16"].origin == ""  # one source
    assert finding(10).origin == ""


def test_copies_join_into_groups():
    report = sample_report()
    pairs = [("courier", "digest", 0.9), ("digest", "radio", 0.5)]
    copies = tuple(Copy(article_a=a, article_b=b, similarity=s, spans=()) for a, b, s in pairs)
    (group,) = view.copy_groups(report.model_copy(update={"copies": copies}))
    assert group.sources == ("Coast Courier", "Island Radio", "Daily Digest")
    assert group.similarity == 0.5
    assert "Shared passages" in group.sentence()


def test_listing():
    assert view.listing(["A"]) == "A"
    assert view.listing(["A", "B", "C"]) == "A, B and C"
    assert view.listing([str(n) for n in range(200)], 3) == "0, 1 and 198 others"
