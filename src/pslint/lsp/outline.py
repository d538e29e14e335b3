"""The passages of a draft as an editor lists and folds them."""

from lsprotocol import types

from ..findings import MOVES, Passage, Report
from ..outputs.wording import LABELS
from .hover import title_of, told
from .text import Text


def symbols(report: Report, text: Text) -> list[types.DocumentSymbol]:
    """One symbol a passage, and in it one for the words of each move."""
    return [_symbol(passage, report, text) for passage in report.passages]


def folds(report: Report, text: Text) -> list[types.FoldingRange]:
    """Passages of more than one line."""
    found = [(text.range(passage.start, passage.end), passage) for passage in report.passages]
    return [
        types.FoldingRange(place.start.line, place.end.line, collapsed_text=title_of(passage))
        for place, passage in found
        if place.start.line < place.end.line
    ]


def _symbol(passage: Passage, report: Report, text: Text) -> types.DocumentSymbol:
    place = text.range(passage.start, passage.end)
    marks = sorted((mark.start, mark.end, move) for move in MOVES for mark in passage.moves[move])
    return types.DocumentSymbol(
        name=title_of(passage),
        kind=types.SymbolKind.String,
        range=place,
        selection_range=place,
        detail=", ".join(f"{LABELS[move]} {told(passage, move, report)}" for move in MOVES if not passage.moves[move]),
        children=[_child(start, end, LABELS[move], passage, text) for start, end, move in marks],
    )


def _child(start: int, end: int, name: str, passage: Passage, text: Text) -> types.DocumentSymbol:
    # A symbol must hold its children; the words of a move may reach over the passage's last full stop.
    place = text.range(max(start, passage.start), min(end, passage.end))
    return types.DocumentSymbol(name=name, kind=types.SymbolKind.Key, range=place, selection_range=place)
