"""How an exam's name is written: parts of two exams in one, slips of the pen, a part left open."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..extract import NAMES, OPEN_STEP2, Event, ExamHistory, Mention, Period, tell
from ..extract.words import phrase
from ..findings import Raised, Severity
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Check, Options

_WELL_FORMED = phrase(
    r"(?:USMLE |COMLEX(?:-USA)? )?(?:Steps?|Levels?) [123](?: CK| CS|[ -]CE|[ -]PE| Clinical (?:Knowledge"
    r"|Skills)|[ -](?:Cognitive|Performance) Evaluation)?"
    r"|USMLE|COMLEX(?:-USA)?",
    re.NOFLAG,
)
_SLIPS = (
    (re.compile(r"\b(?:USMILE|UMSLE|USLME|USMEL|UMLSE|ULSME)\b", re.IGNORECASE), "USMLE"),
    (phrase(r"\b(?:COMPLEX|Complex(?= Level [123]\b(?! trauma)))", re.NOFLAG), "COMLEX"),
    (phrase(r"\b(?:my|failed|passed|passing|taking|took) board's\b"), "boards"),
)


class NameFormOptions(Options):
    """Nothing to set: from the end of CS a bare Step 2 can only be CK."""


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise once on each odd form; in the passage, or in the whole draft where there is none."""
    whole = tell(around.plain)
    area = reading.span if reading else None
    told = tell(around.plain, area)
    seen: set[str] = set()
    named = {m.exam for m in whole.mentions if m.end - m.start > len("CK")}
    for mention in told.mentions:
        text = " ".join(around.plain[mention.start : mention.end].split())
        if mention.exam not in NAMES or text in seen:
            continue
        if mention.mixed:
            seen.add(text)
            yield _raised(mention.start, mention.end, text, NAMES[mention.exam], "warning", None)
        elif not _WELL_FORMED.fullmatch(text) and not (text == "CK" and "usmle.step2ck" in named):
            seen.add(text)
            yield _raised(mention.start, mention.end, text, _short(mention, text), None, "form")
        elif mention.exam == OPEN_STEP2 and _may_be_cs(whole, around.facts.discontinued["usmle.step2cs"].ended.first):
            seen |= {text, *(f"{prefix}Step 2" for prefix in ("", "USMLE "))}
            yield _raised(mention.start, mention.end, text, "Step 2 CK or Step 2 CS", None, "open")
    start, end = (area.start, area.end) if area else (0, len(around.plain))
    for pattern, right in _SLIPS:
        if match := pattern.search(around.plain, start, end):
            yield _raised(match.start(), match.end(), match.group(), right, None, "form")


def _short(mention: Mention, text: str) -> str:
    """The usual name, with the family only where the text has it."""
    name = NAMES[mention.exam]
    return name if re.match(r"usmle|comlex", text, re.IGNORECASE) else name.partition(" ")[2] or name


def _may_be_cs(told: ExamHistory, only_ck_from: date) -> bool:
    """Whether a date says that it may be CS, and nothing else that it is not: no other name, no score.

    Where it has no date itself, those of all that is told count; who gives none most likely took CK.
    """
    if any(other.exam in ("usmle.step2ck", "usmle.step2cs") for other in told.mentions):
        return False
    events = [e for e in told.events if e.name and e.name.exam == OPEN_STEP2]
    dates = _dates(events) or _dates(told.events)
    return not any(e.score for e in events) and bool(dates) and min(dates).first < only_ck_from


def _dates(events: Sequence[Event]) -> list[Period]:
    return [event.when.period for event in events if event.when and event.when.period]


def _raised(start: int, end: int, text: str, canonical: str, severity: Severity | None, variant: str | None) -> Raised:
    return Raised(start, end, "high", {"match": text, "canonical": canonical}, severity, variant)


CHECK = Check(NameFormOptions, run, frozenset({"match", "canonical"}), frozenset({"form", "open"}))
