"""LaTeX, by a tokenizer that needs no nesting to be right, and so cannot fail on a broken source.

The libraries that parse LaTeX recurse into groups and take seconds for a long draft. Here the arguments of a macro are
prose where the macro is known to print them in the running text; those of any other macro are masked, footnotes among
them. An argument ends at a blank line at the latest, so a brace that is missing hides no more than its paragraph.
"""

import re
from bisect import bisect_right

from pslint.draft import Comment, Draft
from pslint.formats.letter import mark_headings
from pslint.formats.masking import Range, keep, lines, trimmed

_BLANK = r"(?>\r\n|\r|\n)[ \t]*(?>\r\n|\r|\n)"
_BLANK_LINE = re.compile(_BLANK)
_TOKEN = re.compile(
    rf"""
      (?P<blank>{_BLANK})
    | (?P<text>[^\\%{{}}$\[\]~&\#\r\n]+ | [\r\n])
    | %(?P<comment>[^\r\n]*)
    | \\(?P<edge>begin|end)[ \t]*\{{(?P<environment>[^{{}}\r\n]{{0,60}})\}}
    | (?P<verb>\\(?:verb|lstinline)\*?(?P<delimiter>[^\w\s*\[{{])[^\r\n]{{0,500}}?(?P=delimiter))
    | \\(?P<address>url|nolinkurl|path|href)[ \t]*\{{[^{{}}\r\n]*\}}
    | \\(?P<macro>[A-Za-z@]+)\*?
    | \\(?P<escaped>[%&$\#_{{}}])
    | (?P<math>\$\$? | \\\( | \\\[)
    | (?P<break>\\\\\*?)
    | (?P<other>\\. | [\\{{}}\[\]~&\#])
    """,
    re.VERBOSE | re.DOTALL,
)
_MATH_END = {
    "$": re.compile(r"(?<!\\)\$"),
    "$$": re.compile(r"\$\$"),
    r"\(": re.compile(r"\\\)"),
    r"\[": re.compile(r"\\\]"),
}
# A number that is set as mathematics is a part of the sentence.
_NUMBER = re.compile(r"\s*[<>=]?\s*[\d.,:/+-]*\d\s*(?=\$|\\[)\]])")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HIDDEN_ENVIRONMENTS = _words(
    "align alignat comment displaymath eqnarray equation filecontents flalign gather lstlisting math minted "
    "multline thebibliography tikzpicture verbatim Verbatim"
)
# What becomes of a macro's arguments: s shown, h hidden; o takes an optional one alone. Others' are all hidden.
_HEADINGS = _words("part chapter section subsection subsubsection paragraph subparagraph title author opening closing")
_SHOWING = _words(
    "textbf textit textsl textsc textrm textsf texttt textup textmd textnormal emph underline uline uuline "
    "sout hl mbox makebox fbox framebox enquote caption centerline text uppercase lowercase MakeUppercase "
    "MakeLowercase textsuperscript textsubscript"
)
_SHOWING_SECOND = _words("href textcolor colorbox foreignlanguage hyperref raisebox scalebox parbox")
_SWITCHES = _words(
    "par noindent indent bf it em rm sf tt sc sl bfseries itshape scshape slshape upshape mdseries rmfamily "
    "sffamily ttfamily normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge "
    "centering raggedright raggedleft singlespacing onehalfspacing doublespacing bigskip medskip smallskip "
    "newpage clearpage hfill vfill quad qquad ldots dots"
)
_UNKNOWN = "h" * 9
_LINE_END = re.compile(r"\r\n?|\n")


def parse(path: str, source: str) -> Draft:
    """Mask all LaTeX but its words; never fails, and collects every comment that is not in a verbatim text."""
    reader = _Reader(source)
    prose = _joined(source, keep(source, reader.kept))
    blocks = []
    start = 0
    heading = False
    for end, next_heading in [*reader.breaks, (len(source), False)]:
        blocks.append(trimmed(prose, start, end, heading))
        start, heading = end, next_heading
    return Draft(
        path, source, prose, "latex", mark_headings(prose, [block for block in blocks if block]), tuple(reader.comments)
    )


def _joined(source: str, prose: str) -> str:
    """Prose in which a line of which nothing is printed parts no sentence: its line end is masked, too."""
    parts: list[str] = []
    done = 0
    for start, end in lines(source):
        ended = _LINE_END.match(source, end)
        if ended and source[start:end].strip() and not prose[start:end].strip():
            parts += (prose[done:end], " " * len(ended[0]))
            done = ended.end()
    return "".join((*parts, prose[done:]))


def _arguments(macro: str) -> str:
    if macro in _SHOWING or macro in _HEADINGS:
        return "s"
    if macro in _SHOWING_SECOND:
        return "hs"
    if macro == "item":
        return "o"
    return "" if macro in _SWITCHES else _UNKNOWN


class _Reader:
    """What the tokens of a source come to: ranges of prose, places where blocks start, and comments."""

    def __init__(self, source: str) -> None:
        self.kept: list[Range] = []
        self.breaks: list[tuple[int, bool]] = []  # where a block starts, and whether it is a heading
        self.comments: list[Comment] = []
        self._source = source
        self._blanks = [match.start() for match in _BLANK_LINE.finditer(source)]
        self._unclosed: dict[str, int] = {}  # a closing mark that is missing before this offset
        # The open groups: what closes each, whether it is hidden, the arguments due after it, whether it is a heading.
        self._groups: list[tuple[str, bool, str, bool]] = []
        self._due = ""  # the arguments that the last macro still takes, if they follow at once
        self._heading = False
        position = 0
        while match := _TOKEN.match(source, position):
            position = self._read(match)

    def _read(self, match: re.Match[str]) -> int:
        """Take one token and return where the next one starts."""
        due, self._due = self._due, ""
        start, end = match.span()
        kind = match.lastgroup
        hidden = bool(self._groups) and self._groups[-1][1]
        if kind == "blank":
            self._groups.clear()
            self.breaks.append((start, False))
            return start + 1  # its second line end may start the next blank line
        if kind == "text" and not hidden:
            self.kept.append((start, end))
        elif kind == "escaped" and not hidden:
            self.kept.append((end - 1, end))
        elif kind == "comment":
            self.comments.append(Comment(start, end, match["comment"].lstrip("%").strip()))
            self._due = due
        elif kind == "environment":
            return self._edge(match)
        elif kind == "address":
            # It is read whole, as a % in it begins no comment.
            self._due, self._heading = ("s" if match["address"] == "href" else ""), False
        elif kind == "macro":
            self._due = _arguments(match["macro"])
            self._heading = match["macro"] in _HEADINGS
            if self._heading or match["macro"] in ("par", "item"):
                self.breaks.append((start, self._heading))
        elif kind == "math":
            after = self._skip(match[0], _MATH_END[match[0]], end)
            number = _NUMBER.match(self._source, end, after)
            if number and not hidden:
                self.kept.append(number.span())
            return after
        elif kind == "break":
            self._due = "o"
        elif kind == "other":
            self._bracket(match[0], start, due, hidden)
        return end

    def _bracket(self, mark: str, start: int, due: str, hidden: bool) -> None:
        if mark == "{":
            argument = due[:1] if due != "o" else ""
            heading = self._heading and argument == "s"
            self._groups.append(("}", hidden or argument == "h", due[1:] if argument else "", heading))
        elif mark == "[" and due:
            self._groups.append(("]", True, due, False))
        elif mark == "}":
            # An optional argument that is still open cannot outlast the group around it.
            while self._groups and self._groups[-1][0] != "}":
                self._groups.pop()
            self._close(start)
        elif mark == "]" and self._groups and self._groups[-1][0] == "]":
            self._close(start)
        elif mark in "[]" and not hidden:
            self.kept.append((start, start + 1))

    def _close(self, start: int) -> None:
        if self._groups:
            _, _, self._due, heading = self._groups.pop()
            if heading:
                self.breaks.append((start, False))

    def _edge(self, match: re.Match[str]) -> int:
        name = match["environment"].rstrip("*")
        if name == "document":
            if match["edge"] == "end":
                return len(self._source)
            self.kept.clear()
        if match["edge"] == "begin" and name in _HIDDEN_ENVIRONMENTS:
            closing = f"\\end{{{match['environment']}}}"
            return self._skip(closing, re.compile(re.escape(closing)), match.end(), len(self._source))
        self.breaks.append((match.start(), False))
        self._due = _UNKNOWN if match["edge"] == "begin" else ""
        return match.end()

    def _skip(self, name: str, closing: re.Pattern[str], start: int, limit: int | None = None) -> int:
        """Where what opened before `start` is closed, by the end of its paragraph or `limit`; `start` if it is not."""
        if limit is None:
            following = bisect_right(self._blanks, start)
            limit = self._blanks[following] if following < len(self._blanks) else len(self._source)
        if self._unclosed.get(name, -1) >= limit:
            return start
        match = closing.search(self._source, start, limit)
        if match is None:
            self._unclosed[name] = limit
            return start
        return match.end()
