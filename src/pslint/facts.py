"""Facts with dates that the exam bodies publish, and the writer's own record: two kinds of file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, model_validator

from .errors import FileError, FileErrors, nearest
from .extract import EXAMS, Period, read_date, read_name
from .yamlfile import YamlFile, explain

#: How a result was reported; "unclear" where a date leaves both open.
Reported = Literal["score", "pass-fail", "unclear"]

#: Since when a standard counts as possible for an exam without a date: older results are not brought to a match.
_LIVING = date(2014, 1, 1)
_Model = TypeVar("_Model", bound=BaseModel)


def _period(value: Any) -> Any:
    """A year, a month or a day as YAML gives it: a number, text or a date."""
    if isinstance(value, date):
        return Period(value, value)
    if isinstance(value, int | str) and not isinstance(value, bool):
        return read_date(str(value))
    return value


def _exam(value: Any) -> Any:
    """An exam by id or by a name that leaves nothing open."""
    if not isinstance(value, str):
        return value
    exam = read_name(value)
    if exam is None:
        raise ValueError(f"{value!r} is no exam{nearest(value, EXAMS)}; ids are {', '.join(sorted(EXAMS))}")
    return exam


Dated = Annotated[
    Period,
    BeforeValidator(_period),
    WithJsonSchema({"type": ["string", "integer"], "description": "2024, 2024-06 or 2024-06-14"}),
]
Exam = Annotated[str, BeforeValidator(_exam)]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(_Frozen):
    """A group of facts: the day on which it was looked up and the codes of its sources."""

    as_of: date
    source: tuple[str, ...] = Field(min_length=1)


class Scale(Sourced):
    """A scale of scores, in points: what it allows, what is usual, how near to passing is narrow."""

    range: tuple[int, int]
    usual: tuple[int, int]
    margin: int = Field(ge=0)


class Standard(_Frozen):
    """The lowest passing score of exams taken from a day on; None for as long as there have been scores."""

    from_: date | None = Field(None, alias="from")
    pass_: int = Field(alias="pass")
    inferred: bool = False


class Standards(Sourced):
    """An exam's passing scores, oldest first."""

    rows: tuple[Standard, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [row.from_ or date.min for row in self.rows]
        if days != sorted(set(days)):
            raise ValueError("rows must run from the oldest day to the newest, each day once")
        return self


class PassFail(Sourced):
    """Exams taken from that day on have no numeric score; None if they never had one."""

    from_: date | None = Field(None, alias="from")


class Ended(Sourced):
    """An exam that is no more: the last month in which it was given, and when its end was made final."""

    last: Dated
    ended: Dated


class Limit(Sourced):
    """How many attempts at one exam are allowed from a day on, and how many before, where that is known."""

    limit: int = Field(ge=1)
    from_: date = Field(alias="from")
    before: int | None = None


class Length(Sourced):
    """A field of a form: what it is called in a sentence, and the most characters that it takes."""

    name: str = Field(min_length=1)
    limit: int = Field(ge=1)


class Facts(_Frozen):
    """All dated facts. Exams go by their ids (`usmle.step1`), families by the part before the dot."""

    sources: Mapping[str, tuple[str, ...]]
    scales: Mapping[str, Scale]
    standards: Mapping[Exam, Standards]
    pass_fail: Mapping[Exam, PassFail]
    discontinued: Mapping[Exam, Ended]
    attempts: Mapping[str, Limit]
    fields: Mapping[str, Length]

    @model_validator(mode="after")
    def _known_sources(self) -> Self:
        groups = (self.scales, self.standards, self.pass_fail, self.discontinued, self.attempts, self.fields)
        for group in groups:
            for name, facts in group.items():
                for code in facts.source:
                    if code not in self.sources:
                        raise ValueError(f"{name} names a source {code!r} that is not under sources")
        return self

    def scale(self, exam: str) -> Scale | None:
        """The scale of an exam, or of a family ("usmle.any"); None for any other."""
        return self.scales.get(exam.partition(".")[0])

    def passing(self, exam: str, when: Period | None, *, failed: bool = True) -> tuple[Standard, ...]:
        """The standards that may have held, oldest first; empty where unknown.

        Without a date all since 2014; for a score that did not fail, all under which results had a number.
        """
        if exam not in self.standards:
            return ()
        rows = self.standards[exam].rows
        starts = [row.from_ or date.min for row in rows]
        ends = [*starts[1:], date.max]
        if when is None:
            change = self.pass_fail.get(exam)
            over = change.from_ if change and change.from_ and not failed else date.max
            places = zip(rows, starts, ends, strict=True)
            return tuple(row for row, start, end in places if end > _LIVING and start < over)
        if when.first < starts[0]:
            return ()
        return tuple(
            row for row, start, end in zip(rows, starts, ends, strict=True) if start <= when.last and when.first < end
        )

    def reported(self, exam: str, when: Period | None) -> Reported:
        """How a result was reported for an exam taken then."""
        change = self.pass_fail.get(exam)
        if change is None:
            return "score"
        if change.from_ is None:
            return "pass-fail"
        if when is None or when.first < change.from_ <= when.last:
            return "unclear"
        return "pass-fail" if when.first >= change.from_ else "score"


class Attempt(_Frozen):
    """One sitting of an exam as the transcript has it; what is left out is not compared."""

    exam: Exam
    date: Dated | None = None
    result: Literal["pass", "fail"]
    score: int | None = Field(None, ge=1, le=999)


class Leave(_Frozen):
    """Time away from school, from and to a date; `kind` in the words of the school's own letter."""

    from_: Dated = Field(alias="from")
    to: Dated | None = None
    kind: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to and self.to.last < self.from_.first:
            raise ValueError("to is before from; a leave ends after it begins")
        return self


class Record(_Frozen):
    """The writer's own facts file.

    `explained_in` names other places that explain the failure. `disclose: all` says that every failed
    attempt is meant to be told here.
    """

    attempts: tuple[Attempt, ...] = ()
    leaves: tuple[Leave, ...] = ()
    explained_in: tuple[Literal["statement", "mspe", "eras_field", "letter", "interview"], ...] = ()
    disclose: Literal["all", "some"] = "some"

    def attempt(self, exam: str, *, failed: bool, score: int | None) -> Attempt | None:
        """The one attempt that these words can mean; None where there is none, or more than one."""
        result = "fail" if failed else "pass"
        fitting = [
            a
            for a in self.attempts
            if a.exam == exam and a.result == result and (score is None or a.score in (None, score))
        ]
        return fitting[0] if len(fitting) == 1 else None


def load_facts(path: Path) -> Facts:
    """The dated facts of a file; raise FileError or FileErrors with file, line and key."""
    return _load(path, Facts)


def load_record(path: Path | str) -> Record:
    """The writer's record; raise FileError or FileErrors with file, line and key, also where it says nothing."""
    path = Path(path)
    record = _load(path, Record)
    if not (record.attempts or record.leaves or record.explained_in):
        raise FileError(path, "holds no entries yet; fill in attempts, leaves or explained_in, or lint without it")
    return record


def _load(path: Path, model: type[_Model]) -> _Model:
    file = YamlFile(path)
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        raise FileErrors(explain(file, error, model)) from error
