"""Patterns over running text, blind to how it is wrapped."""

import re
from typing import Final

#: Numbers up to twelve in words; longer ones do not occur as counts of attempts, weeks or months.
NUMBERS: Final = {
    word: value
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
NUMBER: Final = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"


def phrase(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A compiled pattern in which a space is any run of white space, line ends included, and `~` that or a hyphen."""
    return re.compile(pattern.replace(" ", r"\s+").replace("~", r"(?:\s+|-)"), flags)


def number(text: str) -> int:
    """The value of what NUMBER matches; "a" and "an" are one."""
    return int(text) if text.isdigit() else NUMBERS.get(text.lower(), 1)
