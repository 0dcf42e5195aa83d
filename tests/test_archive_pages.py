"""The archive's index and the page of what changed between two reports."""

import re

from sample_hostile import hostile_report
from sample_report import sample_report
from test_html import Page, flat

from factcheck import archive_pages
from factcheck.difference import compare
from factcheck.history import Entry
from factcheck.models import Counts
from factcheck.runs import origins


def entry(name: str = "one", conflicting: int = 2, day: int = 5, **more) -> Entry:
    report = sample_report()
    values = {
        "name": name,
        "report_id": name,
        "created_at": report.created_at.replace(day=day),
        "title": "Ferry",
        "sources": ("Coast Courier",),
        "stamp": (0, 0),
        "articles": origins(report),
        "counts": Counts(
            articles=1, sources=1, claims=1, agreeing=0, conflicting=conflicting, single_sourced=3
        ),
    }
    return Entry(**values | more)


def test_index_escapes_and_links_files_beside_it():
    hostile = entry('javascript:alert(1)"><b>', title="<i>T</i>", sources=("<u>",))
    made = Page(archive_pages.index([hostile], ["<script>.json: not a report"]))
    assert [link for link in made.all("href") if link != "data:,"] == [
        "./javascript%3Aalert%281%29%22%3E%3Cb%3E.html"
    ]
    assert "<i>T</i>" in made.text
    assert "<script>.json" in made.text
    assert "unsafe" not in made.all("content")[0]


def test_index_draws_the_conflicts_of_a_story_over_its_runs():
    runs = [entry("c", 1, 7), entry("b", 4, 6, dismissed=1), entry("a", 2, 5)]
    other = entry("z", 9, 4, title="Bees", articles=())
    made = archive_pages.index([*runs, other])
    assert re.findall(r"oldest first: ([\d, ]+)\"", made) == ["2, 3, 1", "2, 3"]
    assert made.count("first run") == 2
    assert re.search(r'points="3\.0,7\.7 36\.0,3\.0 69\.0,12\.3"', made)
    assert "3 <small>and 1 dismissed</small>" in made


def test_index_without_reports_says_how_to_make_one():
    assert "factcheck report" in Page(archive_pages.index([])).text


def test_the_page_of_differences_shows_findings_with_their_words():
    old = sample_report()
    record = old.model_dump()
    for article in record["articles"]:
        if article["id"] == "radio":
            article["text"] = article["text"].replace("choir of 31", "choir of 28")
    record["findings"] = record["findings"][1:]
    made = Page(archive_pages.difference(compare(old, type(old).model_validate(record))))
    text = flat(made.text)
    assert made.open == []
    assert "0 conflicts opened, 1 conflict closed" in text
    assert "Island Radio: changed" in text
    assert "Gone (1)" in text
    assert "The ferry was carrying 198 people." in text
    assert "Worded anew in Island Radio" in text
    assert text.index("choir of 28") < text.index("Before A school choir of 31")


def test_the_page_of_differences_of_hostile_reports_holds_no_foreign_markup():
    old = hostile_report()
    new = old.model_copy(update={"findings": old.findings[1:]})
    made = Page(archive_pages.difference(compare(old, new)))
    assert not {tag for tag, _ in made.elements} & {"img", "svg", "script", "b"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", made.text)


def test_equal_reports_are_said_to_be_equal():
    made = Page(archive_pages.difference(compare(sample_report(), sample_report())))
    assert "Nothing changed." in made.text
