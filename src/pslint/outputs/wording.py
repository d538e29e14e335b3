"""Words that the reports for people share."""

from collections.abc import Sequence
from typing import Final

from ..draft import Draft
from ..findings import MOVES, SEVERITIES, Confidence, Mark, Passage, Report
from ..saying import on_one_line, plural
from . import View
from .select import Tally, shown

#: What the moves are called.
LABELS = {
    "setback": "setback",
    "context": "cause",
    "change": "change",
    "evidence": "evidence",
    "ownership": "ownership",
}
#: How sure a finding is.
SURE: Final[dict[Confidence, str]] = {"high": "sure", "medium": "fairly sure", "low": "not sure"}
#: So many words are no phrase yet.
_FEW: Final = 2
#: What is too long or hard to read may be whole all the same.
_STYLE: Final = frozenset({"length", "readability"})


def absent(move: str, *passages: Passage) -> str:
    """What is said of a move that is in none of the passages."""
    return "not found; not every story needs it" if is_optional(move, *passages) else "not found"


def is_optional(move: str, *passages: Passage) -> bool:
    """Whether each of the passages may do without a move."""
    return bool(passages) and all(move in passage.optional for passage in passages)


def place(draft: Draft, start: int, end: int) -> str:
    """Where a range of code points stands: its lines, or its page or paragraph where the format has no lines."""
    (first, _), (last, _) = draft.numbers(start), draft.numbers(max(start, end - 1))
    unit = draft.counted_in
    return f"{unit} {first}" if first == last else f"{unit}s {first}-{last}"


def kind_line(report: Report, view: View) -> str | None:
    """One kind line on a draft whose explanation is whole: only length and style weigh more than info, nothing asks for
    more evidence or for a part of the writer's own.

    Findings may be hidden, held back by a baseline or not selected: where a part is missing, nothing is praised.
    """
    said = shown(report, view)
    heavy = {finding.category for finding in said if finding.severity != "info"}
    found = {LABELS[m] for m in MOVES if all(p.moves[m] for p in report.passages)}
    categories = {finding.category for finding in said}
    if (
        not report.passages
        or heavy - _STYLE
        or {"evidence", "ownership"} & categories
        or not {"setback", "cause", "change", "evidence"} <= found
    ):
        return None
    if report.partial or heavy or not categories <= _STYLE:
        return "All the parts are here: what happened and why, what you changed, and how it went."
    return "This reads well: it says what happened and why, what you changed, and how it has held since."


def best_words(marks: Sequence[Mark], draft: Draft, most: int) -> str:
    """The words that tell a move best, in quotation marks, at most so many characters; how many places more there are.

    One or two words alone say less than a phrase of which the reader is a little less sure.
    """
    best = max(marks, key=lambda mark: (len(draft.source[mark.start : mark.end].split()) > _FEW, mark.probability))
    words = on_one_line(draft.source[best.start : best.end])
    cut = words if len(words) <= most else words[: most - 3].rstrip() + "..."
    return f'"{cut}"' + (f" (+{len(marks) - 1})" if len(marks) > 1 else "")


def counts(tally: Tally, how: str = "") -> str:
    """How many findings there are in how many drafts, and how many are hidden; `how` says how those are shown."""
    found = tally.levels.total()
    if not tally.files:
        line = "no drafts to check"
    elif not tally.read:
        line = "no draft could be read"
    elif not found:
        line = f"no findings in {plural(tally.read, 'draft')}"
    else:
        levels = [plural(tally.levels[level], level, level if level == "info" else None) for level in SEVERITIES]
        line = f"{plural(found, 'finding')} in {plural(tally.read, 'draft')}: {', '.join(levels)}"
    level = "low" if tally.show == "medium" else "lower"
    return line + unread(tally) + (f"; {tally.hidden} of {level} confidence hidden{how}" if tally.hidden else "")


def unread(tally: Tally) -> str:
    """How many drafts could not be read beside others that were."""
    count = tally.files - tally.read
    return f"; {plural(count, 'draft')} could not be read" if count and tally.read else ""
