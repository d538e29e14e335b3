"""Fit confidence and word thresholds: `python -m training.calibrate`.

Writes `reader.json` beside the model: for each category a slope and an offset that turn its best score into
a probability (logistic regression on both dev files, which no phase learns from, and on what the first two phases have
not seen, cells that readers split over left out), and the score from which a token belongs to the marked words (best
agreement with the readers' words).
"""

import argparse
import json
from pathlib import Path

import numpy as np

from pslint.draft import Span
from pslint.findings import READ
from pslint.places import MODEL
from pslint.reader.encoder import Reader
from pslint.reader.marks import Calibration
from pslint.text.plain import make_plain
from pslint.text.sentences import split

from .data import CORPUS, LATER, MAX_TOKENS, read

DEV = ("dev", "dev_residency")
RESIDENCY = "train_residency"


def fit(logits: np.ndarray, truth: np.ndarray, strength: float = 0.02) -> tuple[float, float]:
    """Slope and offset of a logistic regression, by Newton's method, the slope held near one."""
    x = np.stack([logits, np.ones_like(logits)], 1)
    weights = np.array([1.0, 0.0])
    prior = np.diag([strength * len(logits) / 10, 1e-3])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - truth) + prior @ (weights - np.array([1.0, 0.0]))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + prior
        weights -= np.linalg.solve(hessian, gradient)
    return float(weights[0]), float(weights[1])


def word_threshold(rows: list[tuple[list[Span], np.ndarray, list[Span]]]) -> float:
    """The score at which marked tokens agree best with the readers' words (F1 over tokens)."""
    best, chosen = -1.0, 0.5
    for threshold in np.arange(0.2, 0.9, 0.05):
        hit = extra = missed = 0
        for offsets, scores, truth in rows:
            for span, score in zip(offsets, scores, strict=True):
                inside = any(span.overlaps(other) for other in truth)
                hit += score >= threshold and inside
                extra += score >= threshold and not inside
                missed += score < threshold and inside
        f1 = 2 * hit / max(1, 2 * hit + extra + missed)
        if f1 > best:
            best, chosen = f1, float(threshold)
    return chosen


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL)
    folder = parser.parse_args().model
    settings = folder / "reader.json"
    plain = {"slope": 1.0, "offset": 0.0, "words": 0.5}
    settings.write_text(json.dumps({"window": MAX_TOKENS, "calibration": dict.fromkeys(READ, plain)}), encoding="utf-8")
    reader = Reader(folder)
    records = [record for name in DEV for record in read(CORPUS / f"{name}.jsonl")]
    first = len(records)
    records += [r for r in read(CORPUS / f"{RESIDENCY}.jsonl") if r["id"].startswith(LATER)]
    scored = []
    for record in records:
        text = make_plain(record["text"])
        scored.append(reader.scores(text, Span(0, len(text)), split(text)))
    calibration: dict[str, Calibration] = {}
    for column, category in enumerate(READ):
        sure = np.array([category not in record.get("unsure", []) for record in records])
        # Much of what was written later tells its setback without the word: with it, twice as much that only looks
        # alike would be taken for one (README.md).
        sure[first:] &= category != "setback"
        best = np.array([float(scores[:, column].max()) for _, scores in scored]).clip(1e-6, 1 - 1e-6)
        truth = np.array([bool(record[category]) for record in records], float)
        slope, offset = fit(np.log(best / (1 - best))[sure], truth[sure])
        rows = [
            (
                offsets,
                scores[:, column],
                [Span(s, s + len(w)) for w in record[category] if (s := record["text"].find(w)) >= 0],
            )
            for record, (offsets, scores) in zip(records, scored, strict=True)
            if record[category]
        ]
        calibration[category] = Calibration(round(slope, 4), round(offset, 4), round(word_threshold(rows), 2))
        print(category, calibration[category])
    body = {"window": MAX_TOKENS, "calibration": {name: vars(value) for name, value in calibration.items()}}
    settings.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
