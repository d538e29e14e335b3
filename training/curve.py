"""Whether more passages would help: `python -m training.curve [--write]`. Trains on parts of the labelled passages.

Each part holds whole writers, the smaller inside the larger; labels only, no soft scores and nothing recombined, so
that what differs is the number of passages. The same number of steps each: the smaller a part, the oftener it is read.
`--write` puts presence F1 on the dev files
into docs/curve.json, which docs/accuracy.md shows. Seeded; half an hour on two cores.
"""

import argparse
import json
import random

import numpy as np
import torch

from .data import CORPUS, WORK, label, load_tokenizer, read
from .encoder import Reader, fetch, load_encoder
from .train import Phase, presence_f1, train

PARTS = (0.25, 0.5, 1.0)
FILE = CORPUS.parent / "docs" / "curve.json"


def writer(record: dict) -> str:
    """Who wrote a passage, from its id: corpus/README.md."""
    return "o" if record["id"].startswith("o") else record["id"][:2]


def main() -> None:
    """Train on each part and print what it reaches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--epochs", type=float, default=2, help="over all of the passages")
    parser.add_argument("--parts", type=float, nargs="+", default=PARTS)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder = fetch(WORK / "encoder")
    tokenizer = load_tokenizer(encoder / "bge-small-en-v1.5-tokenizer.json")
    records = read(CORPUS / "train.jsonl") + read(CORPUS / "train_residency.jsonl")
    writers = sorted({writer(record) for record in records})
    random.Random(0).shuffle(writers)
    names = ("dev", "dev_residency", "held")
    dev = {name: [label(r, tokenizer) for r in read(CORPUS / f"{name}.jsonl")] for name in names}
    made = []
    for part in options.parts:
        chosen = set(writers[: round(part * len(writers))])
        examples = [label(record, tokenizer) for record in records if writer(record) in chosen]
        torch.manual_seed(0)
        reader = Reader(load_encoder(encoder)).to(device)
        train(reader, Phase(f"part-{part}", examples, options.epochs / part, 1.5e-4, 1.0, 16, 0), {}, device, 0)
        scores = {name: presence_f1(reader, rows, device) for name, rows in dev.items()}
        made.append(
            {
                "passages": len(examples),
                "writers": len(chosen),
                **{name: round(float(np.mean(by)), 3) for name, by in scores.items()},
            }
        )
        print(made[-1], flush=True)
    if options.write:
        FILE.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
