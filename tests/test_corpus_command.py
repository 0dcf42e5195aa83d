"""``factcheck corpus`` and the options that choose an engine."""

import json

import pytest
from newsroom import FIRE
from standins import Embedder, Relation

from factcheck import cli, engines, pipeline
from factcheck.pipeline import Models


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FACTCHECK_REPORTS", raising=False)
    monkeypatch.delenv("FACTCHECK_CORPUS", raising=False)
    lines = [
        json.dumps({"text": text, "source": f"Paper {n}", "published": "2026-03-02"})
        for n, text in enumerate(FIRE)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join([*lines, "{bad"]), "utf-8")
    return tmp_path


@pytest.fixture
def run(desk, capsys, parser, monkeypatch):
    monkeypatch.setattr(
        pipeline.Models,
        "when_needed",
        classmethod(lambda cls, _=None: Models(parser, Embedder(), Relation())),
    )

    def run(*arguments):
        code = cli.main(["corpus", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        ["corpus", "add", "news.jsonl"], ["corpus", "stories"], ["corpus", "report", "--all"],
        ["report", "news.jsonl", "--engine", "ray"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_without_the_extra_one_line_says_how_to_install_it(desk, arguments, capsys, monkeypatch):
    monkeypatch.setattr(engines, "NEEDED", ("no_such_module",))
    assert cli.main(arguments) == cli.BAD_USE
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'factcheck-sources[cluster]'" in line
    assert not (desk / "corpus").exists()


def test_an_address_needs_an_engine_that_has_one(desk, capsys):
    assert cli.main(["report", "news.jsonl", "--address", "auto"]) == cli.BAD_USE
    assert "--address goes with --engine ray" in capsys.readouterr().err


def needs_lance():
    return pytest.importorskip("lance", reason="needs the extra: pip install 'factcheck-sources[cluster]'")


def test_add_stories_and_report(run, desk):
    needs_lance()
    code, out, err = run("add", "news.jsonl")
    assert (code, out.split(" with")[0]) == (cli.DONE, "Added 2 articles")
    assert "line 3" in err
    code, out, _ = run("stories", "--since", "2026-03-01", "--until", "2026-03-31")
    story, count = out.splitlines()
    assert (code, story.split("  ")[1]) == (cli.DONE, "2 articles")
    assert count.startswith("2 articles grouped")
    code, out, _ = run("report", story.split()[0])
    page = desk / out.splitlines()[0]
    assert (code, page.is_file(), page.parent) == (cli.DONE, True, desk / "reports")
    code, out, _ = run("report", "--all")
    assert (code, out) == (cli.DONE, "Archived 0 reports; 1 story unchanged since the last\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "nothing.txt"], "nothing.txt: no such file"),
        (["add", "-"], "only files and folders"),
        (["stories"], "no corpus"),
        (["report", "--all"], "no corpus"),
        (["report"], "give a story's id or --all"),
        (["report", "x", "--all"], "give a story's id or --all"),
        (["report", "x", "--since", "2026-01-01"], "--since and --until go with --all"),
    ],
    ids=str,
)
def test_bad_use_is_one_line_and_2(run, arguments, said):
    needs_lance()
    code, _, err = run(*arguments)
    assert code == cli.BAD_USE
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_date_that_is_none_is_named(desk, capsys):
    with pytest.raises(SystemExit):
        cli.main(["corpus", "stories", "--since", "March"])
    assert "'March' is no date" in capsys.readouterr().err
