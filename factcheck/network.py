"""BERT in ONNX with 8-bit matrices, run by onnxruntime: what the shipped encoder and comparison model share.

``training.graph`` writes the graphs. Each matrix has a scale for each of its columns. The rows that it is multiplied
with are rounded when the graph runs, each by its own largest value, so what a text gives does not depend on the texts
beside it. Where the processor has dot products of bytes, multiplying them takes a quarter of the time that
multiplying floats takes.

Few inputs of a layer are far larger than the others, and would leave these too few steps. They are divided by a factor
that is multiplied back into the matrix (SmoothQuant: Xiao et al. 2023, "Accurate and Efficient Post-Training
Quantization for Large Language Models").
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS = 127  # of a signed byte, to either side of 0
# Least value of GELU is -0.17 (at -0.75): what is added to its results to make them positive, so that they use all of
# an unsigned byte. The bias after the next matrix takes it out again.
LIFT = np.float32(0.17)
INPUTS = ("input_ids", "attention_mask", "token_type_ids")

# The matrices of a layer, and the part of it that each belongs to; those of one part have the same input.
MATRICES = {
    "attention.self.query": "attention.self",
    "attention.self.key": "attention.self",
    "attention.self.value": "attention.self",
    "attention.output.dense": "attention.output",
    "intermediate.dense": "intermediate",
    "output.dense": "output",
}
SMOOTHED = ("attention.self", "intermediate")  # the others' inputs are even enough

Array = NDArray[Any]


class Network:
    """A tokeniser and a graph. It can be asked from several threads at once."""

    def __init__(
        self, graph: Path, tokenizer: Path, max_tokens: int, weights: Mapping[str, Array] | None = None
    ) -> None:
        """Load them.

        Args:
            max_tokens: of a text, or of both texts of a pair together; what is beyond is cut, of the longer one first.
            weights: those that the graph leaves out, by name.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(max_tokens, strategy="longest_first")
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Batches side by side, each in one thread, were a quarter faster on 2 cores than one batch in two threads.
        options.intra_op_num_threads = 1
        if not _multiplies_bytes():
            # onnxruntime's sums of products may overflow there, unless it is told to take its slower way.
            options.add_session_config_entry("session.x64quantprecision", "1")
        if weights:
            # onnxruntime may not copy them: they must live as long as the session.
            self._weights = [np.ascontiguousarray(array) for array in weights.values()]
            values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in self._weights]
            options.add_external_initializers(list(weights), values)
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._threads = threads()

    def encode(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> tuple[list[Any], list[int]]:
        """The tokenised texts or pairs of texts (``tokenizers.Encoding``), and how many tokens each has."""
        rows = self._tokenizer.encode_batch(list(texts))
        return rows, [len(row.ids) for row in rows]

    def scores(self, batches: Sequence[Sequence[Any]]) -> Iterable[NDArray[np.float32]]:
        """The graph's answer to each batch of tokenised texts, in order; its first axis is the batch's."""
        with ThreadPoolExecutor(self._threads) as pool:
            yield from pool.map(self._scores, batches)

    def _scores(self, rows: Sequence[Any]) -> NDArray[np.float32]:
        shape = (len(rows), max(len(row.ids) for row in rows))
        feed = {name: np.zeros(shape, dtype=np.int64) for name in INPUTS}
        for index, row in enumerate(rows):
            for name, values in zip(INPUTS, (row.ids, row.attention_mask, row.type_ids), strict=True):
                feed[name][index, : len(values)] = values
        return np.asarray(self._session.run(None, feed)[0], dtype=np.float32)


def batches_by_length(lengths: Sequence[int], size: int) -> list[list[int]]:
    """Indices into ``lengths`` in batches of ``size``, shortest first, so that little is filled up."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    return [order[start : start + size] for start in range(0, len(order), size)]


def threads() -> int:
    """How many threads to compute with: what OMP_NUM_THREADS asks for, else the cores that this process may use."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _multiplies_bytes() -> bool:
    """Whether the processor is known to have exact dot products of bytes (VNNI)."""
    with suppress(OSError):
        return "vnni" in Path("/proc/cpuinfo").read_text("utf-8", errors="replace")
    return False


def graph_weights(state: Mapping[str, Array], factors: Mapping[str, Array]) -> dict[str, Array]:
    """The weights that a graph of ``training.graph`` asks for, by name.

    Args:
        state: BERT's own, as transformers names them: matrices of shape (outputs, inputs).
        factors: what the inputs of each layer's ``SMOOTHED`` parts are divided by, shape (inputs,).
    """
    found = kept_as_they_are(state)
    for layer in layers_of(state):
        for matrix, part in MATRICES.items():
            weights = state[f"{layer}.{matrix}.weight"].T
            if part in SMOOTHED:
                factor = factors[f"{layer}.{part}"]
                weights = weights * factor[:, None]
                found[f"{layer}.{part}.factor"] = 1 / factor
            found[f"{layer}.{matrix}.int8"], found[f"{layer}.{matrix}.scale"] = eight_bits(weights)
        heads = (state[f"{layer}.attention.self.{part}.bias"] for part in ("query", "key", "value"))
        found[f"{layer}.attention.self.bias"] = np.concatenate(list(heads))
        found[f"{layer}.attention.output.dense.bias"] = state[f"{layer}.attention.output.dense.bias"]
        last = f"{layer}.output.dense"
        lifted = found[f"{last}.int8"].sum(axis=0, dtype=np.float32) * found[f"{last}.scale"]
        found[f"{last}.bias"] = state[f"{last}.bias"] - LIFT * lifted
    return found


def kept_as_they_are(weights: Mapping[str, Array]) -> dict[str, Array]:
    """Those of BERT's weights that have the same name and values in its graph."""
    return {
        name: array
        for name, array in weights.items()
        if "LayerNorm" in name or name.endswith(("_embeddings.weight", ".intermediate.dense.bias"))
    }


def layers_of(state: Iterable[str]) -> list[str]:
    """The names of the layers that these weights have, first to last."""
    names = {".".join(name.split(".")[:3]) for name in state if name.startswith("encoder.layer.")}
    return sorted(names, key=lambda name: int(name.rpartition(".")[2]))


def eight_bits(matrix: Array, axis: int = 0) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix in whole numbers from -127 to 127, and the scale of each of its columns; with axis 1, of its rows."""
    scales = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True) / STEPS, 1e-12)
    return np.rint(matrix / scales).astype(np.int8), scales.squeeze(axis).astype(np.float32)
