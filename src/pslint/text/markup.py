"""What markup that is masked stands for in the running text: entities, accents, dots, line ends, marks of lists."""

import html
import re
from collections.abc import Iterator
from typing import Final

#: LaTeX's names of characters.
_NAMED: Final = {
    "textquotedblleft": '"',
    "textquotedblright": '"',
    "textquoteleft": "'",
    "textquoteright": "'",
    "textendash": "-",
    "textemdash": "\u2014",
    "textellipsis": "...",
    "textbullet": "-",
    "textdegree": "\u00b0",
}
#: In masked markup, what stands for something that is read; the rest stands for nothing.
_READ: Final = {
    "markdown": re.compile(r"\]\([^)]*\)?|(?P<read><br\s*/?>|&#?\w{1,32};|<[^<>\s]*[@:][^<>\s]*>)", re.IGNORECASE),
    "latex": re.compile(
        r"""(?P<read>\\\\|\\[, ]|~|\\[`'^~"=.]|\\[cvuHkr]\{[A-Za-z]\}
        |\\(?:newline|l?dots|q?quad|[cvuHkroOlLij]|ss|[aA][eEaA]|[oO][eE]|"""
        + "|".join(_NAMED)
        + r""")(?![A-Za-z])(?:\{\}|\\(?!.))?)""",
        re.VERBOSE,
    ),
}
#: The mark of an item that begins a line, after those of quotes.
_ITEM: Final = re.compile(r"[ \t>]*(?P<mark>[-*+]|\d{1,9}[.)])(?=[ \t])")
_LISTS: Final = frozenset({"markdown", "rst"})
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PICTURE: Final = re.compile(r"!\[[^\]]*\](?:\([^)]*\))?")
#: After a name a space is none.
_NAME_END: Final = "\0"
#: A space that is written as markup stays one wherever it stands.
_SPACE: Final = "\1"
_LATEX_MARKS: Final = _NAMED | {"\\": "\n\n", "newline": "\n\n", "ldots": "...", "dots": "..."}
_LATEX_TEXT: Final = (("``", '"'), ("''", '"'), ("---", "\u2014"), ("--", "-"))
_ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "k": "\u0328",
    "r": "\u030a",
}
#: An accent comes before its letter in LaTeX, and behind it in Unicode.
_ACCENTED: Final = re.compile("([\u0300-\u030c\u0327\u0328])([A-Za-z])")
_LETTERS: Final = {
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "i",
    "j": "j",
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
}


def pictures(kind: str, source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where in a range of a source pictures are named, whose text is not read."""
    return [match.span() for match in _PICTURE.finditer(source, start, end)] if kind == "markdown" else []


def stands_for(kind: str, source: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where in a masked range of a source something stands that is read, and what it means."""
    if kind in _LISTS:
        item = _ITEM.match(source, source.rfind("\n", 0, start) + 1)
        if item and start <= item.start("mark") < end:
            yield item.start("mark"), item["mark"] if item["mark"][0].isdigit() else "-"
    if kind in _READ:
        for match in _READ[kind].finditer(source, start, end):
            if match["read"] is not None:
                yield match.start(), _meant(match["read"])
    # A backslash that ends a line, which two spaces do as well.
    if kind == "markdown" and source[end - 1] == "\\" and source[end : end + 1] in ("\r", "\n"):
        yield end - 1, "  "


def settled(kind: str, text: str) -> str:
    """A text in which marks have been replaced by what they mean: accents behind their letters, LaTeX's dashes."""
    if kind != "latex":
        return text
    text = re.sub(f"{_NAME_END} *", "", text).replace(_SPACE, " ")
    text = _ACCENTED.sub(r"\2\1", text)
    for written, meant in _LATEX_TEXT:
        text = text.replace(written, meant)
    return text


def _meant(mark: str) -> str:
    if mark.startswith("&"):
        return html.unescape(mark)
    if mark.startswith("<"):
        return "\n\n" if _BREAK.fullmatch(mark) else mark[1:-1]
    # A backslash at the end of what is masked makes the space behind it one.
    name = mark[1:].removesuffix("{}")
    name = name.removesuffix("\\") or name
    if name[1:2] == "{":
        return _ACCENTS[name[0]] + name[2]
    # "\\ldots{} and" has its space, "\\ldots and" has none.
    end = _NAME_END if mark[-1].isalpha() else ""
    return (_ACCENTS | _LETTERS | _LATEX_MARKS).get(name, _SPACE) + end
