"""Whether a text is English: the share of words that only English uses all the time."""

import re
from functools import lru_cache
from typing import Final

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
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 25
_SHARE: Final = 0.08


def is_function_words(text: str) -> bool:
    """Whether a text is made of words alone that stand in any text, such as "not" or "that it was"."""
    return all(word in _COMMON for word in _WORD.findall(text.lower()))


# While one types, the same text is looked at once for what is counted and once for what is read.
@lru_cache(maxsize=4)
def is_english(text: str) -> bool:
    """True also for texts too short to tell (fewer than 25 words)."""
    words = _WORD.findall(text.lower())
    if len(words) < _ENOUGH:
        return True
    return sum(map(_COMMON.__contains__, words)) >= _SHARE * len(words)
