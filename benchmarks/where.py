"""Where the time goes: a sampling profile of the linter over made statements, by what pslint does."""

import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pslint
from benchmarks.made import KINDS, Made, statements
from pslint.draft import Span
from pslint.linter import Linter
from pslint.reader.caching import CachingReader

_HOME: Final = str(Path(pslint.__file__).parent)
_EVERY: Final = 0.001
#: What the modules do; a folder stands for all in it.
_PARTS: Final = {
    "reader": "reading passages (ONNX Runtime, tokens, marks)",
    "cached_reader": "reading passages (ONNX Runtime, tokens, marks)",
    "marks": "reading passages (ONNX Runtime, tokens, marks)",
    "lexicon": "word lists",
    "tokens": "word lists",
    "finder": "finding candidate paragraphs",
    "sentences": "sentences",
    "formats": "opening and plain text",
    "draft": "opening and plain text",
    "plain": "opening and plain text",
    "english": "opening and plain text",
    "checks": "rules",
    "extract": "facts (exams, scores, dates)",
    "facts": "facts (exams, scores, dates)",
    "story": "facts (exams, scores, dates)",
}
_REST: Final = "the rest"


class _Counting(CachingReader):
    """Counts what it is asked to read."""

    asked = 0

    def read(self, plain: str, span: Span, sentences: list[Span]) -> Any:
        self.asked += 1
        return super().read(plain, span, sentences)


def where(count: int) -> dict[str, Any]:
    """Parts of the time that statements take once all is loaded, by kind."""
    return {name: _profile(list(statements(count, setbacks, seed=3))) for name, setbacks in KINDS.items()}


def _profile(made: Sequence[Made]) -> dict[str, Any]:
    reader = _Counting()
    linter = Linter(reader=reader)
    # What is loaded and compiled at the first draft is not counted.
    linter.lint("I failed Step 1 in May, and I passed in June.", passage=True)
    reader.asked = 0
    spent: dict[str, float] = defaultdict(float)
    with _sampled(spent):
        for one in made:
            linter.lint(one.text)
    total = sum(spent.values()) or 1.0
    return {
        "statements": len(made),
        "passages": sum(bool(one.passage) for one in made),
        "readings": reader.asked,
        "parts": {
            part: round(seconds / total, 3) for part, seconds in sorted(spent.items(), key=lambda item: -item[1])
        },
    }


@contextmanager
def _sampled(spent: dict[str, float]) -> Iterator[None]:
    """Add this process's time to the part that it went to; a call that takes long counts for all that it took."""
    last = time.process_time()

    def take(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        spent[_part(frame)] += now - last
        last = now

    before = signal.signal(signal.SIGPROF, take)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _part(frame: FrameType | None) -> str:
    """The part of the innermost frame that is pslint's."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_HOME):
            return _PARTS.get(Path(name).relative_to(_HOME).parts[0].removesuffix(".py"), _REST)
        frame = frame.f_back
    return _REST
