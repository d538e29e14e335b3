"""Which exam it was: named so that a reader need not look it up."""

from collections.abc import Iterator

from ..findings import Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._absence import is_of_others
from ._base import Options, in_passages, lexicons, span_of


class ExamNameOptions(Options):
    """Speak where the passage holds a word of `general` beside its setback and none of `exact`.

    Where the profile names families of exams and the passage speaks of all of them, an exact name elsewhere in the
    passage does not say which one it was: the sentence of the setback has to.
    """

    general: tuple[str, ...] = lexicons("words for an exam that leave open which", required=True)
    exact: tuple[str, ...] = lexicons("names that say which", required=True)


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the first open name in a sentence that tells the setback."""
    options: ExamNameOptions = rule.options
    exact, general = reading.hits(*options.exact), reading.hits(*options.general)
    families = {hit.lexicon.partition(".")[0] for hit in (*exact, *general)}
    both = bool(around.profile.families) and families.issuperset(around.profile.families)
    if exact and not both:
        return
    told = {reading.sentence(mark.start) for mark in reading.clear("setback")} - {
        reading.sentence(h.start) for h in exact
    }
    for hit in general:
        if reading.sentence(hit.start) in told and not is_of_others(hit, reading):
            yield Raised(hit.start, hit.end, "high", {"match": reading.text(span_of(hit))})
            return


CHECK = in_passages(run, ExamNameOptions, {"match"})
