"""The third phase, on whole statements: `python -m training.whole`. Seeded; a quarter of an hour on two cores.

The first two phases teach what a passage tells, this one which paragraphs of a statement tell of a setback of the
writer's own, in a clause or a scene as well. Only the upper layers learn; in all categories but the setback they are
held to what they said before. Goes on from the 8-bit file that `training.export` left in `work/`. Recipe: README.md.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce

from pslint.places import MODEL

from .answers import DEV, presence
from .data import (
    CATEGORIES,
    CORPUS,
    SMALL,
    WORK,
    Example,
    label,
    load_tokenizer,
    paragraphs_told,
    paragraphs_without,
    read,
)
from .fused import write_fused
from .upper import Below, Upper, load_upper, write_upper

BATCH = 16
#: Passages of like length are put together out of so many.
SORTED = 256
#: The part of the labelled passages, and of the paragraphs that only look alike, that an epoch takes.
LABELLED, OTHERS = 0.6, 0.7
#: Paragraphs that tell of a setback are taken so often an epoch.
TOLD_TIMES = 2
#: The head learns so many times faster, and of the weights of the later half one in so many steps is averaged.
HEAD, AVERAGE_EVERY = 3.0, 10


@dataclass(frozen=True)
class Known:
    """A passage with what the lower layers make of it. `targets` and `counts` are (tokens, 10), the others (10,).

    `counts` says which tokens are held to their targets, `sure` which categories to their presence.
    """

    states: np.ndarray
    targets: np.ndarray
    counts: np.ndarray
    presence: np.ndarray
    sure: np.ndarray


def labelled(example: Example, below: Below) -> Known:
    """A labelled passage: its setback half as labelled and half as read before, all else as read before."""
    states, scores = below.read(example.ids)
    before, best = scores.astype(np.float32), _best(scores)
    before[:, 0] = (before[:, 0] + example.targets[:, 0]) / 2
    best[0] = (best[0] + example.presence[0]) / 2
    return Known(states, before, np.ones_like(before), best, example.sure)


def told(example: Example, below: Below) -> Known:
    """A paragraph of a statement that tells of a setback, in words that nobody has marked; all else as read before."""
    states, scores = below.read(example.ids)
    before, best = scores.astype(np.float32), _best(scores)
    counts = np.ones_like(before)
    counts[:, 0] = 0
    best[0] = 1
    return Known(states, before, counts, best, np.ones(len(CATEGORIES), np.float32))


def other(example: Example, below: Below) -> Known:
    """A paragraph that tells of none: nothing is there."""
    states, scores = below.read(example.ids)
    nothing = np.zeros(scores.shape, np.float32)
    return Known(states, nothing, np.ones_like(nothing), nothing[0], np.ones(len(CATEGORIES), np.float32))


def _best(scores: np.ndarray) -> np.ndarray:
    return np.asarray(scores[1:-1].astype(np.float32).max(0))


def epoch(passages: dict[str, list[Known]], order: random.Random) -> list[list[Known]]:
    """An epoch's batches, of passages of like length, in no order."""
    taken = order.sample(passages["labelled"], round(LABELLED * len(passages["labelled"])))
    taken += order.sample(passages["alike"], round(OTHERS * len(passages["alike"])))
    taken += passages["told"] * TOLD_TIMES + passages["other"]
    order.shuffle(taken)
    chunks = [sorted(taken[i : i + SORTED], key=lambda k: len(k.states)) for i in range(0, len(taken), SORTED)]
    batches = [chunk[i : i + BATCH] for chunk in chunks for i in range(0, len(chunk), BATCH)]
    order.shuffle(batches)
    return batches


def padded(batch: list[Known]) -> Iterator[torch.Tensor]:
    """States, mask, targets, counts, presence and sure, padded to the longest passage."""
    longest = max(len(known.states) for known in batch)

    def pad(rows: list[np.ndarray]) -> torch.Tensor:
        made = np.zeros((len(rows), longest, *rows[0].shape[1:]), np.float32)
        for whole, row in zip(made, rows, strict=True):
            whole[: len(row)] = row
        return torch.from_numpy(made)

    yield pad([known.states for known in batch])
    yield pad([np.ones(len(known.states)) for known in batch])
    yield pad([known.targets for known in batch])
    yield pad([known.counts for known in batch])
    yield torch.tensor(np.stack([known.presence for known in batch]))
    yield torch.tensor(np.stack([known.sure for known in batch]))


def train(upper: Upper, passages: dict[str, list[Known]], epochs: float, rate: float, seed: int) -> None:
    """Train the upper layers; what remains is the mean of the later half."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    share = np.concatenate([known.targets for known in passages["labelled"]]).mean(0)
    rarity = torch.tensor(((1 - share) / share).clip(1, 25) ** 0.5)
    # What is held to what was read before is to stay as likely as it was.
    rarity[1:] = 1
    heads = {"params": upper.head.parameters(), "lr": rate * HEAD}
    optimizer = torch.optim.AdamW([{"params": upper.layers.parameters(), "lr": rate}, heads], weight_decay=0.01)
    steps = round(epochs * len(epoch(passages, random.Random(seed))))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1, (k + 1) / (0.1 * steps)) * max(0.02, 1 - k / steps)
    )
    average = torch.optim.swa_utils.AveragedModel(upper)
    upper.train()
    step, start = 0, time.time()
    while step < steps:
        for batch in epoch(passages, order)[: steps - step]:
            step += 1
            states, mask, targets, counts, presence, sure = padded(batch)
            logits = upper(states, mask)
            by_token = (bce(logits, targets, pos_weight=rarity, reduction="none") * counts).sum()
            by_passage = (bce(logits.amax(1), presence, reduction="none") * sure).sum() / sure.sum()
            loss = 2 * by_token / mask.sum() / len(CATEGORIES) + by_passage
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if 2 * step >= steps and step % AVERAGE_EVERY == 0:
                average.update_parameters(upper)
            if step % 50 == 0:
                print(step, steps, f"{loss.item():.3f} {(time.time() - start) / step:.2f} s a step", flush=True)
    upper.load_state_dict(average.module.state_dict())
    upper.eval()


def gather(tokenizer_file: Path, below: Below) -> dict[str, list[Known]]:
    """All that is trained on, read by the lower layers: minutes."""
    tokenizer = load_tokenizer(tokenizer_file)

    def texts(found: list[str]) -> list[Example]:
        return [label({"id": "", "text": text}, tokenizer) for text in found]

    statements = read(CORPUS / "statements_train.jsonl")
    alike = [r["text"] for name in ("lookalikes", "nearer") for r in read(CORPUS / f"{name}.jsonl")]
    records = read(CORPUS / "train.jsonl") + read(CORPUS / "train_residency.jsonl")
    return {
        "labelled": [labelled(label(record, tokenizer), below) for record in records],
        "alike": [other(example, below) for example in texts(alike)],
        "told": [told(e, below) for e in texts([p for record in statements for p in paragraphs_told(record)])],
        "other": [other(e, below) for e in texts([p for record in statements for p in paragraphs_without(record)])],
    }


def compare(upper: Upper, below: Below, written: Path, tokenizer_file: Path) -> dict[str, float]:
    """The written file beside the same layers reckoned in 32 bits, on the dev files."""
    tokenizer = load_tokenizer(tokenizer_file)
    wide = []
    for record in (record for name in DEV for record in read(CORPUS / f"{name}.jsonl")):
        ids = label(record, tokenizer).ids
        states = torch.tensor(below.read(ids)[0].astype(np.float32))[None]
        with torch.no_grad():
            wide.append(torch.sigmoid(upper(states, torch.ones(1, len(ids))))[0, 1:-1].amax(0).numpy())
    full, (small, _) = np.array(wide), presence(written, tokenizer_file)
    return {
        "same presence answers": round(float(((full > 0.5) == (small > 0.5)).mean()), 4),
        "largest difference of a best score": round(float(np.abs(full - small).max()), 3),
    }


def main() -> None:
    """Read, train, write, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=SMALL, help="the file to go on from")
    parser.add_argument("--out", type=Path, default=MODEL / "reader.onnx")
    parser.add_argument("--epochs", type=float, default=1.5)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    tokenizer, below = MODEL / "tokenizer.json", Below(options.model)
    passages = gather(tokenizer, below)
    print({name: len(known) for name, known in passages.items()}, flush=True)
    upper = load_upper(options.model)
    train(upper, passages, options.epochs, options.rate, options.seed)
    write_upper(upper, options.model, WORK / "whole8.onnx")
    write_fused(WORK / "whole8.onnx", options.out)
    report = compare(upper, below, options.out, tokenizer)
    print(json.dumps(report | {"sha256": hashlib.sha256(options.out.read_bytes()).hexdigest()}, indent=2))


if __name__ == "__main__":
    main()
