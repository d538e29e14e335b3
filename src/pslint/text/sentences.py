"""Sentences as a reader counts them; abbreviations, decimals and labels end none."""

import re
from functools import lru_cache

from ..draft import Span

# Never end a sentence, whatever follows.
_TITLES = frozenset(["prof", "dr", "dra", "mr", "mrs", "ms", "st", "vs", "e.g", "i.e", "cf", "approx", "fig"])
# End one only where a usual opening word follows, with a capital.
_SHORTENED = frozenset(
    [
        "no",
        "dept",
        "univ",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
# So do these.
_OPEN_ENDED = re.compile(r"(?:^|[\s(\"'])(?:(?:[A-Za-z]\.)+[A-Za-z]|ph\.d|etc|jr|sr|al|inc|ed|hon)$", re.IGNORECASE)
_OPENERS = frozenset(
    [
        "i",
        "i'm",
        "i've",
        "my",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "he",
        "she",
        "we",
        "they",
        "after",
        "before",
        "since",
        "when",
        "while",
        "once",
        "during",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "although",
        "though",
        "because",
        "despite",
        "however",
        "then",
        "now",
        "later",
        "today",
        "still",
        "yet",
        "but",
        "and",
        "so",
        "if",
        "there",
        "each",
        "every",
        "both",
        "another",
        "one",
        "two",
        "our",
        "his",
        "her",
        "their",
        "its",
        "what",
        "not",
        "even",
        "last",
        "next",
    ]
)
_GRADED = re.compile(r"(?::|\b[Aa]n?)\s+[ABCDFHP]$")
# Code points before a stop that say what it ends: the longest of what is looked for there has a dozen.
_LAST_WORDS = 80
# A mark comes first, which is sought fast; what must stand before it is looked at behind that.
_STOP = re.compile(r"[.!?\u2026](?:[.!?\u2026]*[\"')\]]*(?=\s|$)|(?<=[a-z\d][.!?])(?=[A-HJ-Z][a-z']|I[a-z' ]))")
# Atomic, or else CR and LF of one line end would count as two.
BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)[ \t]*(?>\r\n|\r|\n)\s*")
_SIGN_OFF = re.compile(
    r"(?:(?:yours|very|most|with|kind|best|warm|many)\s+)*"
    r"(?:sincerely|truly|faithfully|respectfully|respect|gratitude|regards|wishes|thanks|best)"
    r"(?: yours)?(?:,|\s*[\r\n])\s*[^.!?]{0,60}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:(?:['.\u2019&-]|(?<=\d)[,:](?=\d))[^\W_]+)*")


def split(plain: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences of `plain[start:end]`, without the white space around them.

    `plain` has plain quotes and dashes; offsets are code points of it. A blank line ends a sentence too.
    Words alone before a colon at the end of a line ("Why:") are a label and no sentence.
    """
    text = plain[start:end]
    return [
        Span(start + part.start + s.start, start + part.start + s.end)
        for part in paragraphs(text)
        for s in _split(text[part.start : part.end])
    ]


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=512)
def _split(paragraph: str) -> tuple[Span, ...]:
    found: list[Span] = []
    opened = 0
    for match in _STOP.finditer(paragraph):
        if _ends(paragraph, opened, match):
            _add(found, paragraph, opened, match.end())
            opened = match.end()
    _add(found, paragraph, opened, len(paragraph))
    return tuple(found)


def words(plain: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Words of `plain[start:end]`; a number, "2-CE", "didn't", "A&P", "5:15" and "2,114.5" are one each."""
    found = _words(plain[start:end])
    return [Span(start + s.start, start + s.end) for s in found] if start else list(found)


def count_words(plain: str, start: int = 0, end: int | None = None) -> int:
    """How many words there are in `plain[start:end]`."""
    return _count_words(plain[start:end])


@lru_cache(maxsize=1024)
def _count_words(plain: str) -> int:
    return len(_WORD.findall(plain))


@lru_cache(maxsize=1024)
def _words(plain: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in _WORD.finditer(plain))


# Each check that goes by paragraphs asks for those of the same text.
@lru_cache(maxsize=16)
def paragraphs(plain: str) -> tuple[Span, ...]:
    """What stands between blank lines, and before and behind them; it may be nothing."""
    parts, opened = [], 0
    for match in BLANK_LINE.finditer(plain):
        parts.append(Span(opened, match.start()))
        opened = match.end()
    return (*parts, Span(opened, len(plain)))


def _ends(plain: str, opened: int, match: re.Match[str]) -> bool:
    following = _WORD.search(plain, match.end())
    if following is None:
        return True
    # All that is asked of it is its last words.
    before = plain[max(opened, match.start() - _LAST_WORDS) : match.start()]
    mark = match.group()
    if mark[0] in "!?" or len(mark.rstrip("\"')]")) > 1 or mark[0] == "\u2026":
        # "He said 'no!' and left": what goes on in lower case is the same sentence.
        return not plain[following.start()].islower()
    if not mark.startswith("."):
        return True
    written = before.rsplit(None, 1)[-1] if before.strip() else ""
    last = written.lower().lstrip("(\"'")
    opens = plain[following.start()].isupper() and following.group().lower() in _OPENERS
    if last in _TITLES:
        return False
    if last in _SHORTENED:
        # "No." may be all that a sentence says, but for "No. 3".
        return opens or (before.strip().lower() == "no" and not plain[following.start()].isdigit())
    if len(last) == 1 and last.isalpha() and last != "i":
        # An initial, unless it is a grade: "an A. I was", "Grade: H. Medicine followed".
        graded = _GRADED.search(before) is not None and plain[following.start()].isupper()
        return graded or following.group().lower() in _OPENERS
    if not before[-1:].isspace() and _OPEN_ENDED.search(written):
        return opens
    return True


def _add(found: list[Span], plain: str, start: int, end: int) -> None:
    text = plain[start:end]
    # A mark of byte order is no part of the first sentence.
    begun = text.lstrip().lstrip("\ufeff").lstrip()
    stripped = begun.rstrip()
    if not _WORD.search(stripped):
        # Punctuation left over belongs to the sentence before it.
        return
    if (stripped.endswith((":", ",")) and len(stripped.split()) <= 4) or _SIGN_OFF.fullmatch(stripped):
        return
    left = start + len(text) - len(begun)
    found.append(Span(left, left + len(stripped)))
