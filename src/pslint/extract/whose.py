"""Whose result a sentence tells: the writer's own, somebody else's, or nobody's ("I have never failed")."""

import re
from typing import Final

from ..text.plain import back
from .words import lowered, phrase

#: "A student I tutored, whom I will call Ben": a clause with an I in it that says only who it was. "As a fourth-year
#: student" says what somebody was who is named elsewhere, "I was an intern" what the writer was.
_SOMEBODY: Final = phrase(
    r"\b(?:(?P<role>(?:as|being|i(?:'m| am| was|'d been| had been)(?: (?:still|then|only|just|now|once|also))?)"
    r" an?(?: (?!(?:my|his|her|our|their|the|an?)\b)[\w'-]+){0,2}"
    r" (?:student|resident|intern|applicant|husband|wife|mother|father)\b)"
    r"|(?P<other>he|she|(?:my|his|her|our|their|the|an?|two|three|four|some|most|many)(?: [\w'-]+)?"
    r" (?:brothers?|sisters?|siblings?|cousins?|friends?|roommates?|flatmates?|classmates?|husband|wife|partner|spouse"
    r"|father|mother|dad|mom|son|daughter|uncle|aunt|tutees?|students?|mentees?|peers?|colleagues?|residents?|interns?"
    r"|neighbou?rs?|applicants?)(?!'| years?\b| months?\b)(?:,?(?: who| whom| that)? i(?:'ll| will|'d| had)? \w+){0,2}"
    r"|(?:one|two|three|four|some|most|many|half|both|all) of (?:them|those|these))|i|me|we)\b"
)
#: "I lived with my sister and failed": what "and" joins right behind the other is told of whom the clause begins with.
_JOINED: Final = phrase(r" and (?:then |so |also |still |again )?")
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
    start, after = back(plain, result, _REACH, sentence), result + _REACH
    found = [m for m in _SOMEBODY.finditer(plain, start, after) if m.end() <= result]
    told = [match for match in found if not match["role"]]
    if not told or told[-1]["other"] is None:
        return False
    begun = found[0]["role"] or lowered(found[0][0]) in ("i", "we")
    return not (begun and _JOINED.fullmatch(plain, told[-1].end(), result))


def is_death(plain: str, start: int, end: int) -> bool:
    """Whether the words of a result tell that somebody died, and of no other pass; who did may stand before them."""
    told = {m.start("passed") for m in _DIED.finditer(plain, back(plain, start, _SUBJECT)) if m.start() < end}
    passed = [m.start() for m in _PASSED.finditer(plain, start, end)]
    return bool(passed) and all(place in told for place in passed)


def is_denied(plain: str, start: int, end: int) -> bool:
    """Whether these words say that nothing was failed."""
    return _NEVER.search(plain, start, end) is not None
