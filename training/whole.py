"""The third phase, on whole statements: `python -m training.whole`. Seeded; a quarter of an hour on two cores.

The first two phases teach what a passage tells, this one which paragraphs of a statement tell of a setback of the
writer's own, in a clause or a scene as well. Only the upper layers learn; in all categories but the setback they are
held to what they said before. Goes on from the 8-bit file that `training.export` left in `work/`; with `--last` from
the one that `training.quiet` left, and writes the file that ships. Recipe: README.md.
"""

import argparse
import hashlib
import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np

from pslint.places import MODEL

from .data import (
    CATEGORIES,
    CORPUS,
    LAST,
    QUIET,
    SMALL,
    WHOLE,
    Example,
    label,
    load_tokenizer,
    paragraphs_told,
    paragraphs_without,
    read,
)
from .fused import write_fused
from .tuning import Known, best, compare, mixed, rarity, train
from .upper import Below, load_upper, write_upper

#: The first of the layers that learn.
FIRST = 8
#: The part of the labelled passages, and of the paragraphs that only look alike, that an epoch takes.
LABELLED, OTHERS = 0.6, 0.7
#: Paragraphs that tell of a setback are taken so often an epoch.
TOLD_TIMES = 2
#: Of a labelled passage the setback is half as labelled, all else as read before.
SHARE = np.array([0.5, *[0.0] * (len(CATEGORIES) - 1)], np.float32)
_ALIKE = np.ones(len(CATEGORIES), np.float32)


def told(example: Example, below: Below) -> Known:
    """A paragraph of a statement that tells of a setback, in words that nobody has marked; all else as read before."""
    states, scores = below.read(example.ids)
    before, found = scores.astype(np.float32), best(scores)
    counts = np.ones_like(before)
    counts[:, 0] = 0
    found[0] = 1
    return Known(states, before, counts, found, _ALIKE, _ALIKE)


def other(example: Example, below: Below) -> Known:
    """A paragraph that tells of none: nothing is there."""
    states, scores = below.read(example.ids)
    nothing = np.zeros(scores.shape, np.float32)
    return Known(states, nothing, np.ones_like(nothing), nothing[0], _ALIKE, _ALIKE)


def gather(tokenizer_file: Path, below: Below) -> dict[str, list[Known]]:
    """All that is trained on, read by the lower layers: minutes."""
    tokenizer = load_tokenizer(tokenizer_file)

    def texts(found: list[str]) -> list[Example]:
        return [label({"id": "", "text": text}, tokenizer) for text in found]

    statements = read(CORPUS / "statements_train.jsonl")
    alike = [r["text"] for name in ("lookalikes", "nearer") for r in read(CORPUS / f"{name}.jsonl")]
    records = read(CORPUS / "train.jsonl") + read(CORPUS / "train_residency.jsonl")
    examples = [label(record, tokenizer) for record in records]
    passages = {
        "labelled": [mixed(example, below, SHARE, _ALIKE, example.sure) for example in examples],
        "alike": [other(example, below) for example in texts(alike)],
        "told": [told(e, below) for e in texts([p for record in statements for p in paragraphs_told(record)])],
        "other": [other(e, below) for e in texts([p for record in statements for p in paragraphs_without(record)])],
    }
    # What is held to what was read before is to stay as likely as it was.
    weights = np.array([rarity(passages["labelled"])[0], *_ALIKE[1:]])
    return {name: [replace(known, weights=weights) for known in found] for name, found in passages.items()}


def main() -> None:
    """Read, train, write, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--last", action="store_true", help="from the fourth phase on; writes the file that ships")
    parser.add_argument("--epochs", type=float, default=1.5)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    model, out = (QUIET, LAST) if options.last else (SMALL, WHOLE)
    tokenizer, below = MODEL / "tokenizer.json", Below(model, FIRST)
    passages = gather(tokenizer, below)
    print({name: len(known) for name, known in passages.items()}, flush=True)

    def epoch(order: random.Random) -> list[Known]:
        taken = order.sample(passages["labelled"], round(LABELLED * len(passages["labelled"])))
        taken += order.sample(passages["alike"], round(OTHERS * len(passages["alike"])))
        return taken + passages["told"] * TOLD_TIMES + passages["other"]

    upper = load_upper(model, FIRST)
    train(upper, epoch, options.epochs, options.rate, options.seed)
    write_upper(upper, model, out)
    report: dict[str, float | str] = dict(compare(upper, below, out, tokenizer))
    if options.last:
        shipped = MODEL / "reader.onnx"
        write_fused(out, shipped)
        report["sha256"] = hashlib.sha256(shipped.read_bytes()).hexdigest()
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
