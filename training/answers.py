"""What a file of the reader answers on the dev files."""

import time
from pathlib import Path

import numpy as np
import onnxruntime

from pslint.text.plain import make_plain

from .data import CORPUS, MAX_TOKENS, load_tokenizer, read

DEV = ("dev", "dev_residency")


def presence(model: Path, tokenizer_file: Path) -> tuple[np.ndarray, float]:
    """Best score a passage and category on the dev files, one passage a call; median milliseconds a passage."""
    tokenizer = load_tokenizer(tokenizer_file)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    best, times = [], []
    for name in DEV:
        for record in read(CORPUS / f"{name}.jsonl"):
            ids = np.array([tokenizer.encode(make_plain(record["text"])).ids[:MAX_TOKENS]], np.int64)
            start = time.perf_counter()
            scores = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
            times.append(time.perf_counter() - start)
            best.append(scores[0, 1:-1].max(0))
    return np.array(best), float(np.median(times) * 1000)
