"""What it costs to read a passage on one core: `python -m benchmarks.reading` writes docs/reading.md.

The shipped 8-bit file beside the same encoder in 32 bits (`training/work/reader32.onnx`, which
`python -m training.export` leaves there), on the passages of both dev files, one a call, in turn; and how long
loading takes in a fresh process.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from benchmarks.accuracy import CORPUS, DEV, DOCS, ROOT
from pslint.findings import READ
from pslint.places import MODEL
from pslint.text.plain import make_plain

FULL = ROOT / "training" / "work" / "reader32.onnx"
_LOAD = """
import time
import onnxruntime, tokenizers, numpy
start = time.perf_counter()
from pslint.draft import Span
from pslint.reader import Reader
Reader().read("I failed.", Span(0, 9), [Span(0, 9)])
print(time.perf_counter() - start)
"""


def processor() -> str:
    """The processor's name, and which 8-bit instructions it has."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return "unknown"
    name = next(
        (line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith("model name")), "unknown"
    )
    has = [flag for flag in ("avx2", "avx512_vnni", "avx_vnni", "amx_int8") if f" {flag}" in text]
    return f"{name} ({', '.join(has)})"


def session(path: Path) -> onnxruntime.InferenceSession:
    """The model on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def ids_of(texts: Iterable[str]) -> list[np.ndarray]:
    """Each text as the model takes it, cut to its window."""
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return [np.array([tokenizer.encode(make_plain(text)).ids[:384]], np.int64) for text in texts]


def main() -> None:
    """Measure both files, write the page."""
    records = [json.loads(line) for name in DEV for line in (CORPUS / f"{name}.jsonl").open(encoding="utf-8")]
    inputs = ids_of(r["text"] for r in records)
    models = {"8 bits": session(MODEL / "reader.onnx"), "32 bits": session(FULL)}
    times: dict[str, list[float]] = {name: [] for name in models}
    best: dict[str, list[np.ndarray]] = {name: [] for name in models}
    for ids in inputs:
        for name, model in models.items():
            start = time.perf_counter()
            scores = model.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
            times[name].append(time.perf_counter() - start)
            best[name].append(scores[0, 1:-1].max(0))
    loads = [
        float(subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    rows = []
    for name, path in (("8 bits", MODEL / "reader.onnx"), ("32 bits", FULL)):
        found = np.array(best[name]) > 0.5
        f1 = [
            _f1(found[:, c], [bool(r[k]) for r in records], [k not in r["unsure"] for r in records])
            for c, k in enumerate(READ)
        ]
        quartiles = statistics.quantiles([t * 1000 for t in times[name]], n=4)
        rows.append(
            f"| {name} | {path.stat().st_size / 1e6:.1f} MB | {quartiles[1]:.1f} ms "
            f"| {quartiles[0]:.1f}-{quartiles[2]:.1f} ms | {np.mean(f1):.3f} |"
        )
    agree = float(((np.array(best["8 bits"]) > 0.5) == (np.array(best["32 bits"]) > 0.5)).mean())
    tokens = statistics.median(ids.shape[1] for ids in inputs)
    ratio = statistics.median(times["8 bits"]) / statistics.median(times["32 bits"])
    page = [
        "# What it costs to read a passage",
        "",
        "Written by `python -m benchmarks.reading`. One core, one passage a call, both files in turn on the "
        f"{len(inputs)} passages of the dev files (median {tokens:.0f} tokens).",
        f"Processor: {processor()}.",
        "",
        "| file | size | median | middle half | macro F1 at a score of .5, both dev files |",
        "| --- | --- | --- | --- | --- |",
        *rows,
        "",
        f"8 bits cost {ratio:.2f} times what 32 bits cost. They give the same answer in {agree:.1%} of all cells.",
        f"Loading the reader and its first reading take {statistics.median(loads):.2f} s (median of {len(loads)} fresh "
        "processes, the libraries already imported).",
    ]
    (DOCS / "reading.md").write_text("\n".join(page) + "\n", encoding="utf-8")
    print("\n".join(page))


def _f1(found: np.ndarray, truth: list[bool], sure: list[bool]) -> float:
    y, w = np.array(truth), np.array(sure)
    hit, extra, missed = (found & y & w).sum(), (found & ~y & w).sum(), (~found & y & w).sum()
    return float(2 * hit / max(1, 2 * hit + extra + missed))


if __name__ == "__main__":
    main()
