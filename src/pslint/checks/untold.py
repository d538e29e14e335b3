"""No setback is told: in the whole draft, or in a text that is said to be the explanation."""

from collections.abc import Iterator

from ..draft import Span
from ..findings import HIGH, Confidence, Raised, Severity
from ..reading import Around
from ..rule import Rule
from ._base import Options, in_documents, lexicons


class UntoldOptions(Options):
    """Whether it is expected is the profile's, and the writer's own record's."""

    away: tuple[str, ...] = lexicons(
        "words of a time away: a given explanation that has one of them says what happened"
    )


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise at the last word, or on words that perhaps tell of a setback.

    A warning where the profile requires an explanation or the writer's record lists a failed attempt; silent where
    the profile omits one or the record says that it stands elsewhere.
    """
    options: UntoldOptions = rule.options
    elsewhere = around.record is not None and any(place != around.role for place in around.record.explained_in)
    if around.profile.expect == "omit" or elsewhere or not around.plain.strip():
        return
    failed = around.record is not None and any(attempt.result == "fail" for attempt in around.record.attempts)
    severity: Severity | None = "warning" if failed or around.profile.expect == "required" else None
    for reading in around.readings:
        if not (around.whole or around.named) or reading.has("setback") or reading.hits(*options.away):
            continue
        place, presence = reading.last_word, reading.presence["setback"]
        if not reading.lacks("setback"):
            yield Raised(place.start, place.end, "medium", severity="info", variant="unsure")
        else:
            confidence: Confidence = "high" if 1 - presence >= HIGH else "medium"
            yield Raised(place.start, place.end, confidence, severity=severity, variant="passage")
    if around.perhaps is not None:
        yield Raised(around.perhaps.start, around.perhaps.end, "medium", severity=severity, variant="perhaps")
    elif not around.readings:
        text = around.plain.rstrip()
        place = Span(len(text) - len(text.rsplit(None, 1)[-1]), len(text))
        yield Raised(place.start, place.end, "high", severity=severity, variant="recorded" if failed else None)


CHECK = in_documents(run, UntoldOptions, variants={"passage", "perhaps", "recorded", "unsure"})
