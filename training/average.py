"""Averages the weights of runs that started from the same ones.

    python -m training.average --models RUN/long/model RUN/last/model --out RUN/shipped

A later run learns the new pairs and forgets some of what the earlier one knew; the mean of both keeps most of either
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

WEIGHTS = "model.safetensors"


def averaged(models: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of each tensor over the folders' weights."""
    states = [load_file(model / WEIGHTS) for model in models]
    return {
        name: torch.stack([state[name] for state in states]).mean(dim=0).contiguous() for name in states[0]
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--models", type=Path, nargs="+", required=True, help="folders that training.train wrote"
    )
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    shutil.copytree(options.models[-1], options.out, dirs_exist_ok=True)
    save_file(averaged(options.models), options.out / WEIGHTS, metadata={"format": "pt"})


if __name__ == "__main__":
    main()
