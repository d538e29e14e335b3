"""What the reader takes for a later result and is the failed attempt's own: "failed it with a 188"."""

import re
from typing import Final

from ..extract import tell
from ..findings import Mark
from ..reading import Around, Reading

#: How far a score lay from a pass: "eight points from passing".
_BELOW: Final = re.compile(
    r"\b(?:points?|questions?|items?)\s+(?:away\s+)?(?:from|below|under|short\s+of|shy\s+of)\s+(?:a\s+|the\s+)?(?:pass(?:ing)?|minimum)\b",
    re.IGNORECASE,
)


def tells_the_failure(mark: Mark, reading: Reading, around: Around) -> bool:
    """Whether a mark of evidence holds the score of a failed attempt, or how far it was from a pass, and no other."""
    if mark.category != "evidence":
        return False
    events = tell(around.plain, reading.span).events
    told = [event for event in events if mark.start < event.end and event.start < mark.end]
    if below := _BELOW.search(reading.plain, mark.start, mark.end):
        # "From four points below passing to a 231": what follows is another.
        return all(e.outcome != "passed" and not (e.score and e.score.start >= below.end()) for e in told)
    scored = any(e.outcome == "failed" and e.score and mark.start <= e.score.start < mark.end for e in events)
    return scored and all(event.outcome == "failed" for event in told)
