"""What to divide a network's inputs by before they are rounded to bytes: see ``factcheck.network``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from factcheck.network import SMOOTHED, Array, layers_of


def factors(
    network: torch.nn.Module, tokenizer: Callable[..., Any], texts: Sequence[Any]
) -> dict[str, Array]:
    """Factors for each layer's ``SMOOTHED`` parts, shape (inputs,).

    The square root of the largest input over the largest weight that it meets: equation 4 of SmoothQuant (Xiao et al.
    2023, "Accurate and Efficient Post-Training Quantization for Large Language Models") with alpha 0.5.

    Args:
        network: a BERT of transformers, without a head.
        texts: texts or pairs of texts to take the largest inputs from.
    """
    modules = dict(network.named_modules())
    found: dict[str, _Largest] = {}
    for layer in layers_of(network.state_dict()):
        for part in SMOOTHED:
            name = f"{layer}.{part}"
            matrices = [m for m in modules[name].modules() if isinstance(m, torch.nn.Linear)]
            found[name] = _Largest(matrices)
    with torch.inference_mode():
        for text in texts:  # each by itself: what fills up a batch is no input
            network(**tokenizer([text], truncation=True, max_length=128, return_tensors="pt"))
    return {name: seen.factor() for name, seen in found.items()}


class _Largest:
    """Follows the inputs of matrices that share them."""

    def __init__(self, matrices: Sequence[torch.nn.Linear]) -> None:
        self._matrices = matrices
        self._inputs = torch.zeros(matrices[0].in_features)
        self._hook = matrices[0].register_forward_pre_hook(self._see)

    def _see(self, module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        self._inputs = torch.maximum(self._inputs, inputs[0].abs().amax(dim=(0, 1)))

    def factor(self) -> Array:
        """The factor, once all inputs were seen."""
        self._hook.remove()
        weights = torch.stack([m.weight.abs().amax(dim=0) for m in self._matrices]).amax(dim=0)
        found: Array = (self._inputs.clamp(min=1e-3) / weights.clamp(min=1e-4)).sqrt().detach().numpy()
        return found
