"""From the reader's scores to marks: the words that earn a category, each with a calibrated probability."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..draft import Span
from ..extract import find_names
from ..findings import MOVES, Mark
from ..text.plain import back

#: Marks less likely than this are not kept.
FAINT: Final = 0.1
_EDGE: Final = ".,;:!?()[]\"'-"
#: No phrase ends with one of these while its sentence goes on: it takes in the next word, or ends before it.
_WANTS_MORE: Final = re.compile(
    r"an?|the|my|our|your|his|her|their|its|of|in|with|from|to|for|by|at|on|into|about|no|very|never|every"
    r"|was|were|is|are|am|be|been|ha[sd]|have|did|do|does|not|could|would|should|will|can",
    re.IGNORECASE,
)
#: Nor does one begin with one of these.
_LEADS: Final = re.compile(r"(?:(?:of(?!\s+(?:course|note|late)\b)|and|but|or)\s+)+(?=\w)", re.IGNORECASE)
#: One of several words begins with these, an article or who does it, where they stand right before it.
_OPENS: Final = re.compile(
    r"(?<![\w'])(?:(?:an?|the|my|our|your|his|their|its|no|I|we|he|she|they)"
    # These may be the last of another clause, too: "after I failed it".
    r"|(?:(?<=[.,;:!?]\s)|(?<=\b(?:and|but|for)\s)|(?<=\bthat\s)|(?<!.))(?:it|there|what|who))(?!\s*\n\s*\n)\s+\Z",
    re.IGNORECASE | re.DOTALL,
)
_JOINS: Final = re.compile(r"and|or|but|nor|which|who|that|when|while|because|as|than|so|if|i", re.IGNORECASE)
#: So many tokens at the start of a phrase may be the end of another, where they score less than this part of the rest.
_STRAY: Final = 4
_STRAY_SHARE: Final = 0.8
#: A move of so few words is told by the words around it, too: by those that score this part of its best. Of a fault
#: that few words tell, those around it are as rarely the right ones.
_SHORT: Final = 5
_GROWN_SHARE: Final = 0.6
#: So far back, in code points, what stands before a token is looked at.
_NEAR: Final = 12
#: How many words more a phrase takes in at most.
_MORE: Final = 3
_NEXT: Final = re.compile(r"(?!\s*\n\s*\n)\s+(?:\d[\d,.]*\d|[^\W_][\w'%/-]*[\w%]|\w)")
_BEGUN_WORD: Final = re.compile(r"[^\W_]['.]?\Z")
_REST_OF_WORD: Final = re.compile(r"['.]?[^\W_]")
_LAST: Final = re.compile(r"(?<![\w'])[^\W_]+$")
#: After these "I" is a number.
_NUMBERED: Final = re.compile(r"\b(?:step|level|part)\s+$", re.IGNORECASE)


@dataclass(frozen=True)
class Calibration:
    """From a token's score to a probability: sigmoid(`slope` * logit(score) + `offset`). `words` is the score from
    which a token belongs to the words of a mark."""

    slope: float
    offset: float
    words: float

    def probability(self, score: float) -> float:
        """How likely it is that a category with this best score is there."""
        bounded = min(max(score, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-(self.slope * math.log(bounded / (1 - bounded)) + self.offset)))


def make_marks(
    category: str,
    plain: str,
    offsets: list[Span],
    scores: NDArray[np.float32],
    calibration: Calibration,
    sentences: Sequence[Span],
) -> Iterator[Mark]:
    """Runs of tokens whose score reaches the category's; of a faint category those from 0.6 of its best."""
    if not len(scores):
        return
    best = float(scores.max())
    if calibration.probability(best) < FAINT:
        return
    threshold = calibration.words if best >= calibration.words else 0.6 * best
    inside = scores >= threshold
    start: int | None = None
    runs: list[tuple[int, int]] = []
    for index, flag in enumerate([*inside, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            runs.append((start, index))
            start = None
    ends = [sentence.end for sentence in sentences]
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        # A token or two that fall out of a run, within a sentence, do not cut it.
        if joined and first - joined[-1][1] <= 2 and not _parted(ends, offsets[joined[-1][1] - 1], offsets[first]):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    if category in MOVES:
        joined = _without_overlaps(_grown(plain, offsets, scores, ends, first, last) for first, last in joined)
    area = Span(offsets[0].start, offsets[-1].end)
    for first, last in joined:
        probability = calibration.probability(float(scores[first:last].max()))
        first = _begun(plain, offsets, scores, first, last)
        span = _trim(plain, offsets[first].start, offsets[last - 1].end, area)
        if probability >= FAINT and span is not None:
            span = _with_whole_names(plain, span, area)
            yield Mark(category, span.start, span.end, probability)


def _with_whole_names(plain: str, span: Span, area: Span) -> Span:
    """The words with all of an exam's name in `area` of which they hold a part: "1 score" with "Step 1 score"."""
    names = [Span(area.start + m.start, area.start + m.end) for m in find_names(plain[area.start : area.end])]
    cut = [name for name in names if name.start < span.start < name.end or name.start < span.end < name.end]
    return Span(min([span.start, *(name.start for name in cut)]), max([span.end, *(name.end for name in cut)]))


def _parted(ends: Sequence[int], left: Span, right: Span) -> bool:
    """Whether a sentence ends between two tokens."""
    return bisect_left(ends, left.end) < bisect_right(ends, right.start)


def _grown(
    plain: str, offsets: list[Span], scores: NDArray[np.float32], ends: Sequence[int], first: int, last: int
) -> tuple[int, int]:
    """The tokens of a short mark with their neighbours in its sentence that score enough, one that does not between."""
    if len(plain[offsets[first].start : offsets[last - 1].end].split()) > _SHORT:
        return first, last
    least = _GROWN_SHARE * float(scores[first:last].max())
    for step, edge in ((-1, first), (1, last - 1)):
        token = edge
        while 0 <= token + step < len(offsets) and abs(token + step - edge) <= 2:
            left, right = sorted((token, token + step))
            if _parted(ends, offsets[left], offsets[right]):
                break
            token += step
            if scores[token] >= least:
                edge = token
        first, last = min(first, edge), max(last, edge + 1)
    return first, last


def _without_overlaps(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of tokens, in order; those that share some as one."""
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _begun(plain: str, offsets: list[Span], scores: NDArray[np.float32], first: int, last: int) -> int:
    """The token with which a phrase begins that was marked from within the clause before it: "money, and I asked"."""
    for start in range(first + 1, min(first + _STRAY, last - 1) + 1):
        place = offsets[start]
        before = plain[back(plain, place.start, _NEAR) : place.start]
        parted = before[-1:].isspace() and before.rstrip()[-1:] in (",", ";", ":", ")")
        subject = plain[place.start : place.end] == "I" and not _NUMBERED.search(before)
        if (parted or subject) and scores[first:start].max() < _STRAY_SHARE * scores[start:last].max():
            return start
    return first


def _trim(plain: str, start: int, end: int, within: Span) -> Span | None:
    """Whole words, from the start of their phrase to its end, `within` these, without the punctuation around them."""
    while _is_within_word(plain, start):
        start -= 1
    while _is_within_word(plain, end):
        end += 1
    start, end = _without_edges(plain, start, end)
    if end <= start:
        return None
    if lead := _LEADS.match(plain, start, end):
        start = lead.end()
    elif len(plain[start:end].split()) > 1:
        start = _opened(plain, start, within.start)
    end = _ended(plain, start, end, within.end)
    return Span(start, _bracketed(plain, start, end))


def _opened(plain: str, start: int, least: int) -> int:
    """Where a phrase begins that was marked without its article or subject."""
    opening = _OPENS.search(plain, back(plain, start, _NEAR, least), start)
    # "Step I again": it is a number.
    if opening is None or _NUMBERED.search(plain, back(plain, opening.start(), _NEAR), opening.start()):
        return start
    return opening.start()


def _is_within_word(plain: str, offset: int) -> bool:
    """Whether a word goes on over this offset; "there's" and "D.O" are."""
    before, after = plain[max(0, offset - 2) : offset], plain[offset : offset + 2]
    return bool(_BEGUN_WORD.search(before) and _REST_OF_WORD.match(after))


def _bracketed(plain: str, start: int, end: int) -> int:
    """Where a phrase ends that was marked without the bracket at its end, or into another bracket."""
    if plain.count("(", start, end) <= plain.count(")", start, end):
        return end
    if plain[end : end + 1] == ")":
        return end + 1
    _, before = _without_edges(plain, start, plain.rindex("(", start, end))
    return before if before > start else end


def _without_edges(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_edge(plain[start]):
        start += 1
    while end > start and _is_edge(plain[end - 1]):
        end -= 1
    return start, end


def _ended(plain: str, start: int, end: int, most: int) -> int:
    """Where a phrase ends that was marked without its last word, or with the first of the next clause."""
    for _ in range(_MORE):
        last, following = _LAST.search(plain, start, end), _NEXT.match(plain, end, most)
        if not last or not following or not _WANTS_MORE.fullmatch(last[0]):
            break
        end = following.end()
    cut = end
    while (last := _LAST.search(plain, start, cut)) and last.start() > start and _NEXT.match(plain, cut, most):
        if not _JOINS.fullmatch(last[0]) or _NUMBERED.search(plain, start, last.start()):
            break
        _, cut = _without_edges(plain, start, last.start())
    # "Because of that": it is no conjunction.
    last = _LAST.search(plain, start, cut)
    return end if last and _WANTS_MORE.fullmatch(last[0]) else cut


def _is_edge(char: str) -> bool:
    return char.isspace() or char in _EDGE
