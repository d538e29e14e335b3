"""Documents about one setback held against each other: what each tells, side by side, and where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .checks.differs import Differing, disagreements, told
from .draft import Draft, DraftError, Role
from .findings import Report
from .linter import Linter
from .reading import Around
from .story import in_first_person

#: The rule that says what is compared and how it is said.
RULE = "PS709"
TOPICS: dict[Differing, str] = {
    "exam": "failed exam",
    "failures": "attempts",
    "score": "scores",
    "date": "dates",
    "cause": "cause",
    "change": "changes",
}


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


def compare(linter: Linter, documents: Iterable[tuple[Draft, Role]]) -> Comparison:
    """Hold documents against each other, each with all those after it.

    Raises DraftError when one is not English, ModelError when the reader cannot be loaded.
    """
    arounds = [look(linter, draft, role) for draft, role in documents]
    rule = linter.rulebook.rules[RULE]
    reports, differing = [], set()
    for number, around in enumerate(arounds):
        findings = []
        for other in arounds[number + 1 :]:
            for topic, raised in disagreements(around, other, rule.options):
                differing.add(topic)
                findings.append(linter.finding(rule, raised, around.draft))
        found = tuple(sorted(findings, key=lambda finding: (finding.start, finding.end)))
        reports.append(Report(around.draft.path, linter.profile.name, around.draft, findings=found))
    items = [told(around, rule.options) for around in arounds]
    rows = []
    for topic, name in TOPICS.items():
        cells = tuple(tuple(dict.fromkeys(i.shown for i in own if i.topic == topic)) for own in items)
        both = sum(bool(cell) for cell in cells) > 1
        rows.append(Row(name, cells, topic in differing if both else None))
    return Comparison(tuple(reports), tuple(around.role for around in arounds), tuple(rows))


def look(linter: Linter, draft: Draft, role: Role) -> Around:
    """A document as it is compared; a letter about the writer is read as if the writer told it."""
    if role == "mspe":
        draft = replace(draft, prose=in_first_person(draft.prose))
    try:
        return replace(linter.look(draft), role=role)
    except DraftError as error:
        raise DraftError(f"{draft.path}: {error}") from None
