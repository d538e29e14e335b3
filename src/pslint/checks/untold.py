"""No setback is told: in the whole draft, or in a text that is said to be the explanation."""

from collections.abc import Iterator

from ..draft import Span
from ..findings import HIGH, Raised
from ..reading import UNSURE, Around
from ..rule import Rule
from .base import Options, in_documents


class UntoldOptions(Options):
    """Nothing to set: whether it is expected is the profile's."""


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise at the last word: a warning where the profile requires an explanation, silent where it omits one."""
    if around.profile.expect == "omit" or not around.plain.strip():
        return
    severity = "warning" if around.profile.expect == "required" else None
    for reading in around.readings:
        if around.whole and not reading.has("setback"):
            place, presence = reading.last_word, reading.presence["setback"]
            if presence >= UNSURE:
                yield Raised(place.start, place.end, "medium", severity="info", variant="unsure")
            else:
                confidence = "high" if 1 - presence >= HIGH else "medium"
                yield Raised(place.start, place.end, confidence, severity=severity, variant="passage")
    if not around.readings:
        text = around.plain.rstrip()
        start = max(text.rfind(" "), text.rfind("\n"), text.rfind("\r")) + 1
        place = Span(start, len(text))
        yield Raised(place.start, place.end, "high", severity=severity)


CHECK = in_documents(run, UntoldOptions)
