"""Models come as safetensors or ONNX; nothing in a model's folder is unpickled or run, and offline nobody is asked."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import COURIER, HERALD

from factcheck import model_files
from factcheck.embedding import Embedder
from factcheck.encoders import packaged_weights
from factcheck.errors import ModelError
from factcheck.nli import EntailmentModel

# Tells on standard error whatever goes out to the network or builds an object from a pickle.
WATCHED = """
import sys
EVENTS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto",
          "socket.sendmsg", "pickle.find_class"}
def watch(event, arguments):
    if event in EVENTS:
        print("WATCHED", event, arguments[1:], file=sys.stderr)
sys.addaudithook(watch)
from factcheck.cli import main
sys.exit(main(sys.argv[1:]))
"""


class Canary:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


@pytest.fixture
def canary(tmp_path):
    return tmp_path / "canary"


@pytest.fixture
def folder(tmp_path):
    """A model's folder with the configuration of a BERT, and no weights yet."""
    made = tmp_path / "model"
    made.mkdir()
    config = {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": 8, "num_hidden_layers": 1}
    (made / "config.json").write_text(json.dumps(config))
    return made


def modules(folder: Path, *types: str) -> None:
    listed = [
        {"idx": n, "name": str(n), "path": f"{n}_M" if n else "", "type": t} for n, t in enumerate(types)
    ]
    (folder / "modules.json").write_text(json.dumps(listed))


def run(tmp_path, *arguments, **environment):
    for name, text in (("herald.txt", HERALD), ("courier.txt", COURIER)):
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "report", "herald.txt", "courier.txt", "--no-archive", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ | environment, timeout=600,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stderr.splitlines()


def test_pickled_weights_of_an_embedding_model_are_not_read(folder, canary):
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Canary(canary)))
    with pytest.raises(ModelError, match=r"pytorch_model\.bin: pickled weights are not read"):
        Embedder.load(str(folder))
    assert not canary.exists()


def test_pickled_weights_of_a_module_are_not_read(folder, canary):
    (folder / "model.safetensors").write_bytes(b"")
    modules(folder, "sentence_transformers.models.Transformer", "sentence_transformers.models.Dense")
    (folder / "1_M").mkdir()
    (folder / "1_M" / "pytorch_model.bin").write_bytes(pickle.dumps(Canary(canary)))
    with pytest.raises(ModelError, match="1_M"):
        Embedder.load(str(folder))
    assert not canary.exists()


def test_a_pickle_beside_safetensors_is_passed_over(folder):
    for name in ("model.safetensors", "pytorch_model.bin"):
        (folder / name).write_bytes(b"")
    model_files.check(folder)


def test_code_of_an_embedding_model_is_not_run(folder, canary):
    (folder / "odd.py").write_text(
        f"import pathlib\npathlib.Path({str(canary)!r}).touch()\nclass Odd: pass\n"
    )
    modules(folder, "odd.Odd")
    with pytest.raises(ModelError, match=r"code of its own \(odd\.Odd\)"):
        Embedder.load(str(folder))
    assert not canary.exists()


def test_code_of_a_comparison_model_is_not_run(folder, canary):
    (folder / "odd.py").write_text(f"import pathlib\npathlib.Path({str(canary)!r}).touch()\n")
    config = {
        "model_type": "odd",
        "auto_map": {"AutoConfig": "odd.C", "AutoModelForSequenceClassification": "odd.M"},
    }
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"auto_map": {"AutoTokenizer": ["odd.T", None]}})
    )
    with pytest.raises(ModelError) as caught:
        EntailmentModel.load(str(folder))
    assert "\n" not in str(caught.value)
    assert not canary.exists()


def test_pickled_weights_of_a_comparison_model_are_not_read(folder, canary):
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Canary(canary)))
    with pytest.raises(ModelError):
        EntailmentModel.load(str(folder))
    assert not canary.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "[1, null]", '[{"idx": 0}]', "[" * 100_000])
def test_an_odd_list_of_modules_is_left_to_the_loader(folder, content):
    (folder / "modules.json").write_text(content)
    model_files.check(folder)


def test_the_packaged_model_may_be_loaded():
    packaged = packaged_weights()
    assert packaged is not None
    model_files.check(packaged)


def test_only_safe_files_are_fetched(monkeypatch, tmp_path):
    import huggingface_hub

    asked = []
    monkeypatch.setattr(
        huggingface_hub,
        "snapshot_download",
        lambda name, **options: asked.append((name, options)) or tmp_path,
    )
    assert model_files.snapshot("some-model", fetch=True) == tmp_path
    ((name, options),) = asked
    assert name == "sentence-transformers/some-model"
    assert options["local_files_only"] is False
    assert not any(
        Path("pytorch_model.bin").match(p) or Path("x.py").match(p) for p in options["allow_patterns"]
    )


def test_a_whole_run_asks_no_network_and_unpickles_nothing(tmp_path):
    assert run(tmp_path) == (0, [])


def test_offline_an_unknown_model_is_one_line_and_nobody_is_asked(tmp_path):
    for option in ("--model", "--comparison-model"):
        code, told = run(tmp_path, option, "nobody/no-such-model", HF_HUB_OFFLINE="1")
        assert code == 2
        assert len(told) == 1
        assert "nobody/no-such-model" in told[0]
