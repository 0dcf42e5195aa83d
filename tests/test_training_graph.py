"""The 8-bit graph against the network that it is made of."""

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertForSequenceClassification

from factcheck import network as network_module
from factcheck.network import Network, eight_bits
from factcheck.nli import SHIPPED
from training.export import byte_graph
from training.graph import WORDS
from training.restore import trained
from training.smoothing import factors

PAIRS = [
    ("Thirty people were hurt.", "Nobody was hurt."),
    ("It rained all day in the north of the island.", "Rain"),
    ("The council sold the hall.", "The hall was let for ten years by the council of the town."),
    ("Two of the ten ferries sail.", "Eight ferries are kept."),
]


@pytest.fixture(scope="module")
def network():
    """A random BERT of two layers, of which one input is far larger than the others."""
    torch.manual_seed(3)
    config = BertConfig(
        hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128, num_labels=3,
        initializer_range=0.3, attn_implementation="eager",
    )  # fmt: skip
    made = BertForSequenceClassification(config).eval()
    with torch.no_grad():
        made.bert.embeddings.LayerNorm.weight[5] = 30.0
    return made


def tokenizer(batch, **_):
    """Token numbers of a few random texts, whatever is asked."""
    ids = torch.randint(1000, 20000, (len(batch), 12), generator=torch.Generator().manual_seed(len(batch)))
    return {"input_ids": ids, "attention_mask": torch.ones_like(ids)}


@pytest.fixture(scope="module")
def path(network, tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "model.onnx"
    onnx.save(byte_graph(network, tokenizer, PAIRS), path)
    return path


@pytest.fixture(scope="module")
def loaded(path):
    return Network(path, SHIPPED / "tokenizer.json", 64)


def answers(graph, batches):
    return np.concatenate(list(graph.scores(batches)))


def test_the_graph_gives_nearly_what_the_network_gives(network, loaded):
    rows, _ = loaded.encode(PAIRS)
    ours = answers(loaded, [rows])
    longest = max(len(row.ids) for row in rows)
    feed = {
        name: torch.tensor([getattr(row, key) + [0] * (longest - len(row.ids)) for row in rows])
        for name, key in (
            ("input_ids", "ids"), ("attention_mask", "attention_mask"), ("token_type_ids", "type_ids"),
        )
    }  # fmt: skip
    with torch.inference_mode():
        exact = network(**feed).logits.numpy()
    assert ours == pytest.approx(exact, abs=0.1 * float(np.abs(exact).max()))
    assert np.corrcoef(ours.ravel(), exact.ravel())[0, 1] > 0.995


def test_what_was_trained_comes_back_from_the_graph(network, path):
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}
    state = {name: array.numpy() for name, array in network.state_dict().items()}
    restored = trained(stored, state[f"bert.{WORDS}"])
    assert restored.keys() == state.keys()
    for name, array in restored.items():
        assert np.linalg.norm(array - state[name]) <= 0.03 * np.linalg.norm(state[name]), name


def test_a_text_does_not_depend_on_the_texts_beside_it(loaded):
    rows, _ = loaded.encode(PAIRS)
    assert answers(loaded, [rows]) == pytest.approx(answers(loaded, [[row] for row in rows]), abs=1e-4)


def test_a_processor_without_byte_products_gives_the_same(path, loaded, monkeypatch):
    monkeypatch.setattr(network_module, "_multiplies_bytes", lambda: False)
    other = Network(path, SHIPPED / "tokenizer.json", 64)
    rows, _ = loaded.encode(PAIRS)
    assert answers(other, [rows]) == pytest.approx(answers(loaded, [rows]), abs=1e-4)


def test_an_input_that_is_far_larger_is_divided_by_more(network):
    first = factors(network.bert, tokenizer, PAIRS)["encoder.layer.0.attention.self"]
    assert first.argmax() == 5
    assert first[5] > 2 * np.median(first)


def test_a_rounded_matrix_is_off_by_half_a_step_at_most():
    matrix = np.random.default_rng(1).normal(size=(40, 7)).astype(np.float32)
    matrix[:, 3] = 0
    rounded, scales = eight_bits(matrix)
    assert rounded.dtype == np.int8
    assert (np.abs(rounded * scales - matrix) <= scales / 2 + 1e-6).all()
    by_row, scales = eight_bits(matrix, axis=1)
    assert (np.abs(by_row * scales[:, None] - matrix) <= scales[:, None] / 2 + 1e-6).all()
