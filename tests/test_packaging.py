"""What is built and installed: the wheel's contents, the pins, the licence."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = dict(
    line.split("==")
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
EXTRAS = PROJECT["project"]["optional-dependencies"]
NEEDED = [*PROJECT["project"]["dependencies"], *EXTRAS["dev"], *EXTRAS["training"], *EXTRAS["cluster"]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of the files in a wheel built from this checkout, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [path] = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_wheel_holds_every_module_and_data_file(wheel):
    tracked = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "factcheck").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert tracked <= wheel


@pytest.mark.parametrize(
    "name",
    [
        "data/antonyms.txt",
        "data/decision.json",
        "data/nationalities.txt",
        "templates/report.html",
        "templates/style.css",
        "py.typed",
    ],
)
def test_wheel_holds_what_the_code_reads(wheel, name):
    assert f"factcheck/{name}" in wheel


def test_wheel_holds_nothing_but_the_package(wheel):
    assert {name.split("/")[0] for name in wheel} == {"factcheck", next(iter(wheel_info(wheel)))}


def wheel_info(names):
    return {name.split("/")[0] for name in names if ".dist-info/" in name}


@pytest.mark.parametrize("requirement", NEEDED)
def test_every_dependency_is_pinned_within_its_range(requirement):
    wanted = Requirement(requirement)
    assert Version(PINS[canonicalize_name(wanted.name)]) in wanted.specifier


def test_build_backend_is_pinned():
    for requirement in PROJECT["build-system"]["requires"]:
        assert re.fullmatch(r"[\w-]+==[\d.]+", requirement)


def test_pins_name_versions_only():
    for name, version in PINS.items():
        assert name == canonicalize_name(name)
        assert Version(version).local is None, f"{name}: a local version is on no package index"
