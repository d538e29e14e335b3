"""Dates in running text, each as the stretch of days that it may mean."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..text.plain import back
from .words import Needing, by_paragraph, lowered, phrase

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Generous: a finding must hold for every day that a season may mean.
SEASONS: Final = {"spring": (2, 6), "summer": (5, 9), "fall": (8, 12), "autumn": (8, 12)}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_NO_COUNT = (
    r"(?![\w%/]|[.,]\d|-\w| (?:questions?|items?|hours?|patients?|points?|cards?|cases?|people|students?|pages?"
    r"|practice|mcqs?)\b)"
)
_DATE = Needing(
    re.compile(
        rf"(?<![\w$#.,/-])(?:(?P<iso>(?P<iso_year>{_YEAR})-(?P<iso_month>0[1-9]|1[0-2])(?:-(?P<iso_day>0[1-9]|[12]\d"
        rf"|3[01]))?)"
        rf"|(?P<slash>(?P<one>\d{{1,2}})/(?:(?P<two>\d{{1,2}})/)?(?P<slash_year>{_YEAR}))"
        rf"|(?:(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{MONTH})"
        rf"(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*%))?(?:,?\s+(?:of\s+|in\s+)?(?P<month_year>{_YEAR})"
        rf"|\s+'(?P<short_year>[89]\d|[0-4]\d))?"
        rf"|(?P<season>[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)(?:,?\s+(?:of\s+)?(?P<season_year>{_YEAR}))"
        rf"|(?P<year>{_YEAR}))" + _NO_COUNT.replace(" ", r"\s+")
    ),
    "19 20 Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)
# "May" and "March" are months only after such a word; the others may stand anywhere.
_BEFORE_MONTH = phrase(
    r"\b(?:in|since|by|during|until|till|last|this|that|early|late|mid|of|on|from|to|before|after|following"
    r"|next)[\s-]+$"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included: what a date of any precision may mean."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> "Period":
        """A year, a month or a day; raise ValueError where there is no such day."""
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return cls(date(year, month, day), date(year, month, day))

    def overlaps(self, other: "Period") -> bool:
        """Whether some day may be meant by both."""
        return self.first <= other.last and other.first <= self.last

    @property
    def exact(self) -> bool:
        """Whether it says at least the month."""
        return (self.last - self.first).days <= 31


@dataclass(frozen=True, slots=True)
class When:
    """A date in a text: code points, what it may mean, and the month (1-12) if it names one.

    `period` is None where a month stands without a year.
    """

    start: int
    end: int
    period: Period | None
    month: int | None = None


def read_date(text: str) -> Period:
    """A date of the form 2024, 2024-06 or 2024-06-14; raise ValueError for any other."""
    parts = text.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        raise ValueError(f"{text!r} is no date; write 2024, 2024-06 or 2024-06-14")
    try:
        return Period.of(*map(int, parts))
    except ValueError as error:
        raise ValueError(f"{text!r} is no date: {error}") from error


@by_paragraph
def find_dates(plain: str) -> tuple[When, ...]:
    """The dates in a text with plain quotes, in order: days, months, seasons and years."""
    return tuple(when for match in _DATE.finditer(plain) if (when := _when(plain, match)))


def _when(plain: str, match: re.Match[str]) -> When | None:
    span = match.start(), match.end()
    try:
        if match["iso"]:
            month = int(match["iso_month"])
            day = int(match["iso_day"]) if match["iso_day"] else None
            return When(*span, Period.of(int(match["iso_year"]), month, day), month)
        if match["slash"]:
            return _slashed(match)
        if match["season"]:
            return When(*span, _season(lowered(match["season"]), int(match["season_year"])))
        if match["year"]:
            return When(*span, Period.of(int(match["year"])))
        month = _MONTHS.index(lowered(match["month"][:3])) + 1
        short = match["short_year"]
        year = match["month_year"] or (short and ("19" if short >= "80" else "20") + short)
        if year is None:
            known = (
                match["day"]
                or match["day_first"]
                or _BEFORE_MONTH.search(plain, back(plain, match.start(), 20), match.start())
            )
            return When(*span, None, month) if known else None
        named = match["day"] or match["day_first"]
        return When(*span, Period.of(int(year), month, int(named) if named else None), month)
    except ValueError:
        # 31 June, 13/45/2024: no date.
        return None


def _slashed(match: re.Match[str]) -> When:
    """12/2024, 6/14/2024 (month first) or 14/6/2024; where both readings are dates, only the year is sure."""
    year, one = int(match["slash_year"]), int(match["one"])
    two = int(match["two"]) if match["two"] else None
    if two is None:
        return When(match.start(), match.end(), Period.of(year, one), one)
    if one <= 12 and two <= 12 and one != two:
        return When(match.start(), match.end(), Period.of(year))
    month, day = (one, two) if one <= 12 else (two, one)
    return When(match.start(), match.end(), Period.of(year, month, day), month)


def _season(name: str, year: int) -> Period:
    if name == "winter":
        return Period(date(year - 1, 11, 1), date(year + 1, 3, 31))
    first, last = SEASONS[name]
    return Period(date(year, first, 1), Period.of(year, last).last)
