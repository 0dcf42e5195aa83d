"""What may be loaded from a model's folder: weights as safetensors or ONNX. Pickles and code are refused.

Unpickling can run any code, and so can a class that a model's configuration names. The loaders are told
not to; this refuses such a folder before they see it, whatever version of them is installed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from factcheck.errors import ModelError

SAFE = ("*.json", "*.txt", "*.model", "*.safetensors")
"""Files that are fetched from a model hub: configuration, vocabularies and weights."""
PICKLED = "pytorch_model*.bin"
"""The weights that sentence-transformers and transformers fall back on where there are no safetensors."""
OWN_CLASSES = "sentence_transformers."


def check(folder: Path) -> None:
    """Refuse a folder from which loading could run code.

    Raises:
        ModelError: it has pickled weights without safetensors beside them, or names classes from elsewhere.
    """
    for pickled in sorted(folder.rglob(PICKLED)):
        if not any(pickled.parent.glob("*.safetensors")):
            raise ModelError(
                f"{pickled}: pickled weights are not read, for they can run any code; "
                "give a model whose weights are safetensors"
            )
    for name in _classes(folder / "modules.json"):
        if not name.startswith(OWN_CLASSES):
            raise ModelError(
                f"{folder / 'modules.json'}: asks for code of its own ({name}), which is not run; "
                "give a model made of sentence-transformers' own modules"
            )


def check_digests(folder: Path, digests: Mapping[str, str], repair: str = "") -> None:
    """Refuse files that are not the released ones.

    Args:
        digests: SHA-256 of each file by its name in the folder.
        repair: the command that brings them back, where factcheck does not.

    Raises:
        ModelError: a file is missing or another one.
    """
    fix = f"reinstall with: {repair}" if repair else "install factcheck again"
    for name, digest in digests.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(f"{folder / name}: missing from the installation; {fix}") from error
        if found != digest:
            raise ModelError(f"{folder / name}: damaged (its SHA-256 is not the released one); {fix}")


def snapshot(name: str, *, fetch: bool) -> Path:
    """The folder of a model of the hub: its configuration and safe weights, nothing else.

    Args:
        name: the model's name; without an owner it is one of sentence-transformers.
        fetch: download what is missing; otherwise only what was fetched before is looked at.

    Raises:
        Exception: of huggingface_hub, where it cannot be had.
    """
    from huggingface_hub import snapshot_download

    owned = name if "/" in name else f"sentence-transformers/{name}"
    return Path(snapshot_download(owned, allow_patterns=list(SAFE), local_files_only=not fetch))


def _classes(modules: Path) -> list[str]:
    """The classes that a list of modules names; none where there is no list, or it is none."""
    try:
        listed = json.loads(modules.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []  # the loader says what is wrong with it
    entries = listed if isinstance(listed, list) else []
    return [str(entry["type"]) for entry in entries if isinstance(entry, dict) and "type" in entry]
