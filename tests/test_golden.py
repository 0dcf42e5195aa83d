"""What is printed, line for line, at fixed widths: tests/golden holds it as it should be.

After a wanted change, ``FACTCHECK_GOLDEN=write pytest tests/test_golden.py`` writes the files anew; read the
difference before it is committed.
"""

import io
import json
import os
from pathlib import Path

import pytest
from rich.console import Console
from sample_report import sample_report
from test_archive import later

from factcheck import archive, explain, marks
from factcheck.exports import FORMATS
from factcheck.history import scan
from factcheck.models import Report
from factcheck.selection import Selection
from factcheck.terminal import explain as printed_explain
from factcheck.terminal import print_difference, print_entries, print_report
from factcheck.terminal.paper import Job, spool

GOLDEN = Path(__file__).parent / "golden"
PAGE = Path("/archive/ferry.html")


def dismissal():
    """The second finding, dismissed on a day that does not change."""
    report = sample_report()
    made = marks.make(report, report.findings[1], "dismissed", "the engines failed later")
    return {"f2": made.model_copy(update={"marked_at": report.created_at})}


def next_day():
    """The sample a day later: one article edited, the first finding gone."""
    record = later(sample_report(), 24, "bbbb1111").model_dump()
    for article in record["articles"]:
        if article["id"] == "radio":
            article["text"] = article["text"].replace("choir of 31", "choir of 28")
    record["findings"] = record["findings"][1:]
    return Report.model_validate(record)


def entries(folder):
    for report in (sample_report(), next_day()):
        archive.save(report, folder)
    return scan(folder)[0]


def report(console, **options):
    print_report(sample_report(), console, page=PAGE, offer=["An offer."], **options)


def explained(console):
    job = Job(sample_report(), sample_report(), offer=["More."])
    printed_explain.finding(sample_report().findings[4], job, console)


CASES = {
    "full": lambda console, _: report(console, form="full"),
    "concise": lambda console, _: report(console, form="concise"),
    "marked": lambda console, _: report(
        console, form="full", marks=dismissal(), selection=Selection(verdict="conflicting")
    ),
    "entries": lambda console, folder: print_entries(entries(folder), console),
    "difference": lambda console, _: print_difference(archive.compare(sample_report(), next_day()), console),
    "word": lambda console, _: spool(
        console, lambda: printed_explain.word("number", explain.KINDS["number"], console)
    ),
    "finding": lambda console, _: spool(console, lambda: explained(console)),
}


def check(name, text):
    path = GOLDEN / name
    if os.environ.get("FACTCHECK_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as file:
        assert text == file.read()


@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("case", CASES)
def test_printed(case, width, tmp_path):
    file = io.StringIO()
    CASES[case](Console(file=file, width=width, highlight=False), tmp_path)
    check(f"{case}-{width}.txt", file.getvalue())


@pytest.mark.parametrize("form", ["full", "concise"])
def test_styles_and_links(form):
    file = io.StringIO()
    console = Console(
        file=file, width=80, force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    report(console, form=form, selection=Selection(verdict="agreeing"))
    # Numbers of links are drawn at random by rich; they only tell one link's parts from another's.
    links = [
        part.split("\\")[0] for part in file.getvalue().replace("\x1b]8;;", "\x1b]8;id=;").split("\x1b]8;")
    ]
    targets = [link.partition(";")[2].rstrip("\x1b") for link in links[1:]]
    assert [t for t in targets if t] == [
        *(f"file:///archive/ferry.html#f-f{n}" for n in range(10, 16)), "file:///archive/ferry.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "suffix"), [("markdown", "md"), ("csv", "csv"), ("github", "github.txt"), ("sarif", "sarif")]
)
def test_exports(form, suffix, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where the sample's files are not
    check(f"report.{suffix}", FORMATS[form](sample_report(), dismissal()))


def test_difference_as_data():
    record = archive.compare(sample_report(), next_day()).record()
    check("difference.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")
