"""The fourth phase, on plain and quiet words: `python -m training.quiet`. Seeded; half an hour on two cores.

What thousands write ("the exam was unfair") and faults that a tired reader lets pass are rare in what the first two
phases learn from. Here the upper layers learn both, among passages of the earlier phases, of which most is held to
what was read before. Goes on from the 8-bit file that `training.whole` left in `work/`. Recipe: README.md.
"""

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np

from pslint.places import MODEL

from .data import (
    CATEGORIES,
    CORPUS,
    QUIET,
    WHOLE,
    label,
    load_tokenizer,
    paragraphs_told,
    paragraphs_without,
    read,
)
from .tuning import Known, compare, mixed, rarity, train
from .upper import Below, load_upper, write_upper

#: The first of the layers that learn.
FIRST = 4
#: How much of the targets is as labelled, of the new passages and of the older ones; all else is as read before.
NEW, OLDER = 0.9, 0.5
#: An epoch takes all new passages, and so many of each other kind.
TAKEN = {"older": 1000, "alike": 250, "told": 150, "other": 300}
#: Of the paragraphs of whole statements that tell of no setback so many are read, drawn with this seed.
OTHER, DRAWN = 1200, 5
_ALL = np.ones(len(CATEGORIES), np.float32)


def gather(tokenizer_file: Path, below: Below) -> dict[str, list[Known]]:
    """All that is trained on, read by the lower layers: minutes."""
    tokenizer = load_tokenizer(tokenizer_file)

    def labelled(name: str, share: float) -> list[Known]:
        examples = [label(record, tokenizer) for record in read(CORPUS / f"{name}.jsonl")]
        return [mixed(example, below, share * _ALL, _ALL, example.sure) for example in examples]

    def texts(found: list[str]) -> list[Known]:
        examples = [label({"id": "", "text": text}, tokenizer) for text in found]
        return [mixed(example, below, 0 * _ALL, _ALL, _ALL) for example in examples]

    statements = read(CORPUS / "statements_train.jsonl")
    others = [p for record in statements for p in paragraphs_without(record)]
    passages = {
        "new": labelled("train_quiet", NEW),
        "older": labelled("train", OLDER) + labelled("train_residency", OLDER),
        "alike": texts([r["text"] for name in ("lookalikes", "nearer") for r in read(CORPUS / f"{name}.jsonl")]),
        "told": texts([p for record in statements for p in paragraphs_told(record)]),
        "other": texts(random.Random(DRAWN).sample(others, OTHER)),
    }
    # What is mostly held to what was read before is to stay as likely as it was.
    weights = rarity(passages["older"])
    return passages | {"new": [replace(known, weights=weights) for known in passages["new"]]}


def main() -> None:
    """Read, train, write, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    tokenizer, below = MODEL / "tokenizer.json", Below(WHOLE, FIRST)
    passages = gather(tokenizer, below)
    print({name: len(known) for name, known in passages.items()}, flush=True)

    def epoch(order: random.Random) -> list[Known]:
        taken = [known for name, count in TAKEN.items() for known in order.sample(passages[name], count)]
        return taken + passages["new"]

    upper = load_upper(WHOLE, FIRST)
    train(upper, epoch, options.epochs, options.rate, options.seed)
    write_upper(upper, WHOLE, QUIET)
    print(json.dumps(compare(upper, below, QUIET, tokenizer), indent=2))


if __name__ == "__main__":
    main()
