"""Training the upper layers on what the layers below make of passages: what all phases from the third on share."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce

from .answers import DEV, presence
from .data import CATEGORIES, CORPUS, Example, label, load_tokenizer, read
from .upper import Below, Upper

BATCH = 16
#: Passages of like length are put together out of so many.
SORTED = 256
#: The head learns so many times faster, and of the weights of the later half one in so many steps is averaged.
HEAD, AVERAGE_EVERY = 3.0, 10


@dataclass(frozen=True)
class Known:
    """A passage with what the lower layers make of it. `states` is (tokens, 384), `targets` and `counts` are (tokens,
    10), the others (10,).

    `counts` says which tokens are held to their targets, `sure` which categories to their presence, `weights` how much
    more a token counts that is of a category.
    """

    states: np.ndarray
    targets: np.ndarray
    counts: np.ndarray
    presence: np.ndarray
    sure: np.ndarray
    weights: np.ndarray


def mixed(example: Example, below: Below, share: np.ndarray, weights: np.ndarray, sure: np.ndarray) -> Known:
    """A labelled passage; `share`: how much of a category's targets is as labelled, the rest being as read before."""
    states, scores = below.read(example.ids)
    before = scores.astype(np.float32)
    targets = (1 - share) * before + share * example.targets
    told = (1 - share) * best(scores) + share * example.presence
    return Known(states, targets, np.ones_like(before), told, sure, weights)


def best(scores: np.ndarray) -> np.ndarray:
    """Of each category the best score, edge tokens apart."""
    return np.asarray(scores[1:-1].astype(np.float32).max(0))


def rarity(passages: list[Known]) -> np.ndarray:
    """How much more a token of a category should count, by how rare those are."""
    share = np.concatenate([known.targets for known in passages]).mean(0)
    return np.asarray(((1 - share) / share).clip(1, 25) ** 0.5)


def train(upper: Upper, epoch: Callable[[random.Random], list[Known]], epochs: float, rate: float, seed: int) -> None:
    """Train the upper layers on the passages that `epoch` takes; what remains is the mean of the later half."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    heads = {"params": upper.head.parameters(), "lr": rate * HEAD}
    optimizer = torch.optim.AdamW([{"params": upper.layers.parameters(), "lr": rate}, heads], weight_decay=0.01)
    steps = round(epochs * len(_batches(epoch, random.Random(seed))))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1, (k + 1) / (0.1 * steps)) * max(0.02, 1 - k / steps)
    )
    average = torch.optim.swa_utils.AveragedModel(upper)
    upper.train()
    step, start = 0, time.time()
    while step < steps:
        for batch in _batches(epoch, order)[: steps - step]:
            step += 1
            states, mask, targets, counts, presence, sure, weights = _padded(batch)
            logits = upper(states, mask)
            by_token = (bce(logits, targets, pos_weight=weights[:, None], reduction="none") * counts).sum()
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


def _batches(epoch: Callable[[random.Random], list[Known]], order: random.Random) -> list[list[Known]]:
    """An epoch's batches, of passages of like length, in no order."""
    taken = epoch(order)
    order.shuffle(taken)
    chunks = [sorted(taken[i : i + SORTED], key=lambda k: len(k.states)) for i in range(0, len(taken), SORTED)]
    batches = [chunk[i : i + BATCH] for chunk in chunks for i in range(0, len(chunk), BATCH)]
    order.shuffle(batches)
    return batches


def _padded(batch: list[Known]) -> Iterator[torch.Tensor]:
    """States, mask, targets, counts, presence, sure and weights, padded to the longest passage."""
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
    for rows in ([k.presence for k in batch], [k.sure for k in batch], [k.weights for k in batch]):
        yield torch.tensor(np.stack(rows), dtype=torch.float32)


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
