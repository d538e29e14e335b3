"""Whether documents about one setback tell one story: exam, attempts, scores, dates, leaves, cause and changes."""

from collections.abc import Iterator, Sequence
from typing import Final, Self

from pydantic import Field, model_validator

from ..draft import Role, Span
from ..findings import Confidence, Raised, Related, Severity
from ..reading import Around
from ..rule import Rule
from ..story import Item, Topic, story
from ..text.sentences import split, words
from ._base import Options, in_documents, lexicons

ROLES: Final[dict[Role, str]] = {"statement": "statement", "notes": "interview notes", "mspe": "MSPE"}


class DiffersOptions(Options):
    """`causes` and `changes` are lists of one kind each, `named` says a list in plain words."""

    causes: tuple[str, ...] = lexicons("one list a kind of cause", required=True)
    own: tuple[str, ...] = lexicons("of the causes, those that are none where they are plainly somebody else's")
    changes: tuple[str, ...] = lexicons("one list a kind of change", required=True)
    named: dict[str, str]
    recited: float = Field(0.8, gt=0, le=1, description="from this share of five-word runs a sentence is recited")
    recited_words: int = Field(9, ge=5, description="shorter sentences are not looked at")

    @model_validator(mode="after")
    def _all_named(self) -> Self:
        for name in (*self.causes, *self.changes):
            if name not in self.named:
                raise ValueError(f"named has no plain words for {name}")
        return self


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the words that differ from another document, those of the other related; slot `topic` says in what.

    What only one of them tells is no disagreement, and neither is a second cause or change beside a shared one.
    """
    if not around.others:
        return
    options: DiffersOptions = rule.options
    ours = told(around, options)
    for other in around.others:
        theirs = told(other, options)
        yield from _exams(ours, theirs, other)
        yield from _failures(ours, theirs, other)
        yield from _results(ours, theirs, other)
        yield from _leaves(ours, theirs, other)
        yield from _kinds(ours, theirs, other)
        yield from _recited(around, other, options)


def told(around: Around, options: DiffersOptions) -> list[Item]:
    """What a document tells, as this check compares it."""
    return story(around, options.causes, options.changes, options.named, options.own)


def _exams(ours: list[Item], theirs: list[Item], other: Around) -> Iterator[Raised]:
    """The failed exams, where both name some and share none."""
    one, two = _of("exam", ours), _of("exam", theirs)
    if one and two and not {item.value for item in one} & {item.value for item in two}:
        yield _differs("exam", one[0], two[0], one, two, other)


def _failures(ours: list[Item], theirs: list[Item], other: Around) -> Iterator[Raised]:
    """How often an exam was failed, where no number fits what both say of it; once for each exam."""
    said = set[str]()
    for item in _of("failures", ours):
        for against in _of("failures", theirs):
            apart = item.most < against.least or against.most < item.least
            if item.exam == against.exam and apart and item.exam not in said:
                said.add(item.exam)
                yield _differs("failures", item, against, [item], [against], other)


def _results(ours: list[Item], theirs: list[Item], other: Around) -> Iterator[Raised]:
    """Scores and dates of the same exam and outcome, where both give some and share none."""
    for topic in ("score", "date"):
        groups = dict.fromkeys((item.exam, item.failed) for item in _of(topic, ours))
        for exam, failed in groups:
            one = [i for i in _of(topic, ours) if (i.exam, i.failed) == (exam, failed)]
            two = [i for i in _of(topic, theirs) if i.failed == failed and _same_exam(i.exam, exam)]
            if one and two and not any(_agree(a, b) for a in one for b in two):
                yield _differs(topic, one[0], two[0], one, two, other)


def _leaves(ours: list[Item], theirs: list[Item], other: Around) -> Iterator[Raised]:
    """Dated times away, where both tell some and share none."""
    one, two = _of("leave", ours), _of("leave", theirs)
    if one and two and not any(_same_months(a, b) for a in one for b in two):
        yield _differs("leave", one[0], two[0], one, two, other)


def _same_months(one: Item, other: Item) -> bool:
    """Whether two times away begin and end in the same months; one end may be a month off, as days are left out."""
    apart = sorted((abs(one.least - other.least), abs(one.most - other.most)))
    return apart[0] == 0 and apart[1] <= 1


def comparable(one: Sequence[Item], other: Sequence[Item]) -> bool:
    """Whether what two documents tell of a topic is about the same outcome of one exam, or of one that is not named; of
    failures and leaves, whether both give the same number or the same months.
    """
    return any(_same_exam(a.exam, b.exam) and _says_the_same(a, b) for a in one for b in other)


def _says_the_same(one: Item, other: Item) -> bool:
    if one.topic in ("failures", "leave"):
        return (one.least, one.most) == (other.least, other.most)
    return one.failed == other.failed


def _same_exam(one: str, other: str) -> bool:
    """Whether both may be the same: an exam that is not named may be any."""
    return one == other or not one or not other


def _agree(one: Item, other: Item) -> bool:
    if one.when is None or other.when is None:
        return one.least <= other.most and other.least <= one.most
    if one.when.period and other.when.period:
        return one.when.period.overlaps(other.when.period)
    # A month without a year, or a season: only two months can be told apart.
    return one.when.month is None or other.when.month is None or one.when.month == other.when.month


def _kinds(ours: list[Item], theirs: list[Item], other: Around) -> Iterator[Raised]:
    """Causes and changes by their kind, never by their wording, where both tell some and share none."""
    for topic in ("cause", "change"):
        one, two = _of(topic, ours), _of(topic, theirs)
        names = {item.value for item in (*one, *two)}
        if not one or not two or len(names) < len({i.value for i in one}) + len({i.value for i in two}):
            continue
        if topic == "change":
            yield _differs("change", one[0], two[0], one, two, other, "medium", "info", "change")
        else:
            yield _differs("cause", one[0], two[0], one, two, other, "medium")


def _recited(one: Around, other: Around, options: DiffersOptions) -> Iterator[Raised]:
    """Sentences of notes for speaking that stand nearly word for word in another document."""
    if (one.role == "notes") == (other.role == "notes"):
        return
    theirs = [(sentence, _runs(other, sentence)) for sentence in split(other.plain)]
    for sentence in split(one.plain):
        own = _runs(one, sentence)
        if len(own) < options.recited_words - 4:
            continue
        for against, runs in theirs:
            if len(own & runs) > options.recited * max(len(own), len(runs)):
                related = Related(against.start, against.end, _label(other), other.draft.path, other.draft)
                slots = {"doc": ROLES[other.role], "a": "", "b": "", "topic": "recited"}
                yield Raised(sentence.start, sentence.end, "high", slots, "info", "recited", (related,))
                break


def _runs(around: Around, sentence: Span) -> set[tuple[str, ...]]:
    """The runs of five words in a sentence."""
    found = [around.plain[w.start : w.end].lower() for w in words(around.plain, sentence.start, sentence.end)]
    return {tuple(found[i : i + 5]) for i in range(len(found) - 4)}


def _of(topic: Topic, items: list[Item]) -> list[Item]:
    return [item for item in items if item.topic == topic]


def _differs(
    topic: Topic,
    one: Item,
    two: Item,
    ours: list[Item],
    theirs: list[Item],
    other: Around,
    confidence: Confidence | None = None,
    severity: Severity | None = None,
    variant: str | None = None,
) -> Raised:
    slots = {"doc": ROLES[other.role], "a": _listed(theirs), "b": _listed(ours), "topic": topic}
    level: Confidence = confidence or ("high" if one.sure and two.sure else "medium")
    related = Related(two.start, two.end, f"{_label(other)}: {slots['a']}", other.draft.path, other.draft)
    return Raised(one.start, one.end, level, slots, severity, variant, (related,))


def _label(around: Around) -> str:
    return f"in the {ROLES[around.role]}"


def _listed(items: list[Item]) -> str:
    return " and ".join(dict.fromkeys(item.shown for item in items))


CHECK = in_documents(run, DiffersOptions, {"doc", "a", "b", "topic"}, variants={"change", "recited"}, scopes=("set",))
