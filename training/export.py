r"""Writes trained weights in the layout that factcheck loads: 8 bits a weight, ONNX.

    python -m training.export --model RUN/shipped --generated RUN \
        --out factcheck/weights/comparison

``training.graph`` and ``factcheck.network`` say how the bytes are multiplied. The temperature (Guo et al. 2017, "On
Calibration of Modern Neural Networks") is fitted on pairs kept back from all training sources.
Prints the digests for ``factcheck.nli.DIGESTS``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from transformers import AutoTokenizer, BertForSequenceClassification

from factcheck.network import eight_bits, graph_weights
from factcheck.nli import LABELS, EntailmentModel
from factcheck.number_signs import signed
from training.data import Pair, calibration_pairs
from training.graph import WORDS, Graph, bert, classified
from training.smoothing import factors
from training.train import BASE

HEAD = ("pooler.dense.weight", "pooler.dense.bias", "classifier.weight", "classifier.bias")
LICENCE = """The weights in this folder (model.onnx) are licensed under the Creative Commons
Attribution-ShareAlike 4.0 International Public License (CC BY-SA 4.0):
https://creativecommons.org/licenses/by-sa/4.0/legalcode

They were fine-tuned from all-MiniLM-L6-v2 (Apache-2.0) on data some of which is share-alike;
docs/model-card.md lists every source with its licence. The tokenizer is that of
all-MiniLM-L6-v2 (Apache-2.0). The code of factcheck is licensed separately.
"""


def byte_graph(
    network: BertForSequenceClassification, tokenizer: Callable[..., Any], pairs: Sequence[tuple[str, str]]
) -> onnx.ModelProto:
    """The network as a graph with 8-bit matrices and word vectors.

    Args:
        pairs: what the largest inputs of its parts are taken from.
    """
    state = {name.removeprefix("bert."): array.numpy() for name, array in network.state_dict().items()}
    weights = graph_weights(state, factors(network.bert, tokenizer, pairs))
    vectors = weights.pop(WORDS)
    weights[f"{WORDS}.int8"], scales = eight_bits(vectors, axis=1)
    weights[f"{WORDS}.scale"] = scales[:, None]
    graph = Graph(weights | {name: state[name] for name in HEAD})
    logits = classified(graph, bert(graph))
    return graph.model(logits, ("texts", len(LABELS)), apart=())


def fitted_temperature(log_odds: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """The temperature from 0.5 to 3 with the least negative log likelihood."""

    def loss(temperature: float) -> float:
        scaled = log_odds / temperature
        scaled = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-scaled[np.arange(len(labels)), labels].mean())

    return min((round(value, 2) for value in np.arange(0.5, 3.01, 0.01)), key=loss)


def calibrate(folder: Path, pairs: list[Pair]) -> float:
    """Fits the temperature of the model in ``folder`` and writes it into its config."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    probabilities = EntailmentModel.load(str(folder)).predict([(p.premise, p.hypothesis) for p in pairs])
    log_odds = np.log(np.maximum(probabilities, 1e-12)) * config["temperature"]
    config["temperature"] = fitted_temperature(log_odds, np.array([p.label for p in pairs]))
    config["calibration_pairs"] = len(pairs)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return float(config["temperature"])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="folder that training.train wrote")
    parser.add_argument("--generated", type=Path, help="folder of our own pairs, for calibration")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--pairs", type=int, default=2500, help="pairs for calibration at most")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(BASE / "tokenizer.json", options.out / "tokenizer.json")
    config = {
        "id2label": dict(enumerate(LABELS)),
        "temperature": 1.0,
        "number_signs": True,
        "base": "all-MiniLM-L6-v2",
    }
    (options.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (options.out / "LICENSE").write_text(LICENCE, encoding="utf-8")
    data = Path(os.environ["FACTCHECK_DATA"]) / "nli" / "train"
    pairs = calibration_pairs(data, options.seed, options.generated)
    if len(pairs) > options.pairs:
        chosen = np.random.default_rng(options.seed).choice(len(pairs), options.pairs, replace=False)
        pairs = [pairs[index] for index in chosen]
    network = BertForSequenceClassification.from_pretrained(options.model, attn_implementation="eager").eval()
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    graph = byte_graph(network, tokenizer, signed((p.premise, p.hypothesis) for p in pairs))
    onnx.save(graph, options.out / "model.onnx")
    print(f"temperature {calibrate(options.out, pairs):.2f} from {len(pairs)} pairs")
    for name in ("config.json", "model.onnx", "tokenizer.json"):
        digest = hashlib.sha256((options.out / name).read_bytes()).hexdigest()
        print(f'    "{name}": "{digest}",')


if __name__ == "__main__":
    main()
