"""Whether a paragraph of a whole statement that was read tells of a setback of the writer's own.

The reader was trained on passages; among the paragraphs of a statement it is too ready to see a setback in a
failed experiment or a pupil's exam. Here what it saw is weighed with the finder's scores and with whether the
words stand in a sentence about study in the first person. Weights: `model/confirm.json`, fitted by
`python -m training.confirm`.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from ..draft import Span
from ..extract.whose import FIRST_PERSON, is_denied, is_others
from ..findings import MEDIUM, READ, Mark
from ..places import MODEL
from .candidates import announces
from .finder import best_score
from .wording import CALLED, STUDY

WEIGHTS: Final = MODEL / "confirm.json"
#: From here a paragraph that tells no setback surely enough is one that the writer is asked about: so it is in 12 of 35
#: whole statements with a setback in which nothing is found, and in 12 of 274 without one (those of corpus/).
PERHAPS: Final = 0.3

_FAIL: Final = re.compile(r"\bfail", re.IGNORECASE)
#: Who failed nothing may have been away all the same.
_AWAY: Final = re.compile(
    r"""\b(?:
      leave\ of\ absence | medical\ leave | (?:a|my|the|second)\ leave | withdr[ae]w\w* | time\ (?:off|away) |
      readmi\w+ | probation | (?:took|taken?|taking)\ (?:me|myself)\ out | stepped\ (?:away|out)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ADVICE: Final = re.compile(r"\b(?:if\s+you|you\s+(?:should|must|need|have\s+to|ought))\b", re.IGNORECASE)
_OF_ONESELF: Final = re.compile(r"\b(?:I|my|mine|me|myself|we|our|ours|us)\b", re.IGNORECASE)
#: What comes before an exam that went well is told in the same words.
_PRACTICE: Final = re.compile(r"\b(?:practi[cs]e|mock|nbmes?|self-assessment|uworld|sample)\b", re.IGNORECASE)


def tells_own_setback(
    plain: str, sentences: Sequence[Span], marks: Mapping[str, tuple[Mark, ...]], presence: Mapping[str, float]
) -> bool:
    """Whether the paragraph made of `sentences` surely enough holds an explanation."""
    return own_setback(plain, sentences, marks, presence) >= surely(plain, sentences)


def surely(plain: str, sentences: Sequence[Span]) -> float:
    """How likely a paragraph must be to be taken for an explanation: one that announces it as likely as those that the
    writer is asked about otherwise.

    Of the paragraphs of statements in corpus/ that announce one and are so likely, 62 of 63 tell one.
    """
    return PERHAPS if announces(plain, sentences) else _weights()[2]


def own_setback(
    plain: str, sentences: Sequence[Span], marks: Mapping[str, tuple[Mark, ...]], presence: Mapping[str, float]
) -> float:
    """How likely it is that the paragraph made of `sentences` holds an explanation."""
    if not may_be_own(plain, sentences, marks):
        return 0.0
    weights, bias, _ = _weights()
    total = bias + sum(w * f for w, f in zip(weights, features(plain, sentences, marks, presence), strict=True))
    return 1 / (1 + math.exp(-total))


def may_be_own(plain: str, sentences: Sequence[Span], marks: Mapping[str, tuple[Mark, ...]]) -> bool:
    """Whether some words of a setback are not plainly somebody else's, and do not say that nothing was failed.

    Advice ("if you had a leave") tells nobody's.
    """
    return not advises(plain, sentences) and bool(_own(plain, sentences, marks))


def advises(plain: str, sentences: Sequence[Span]) -> bool:
    """Whether these sentences tell others what to do, and nothing of the writer."""
    if not sentences:
        return False
    start, end = sentences[0].start, sentences[-1].end
    return bool(_ADVICE.search(plain, start, end)) and not _OF_ONESELF.search(plain, start, end)


def _own(plain: str, sentences: Sequence[Span], marks: Mapping[str, tuple[Mark, ...]]) -> list[Mark]:
    """Marks of a setback that are not plainly somebody else's, in sentences that do not say that nothing was failed.

    "I had failed nothing" denies no leave that is told beside it.
    """
    away = bool(sentences) and _AWAY.search(plain, sentences[0].start, sentences[-1].end)
    found = []
    for mark in marks["setback"]:
        sentence = next((s for s in sentences if s.overlaps(mark.span)), mark.span)
        # "I took a leave to care for my mother" is no leave of hers.
        told = _FAIL.search(plain, mark.start, mark.end) or _AWAY.search(plain, mark.start, mark.end)
        at = told.start() if told else mark.end
        if not is_others(plain, sentence.start, at) and (away or not is_denied(plain, sentence.start, sentence.end)):
            found.append(mark)
    return found


def features(
    plain: str, sentences: Sequence[Span], marks: Mapping[str, tuple[Mark, ...]], presence: Mapping[str, float]
) -> list[float]:
    """Nineteen numbers: the reader's ten log-odds, two scores of the finder; whether words of study stand around the
    setback, in its sentence and in its own words, whether it is in the first person, called by a name and beside
    practice (0 or 1); and in how many places it is told.
    """
    told = _own(plain, sentences, marks)
    best = max(told, key=lambda mark: mark.probability, default=None)
    own = [i for i, s in enumerate(sentences) if best is not None and s.overlaps(best.span)]
    near, around, sentence = _NEVER, Span(0, 0), Span(0, 0)
    if own:
        near = max(best_score(plain, sentences[max(0, i + d) : i + d + 2]) for i in own for d in (-1, 0))
        # What was failed is often named a sentence before: "... the report on Step 1. I had failed it."
        around = Span(sentences[max(0, own[0] - 1)].start, sentences[own[-1]].end)
        sentence = Span(sentences[own[0]].start, sentences[own[-1]].end)
    likely = [mark.span for mark in told if mark.probability >= _SEEN]

    def holds(words: re.Pattern[str], *places: Span) -> float:
        return float(any(words.search(plain, place.start, place.end) for place in places))

    return [
        *(_log_odds(presence[category]) for category in READ),
        best_score(plain, sentences),
        near,
        holds(STUDY, around),
        holds(STUDY, sentence),
        holds(STUDY, *likely),
        holds(FIRST_PERSON, around),
        holds(CALLED, *likely),
        holds(_PRACTICE, sentence),
        float(sum(mark.probability >= MEDIUM for mark in told)),
    ]


#: From here words are looked at for what they call the setback.
_SEEN: Final = 0.4
#: The finder's score where there is no sentence to score.
_NEVER: Final = -5.0


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


@cache
def _weights() -> tuple[list[float], float, float]:
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return data["weights"], data["bias"], data["threshold"]
