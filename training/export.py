r"""Writes trained weights in the layout that factcheck loads: 8 bits a weight, ONNX.

    python -m training.export --model RUN/shipped --generated RUN \
        --out factcheck/weights/comparison

The transformer's matrices are stored in blocks of 64 weights with a scale each (ONNX Runtime's
MatMulNBits, activations rounded row by row), the word vectors with a scale each. Unlike ONNX
Runtime's dynamic quantisation, whose scale spans a whole batch, a pair's result does not depend on
its neighbours, and it stays closer to the full weights. The temperature (Guo et al. 2017, "On
Calibration of Modern Neural Networks") is fitted on pairs kept back from all training sources.
Prints the digests for ``factcheck.nli.DIGESTS``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from transformers import AutoModelForSequenceClassification

from factcheck.nli import LABELS, EntailmentModel
from training.data import Pair, calibration_pairs
from training.train import BASE

LICENCE = """The weights in this folder (model.onnx) are licensed under the Creative Commons
Attribution-ShareAlike 4.0 International Public License (CC BY-SA 4.0):
https://creativecommons.org/licenses/by-sa/4.0/legalcode

They were fine-tuned from all-MiniLM-L6-v2 (Apache-2.0) on data some of which is share-alike;
docs/model-card.md lists every source with its licence. The tokenizer is that of
all-MiniLM-L6-v2 (Apache-2.0). The code of factcheck is licensed separately.
"""
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def full_onnx(model: Path, target: Path) -> None:
    """The full weights as an ONNX graph, with attention, layer norms and activations fused."""
    network = AutoModelForSequenceClassification.from_pretrained(model, attn_implementation="eager").eval()
    ids = torch.randint(1000, 20000, (2, 16))
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        network,
        (ids, torch.ones_like(ids), torch.zeros_like(ids)),
        str(target),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes={**dict.fromkeys(INPUTS, axes), "logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    options = FusionOptions("bert")
    # Plain fused attention would hide its matrices from the 8-bit step, and a fused embedding the word vectors.
    options.use_multi_head_attention = True
    options.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(
        str(target),
        model_type="bert",
        num_heads=network.config.num_attention_heads,
        hidden_size=network.config.hidden_size,
        opt_level=0,
        optimization_options=options,
    )
    fused.save_model_to_file(str(target))


def eight_bits(source: Path, target: Path) -> None:
    """The graph with 8-bit matrices and word vectors."""
    quantizer = MatMulNBitsQuantizer(
        onnx.load(source), bits=8, block_size=64, is_symmetric=True, accuracy_level=4
    )
    quantizer.process()
    graph_model = quantizer.model.model
    _embed_eight_bits(graph_model.graph)
    onnx.save(graph_model, target)


def _embed_eight_bits(graph: onnx.GraphProto) -> None:
    """The word vectors as int8, each with its own scale, multiplied out after the look-up."""
    table = max(graph.initializer, key=lambda tensor: int(np.prod(tensor.dims)))
    lookup = next(node for node in graph.node if node.op_type == "Gather" and node.input[0] == table.name)
    weights = numpy_helper.to_array(table)
    scales = np.abs(weights).max(axis=1, keepdims=True) / 127.0
    rounded = np.rint(weights / np.maximum(scales, 1e-12)).astype(np.int8)
    name = table.name
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(rounded, f"{name}.int8"))
    graph.initializer.append(numpy_helper.from_array(scales.astype(np.float32), f"{name}.scale"))
    ids, out = lookup.input[1], lookup.output[0]
    nodes = [
        helper.make_node("Gather", [f"{name}.int8", ids], [f"{name}.rows"]),
        helper.make_node("Cast", [f"{name}.rows"], [f"{name}.float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name}.scale", ids], [f"{name}.factor"]),
        helper.make_node("Mul", [f"{name}.float", f"{name}.factor"], [out]),
    ]
    place = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)


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
    with tempfile.TemporaryDirectory() as scratch:
        full_onnx(options.model, Path(scratch) / "full.onnx")
        eight_bits(Path(scratch) / "full.onnx", options.out / "model.onnx")
    shutil.copy(BASE / "tokenizer.json", options.out / "tokenizer.json")
    config = {"id2label": dict(enumerate(LABELS)), "temperature": 1.0, "base": "all-MiniLM-L6-v2"}
    (options.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    (options.out / "LICENSE").write_text(LICENCE, encoding="utf-8")
    data = Path(os.environ["FACTCHECK_DATA"]) / "nli" / "train"
    pairs = calibration_pairs(data, options.seed, options.generated)
    if len(pairs) > options.pairs:
        chosen = np.random.default_rng(options.seed).choice(len(pairs), options.pairs, replace=False)
        pairs = [pairs[index] for index in chosen]
    print(f"temperature {calibrate(options.out, pairs):.2f} from {len(pairs)} pairs")
    for name in ("config.json", "model.onnx", "tokenizer.json"):
        digest = hashlib.sha256((options.out / name).read_bytes()).hexdigest()
        print(f'    "{name}": "{digest}",')


if __name__ == "__main__":
    main()
