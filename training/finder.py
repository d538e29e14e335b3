"""Train the finder: `python -m training.finder`. Seconds on one core; writes `finder.bin` into the package.

Logistic regression (AdaGrad, seeded) on hashed words, pairs and skipped pairs of two neighbouring sentences.
Positive: two sentences of a labelled passage that hold words of its setback. Negative: any two of the
paragraphs that tell of none (`lookalikes.jsonl`, `nearer.jsonl` and those of `statements_train.jsonl`). Prints what
the threshold finds in the dev files and lets through in whole statements.
"""

import random
import re
from array import array

import numpy as np

from pslint.draft import Span
from pslint.finder import SIZE, THRESHOLD, WEIGHTS, best_score, features
from pslint.plain import make_plain
from pslint.sentences import split

from .data import CORPUS, paragraphs_without, read


def windows(plain: str) -> list[Span]:
    """Every two neighbouring sentences."""
    found = split(plain)
    return [Span(s.start, found[min(i + 1, len(found) - 1)].end) for i, s in enumerate(found[: max(1, len(found) - 1)])]


def examples() -> list[tuple[np.ndarray, float]]:
    """Features and whether they tell of a setback."""
    made = []
    for record in read(CORPUS / "train.jsonl") + read(CORPUS / "train_residency.jsonl"):
        plain = make_plain(record["text"])
        told = [Span(s, s + len(w)) for w in record["setback"] if (s := record["text"].find(w)) >= 0]
        made += [
            (np.array(features(plain[w.start : w.end]), np.int64), 1.0)
            for w in windows(plain)
            if any(w.overlaps(t) for t in told)
        ]
    others = [r["text"] for name in ("lookalikes", "nearer") for r in read(CORPUS / f"{name}.jsonl")]
    others += [p for record in read(CORPUS / "statements_train.jsonl") for p in paragraphs_without(record)]
    for text in others:
        plain = make_plain(text)
        made += [(np.array(features(plain[w.start : w.end]), np.int64), 0.0) for w in windows(plain)]
    return [(places, truth) for places, truth in made if len(places)]


def fit(rows: list[tuple[np.ndarray, float]], epochs: int = 12, rate: float = 0.3, decay: float = 2e-5) -> np.ndarray:
    """Weights and, last, the bias."""
    weights, seen = np.zeros(SIZE), np.full(SIZE, 1e-8)
    bias, bias_seen = 0.0, 1e-8
    order = random.Random(0)
    for _ in range(epochs):
        order.shuffle(rows)
        for places, truth in rows:
            scale = 1 / np.sqrt(len(places))
            error = 1 / (1 + np.exp(-(weights[places].sum() * scale + bias))) - truth
            unique, counts = np.unique(places, return_counts=True)
            gradient = error * scale * counts
            seen[unique] += gradient**2
            weights[unique] -= rate * (gradient / np.sqrt(seen[unique]) + decay * weights[unique])
            bias_seen += error**2
            bias -= rate * error / np.sqrt(bias_seen)
    return np.append(weights, bias)


def main() -> None:
    """Train, write, print what the threshold does."""
    WEIGHTS.write_bytes(array("f", fit(examples()).tolist()).tobytes())
    for name in ("dev", "dev_residency"):
        scores = [_score(r["text"]) for r in read(CORPUS / f"{name}.jsonl") if r["setback"]]
        print(name, f"found {np.mean(np.array(scores) >= THRESHOLD):.3f} of {len(scores)} passages")
    for name in ("statements", "own_statements", "statements_fit", "statements_held"):
        told, other = [], []
        for record in read(CORPUS / f"{name}.jsonl"):
            for paragraph in re.split(r"\n\s*\n", record["text"]):
                start = record["text"].find(paragraph)
                place = Span(start, start + len(paragraph))
                passages = [
                    Span(s, s + len(p)) for p in record["setback_passages"] if (s := record["text"].find(p)) >= 0
                ]
                (told if any(place.overlaps(p) for p in passages) else other).append(_score(paragraph))
        print(
            name,
            f"found {np.mean(np.array(told) >= THRESHOLD):.3f} of {len(told)} paragraphs,",
            f"let through {np.mean(np.array(other) >= THRESHOLD):.3f} of {len(other)} others",
        )


def _score(text: str) -> float:
    plain = make_plain(text)
    return best_score(plain, split(plain))


if __name__ == "__main__":
    main()
