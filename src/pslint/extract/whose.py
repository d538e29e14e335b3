"""Whose result a sentence tells: the writer's own, somebody else's, or nobody's ("I have never failed")."""

import re
from typing import Final

from ..text.plain import back
from .words import phrase

#: "A student I tutored, whom I will call Ben": a clause with an I in it that says only who it was. "As a fourth-year
#: student" says what somebody was who is named elsewhere.
_SOMEBODY: Final = phrase(
    r"\b(?:(?P<role>as an?(?: [\w'-]+)? (?:student|resident|intern|applicant|husband|wife|mother|father)\b)"
    r"|(?P<other>he|she|(?:my|his|her|our|their|the|an?|two|three|four|some|most|many)(?: [\w'-]+)?"
    r" (?:brothers?|sisters?|siblings?|cousins?|friends?|roommates?|flatmates?|classmates?|husband|wife|partner|spouse"
    r"|father|mother|dad|mom|son|daughter|uncle|aunt|tutees?|students?|mentees?|peers?|colleagues?|residents?|interns?"
    r"|neighbou?rs?|applicants?)(?!'| years?\b| months?\b)(?:,?(?: who| whom| that)? i(?:'ll| will|'d| had)? \w+){0,2}"
    r"|(?:one|two|three|four|some|most|many|half|both|all) of (?:them|those|these))|i|me|we)\b"
)
_NEVER: Final = phrase(
    r"\b(?:never|not once|nor|without)(?: [\w'-]+){0,2} fail\w*|\bfail\w* (?:nothing|no (?:exam|course))"
)
#: "He passed in May": a death, told of somebody and of nothing that could be passed.
_DIED: Final = phrase(
    r"\b(?:he|she|(?:my|his|her|our|their)(?: [\w'-]+)? (?:brother|sister|sibling|cousin|friend|husband|wife"
    r"|partner|father|mother|dad|mom|mum|son|daughter|uncle|aunt|grandfather|grandmother|grandma|grandpa|baby|child)"
    r"(?:,? who)?) (?:had |has )?(?:\w+ly )?(?P<passed>passed)\b"
    r"(?! (?:me|us|it|them|step|level|usmle|comlex|nbme|anatomy|with|by|out|through|every|all|both|each|my|the|his|her"
    r"|their|an?|this|that(?! \w+[,.;])|on (?:the|my|his|her|to)|along|\d+|[A-Z]\w+ (?:exam|course))\b)"
)
_PASSED: Final = phrase(r"\bpass(?:ed|es|ing)?\b")
#: Words of the writer's own.
FIRST_PERSON: Final = re.compile(r"\b(?:I|my|me|myself|we|our)\b")
#: Code points before a result in which the last somebody is whose result it is.
_REACH: Final = 60
#: And before one in which its subject stands.
_SUBJECT: Final = 24


def is_others(plain: str, sentence: int, result: int) -> bool:
    """Whether the result that begins at `result` is somebody else's: "my brother failed it twice".

    `sentence` is where its sentence begins; both are code points of `plain`.
    """
    # What follows the result is seen: "the intern" of "the intern year" is nobody.
    after = result + _REACH
    found = _SOMEBODY.finditer(plain, back(plain, result, _REACH, sentence), after)
    whose = [match["other"] for match in found if match.end() <= result and not match["role"]]
    return bool(whose) and whose[-1] is not None


def is_death(plain: str, start: int, end: int) -> bool:
    """Whether the words of a result tell that somebody died, and of no other pass; who did may stand before them."""
    told = {m.start("passed") for m in _DIED.finditer(plain, back(plain, start, _SUBJECT)) if m.start() < end}
    passed = [m.start() for m in _PASSED.finditer(plain, start, end)]
    return bool(passed) and all(place in told for place in passed)


def is_denied(plain: str, start: int, end: int) -> bool:
    """Whether these words say that nothing was failed."""
    return _NEVER.search(plain, start, end) is not None
