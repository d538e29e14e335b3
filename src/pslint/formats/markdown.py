"""Markdown: CommonMark with tables, footnotes, strike-through and front matter, by pulldown-cmark (pyromark).

Prose is what the parser reports as text whose source is the same text, so a character written as an HTML entity is
masked. Bare addresses (`https://...` without `<>`) are prose, and so is struck text.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

import pyromark

from pslint.draft import Comment, Draft
from pslint.formats.letter import mark_headings
from pslint.formats.masking import Range, keep, trimmed
from pslint.text.plain import HALVES

if TYPE_CHECKING:
    from pyromark.event import Event

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
# Not by the parser's own option, which takes any text between two rules for front matter, wherever it stands.
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?=[ \t]*\S)(?!\1[ \t]*$).*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_HTML = re.compile(r"<!--(?P<comment>.*?)(?:-->|\Z)|<[!?/A-Za-z][^>]*(?:>|\Z)|&#?\w{1,32};", re.DOTALL)
_HTML_CODE = re.compile(r"\s*<(?:script|style|pre|textarea)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)[ \t]*[\r\n]")
_LINE_TEXT = re.compile(r"[^\r\n]+")
# Where a paragraph begins and ends, and whether it is a heading.
_Part = tuple[int, int, bool]
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})


def parse(path: str, source: str) -> Draft:
    """Mask all Markdown but its words; each paragraph, heading, list item and table cell is a block."""
    # The parser does not take a lone CR for a line end. No offset moves.
    text = re.sub(r"\r(?!\n)", "\n", source).translate(HALVES)
    front = _FRONT_MATTER.match(text.replace("\r\n", " \n"))
    reader = _Reader(text, front.end() if front else 0)
    prose, parts = _rejoined(source, keep(source, reader.kept), reader.blocks)
    blocks = [block for start, end, heading in parts if (block := trimmed(prose, start, end, heading))]
    return Draft(path, source, prose, "markdown", mark_headings(prose, blocks), tuple(reader.comments))


def _rejoined(source: str, prose: str, blocks: list[_Part]) -> tuple[str, list[_Part]]:
    """Paragraphs that only a comment on a line of its own has parted are one, and their prose goes on across it."""
    made: list[_Part] = []
    for start, end, heading in blocks:
        gap = source[made[-1][1] : start] if made else ""
        if made and not heading and not made[-1][2] and "<!--" in gap and not _BLANK_LINE.search(gap):
            prose = prose[: made[-1][1]] + " " * len(gap) + prose[start:]
            made[-1] = (made[-1][0], end, False)
        else:
            made.append((start, end, heading))
    return prose, made


class _Reader:
    """The parser's events as ranges of code points, in order."""

    def __init__(self, text: str, start: int) -> None:
        self.kept: list[Range] = []
        self.blocks: list[_Part] = []
        self.comments: list[Comment] = []
        self._bytes = text[start:].encode()
        self._byte = 0  # the last place asked for, in bytes and in code points
        self._point = start
        self._block = 0  # how many ranges were kept before the block that is being read
        self._hidden = 0  # the byte at which the last image, code block or autolink ends
        self._html: list[tuple[int, str]] = []  # the lines of the HTML block that is being read
        for event, where in pyromark.events_with_range(text[start:], options=_OPTIONS):
            self._read(event, where["start"], where["end"])

    def _read(self, event: "Event", start: int, end: int) -> None:
        match event:
            case {"Start": tag}:
                name = _name(tag)
                if name not in _INLINE:
                    self._end_block()
                if name in ("Image", "CodeBlock") or _is_autolink(tag):
                    self._hidden = max(self._hidden, end)
            case {"End": tag}:
                name = _name(tag)
                if name == "HtmlBlock":
                    self._read_html()
                if name not in _INLINE:
                    self._end_block(heading=name == "Heading")
            case {"Text": str(text)} if start >= self._hidden:
                if self._bytes[start:end] == text.encode():
                    self._keep(self._at(start), self._at(end))
            case {"InlineHtml": str(text)} if text.startswith("<!--"):
                self.comments.append(Comment(self._at(start), self._at(end), _comment(text)))
            case {"Html": str(text)} if start < end:
                self._html.append((self._at(start), text))

    def _at(self, byte: int) -> int:
        """The code point at a byte that is not before the last one asked for."""
        self._point += len(self._bytes[self._byte : byte].decode())
        self._byte = byte
        return self._point

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self.kept.append((start, end))

    def _end_block(self, heading: bool = False) -> None:
        if len(self.kept) > self._block:
            self.blocks.append((self.kept[self._block][0], self.kept[-1][1], heading))
        self._block = len(self.kept)

    def _read_html(self) -> None:
        """Keep what stands between the tags of an HTML block, whose lines may be apart in the source (in a quote)."""
        html = "".join(text for _, text in self._html)
        starts = [0, *accumulate(len(text) for _, text in self._html)]

        def at(offset: int) -> int:
            number = bisect_right(starts, offset, hi=len(self._html)) - 1
            return self._html[number][0] + offset - starts[number]

        if not _HTML_CODE.match(html):
            done = 0
            for match in [*_HTML.finditer(html), None]:
                for text in _LINE_TEXT.finditer(html, done, match.start() if match else len(html)):
                    self._keep(at(text.start()), at(text.end() - 1) + 1)
                if match is None:
                    break
                done = match.end()
                if match["comment"] is not None:
                    self.comments.append(Comment(at(match.start()), at(done - 1) + 1, match["comment"].strip()))
        self._html = []


def _name(tag: object) -> str:
    """The name of a tag, which the parser gives alone or as the one key of what it knows of it."""
    return next(iter(tag)) if isinstance(tag, dict) else str(tag)


def _is_autolink(tag: object) -> bool:
    return isinstance(tag, dict) and tag.get("Link", {}).get("link_type") in ("Autolink", "Email")


def _comment(html: str) -> str:
    return html.removeprefix("<!--").removesuffix("-->").strip()
