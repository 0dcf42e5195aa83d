"""The cache from the command line: what a second run does without, and the commands to look into it and clear it."""

import re
import subprocess
import sys

import pytest
from newsroom import COURIER, HERALD, result

from factcheck import cli
from factcheck.cache import Cache, default_folder
from factcheck.models import Report
from factcheck.pipeline import check

# What loading or asking a model takes.
HEAVY = {
    "torch",
    "spacy",
    "sentence_transformers",
    "transformers",
    "tokenizers",
    "onnxruntime",
    "huggingface_hub",
}

WARM = f"""
import sys
from factcheck.cli import main
code = main(sys.argv[1:])
loaded = {HEAVY!r} & set(sys.modules)
sys.exit(code or (f"loaded: {{sorted(loaded)}}" if loaded else 0))
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "herald.txt").write_text(HERALD, "utf-8")
    (tmp_path / "courier.txt").write_text(COURIER, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTCHECK_REPORTS", raising=False)
    return tmp_path


def run(capsys, *arguments):
    code = cli.main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_second_run_imports_nothing_that_a_model_needs(desk, models):
    with Cache() as cache:
        first = check(["herald.txt", "courier.txt"], models=models, cache=cache)
    command = [sys.executable, "-c", WARM, "report", "herald.txt", "courier.txt", "--json", "report.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 articles" in done.stdout
    second = Report.model_validate_json((desk / "report.json").read_bytes())
    assert result(second) == result(first)


def test_no_cache_reads_and_keeps_nothing(desk, models, monkeypatch, capsys):
    monkeypatch.setattr("factcheck.pipeline.Models.when_needed", lambda settings=None: models)
    code, _, err = run(capsys, "report", "herald.txt", "courier.txt", "--no-cache", "--no-archive", "--quiet")
    assert (code, err) == (0, "")
    assert not default_folder().exists()


def test_a_cache_that_cannot_be_used_is_one_line_and_the_report_is_printed(desk, models, monkeypatch, capsys):
    monkeypatch.setattr("factcheck.pipeline.Models.when_needed", lambda settings=None: models)
    default_folder().parent.mkdir(parents=True, exist_ok=True)
    default_folder().write_text("in the way")
    code, out, err = run(capsys, "report", "herald.txt", "courier.txt", "--no-archive")
    assert code == 0
    assert "2 articles" in out
    assert err.startswith("factcheck: ")
    assert err.count("\n") == 1
    assert "--no-cache" in err


def test_info_and_clear(capsys):
    assert run(capsys, "cache") == (0, f"{default_folder()}\n0 bytes on disk, of at most 2.1 GB\n", "")
    assert run(capsys, "cache", "clear")[:2] == (0, f"Cleared 0 bytes from {default_folder()}\n")
    with Cache() as cache:
        cache.put("text", {bytes([n]): b"1" * 5000 for n in range(100)})
        cache.put("pair", {b"pair": b"2"})
    code, out, _ = run(capsys, "cache", "info")
    assert code == 0
    assert " 100 vectors of claims, 510.0 kB\n" in out
    assert " 1 answers on pairs of claims, 101 bytes\n" in out
    assert re.match(r"Cleared \d{3}\.\d kB from ", run(capsys, "cache", "clear")[1])
    assert run(capsys, "cache", "info")[1].count("\n") == 2


def test_info_on_a_damaged_cache_is_one_line_with_the_fix(capsys):
    default_folder().mkdir(parents=True)
    (default_folder() / "v1-1.sqlite").write_bytes(b"no database " * 1000)
    code, out, err = run(capsys, "cache", "info")
    assert (code, out) == (cli.BAD_USE, "")
    assert err.count("\n") == 1
    assert "factcheck cache clear" in err
    assert run(capsys, "cache", "clear")[0] == 0
    assert run(capsys, "cache", "info")[0] == 0
