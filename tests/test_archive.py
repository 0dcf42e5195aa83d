import json
import multiprocessing
import os
import re
from datetime import timedelta

import pytest
from sample_report import sample_report

from factcheck import archive, history
from factcheck.errors import ArchiveError
from factcheck.models import Report


def later(report: Report, hours: int = 1, report_id: str = "b" * 16) -> Report:
    return report.model_copy(
        update={"created_at": report.created_at + timedelta(hours=hours), "report_id": report_id}
    )


def test_save_writes_page_and_json_that_loads_back_the_same(tmp_path):
    report = sample_report()
    page = archive.save(report, tmp_path / "deep" / "reports")
    assert page.name == "2026-03-05-ferry-runs-aground-off-marrow-point-7f3a9c21.html"
    assert archive.load(page) == report
    assert archive.load(page.with_suffix(".json")) == report
    assert report.stories[0].title in page.read_text(encoding="utf-8")


def test_saving_twice_keeps_both_and_leaves_no_part_files(tmp_path):
    first, second = (archive.save(sample_report(), tmp_path) for _ in range(2))
    assert first != second
    assert len(archive.entries(tmp_path)) == 2
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob(".*.part"))


def test_entries_are_newest_first_with_story_sources_and_counts(tmp_path):
    report = sample_report()
    archive.save(later(report), tmp_path)
    archive.save(report, tmp_path)
    new, old = archive.entries(tmp_path)
    assert new.created_at > old.created_at
    assert old.title == report.stories[0].title
    assert old.sources == ("Coast Courier", "Harbour Gazette", "Island Radio", "Daily Digest")
    assert old.counts == report.counts
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert index.index(new.file) < index.index(old.file)


def test_an_archive_that_is_not_there_is_empty(tmp_path):
    assert archive.entries(tmp_path / "none") == []


def test_files_added_and_removed_by_hand_are_seen(tmp_path):
    page = archive.save(sample_report(), tmp_path)
    page.unlink()
    page.with_suffix(".json").rename(tmp_path / "mine & yours.json")
    (entry,) = archive.entries(tmp_path)
    assert entry.file == "mine & yours.json"
    assert archive.find(tmp_path, "7f3a").name == "mine & yours.json"
    (tmp_path / "mine & yours.json").unlink()
    assert archive.entries(tmp_path) == []


def test_a_changed_report_is_read_again_and_a_known_one_is_not(tmp_path, monkeypatch):
    page = archive.save(sample_report(), tmp_path)
    record = page.with_suffix(".json")
    with monkeypatch.context() as patched:
        patched.setattr(history, "parse", lambda _: pytest.fail("read again"))
        assert len(archive.entries(tmp_path)) == 1
    record.write_text(later(sample_report(), 2, "changed").model_dump_json(), encoding="utf-8")
    assert archive.entries(tmp_path)[0].report_id == "changed"


@pytest.mark.parametrize(
    "damaged", ["", "{", "[]", "{}", '{"schema_version": 2}', "\x00\x01", "[" * 100_000, '{"x": NaN}']
)
def test_damaged_json_is_left_alone_and_named_in_the_index(tmp_path, damaged):
    (tmp_path / "damaged.json").write_text(damaged, encoding="utf-8")
    (tmp_path / "reports.jsonl").write_text('{"half', encoding="utf-8")
    archive.save(sample_report(), tmp_path)
    assert len(archive.entries(tmp_path)) == 1
    assert (tmp_path / "damaged.json").read_text(encoding="utf-8") == damaged
    assert "damaged.json: not a report" in (tmp_path / "index.html").read_text(encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"damaged\.json: not a report") as raised:
        archive.load(tmp_path / "damaged.json")
    assert "\n" not in str(raised.value)


def test_a_report_whose_parts_do_not_fit_is_damaged(tmp_path):
    record = json.loads(sample_report().model_dump_json())
    record["findings"][0]["claim_ids"].append("nowhere")
    (tmp_path / "x.json").write_text(json.dumps(record), encoding="utf-8")
    assert archive.entries(tmp_path) == []
    with pytest.raises(ArchiveError, match="nowhere"):
        archive.load(tmp_path / "x.json")


def test_find_takes_an_id_a_name_and_the_beginning_of_either(tmp_path):
    page = archive.save(sample_report(), tmp_path)
    other = archive.save(later(sample_report(), 24), tmp_path)
    for query in ("7f3a9c21d4e84b6f", "7f3", "2026-03-05", page.name, page.stem):
        assert archive.find(tmp_path, query) == page
    assert archive.find(tmp_path, "bbb") == other
    with pytest.raises(ArchiveError, match="fits 2 reports"):
        archive.find(tmp_path, "2026")
    for query in ("zzz", ""):
        with pytest.raises(ArchiveError, match="no report"):
            archive.find(tmp_path, query)


def test_what_cannot_be_read_or_written_is_one_line(tmp_path):
    with pytest.raises(ArchiveError, match="No such file"):
        archive.load(tmp_path / "none.html")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ArchiveError, match="file"):
        archive.save(sample_report(), tmp_path / "file")
    with pytest.raises(ArchiveError, match="cannot be written"):
        archive.write(tmp_path, "text")


def test_write_replaces_keeps_the_mode_and_makes_folders(tmp_path):
    path = tmp_path / "a" / "b.txt"
    archive.write(path, "one\n")
    path.chmod(0o600)
    archive.write(path, "two\n")
    assert path.read_bytes() == b"two\n"
    assert path.stat().st_mode & 0o777 == 0o600
    archive.write(path.parent / "new", "x")
    mask = os.umask(0)
    os.umask(mask)
    assert (path.parent / "new").stat().st_mode & 0o777 == 0o666 & ~mask


def _save_some(folder, start):
    for n in range(4):
        archive.save(later(sample_report(), start + n, f"{start + n:016x}"), folder)


def test_processes_that_save_at_once_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_save_some, args=(tmp_path, start)) for start in (0, 100)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(archive.entries(tmp_path)) == 8
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'href="\./2026-', index)) == 8
    assert len((tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()) == 8


def renamed(report: Report) -> Report:
    """The same report with other ids throughout."""
    record = report.model_dump()
    for claim in record["claims"]:
        claim["id"] = "x" + claim["id"]
    for number, finding in enumerate(record["findings"]):
        finding["id"] = f"y{number * 7}"
        finding["claim_ids"] = ["x" + c for c in finding["claim_ids"]]
        for conflict in finding["conflicts"]:
            conflict["claim_a"], conflict["claim_b"] = "x" + conflict["claim_a"], "x" + conflict["claim_b"]
    return Report.model_validate(record)


def test_compare_sees_through_other_ids():
    assert archive.compare(sample_report(), renamed(sample_report())).empty


def test_compare_names_new_gone_and_changed_findings():
    old = sample_report()
    new = renamed(old)
    fuel = new.findings[2]
    closed = fuel.model_copy(update={"conflicts": (), "verdict": "agreeing"})
    new = new.model_copy(update={"findings": (*new.findings[:2], closed, *new.findings[3:-1])})
    difference = archive.compare(old, new)
    assert [f.id for f in difference.gone] == ["f23"]
    assert difference.added == ()
    (change,) = difference.changed
    assert (change.old.id, change.new.id) == ("f3", fuel.id)
    assert change.changes == (
        "was conflicting, is agreeing",
        "conflict closed: one denies what the other states",
    )
    back = archive.compare(new, old)
    assert [f.id for f in back.added] == ["f23"]


def test_compare_matches_a_claim_whose_words_were_edited():
    old = sample_report()
    record = old.model_dump()
    for article in record["articles"]:
        if article["id"] == "radio":
            article["text"] = article["text"].replace("choir of 31", "choir of 28")
    difference = archive.compare(old, Report.model_validate(record))
    assert (difference.added, difference.gone) == ((), ())
    assert [c.changes for c in difference.changed] == [("worded anew in Island Radio",)]


def test_compare_names_the_articles_and_the_conflicts_behind_it():
    old = sample_report()
    record = old.model_dump()
    record["articles"][2]["text"] += "More."
    record["findings"] = record["findings"][1:]
    difference = archive.compare(old, Report.model_validate(record))
    assert [(a.source, a.change) for a in difference.articles] == [("Island Radio", "changed")]
    assert [f.id for f in difference.closed] == ["f1"]
    assert difference.opened == ()
    assert [f.id for f in archive.compare(Report.model_validate(record), old).opened] == ["f1"]
    stored = json.loads(json.dumps(difference.record()))
    assert stored["closed"] == ["f1"]
    assert {"source": "Harbour Gazette", "passage": "The ferry was carrying 198 people."} in stored["gone"][
        0
    ]["passages"]


def test_runs_on_one_story_are_known_by_their_articles(tmp_path):
    report = sample_report()
    archive.save(report, tmp_path)
    record = later(report, 24, "second").model_dump()
    record["articles"][0].update({"title": "Another headline", "text": report.articles[0].text + "More."})
    archive.save(Report.model_validate(record), tmp_path)
    record = later(report, 48, "other").model_dump()
    for article in record["articles"]:
        article |= {"path": f"bees/{article['id']}", "title": f"Bees {article['id']}", "url": None}
    archive.save(Report.model_validate(record), tmp_path)
    assert archive.previous(tmp_path, "second").report_id == report.report_id
    assert archive.previous(tmp_path, "other") is None
    old, new = archive.two_newest(tmp_path)
    assert (archive.load(old).report_id, archive.load(new).report_id) == (report.report_id, "second")
    assert archive.newest(tmp_path) == archive.find(tmp_path, "other")


def test_an_archive_without_two_runs_on_a_story_says_so(tmp_path):
    with pytest.raises(ArchiveError, match="no report yet"):
        archive.newest(tmp_path)
    archive.save(sample_report(), tmp_path)
    with pytest.raises(ArchiveError, match="no story has two reports"):
        archive.two_newest(tmp_path)


def test_rebuild_makes_pages_history_and_index_from_the_json(tmp_path):
    page = archive.save(sample_report(), tmp_path)
    for path in (page, tmp_path / "index.html"):
        path.unlink()
    (tmp_path / "reports.jsonl").write_text("x", encoding="utf-8")
    (tmp_path / "damaged.json").write_text("{", encoding="utf-8")
    count, problems = archive.rebuild(tmp_path)
    assert count == 1
    assert problems[0].startswith("damaged.json")
    assert page.is_file()
    assert page.name in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert len((tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_mark_refreshes_one_report_alone(tmp_path, monkeypatch):
    page = archive.save(sample_report(), tmp_path)
    archive.save(later(sample_report(), 24), tmp_path)
    read = []
    real = history.parse
    monkeypatch.setattr(history, "parse", lambda record: read.append(1) or real(record))
    archive.mark(tmp_path, page, "f1", "dismissed")
    assert len(read) == 2  # to mark it, and for the index


def test_a_finding_that_repeats_words_of_another_is_not_taken_for_it():
    report = sample_report()
    first, second, *rest = report.findings
    claims = [report.claim(first.claim_ids[0]).model_copy(update={"id": f"again{n}"}) for n in range(12)]
    repeating = second.model_copy(
        update={"claim_ids": tuple(c.id for c in claims), "sources": first.sources, "conflicts": ()}
    )
    added = {"claims": (*report.claims, *claims), "findings": (first, repeating, *rest)}
    report = Report(**{**dict(report), **added})
    assert archive.compare(report, report).empty
