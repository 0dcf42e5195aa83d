"""The command line: what it prints where, and its exit codes. Models are real; most calls stay in this process."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from newsroom import BEES, COURIER, FIRE, FRENCH, HERALD, assert_sound, result
from sample_report import sample_report

from factcheck import archive, cli, pipeline
from factcheck.models import Report

ESCAPE = "\x1b"
HEAVY = {"torch", "spacy", "sentence_transformers", "sklearn", "rich", "numpy", "pydantic", "trafilatura"}

# Runs the command line with every network connection refused and reported.
WITHOUT_NETWORK = """
import socket, sys
def refuse(*arguments, **_):
    print("NETWORK", arguments[1:], file=sys.stderr)
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = lambda *arguments, **_: refuse(None, *arguments)
from factcheck.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Two articles on one fire in a working directory of their own."""
    (tmp_path / "herald.txt").write_text(HERALD, "utf-8")
    (tmp_path / "courier.txt").write_text(COURIER, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTCHECK_REPORTS", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def run(desk, models, monkeypatch, capfd):
    """Calls the command line in this process: exit code, standard output, standard error."""
    for name in ("load", "when_needed"):
        monkeypatch.setattr(pipeline.Models, name, classmethod(lambda cls, settings=None: models))

    def call(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return call


@pytest.fixture
def archived(desk):
    """The same two reports in an archive, the second later and without its first finding."""
    old = sample_report()
    new = old.model_copy(
        update={
            "report_id": "fresh0001",
            "findings": old.findings[1:],
            "created_at": old.created_at.replace(year=2027),
        }
    )
    folder = desk / "reports"
    return old, new, [archive.save(report, folder) for report in (old, new)]


def process(*arguments, cwd, script=None, **options):
    """Calls the command line in a process of its own."""
    start = [sys.executable, "-c", script] if script else [sys.executable, "-m", "factcheck.cli"]
    environment = {k: v for k, v in os.environ.items() if k not in {"FACTCHECK_REPORTS", "FORCE_COLOR"}}
    return subprocess.run(
        [*start, *map(str, arguments)], cwd=cwd, capture_output=True, check=False, timeout=300,
        env=environment | options.pop("env", {}), **options,
    )  # fmt: skip


def one_line(text):
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert text.startswith("factcheck: ")
    return text


# report


def test_report_prints_archives_and_says_where(run, desk):
    code, out, err = run("report", "herald.txt", "courier.txt")
    assert (code, err) == (0, "")
    assert "2 articles, 2 sources" in out
    assert "Leeds Herald" in out
    assert "Northern Courier" in out
    assert ESCAPE not in out
    (page,) = (path for path in (desk / "reports").glob("*.html") if path.name != "index.html")
    assert page.name in re.sub(r"\s", "", out)
    assert page.name in (desk / "reports" / "index.html").read_text("utf-8")
    assert_sound(archive.load(page))


def test_json_goes_to_a_file_beside_the_printed_report(run, desk):
    code, out, _ = run("report", desk, "--json", "deep/report.json", "--no-archive")
    assert code == 0
    assert "2 articles" in out
    report = Report.model_validate_json((desk / "deep" / "report.json").read_bytes())
    assert_sound(report)
    assert [a.path for a in report.articles] == [str(desk / "courier.txt"), str(desk / "herald.txt")]
    assert not (desk / "reports").exists()


def test_json_dash_prints_nothing_but_json(run):
    code, out, err = run("report", "herald.txt", "courier.txt", "--json", "-", "--no-archive")
    assert (code, err) == (0, "")
    report = Report.model_validate_json(out)
    assert_sound(report)
    assert [a.path for a in report.articles] == ["herald.txt", "courier.txt"]


def test_html_goes_to_the_named_file(run, desk):
    code, _, _ = run(
        "report", "herald.txt", "courier.txt", "--html", "out/page.html", "--no-archive", "--quiet"
    )
    assert code == 0
    page = (desk / "out" / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Northern Courier" in page
    assert not (desk / "reports").exists()


def test_quiet_prints_no_report_and_archives_it(run, desk):
    code, out, err = run("report", "herald.txt", "courier.txt", "--quiet")
    assert (code, out, err) == (0, "", "")
    assert len(archive.entries(desk / "reports")) == 1


def test_quiet_still_names_what_could_not_be_read(run):
    code, out, err = run("report", "herald.txt", "gone.txt", "--quiet", "--no-archive")
    assert (code, out) == (0, "")
    assert "gone.txt" in one_line(err)


def test_the_archive_is_where_option_or_environment_say(run, desk, monkeypatch):
    monkeypatch.setenv("FACTCHECK_REPORTS", str(desk / "from-environment"))
    assert run("report", "herald.txt", "--quiet")[0] == 0
    assert run("report", "herald.txt", "--quiet", "--reports", "from-option")[0] == 0
    assert len(archive.entries(desk / "from-environment")) == 1
    assert len(archive.entries(desk / "from-option")) == 1
    assert not (desk / "reports").exists()


@pytest.mark.parametrize(
    ("second", "fail_on", "wanted"),
    [
        (COURIER, "conflicting", 1),
        (COURIER, "contradiction", 1),
        (COURIER.replace("Seventy-three", "Thirty-seven"), "conflicting", 1),
        (COURIER.replace("Seventy-three", "Thirty-seven"), "contradiction", 0),
        (FIRE[1], "conflicting", 0),
    ],
    ids=["contradiction", "contradiction-strict", "discrepancy", "discrepancy-strict", "agreement"],
)
def test_fail_on_sets_the_exit_code(run, desk, second, fail_on, wanted):
    (desk / "courier.txt").write_text(second, "utf-8")
    code, out, _ = run("report", "herald.txt", "courier.txt", "--fail-on", fail_on, "--no-archive")
    assert code == wanted
    assert "2 articles" in out


def test_one_story_compares_what_would_be_two(run, desk):
    (desk / "bees.txt").write_text(BEES, "utf-8")
    paths = ["herald.txt", "courier.txt", "bees.txt"]
    _, out, err = run("report", *paths, "--json", "-", "--no-archive")
    assert "bees.txt" in one_line(err)
    assert len(json.loads(out)["stories"]) == 2
    _, out, err = run("report", *paths, "--json", "-", "--no-archive", "--one-story")
    assert err == ""
    assert len(json.loads(out)["stories"]) == 1


def test_the_options_reach_the_settings(run, monkeypatch):
    seen = []
    real = pipeline.check
    monkeypatch.setattr(pipeline, "check", lambda *a, **k: seen.append(k["settings"]) or real(*a, **k))
    options = ["--model", "m", "--comparison-model", "c", "--allow-private", "--one-story"]
    assert run("report", "herald.txt", "--no-archive", "--quiet", *options)[0] == 0
    (settings,) = seen
    assert (settings.model, settings.comparison_model) == ("m", "c")
    assert settings.allow_private
    assert settings.one_story


@pytest.mark.parametrize("width", [40, 80, 200])
def test_width_bounds_the_lines(run, width):
    _, out, _ = run("report", "herald.txt", "courier.txt", "--width", width, "--no-archive")
    assert max(map(len, out.splitlines())) <= width


def test_standard_input_as_plain_text(run):
    code, out, err = run("report", "-", "courier.txt", "--json", "-", "--no-archive", stdin=HERALD.encode())
    assert (code, err) == (0, "")
    report = Report.model_validate_json(out)
    assert [(a.path, a.source) for a in report.articles] == [
        ("-", "Leeds Herald"),
        ("courier.txt", "Northern Courier"),
    ]


def test_standard_input_as_jsonl(run):
    lines = [json.dumps({"text": text, "source": f"S{n}"}) for n, text in enumerate(FIRE)]
    code, out, err = run("report", "-", "--json", "-", "--no-archive", stdin="\n".join(lines).encode())
    assert (code, err) == (0, "")
    assert [a.source for a in Report.model_validate_json(out).articles] == ["S0", "S1"]


def test_no_standard_input_matters_only_to_who_reads_it(desk):
    for name, wanted in (("gone.txt", b"no such file"), ("-", b"no standard input")):
        run = process("report", name, cwd=desk, preexec_fn=lambda: os.close(0))
        assert run.returncode == 2
        assert wanted in run.stderr
        assert b"Traceback" not in run.stderr


# Inputs that are no articles


def _unreadable(path: Path):
    path.write_text(HERALD, "utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser reads it all the same
        path.unlink()
        path.symlink_to(path.name)


BAD = {
    "missing": (lambda path: None, "no such file"),
    "empty": (lambda path: path.write_text(""), "is empty"),
    "folder": (lambda path: path.mkdir(), "no article in this folder"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 40), "binary"),
    "unreadable": (_unreadable, "may not be read|cannot be read"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_input_is_named_and_the_others_go_on(run, desk, kind):
    make, wanted = BAD[kind]
    make(desk / "bad.txt")
    good = run("report", "herald.txt", "courier.txt", "--json", "-", "--no-archive")
    code, out, err = run("report", "herald.txt", "bad.txt", "courier.txt", "--json", "-", "--no-archive")
    assert code == 0
    assert re.search(f"bad.txt: .*({wanted})", one_line(err))
    report = Report.model_validate_json(out)
    (problem,) = report.problems
    assert problem.path == "bad.txt"
    assert report.findings == Report.model_validate_json(good[1]).findings


@pytest.mark.parametrize("kind", BAD)
def test_no_article_at_all_is_one_line_and_exit_code_2(run, desk, kind):
    make, wanted = BAD[kind]
    make(desk / "bad.txt")
    code, out, err = run("report", "bad.txt")
    assert (code, out) == (2, "")
    assert re.search(f"bad.txt: .*({wanted})", one_line(err))
    assert not (desk / "reports").exists()


def test_a_malformed_line_of_jsonl_is_named_with_its_number(run, desk):
    lines = [
        json.dumps({"text": FIRE[0], "source": "A"}),
        '{"text": ',
        json.dumps({"text": FIRE[1], "source": "B"}),
    ]
    (desk / "story.jsonl").write_text("\n".join(lines), "utf-8")
    code, out, err = run("report", "story.jsonl", "--json", "-", "--no-archive")
    assert code == 0
    assert "story.jsonl: line 2" in one_line(err)
    assert Report.model_validate_json(out).counts.sources == 2


def test_a_foreign_article_is_named(run, desk):
    (desk / "nord.txt").write_text(FRENCH, "utf-8")
    code, out, err = run("report", "herald.txt", "courier.txt", "nord.txt", "--no-archive")
    assert code == 0
    assert "not in English" in one_line(err)
    assert "nord.txt" in out


def test_an_article_cannot_send_control_codes(run, desk):
    (desk / "evil.txt").write_text(f"source: E{ESCAPE}[31mvil\n\n{ESCAPE}]0;owned\x07{FIRE[1]}", "utf-8")
    (desk / f"gone{ESCAPE}[2J.jsonl").write_text("{", "utf-8")
    code, out, err = run("report", "herald.txt", desk, "--no-archive")
    assert code == 0
    assert ESCAPE not in out + err
    assert "\x07" not in out


# Bad use


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["report"],
        ["report", "herald.txt", "--nonsense"],
        ["report", "herald.txt", "--fail-on", "sometimes"],
        ["report", "herald.txt", "--width", "wide"],
        ["report", "herald.txt", "--json"],
        ["reports", "show"],
        ["reports", "show", "none-such"],
        ["reports", "open", "none-such"],
        ["reports", "diff", "none-such", "neither"],
        ["schema", "extra"],
    ],
    ids=" ".join,
)
def test_bad_use_is_one_line_and_exit_code_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    one_line(err)


def test_what_cannot_be_written_is_one_line_and_exit_code_2(run, desk):
    (desk / "file").write_text("")
    for option in ("--json", "--html"):
        code, _, err = run("report", "herald.txt", option, "file/report", "--quiet", "--no-archive")
        assert code == 2
        assert "cannot be written" in one_line(err)
    code, _, err = run("report", "herald.txt", "--reports", "file/reports", "--quiet")
    assert code == 2
    one_line(err)


def test_an_interrupt_ends_with_130(run, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", interrupt)
    code, out, err = run("report", "herald.txt")
    assert (code, out) == (130, "")
    one_line(err)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_signal_while_it_reads_ends_with_130(desk):
    command = [sys.executable, "-m", "factcheck.cli", "report", "-"]
    with subprocess.Popen(
        command, cwd=desk, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job has it ignored
    ) as running:  # fmt: skip
        running.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: once through, it is being read
        for _ in range(6):
            time.sleep(0.5)  # Python sees a signal that comes between two reads only after the second
            running.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                running.wait(timeout=10)
                break
        assert running.returncode == 130
        assert one_line(running.stderr.read().decode()) == "factcheck: interrupted\n"


# A process of its own: what reaches the outside


def test_a_whole_run_is_quiet_needs_no_network_and_repeats_itself(desk):
    runs = [
        process(
            "report", "herald.txt", "courier.txt", "--json", "-", "--no-archive",
            cwd=desk, script=WITHOUT_NETWORK, env={"PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]  # fmt: skip
    assert [(run.returncode, run.stderr) for run in runs] == [(0, b"")] * 2
    first, second = (Report.model_validate_json(run.stdout) for run in runs)
    assert_sound(first)
    assert result(first) == result(second)


def test_an_unknown_model_is_one_line_and_exit_code_2(desk):
    name = "factcheck-tests/no-such-model"
    run = process("report", "herald.txt", "--model", name, cwd=desk, script=WITHOUT_NETWORK)
    lines = run.stderr.decode().splitlines()
    assert run.returncode == 2
    assert run.stdout == b""
    assert [line for line in lines if not line.startswith("NETWORK")] == lines[-1:]
    assert name in lines[-1]
    assert len(lines) < 6  # a few attempts to reach the hub, not a retry for each of a model's files


@pytest.mark.parametrize(
    "arguments", [["--help"], ["report", "--help"], ["reports", "--help"], ["--version"]], ids=str
)
def test_help_imports_nothing_heavy(desk, arguments):
    script = (
        "import sys\nfrom factcheck.cli import main\ntry:\n    main(sys.argv[1:])\nfinally:\n"
        "    print(*sys.modules, file=sys.stderr)"
    )
    run = process(*arguments, cwd=desk, script=script)
    assert run.returncode == 0
    assert "factcheck" in run.stdout.decode()
    assert not HEAVY & set(run.stderr.decode().split())


def test_help_names_every_option_of_the_report(run):
    _, out, _ = run("report", "--help")
    for option in ("--json", "--html", "--reports", "--no-archive", "--quiet", "--one-story", "--fail-on",
                   "--model", "--comparison-model", "--allow-private", "--width"):  # fmt: skip
        assert option in out


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("arguments", [["schema"], ["reports", "show", "7f3a"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(desk, archived, arguments):
    read, write = os.pipe()
    os.close(read)
    run = subprocess.run(
        [sys.executable, "-m", "factcheck.cli", *arguments],
        cwd=desk, stdout=write, stderr=subprocess.PIPE, check=False, timeout=60,
    )  # fmt: skip
    os.close(write)
    assert (run.returncode, run.stderr) == (0, b"")


def test_colour_is_for_terminals_that_want_it(desk, archived):
    show = ["reports", "show", "7f3a"]
    assert ESCAPE.encode() not in process(*show, cwd=desk).stdout
    forced = process(*show, cwd=desk, env={"FORCE_COLOR": "1"}).stdout
    assert ESCAPE.encode() in forced
    plain = process(*show, cwd=desk, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout.decode()
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", plain)


def test_a_terminal_without_unicode_gets_question_marks(desk, archived):
    run = process("reports", "show", "7f3a", cwd=desk, env={"PYTHONIOENCODING": "ascii"})
    assert run.returncode == 0
    assert b"Ferry" in run.stdout
    run = process("reports", cwd=desk, env={"PYTHONIOENCODING": "ascii"})
    assert (run.returncode, run.stderr) == (0, b"")


# reports


def test_reports_lists_the_archive_newest_first(run, archived):
    for arguments in (["reports"], ["reports", "list"]):
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        assert out.index("fresh0001"[:8]) < out.index("7f3a9c21")


def test_reports_of_an_empty_archive_says_how_to_make_one(run):
    code, out, _ = run("reports")
    assert code == 0
    assert "factcheck report" in out


def test_reports_are_found_in_another_folder(run, desk, archived, monkeypatch):
    (desk / "reports").rename(desk / "elsewhere")
    assert "7f3a9c21" in run("reports", "--reports", "elsewhere")[1]
    monkeypatch.setenv("FACTCHECK_REPORTS", "elsewhere")
    assert "7f3a9c21" in run("reports")[1]


def test_show_prints_an_archived_report(run, archived):
    code, out, err = run("reports", "show", "7f3a")
    assert (code, err) == (0, "")
    assert archived[0].articles[0].source in out


def test_open_opens_the_page(run, archived, monkeypatch):
    import webbrowser

    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    code, out, err = run("reports", "open", "fresh")
    assert (code, err) == (0, "")
    assert opened == [archived[2][1].resolve().as_uri()]
    assert archived[2][1].name in out
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    code, out, err = run("reports", "open", "fresh")
    assert code == 0
    assert archived[2][1].name in out
    assert "by hand" in one_line(err)


def test_diff_tells_what_changed(run, archived):
    code, out, err = run("reports", "diff", "7f3a", "fresh")
    assert (code, err) == (0, "")
    assert archived[0].findings[0].title.split()[0] in out
    same = run("reports", "diff", "7f3a", "7f3a")[1]
    assert same != out


def test_a_shortened_id_that_fits_two_is_refused(run, desk, archived):
    archive.save(archived[0].model_copy(update={"report_id": "7f3bbbbb"}), desk / "reports")
    code, out, err = run("reports", "show", "7f3")
    assert (code, out) == (2, "")
    assert "7f3" in one_line(err)


# What is printed, exports, marks


def test_show_prints_every_format(run, archived):
    assert json.loads(run("reports", "show", "7f3a", "--output-format", "json")[1])["report_id"].startswith(
        "7f3a"
    )
    assert json.loads(run("reports", "show", "7f3a", "--output-format", "sarif")[1])["version"] == "2.1.0"
    assert run("reports", "show", "7f3a", "--output-format", "markdown")[1].startswith("# Ferry runs aground")
    assert run("reports", "show", "7f3a", "--output-format", "github")[1].startswith(
        "::error file=story/courier.txt"
    )
    full = run("reports", "show", "7f3a", "--output-format", "full")[1]
    concise = run("reports", "show", "7f3a", "--output-format", "concise")[1]
    assert len(concise.splitlines()) < len(full.splitlines()) / 2
    assert run("reports", "show", "7f3a")[1] == full


def test_past_thirty_findings_the_short_form_is_the_default(run, desk, archived):
    old = archived[0]
    more = [old.findings[-1].model_copy(update={"id": f"m{n}"}) for n in range(10)]
    long = old.model_copy(update={"report_id": "long", "findings": (*old.findings, *more)})
    archive.save(long, desk / "reports")
    out = run("reports", "show", "long")[1]
    assert "--output-format full" in out
    assert out.rstrip().endswith("9 conflicting + 6 agreeing + 18 single-sourced")
    assert "--output-format full" not in run("reports", "show", "long", "--output-format", "full")[1]


def test_selections_are_for_every_form(run, archived):
    chosen = ["--only", "conflicting", "--source", "island radio", "--min-confidence", "0.7"]
    out = run("reports", "show", "7f3a", *chosen)[1]
    assert "Shown: 3 of 23 findings" in out
    found = json.loads(run("reports", "show", "7f3a", *chosen, "--output-format", "json")[1])
    assert [f["id"] for f in found["findings"]] == ["f1", "f5", "f6"]
    code, out, err = run("reports", "show", "7f3a", "--source", "Nobody")
    assert (code, out) == (2, "")
    assert "Coast Courier" in one_line(err)


def test_files_are_written_beside_what_is_printed(run, desk, archived):
    options = ["--markdown", "a.md", "--csv", "deep/a.csv", "--json", "a.json", "--html", "a.html"]
    code, out, err = run("reports", "show", "7f3a", *options)
    assert (code, err) == (0, "")
    assert "Ferry" in out
    assert (desk / "a.md").read_text("utf-8").startswith("# Ferry")
    assert (desk / "deep" / "a.csv").read_text("utf-8").startswith("finding,story,verdict")
    assert Report.model_validate_json((desk / "a.json").read_bytes()) == archived[0]
    assert (desk / "a.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("option", "start"), [("--markdown", "# Ferry"), ("--csv", "finding,"), ("--json", "{")]
)
def test_a_file_named_dash_is_all_that_is_printed(run, archived, option, start):
    assert run("reports", "show", "7f3a", option, "-")[1].startswith(start)


@pytest.mark.parametrize(
    "arguments",
    [
        ["reports", "show", "7f3a", "--json", "-", "--csv", "-"],
        ["reports", "show", "7f3a", "--min-confidence", "2"],
        ["reports", "show", "7f3a", "--width", "3"],
        ["reports", "show", "7f3a", "--output-format", "xml"],
        ["reports", "diff", "1", "2", "3"],
        ["reports", "mark", "7f3a", "f1", "maybe"],
        ["reports", "mark", "7f3a", "f99", "dismissed"],
        ["explain", "f99"],
    ],
    ids=" ".join,
)
def test_bad_use_of_the_archive_is_one_line(run, archived, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    one_line(err)


def test_a_mark_is_kept_shown_and_taken_back(run, archived):
    code, out, err = run("reports", "mark", "7f3a", "f2", "dismissed", "--note", "later\x1b[2J")
    assert (code, err) == (0, "")
    assert out == "Dismissed: Whether the engines failed\n"
    shown = run("reports", "show", "fresh")[1]  # the next run, by content
    assert "× Dismissed (1)" in shown
    assert "later␛[2J" in shown
    assert "8 conflicting (1 dismissed)" in shown
    assert run("reports", "mark", "7f3a", "f2", "none")[0] == 0
    assert "dismissed" not in run("reports", "show", "fresh")[1]


def test_fail_on_passes_over_what_was_dismissed(run, desk):
    assert run("report", "herald.txt", "courier.txt", "--fail-on", "conflicting")[0] == 1
    (entry,) = archive.entries(desk / "reports")
    report = archive.load(desk / "reports" / entry.file)
    for finding in report.of_verdict("conflicting"):
        assert run("reports", "mark", entry.report_id, finding.id, "dismissed")[0] == 0
    code, out, _ = run("report", "herald.txt", "courier.txt", "--fail-on", "conflicting")
    assert code == 0
    assert "dismissed)" in out


def test_a_run_on_changed_articles_offers_the_difference(run, desk):
    first = run("report", "herald.txt", "courier.txt")[1]
    again = run("report", "herald.txt", "courier.txt")[1]
    (desk / "courier.txt").write_text(COURIER + "\nMore is to be known on Friday.\n", "utf-8")
    third = run("report", "herald.txt", "courier.txt")[1]
    assert "reports diff" not in first + again
    (ids,) = re.findall(r"factcheck reports diff (\w+) (\w+)", " ".join(third.split()))
    code, out, _ = run("reports", "diff", *ids)
    assert code == 0
    assert "Articles: Northern Courier changed" in out


def test_diff_has_defaults_and_is_written_as_json_and_page(run, desk, archived):
    explicit = run("reports", "diff", "7f3a", "fresh")[1]
    assert run("reports", "diff")[1] == explicit
    assert run("reports", "diff", "fresh")[1] == explicit
    code, out, _ = run("reports", "diff", "--json", "-", "--html", "d.html")
    assert code == 0
    assert json.loads(out)["closed"] == ["f1"]
    assert "0 conflicts opened, 1 conflict closed" in " ".join((desk / "d.html").read_text("utf-8").split())
    code, out, err = run("reports", "diff", "7f3a")
    assert (code, out) == (2, "")
    assert "first report on its story" in one_line(err)


def test_rebuild_says_what_it_made(run, desk, archived):
    (desk / "reports" / "damaged.json").write_text("{", "utf-8")
    archived[2][0].unlink()
    code, out, err = run("reports", "rebuild")
    assert (code, out) == (0, "Made again from their JSON: 2 reports\n")
    assert [line.split(": ")[1] for line in err.splitlines()] == ["damaged.json"] * 2
    assert err.endswith("set aside as damaged.json.damaged\n")
    assert archived[2][0].is_file()


@pytest.mark.parametrize("word", ["number", "update", "agreeing", "discrepancy", "Quote"])
def test_explain_says_what_a_word_means(run, word):
    code, out, err = run("explain", word)
    assert (code, err) == (0, "")
    assert "To do" in out


def test_explain_says_why_a_finding_is_what_it_is(run, archived):
    code, out, err = run("explain", "f1", "--report", "7f3a")
    assert (code, err) == (0, "")
    assert "Why conflicting" in out
    assert "Pairs that conflict (5)" in out
    assert "probability 0.97" in out
    assert run("explain", "f10")[0] == 0  # of the newest report


def test_explain_compares_again_and_verbose_logs_each_pair(run):
    _, _, err = run("report", "herald.txt", "courier.txt", "-v")
    assert re.search(r"^factcheck\.comparison: conflict \(agree 0\.\d+, conflict", err, re.MULTILINE)
    code, out, _ = run("explain", "s1.f1", "--compare")
    assert code == 0
    assert "Compared again" in out
    assert re.search(r"cosine 0\.\d\d, shared content", out)
    assert "vote conflict" in out
