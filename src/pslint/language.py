"""This project as components of spaCy, for anybody's pipeline.

spaCy only tokenizes; sentences, word lists and reading are this project's own. No spaCy model is needed and none
is downloaded.
"""

from typing import Any

from .text.sealed import spacy  # noqa: F401  # isort: skip  (before anything else of spaCy is imported)

from spacy.language import Language
from spacy.tokens import Doc, Span

from . import __version__
from .findings import Report
from .outputs import Run, View
from .outputs.json import as_data
from .text.plain import make_plain
from .text.sentences import split

# Here and not in the component, so that stored Docs are read wherever this module is imported.
if not Doc.has_extension("pslint"):
    Doc.set_extension("pslint", default=None)


@Language.component("pslint_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Set sentence starts as pslint counts sentences."""
    starts = {sentence.start for sentence in split(make_plain(doc.text))}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


@Language.factory("pslint", default_config={"profile": "brief", "passage": False})
def make_pslint(nlp: Language, name: str, profile: str, passage: bool) -> "Pslint":
    """A component that lints every Doc: `nlp.add_pipe("pslint")`.

    Findings are in `doc.spans["pslint"]`, labelled with their rule's id, the reader's words in
    `doc.spans["pslint:setback"]` and so on, and all of it, with messages, in `doc._.pslint`: plain data as of one file
    of `check --output-format json --show low`, so that a Doc can be stored and sent to other processes (spaCy gives its
    lists back as tuples; import `pslint.language` where stored Docs are read). With `passage` the whole Doc is the
    explanation.
    """
    return Pslint(profile, passage)


class Pslint:
    """The spaCy component: any pipeline's Doc in, the same Doc with spans out."""

    def __init__(self, profile: str = "brief", passage: bool = False) -> None:
        from .linter import Linter

        self._linter = Linter(profile=profile)
        self._passage = passage

    def __call__(self, doc: Doc) -> Doc:
        """Lint `doc.text`; the words are aligned to whole tokens of the pipeline's own tokenizer."""
        report = self._linter.lint(doc.text, passage=self._passage)
        doc._.pslint = _as_data(report)
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


def _as_data(report: Report) -> dict[str, Any]:
    run = Run((report,), report.profile, __version__)
    (file,) = as_data(run, View(show="low"))["files"]
    del file["path"]
    return file  # type: ignore[no-any-return]


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
