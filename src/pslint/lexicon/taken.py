"""The words of a text as lists are matched against them (the package's docstring says how they are made)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What a blank line becomes: it parts phrases.
BLANK_LINE: Final = "\n\n"
WRITTEN_OUT: Final = {"n't": "not", "nt": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
BEFORE_NOT: Final = {"ca": "can", "wo": "will", "sha": "shall"}


class Taken(NamedTuple):
    """The words of a text as matching sees them, and where each stands in it, in code points."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def take(doc: Doc) -> Taken:
    """Take a document's words out as matching sees them (the package's docstring says how)."""
    text = doc.text
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for token in doc:
        shown = token.text
        start = token.idx
        if shown.isspace():
            if shown.count("\n") < 2:
                continue
            shown = BLANK_LINE
        elif "-" in shown:
            for piece in re.finditer(r"-|[^-]+", shown):
                at = start + piece.start()
                # A hyphen right after a letter or digit joins two words; any other is a dash, which parts phrases.
                if piece[0] == "-" and at > 0 and text[at - 1].isalnum():
                    continue
                words.append(piece[0])
                starts.append(at)
                ends.append(at + len(piece[0]))
            continue
        elif (written_out := WRITTEN_OUT.get(shown.lower())) is not None:
            if written_out == "not" and words and (verb := BEFORE_NOT.get(words[-1].lower())) is not None:
                words[-1] = verb
            shown = written_out
        words.append(shown)
        starts.append(start)
        ends.append(start + len(token))
    return Taken(words, starts, ends)
