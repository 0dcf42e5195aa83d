"""Texts -> vectors of them, and of words in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck import encoders
from factcheck.encoders import Reader, Vectors
from factcheck.models import Span

__all__ = ["Embedder", "Vectors"]


class Embedder:
    """A loaded embedding model. ``name`` is what it was loaded as."""

    def __init__(self, reader: Reader, name: str) -> None:
        self._reader = reader
        self.name = name

    @classmethod
    def load(cls, name: str | None = None) -> Embedder:
        """Load a model onto the CPU.

        Args:
            name: a folder or a sentence-transformers model name; None is the packaged default, run with 8-bit matrices.

        Raises:
            ModelError: the model is neither local nor reachable, or its weights are not the known ones.
        """
        return cls(*encoders.load(name))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, shape (len(texts), dimension), each of length 1."""
        read = self.encode_spans(texts, [()] * len(texts))
        return np.concatenate(read) if read else np.zeros((0, self._reader.dimension), dtype=np.float32)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Vectors]:
        """Vectors of texts and of words in them, in their context.

        Args:
            spans: for each text where its words stand; an empty span is of no word.

        Returns:
            For each text an array of shape (1 + spans, dimension): the text's own vector, as from ``encode``, then
            the mean of the vectors of each word's pieces in the model's last layer. Rows have length 1; a word
            beyond the model's longest input, or an empty span, has a row of zeros.
        """
        asked = [(text, tuple(own)) for text, own in zip(texts, spans, strict=True)]
        order = list(dict.fromkeys(asked))
        found = {
            order[i]: _of_length_one(np.vstack([whole, _sums(pieces, places, order[i][1])]))
            for i, whole, pieces, places in self._reader.read([text for text, _ in order])
        }
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
