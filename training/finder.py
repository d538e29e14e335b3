"""Train the finder: `python -m training.finder`. Seconds on one core; writes `finder.bin` into the package.

Logistic regression (AdaGrad, seeded) on hashed words, pairs and skipped pairs of two neighbouring sentences.
Positive: two sentences of a labelled passage that hold words of its setback, and two of a paragraph of
`statements_train.jsonl` in which the reader sees those. Negative: any two of the paragraphs that tell of none
(`lookalikes.jsonl`, `nearer.jsonl` and those of `statements_train.jsonl`). The bias is then set by how much is read.
Prints what the threshold finds in the dev files and lets through in whole statements.
"""

import random
from array import array

import numpy as np

from pslint.draft import Span
from pslint.findings import MEDIUM
from pslint.reader.encoder import Reader
from pslint.reader.finder import SIZE, THRESHOLD, WEIGHTS, best_score, features
from pslint.text.plain import make_plain
from pslint.text.sentences import split

from .data import CORPUS, FITTED, HELD, paragraphs_told, paragraphs_without, read

#: Of the paragraphs that tell of no setback, in whole statements that are not trained on, so many are read.
READ_IN_VAIN = 0.10


def windows(plain: str) -> list[Span]:
    """Every two neighbouring sentences."""
    found = split(plain)
    return [Span(s.start, found[min(i + 1, len(found) - 1)].end) for i, s in enumerate(found[: max(1, len(found) - 1)])]


def examples() -> list[tuple[np.ndarray, float]]:
    """Features and whether they tell of a setback."""
    reader, made = Reader(), []
    for record in read(CORPUS / "train.jsonl") + read(CORPUS / "train_residency.jsonl"):
        plain = make_plain(record["text"])
        told = [Span(s, s + len(w)) for w in record["setback"] if (s := record["text"].find(w)) >= 0]
        made += [
            (np.array(features(plain[w.start : w.end]), np.int64), 1.0)
            for w in windows(plain)
            if any(w.overlaps(t) for t in told)
        ]
    statements = read(CORPUS / "statements_train.jsonl")
    for text in (paragraph for record in statements for paragraph in paragraphs_told(record)):
        plain = make_plain(text)
        marks = reader.read(plain, Span(0, len(plain)), split(plain))[0]["setback"]
        seen = [mark.span for mark in marks if mark.probability >= MEDIUM]
        made += [
            (np.array(features(plain[w.start : w.end]), np.int64), 1.0)
            for w in windows(plain)
            if any(w.overlaps(place) for place in seen)
        ]
    others = [r["text"] for name in ("lookalikes", "nearer") for r in read(CORPUS / f"{name}.jsonl")]
    others += [p for record in statements for p in paragraphs_without(record)]
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
    """Train, set the bias, write, print what the threshold does."""
    weights = fit(examples())
    WEIGHTS.write_bytes(array("f", weights.tolist()).tobytes())
    scored = {name: _scored(name) for name in (*FITTED, *HELD)}
    others = np.concatenate([scored[name][1] for name in FITTED])
    shift = THRESHOLD - float(np.quantile(others, 1 - READ_IN_VAIN))
    weights[-1] += shift
    WEIGHTS.write_bytes(array("f", weights.tolist()).tobytes())
    for name in ("dev", "dev_residency"):
        scores = np.array([_score(r["text"]) for r in read(CORPUS / f"{name}.jsonl") if r["setback"]]) + shift
        print(name, f"found {np.mean(scores >= THRESHOLD):.3f} of {len(scores)} passages")
    for name, (told, other) in scored.items():
        print(
            name,
            f"found {np.mean(told + shift >= THRESHOLD):.3f} of {len(told)} paragraphs,",
            f"let through {np.mean(other + shift >= THRESHOLD):.3f} of {len(other)} others",
        )


def _scored(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Scores of a file's paragraphs that tell of a setback, and of the others, before the bias is set."""
    records = read(CORPUS / f"{name}.jsonl")
    told = [_score(text) for record in records for text in paragraphs_told(record)]
    return np.array(told), np.array([_score(text) for record in records for text in paragraphs_without(record)])


def _score(text: str) -> float:
    plain = make_plain(text)
    return best_score(plain, split(plain))


if __name__ == "__main__":
    main()
