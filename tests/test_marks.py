"""An editor's marks: found again by what the articles say, and no longer once that is something else."""

from datetime import timedelta

import pytest
from sample_report import sample_report
from test_archive import later, renamed

from factcheck import archive, marks
from factcheck.errors import ArchiveError
from factcheck.models import Report


def made(state="dismissed", finding=0, note="one counts the crew"):
    report = sample_report()
    return marks.make(report, report.findings[finding], state, note)


def edited(old: str, new: str) -> Report:
    """The sample with words of its articles replaced by others of the same length."""
    assert len(old) == len(new)
    record = sample_report().model_dump()
    for article in record["articles"]:
        article["text"] = article["text"].replace(old, new)
    return Report.model_validate(record)


def test_a_mark_holds_under_other_ids():
    again = renamed(sample_report())
    assert list(marks.on(again, [made()])) == [again.findings[0].id]


def test_a_mark_holds_when_other_words_of_the_passage_were_edited():
    report = edited("The ferry was carrying", "The ferry had on board")
    assert list(marks.on(report, [made()])) == ["f1"]


def test_a_mark_does_not_hold_for_another_number():
    assert marks.on(edited("carrying 198", "carrying 168"), [made()]) == {}


def test_a_mark_does_not_hide_a_conflict_that_came_since():
    report = sample_report()
    first = report.findings[0]
    fewer = first.model_copy(update={"conflicts": first.conflicts[:1]})
    assert len(first.conflicts) > 1
    mark = marks.make(report, fewer, "dismissed")
    assert marks.on(report, [mark]) == {}


def test_a_mark_does_not_hold_when_the_verdict_turned():
    report = sample_report()
    closed = report.findings[0].model_copy(update={"conflicts": (), "verdict": "agreeing"})
    assert marks.on(report.model_copy(update={"findings": (closed,)}), [made()]) == {}


def test_a_mark_on_an_agreement_holds_for_its_statements():
    report = sample_report()
    agreeing = next(n for n, f in enumerate(report.findings) if f.verdict == "agreeing")
    assert list(marks.on(report, [made("confirmed", agreeing)])) == [report.findings[agreeing].id]


def test_the_last_mark_counts_and_can_be_taken_back():
    again = [made("dismissed"), made("confirmed")]
    assert marks.on(sample_report(), again)["f1"].state == "confirmed"
    assert marks.on(sample_report(), [*again, made("none")]) == {}


def test_marks_are_kept_beside_damaged_lines(tmp_path):
    (tmp_path / marks.FILE).write_text('{"half', encoding="utf-8")
    marks.add(tmp_path, made())
    marks.add(tmp_path, made("confirmed"))
    assert [mark.state for mark in marks.read(tmp_path)] == ["dismissed", "confirmed"]
    assert (tmp_path / marks.FILE).read_text("utf-8").startswith('{"half\n')
    assert marks.read(tmp_path / "none") == []


def test_a_dismissed_finding_stays_dismissed_in_the_next_run(tmp_path):
    page = archive.save(sample_report(), tmp_path)
    archive.mark(tmp_path, page, "f1", "dismissed", "one counts the crew")
    assert "one counts the crew" in page.read_text("utf-8")
    again = renamed(later(sample_report(), 24))
    second = archive.save(again, tmp_path)
    assert "Dismissed by an editor" in second.read_text("utf-8")
    assert [e.dismissed for e in archive.entries(tmp_path)] == [1, 1]
    assert "8 <small>and 1 dismissed" in (tmp_path / "index.html").read_text("utf-8")
    assert list(archive.marked(again, tmp_path)) == [again.findings[0].id]
    assert archive.load(second) == again  # the record is what the run found


def test_a_mark_needs_a_finding_that_is_there(tmp_path):
    page = archive.save(sample_report(), tmp_path)
    with pytest.raises(ArchiveError, match="no finding 'f99'"):
        archive.mark(tmp_path, page, "f99", "dismissed")


def test_a_mark_tells_when_and_why():
    mark = made().model_copy(update={"marked_at": sample_report().created_at})
    assert mark.sentence == "Dismissed by an editor on 5 March 2026: one counts the crew"
    bare = mark.model_copy(update={"note": "", "marked_at": mark.marked_at + timedelta(days=1)})
    assert bare.sentence == "Dismissed by an editor on 6 March 2026."
