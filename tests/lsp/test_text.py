"""An editor's positions and changes, in every encoding, in texts of any kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import (
    Position,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
)

from pslint.lsp.text import Text, change_between

_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_PIECES = ("a", "ß", "é", "名", "\U0001f642", "\u2028", "\x0b", "\x0c", "\x85", "\n", "\r\n", "\r", " ")
_texts = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)
_encodings = st.sampled_from(sorted(_CODECS))


@given(_texts, _encodings)
def test_there_and_back(source: str, encoding: str) -> None:
    text = Text(source, encoding)
    for offset in range(len(source) + 1):
        if source[offset - 1 : offset + 1] != "\r\n" or offset == 0:
            assert text.offset(text.position(offset)) == offset


@given(_texts, _encodings)
def test_columns_are_units_of_the_encoding(source: str, encoding: str) -> None:
    codec, size = _CODECS[encoding]
    text = Text(source, encoding)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = text.position(len(source))
    assert (end.line, end.character) == (len(lines) - 1, len(lines[-1].encode(codec)) // size)


@pytest.mark.parametrize(
    ("position", "offset"),
    [
        (Position(0, 99), 2),
        (Position(1, 0), 4),
        (Position(1, 1), 4),
        (Position(1, 2), 5),
        (Position(1, 99), 6),
        (Position(9, 0), 6),
    ],
)
def test_places_that_are_not_there(position: Position, offset: int) -> None:
    assert Text("ab\r\n\U0001f642c", "utf-16").offset(position) == offset


@given(_texts, st.data(), _encodings)
def test_changes(source: str, data: st.DataObject, encoding: str) -> None:
    text = Text(source, encoding)
    for _ in range(3):
        start, end = sorted(data.draw(st.integers(0, len(text.source))) for _ in range(2))
        # Positions cannot point between the halves of a line end.
        start, end = text.offset(text.position(start)), text.offset(text.position(end))
        put = data.draw(_texts)
        place = Range(text.position(start), text.position(end))
        made = text.changed([TextDocumentContentChangePartial(place, put)])
        assert made.source == text.source[:start] + put + text.source[end:]
        text = made
    assert text.changed([TextDocumentContentChangeWholeDocument("new")]) == Text("new", encoding)


@given(_texts, _texts, _texts, _texts)
def test_what_moves_and_what_was_changed(before: str, old: str, new: str, after: str) -> None:
    one, other = before + old + after, before + new + after
    change = change_between(one, other)
    assert change.end - change.start <= len(old)
    for start in range(len(one)):
        for end in range(start + 1, len(one) + 1):
            place = change.moved(start, end)
            if place is not None:
                assert other[place.start : place.end] == one[start:end]
            else:
                assert start < change.end and change.start < end
