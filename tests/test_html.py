import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from sample_hostile import hostile_report
from sample_report import sample_report

from factcheck.html import render
from factcheck.marks import make
from factcheck.models import Report

VOID = {"meta", "link", "input", "br", "img", "hr"}
OPTIONAL = {"td", "th", "tr", "li", "p", "option"}  # end tags that HTML lets one leave out


class Page(HTMLParser):
    """What a browser makes of the page: elements with attributes, ids, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open[-1] in OPTIONAL and self.open[-1] != tag:
            self.open.pop()
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = data
        else:
            self.text += data

    def all(self, name):
        return [attrs[name] for _, attrs in self.elements if name in attrs]


@pytest.fixture(scope="module")
def page():
    return Page(render(sample_report()))


@pytest.fixture(scope="module")
def hostile():
    return Page(render(hostile_report()))


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("made", ["page", "hostile"])
def test_page_is_sound_and_self_contained(made, request):
    page = request.getfixturevalue(made)
    assert page.open == []
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert not any(re.search(r"\s", i) for i in ids)
    assert page.all("src") == []
    assert page.all("style") == []
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    for link in page.all("href"):
        assert re.match(r"#|https?://|data:,$", link), link
        if link.startswith("#"):
            assert link[1:] in ids, link
    assert ("html", {"lang": "en"}) in page.elements


@pytest.mark.parametrize("made", ["page", "hostile"])
def test_policy_admits_only_the_pages_own_style_and_script(made, request):
    page = request.getfixturevalue(made)
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert [t for t, _ in page.elements].count(tag) == 1


def test_hostile_text_is_shown_as_text(hostile):
    tags = {tag for tag, _ in hostile.elements}
    assert not tags & {"img", "svg", "iframe", "b>"}
    for shown in (
        "<script>alert('xss')</script>",
        "{{ 7*7 }}",
        "␛[31mred",
        "‹U+202E›100",
        "[red]not red[/red]",
    ):
        assert shown in hostile.text
    links = hostile.all("href")
    assert not [link for link in links if "script:" in link]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", hostile.text)


def test_counts_are_the_large_figures_and_add_up(page):
    counts = sample_report().counts
    text = flat(page.text)
    for number, name in (
        (counts.conflicting, "≠ conflicting"),
        (counts.agreeing, "= agreeing"),
        (counts.single_sourced, "• single-sourced"),
    ):
        assert f"{number} {name}" in text
    assert len([a for _, a in page.elements if "data-verdict" in a]) == len(sample_report().findings)


def test_every_finding_and_claim_has_its_place_and_each_leads_to_the_other(page):
    report = sample_report()
    ids, links = page.all("id"), page.all("href")
    for finding in report.findings:
        assert f"f-{finding.id}" in ids
        assert f"#f-{finding.id}" in links
    for claim in report.claims:
        assert f"c-{claim.id}" in ids
        assert f"#c-{claim.id}" in links


def test_articles_are_whole_and_linked_only_to_the_web(page):
    text = flat(page.text)
    for article in sample_report().articles:
        for line in filter(None, article.text.splitlines()):
            assert flat(line) in text
    outside = [link for link in page.all("href") if link.startswith("http")]
    assert set(outside) == {
        "https://coastcourier.example/marrow-point?a=1&b=2",
        "https://gazette.example/ferry",
    }


def test_conflicts_show_kind_severity_reason_and_confidence_in_words(page):
    text = flat(page.text)
    assert "Contradiction Numbers differ. Coast Courier says 212 people were aboard" in text
    assert "Confidence high (0.97)" in text
    assert text.count("Coast Courier says 212 people were aboard, Harbour Gazette says 198. ") == 1
    source = render(sample_report())
    assert "carrying <mark>198</mark> people" in source


def test_around_a_passage_is_what_its_source_says_there(page):
    assert "stopped some ten minutes before it ran aground" in flat(page.text)
    assert [t for t, _ in page.elements].count("details") > 10


def test_a_dismissed_conflict_comes_last_and_says_so():
    report = sample_report()
    first, second = report.findings[:2]
    marks = {
        first.id: make(report, first, "dismissed", "<b>both</b> count the crew"),
        second.id: make(report, second, "confirmed"),
    }
    made = Page(render(report, marks))
    cards = [a["id"] for _, a in made.elements if "card" in (a.get("class") or "").split()]
    assert cards[0] == f"f-{second.id}"
    assert cards[-1] == f"f-{first.id}"
    text = flat(made.text)
    assert "9 ≠ conflicting (1 dismissed)" in text
    assert re.search(r"Dismissed by an editor on [^:]+: <b>both</b> count the crew", text)
    assert "Confirmed by an editor" in text


def test_a_report_read_back_from_its_json_makes_the_same_page_with_the_same_numbers():
    report = sample_report()
    again = Report.model_validate_json(report.model_dump_json())
    assert render(again) == render(report)
    made = Page(render(again))
    verdicts = Counter(a["data-verdict"] for _, a in made.elements if "data-verdict" in a)
    counts = again.counts
    assert verdicts == {
        "conflicting": counts.conflicting,
        "agreeing": counts.agreeing,
        "single-sourced": counts.single_sourced,
    }
    shares = [a["data-confidence"] for _, a in made.elements if "data-confidence" in a]
    assert sorted(shares) == sorted(f"{f.confidence:.2f}" for f in again.findings)
    text = flat(made.text)
    assert f"{counts.articles} articles · {counts.sources} sources · {counts.claims} claims" in text


def test_copies_problems_settings_and_version_are_told(page):
    text = flat(page.text)
    assert "Same text in Coast Courier and Daily Digest: counted as one source." in text
    assert "story/photo.jpg not text: it looks like a JPEG image" in text
    assert "same text as Daily Digest" in text
    assert "all-MiniLM-L6-v2" in text
    assert "3 of 4 sources (2 independent)" in text


def test_a_matrix_row_says_who_stands_where():
    source = flat(render(sample_report()))
    row = re.search(r"<tr><th scope=\"row\"[^>]*><a href=\"#f-f5\">(.*?)</tr>", source).group(1)
    cells = [flat(re.sub("<[^>]*>", " ", cell)) for cell in row.split("<td>")[1:]]
    assert cells == ["A Nine", "–", "B rose to 14", "A Nine"]


def test_a_wide_matrix_has_the_words_in_titles_only():
    report = sample_report()
    (story,) = report.stories
    more = tuple(
        report.articles[3].model_copy(update={"id": f"more{n}", "source": f"More {n}"}) for n in range(3)
    )
    story = story.model_copy(update={"article_ids": (*story.article_ids, *(a.id for a in more))})
    report = report.model_copy(update={"articles": (*report.articles, *more), "stories": (story,)})
    source = flat(render(report))
    row = re.search(r"<tr><th scope=\"row\"[^>]*><a href=\"#f-f5\">(.*?)</tr>", source).group(1)
    assert [flat(re.sub("<[^>]*>", " ", cell)) for cell in row.split("<td>")[1:]] == list("A–BA–––")
    assert 'title="Island Radio, side B: “rose to 14”"' in row


def test_several_stories_have_one_section_each_and_no_id_twice():
    report = sample_report()
    (first,) = report.stories
    first = first.model_copy(update={"article_ids": ("courier", "gazette", "digest")})
    second = first.model_copy(update={"id": "s2", "title": "Another <story>", "article_ids": ("radio",)})
    other = report.findings[-1].model_copy(update={"story_id": "s2"})
    report = report.model_copy(
        update={"stories": (first, second), "findings": (*report.findings[:-1], other)}
    )
    made = Page(render(report))
    assert len(made.all("id")) == len(set(made.all("id")))
    assert "Another <story>" in made.text
    assert "and 1 other story" in made.text


def test_an_empty_report_is_a_page():
    empty = sample_report().model_copy(
        update={"articles": (), "claims": (), "findings": (), "stories": (), "copies": ()}
    )
    text = flat(Page(render(empty)).text)
    assert "No story was found" in text
