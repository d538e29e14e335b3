"""Times away as a text gives them twice: "a six-month leave, from January 2021 to January 2022"."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..sentences import split
from .dates import When, find_dates
from .words import NUMBER, by_paragraph, number, phrase

_AWAY: Final = phrase(r"\b(?:leave|absence|away|time off|hiatus|break)\b")
_LENGTH: Final = phrase(
    rf"\b(?P<count>{NUMBER}|an?)~(?P<unit>weeks?|months?|years?)\b(?! (?:later|after|before|ago)\b)"
)
_UNTIL: Final = phrase(r"[\s,]*(?:to|until|till|through|-|and (?:I )?(?:return|com|cam)\w*(?: back)?(?: in)?)\s*")
_DAYS: Final = {"week": 7.0, "month": 30.44, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Stay:
    """A length that is given of a time away: code points and days. Between its dates lie `least` to `most` days."""

    start: int
    end: int
    days: float
    least: int
    most: int


@by_paragraph
def find_stays(plain: str) -> Iterator[Stay]:
    """Times away of which a sentence gives one length, and the months or days of one beginning and one end."""
    if not _AWAY.search(plain):
        return
    dates = find_dates(plain)
    for sentence in split(plain):
        if not _AWAY.search(plain, sentence.start, sentence.end):
            continue
        lengths = list(_LENGTH.finditer(plain, sentence.start, sentence.end))
        between = [
            span
            for first, last in pairwise(d for d in dates if sentence.start <= d.start < sentence.end)
            if (span := _between(plain, first, last))
        ]
        if len(lengths) == len(between) == 1:
            length, (least, most) = lengths[0], between[0]
            days = number(length["count"]) * _DAYS[length["unit"].lower().removesuffix("s")]
            yield Stay(length.start(), length.end(), days, least, most)


def _between(plain: str, first: When, last: When) -> tuple[int, int] | None:
    """The least and the most days between two dates of which the text says that it lasted from one to the other."""
    start, end = first.period, last.period
    if not start or not end or not start.exact or not end.exact or end.last < start.first:
        return None
    if not _UNTIL.fullmatch(plain, first.end, last.start):
        return None
    return (end.first - start.last).days, (end.last - start.first).days
