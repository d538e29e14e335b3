"""Documents about one setback held against each other: what each tells, side by side, and where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from .checks.differs import told
from .draft import Draft, DraftError, Role
from .findings import Report
from .linter import Linter
from .reading import Around
from .story import Topic, in_first_person
from .suppress import Beside, Directions, directions, suppress

TOPICS: dict[Topic, str] = {
    "exam": "failed exam",
    "failures": "attempts",
    "score": "scores",
    "date": "dates",
    "cause": "cause",
    "change": "changes",
}


class Document(NamedTuple):
    """A document to compare, what it is, and what a file beside it says of it."""

    draft: Draft
    role: Role
    beside: Beside | None = None


@dataclass(frozen=True)
class Row:
    """One topic: what each document tells of it, and whether some of them differ (None where fewer than two tell)."""

    topic: str
    told: tuple[tuple[str, ...], ...]
    differ: bool | None


@dataclass(frozen=True)
class Comparison:
    """The documents' reports, each with its disagreements with those after it, and the table."""

    reports: tuple[Report, ...]
    roles: tuple[Role, ...]
    rows: tuple[Row, ...]


def compare(linter: Linter, documents: Iterable[Document]) -> Comparison:
    """Hold documents against each other, each with all those after it, by the rules of scope `set`.

    What a document's comments say, and what is said beside it, is followed. Raises DraftError when one is not English,
    ModelError when the reader cannot be loaded.
    """
    documents = tuple(documents)
    told_of = [directions(document.draft, linter.rulebook.rules, document.beside) for document in documents]
    arounds = [look(linter, *pair) for pair in zip(documents, told_of, strict=True)]
    rules = [rule for rule in linter.rules if rule.scope == "set"]
    reports, differing = [], set[str]()
    for number, around in enumerate(arounds):
        held = replace(around, others=tuple(arounds[number + 1 :]))
        found = [finding for rule in rules for finding in linter.run(rule, held)]
        found, _ = suppress(found, told_of[number].ignores, around.draft)
        differing |= {f.raised.slots.get("topic", "") for f in found if f.raised}
        found.sort(key=lambda finding: (finding.start, finding.end))
        reports.append(Report(around.draft.path, linter.profile.name, around.draft, findings=tuple(found)))
    items = [[i for rule in rules if rule.check == "differs" for i in told(a, rule.options)] for a in arounds]
    rows = []
    for topic, name in TOPICS.items():
        cells = tuple(tuple(dict.fromkeys(i.shown for i in own if i.topic == topic)) for own in items)
        both = sum(bool(cell) for cell in cells) > 1
        rows.append(Row(name, cells, topic in differing if both else None))
    return Comparison(tuple(reports), tuple(around.role for around in arounds), tuple(rows))


def look(linter: Linter, document: Document, told_of: Directions) -> Around:
    """A document as it is compared; a letter about the writer is read as if the writer told it."""
    draft, role, _ = document
    if role == "mspe":
        draft = replace(draft, prose=in_first_person(draft.prose))
    try:
        return replace(linter.look(draft, places=told_of.passages), role=role)
    except DraftError as error:
        raise DraftError(f"{draft.path}: {error}") from None
