"""A rule's wording with its placeholders filled: for the writer, and without words of the draft; counts in words."""

import re
from collections.abc import Mapping
from typing import Final

#: Placeholders that tell of the text as a whole, of dated facts or of a kind of character; others hold its words.
_WORDLESS: Final = frozenset(
    {"n", "w", "m", "target", "minutes", "pct", "places", "limit", "lo", "hi", "p", "other", "side"}
    | {"date", "year", "last", "char", "detail", "field", "topic"}
)
_IN_PLACE: Final = {
    "match": "this wording",
    "text": "this wording",
    "subject": "someone else",
    "cause": "one thing",
    "change": "another",
    "exam": "this exam",
    "score": "this score",
    "word": "this word",
    "canonical": "its usual form",
    "fact": "something else",
    "k": "so many",
    "a": "one score",
    "b": "the other",
}
#: Those that quote what the writer can see.
_QUOTED: Final = frozenset({"match", "text", "subject", "word"})
#: Longer words, in code points, are quoted by so many of their first and last.
_MOST: Final = 72
_FIRST: Final = 40
_LAST: Final = 24
#: What joins and parts letters and emoji is no command.
_JOINS: Final = "\u200c\u200d\u00ad"
_SLOT: Final = re.compile(r"(['\"]?)\{(\w+)\}\1")


def say(wording: str, slots: Mapping[str, str]) -> str:
    """The wording with its placeholders filled; words that run over a line end are put on one line, long ones cut."""
    return wording.format_map(
        {name: shortened(words) if name in _QUOTED else on_one_line(words) for name, words in slots.items()}
    )


def on_one_line(words: str) -> str:
    """The words on one line, with nothing in them that a terminal would obey."""
    line = " ".join(words.split())
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() or char in _JOINS else " " for char in line)


def shortened(words: str) -> str:
    """The words on one line; of many the first and the last."""
    line = on_one_line(words)
    if len(line) <= _MOST:
        return line
    first = line[:_FIRST].rpartition(" ")[0] or line[:_FIRST]
    last = line[-_LAST:].partition(" ")[2] or line[-_LAST:]
    return f"{first} ... {last}"


def say_bare(wording: str, slots: Mapping[str, str]) -> str:
    """The wording with neutral words where it would show words of the draft."""

    def fill(slot: re.Match[str]) -> str:
        return slots[slot[2]] if slot[2] in _WORDLESS else _IN_PLACE.get(slot[2], "(not shown)")

    said = _SLOT.sub(fill, wording)
    return said[:1].upper() + said[1:]


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its word: "1 finding", "2 findings"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
