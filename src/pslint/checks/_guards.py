"""Guards: named reasons why a hit of a word list is no fault. Each is a pure function; no rule has one of its own.

What a guard's docstring says stands on the page of each rule that has it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from ..draft import Span
from ..lexicon import Hit
from ..reading import Reading
from ..text.sentences import words

#: `guard(hit, reading, rescued_by)`: whether the hit is cancelled. `rescued_by` are the rule's rescuing lexicons.
Guard = Callable[[Hit, Reading, tuple[str, ...]], bool]

_NEGATION = re.compile(r"(?:not|never|no|nor|neither|without|cannot|.*n't)", re.IGNORECASE)
_CLAUSE_EDGE = re.compile(r"\b(?:because|since|due to)\b|[,;:]", re.IGNORECASE)
_PATIENT = re.compile(
    r"\b(?:patients?|resident team|(?:icu|hospital) bed|diagnosis|(?:man|woman|boy|girl) (?:aged|of) \w+|"
    r"\w+-year-old|her (?:husband|wife|family)|his (?:wife|husband|family))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|myself)\b")
#: Words before a hit among which a negation is sought.
_REACH = 4


def neg(hit: Hit, reading: Reading, _: tuple[str, ...]) -> bool:
    """A negation stands in front of the words, in the same clause."""
    sentence = reading.sentences[reading.sentence(hit.start)]
    before = reading.plain[sentence.start : hit.start]
    edges = list(_CLAUSE_EDGE.finditer(before))
    start = sentence.start + (edges[-1].end() if edges else 0)
    near = words(reading.plain, start, hit.start)[-_REACH:]
    text = reading.plain[near[0].start : hit.start] if near else ""
    return any(_NEGATION.fullmatch(reading.text(word)) for word in near) or bool(
        re.search(r"\b(?:rather than|instead of)\b", text, re.IGNORECASE)
    )


def quote(hit: Hit, reading: Reading, _: tuple[str, ...]) -> bool:
    """The words stand inside quotation marks."""
    sentence = reading.sentences[reading.sentence(hit.start)]
    # LaTeX writes its marks of two characters each.
    marks = sum(reading.plain.count(mark, sentence.start, hit.start) for mark in ('"', "``", "''"))
    return marks % 2 == 1


def clinical(hit: Hit, reading: Reading, _: tuple[str, ...]) -> bool:
    """The clause is about a patient."""
    sentence = reading.sentences[reading.sentence(hit.start)]
    text = reading.text(sentence)
    start = max(text.rfind(edge, 0, hit.start - sentence.start) for edge in (";", ":", ", and ", ", but ")) + 1
    ends = [text.find(edge, hit.end - sentence.start) for edge in (";", ":", ", and ", ", but ")]
    clause = text[start : min([e for e in ends if e >= 0], default=len(text))]
    return bool(_PATIENT.search(clause)) and not _FIRST_PERSON.search(clause[: hit.start - sentence.start - start])


def rescued(hit: Hit, reading: Reading, rescued_by: tuple[str, ...]) -> bool:
    """The same or the next sentence gives the specific thing."""
    index = reading.sentence(hit.start)
    reach = Span(reading.sentences[index].start, reading.sentences[min(index + 1, len(reading.sentences) - 1)].end)
    own = Span(hit.start, hit.end)
    return any(
        reach.overlaps(Span(other.start, other.end)) and not own.overlaps(Span(other.start, other.end))
        for other in reading.hits(*rescued_by)
        if not other.weak
    )


GUARDS: Final[Mapping[str, Guard]] = {
    "NEG": neg,
    "QUOTE": quote,
    "CLINICAL": clinical,
    "RESCUED": rescued,
}
