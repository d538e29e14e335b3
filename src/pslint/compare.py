"""Documents about one setback held against each other: what each tells, side by side, and where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from .checks.differs import comparable, told
from .draft import Draft, DraftError, Role
from .findings import Finding, Report
from .linter import Linter
from .reading import Around
from .story import Topic, in_first_person
from .suppression.suppress import Beside, Directives, directives

TOPICS: dict[Topic, str] = {
    "exam": "failed exam",
    "failures": "attempts",
    "score": "scores",
    "date": "dates",
    "leave": "leaves",
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
    """One topic: what each document tells of it, and whether some differ; None where none do and not all tell."""

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
    looked = [look(linter, document) for document in documents]
    arounds = [around for around, _ in looked]
    rules = [rule for rule in linter.rules if rule.scope == "set"]
    held = [replace(around, others=tuple(arounds[number:])) for number, around in enumerate(arounds, 1)]
    found = [[finding for rule in rules for finding in linter.run(rule, around)] for around in held]
    differing = {f.raised.slots.get("topic", "") for own in found for f in own if f.raised}
    left: set[Finding] = set()
    for number, (document, (_, told_of)) in enumerate(zip(documents, looked, strict=True)):
        # What differs may be left in either of the two documents.
        here = {finding: finding for finding in found[number]}
        here |= {f: at for own in found[:number] for f in own if (at := _at(f, document.draft))}
        left.update(f for f, at in here.items() if any(s.covers(at, document.draft) for s in told_of.suppressions))
    reports = []
    for around, own in zip(arounds, found, strict=True):
        kept = sorted((f for f in own if f not in left), key=lambda finding: (finding.start, finding.end))
        reports.append(Report(around.draft.path, linter.profile.name, around.draft, findings=tuple(kept)))
    items = [[i for rule in rules if rule.check == "differs" for i in told(a, rule.options)] for a in arounds]
    rows = []
    for topic, name in TOPICS.items():
        own_items = [[item for item in own if item.topic == topic] for own in items]
        cells = tuple(tuple(dict.fromkeys(item.shown for item in own)) for own in own_items)
        # Of a document that tells nothing of it, or tells it of another exam, nobody knows whether it agrees.
        agree = all(comparable(one, other) for one, other in combinations(own_items, 2))
        rows.append(Row(name, cells, True if topic in differing else False if agree else None))
    return Comparison(tuple(reports), tuple(around.role for around in arounds), tuple(rows))


def _at(finding: Finding, draft: Draft) -> Finding | None:
    """A finding as it would stand in the other document that it speaks of, if that is this one."""
    place = next((other for other in finding.related if other.path == draft.path), None)
    return replace(finding, start=place.start, end=place.end) if place else None


def look(linter: Linter, document: Document) -> tuple[Around, Directives]:
    """A document as it is compared, and what it says of itself; a letter about the writer is read as if the writer
    told it.
    """
    draft, role, beside = document
    try:
        told_of = directives(draft, linter.rulebook.rules, beside)
        if role == "mspe":
            draft = replace(draft, prose=in_first_person(draft.prose))
        return replace(linter.look(draft, places=told_of.passages), role=role), told_of
    except DraftError as error:
        raise DraftError(f"{draft.path}: {error}") from None
