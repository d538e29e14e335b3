"""spaCy's English with this project's components, and the component for anybody's pipeline.

spaCy only tokenizes; sentences, word lists and reading are this project's own. No spaCy model is needed and none
is downloaded.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from .tokens import english  # isort: skip  (before anything else of spaCy is imported)

from spacy.language import Language
from spacy.tokens import Doc, Span

from .draft import Span as Place
from .findings import Report
from .lexicon import Hit, Lexicon, LexiconMatcher, Sought, Taken, take
from .plain import make_plain
from .reading import FindHits
from .sentences import paragraphs, split

#: No word is that long, and the tokenizer takes time by the square of a run of brackets or stars.
_NO_WORD = re.compile(r"\S{200,}")
#: How many paragraphs are remembered as words, and how many texts with what was found in them.
_PARAGRAPHS: Final = 256
_TEXTS: Final = 8


@Language.component("pslint_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Set sentence starts as pslint counts sentences."""
    starts = {sentence.start for sentence in split(make_plain(doc.text))}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


class _Part(NamedTuple):
    """A paragraph, where it begins, counted from where words are sought, and from where to where they are."""

    at: int
    paragraph: str
    start: int
    end: int


class Words:
    """The word lists, compiled when first asked for; what was sought lately is remembered, in memory alone."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._matcher = LexiconMatcher(english().vocab, lexicons)
        # Of a text that is edited, only the paragraph with the edit is taken apart anew.
        self._take = lru_cache(_PARAGRAPHS)(_take)
        self._seek = lru_cache(_TEXTS)(self._sought)

    def __reduce__(self) -> tuple[type["Words"], tuple[Mapping[str, Lexicon]]]:
        """Compile anew, and remember nothing."""
        return type(self), (self._lexicons,)

    def within(self, plain: str, place: Place) -> FindHits:
        """A function that gives the hits of a lexicon inside `place`, in offsets of `plain`; a list is sought once."""
        sought: Sought | None = None
        known: dict[str, tuple[Hit, ...]] = {}

        def find(name: str) -> tuple[Hit, ...]:
            nonlocal sought
            if name not in known:
                sought = sought or self._seek(tuple(_parts(plain, place)))
                known[name] = tuple(_moved(hit, place.start) for hit in self._matcher.hits_in(sought, [name]))
            return known[name]

        return find

    def _sought(self, parts: tuple[_Part, ...]) -> Sought:
        return self._matcher.seek([(p.at, self._take(p.paragraph).between(p.start, p.end)) for p in parts])


def _parts(plain: str, place: Place) -> Iterator[_Part]:
    """The paragraphs of a place, whole: a passage within one is not taken apart once more."""
    for paragraph in paragraphs(plain):
        if paragraph.start < place.end and place.start < paragraph.end:
            start, end = max(paragraph.start, place.start), min(paragraph.end, place.end)
            yield _Part(
                paragraph.start - place.start,
                plain[paragraph.start : paragraph.end],
                start - paragraph.start,
                end - paragraph.start,
            )


def _take(paragraph: str) -> Taken:
    return take(english()(_NO_WORD.sub(lambda run: " " * len(run[0]), paragraph)))


def _moved(hit: Hit, by: int) -> Hit:
    return Hit(hit.lexicon, hit.entry, hit.start + by, hit.end + by, hit.weak)


@Language.factory("pslint", default_config={"profile": "brief", "passage": False})
def make_pslint(nlp: Language, name: str, profile: str, passage: bool) -> "Pslint":
    """A component that lints every Doc: `nlp.add_pipe("pslint")`.

    Findings are in `doc.spans["pslint"]`, labelled with their rule's id, the reader's words in
    `doc.spans["pslint:setback"]` and so on, the whole report in `doc._.pslint`. With `passage` the whole
    Doc is the explanation.
    """
    return Pslint(profile, passage)


class Pslint:
    """The spaCy component: any pipeline's Doc in, the same Doc with spans out."""

    def __init__(self, profile: str = "brief", passage: bool = False) -> None:
        from .linter import Linter

        if not Doc.has_extension("pslint"):
            Doc.set_extension("pslint", default=None)
        self._linter = Linter(profile=profile)
        self._passage = passage

    def __call__(self, doc: Doc) -> Doc:
        """Lint `doc.text`; the words are aligned to whole tokens of the pipeline's own tokenizer."""
        report = self._linter.lint(doc.text, passage=self._passage)
        doc._.pslint = report
        doc.spans["pslint"] = [_span(doc, f.start, f.end, f.rule) for f in report.findings]
        for move, places in _moves(report).items():
            doc.spans[f"pslint:{move}"] = [_span(doc, start, end, move) for start, end in places]
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to store: the rules and the reader come with the package."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> "Pslint":
        """Nothing to restore."""
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Nothing to store."""

    def from_disk(self, *_: Any, **__: Any) -> "Pslint":
        """Nothing to restore."""
        return self


def _moves(report: Report) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for passage in report.passages:
        for move, marks in passage.moves.items():
            found.setdefault(move, []).extend((mark.start, mark.end) for mark in marks)
    return found


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None, "an expanded span always exists inside the text"
    return span
