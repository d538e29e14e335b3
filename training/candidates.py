"""Fit the weights that say which paragraphs are worth reading: `python -m training.candidates`.

Logistic regression on the paragraphs of whole statements with words of a setback, five numbers in all; the bias is
then set by how much is read in vain. Prints what is found in each file and let through when fitted on the others, and
in those that nothing is fitted on.
"""

import json

import numpy as np

from pslint.reader.candidates import WEIGHTS, features
from pslint.reader.finder import THRESHOLD, best_score
from pslint.text.plain import make_plain
from pslint.text.sentences import split

from .confirm import fit
from .data import CORPUS, FITTED, HELD, paragraphs_told, paragraphs_without, read

#: Of the paragraphs that tell of no setback, in the statements that are fitted on, so many are read.
READ_IN_VAIN = 0.05
#: What `confirm` is fitted on, and as much again.
LEARNED = (*FITTED, "statements_spare")


def rows(name: str) -> tuple[np.ndarray, np.ndarray, int, int]:
    """Features and truth of the paragraphs of a file that are weighed; how many tell and do not tell in all."""
    records = read(CORPUS / f"{name}.jsonl")
    told = [text for record in records for text in paragraphs_told(record)]
    others = [text for record in records for text in paragraphs_without(record)]
    made, truth = [], []
    for text, tells in [(text, 1.0) for text in told] + [(text, 0.0) for text in others]:
        plain = make_plain(text)
        sentences = split(plain)
        if best_score(plain, sentences) >= THRESHOLD:
            made.append(features(plain, sentences))
            truth.append(tells)
    return np.array(made), np.array(truth), len(told), len(others)


def together(data: dict[str, tuple[np.ndarray, np.ndarray, int, int]]) -> tuple[np.ndarray, float]:
    """Weights and bias fitted on several files at once."""
    x, y = (np.concatenate([row[part] for row in data.values()]) for part in (0, 1))
    weights, _ = fit(x, y, strength=1.0)
    scores = np.sort((x @ weights)[y == 0])[::-1]
    return weights, -float(scores[int(READ_IN_VAIN * sum(row[3] for row in data.values()))])


def tell(name: str, row: tuple[np.ndarray, np.ndarray, int, int], weights: np.ndarray, bias: float) -> None:
    """Print what these weights do on a file."""
    x, y, told, others = row
    read_too = x @ weights + bias >= 0
    found, vain = (int((read_too & (y == truth)).sum()) for truth in (1, 0))
    print(f"{name}: read {found} of {told} paragraphs that tell ({found / told:.3f}), ", end="")
    print(f"{vain} of {others} others ({vain / others:.3f})")


def main() -> None:
    """Fit on all but one file, try on that; then on all, try on the held ones, and write."""
    data = {name: rows(name) for name in LEARNED}
    for name in LEARNED:
        tell(name, data[name], *together({key: row for key, row in data.items() if key != name}))
    weights, bias = together(data)
    for name in HELD:
        tell(name, rows(name), weights, bias)
    body = {"weights": [round(float(w), 4) for w in weights], "bias": round(bias, 4)}
    WEIGHTS.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
