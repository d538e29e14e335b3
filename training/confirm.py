"""Fit the weights that tell a setback of the writer's own: `python -m training.confirm`.

Logistic regression on the paragraphs of both files of whole statements that the finder lets through, fifteen
numbers in all. Prints what it does on each file when fitted on the other; those are the figures to believe.
"""

import json
import re

import numpy as np

from pslint.confirm import WEIGHTS, features
from pslint.draft import Span
from pslint.finder import THRESHOLD, best_score
from pslint.plain import make_plain
from pslint.reader import Reader
from pslint.sentences import split

from .data import CORPUS, read

FILES = ("statements", "own_statements")
LEAST = 0.4


def rows(name: str) -> tuple[np.ndarray, np.ndarray, int]:
    """Features and truth of a file's paragraphs that are read, and how many told paragraphs the finder missed."""
    reader, made, truth, missed = Reader(), [], [], 0
    for record in read(CORPUS / f"{name}.jsonl"):
        plain = make_plain(record["text"])
        passages = [
            Span(s, s + len(p)) for p in map(make_plain, record["setback_passages"]) if (s := plain.find(p)) >= 0
        ]
        for paragraph in re.split(r"\n\s*\n", plain):
            start = plain.find(paragraph)
            place = Span(start, start + len(paragraph))
            sentences = split(plain, place.start, place.end)
            told = any(place.overlaps(passage) for passage in passages)
            if best_score(plain, sentences) < THRESHOLD:
                missed += told
                continue
            made.append(features(plain, sentences, *reader.read(plain, place, sentences)))
            truth.append(told)
    return np.array(made), np.array(truth, float), missed


def fit(x: np.ndarray, y: np.ndarray, strength: float = 1.0) -> tuple[np.ndarray, float]:
    """Weights and bias, on the features as they come."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    weights = np.zeros(z.shape[1])
    ridge = np.append(np.full(x.shape[1], strength), 1e-6)
    for _ in range(60):
        p = 1 / (1 + np.exp(-z @ weights))
        hessian = (z * (p * (1 - p))[:, None]).T @ z + np.diag(ridge)
        weights -= np.linalg.solve(hessian, z.T @ (p - y) + ridge * weights)
    return weights[:-1] / spread, float(weights[-1] - (weights[:-1] * mean / spread).sum())


def main() -> None:
    """Fit on one file, try on the other; then on both, and write."""
    data = {name: rows(name) for name in FILES}
    for name, other in (FILES, FILES[::-1]):
        weights, bias = fit(*data[other][:2])
        x, y, missed = data[name]
        said = 1 / (1 + np.exp(-(x @ weights + bias))) >= LEAST
        told = int(y.sum()) + missed
        others = int((said & (y == 0)).sum())
        print(f"{name}: found {int((said & (y > 0)).sum())} of {told} paragraphs, and {others} others")
    every, truth = (np.concatenate([d[i] for d in data.values()]) for i in (0, 1))
    weights, bias = fit(every, truth)
    body = {"weights": [round(float(w), 4) for w in weights], "bias": round(bias, 4), "threshold": LEAST}
    WEIGHTS.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
