"""What holds for every article and every report, however odd: claims, archive, page, terminal and exports."""

import contextlib
import csv
import io
import json
import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import assert_sound, result
from rich.console import Console
from sample_report import sample_report
from standins import Embedder, Relation
from strategies import reports, texts

from factcheck import archive, soundness
from factcheck.articles import read_articles
from factcheck.claims import extract
from factcheck.copies import find_copies
from factcheck.errors import ArchiveError
from factcheck.exports import FORMATS
from factcheck.html import render
from factcheck.models import Article, Report
from factcheck.pipeline import Models, check
from factcheck.settings import Settings
from factcheck.terminal import print_report

ODDITIES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FEW = settings(ODDITIES, max_examples=25)
RECORD = sample_report().model_dump_json(indent=1).encode()
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


# Reports


@ODDITIES
@given(reports())
def test_a_report_survives_its_json_and_is_sound(report):
    assert Report.model_validate_json(report.model_dump_json()) == report
    assert list(soundness.faults(report)) == []


@ODDITIES
@given(reports())
def test_the_archive_gives_back_what_it_was_given(report):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = [archive.save(report, folder) for _ in range(2)]
        assert len(set(pages)) == 2
        assert all(page.parent == folder and archive.load(page) == report for page in pages)
        assert {entry.report_id for entry in archive.entries(folder)} == {report.report_id}
        # What was written down of the reports is what reading them again finds.
        assert archive.entries(folder) == archive.history.scan(folder, anew=None)[0]
        assert archive.rebuild(folder) == (2, [])


@ODDITIES
@given(reports(), st.data())
def test_a_mark_on_a_finding_is_found_again(report, data):
    if not report.findings:
        return
    finding = data.draw(st.sampled_from(report.findings))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = archive.save(report, folder)
        archive.mark(folder, page, finding.id, "dismissed", data.draw(texts(max_size=5)))
        assert archive.marked(report, folder)[finding.id].state == "dismissed"
        archive.mark(folder, page, finding.id, "none")
        assert finding.id not in archive.marked(report, folder)


@ODDITIES
@given(reports())
def test_a_report_does_not_differ_from_itself(report):
    assert archive.compare(report, report).empty


@ODDITIES
@given(reports())
def test_no_text_becomes_script_or_control_code_on_the_page(report):
    page = render(report)
    assert page.count("<script") <= 1
    assert not re.search(r"""(?:href|src)\s*=\s*["']?\s*javascript:""", page, re.IGNORECASE)
    assert not CONTROL.search(page)


@ODDITIES
@given(reports(), st.sampled_from(["full", "concise"]), st.integers(20, 120))
def test_no_text_becomes_a_control_code_on_the_terminal(report, form, width):
    file = io.StringIO()
    print_report(report, Console(file=file, width=width, highlight=False), form=form)
    assert not CONTROL.search(file.getvalue())


@ODDITIES
@given(reports())
def test_every_export_can_be_written_and_read(report):
    made = {name: export(report, {}) for name, export in FORMATS.items()}
    for text in made.values():
        text.encode("utf-8")
    assert Report.model_validate_json(made["json"]) == report
    assert json.loads(made["sarif"])["version"] == "2.1.0"
    rows = list(csv.reader(io.StringIO(made["csv"])))
    assert len({len(row) for row in rows}) <= 1
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


@settings(ODDITIES, max_examples=150)
@given(st.data())
def test_a_damaged_record_is_refused_or_still_sound(data):
    kind = data.draw(st.sampled_from(["cut", "byte", "gone", "twice"]))
    start = data.draw(st.integers(0, len(RECORD) - 1))
    end = data.draw(st.integers(start, min(len(RECORD), start + 200)))
    damaged = {
        "cut": RECORD[:start],
        "byte": RECORD[:start] + bytes([data.draw(st.integers(0, 255))]) + RECORD[start + 1 :],
        "gone": RECORD[:start] + RECORD[end:],
        "twice": RECORD[:end] + RECORD[start:],
    }[kind]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "x.json"
        path.write_bytes(damaged)
        try:
            loaded = archive.load(path)
        except ArchiveError as error:
            assert "\n" not in str(error)
        else:
            assert list(soundness.faults(loaded)) == []
            render(loaded)


# Articles and claims


def article(number: int, text: str) -> Article:
    return Article(id=f"a{number}", source=f"Paper {number % 3}", title="T", path=f"{number}.txt", text=text)


@FEW
@given(st.lists(texts(), min_size=1, max_size=3))
def test_claims_are_passages_of_their_articles(parser, found):
    told = {a.id: a for a in (article(n, text) for n, text in enumerate(found))}
    statements = extract(list(told.values()), parser)
    assert len({s.claim.id for s in statements}) == len(statements)
    for statement in statements:
        claim, text = statement.claim, told[statement.claim.article_id].text
        assert text[claim.start : claim.end] == statement.passage != ""
        assert claim.end - claim.start <= 400
        assert claim.text.strip()
        assert all(text[q.start : q.end] == q.text for q in claim.quantities)


@ODDITIES
@given(st.lists(texts(), min_size=2, max_size=4))
def test_copies_are_equal_words(found):
    told = {a.id: a for a in (article(n, text) for n, text in enumerate([*found, found[0]]))}
    for copy in find_copies(list(told.values()), Settings()):
        assert 0 <= copy.similarity <= 1
        for start_a, end_a, start_b, end_b in copy.spans:
            a, b = told[copy.article_a].text[start_a:end_a], told[copy.article_b].text[start_b:end_b]
            assert re.findall(r"\w+", a.casefold()) == re.findall(r"\w+", b.casefold())


@FEW
@given(st.lists(texts(), min_size=1, max_size=4))
def test_any_articles_give_a_sound_report_and_the_same_one_twice(parser, found):
    told = [article(n, text) for n, text in enumerate(found)]
    models = Models(parser, Embedder(), Relation())
    first = check(told, models=models, settings=Settings(one_story=True))
    assert_sound(first)
    assert list(soundness.faults(first)) == []
    assert result(first) == result(check(told, models=models, settings=Settings(one_story=True)))
    render(first)


NAMES = texts(min_size=0, max_size=4).map(lambda name: name.replace("/", "_").replace("..", "_"))


@FEW
@given(st.lists(NAMES, max_size=3))
def test_whatever_the_inputs_are_called_there_is_one_line(names):
    with tempfile.TemporaryDirectory() as empty, contextlib.chdir(empty):
        found, problems = read_articles(names)
    assert found == []
    assert len(problems) >= len(set(names))
    for problem in problems:
        assert not CONTROL.search(problem.message)
        assert "\n" not in problem.message
