"""Patterns over running text, blind to how it is wrapped."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any, Final, TypeVar

from ..text.sentences import paragraphs

_Found = TypeVar("_Found", bound=Any)

#: Numbers up to twenty in words; longer ones hardly occur as counts of attempts, weeks or months.
NUMBERS: Final = {
    word: value
    for value, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        ),
        1,
    )
}
NUMBER: Final = rf"(?:\d{{1,3}}|(?<!-)(?:{'|'.join(NUMBERS)}))"

_CASELESS: Final = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")
_DAYS: Final = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def phrase(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A compiled pattern in which a space is any run of white space, line ends included, and `~` that or a hyphen."""
    return re.compile(pattern.replace(" ", r"\s+").replace("~", r"(?:\s+|-)"), flags)


class Needing:
    """A pattern that matches only a text that holds one of some letters, told apart by spaces in `needed`.

    Most paragraphs hold none, and to see that is far quicker than the pattern. The letters stand small, or with a
    capital where the pattern heeds case.
    """

    def __init__(self, pattern: re.Pattern[str], needed: str) -> None:
        self.pattern = pattern
        self._small = tuple(letters for letters in needed.split() if letters == letters.lower())
        self._as_written = tuple(letters for letters in needed.split() if letters != letters.lower())

    def is_in(self, text: str) -> bool:
        """Whether a text holds a match."""
        return self._may_be_in(text) and self.pattern.search(text) is not None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterable[re.Match[str]]:
        """The matches in a text, or from one place of it to another, in order."""
        if not self._may_be_in(text[start:end]):
            return ()
        return self.pattern.finditer(text, start, len(text) if end is None else end)

    def _may_be_in(self, text: str) -> bool:
        return any(map(_small(text).__contains__, self._small)) or any(map(text.__contains__, self._as_written))


def by_paragraph(find: Callable[[str], Iterable[_Found]]) -> Callable[[str], tuple[_Found, ...]]:
    """The same, sought in each paragraph by itself: of a text that is edited, in the paragraph with the edit alone.

    What is found is a dataclass with `start` and `end`.
    """
    known = lru_cache(maxsize=256)(lambda paragraph: tuple(find(paragraph)))

    @wraps(find)
    def found(plain: str) -> tuple[_Found, ...]:
        return tuple(
            replace(item, start=part.start + item.start, end=part.start + item.end)
            for part in paragraphs(plain)
            for item in known(plain[part.start : part.end])
        )

    return found


def lowered(text: str) -> str:
    """In lower case, as patterns blind to case read it: to them a dotless i is an "i", too, and a long s an "s"."""
    return (text if text.isascii() else text.translate(_CASELESS)).lower()


# One paragraph after the other is looked at for many things.
@lru_cache(maxsize=4)
def _small(text: str) -> str:
    return lowered(text)


def number(text: str) -> int:
    """The value of what NUMBER matches; "a" and "an" are one."""
    return int(text) if text.isdigit() else NUMBERS.get(lowered(text), 1)


def days(count: str, unit: str) -> float:
    """How many days so many weeks, months or the like are, as text has them."""
    return number(count) * _DAYS[lowered(unit).removesuffix("s")]
