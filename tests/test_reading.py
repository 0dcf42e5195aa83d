from sample_report import sample_report

from factcheck import view
from factcheck.reading import read


def readings():
    report = sample_report()
    (story,) = view.arrange(report)
    finding_of = {claim: f for f in story.findings for claim in f.finding.claim_ids}
    return report, {article.id: read(report, article, finding_of) for article in report.articles}


def test_the_text_is_verbatim_with_overlapping_claims_in_place():
    report, made = readings()
    for article in report.articles:
        paragraphs = made[article.id].paragraphs
        shown = ["".join(piece.text for piece in p.pieces) for p in paragraphs]
        assert shown == [line for line in article.text.split("\n") if line]
        begun = [c.id for p in paragraphs for piece in p.pieces for c in piece.begins]
        assert sorted(begun) == sorted(c.id for c in report.claims if c.article_id == article.id)
        assert [p.headline for p in paragraphs] == [True] + [False] * (len(paragraphs) - 1)


def test_the_words_that_differ_are_marked_in_place():
    _, made = readings()
    marked = {
        name: [s.text for p in r.paragraphs for piece in p.pieces for s in piece.segments if s.marked]
        for name, r in made.items()
    }
    assert marked["courier"][:3] == ["212", "212", "Nine"]
    assert "198" in marked["gazette"]
    assert "Friday" in marked["radio"]


def test_who_says_otherwise_stands_beside_the_paragraph():
    _, made = readings()
    headline, *rest = made["gazette"].paragraphs
    assert [(r.found.finding.id, r.against) for r in headline.remarks] == [
        ("f2", ((("Coast Courier", "Daily Digest"), "never lost power"),))
    ]
    assert [r.found.finding.id for p in rest[:2] for r in p.remarks] == ["f2", "f1"]


def test_the_counts_are_of_findings_that_the_article_takes_part_in():
    report, made = readings()
    for article in report.articles:
        ids = {c.id for c in report.claims if c.article_id == article.id}
        met = [f for f in report.findings if ids & set(f.claim_ids)]
        for verdict, count in made[article.id].counts.items():
            assert count == len([f for f in met if f.verdict == verdict])


def test_a_claim_without_a_finding_is_text():
    report = sample_report()
    reading = read(report, report.articles[0], {})
    assert reading.counts == {}
    assert not [r for p in reading.paragraphs for r in p.remarks]
