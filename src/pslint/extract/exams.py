"""Names of exams in running text: which exam, official or for practice, and whether two names are mixed up.

Regular expressions take the place of the lexicons of the same ids here, because a check of facts has to know
the parts of a name ("COMLEX" and "Step" do not go together) and where exactly it ends.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final, Literal

from ..draft import Span
from ..text.plain import back
from .words import Needing, by_paragraph, lowered, phrase

#: official: a licensing exam. practice: a rehearsal of one. local: an exam on another scale (shelf exams, MCAT).
#: every: "all Steps", "both exams".
Kind = Literal["official", "practice", "local", "every"]

#: Step 2 with its part left open.
OPEN_STEP2: Final = "usmle.step2"
#: Ids as a reader of applications writes them.
NAMES: Final = {
    "usmle.step1": "USMLE Step 1",
    "usmle.step2": "USMLE Step 2",
    "usmle.step2ck": "USMLE Step 2 CK",
    "usmle.step2cs": "USMLE Step 2 CS",
    "usmle.step3": "USMLE Step 3",
    "usmle.any": "USMLE",
    "comlex.level1": "COMLEX Level 1",
    "comlex.level2ce": "COMLEX Level 2-CE",
    "comlex.level2pe": "COMLEX Level 2-PE",
    "comlex.level3": "COMLEX Level 3",
    "comlex.any": "COMLEX",
}
#: Canonical ids of the exams that leave nothing open (DOMAIN C1).
EXAMS: Final = frozenset(NAMES) - {OPEN_STEP2, "usmle.any", "comlex.any"}

_DIGITS: Final = {"1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3, "one": 1, "two": 2, "three": 3}
_STEPS: Final = {
    (1, ""): "usmle.step1",
    (2, "ck"): "usmle.step2ck",
    (2, "cs"): "usmle.step2cs",
    (2, ""): OPEN_STEP2,
    (3, ""): "usmle.step3",
}
_LEVELS: Final = {
    (1, ""): "comlex.level1",
    (2, "ce"): "comlex.level2ce",
    (2, "pe"): "comlex.level2pe",
    (2, ""): "comlex.level2ce",
    (3, ""): "comlex.level3",
}
_LONG_PARTS: Final = {
    "clinicalknowledge": "ck",
    "clinicalskills": "cs",
    "cognitiveevaluation": "ce",
    "performanceevaluation": "pe",
}
_SAME_PART: Final = {"ck": "ce", "cs": "pe", "ce": "ck", "pe": "cs"}

_NAME: Final = Needing(
    phrase(
        r"\b(?:(?P<family>usmle|comlex(?:~usa)?)[\s-]*)?(?P<kind>steps?|levels?)~?(?P<number>[123]|iii|ii|i"
        r"|one|two|three)"
        r"(?:~?(?P<part>(?:ck|cs|ce|pe)\b|c\.k\.|c\.s\.|c\.e\.|p\.e\.|clinical knowledge|clinical skills"
        r"|cognitive evaluation|performance evaluation))?(?![\w-])"
    ),
    "step level",
)
_SHORT: Final = Needing(
    phrase(
        r"\b(?:(?P<any>USMLE|COMLEX(?:-USA)?)(?:~(?P<digit>[123])\b)?"
        r"|(?P<lower>[Uu]smle|[Cc]omlex)~(?P<lower_digit>[123])\b|S?2(?P<step>CK|CS)\b|L2(?P<level>CE|PE)\b)",
        re.NOFLAG,
    ),
    "USMLE COMLEX smle omlex 2C 2PE",
)
# Alone it is creatine kinase, unless a Step is named in the same text.
_CK = re.compile(r"\bCK\b(?!-?MB|\s+(?:level|was\s+elevated))")
_BOARDS: Final = Needing(
    phrase(r"\b(?:(?:my|the|medical|national) boards|board exam(?:ination)?s?|licens(?:ing|ure) exam(?:ination)?s?)\b"),
    "board licens",
)
_EVERY: Final = Needing(
    phrase(
        r"\b(?:all|every|each|both)(?: of)?(?: (?:my|the|these|those|three|four|single|other|subsequent|remaining"
        r"|later|usmle|comlex|licensing"
        r"|board|national|standardized))* (?:steps?|levels?|exams?|examinations?|boards|attempts|retakes|tests)\b"
    ),
    "step level exam board attempt retake test",
)
_PRACTICE: Final = Needing(
    phrase(
        r"\b(?:nbmes?|cbssa|ccssa|ccmsa|cbse|ccse|uwsas?\d?|free 120|comsaes?|self-assessments?|full-lengths?|qbanks?"
        r"|(?:practice|mock|simulated|diagnostic|baseline|predict(?:ed|ive|or)|rehearsal)"
        r"(?: (?:exams?|tests?|scores?|results?|averages?|blocks?))?)\b"
    ),
    "nbme cbssa ccssa ccmsa cbse ccse uwsa free comsae self-assessment full-length qbank practice mock"
    " simulated diagnostic baseline predict rehearsal",
)
_LOCAL: Final = Needing(
    phrase(
        r"\b(?:(?:nbme )?subject exam(?:ination)?s?|shel(?:f|ves)|comats?|osces?|in-(?:training|service) exam\w*"
        r"|mcat|toefl|ielts|plab"
        r"|mccqe\w*|neet-pg|certifying exam\w*|(?-i:CPX|ITE|ABSITE|OITE|CREOG|PRITE|SAT|GRE|GAMSAT|UKCAT|OET|FMGE"
        r"|AMC|ABIM|ABFM))\b"
    ),
    "exam shel comat osce mcat toefl ielts plab mccqe neet CPX ITE CREOG SAT GRE UKCAT OET FMGE AMC ABIM ABFM",
)
_OTHERS: Final[tuple[tuple[Needing, Kind], ...]] = (
    (_LOCAL, "local"),
    (_EVERY, "every"),
    (_PRACTICE, "practice"),
    (_BOARDS, "official"),
)
# A trauma center, a kind of evidence, the first of some measures: no exam.
_LOOK_ALIKE = phrase(
    r"[\s,-]*(?:trauma|nicu|picu|icu|nursery|neonatal|hospital|cent(?:er|re)s?\b|facility|stroke|evidence|visit"
    r"|emergency|provider|activation|stress"
    r"|of (?:the|my|our|a|this|that|any)\b(?! (?:usmle|comlex|licens|boards?|medical licens|united))|(?:was|is"
    r"|would be) (?:to|always to|simply) |toward|in (?:the )?(?:manag|treat|diagnos|process|plan))"
)
_PRACTICE_AFTER = phrase(
    r"(?:'s)?[\s-]+(?:practice|self-assessment|nbme|uwsa|mock|simulat|diagnostic|baseline|predict)"
)
_PRACTICE_BEFORE = phrase(
    r"\b(?:practice|mock|simulated|nbmes?|uwsas?|comsaes?|predicted|diagnostic|self-assessments?)(?: (?:exams?"
    r"|tests?|scores?|results?))?"
    r"(?: (?:for|on|in|of))?(?: (?:the|my))?\s+$"
)
# In small letters "step 1" is an exam only beside words of sitting one.
_SITTING = phrase(
    r"\b(?:fail\w*|pass\w*|took|take|taking|retook|retak\w*|sat|scor\w*|attempt\w*|my|on|for|in|usmle|comlex"
    r"|exams?)\b(?:\W+\w+){0,3}\W*$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of an exam: code points, canonical id, kind.

    `exam` is an id of EXAMS, OPEN_STEP2, or "usmle.any", "comlex.any", "boards.any", "practice", "local",
    "every". `mixed` says that parts of two exams stand in one name.
    """

    start: int
    end: int
    exam: str
    kind: Kind
    mixed: bool = False

    @property
    def specific(self) -> bool:
        """Whether it says which official exam it is, Step 2 with its part left open included."""
        return self.kind == "official" and not self.exam.endswith(".any")


@lru_cache(maxsize=4)
def find_exams(plain: str) -> tuple[Mention, ...]:
    """The names of exams in a text with plain quotes and dashes, in order, none overlapping."""
    found = list(_official(plain))
    if any(mention.exam.startswith("usmle.") for mention in found):
        taken = {mention.end for mention in found}
        found = sorted([*found, *(m for m in _alone(plain) if m.end not in taken)], key=lambda mention: mention.start)
    if not found and not _BOARDS.is_in(plain):
        return ()
    for other in _others(plain):
        at = bisect_left(found, other.start, key=lambda mention: mention.start)
        if not any(m.start < other.end and other.start < m.end for m in found[max(0, at - 1) : at + 1]):
            found.insert(at, other)
    return tuple(found)


def find_names(plain: str) -> tuple[Mention, ...]:
    """Those of official exams that are named by their number, their part or their family, in order."""
    return _official(plain)


def exams_named(plain: str, places: Sequence[Span]) -> set[str]:
    """The official exams, by id, whose names stand in some of the places; Step 2 is CK where its part is left open."""
    mentions = find_exams(plain)
    found = set()
    for place in places:
        first = bisect_right(mentions, place.start, key=lambda mention: mention.end)
        near = takewhile(lambda mention: mention.start < place.end, mentions[first:])  # noqa: B023  (used at once)
        found |= {mention.exam for mention in near if mention.specific}
    return {"usmle.step2ck" if exam == OPEN_STEP2 else exam for exam in found}


def read_name(text: str) -> str | None:
    """The id that a name or id of one exam stands for; None when it stands for none or leaves it open."""
    if text in EXAMS:
        return text
    found = find_exams(text)
    return found[0].exam if len(found) == 1 and found[0].exam in EXAMS and not found[0].mixed else None


@by_paragraph
def _others(plain: str) -> Iterator[Mention]:
    """All that is not official, and official ones without a name; the first that stands in a place has it."""
    for pattern, kind in _OTHERS:
        name = "boards.any" if kind == "official" else kind
        yield from (Mention(match.start(), match.end(), name, kind) for match in pattern.finditer(plain))


@by_paragraph
def _alone(plain: str) -> Iterator[Mention]:
    """Places where "CK" stands by itself."""
    return (Mention(match.start(), match.end(), "usmle.step2ck", "official") for match in _CK.finditer(plain))


@by_paragraph
def _official(plain: str) -> list[Mention]:
    made = [mention for match in _NAME.finditer(plain) if (mention := _named(plain, match))]
    ends = {mention.start: mention.end for mention in made}
    for match in _SHORT.finditer(plain):
        if any(start <= match.start() < end for start, end in ends.items()):
            continue
        if match["step"]:
            exam = f"usmle.step2{lowered(match['step'])}"
        elif match["level"]:
            exam = f"comlex.level2{lowered(match['level'])}"
        else:
            usmle = lowered(match["any"] or match["lower"]) == "usmle"
            digit = match["digit"] or match["lower_digit"]
            exam = "usmle.any" if usmle else "comlex.any"
            if digit:
                exam = (_STEPS if usmle else _LEVELS)[int(digit), ""]
        made.append(Mention(match.start(), match.end(), exam, _kind(plain, match.start(), match.end())))
    return sorted(made, key=lambda mention: mention.start)


def _named(plain: str, match: re.Match[str]) -> Mention | None:
    word, digit, family = match["kind"], match["number"], lowered(match["family"] or "")
    if _LOOK_ALIKE.match(plain, match.end()):
        return None
    if (
        not family
        and word.islower()
        and not (digit.isdigit() and _SITTING.search(plain, back(plain, match.start(), 60), match.start()))
    ):
        return None
    if not family and digit.isalpha() and digit.islower():
        return None
    part = lowered(re.sub(r"[\s.]", "", match["part"] or ""))
    part = _LONG_PARTS.get(part, part)
    number = _DIGITS[lowered(digit)]
    usmle = lowered(word).startswith("step")
    foreign = ("ce", "pe") if usmle else ("ck", "cs")
    mixed = part in foreign or (bool(family) and family.startswith("usmle") != usmle)
    if mixed:
        # The family is what it says; without one, the part tells.
        usmle = family.startswith("usmle") if family else not usmle
        part = _SAME_PART[part] if part in (("ce", "pe") if usmle else ("ck", "cs")) else part
    exam = (_STEPS if usmle else _LEVELS).get((number, part))
    if exam is None:
        # "Step 1 CK": no exam has such a part, and which is meant its other words say.
        mixed, exam = True, (_STEPS if (family or lowered(word)).startswith(("usmle", "step")) else _LEVELS)[number, ""]
    return Mention(match.start(), match.end(), exam, _kind(plain, match.start(), match.end()), mixed)


def _kind(plain: str, start: int, end: int) -> Kind:
    rehearsal = _PRACTICE_AFTER.match(plain, end) or _PRACTICE_BEFORE.search(plain, back(plain, start, 60), start)
    return "practice" if rehearsal else "official"
