"""Write the scores that the suite compares the shipped reader with: `python -m training.scores`.

Forty passages of the dev files with their best score a category as this processor gives them.
"""

import json
from pathlib import Path

from pslint.draft import Span
from pslint.findings import READ
from pslint.reader.encoder import Reader
from pslint.text.plain import make_plain
from pslint.text.sentences import split

from .data import CORPUS, read

FILE = Path(__file__).resolve().parent.parent / "tests" / "reader_scores.json"


def main() -> None:
    """Read, write."""
    reader = Reader()
    records = [r for name in ("dev", "dev_residency") for r in read(CORPUS / f"{name}.jsonl")][::13][:40]
    scores = {}
    for record in records:
        text = make_plain(record["text"])
        found = reader.scores(text, Span(0, len(text)), split(text))[1].max(0)
        scores[record["id"]] = {category: round(float(s), 3) for category, s in zip(READ, found, strict=True)}
    FILE.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    print(f"{len(scores)} passages")


if __name__ == "__main__":
    main()
