"""What the reader takes for a later result and is the failed attempt's own score: "failed it with a 188"."""

from ..extract import tell
from ..findings import Mark
from ..reading import Around, Reading


def tells_the_failure(mark: Mark, reading: Reading, around: Around) -> bool:
    """Whether a mark of evidence holds the score of a failed attempt and tells of no other."""
    if mark.category != "evidence":
        return False
    events = tell(around.plain, reading.span).events
    told = [event for event in events if mark.start < event.end and event.start < mark.end]
    scored = any(e.outcome == "failed" and e.score and mark.start <= e.score.start < mark.end for e in events)
    return scored and all(event.outcome == "failed" for event in told)
