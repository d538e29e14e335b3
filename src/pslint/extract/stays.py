"""Times away: their dates, and the length where a text gives both: "a six-month leave, from May 2021 to May 2022"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ..draft import Span
from ..text.plain import back
from ..text.sentences import split
from .dates import Period, When, find_dates
from .whose import is_others
from .words import NUMBER, Needing, by_paragraph, days, phrase

_AWAY: Final = r"(?:leave|absence|time off|hiatus|break)"
#: A length that is that of the time away: "a six-month medical leave", "on leave for nine months".
_LENGTH: Final = phrase(
    rf"\b(?P<count>{NUMBER})~(?P<unit>weeks?|months?|years?)(?: of)?(?: (?:medical|family|personal))? {_AWAY}\b"
    rf"|\b(?:{_AWAY}|away)(?: of absence)? (?:of|for|lasting) (?P<count2>{NUMBER})~(?P<unit2>weeks?|months?|years?)\b"
    r"(?! and (?:a|one) half\b)"
)
_AWAY_WORD: Final = Needing(phrase(rf"\b(?:{_AWAY}|away)\b"), "leave absence time hiatus break away")
#: Right before its dates: "on leave from", "a leave of absence to care for my sister, from".
_AWAY_BEFORE: Final = phrase(
    r"(?:(?P<past>after|since|from) )?(?:(?:an?|my|our|the|this|that|his|her) )?(?:[\w-]+ ){0,2}"
    rf"\b(?P<word>{_AWAY}|away)"
    r"(?: of absence)?(?: (?:that )?(?:began|started|lasted|ran|was))?(?: (?:to|for)(?: (?!and\b|I\b)[\w']+){1,6})?,?"
    r"(?: (?:during|in|before|after) (?:my|the) [\w-]+ [\w-]+,?)?"
    r"(?: (?:from|between|in))?(?:\s+|\s*\()$"
)
_BETWEEN: Final = phrase(r"\bbetween $")
_AND: Final = phrase(r"\s*and\s*")
#: Or it stands right behind the dates: "from March 2022 until December 2022, seven months".
_BEHIND: Final = phrase(
    rf"\s*[,(]\s*(?P<count>{NUMBER})~(?P<unit>weeks?|months?|years?)(?! and (?:a|one) half\b)"
    r"(?=\s*[.,;:)]|\s*$| in all\b)"
)
_UNTIL: Final = phrase(
    r"[\s,]*(?:to|until|till|through|-|(?:and )?(?:then )?(?:I )?(?:return(?:ed|ing)?|came|coming)(?: back)? in)\s*"
)
#: What stands before a length that is none: the first half of a decimal, or a word that makes it a bound.
_BOUND: Final = phrase(
    r"(?:\d[.,/]|\b(?:about|around|roughly|almost|nearly|over|under|than|least|most|up to|some|the first|the last)\s+)$"
)


@dataclass(frozen=True, slots=True)
class Stay:
    """A length that is given of a time away: code points and days. Between its dates lie `least` to `most` days."""

    start: int
    end: int
    days: float
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Absence:
    """The dates of a time away: code points of both, and when it began and ended."""

    start: int
    end: int
    first: Period
    last: Period


@by_paragraph
def find_absences(plain: str) -> Iterator[Absence]:
    """Times away of which a sentence gives the months or days of beginning and end, right behind the word for it; not
    those that are plainly somebody else's.
    """
    for sentence, pairs in _dated(plain):
        for first, last in pairs:
            away = _AWAY_BEFORE.search(plain, sentence.start, first.start)
            if not away or away["past"] or is_others(plain, sentence.start, away.start("word")):
                continue
            if first.period and last.period:
                yield Absence(first.start, last.end, first.period, last.period)


@by_paragraph
def find_stays(plain: str) -> Iterator[Stay]:
    """Times away of which a sentence gives one length, and the months or days of one beginning and one end."""
    for sentence, pairs in _dated(plain):
        if len(pairs) != 1:
            continue
        last, least, most = pairs[0][1], *_days_between(*pairs[0])
        lengths = list(_lengths(plain, sentence, last.end))
        if len(lengths) == 1:
            place, long = lengths[0]
            yield Stay(place.start, place.end, long, least, most)


def _dated(plain: str) -> Iterator[tuple[Span, list[tuple[When, When]]]]:
    """The sentences that tell of a time away, each with its pairs of dates."""
    if not _AWAY_WORD.is_in(plain):
        return
    dates = find_dates(plain)
    if len(dates) < 2:
        return
    for sentence in split(plain):
        if _AWAY_WORD.is_in(plain[sentence.start : sentence.end]):
            yield sentence, _pairs(plain, [d for d in dates if sentence.start <= d.start < sentence.end])


def _lengths(plain: str, sentence: Span, behind: int) -> Iterator[tuple[Span, float]]:
    """Where a sentence gives a length of the time away, and its days; one that stands `behind` the dates is one too."""
    beside = _BEHIND.match(plain, behind, sentence.end)
    for match in [*_LENGTH.finditer(plain, sentence.start, sentence.end), *([beside] if beside else [])]:
        found = match.groupdict()
        second = "2" if found.get("count2") else ""
        start, end = match.start(f"count{second}"), match.end(f"unit{second}")
        if not _BOUND.search(plain, back(plain, start, 12, sentence.start), start):
            yield Span(start, end), days(match[f"count{second}"], match[f"unit{second}"])


def _pairs(plain: str, dates: list[When]) -> list[tuple[When, When]]:
    """Neighbouring dates of which the text says that it lasted from one to the other."""
    return [
        (first, last)
        for first, last in ((_with_year(one, other), other) for one, other in pairwise(dates))
        if first.period
        and last.period
        and first.period.exact
        and last.period.exact
        and first.period.first <= last.period.last
        and (
            _UNTIL.fullmatch(plain, first.end, last.start)
            or (_BETWEEN.search(plain, 0, first.start) and _AND.fullmatch(plain, first.end, last.start))
        )
    ]


def _with_year(first: When, last: When) -> When:
    """A month without a year with that of the date behind it, "from January to July 2023", or the year before.

    "July to July 2023" may be a month or a year and stays as it is.
    """
    if first.period or not first.month or not (last.period and last.period.exact and last.month):
        return first
    if first.month == last.month:
        return first
    return replace(first, period=Period.of(last.period.last.year - (first.month > last.month), first.month))


def _days_between(first: When, last: When) -> tuple[int, int]:
    """The least and the most days between two dates."""
    assert first.period and last.period, "only dates with a year make a pair"
    return (last.period.first - first.period.last).days, (last.period.last - first.period.first).days
