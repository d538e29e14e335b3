"""Train the reader: `python -m training.train`. Seeded; goes on from its last checkpoint; uses a GPU if there is one.

Recipe and what it was chosen from: README.md.
"""

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce

from .data import CATEGORIES, CORPUS, WORK, Example, batches, label, load_tokenizer, read, second_set, training_set
from .encoder import Reader, fetch, load_encoder

#: The head, which starts from nothing, learns so many times faster than the encoder.
HEAD = 20 / 3
#: Weights of a phase's later part are averaged, one in so many steps.
AVERAGE_EVERY = 10
#: The part of the first phase's weights that is kept: between the two, both dev files and whole statements do best.
KEPT = 0.1


def pad(batch: list[Example], device: str) -> tuple[torch.Tensor, ...]:
    """Ids, mask, targets, presence and sure cells of a batch, padded to its longest passage."""
    longest = max(len(example.ids) for example in batch)
    ids = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), np.int64)
    targets = np.zeros((len(batch), longest, len(CATEGORIES)), np.float32)
    for row, example in enumerate(batch):
        length = len(example.ids)
        ids[row, :length], mask[row, :length], targets[row, :length] = example.ids, 1, example.targets
    arrays = (ids, mask, targets, np.stack([e.presence for e in batch]), np.stack([e.sure for e in batch]))
    return tuple(torch.as_tensor(array).to(device) for array in arrays)


def presence_f1(reader: Reader, examples: list[Example], device: str) -> list[float]:
    """F1 of presence at .5 for each category, cells that readers split over left out."""
    reader.eval()
    found, truth, sure = [], [], []
    with torch.no_grad():
        for batch in batches(examples, 16, 0):
            ids, mask, _, presence, counted = pad(batch, device)
            found.append(reader(ids, mask).amax(1) > 0)
            truth.append(presence > 0.5)
            sure.append(counted > 0.5)
    p, y, w = torch.cat(found), torch.cat(truth), torch.cat(sure)
    hit, extra, missed = (p & y & w).sum(0), (p & ~y & w).sum(0), (~p & y & w).sum(0)
    return (2 * hit / (2 * hit + extra + missed).clamp(min=1)).tolist()


def loss_of(reader: Reader, batch: list[Example], rarity: torch.Tensor, device: str, half: bool) -> torch.Tensor:
    """How far the reader is from a batch: on its tokens, and on each passage's best token."""
    ids, mask, targets, presence, sure = pad(batch, device)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=half):
        logits = reader(ids, mask)
    logits = logits.float()
    by_token = (bce(logits, targets, pos_weight=rarity, reduction="none") * mask.unsqueeze(-1)).sum()
    by_passage = (bce(logits.amax(1), presence, reduction="none") * sure).sum() / sure.sum()
    return 2 * by_token / mask.sum() / len(CATEGORIES) + by_passage


@dataclass(frozen=True)
class Phase:
    """One stretch of training: on what, how long, how fast, and from which part on the weights are averaged."""

    name: str
    examples: list[Example]
    epochs: float
    rate: float
    average_from: float
    batch: int
    seed: int


def train(reader: Reader, phase: Phase, dev: dict[str, list[Example]], device: str, stop: int) -> bool:
    """Train through a phase, from its last checkpoint if there is one; False when stopped before its end."""
    # A processor without 16-bit instructions emulates them, sixty times slower than 32 bits.
    half = device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    torch.manual_seed(phase.seed)
    share = np.concatenate([e.targets for e in phase.examples]).mean(0)
    rarity = torch.tensor(((1 - share) / share).clip(1, 25) ** 0.5, device=device)
    heads = {"params": reader.head.parameters(), "lr": phase.rate * HEAD}
    optimizer = torch.optim.AdamW(
        [{"params": reader.bert.parameters(), "lr": phase.rate}, heads], weight_decay=0.01, fused=True
    )
    steps = round(phase.epochs * len(phase.examples) / phase.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1, (k + 1) / (0.1 * steps)) * max(0.02, 1 - k / steps)
    )
    average = torch.optim.swa_utils.AveragedModel(reader)
    parts = {"reader": reader, "optimizer": optimizer, "schedule": schedule, "average": average}

    checkpoint = WORK / f"{phase.name}.checkpoint"
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        for name, part in parts.items():
            part.load_state_dict(state[name])
        torch.set_rng_state(state["rng"])
        done = state["step"]
        print("going on from step", done, flush=True)

    print(f"{phase.name}: {len(phase.examples)} passages, {steps} steps, {device}, 16 bits: {half}", flush=True)
    step, start = 0, time.time()
    for epoch in range(math.ceil(phase.epochs)):
        for batch in batches(phase.examples, phase.batch, phase.seed * 1000 + epoch):
            step += 1
            if step <= done:
                continue
            if step > steps:
                break
            reader.train()
            loss = loss_of(reader, batch, rarity, device, half)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if step >= phase.average_from * steps and step % AVERAGE_EVERY == 0:
                average.update_parameters(reader)
            if step % 50 == 0:
                pace = (time.time() - start) / (step - done)
                print(epoch, step, f"{loss.item():.3f}", f"{pace:.2f} s a step", flush=True)
            if step == stop and stop:
                return False
            if step % 200 == 0:
                state = {name: part.state_dict() for name, part in parts.items()}
                torch.save({**state, "rng": torch.get_rng_state(), "step": step}, checkpoint.with_suffix(".part"))
                checkpoint.with_suffix(".part").replace(checkpoint)
        if step > done:
            report(f"{phase.name} epoch {epoch}", reader, dev, device)
    if phase.average_from < 1:
        reader.load_state_dict(average.module.state_dict())
        report(f"{phase.name} averaged", reader, dev, device)
    checkpoint.unlink(missing_ok=True)
    return True


def report(when: str, reader: Reader, dev: dict[str, list[Example]], device: str) -> None:
    """Print presence F1 on the dev files."""
    for name, rows in dev.items():
        scores = presence_f1(reader, rows, device)
        by = " ".join(f"{c} {s:.2f}" for c, s in zip(CATEGORIES, scores, strict=True))
        print(f"{when} {name} {np.mean(scores):.3f} {by}", flush=True)


def between(before: dict[str, torch.Tensor], after: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights between those of the first phase and those of the second, nearer to the second."""
    return {
        name: KEPT * old + (1 - KEPT) * after[name] if old.is_floating_point() else after[name]
        for name, old in before.items()
    }


def main() -> None:
    """Train in two phases, score both dev files after each epoch, leave the weights in `--out`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--second-epochs", type=float, default=1.5)
    parser.add_argument("--second-rate", type=float, default=5e-5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--recombined", type=int, default=3000)
    parser.add_argument("--surrounded", type=int, default=800)
    parser.add_argument("--share", type=float, default=0.5, help="share of the soft scores in a target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=WORK / "reader.pt")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps of a phase (to try it out)")
    options = parser.parse_args()

    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder = fetch(WORK / "encoder")
    tokenizer = load_tokenizer(encoder / "bge-small-en-v1.5-tokenizer.json")
    dev = {name: [label(r, tokenizer) for r in read(CORPUS / f"{name}.jsonl")] for name in ("dev", "dev_residency")}
    torch.manual_seed(options.seed)
    reader = Reader(load_encoder(encoder)).to(device)

    first = WORK / "first.pt"
    if first.exists():
        reader.load_state_dict(torch.load(first, map_location=device))
    else:
        examples = training_set(tokenizer, options.recombined, options.surrounded, options.share)
        phase = Phase("first", examples, options.epochs, options.rate, 1.0, options.batch, options.seed)
        if not train(reader, phase, dev, device, options.steps):
            return
        torch.save(reader.state_dict(), first)
    examples = second_set(tokenizer, options.recombined // 2, options.surrounded, options.share)
    phase = Phase("second", examples, options.second_epochs, options.second_rate, 0.3, options.batch, options.seed + 1)
    before = {name: value.clone() for name, value in reader.state_dict().items()}
    if train(reader, phase, dev, device, options.steps):
        reader.load_state_dict(between(before, reader.state_dict()))
        report("both", reader, dev, device)
        torch.save(reader.state_dict(), options.out)
        print("wrote", options.out, flush=True)


if __name__ == "__main__":
    main()
