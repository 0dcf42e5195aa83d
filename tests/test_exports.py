"""The formats of other programs: sound, honest about places, and closed to hostile articles."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from sample_hostile import hostile_report
from sample_report import COURIER, sample_report
from test_archive import renamed
from test_golden import dismissal

from factcheck.exports import FORMATS
from factcheck.exports.conflicts import conflicts
from factcheck.exports.places import Places, address


def export(form, report=None, marks=None):
    return FORMATS[form](report or sample_report(), marks or {})


def sarif(report=None, marks=None):
    (run,) = json.loads(export("sarif", report, marks))["runs"]
    return run


@pytest.fixture
def on_disk(tmp_path, monkeypatch):
    """The sample's articles as files: one with front matter, one as HTML, one with Windows line ends."""
    (tmp_path / "story").mkdir()
    report = sample_report()
    texts = {a.id: a.text for a in report.articles}
    story = tmp_path / "story"
    (story / "courier.txt").write_text(f"source: Coast Courier\n\n{texts['courier']}", "utf-8")
    (story / "gazette.txt").write_text(texts["gazette"].replace("\n", "\r\n"), "utf-8", newline="")
    (story / "radio.txt").write_text(
        "Another text altogether. Salvage crews will try to tow it off the reef.", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return report


# SARIF


def test_sarif_has_a_result_for_each_conflict_with_the_opposing_passage():
    results = sarif()["results"]
    assert len(results) == len(list(conflicts(sample_report()))) == 10
    first = results[0]
    assert first["ruleId"] == "number"
    assert first["level"] == "error"
    (here,), (there,) = first["locations"], first["relatedLocations"]
    assert here["physicalLocation"]["artifactLocation"]["uri"] == "story/courier.txt"
    assert there["physicalLocation"]["artifactLocation"]["uri"] == "story/gazette.txt"
    assert there["message"]["text"] == "Harbour Gazette: The ferry was carrying 198 people."
    assert results[4]["level"] == "warning"


def test_sarif_results_name_rules_that_are_there():
    run = sarif()
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)


def test_sarif_fingerprints_last_while_the_words_do():
    def prints(report):
        return [r["partialFingerprints"]["conflictContent/v1"] for r in sarif(report)["results"]]

    first = prints(sample_report())
    assert len(set(first)) == len(first)
    assert prints(renamed(sample_report())) == first
    record = sample_report().model_dump()
    record["articles"][1]["text"] = record["articles"][1]["text"].replace("198", "189")
    changed = prints(type(sample_report()).model_validate(record))
    assert changed[0] != first[0]
    assert changed[1:] == first[1:]


def test_sarif_suppresses_what_an_editor_dismissed():
    results = sarif(marks=dismissal())["results"]
    suppressed = [r for r in results if "suppressions" in r]
    assert [r["properties"]["finding"] for r in suppressed] == ["f2"]
    assert suppressed[0]["suppressions"][0]["justification"] == "the engines failed later"


def test_sarif_regions_are_lines_of_the_files(on_disk):
    results = sarif(on_disk)["results"]
    here = results[0]["locations"][0]["physicalLocation"]["region"]
    line = (on_disk.articles[0].path, here["startLine"], here["startColumn"], here["endColumn"])
    text = Path(line[0]).read_text("utf-8").split("\n")[line[1] - 1]
    assert text[line[2] - 1 : line[3] - 1] == "212" == here["snippet"]["text"]
    there = results[0]["relatedLocations"][0]["physicalLocation"]["region"]
    assert (there["startLine"], there["startColumn"]) == (5, 24)


def test_a_passage_that_the_file_does_not_hold_has_no_line(on_disk):
    places = Places(on_disk)
    radio, digest = on_disk.articles[2], on_disk.articles[3]
    assert places.find(radio, (0, 8)) is None
    start = radio.text.index("Salvage crews will try to tow it off the reef")
    assert places.find(radio, (start, start + 45)).column == 26
    assert places.find(digest, (0, 5)) is None  # there is no such file
    opposing = sarif(on_disk)["results"][5]["relatedLocations"][0]["physicalLocation"]
    assert opposing["artifactLocation"]["uri"] == "story/radio.txt"
    assert "region" not in opposing


@pytest.mark.parametrize(
    ("path", "url", "wanted"),
    [
        ("a b/ü.txt", None, "a%20b/%C3%BC.txt"),
        ("/tmp/x.txt", None, "file:///tmp/x.txt"),
        ("https://example.org/a?b=1", "https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("-", None, "stdin"),
        ("javascript:alert(1)", "javascript:alert(1)", "javascript%3Aalert%281%29"),
    ],
)
def test_addresses_are_uris(path, url, wanted):
    article = sample_report().articles[0].model_copy(update={"path": path, "url": url})
    assert address(article) == wanted


# GitHub


def test_github_has_a_line_for_each_conflict():
    lines = export("github").splitlines()
    assert len(lines) == 10
    assert {line.split(" ")[0] for line in lines} == {"::error", "::warning"}
    assert export("github", marks=dismissal()).splitlines()[1].startswith("::notice ")


def test_github_names_the_line_of_the_file(on_disk):
    assert export("github", on_disk).startswith("::error file=story/courier.txt,line=5,endLine=5,col=")
    assert COURIER.count("\n", 0, COURIER.index("with 212 people")) == 2  # two more in the front matter


def test_github_lets_no_article_send_a_command():
    report = sample_report()
    evil = "\r\n::set-env name=X::1%0A::stop-commands::x"
    articles = [a.model_copy(update={"source": f"A{evil}", "path": f"x,y:{evil}"}) for a in report.articles]
    lines = export("github", report.model_copy(update={"articles": tuple(articles)})).splitlines()
    assert len(lines) == 10
    for line in [*lines, *export("github", hostile_report()).splitlines()]:
        command, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        assert command in {"error", "warning"}
        assert "::" not in properties
        assert "%0A::" not in message


# CSV


def test_csv_has_a_row_for_each_claim_of_each_finding():
    report = sample_report()
    rows = list(csv.DictReader(io.StringIO(export("csv"))))
    assert len(rows) == sum(len(f.claim_ids) for f in report.findings)
    first = rows[0]
    assert (first["finding"], first["verdict"], first["side"]) == ("f1", "conflicting", "A")
    for row in rows:
        article = next(a for a in report.articles if a.path == row["path"])
        assert " ".join(article.text[int(row["start"]) : int(row["end"])].split()) == row["passage"]
    assert {row["mark"] for row in csv.DictReader(io.StringIO(export("csv", marks=dismissal())))} == {
        "",
        "dismissed",
    }


def test_csv_holds_no_formula_and_no_control_code():
    report = sample_report()
    articles = [a.model_copy(update={"source": "=HYPERLINK(1)", "path": "@x"}) for a in report.articles]
    for made in (report.model_copy(update={"articles": tuple(articles)}), hostile_report()):
        text = export("csv", made)
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        for row in csv.reader(io.StringIO(text)):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)


# Markdown


def test_markdown_tells_counts_sides_and_words():
    text = export("markdown")
    assert "**9 conflicting**, **6 agreeing**, **8 single-sourced**" in text
    assert "- Harbour Gazette: The ferry was carrying **198** people." in text
    assert "[Ferry with 212 aboard runs aground off Marrow Point](<https://coastcourier.example/" in text


def test_markdown_of_hostile_articles_is_text():
    text = export("markdown", hostile_report())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", text)
    assert not re.search(r"(?<!\\)<(?!https://)", text)
    assert not re.search(r"(?<!\\)\[.*\]\(javascript", text)
    assert "\\[red\\]not red" in text


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_report_can_be_exported(form):
    empty = sample_report().model_copy(
        update={"articles": (), "claims": (), "findings": (), "stories": (), "copies": ()}
    )
    assert isinstance(export(form, empty), str)
