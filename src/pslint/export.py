"""A draft as the plain text that goes into a form: no markup, no comments, no typographic or invisible characters."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .draft import Block, Draft
from .saying import plural
from .text.markup import pictures, settled, stands_for
from .text.plain import make_plain

#: A line of plain text that is longer, in code points, was wrapped; a shorter one ends where the writer ended it.
WRAPPED: Final = 45
_LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029\x85\x0b\x0c]")
# Atomic, or else CR and LF of one line end would count as two.
_BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)[^\S\r\n]*(?>\r\n|\r|\n)")
#: Parts of masked markup whose words are no words of the statement: tags, addresses, names of commands.
_NO_WORDS = re.compile(
    r"\\(?:begin|end|documentclass|usepackage|label|ref|cite\w*)\*?(?:\[[^\]]*\])?\{[^}]*\}?|\\[A-Za-z@]+\*?"
    r"|<[^>]*>?|\]\([^)]*\)?|\]\[[^\]]*\]?|\[\^[^\]]*\]|https?:\S+|&#?\w+;|^\d{1,9}[.)]$"
)
#: A single letter may be a mark, a digit is a fact.
_WORD = re.compile(r"[^\W\d_]{2,}|\d")

_LINE = re.compile("[^\n]*\n?")
_ODD = re.compile("[^\x00-\xff]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_LONG_DASHES = re.compile("[^\\S\n]?[\u2014\u2015][^\\S\n]?")
_BULLETS = re.compile("^[^\\S\n]*[\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7][^\\S\n]*", re.MULTILINE)
_SPACES = re.compile(" {2,}")
_SELECTOR = re.compile("[\ufe00-\ufe0f]")
_EDGES = re.compile("^ +| +$", re.MULTILINE)
_MANY_LINE_ENDS = re.compile("\n{3,}")
_SHOWN: Final = 5


@dataclass(frozen=True)
class Exported:
    """The text, with a blank line between paragraphs, and what was done to get it, one line each without its words.

    `text` ends without a line end; its length in code points is what a form counts.
    """

    text: str
    changes: tuple[str, ...]


def export(draft: Draft) -> Exported:
    """The plain text of a draft; the draft stays as it is."""
    changes = list(_left_out(draft))
    text, joined = _paragraphs(draft)
    if joined:
        changes.append(f"{plural(joined, 'line end')} inside paragraphs made spaces")
    text, made = _plain(text)
    return Exported(text, (*changes, *made))


def longest(draft: Draft) -> int:
    """No fewer code points than the exported text has, found without making it."""
    # What is no ASCII becomes three characters at most, a period of an ellipsis each; blocks may be set apart.
    rest = len(draft.source.encode("utf-8", "surrogatepass")) - len(draft.source)
    return len(draft.source) + 2 * rest + 2 * len(draft.blocks)


def _left_out(draft: Draft) -> Iterator[str]:
    """What of the source is not in the text."""
    if draft.comments:
        yield f"{plural(len(draft.comments), 'comment')} left out"
    marked, lines = False, set[int]()
    for start, end in _masked(draft, 0, len(draft.source)):
        if _is_comment(draft, start):
            continue
        marked = True
        if _WORD.search(_NO_WORDS.sub(" ", draft.source[start:end])):
            lines.add(draft.position(start).line)
    if marked:
        yield "markup left out"
    if lines:
        named = ", ".join(map(str, sorted(lines)[:_SHOWN]))
        more = " and more" if len(lines) > _SHOWN else ""
        yield f"words inside markup left out (code, front matter, an image's text): look at line {named}{more}"


def _masked(draft: Draft, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges of the source that are markup."""
    source, prose = draft.source, draft.prose
    begun = -1
    for line in _LINE.finditer(source, start, end):
        if line[0] == prose[line.start() : line.end()] and begun < 0:
            continue
        for place in range(*line.span()):
            if source[place] != prose[place]:
                begun = place if begun < 0 else begun
            elif begun >= 0:
                yield begun, place
                begun = -1
    if begun >= 0:
        yield begun, end


def _paragraphs(draft: Draft) -> tuple[str, int]:
    """The blocks as text, and how many line ends within them became spaces."""
    parts, joined = [], 0
    for before, block, following in zip([None, *draft.blocks], draft.blocks, [*draft.blocks[1:], None], strict=False):
        lines, wrapped = _lines(draft, _unmasked(draft, *_whole(draft, before, block, following)))
        joined += wrapped
        parts.append(lines)
        if following is not None:
            parts.append("\n\n" if _apart(draft, block, following) else "\n")
    return "".join(parts), joined


def _apart(draft: Draft, block: Block, following: Block) -> bool:
    if draft.counted_in == "paragraph" or block.heading or following.heading:
        return True
    return bool(_BLANK_LINE.search(draft.prose, block.end, following.start)) or draft.counted_in == "page"


def _whole(draft: Draft, before: Block | None, block: Block, following: Block | None) -> tuple[int, int]:
    """A block with the rest of its first and of its last line, where markup may stand for a character: "&quot;So"."""
    start, end = block.start, block.end
    gap = list(_LINE_END.finditer(draft.source, before.end if before else 0, start))
    if gap or before is None:
        start = gap[-1].end() if gap else 0
    gap = list(_LINE_END.finditer(draft.source, end, following.start if following else len(draft.source)))
    if gap or following is None:
        end = gap[0].start() if gap else len(draft.source)
    return start, end


def _unmasked(draft: Draft, start: int, end: int) -> str:
    """A range of the source without its markup; what stands for a space, a line end or a character becomes that."""
    parts, done = [], start
    unread = pictures(draft.kind, draft.source, start, end)
    for first, last in _masked(draft, start, end):
        parts.append(draft.source[done:first])
        for place, meant in stands_for(draft.kind, draft.source, first, last):
            if not _is_comment(draft, place) and not any(a <= place < b for a, b in unread):
                parts.append(meant)
        done = last
    return settled(draft.kind, "".join([*parts, draft.source[done:end]]))


def _is_comment(draft: Draft, offset: int) -> bool:
    near = bisect_right(draft.comments, offset, key=lambda comment: comment.start) - 1
    return near >= 0 and offset < draft.comments[near].end


def _lines(draft: Draft, text: str) -> tuple[str, int]:
    """The lines of a paragraph, those that were only wrapped joined, and how many were."""
    lines = _LINE_END.split(text)
    made, joined = lines[0], 0
    for before, line in pairwise(lines):
        if not line.strip():
            continue
        if _ends(draft, before):
            made += "\n" + line
        else:
            made += " " + line
            joined += 1
    return made, joined


def _ends(draft: Draft, line: str) -> bool:
    """Whether the line end behind a line is the writer's, not that of an editor that wraps."""
    if draft.counted_in == "paragraph" or not line.strip():
        return True
    if draft.kind == "text":
        return len(line.strip()) <= WRAPPED
    return draft.kind == "markdown" and line.endswith("  ")


def _plain(text: str) -> tuple[str, list[str]]:
    """Text with plain characters, and what was changed."""
    changes: list[str] = []

    def note(count: int, one: str, done: str, many: str | None = None) -> None:
        if count:
            changes.append(f"{plural(count, one, many)} {done}")

    shown = text
    if not text.replace("\n", "").replace("\t", "").isprintable() or _SELECTOR.search(text):
        shown = "".join(char for char in text if char in "\n\t" or not _is_invisible(char))
    note(len(text) - len(shown), "invisible character", "removed")
    composed = unicodedata.normalize("NFC", shown)
    note(len(shown) - len(composed), "separate accent", "joined with the letter")
    text, count = _LIGATURES.subn(lambda match: unicodedata.normalize("NFKC", match[0]), composed)
    note(count, "ligature", "written as letters")
    text, count = _BULLETS.subn("- ", text)
    note(count, "bullet", "made a hyphen")
    text, count = text.replace("\u2026", "..."), text.count("\u2026")
    note(count, "ellipsis", "written as three periods", "ellipses")
    text, count = _LONG_DASHES.subn(" - ", text)
    dashes = count
    tabs = text.count("\t")
    text = text.replace("\t", " ")
    plain = make_plain(text)
    kinds = Counter(new for old, new in zip(text, plain, strict=True) if old != new) if text != plain else Counter()
    note(kinds["'"] + kinds['"'], "curly quote", "made straight")
    note(dashes + kinds["-"], "long or special dash", "made plain", "long or special dashes")
    note(kinds[" "] + tabs, "tab or special space", "made a plain space", "tabs or special spaces")
    text, count = _SPACES.subn(" ", plain)
    note(count, "run of spaces", "made one space", "runs of spaces")
    text = _MANY_LINE_ENDS.sub("\n\n", _EDGES.sub("", text)).strip()
    odd = dict.fromkeys(f"U+{ord(char):04X}" for char in _ODD.findall(text))
    if odd:
        named = ", ".join(list(odd)[:_SHOWN])
        changes.append(f"left as they are, look at them in the form: {named}{', ...' if len(odd) > _SHOWN else ''}")
    return text, changes


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") or _SELECTOR.match(char) is not None
