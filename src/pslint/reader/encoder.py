"""The reader: a small encoder, trained by this project, that sees a passage at once and scores every token.

Ten categories (corpus/README.md says what they mean): five moves, five faults. Scores become marks, the words that
earn a category, each with a calibrated probability. How it was trained and measured: training/README.md,
docs/accuracy.md.
"""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..draft import Span
from ..errors import ModelError
from ..extract.retake import is_bare_retake, is_foretold
from ..extract.whose import is_death
from ..findings import READ, Mark
from ..places import MODEL
from ..text.plain import make_plain
from .marks import Calibration, make_marks

#: Of a reader that one writer waits for: each reading takes about half the time where a second core is free.
INTERACTIVE_THREADS: Final = 2


class Reader:
    """Loads the model when first asked to read; safe to share between threads, and to pickle.

    One reading is done on so many `threads`; its scores are the same on any number of them.
    """

    def __init__(self, folder: Path = MODEL, *, threads: int = 1) -> None:
        self.folder = folder
        self.threads = threads
        self._loaded: tuple[Any, Any, Mapping[str, Calibration], int] | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder, "threads": self.threads, "_loaded": None}

    def read(
        self, plain: str, span: Span, sentences: list[Span]
    ) -> tuple[dict[str, tuple[Mark, ...]], dict[str, float]]:
        """Marks by category, in order, and how likely each category is there at all.

        Offsets are code points of `plain`. Text beyond the encoder's window is read in windows of whole
        sentences. Raises ModelError.
        """
        offsets, scores = self.scores(plain, span, sentences)
        calibration = self._load()[2]
        marks: dict[str, tuple[Mark, ...]] = {}
        presence: dict[str, float] = {}
        for column, category in enumerate(READ):
            own = scores[:, column]
            presence[category] = calibration[category].probability(float(own.max())) if len(own) else 0.0
            made = tuple(make_marks(category, plain, offsets, own, calibration[category], sentences))
            kept = made if category != "evidence" else tuple(m for m in made if _is_result(plain, m))
            marks[category] = kept
            if len(kept) < len(made):
                presence[category] = max((mark.probability for mark in kept), default=0.0)
        return marks, presence

    def scores(self, plain: str, span: Span, sentences: list[Span]) -> tuple[list[Span], NDArray[np.float32]]:
        """Where each token stands, and its ten scores: (tokens, 10), 0..1."""
        session = self._load()[0]
        spans: list[Span] = []
        parts: list[NDArray[np.float32]] = []
        for piece, encoding in self._pieces(plain, span, sentences):
            ids = np.array([encoding.ids], np.int64)
            found = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
            # Each time that they are asked for, the offsets are a new list.
            offsets = encoding.offsets
            kept = [i for i, (a, b) in enumerate(offsets) if b > a]
            spans += [Span(piece.start + offsets[i][0], piece.start + offsets[i][1]) for i in kept]
            parts.append(found[kept])
        if not parts:
            return [], np.zeros((0, len(READ)), np.float32)
        return spans, np.concatenate(parts)

    def _pieces(self, plain: str, span: Span, sentences: list[Span]) -> Iterator[tuple[Span, Any]]:
        """Spans that fit the window, and their tokens; most passages are one."""
        _, tokenizer, _, window = self._load()
        if not plain[span.start : span.end].strip():
            return
        whole = tokenizer.encode(make_plain(plain[span.start : span.end]))
        if len(whole.ids) <= window:
            yield span, whole
            return
        for piece in self._windows(plain, span, sentences, tokenizer, window - 2):
            yield piece, tokenizer.encode(make_plain(plain[piece.start : piece.end]))

    def _windows(self, plain: str, span: Span, sentences: list[Span], tokenizer: Any, room: int) -> Iterator[Span]:
        """Spans of at most `room` tokens: whole sentences, with what stands between them, where these are no longer."""
        start = end = span.start
        used = 0
        # What follows the last sentence is read, too.
        for edge in (*(sentence.end for sentence in sentences), span.end):
            encoding = tokenizer.encode(plain[end:edge], add_special_tokens=False)
            size = len(encoding.ids)
            if used and used + size > room:
                yield Span(start, end)
                start, used = end, 0
            while size > room:
                # Longer than the window: cut at the last token that fits.
                cut = end + encoding.offsets[room - 1][1]
                yield Span(end, cut)
                start = end = cut
                encoding = tokenizer.encode(plain[end:edge], add_special_tokens=False)
                size = len(encoding.ids)
            used, end = used + size, edge
        if plain[start:end].strip():
            yield Span(start, end)

    def _load(self) -> tuple[Any, Any, Mapping[str, Calibration], int]:
        if self._loaded is None:
            self._loaded = _load(self.folder, self.threads)
        return self._loaded


@cache
def _load(folder: Path, threads: int) -> tuple[Any, Any, Mapping[str, Calibration], int]:
    # Its official builds report to their maker, from the import on, unless this says that they must not.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime
    from tokenizers import Tokenizer

    try:
        settings = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # The file is as optimized as it gets (training/fused.py): to look again takes longer than to load it.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        # Threads that wait for work must not hold the core that others would count on meanwhile.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        calibration = {name: Calibration(**settings["calibration"][name]) for name in READ}
    except Exception as error:
        # ONNX Runtime and tokenizers raise plain Exceptions of many kinds; none may reach the writer as a traceback.
        raise ModelError(
            f"the reader cannot be loaded from {folder} ({type(error).__name__}); install pslint again"
        ) from error
    return session, tokenizer, calibration, int(settings["window"])


def _is_result(plain: str, mark: Mark) -> bool:
    """Whether words that are marked as evidence tell of no death, and of more than a retake or a pass to come."""
    return not any(told(plain, mark.start, mark.end) for told in (is_death, is_bare_retake, is_foretold))
