"""Every word list over a draft, paragraph by paragraph: what was sought lately is remembered, in memory alone."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from threading import Lock
from typing import Final

from ..draft import Span
from ..text.sentences import paragraphs
from .matching import LexiconMatcher, Sought
from .needed import Needed, runs_in
from .notation import Hit, Lexicon
from .taken import Taken, take

#: The hits of one lexicon.
FindHits = Callable[[str], tuple[Hit, ...]]

#: No word is that long, and the tokenizer takes time by the square of a run of brackets or stars.
_NO_WORD: Final = re.compile(r"\S{200,}")
#: How many paragraphs are remembered.
_PARAGRAPHS: Final = 512


class Words:
    """The word lists; spaCy is loaded for the first text in which an entry may be, and a list is compiled for its first
    text that holds an entry of any. Safe to share between threads.
    """

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._lock = Lock()
        self._made: LexiconMatcher | None = None
        self._needed: dict[str, Needed] = {}
        # Of a text that is edited, only the paragraph with the edit is taken apart anew.
        self._known = lru_cache(_PARAGRAPHS)(self._paragraph)

    def __reduce__(self) -> tuple[type["Words"], tuple[Mapping[str, Lexicon]]]:
        """Compile anew, and remember nothing."""
        return type(self), (self._lexicons,)

    def within(self, plain: str, place: Span) -> FindHits:
        """A function that gives the hits of a lexicon inside `place`, in offsets of `plain`; a list is sought once.

        It raises LexiconError for a name that is no lexicon.
        """
        # No phrase goes beyond a blank line.
        parts = [_stripped(plain, part) for part in paragraphs(plain) if part.overlaps(place)]
        paragraphs_there = [(part.start, self._known(plain[part.start : part.end])) for part in parts]
        known: dict[str, tuple[Hit, ...]] = {}

        def find(name: str) -> tuple[Hit, ...]:
            if name not in known:
                moved = (_moved(hit, begin) for begin, paragraph in paragraphs_there for hit in paragraph.hits(name))
                known[name] = tuple(hit for hit in moved if place.start <= hit.start and hit.end <= place.end)
            return known[name]

        return find

    def may_be_in(self, name: str, runs: frozenset[str]) -> bool:
        """Whether a list may have a hit in a text with these runs of letters."""
        needed = self._needed.get(name)
        if needed is None and name in self._lexicons:
            needed = self._needed[name] = Needed(self._lexicons[name])
        # What is no list is told by the matcher.
        return needed is None or needed.may_be_in(runs)

    @property
    def matcher(self) -> LexiconMatcher:
        """Loads spaCy; there is one, as what one matcher has made ready another cannot read."""
        from ..text.tokens import english

        with self._lock:
            self._made = self._made or LexiconMatcher(english().vocab, self._lexicons)
            return self._made

    def _paragraph(self, text: str) -> "_Paragraph":
        return _Paragraph(self, text)


class _Paragraph:
    """A paragraph, and the hits in it that were asked for so far, in its own offsets."""

    def __init__(self, words: Words, text: str) -> None:
        self._words = words
        self._text = text
        self._hits: dict[str, list[Hit]] = {}

    def hits(self, name: str) -> list[Hit]:
        """The hits of a lexicon, in order."""
        found = self._hits.get(name)
        if found is None:
            # Once its words are there, the matcher itself is quicker.
            may = "_sought" in self.__dict__ or self._words.may_be_in(name, self._runs)
            found = self._hits[name] = self._words.matcher.hits_in(self._sought, [name]) if may else []
        return found

    @cached_property
    def _runs(self) -> frozenset[str]:
        return runs_in(self._text)

    @cached_property
    def _sought(self) -> Sought:
        return self._words.matcher.seek(_take(self._text))


def _take(paragraph: str) -> Taken:
    from ..text.tokens import english

    return take(english()(_NO_WORD.sub(lambda run: " " * len(run[0]), paragraph)))


def _stripped(plain: str, part: Span) -> Span:
    """A paragraph without the white space around it."""
    text = plain[part.start : part.end]
    return Span(part.end - len(text.lstrip()), part.start + len(text.rstrip())) if text.strip() else part


def _moved(hit: Hit, by: int) -> Hit:
    return Hit(hit.lexicon, hit.entry, hit.start + by, hit.end + by, hit.weak)
