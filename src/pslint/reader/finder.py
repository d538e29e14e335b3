"""Which paragraphs may tell of a setback: one cheap pass over the whole draft, before anything is read.

A linear model over hashed words and pairs of words scores every two neighbouring sentences; a paragraph is
a candidate where one such score reaches the threshold. It errs on the side of finding: the reader has the
last word. How it was trained and measured: training/README.md, docs/accuracy.md.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import sqrt
from typing import Final, NamedTuple
from zlib import crc32

from ..draft import Block, Span
from ..places import MODEL

WEIGHTS: Final = MODEL / "finder.bin"
#: Features are hashed into so many places.
SIZE: Final = 2**16
#: From this score of two sentences their paragraph is read; see training/README.md for what it costs and finds.
THRESHOLD: Final = 0.3
#: And from this one where it is all that was given: whoever has one paragraph looked at rarely means a look-alike. All
#: of 733 passages with a setback that nothing was trained on reach it, and 40 % of the paragraphs of statements that
#: tell none.
ALONE: Final = -1.3

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
#: Openings by which a paragraph goes on about what the one before it told.
_GOES_ON: Final = re.compile(
    r"""\W*(?:since\s+then | after\s+(?:that|this|the) | when\s+i\s+(?:retook|returned|came\s+back|sat) |
      the\s+(?:second|next)\s+time |
      (?:that|this)\s+(?:experience|failure|setback|result|attempt|year|semester|exam|score|time|period) |
      i\s+(?:re(?:took|peated|turned|sat|built|mediated)|passed) | (?:for|on|before)\s+(?:my|the)\s+(?:retake|second) |
      from\s+(?:then|that) | to\s+(?:prepare|address|fix|correct) | in\s+response | afterwards? |
      following\s+(?:that|this|the) | what\s+changed | with\s+the\s+help)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def candidates(
    plain: str, blocks: Sequence[Block], sentences: Sequence[Sequence[Span]], least: float = THRESHOLD
) -> list[Span]:
    """Spans to read, in order: paragraphs that score `least`, joined with one right after that goes on about it.

    `sentences` holds the sentences of each block; offsets are code points of `plain`.
    """
    found: list[Span] = []
    last = -2
    for index, block in enumerate(blocks):
        follows = last == index - 1 and bool(_GOES_ON.match(plain, block.start, block.end))
        if follows:
            found[-1] = Span(found[-1].start, block.end)
            last = index
        elif best_score(plain, sentences[index]) >= least:
            found.append(Span(block.start, block.end))
            last = index
    return found


def best_score(plain: str, sentences: Sequence[Span]) -> float:
    """The highest score of two neighbouring sentences; minus infinity where there is none."""
    if not sentences:
        return float("-inf")
    first = sentences[0].start
    places = tuple((sentence.start - first, sentence.end - first) for sentence in sentences)
    return _best_score(plain[first : sentences[-1].end], places)


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=1024)
def _best_score(plain: str, sentences: tuple[tuple[int, int], ...]) -> float:
    weights, bias = _weights()
    tokens: list[_Token] = []
    edges = [0]
    for start, end in sentences:
        tokens += map(_token, _WORD.findall(plain[start:end].lower()))
        edges.append(len(tokens))
    # Prefix sums: the features that end at a token, by kind, so that a window costs a subtraction a kind.
    single, double, skip = (
        list(accumulate([weights[place] for place in places], initial=0.0)) for places in _features(tokens)
    )
    best = float("-inf")
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
        best = max(best, total / sqrt(features) + bias)
    return best


class _Token(NamedTuple):
    """A word as the features have it: its hash, and its bytes as the second of two words."""

    hash: int
    next: bytes
    skipped: bytes


@lru_cache(maxsize=1 << 15)
def _token(word: str) -> _Token:
    shown = _shown(word).encode()
    return _Token(crc32(shown), b" " + shown, b"_" + shown)


def _shown(word: str) -> str:
    return "0" * min(len(word), 4) if word[0].isdigit() else word


def _features(tokens: Sequence[_Token]) -> tuple[list[int], list[int], list[int]]:
    # The hash of two words goes on from that of the first.
    return (
        [a.hash % SIZE for a in tokens],
        [crc32(b.next, a.hash) % SIZE for a, b in pairwise(tokens)],
        [crc32(b.skipped, a.hash) % SIZE for a, b in zip(tokens, tokens[2:], strict=False)],
    )


def features(text: str) -> list[int]:
    """Where the weights of a text's words stand, of its pairs of neighbours, and of those with a word between.

    Words are in lower case; a number is as many noughts as it has digits, four at most. Training fits what is summed
    here.
    """
    return [place for places in _features([_token(word) for word in _WORD.findall(text.lower())]) for place in places]


@cache
def _weights() -> tuple[list[float], float]:
    from array import array

    numbers = array("f")
    numbers.frombytes(WEIGHTS.read_bytes())
    *weights, bias = numbers.tolist()
    return weights, bias
