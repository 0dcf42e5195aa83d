"""The entailment model: does one text follow from another, deny it, or neither?

The model that ships is a three-way cross-encoder in ONNX, 8 bits a weight, run by onnxruntime with
nothing unpickled and its files checked against known digests. Any other three-way NLI cross-encoder
can take its place by folder or hub name; its weights must be safetensors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.errors import ModelError
from factcheck.model_files import check_digests
from factcheck.network import Network, batches_by_length
from factcheck.number_signs import signed

LABELS = ("entailment", "neutral", "contradiction")
SHIPPED = Path(__file__).parent / "weights" / "comparison"
# SHA-256 of the shipped files, written down by training.export when they were made.
DIGESTS = {
    "config.json": "a4ee4d5a4d7657ec34e6e65e485b6a03b68cb21d1817cc69fe8572916cafef92",
    "model.onnx": "e6f1c77632b483d70b2a1e9a941e04461f53d46f216794d6e3d3a7d732c52660",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
BATCH = 16  # pairs to a forward pass; larger batches were slower on 2 cores
MAX_TOKENS = 128  # of both texts; the longer one is cut, as in training


class Encoder(Protocol):
    """A tokeniser and a network; what a tokenised pair looks like is its own business."""

    def encode(self, pairs: Sequence[tuple[str, str]]) -> tuple[list[Any], list[int]]:
        """The tokenised pairs, and how many tokens each has."""

    def scores(self, batches: Sequence[Sequence[Any]]) -> Iterable[NDArray[np.float32]]:
        """Logits of each batch, shape (rows, labels), columns in the model's own order."""


class EntailmentModel:
    """A loaded model; see ``load`` and ``predict``.

    Attributes:
        name: where it came from, for messages and reports.
    """

    def __init__(
        self,
        name: str,
        encoder: Encoder,
        columns: Sequence[int],
        temperature: float = 1.0,
        number_signs: bool = False,
    ) -> None:
        """What ``load`` puts together.

        Args:
            name: where it came from.
            encoder: its tokeniser and network.
            columns: which of the network's columns holds each of ``LABELS``.
            temperature: what the logits are divided by, above 0.
            number_signs: it was trained on hypotheses with signs after their numbers (``number_signs``).
        """
        self.name = name
        self._encoder = encoder
        self._columns = list(columns)
        self._temperature = temperature
        self._number_signs = number_signs

    @classmethod
    def load(cls, name_or_path: str | None = None) -> EntailmentModel:
        """The shipped model, or another one.

        Args:
            name_or_path: None for the shipped model; a folder in the shipped layout (``model.onnx``,
                ``tokenizer.json``, ``config.json``); or a folder or hub name that transformers can
                load, with the labels named in its config.

        Raises:
            ModelError: it is missing, damaged, or not a three-way NLI model.
        """
        if name_or_path is None:
            check_digests(SHIPPED, DIGESTS)
            return cls._load_onnx(SHIPPED, "shipped")
        if (Path(name_or_path) / "model.onnx").is_file():
            return cls._load_onnx(Path(name_or_path), name_or_path)
        encoder, config = _load_transformers(name_or_path)
        columns = label_columns(config.id2label, name_or_path)
        return cls(name_or_path, encoder, columns, number_signs=bool(getattr(config, "number_signs", False)))

    @classmethod
    def _load_onnx(cls, folder: Path, name: str) -> EntailmentModel:
        try:
            config = json.loads((folder / "config.json").read_text("utf-8"))
            columns = label_columns(config["id2label"], name)
            temperature = float(config["temperature"])
            number_signs = bool(config.get("number_signs", False))
            encoder = Network(folder / "model.onnx", folder / "tokenizer.json", MAX_TOKENS)
        except ModelError:
            raise
        except Exception as error:  # onnxruntime and tokenizers raise classes of their own
            raise ModelError(
                f"{folder}: the comparison model cannot be loaded ({_first_line(error)})"
            ) from error
        return cls(name, encoder, columns, temperature, number_signs)

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Calibrated probabilities of each (premise, hypothesis) pair.

        Returns:
            Shape (pairs, 3), rows in the order of ``pairs``, each summing to 1; columns as in
            ``LABELS``: the hypothesis follows from the premise, neither, contradicts it.
        """
        result = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
        texts = signed(pairs) if self._number_signs else pairs
        rows, lengths = self._encoder.encode(texts) if texts else ([], [])
        batches = batches_by_length(lengths, BATCH)
        for chosen, scores in zip(
            batches,
            self._encoder.scores([[rows[index] for index in chosen] for chosen in batches]),
            strict=True,
        ):
            result[chosen] = softmax(scores[:, self._columns] / self._temperature)
        return result


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities of each row of logits."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def label_columns(id2label: Mapping[Any, str], name: str) -> list[int]:
    """Which of the model's columns holds each of ``LABELS``.

    Args:
        id2label: the config's own names by column, in any order and case.
        name: the model, for the message.

    Raises:
        ModelError: the names are not those of a three-way NLI model.
    """
    columns: dict[str, int] = {}
    for index, label in id2label.items():
        for wanted in LABELS:
            if str(label).lower().startswith(wanted[:7]):
                columns[wanted] = int(index)
    if len(id2label) != len(LABELS) or len(columns) != len(LABELS):
        shown = ", ".join(str(label) for label in id2label.values())
        raise ModelError(
            f"{name}: not a three-way NLI model: its config names the labels {shown}; "
            "entailment, neutral and contradiction are needed"
        )
    return [columns[wanted] for wanted in LABELS]


class _TransformersEncoder:
    """Any sequence classifier of transformers."""

    def __init__(self, model: Any, tokenizer: Any) -> None:  # noqa: ANN401
        self._model = model.eval()
        self._tokenizer = tokenizer

    def encode(self, pairs: Sequence[tuple[str, str]]) -> tuple[list[Any], list[int]]:
        """The tokenised pairs."""
        premises, hypotheses = zip(*pairs, strict=True)
        encoded = self._tokenizer(
            list(premises), list(hypotheses), truncation="longest_first", max_length=MAX_TOKENS
        )
        rows = [{key: column[index] for key, column in encoded.items()} for index in range(len(pairs))]
        return rows, [len(row["input_ids"]) for row in rows]

    def scores(self, batches: Sequence[Sequence[Any]]) -> Iterable[NDArray[np.float32]]:
        """Logits of each batch."""
        import torch

        for rows in batches:
            batch = self._tokenizer.pad(list(rows), return_tensors="pt")
            with torch.inference_mode():
                yield np.asarray(self._model(**batch).logits.float().numpy(), dtype=np.float32)


def _load_transformers(name: str) -> tuple[Encoder, Any]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=False)
        model = AutoModelForSequenceClassification.from_pretrained(
            name, use_safetensors=True, trust_remote_code=False
        )
    except Exception as error:  # transformers raises OSError, ValueError, and its hub's own classes
        raise ModelError(
            f"{name}: not a comparison model that can be loaded; give a folder or hub name of a "
            f"three-way NLI cross-encoder with safetensors weights ({_first_line(error)})"
        ) from error
    return _TransformersEncoder(model, tokenizer), model.config


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
