"""Whether a text is English: the share of words that only English uses all the time."""

import re
from functools import lru_cache
from typing import Final

from .sentences import paragraphs

_COMMON: Final = frozenset(
    [
        "the",
        "and",
        "of",
        "to",
        "was",
        "that",
        "my",
        "with",
        "for",
        "had",
        "it",
        "is",
        "this",
        "at",
        "from",
        "have",
        "which",
        "but",
        "not",
        "i",
        "they",
        "their",
        "were",
        "been",
        "be",
        "as",
        "by",
        "an",
        "on",
        "when",
        "after",
        "before",
        "would",
        "could",
        "than",
        "then",
        "because",
        "what",
        "who",
        "his",
        "her",
        "our",
        "we",
        "you",
        "your",
    ]
)
#: Words of any text that other languages have, too.
_ALSO: Final = frozenset({"a", "me", "no", "so", "do"})
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 25
_SHARE: Final = 0.08


def is_function_words(text: str) -> bool:
    """Whether a text is made of words alone that stand in any text, such as "not" or "that it was"."""
    found = _WORD.findall(text.lower())
    return bool(found) and all(word in _COMMON or word in _ALSO for word in found)


def is_english(text: str) -> bool:
    """True also for texts too short to tell (fewer than 25 words)."""
    words = common = 0
    for part in paragraphs(text):
        count, own = _counts(text[part.start : part.end])
        words, common = words + count, common + own
        # Were each character that follows a word, and none a common one, it would still be English.
        if common >= _SHARE * (words + len(text) - part.end):
            return True
    return words < _ENOUGH


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=512)
def _counts(paragraph: str) -> tuple[int, int]:
    """How many words there are, and how many of them only English uses all the time."""
    words = _WORD.findall(paragraph.lower())
    return len(words), sum(map(_COMMON.__contains__, words))
