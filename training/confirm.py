"""Fit the weights that tell a setback of the writer's own: `python -m training.confirm`.

Logistic regression on the paragraphs with words of a setback in whole statements on which nothing else was trained,
twenty numbers in all. More are fitted on than are read in use: those that are not teach, too. Prints what it does
on each file when fitted on the others, and on those that it is never fitted on; those are the figures to believe.
"""

import json
import re

import numpy as np

from pslint.draft import Span
from pslint.reader.confirm import WEIGHTS, features
from pslint.reader.encoder import Reader
from pslint.reader.finder import THRESHOLD, best_score
from pslint.text.plain import make_plain
from pslint.text.sentences import split

from .data import CORPUS, FITTED, HELD, read

#: A look-alike that is taken for a telling draws errors about what is not there: worse than a half-told one missed.
LEAST = 0.7


def rows(name: str) -> tuple[np.ndarray, np.ndarray, int]:
    """Features and truth of a file's paragraphs with such words, and how many others tell of a setback."""
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


def fit(x: np.ndarray, y: np.ndarray, strength: float = 3.0) -> tuple[np.ndarray, float]:
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


def together(data: list[tuple[np.ndarray, np.ndarray, int]]) -> tuple[np.ndarray, float]:
    """Weights and bias fitted on several files at once."""
    return fit(np.concatenate([x for x, _, _ in data]), np.concatenate([y for _, y, _ in data]))


def tell(name: str, held: tuple[np.ndarray, np.ndarray, int], weights: np.ndarray, bias: float) -> None:
    """Print what these weights do on a file."""
    x, y, missed = held
    said = 1 / (1 + np.exp(-(x @ weights + bias))) >= LEAST
    others = int((said & (y == 0)).sum())
    print(f"{name}: found {int((said & (y > 0)).sum())} of {int(y.sum()) + missed} paragraphs, and {others} others")


def main() -> None:
    """Fit on all but one file, try on that; then on all, try on the held one, and write."""
    data = {name: rows(name) for name in FITTED}
    for name in FITTED:
        tell(name, data[name], *together([other for key, other in data.items() if key != name]))
    weights, bias = together(list(data.values()))
    for name in HELD:
        tell(name, rows(name), weights, bias)
    body = {"weights": [round(float(w), 4) for w in weights], "bias": round(bias, 4), "threshold": LEAST}
    WEIGHTS.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
