"""Where the time goes: a sampling profile of the linter over made statements, by what pslint does."""

import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Final

import pslint
from benchmarks.made import KINDS, Made, statements
from pslint import checks, draft, extract, facts, formats, lexicon, reader, story
from pslint.draft import Span
from pslint.linter import Linter
from pslint.reader import candidates, finder
from pslint.reader.caching import CachingReader
from pslint.text import english, markup, plain, sentences, tokens

#: What the modules do; a package stands for all in it that is not named by itself.
_PARTS: Final = {
    "reading passages (ONNX Runtime, tokens, marks)": (reader,),
    "finding candidate paragraphs": (candidates, finder),
    "word lists": (lexicon, tokens),
    "sentences": (sentences,),
    "opening and plain text": (formats, draft, plain, english, markup),
    "rules": (checks,),
    "facts (exams, scores, dates)": (extract, facts, story),
}
_REST: Final = "the rest"
_HOME: Final = Path(pslint.__path__[0])
_EVERY: Final = 0.001


def _place(module: ModuleType) -> Path:
    """The file of a module, the folder of a package."""
    return Path(module.__path__[0]) if hasattr(module, "__path__") else Path(module.__file__ or "")


_BY_PLACE: Final = {_place(module): part for part, modules in _PARTS.items() for module in modules}


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
    counting = _Counting()
    linter = Linter(reader=counting)
    # What is loaded and compiled at the first draft is not counted.
    linter.lint("I failed Step 1 in May, and I passed in June.", passage=True)
    counting.asked = 0
    spent: dict[str, float] = defaultdict(float)
    with _sampled(spent):
        for one in made:
            linter.lint(one.text)
    total = sum(spent.values()) or 1.0
    return {
        "statements": len(made),
        "passages": sum(bool(one.passage) for one in made),
        "readings": counting.asked,
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
        if part := part_of(frame.f_code.co_filename):
            return part
        frame = frame.f_back
    return _REST


@cache
def part_of(file: str) -> str | None:
    """The part of a file, by the innermost module or package that is named; None for one that is not pslint's."""
    place = Path(file)
    if not place.is_relative_to(_HOME):
        return None
    return next((_BY_PLACE[named] for named in (place, *place.parents) if named in _BY_PLACE), _REST)
