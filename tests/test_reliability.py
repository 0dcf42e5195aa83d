"""What goes wrong around factcheck: killed processes, full disks, locked folders, damaged files, hostile inputs.

``docs/reliability.md`` lists the faults with what users see; every test that it names is checked to be there.
"""

import errno
import io
import json
import os
import re
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sample_report import sample_report

from factcheck import archive, cli, files, history, pipeline, quantities
from factcheck.articles import ReadLimits, read_articles
from factcheck.errors import ArchiveError

ROOT = Path(__file__).parent.parent
TESTS = Path(__file__).parent
FULL = OSError(errno.ENOSPC, "No space left on device")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")


def again(number: int):
    """The sample report as another run would make it."""
    report = sample_report()
    return report.model_copy(
        update={"report_id": f"{number:016x}", "created_at": report.created_at.replace(year=2030 + number)}
    )


def assert_readable(folder: Path) -> None:
    """Every report of an archive opens, its index is whole, and nothing of it is damaged."""
    found, problems = history.scan(folder)
    assert problems == []
    for entry in found:
        archive.load(folder / entry.file)
    for page in folder.glob("*.html"):
        assert page.read_text("utf-8").rstrip().endswith("</html>")


# Killed

# Does an action on a copy of an archive again and again, and is killed a call to the system later each time.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
root, action = Path(sys.argv[1]), sys.argv[2]
sys.path[:0] = sys.argv[3:]
from test_reliability import again
from factcheck import archive

first = archive.save(again(0), root / "before")
archive.save(again(1), root / "before")
actions = {
    "save": lambda folder: archive.save(again(2), folder),
    "mark": lambda folder: archive.mark(folder, folder / first.name, "f1", "dismissed"),
    "rebuild": archive.rebuild,
}
CALLS = {"open", "os.rename", "os.chmod", "os.remove", "os.mkdir", "fcntl.flock"}

def killed_at(call):
    counted = 0
    def count(event, _=None):
        nonlocal counted
        counted += event in CALLS
        if counted == call:
            counted += 1  # killing is a call too
            os.kill(os.getpid(), signal.SIGKILL)
    real = os.fsync
    os.fsync = lambda handle: (count("open"), real(handle))  # half way: written, and not yet in its place
    sys.addaudithook(count)

call, status = 0, 1
while status:
    call += 1
    folder = root / str(call)
    shutil.copytree(root / "before", folder)
    child = os.fork()
    if not child:
        killed_at(call)
        actions[action](folder)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), status
print(call)
"""


@pytest.mark.parametrize("action", ["save", "mark", "rebuild"])
def test_killed_at_any_moment_the_archive_stays_readable(tmp_path, action):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), action, str(TESTS), str(ROOT)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    calls = int(done.stdout)
    assert calls > 10
    for call in range(1, calls + 1):
        folder = tmp_path / str(call)
        assert_readable(folder)
        before = {entry.report_id for entry in archive.entries(folder)}
        assert {again(0).report_id, again(1).report_id} <= before
        archive.save(again(3), folder)  # no lock is left behind
        assert_readable(folder)
        assert {e.report_id for e in archive.entries(folder)} == before | {again(3).report_id}
        assert (
            len(re.findall(r'href="\./2\d\d\d-', (folder / "index.html").read_text("utf-8")))
            >= len(before) + 1
        )


def test_what_killed_processes_left_is_swept_once_nobody_writes_it(tmp_path):
    old, new, foreign = (tmp_path / name for name in (".factcheck-a.part", ".factcheck-b.part", ".c.part"))
    for path in (old, new, foreign):
        path.write_text("half a rep")
    for path in (old, foreign):
        os.utime(path, (time.time() - 2 * files.PART_AGE,) * 2)
    archive.save(sample_report(), tmp_path)
    assert not old.exists()
    assert new.exists()
    assert foreign.exists()


def test_an_interrupted_write_leaves_the_old_file_and_no_part(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    files.write(path, "old")

    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    files.write(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


# Disks and folders


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Calls the command line in this process, with the sample report as what it finds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTCHECK_REPORTS", raising=False)
    report = sample_report().model_copy(update={"problems": ()})
    monkeypatch.setattr(pipeline, "check", lambda *_, **__: report)
    (tmp_path / "herald.txt").write_text("Something happened.")

    def call(*arguments):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        code = cli.main([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call


def assert_told_and_printed(outcome, *words):
    """Exit code 2, one line on standard error with these words, and the whole report on standard output."""
    code, out, err = outcome
    assert code == 2
    assert err.startswith("factcheck: ")
    assert err.count("\n") == 1
    assert all(word in err for word in words), err
    assert sample_report().stories[0].title in out
    assert out.rstrip().endswith("9 conflicting + 6 agreeing + 8 single-sourced")


def test_a_full_disk_is_one_line_and_the_report_is_still_printed(run, tmp_path, monkeypatch):
    def full(_):
        raise FULL

    monkeypatch.setattr(os, "fsync", full)
    assert_told_and_printed(run("report", "herald.txt"), "reports", "No space left on device")
    assert_told_and_printed(
        run("report", "herald.txt", "--no-archive", "--json", "x.json"), "x.json", "No space"
    )
    assert_told_and_printed(
        run("report", "herald.txt", "--no-archive", "--html", "x.html"), "x.html", "No space"
    )
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(left) == [".lock", "herald.txt"]


def test_a_read_only_folder_is_one_line_and_the_report_is_still_printed(run, monkeypatch):
    real = Path.open

    def refuse(path, mode="r", *arguments, **options):
        if set(mode) & set("wax+"):
            raise READ_ONLY
        return real(path, mode, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert_told_and_printed(run("report", "herald.txt"), "reports", "Read-only file system")


def test_a_reports_folder_that_is_a_file_is_one_line_and_the_report_is_still_printed(run, tmp_path):
    (tmp_path / "reports").write_text("")
    assert_told_and_printed(run("report", "herald.txt"), "reports")


def test_a_folder_that_cannot_be_locked_is_one_line_and_the_report_is_still_printed(run, monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(files, "_lock", refuse)
    assert_told_and_printed(run("report", "herald.txt"), "reports", "No locks available", "local folder")


def test_marks_that_cannot_be_read_are_one_line_and_the_report_is_still_printed(run, tmp_path):
    (tmp_path / "reports" / "marks.jsonl").mkdir(parents=True)
    assert_told_and_printed(run("report", "herald.txt"), "marks.jsonl")


@contextmanager
def room_for(size: int):
    """The system writes no file beyond this many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 5_000, 50_000])
def test_a_disk_that_fills_up_half_way_costs_nothing_that_was_there(tmp_path, size):
    archive.save(again(0), tmp_path)
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with room_for(size), pytest.raises(ArchiveError, match="cannot be written"):
        archive.save(again(1), tmp_path)
    assert_readable(tmp_path)
    assert kept.items() <= {path.name: path.read_bytes() for path in tmp_path.iterdir()}.items()
    assert not list(tmp_path.glob(".*.part"))
    archive.save(again(2), tmp_path)
    assert {again(0).report_id, again(2).report_id} <= {e.report_id for e in archive.entries(tmp_path)}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_standard_output_on_a_full_disk_is_one_line(tmp_path):
    archive.save(sample_report(), tmp_path / "reports")
    for arguments in (["reports", "show"], ["reports", "show", "--json", "-"], ["schema"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "factcheck.cli", *arguments],
                cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            )  # fmt: skip
        assert done.returncode == 2
        assert done.stderr == "factcheck: standard output: No space left on device\n"


# Damage


def test_a_changed_line_of_the_history_is_not_trusted(tmp_path):
    archive.save(sample_report(), tmp_path)
    path = tmp_path / "reports.jsonl"
    changed = path.read_text("utf-8").replace('"conflicting":9', '"conflicting":8')
    assert changed != path.read_text("utf-8")
    path.write_text(changed, "utf-8")
    assert archive.entries(tmp_path)[0].counts.conflicting == 9


def test_rebuild_sets_damaged_reports_aside_and_keeps_their_pages(tmp_path):
    pages = [archive.save(again(n), tmp_path) for n in range(2)]
    record = pages[0].with_suffix(".json")
    record.write_bytes(record.read_bytes()[:-100])
    count, told = archive.rebuild(tmp_path)
    assert count == 1
    assert told[0].startswith(f"{record.name}: not a report")
    assert told[1] == f"{record.name}: set aside as {record.name}.damaged"
    assert not record.exists()
    assert pages[0].exists()
    assert archive.rebuild(tmp_path) == (1, [])
    record.write_text("{")
    assert archive.rebuild(tmp_path)[1][1].endswith(".json.damaged2")


def test_rebuild_leaves_a_report_that_may_not_be_read(tmp_path, monkeypatch):
    record = archive.save(sample_report(), tmp_path).with_suffix(".json")
    real = Path.read_bytes

    def refuse(path):
        if path == record:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert archive.rebuild(tmp_path) == (0, [f"{record.name}: not a report (Permission denied)"])
    assert record.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r["claims"][0].update(end=10**6), "points outside its article"),
        (lambda r: r["claims"][0].update(start=-1), "points outside its article"),
        (lambda r: r["claims"].append(r["claims"][0]), "there twice"),
        (lambda r: r["claims"][0].update(article_id="gone"), "lacks the article gone"),
        (lambda r: r["findings"][0].update(story_id="gone"), "lacks the story gone"),
        (lambda r: r["findings"][0]["conflicts"][0].update(claim_a="gone"), "gone of its conflict"),
        (lambda r: r["findings"][0]["conflicts"][0].update(span_b=[5, 10**6]), "points outside its article"),
        (lambda r: r["copies"][0].update(article_b="gone"), "lacks the article gone"),
    ],
)
def test_a_report_whose_parts_do_not_fit_is_not_shown(tmp_path, change, words):
    record = json.loads(sample_report().model_dump_json())
    change(record)
    (tmp_path / "x.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ArchiveError, match=words):
        archive.load(tmp_path / "x.json")
    found, (problem,) = history.scan(tmp_path)
    assert found == []
    assert words in problem


def test_a_mark_on_words_with_odd_line_breaks_is_kept(tmp_path):
    record = json.loads(sample_report().model_dump_json())
    for article in record["articles"]:
        article["text"] = article["text"].replace(" ", "\u2028").replace("a", "\x85")
    report = archive.Report.model_validate(record)
    page = archive.save(report, tmp_path)
    archive.mark(tmp_path, page, "f1", "dismissed")
    assert archive.marked(report, tmp_path)["f1"].state == "dismissed"


# Inputs


def test_comments_before_a_page_cannot_hold_up_the_reading():
    content = io.BytesIO(b"<!---->" * 140 + b"and then some words")
    articles, problems = read_articles(["-"], stdin=content)
    assert len(articles) + len(problems) == 1


@pytest.mark.parametrize("text", ["\x01", "###", "#\n\n*"])
def test_an_article_without_words_is_called_by_its_source(text):
    (article,), problems = read_articles(["-"], stdin=io.BytesIO(text.encode()))
    assert problems == []
    assert article.title == "standard input"


@pytest.mark.parametrize("sign", ["–", "£", "(", "a@", "@", "1/2", "x", "1.", "'"])
def test_a_long_run_of_signs_cannot_hold_up_the_parser(sign):
    assert len(quantities.parse(sign * (100_000 // len(sign)))) <= 100_000


def test_the_limit_of_articles_is_told_once(tmp_path):
    names = []
    for name in "abcde":
        (tmp_path / f"{name}.txt").write_text(f"Article {name}.")
        names.append(str(tmp_path / f"{name}.txt"))
    articles, problems = read_articles(names, limits=ReadLimits(articles=2))
    assert len(articles) == 2
    assert [problem.path for problem in problems] == names[2:3]


def test_a_file_that_becomes_a_pipe_is_skipped(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Something happened.")
    real = Path.resolve

    def swap(found, *arguments):  # between the look at the file and its opening
        if found == path and path.is_file():
            path.unlink()
            os.mkfifo(path)
        return real(found, *arguments)

    monkeypatch.setattr(Path, "resolve", swap)
    articles, problems = read_articles([str(path)])
    assert articles == []
    assert "not a regular file" in problems[0].message


# The table


def test_every_test_that_the_table_names_is_there():
    table = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    named = re.findall(r"`(test_\w+)`", table)
    there = set()
    for path in TESTS.glob("test_*.py"):
        there |= set(re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)) | {path.stem}
    assert len(named) > 40
    assert set(named) <= there, set(named) - there
