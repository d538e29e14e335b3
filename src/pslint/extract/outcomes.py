"""Words that tell how an exam went: failed, passed, only sat; which attempt, how often, how much later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ..text.plain import back
from .dates import MONTH, SEASONS
from .words import NUMBER, Needing, by_paragraph, days, lowered, number, phrase

Outcome = Literal["failed", "passed", "sat"]

_FAILED: Final = Needing(
    phrase(
        r"(?:\b(?:fail(?:ed|ing|s)?|failures?|unsuccessful(?:ly)?|non-?passing|not successful|(?:fell|came|falling"
        r"|coming) (?:up )?short of passing"
        r"|below (?:the )?passing(?: score| standard| mark)?"
        r"|(?:not|n't) (?:achieved?|received?|earn(?:ed)?|obtain(?:ed)?|reach(?:ed)?|get|result(?:ed)? in) a passing"
        r" (?:score|grade|mark|result))"
        r"|\b(?:(?:did|do|does|had|have|has|was|were|could|is"
        r"|are)(?:n't| not| never)|not|never) (?:yet )?(?:pass|clear)(?:ed|ing)?)\b"
    ),
    "fail success pass clear",
)
_PASSED: Final = Needing(
    phrase(
        r"\b(?:passed|cleared|(?:before|after|by|and|then|eventually|ultimately|successfully|finally|,) passing"
        r"|(?:let me|helped me(?: to)?|allowed me to|enabled me to|able to|managed to|went on to|came) pass)\b"
    ),
    "pass clear",
)
#: "Reappeared" is how an exam is taken again in South Asia.
RETAKEN: Final = r"re-?took|re-?sat|(?:i|and|then) re-?appeared"
_SAT: Final = Needing(
    phrase(
        rf"\b(?:{RETAKEN}|re-?tak(?:e|es|en|ing)|re-?sit(?:ting)?)\b"
        r"|\b(?:took|taken?|taking|sat|sit|attempted|i appeared)\b(?=(?: (?:for|in|the|my|official|usmle"
        r"|comlex(?:-usa)?))* (?:step|level)~?\d)"
    ),
    "retook re-took resat re-sat appeared retak re-tak resit re-sit step level",
)
# Not an exam that was failed: an organ, a treatment, "failed to see", "never failed to", and courses.
_NOT_FAILED_BEFORE = phrase(
    r"\b(?:heart|renal|kidney|liver|hepatic|respiratory|organ|treatment|graft|pump|marrow|ovarian|engine"
    r"|never|no|zero|any|without|not|therapy"
    r"|system|patients?|he|she|they|who|it|pass or|pass and)(?: (?:was|were|is|are|had|has))* $|n't $|\bpass/$"
)
_NOT_FAILED_AFTER = phrase(
    r" (?:(?:is|does|do|can)(?: not|n't)? (?:an?|the|never|always|only|part|how|what|define|teach|stop)"
    r"|to (?!pass|clear|meet|reach)\w+|back|intubation|extubation|therapy|treatments?|medications?|airway"
    r"|grafts?|fusion|marriage|crops?"
    r"|kidneys?|hearts?|livers?|lungs?|organs?|health|memory|systems?|schools?|infrastructure|me|him|his|her"
    r"|their|them|us)\b"
    r"|(?: (?!steps?\b|levels?\b|usmle|comlex)[\w-]+){0,3} (?:course|class|module|block|clerkship|rotation"
    r"|semester|quiz|midterm|final)(?:s|es)?\b"
)
_NOT_PASSED_BEFORE = phrase(
    r"(?:\b(?:not|never|without|weeks?|months?|years?|days?|time|the)|n't|\b(?:father|mother|grand\w+|brother"
    r"|sister|husband|wife|uncle|aunt|cousin"
    r"|friends?|classmates?|students?|peers?|others|patients?|he|she|they|them|who)(?: (?:had|have|has|all|also"
    r"|both))*) $"
)
_NOT_PASSED_AFTER = phrase(
    r" (?:away|out|down|on to|over|along|through|his|her|their|(?:score|standard|mark|grade|line|threshold|rate"
    r"|range|practice|nbmes?|comsaes?)s?\b|(?:is|was|being)\b)"
)

_ORDINALS: Final = {
    word: value
    for value, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), 1)
} | {"initial": 1}
_ORDINAL = phrase(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}|[1-9](?:st|nd|rd|th))~"
    r"(?:(?:step|level) \d~?(?:ck|cs|ce|pe)? )?(?:attempts?|try|tries|sitting|time|go|failure)\b"
)
# "For the first time" counts no attempts, and "a year after the first attempt" is another one.
_FOR_THE = phrase(r"\b(?:for|after|since|than|before|from|following|until) (?:the|my) $")
#: Words of a date, and of how much later.
_DATED: Final = (
    rf"(?:in|on|early|late|last|that|the|same|next|following|of|{'|'.join(SEASONS)}|winter|{MONTH}|year|\d{{4}}"
    rf"|an?|few|{NUMBER}|weeks?|months?|years|later|after)"
)
#: "Failed it in 2021 and again in 2022": the exam and one date may stand between, and a second date has to follow.
_AND_AGAIN: Final = (
    r"(?P<again>(?:fail(?:ed|ing)?|not pass(?:ed|ing)?)"
    r"(?: (?:it|the|my|usmle|comlex(?:-usa)?|step|level|exam|examination|boards?|c[ks]|[cp]e|2-?c[kes]|[123])\b)*"
    rf"(?: {_DATED}\b)*,? and(?: then)? again)(?=(?: {_DATED}\b)+(?:\s*(?:[.,;:)]|$)"
    r"| (?:and|but|with|while|because|before|so|which|both)\b))"
)
_TIMES: Final = Needing(
    phrase(
        rf"\b(?:(?P<twice>twice|thrice)(?! (?:the|as|a|that|per|each|daily|weekly)\b)|(?P<once>once)(?=\s*(?:[.,;]|$"
        rf"| (?:and|but|before|because|after|while|when|in|on)\b))|(?P<count>{NUMBER}) times"
        rf"|(?P<attempts>two|three|four|five|six|[2-9]) (?:failed|unsuccessful|failing|previous|prior) attempts"
        rf"|fail\w* (?:(?P<both>both)|(?P<tries>two|three|four|[2-9])(?: of)?)(?: my)?(?: \w+)? (?:attempts|tries"
        rf"|times)|{_AND_AGAIN})\b"
    ),
    "twice thrice once times attempts tries again",
)
# "Three months after her death" counts from something else.
_THAT = (
    r"(?=\s*(?:[,.;:)]|$)| (?:that|this|it|failing|i (?:had )?(?:failed|sat|took)|(?:the|my|that|this) (?:first|failed"
    r"|failure|exam|test|attempt|result|score|step|level))\b)"
)
_INTERVAL = phrase(rf"\b(?P<count>{NUMBER}|an?) (?P<unit>days?|weeks?|months?|years?) (?:later|after{_THAT})\b")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of outcome: code points and what it says."""

    start: int
    end: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number that a phrase stands for: which attempt, or how many."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A stated time between two things, in days."""

    start: int
    end: int
    days: float


@by_paragraph
def find_outcomes(plain: str) -> list[Word]:
    """Words of outcome in a text with plain quotes, in order."""
    found = [
        *_kept(plain, _FAILED, "failed", _NOT_FAILED_BEFORE, _NOT_FAILED_AFTER),
        *_kept(plain, _PASSED, "passed", _NOT_PASSED_BEFORE, _NOT_PASSED_AFTER),
        *(Word(match.start(), match.end(), "sat") for match in _SAT.finditer(plain)),
    ]
    return sorted(found, key=lambda word: word.start)


def find_ordinals(plain: str, start: int, end: int) -> list[Count]:
    """Attempts by their number: "second attempt", "on my first try"; in order."""
    return [
        Count(m.start(), m.end(), _ordinal(m["ordinal"]))
        for m in _ORDINAL.finditer(plain, start, end)
        if not _FOR_THE.search(plain, back(plain, m.start(), 20, start), m.start())
    ]


def find_times(plain: str, start: int, end: int) -> list[Count]:
    """How often: "twice", "three times", "two failed attempts", "once" where it counts; in order."""
    made = []
    for match in _TIMES.finditer(plain, start, end):
        if match["twice"]:
            value = 2 if lowered(match["twice"]) == "twice" else 3
        elif match["once"] or match["both"] or match["again"]:
            value = 1 if match["once"] else 2
        else:
            value = number(match["count"] or match["attempts"] or match["tries"])
        made.append(Count(match.start(), match.end(), value))
    return made


def find_intervals(plain: str, start: int, end: int) -> list[Interval]:
    """Stated times: "nine weeks later", "a year after"; in order."""
    return [Interval(m.start(), m.end(), days(m["count"], m["unit"])) for m in _INTERVAL.finditer(plain, start, end)]


def _kept(
    plain: str, pattern: Needing, outcome: Outcome, not_before: re.Pattern[str], not_after: re.Pattern[str]
) -> Iterator[Word]:
    for match in pattern.finditer(plain):
        # What leads to the word ("able to pass") is no part of it.
        start = match.start() + max(0, lowered(match.group()).rfind("pass")) if outcome == "passed" else match.start()
        before = not_before.search(plain, back(plain, match.start(), 30), match.start())
        if not before and not not_after.match(plain, match.end()):
            yield Word(start, match.end(), outcome)


def _ordinal(text: str) -> int:
    return int(text[0]) if text[0].isdigit() else _ORDINALS[lowered(text)]
