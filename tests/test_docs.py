"""The documentation says what the code does: commands, options, names, example, version."""

import argparse
import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import factcheck
from factcheck import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("benchmarks/*/*.md")])


def commands(parser, name="factcheck"):
    """Every command with its parser, subcommands included."""
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from commands(below, f"{name} {word}")


COMMANDS = dict(commands(cli._parser()))


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command(command):
    assert command in README


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_option_and_choice(command):
    for action in COMMANDS[command]._actions:
        for option in action.option_strings:
            if option.startswith("--"):
                assert re.search(rf"`[^`\n]*{option}\b", README), option
                if action.choices:
                    assert all(f"`{option} {choice}`" in README for choice in action.choices)


def test_readme_names_no_option_that_is_not_there():
    known = {o for parser in COMMANDS.values() for action in parser._actions for o in action.option_strings}
    known |= {"--extra-index-url"}  # pip's
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known


def test_readme_explains_every_kind_and_verdict():
    from typing import get_args

    from factcheck.models import Kind, Verdict

    assert all(f"| `{kind}` |" in README for kind in get_args(Kind))
    assert all(f"| {verdict} |" in README for verdict in get_args(Verdict))


def test_readme_tells_the_exit_codes():
    for code in (cli.DONE, cli.FAILED_ON, cli.BAD_USE, cli.INTERRUPTED):
        assert f"| {code} |" in README


def test_readme_shows_a_real_report():
    assert "articles" in README and "conflicting +" in README, "run `make example`"


def test_readme_example_runs(monkeypatch, capsys):
    """With the real models, on the sample."""
    code = re.search(r"<!-- example: .*? -->\n```python\n(.*?)```", README, re.DOTALL)
    assert code
    monkeypatch.chdir(ROOT)
    exec(compile(code[1], "README.md", "exec"), {})
    assert "articles=4" in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_public_names_are_sorted_and_there():
    assert factcheck.__all__ == sorted(factcheck.__all__)
    assert all(getattr(factcheck, name).__name__ == name for name in factcheck.__all__)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = factcheck.nothing_such


def test_version_is_the_same_everywhere(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out.strip() == f"factcheck {PROJECT['version']}"
    assert version(PROJECT["name"]) == PROJECT["version"]
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_help_loads_nothing_heavy():
    import subprocess

    heavy = "torch", "spacy", "sklearn", "numpy", "pydantic", "rich", "httpx", "trafilatura"
    code = (
        "import sys, contextlib\nfrom factcheck import cli\n"
        "with contextlib.suppress(SystemExit): cli.main(['report', '--help'])\n"
        f"sys.exit(' '.join(sorted(set(sys.modules) & set({heavy!r}))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
