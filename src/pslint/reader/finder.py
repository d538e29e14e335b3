"""How much the words of a paragraph are those of a setback: one cheap pass over the whole draft.

A linear model over hashed words and pairs of words scores every two neighbouring sentences. How it was trained and
measured: training/README.md, docs/accuracy.md.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import sqrt
from typing import Final
from zlib import crc32

from ..draft import Span
from ..places import MODEL

WEIGHTS: Final = MODEL / "finder.bin"
#: Features are hashed into so many places.
SIZE: Final = 2**16
#: From this score on two sentences have the words of a setback: so have a tenth of the paragraphs that tell of none.
THRESHOLD: Final = 0.3

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")


def best_score(plain: str, sentences: Sequence[Span]) -> float:
    """The highest score of two neighbouring sentences; minus infinity where there is none."""
    return max(scores(plain, sentences), default=float("-inf"))


def scores(plain: str, sentences: Sequence[Span]) -> tuple[float, ...]:
    """The score of each two neighbouring sentences, of the one where there is but one; of two without a word none."""
    if not sentences:
        return ()
    first = sentences[0].start
    places = tuple((sentence.start - first, sentence.end - first) for sentence in sentences)
    return _scores(plain[first : sentences[-1].end], places)


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=1024)
def _scores(plain: str, sentences: tuple[tuple[int, int], ...]) -> tuple[float, ...]:
    weights, bias = _weights()
    words: list[str] = []
    edges = [0]
    for start, end in sentences:
        words += _WORD.findall(plain[start:end].lower())
        edges.append(len(words))
    # Prefix sums: the features that end at a token, by kind, so that a window costs a subtraction a kind.
    single, double, skip = (
        list(accumulate([weights[place] for place in places], initial=0.0)) for places in _features(words)
    )
    found: list[float] = []
    for index in range(max(1, len(sentences) - 1)):
        start, end = edges[index], edges[min(index + 2, len(sentences))]
        count = end - start
        if count == 0:
            continue
        total = single[end] - single[start]
        if count > 1:
            total += double[end - 1] - double[start]
        if count > 2:
            total += skip[end - 2] - skip[start]
        features = count + max(0, count - 1) + max(0, count - 2)
        found.append(total / sqrt(features) + bias)
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _token(word: str) -> tuple[int, bytes, bytes]:
    """A word as the features have it: its hash, and its bytes as the second of two words, next or with one between."""
    shown = _shown(word).encode()
    return crc32(shown), b" " + shown, b"_" + shown


def _shown(word: str) -> str:
    return "0" * min(len(word), 4) if word[0].isdigit() else word


def _features(words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    if not words:
        return [], [], []
    hashes, nexts, skipped = zip(*map(_token, words), strict=True)
    # The hash of two words goes on from that of the first.
    return (
        [first % SIZE for first in hashes],
        [crc32(second, first) % SIZE for first, second in zip(hashes, nexts[1:], strict=False)],
        [crc32(second, first) % SIZE for first, second in zip(hashes, skipped[2:], strict=False)],
    )


def features(text: str) -> list[int]:
    """Where the weights of a text's words stand, of its pairs of neighbours, and of those with a word between.

    Words are in lower case; a number is as many noughts as it has digits, four at most. Training fits what is summed
    here.
    """
    return [place for places in _features(_WORD.findall(text.lower())) for place in places]


@cache
def _weights() -> tuple[Sequence[float], float]:
    # An array of numbers side by side stays in the processor's cache; a list of as many objects does not.
    from array import array

    weights = array("f")
    weights.frombytes(WEIGHTS.read_bytes())
    return weights, weights.pop()
