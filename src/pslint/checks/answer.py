"""Whether what changed answers what went wrong."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from ..findings import Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Options, in_passages, lexicons, span_of


class AnswerOptions(Options):
    """`answers`: for each list of causes the lists of changes that answer it; `named`: plain words for a list."""

    answers: dict[str, tuple[str, ...]] = Field(json_schema_extra={"lexicon": True})
    always: tuple[str, ...] = lexicons("changes that answer any cause")
    named: dict[str, str]

    @model_validator(mode="after")
    def _all_named(self) -> Self:
        changes = (change for found in self.answers.values() for change in found)
        for name in (*self.answers, *changes):
            if name not in self.named:
                raise ValueError(f"`named` has no plain words for {name}")
        return self


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the first change when a cause and a change are known and none of the changes answers any cause."""
    options: AnswerOptions = rule.options
    causes = [
        name for name in options.answers if _marked(reading, "context", name) or _marked(reading, "ownership", name)
    ]
    known = sorted({name for names in options.answers.values() for name in names})
    changes = [name for name in known if _marked(reading, "change", name)]
    if not causes or not changes or reading.hits(*options.always):
        return
    if any(change in options.answers[cause] for cause in causes for change in changes):
        return
    mark = reading.clear("change")[0]
    slots = {"cause": options.named[causes[0]], "change": options.named[changes[0]]}
    yield Raised(mark.start, mark.end, rule.confidence or "low", slots)


def _marked(reading: Reading, move: str, name: str) -> bool:
    return any(mark.span.overlaps(span_of(hit)) for mark in reading.clear(move) for hit in reading.hits(name))


CHECK = in_passages(run, AnswerOptions, {"cause", "change"}, heeds={"confidence"})
