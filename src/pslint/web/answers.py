"""What the page is told of a text: its findings, its plain text for ERAS, its report. Nothing is kept."""

from collections.abc import Mapping
from threading import Lock
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from .. import __version__
from ..citations import Citation, load_citations, published_facts
from ..draft import Draft
from ..export import export
from ..findings import MOVES, Report
from ..formats import MAX_BYTES, parse_text
from ..formats.kinds import TextKind
from ..linter import Linter
from ..outputs import Run, View, render
from ..outputs.json import as_data
from ..outputs.wording import absent
from ..profiles import Profile
from ..reader.caching import CachingReader
from ..reader.encoder import INTERACTIVE_THREADS
from ..rulebook import Rulebook

#: The most code points of a text: the form takes 28,000.
MAX_TEXT: Final = 100_000
NAME: Final = "Your draft"
_FIELD: Final = "eras.ps"
_VIEW: Final = View()
_WARM: Final = "I failed Step 1 in May."


class Asked(BaseModel):
    """A text, and how it is to be taken; `scope` says what it is, or leaves that to be told by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, StringConstraints(max_length=MAX_TEXT)]
    kind: TextKind = "text"
    profile: str = "brief"
    scope: Literal["auto", "paragraph", "statement"] = "auto"


class PageAnswers:
    """Answers about texts, with one linter a profile and one reader for all; safe to call from several threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._reader = CachingReader(threads=INTERACTIVE_THREADS)
        self._linters: dict[str, Linter] = {}
        self._lock = Lock()

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """What a text can be held to, by name."""
        return self._rulebook.profiles

    def warm(self) -> None:
        """Load all that a first text would wait for; raises ModelError."""
        self._report(Asked(text=_WARM, scope="paragraph"))

    def start(self) -> dict[str, Any]:
        """What the page needs to begin: the profiles, and how much it may send."""
        profiles = [{"name": p.name, "about": p.about} for p in self.profiles.values()]
        return {"profiles": profiles, "limits": {"characters": MAX_TEXT, "bytes": MAX_BYTES}}

    def check(self, asked: Asked) -> dict[str, Any]:
        """The JSON contract's object for one text, with the grounds of the rules that spoke.

        `taken` says what the text was taken for, `absent` what is said of each move that a passage does not have.
        Raises ValueError for an unknown profile, DraftError when the text is not English, ModelError when the reader
        cannot be loaded.
        """
        report = self._report(asked)
        data = as_data(self._run(report), _VIEW)
        return {
            "file": data["files"][0],
            "summary": data["summary"],
            "grounds": {rule: self._grounds(rule) for rule in {finding.rule for finding in report.findings}},
            "absent": [{m: absent(m, p) for m in MOVES} for p in report.passages],
            "taken": _taken(asked, report),
            "characters": len(export(_draft(asked)).text),
            "limit": published_facts().fields[_FIELD].limit,
        }

    def plain(self, asked: Asked) -> dict[str, Any]:
        """The plain text for ERAS, what was changed to get it, and how much of the field it takes."""
        exported = export(_draft(asked))
        return {
            "text": exported.text,
            "changes": exported.changes,
            "characters": len(exported.text),
            "limit": published_facts().fields[_FIELD].limit,
        }

    def report(self, asked: Asked) -> str:
        """The report as a page; raises as `check` does."""
        return render("html", self._run(self._report(asked)), _VIEW)

    def _report(self, asked: Asked) -> Report:
        with self._lock:
            linter = self._linter(asked.profile)
            passage, statement = asked.scope == "paragraph", asked.scope == "statement"
            return linter.lint_draft(_draft(asked), passage=passage, statement=statement)

    def _linter(self, profile: str) -> Linter:
        if profile not in self._linters:
            self._linters[profile] = Linter(profile, rulebook=self._rulebook, reader=self._reader)
        return self._linters[profile]

    def _run(self, report: Report) -> Run:
        return Run((report,), report.profile, __version__, lambda: self._rulebook.rules)

    def _grounds(self, identity: str) -> dict[str, Any]:
        rule, known = self._rulebook.rules[identity], load_citations()
        sources = [known.get(code, Citation("", code)) for code in rule.source]
        return {
            "why": rule.why,
            "dissent": rule.dissent,
            "sources": [{"code": s.code, "title": s.title, "urls": s.urls} for s in sources],
        }


def _draft(asked: Asked) -> Draft:
    return parse_text(NAME, asked.text, asked.kind)


def _taken(asked: Asked, report: Report) -> str:
    """What was taken for the explanation as a whole is one; anything else is a statement."""
    if asked.scope != "auto":
        return asked.scope
    return "paragraph" if report.whole else "statement"
