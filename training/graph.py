"""BERT as an ONNX graph that multiplies bytes, for ``factcheck.network``.

The graph is written node by node, rather than exported and changed after: the usual ways of quantising either scale a
whole batch at once, so that a text's neighbours count, or multiply floats all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from factcheck.network import INPUTS, LIFT, Array, layers_of

MICROSOFT = "com.microsoft"  # onnxruntime's own operators
EPSILON = 1e-12  # of BERT's layer norms
MIDDLE = 128  # what stands for 0 in an unsigned byte
WORDS = "embeddings.word_embeddings.weight"
HEAD_WIDTH = 32  # of all-MiniLM-L6-v2

# Written once, used by many nodes.
CONSTANTS: Mapping[str, Array] = {
    "of_signed": np.float32(1 / 127),
    "of_unsigned": np.float32(1 / 255),
    "tiny": np.float32(1e-9),  # no row's scale is 0
    "lift": LIFT,
    "one": np.float32(1),
    "middle": np.uint8(MIDDLE),
    "bottom": np.uint8(0),
    "first": np.int64(0),
    "zeroth": np.array([0]),
    "second": np.array([1]),
    "third": np.array([2]),
    "last": np.array([-1]),
}


class Graph:
    """Nodes as they are added; a value is known by its name."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self.weights = weights
        self.levels: dict[str, Array] = {}
        self.nodes: list[onnx.NodeProto] = []

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """A node with one output, and the name of that."""
        output = f"{operator}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def rows(self, values: str) -> str:
        """Values of shape (texts, tokens, width) as (texts * tokens, width)."""
        return self.add("Flatten", values, axis=2)

    def normed(self, values: str, name: str) -> str:
        """After the layer norm of this name."""
        return self.add(
            "LayerNormalization", values, f"{name}.weight", f"{name}.bias", axis=-1, epsilon=EPSILON
        )

    def signed(self, rows: str) -> tuple[str, str, str]:
        """Rows as bytes around ``MIDDLE``, their scales, and what stands for 0."""
        ends = [self.add(name, rows, axes=[-1], keepdims=0) for name in ("ReduceMax", "ReduceMin")]
        return self._bytes(rows, self.add("Max", ends[0], self.add("Neg", ends[1])), "of_signed", "middle")

    def unsigned(self, rows: str) -> tuple[str, str, str]:
        """The same for rows that have nothing below 0."""
        return self._bytes(rows, self.add("ReduceMax", rows, axes=[-1], keepdims=0), "of_unsigned", "bottom")

    def _bytes(self, rows: str, largest: str, share: str, zero: str) -> tuple[str, str, str]:
        scales = self.add("Add", self.add("Mul", largest, share), "tiny")
        zeros = self.add("Expand", zero, self.add("Shape", scales))
        rounded = self.add("QuantizeLinear", rows, scales, zeros, axis=0)
        return rounded, self.add("Unsqueeze", scales, "last"), zero

    def times(self, rounded: tuple[str, str, str], matrix: str) -> str:
        """Rounded rows times a matrix of the weights, as floats; without the bias."""
        rows, scales, zero = rounded
        # One for each matrix: where onnxruntime rewrites signed matrices, it replaces each of them once.
        self.levels[f"{matrix}.level"] = np.int8(0)
        product = self.add(
            "MatMulIntegerToFloat",
            *(rows, f"{matrix}.int8", "one", f"{matrix}.scale", zero, f"{matrix}.level"),
            domain=MICROSOFT,
        )
        return self.add("Mul", product, scales)

    def model(self, output: str, shape: Sequence[str | int], apart: Iterable[str]) -> onnx.ModelProto:
        """The whole graph.

        Args:
            output: the value that it gives.
            apart: the weights that are left out of it, to be given when it is loaded.
        """
        used = {name for node in self.nodes for name in node.input}
        constants = {name: array for name, array in CONSTANTS.items() if name in used}
        weights = {name: array for name, array in self.weights.items() if name in used}
        left_out = set(apart)
        stored = [
            _left_out(name, array) if name in left_out else numpy_helper.from_array(np.asarray(array, order="C"), name)
            for name, array in (constants | self.levels | weights).items()
        ]  # fmt: skip
        graph = helper.make_graph(
            self.nodes,
            "bert",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in INPUTS],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, list(shape))],
            stored,
        )
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8)


def bert(graph: Graph) -> str:
    """BERT's last layer, shape (texts, tokens, width), from the graph's weights."""
    found = graph.add("Gather", WORDS if WORDS in graph.weights else f"{WORDS}.int8", "input_ids")
    if WORDS not in graph.weights:
        factor = graph.add("Gather", f"{WORDS}.scale", "input_ids")
        found = graph.add("Mul", graph.add("Cast", found, to=TensorProto.FLOAT), factor)
    kinds = graph.add("Gather", "embeddings.token_type_embeddings.weight", "token_type_ids")
    tokens = graph.add("Slice", graph.add("Shape", "input_ids"), "second", "third")
    places = graph.add("Slice", "embeddings.position_embeddings.weight", "zeroth", tokens, "zeroth")
    sums = graph.add("Add", graph.add("Add", found, kinds), places)
    values = graph.normed(sums, "embeddings.LayerNorm")
    shape = graph.add("Shape", values)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)
    lengths = graph.add("ReduceSum", mask, "second", keepdims=0)
    for layer in layers_of(graph.weights):
        values = _layer(graph, layer, values, shape, lengths)
    return values


def _layer(graph: Graph, name: str, values: str, shape: str, lengths: str) -> str:
    """One layer: attention and feed-forward, each added to its input and normed."""
    attention, output = f"{name}.attention.self", f"{name}.attention.output"
    rows = graph.signed(graph.rows(graph.add("Mul", values, f"{attention}.factor")))
    parts = (
        graph.add("Reshape", graph.times(rows, f"{attention}.{part}"), shape) for part in ("query", "key", "value")
    )  # fmt: skip
    heads = len(graph.weights[f"{output}.dense.bias"]) // HEAD_WIDTH
    attended = graph.add(
        "MultiHeadAttention", *parts, f"{attention}.bias", lengths, domain=MICROSOFT, num_heads=heads
    )
    change = graph.times(graph.signed(graph.rows(attended)), f"{output}.dense")
    values = _added(graph, change, values, shape, output)

    inner = f"{name}.intermediate"
    rows = graph.signed(graph.rows(graph.add("Mul", values, f"{inner}.factor")))
    wide = graph.add("BiasGelu", graph.times(rows, f"{inner}.dense"), f"{inner}.dense.bias", domain=MICROSOFT)
    change = graph.times(graph.unsigned(graph.add("Add", wide, "lift")), f"{name}.output.dense")
    return _added(graph, change, values, shape, f"{name}.output")


def _added(graph: Graph, change: str, values: str, shape: str, name: str) -> str:
    """The values with what a part has made of them, normed. onnxruntime's fused operator for it is far slower."""
    both = graph.add("Add", graph.add("Reshape", change, shape), values)
    return graph.normed(graph.add("Add", both, f"{name}.dense.bias"), f"{name}.LayerNorm")


def classified(graph: Graph, values: str) -> str:
    """The logits of a sequence classifier on BERT's last layer, shape (texts, labels)."""
    opening = graph.add("Gather", values, "first", axis=1)
    pooled = graph.add("Gemm", opening, "pooler.dense.weight", "pooler.dense.bias", transB=1)
    return graph.add("Gemm", graph.add("Tanh", pooled), "classifier.weight", "classifier.bias", transB=1)


def _left_out(name: str, array: Array) -> onnx.TensorProto:
    """Stands for weights that come when the graph is loaded."""
    tensor = TensorProto(
        name=name,
        dims=array.shape,
        data_type=helper.np_dtype_to_tensor_dtype(array.dtype),
        data_location=TensorProto.EXTERNAL,
    )
    tensor.external_data.add(key="location", value="weights")
    return tensor
