"""What is said of a retake and is no result: that it took place, or how it will go."""

import re
from typing import Final

from .dates import SEASONS
from .outcomes import RETAKEN
from .words import NUMBERS, phrase

_TAKEN: Final = phrase(
    rf"\b(?:{RETAKEN}|re-?tak(?:e|en|ing)|re-?sit(?:ting)?|reattempted|again|once more"
    r"|(?:second|third|fourth) (?:time|attempt|sitting))\b"
)
_MONTHS: Final = "january february march april may june july august september october november december"
#: Words that say who took what, and when.
_NO_RESULT: Final = frozenset(
    f"""i we it the my this that same exam examination test boards board paper step level usmle comlex ck cs ce pe ii
    iii and then so have has had for to in on at of a an took taken take sat sit attempted again once more time
    attempt sitting first second third fourth next following early late mid later after within about day days week
    weeks month months year years winter {" ".join(SEASONS)} {_MONTHS} {" ".join(NUMBERS)}
    retook re-took retake re-take retaken re-taken resat re-sat resit re-sit reattempted reappeared
    re-appeared""".split()
)
_FORETOLD: Final = phrase(r"\b(?:will|would|shall|going to) (?:\w+ )?(?:pass|clear)\b(?! (?:every|all|any)\b)")
#: A result that is told, or a score.
_TOLD: Final = phrase(r"\b(?:passed|cleared|scored|earned|received|honou?red)\b|\b\d{3}\b")
_WORD: Final = re.compile(r"[^\W_][\w'-]*")
#: A day, an exam's number or a year, and no score.
_NUMBER: Final = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?|(?:19|20)\d\d")


def is_bare_retake(plain: str, start: int, end: int) -> bool:
    """Whether these words, code points of `plain`, tell of a retake and hold nothing that tells how it went."""
    if not _TAKEN.search(plain, start, end):
        return False
    words = (match[0].lower() for match in _WORD.finditer(plain, start, end))
    return all(word in _NO_RESULT or _NUMBER.fullmatch(word) for word in words)


def is_foretold(plain: str, start: int, end: int) -> bool:
    """Whether these words tell of no result but that an exam will be passed: "the practice tests said I will pass"."""
    return _FORETOLD.search(plain, start, end) is not None and _TOLD.search(plain, start, end) is None
