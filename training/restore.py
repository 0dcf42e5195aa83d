"""Turns the shipped comparison model back into weights that ``training.train`` goes on from.

    python -m training.restore --out RUN/before

The matrices come out as their 8 bits and the factors beside them say, so within half a step of what was trained (the
same answers in 99 of 100 pairs); the word vectors, which no stage changes, are those of the base model.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import AutoTokenizer

from factcheck.network import LIFT, MATRICES, SMOOTHED, Array, kept_as_they_are, layers_of
from factcheck.nli import SHIPPED
from training.export import HEAD
from training.graph import WORDS
from training.train import BASE, classifier


def trained(stored: Mapping[str, Array], words: Array) -> dict[str, Array]:
    """BERT's weights with the classifier's, as transformers names them, from those of a graph.

    The inverse of ``factcheck.network.graph_weights``, up to rounding.

    Args:
        stored: the graph's weights by name.
        words: the word vectors, shape (vocabulary, width).
    """
    found = kept_as_they_are(stored)
    found[WORDS] = words
    for layer in layers_of(stored):
        for matrix, part in MATRICES.items():
            weights = stored[f"{layer}.{matrix}.int8"] * stored[f"{layer}.{matrix}.scale"]
            if part in SMOOTHED:
                weights = weights * stored[f"{layer}.{part}.factor"][:, None]
            found[f"{layer}.{matrix}.weight"] = weights.T
        biases = np.split(stored[f"{layer}.attention.self.bias"], 3)
        for part, bias in zip(("query", "key", "value"), biases, strict=True):
            found[f"{layer}.attention.self.{part}.bias"] = bias
        found[f"{layer}.attention.output.dense.bias"] = stored[f"{layer}.attention.output.dense.bias"]
        last = f"{layer}.output.dense"
        lifted = stored[f"{last}.int8"].sum(axis=0, dtype=np.float32) * stored[f"{last}.scale"]
        found[f"{last}.bias"] = stored[f"{last}.bias"] + LIFT * lifted
    own = {f"bert.{name}": array for name, array in found.items()}
    return own | {name if name.startswith("classifier") else f"bert.{name}": stored[name] for name in HEAD}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder that training.export wrote")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    graph = onnx.load(options.model / "model.onnx").graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    network = classifier(BASE)
    words = network.bert.embeddings.word_embeddings.weight.detach().numpy()
    weights = {name: torch.tensor(array) for name, array in trained(stored, words).items()}
    network.load_state_dict(weights)
    network.save_pretrained(options.out)
    AutoTokenizer.from_pretrained(BASE).save_pretrained(options.out)


if __name__ == "__main__":
    main()
