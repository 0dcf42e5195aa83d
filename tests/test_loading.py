"""Models that are loaded when first needed, and what tells them apart."""

import shutil

import pytest

from factcheck import encoders, loading
from factcheck.errors import ModelError
from factcheck.loading import Lazy
from factcheck.pipeline import Models
from factcheck.settings import Settings


def test_a_model_is_loaded_once_and_only_when_it_is_needed():
    loaded = []
    model = Lazy(lambda: loaded.append(1) or "text", lambda: "id")
    assert model.identity == "id"
    assert loaded == []
    assert model.upper() == "TEXT"
    assert model.lower() == "text"
    assert loaded == [1]
    with pytest.raises(AttributeError):
        _ = model.nothing_such


def test_naming_the_packaged_models_loads_none_of_them(monkeypatch):
    def refuse(*_):
        raise AssertionError("loaded")

    for owner in (loading.Parser, loading.Embedder, loading.EntailmentModel):
        monkeypatch.setattr(owner, "load", refuse)
    models = Models.when_needed()
    known = [m.identity for m in (models.parser, models.embedder, models.relation)]
    assert len(set(known)) == 3
    assert encoders.PUBLISHED["model.safetensors"] in known[1]
    with pytest.raises(AssertionError):
        models.parser.parse([], [])


def test_a_model_in_a_folder_is_known_by_all_of_its_files(tmp_path):
    def identity():
        return [make(str(tmp_path)).identity for make in (loading.embedder, loading.comparer)]

    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "weights").write_bytes(b"1")
    seen = [identity()]
    (tmp_path / "deep" / "weights").write_bytes(b"2")
    seen.append(identity())
    (tmp_path / "deep" / "weights").rename(tmp_path / "weights")
    seen.append(identity())
    assert len({one for pair in seen for one in pair}) == 6
    assert identity() == seen[-1]


@pytest.mark.parametrize("setting", ["model", "comparison_model"])
def test_a_wrong_name_is_told_before_the_work(setting, monkeypatch):
    def missing(name):
        raise ModelError(f"{name} is nowhere")

    monkeypatch.setattr(loading.model_files, "snapshot", lambda *_, **__: missing("snapshot"))
    for owner in (loading.Embedder, loading.EntailmentModel):
        monkeypatch.setattr(owner, "load", missing)
    with pytest.raises(ModelError, match="no/such is nowhere"):
        Models.when_needed(Settings(**{setting: "no/such"}))


def test_code_is_known_by_its_content(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "PACKAGE", tmp_path)
    (tmp_path / "a.py").write_text("1")
    first = loading.code("*.py")
    (tmp_path / "a.py").write_text("2")
    assert loading.code("*.py") != first
    assert loading.versions("pytest", "nothing-such").endswith("nothing-such=none")


def test_answers_of_another_reading_of_numbers_are_not_taken_for_todays(tmp_path, monkeypatch):
    package = shutil.copytree(
        loading.PACKAGE, tmp_path / "factcheck", ignore=shutil.ignore_patterns("weights")
    )
    monkeypatch.setattr(loading, "PACKAGE", package)
    first = loading.comparer().identity
    for changed in ("number_signs.py", "quantities/tolerances.py"):
        (package / changed).write_text((package / changed).read_text("utf-8") + "\n", "utf-8")
        assert loading.comparer().identity != first
        first = loading.comparer().identity
