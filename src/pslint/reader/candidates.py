"""Which paragraphs are worth reading: those that may tell of a setback of the writer's own, before anything is read.

Most that has the words of a setback is somebody else's, or a failed experiment, and a reading takes longer than all
else: so a paragraph's scores are weighed with whether a setback is called by its name in it, and whose it is. The
reader has the last word. Weights: `model/candidates.json`, fitted by `python -m training.candidates`, which prints what
they find and let through.
"""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from ..draft import Span
from ..extract.whose import FIRST_PERSON, is_denied, is_others
from ..places import MODEL
from .finder import THRESHOLD, best_score, scores
from .wording import ANNOUNCED, CALLED, STUDY

WEIGHTS: Final = MODEL / "candidates.json"
#: From this score of two sentences on a paragraph is read that is all that was given: whoever has one looked at rarely
#: means a look-alike. All of 733 passages with a setback that nothing was trained on reach it, and 40 % of those
#: paragraphs of statements that tell none. Below it only one that names a setback of the writer's own is read.
ALONE: Final = -1.3
#: From this score on an announcement is sought in a paragraph. Of those that announce a setback and tell one none has
#: a lower score; most that tell nothing do.
_NEAR: Final = -1.0
#: More places in which a setback is called by its name say no more.
_MANY: Final = 3


def is_worth_reading(plain: str, sentences: Sequence[Span]) -> bool:
    """Whether the paragraph made of `sentences`, one among others, may tell of a setback, or announces one."""
    score = best_score(plain, sentences)
    if score >= _NEAR and announces(plain, sentences):
        return True
    if score < THRESHOLD:
        return False
    first = sentences[0].start
    places = tuple((sentence.start - first, sentence.end - first) for sentence in sentences)
    return _weigh(plain[first : sentences[-1].end], places) >= 0


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=1024)
def _weigh(plain: str, sentences: tuple[tuple[int, int], ...]) -> float:
    weights, bias = _weights()
    numbers = features(plain, [Span(*place) for place in sentences])
    return bias + sum(w * f for w, f in zip(weights, numbers, strict=True))


def features(plain: str, sentences: Sequence[Span]) -> list[float]:
    """Four numbers: the best and the mean score of two sentences; in how many sentences a setback is called by its
    name, and in how many of those it is the writer's own and about study.
    """
    found = scores(plain, sentences)
    called, own = _called(plain, sentences)
    return [max(found), sum(found) / len(found), float(min(called, _MANY)), float(min(own, _MANY))]


def announces(plain: str, sentences: Sequence[Span]) -> bool:
    """Whether a setback is announced in `sentences`: "You will see a gap on my transcript"."""
    return bool(sentences) and _announces(plain[sentences[0].start : sentences[-1].end])


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=1024)
def _announces(plain: str) -> bool:
    return ANNOUNCED.search(plain) is not None


def names_own_setback(plain: str, sentences: Sequence[Span]) -> bool:
    """Whether a setback of the writer's own, about study, is called by its name in one of `sentences`."""
    return _called(plain, sentences)[1] > 0


def _called(plain: str, sentences: Sequence[Span]) -> tuple[int, int]:
    called = own = 0
    for sentence in sentences:
        name = CALLED.search(plain, sentence.start, sentence.end)
        if name is None:
            continue
        called += 1
        own += (
            all(words.search(plain, sentence.start, sentence.end) for words in (FIRST_PERSON, STUDY))
            and not is_others(plain, sentence.start, name.start())
            and not is_denied(plain, sentence.start, sentence.end)
        )
    return called, own


@cache
def _weights() -> tuple[list[float], float]:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return data["weights"], data["bias"]
