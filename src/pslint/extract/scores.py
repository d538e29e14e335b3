"""Numbers in running text that are given as scores, and gains between two of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..text.plain import back
from .exams import Mention
from .words import by_paragraph, lowered, phrase

# A score is followed by the end of its clause or by one of these; "a 240-question block" and "230 hours" are none.
_FOLLOWS = (
    r"(?=\s*(?:$|[.,;:!?)\"']|-{1,2}\s)|\s+(?:on|in|and|but|or|the|this|that|which|for|at|last|after|before|so"
    r"|when|while|by|from|to"
    r"|as|with|within|without|then|because|since|despite|although|though|it|my|i|we|is|was|were|two|three|four"
    r"|five|six|seven|eight|nine"
    r"|ten|twelve|a|an|just|only|again|upon|during|later|overall|well|above|below|over|under|there|here|today|now"
    r"|followed|came|shows?|showed|reflects?|reflected|has|had|puts?|places?|suggests?|would|could|will"
    r"|makes?|made(?! up\b)|gives?|gave|helped|proves?"
    r"|proved|says|tells|speaks|stands|can|does|did|are)\b)"
)
_CANDIDATE = re.compile(
    rf"(?P<value>\d(?<![\w$#.,/%-]\d)\d{{1,3}})(?:(?P<percent>\s?%|\s?percent\b)|(?![\w/%]|[.,]\d|-\w){_FOLLOWS})",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

_ABOUT = (
    r"(?:about|around|roughly|approximately|nearly|almost|over|above|under|below|some|more than|less than|at least"
    r"|close to|in the)"
)
_MODIFIERS = (
    rf"(?:(?: |\s?=\s?|\s?:\s?)(?:of|was|were|is|an?|at|to|with|my|the|exactly|just|only|final|official|solid"
    rf"|strong|passing|failing|score|three-digit|overall|improved|rose|increased|went|up|jumped|dropped|fell|{_ABOUT}))*"
)
_SCORED = phrase(
    rf"\bscor(?:ed|ing|e|es)\b(?:,? (?:on|in"
    rf"|for) [^.;:,()\d]{{1,40}}?(?:\d~?[a-z]{{0,2}})?)?{_MODIFIERS}\s*[=:]?\s*$"
)
_WITH = phrase(
    rf"\b(?:with|earn(?:ed|ing)|got|getting|receiv(?:ed|ing)|achiev(?:ed|ing)|reach(?:ed|ing)|obtain(?:ed|ing)"
    rf"|post(?:ed|ing)){_MODIFIERS}\s*$"
)
_ARTICLE = phrase(
    rf"(?:[,(-]\s*|\b(?:was|is|and|made|plus|to|pulled|as|for|then|now|finally|also|next|be) )(?:an?"
    rf"|my)(?: (?:{_ABOUT}|final|solid|strong|passing|failing|official))*\s+$"
)
_AFTER_NAME = phrase(rf"\s*(?:'s|exam|examination|result|score|scores|retake)?{_MODIFIERS}\s*(?:[=:(-]\s*)?$")
_BEFORE_NAME = phrase(
    r"\)? (?:on|in|for)(?: (?:my|the|a|first|second|third|attempt|at|retake|of|official|usmle|comlex))*\s+$"
)
#: The score that an exam asks for, and nobody's own.
_PASS_MARK = phrase(
    r"\b(?:(?:against|below|above|under|over|the|its|minimum|required)(?: (?:an?|the|minimum|required))* pass(?:ing)?"
    r" (?:score|mark|standard|threshold|line)(?: (?:for|on|of|in) (?:usmle |comlex )?(?:step|level)~?\w+(?:~c[kse])?)?"
    r"(?: (?:of|was|is|being|at|then|set))*|an? pass(?:ing)? (?:score|mark) (?:was|is))\s+$"
)
_RETAKE = phrase(r" on (?:the|my) (?:retake|first|second|third|next)\b")
_APPROXIMATE = phrase(rf"\b{_ABOUT}(?: (?:an?|the))?\s+$")

# Not blind to case as a whole: so its first letter is sought fast.
_FROM_TO = phrase(
    r"[Ff](?<!\w.)(?i:rom (?:an? |my )?(?P<low>\d{2,3}) to (?:an? |my )?(?P<high>\d{2,3})"
    r"(?![\w%/]|[.,]\d|-\w| (?:questions?|hours?|weeks?|percent)\b))",
    re.NOFLAG,
)
_ROUGHLY = r"(?:about|around|roughly|approximately|nearly|almost|some|over|more than|at least)"
_GAIN = phrase(
    r"\b(?P<verb>rais\w+|improv\w+|increas\w+|boost\w+|gain\w*|jump\w*|climb\w*|rose|rise|risen|went up|up"
    r"|higher|better)\b[^.;!?]{0,60}?"
    rf"\bby (?:(?P<about>{_ROUGHLY}) )?(?P<points>\d{{1,3}})~points?\b"
    rf"|\b(?:(?P<about2>{_ROUGHLY}) )?(?:an? |my |the )?(?P<points2>\d{{1,3}})~points?"
    r" (?:gain|increase|improvement|jump|rise|higher|better)\b"
    rf"|\b(?:gain|increase|improvement|jump|rise) of (?:(?P<about3>{_ROUGHLY}) )?(?P<points3>\d{{1,3}})~points?\b"
)
_POINTS = phrase(r"\d~points?\b")
_RAISED = phrase(r"\b(?:rais\w+|improv\w+|increas\w+|boost\w+|climb\w*|rose|jump\w*|higher|better)\b")
#: Points that "about" may be off (DOMAIN PS706), and those by which "over" may be too few.
_ABOUT_SLACK: Final = 3
_BOUND_SLACK: Final = 10
_BOUNDS: Final = frozenset({"over", "more than", "at least"})


@dataclass(frozen=True, slots=True)
class Score:
    """A number given as a score: code points and value. `about` says that it is rounded or a bound."""

    start: int
    end: int
    value: int
    about: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Rise:
    """Two scores as "from A to B". `raised` says that it is told as a rise."""

    low: Score
    high: Score
    raised: bool

    @property
    def of_scores(self) -> bool:
        """Whether both can only be scores: three digits each, told as a rise."""
        return self.raised and min(self.low.value, self.high.value) >= 100


@dataclass(frozen=True, slots=True)
class Gain:
    """A difference in points: code points of the whole phrase, and the least and the most that it may mean."""

    start: int
    end: int
    points: int
    least: int
    most: int


def find_scores(plain: str, mentions: tuple[Mention, ...]) -> tuple[Score, ...]:
    """Numbers tied by "scored", "with a", "of", "=" or a name of an exam; not years, counts, percentiles or points.

    Percentages come out with `percent` set; they are scores only where the wording says so.
    """
    starts = [mention.start for mention in mentions]
    ends = [mention.end for mention in mentions]
    found = []
    for match in _CANDIDATE.finditer(plain):
        value, text = int(match["value"]), match["value"]
        if len(text) == 4 and (match["percent"] or _YEAR.fullmatch(text)):
            continue
        if _tied(plain, match, starts, ends):
            about = bool(_APPROXIMATE.search(plain, back(plain, match.start(), 30), match.start()))
            found.append(Score(match.start(), match.end(), value, about, bool(match["percent"])))
    return tuple(found)


def find_rises(plain: str) -> tuple[Rise, ...]:
    """Pairs "from A to B" of numbers that may be scores."""
    made = []
    for match in _FROM_TO.finditer(plain):
        before = plain[back(plain, match.start(), 80) : match.start()]
        raised = bool(_RAISED.search(before[max(before.rfind("."), before.rfind(";")) + 1 :]))
        low, high = (Score(match.start(g), match.end(g), int(match[g])) for g in ("low", "high"))
        made.append(Rise(low, high, raised))
    return tuple(made)


@by_paragraph
def find_gains(plain: str) -> Iterator[Gain]:
    """Differences: "raised my score by 30 points", "a 24-point gain"."""
    # Most paragraphs tell of no points, and the long look for a verb is spared.
    for match in _GAIN.finditer(plain) if _POINTS.search(plain) else ():
        about = " ".join(lowered(match["about"] or match["about2"] or match["about3"] or "").split())
        points = int(match["points"] or match["points2"] or match["points3"])
        below, above = (0, _BOUND_SLACK) if about in _BOUNDS else (_ABOUT_SLACK, _ABOUT_SLACK) if about else (0, 0)
        yield Gain(match.start(), match.end(), points, points - below, points + above)


def _tied(plain: str, match: re.Match[str], starts: list[int], ends: list[int]) -> bool:
    start = match.start()
    before = back(plain, start, 90)
    if _PASS_MARK.search(plain, before, start):
        return False
    if _SCORED.search(plain, before, start):
        return True
    if match["percent"] or len(match["value"]) != 3:
        # Two or four digits are a score only where the text says "score" or names the exam right beside them.
        return not match["percent"] and _beside_name(plain, match, starts, ends)
    if _WITH.search(plain, before, start) or _ARTICLE.search(plain, before, start) or _RETAKE.match(plain, match.end()):
        return True
    return _beside_name(plain, match, starts, ends)


def _beside_name(plain: str, match: re.Match[str], starts: list[int], ends: list[int]) -> bool:
    at = bisect_left(ends, match.start() + 1) - 1
    if at >= 0 and ends[at] >= back(plain, match.start(), 60) and _AFTER_NAME.match(plain, ends[at], match.start()):
        return True
    at = bisect_left(starts, match.end())
    if at == len(starts) or match.end() < back(plain, starts[at], 50):
        return False
    return bool(_BEFORE_NAME.match(plain, match.end(), starts[at]))
