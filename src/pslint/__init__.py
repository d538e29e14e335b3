"""pslint reads the few sentences in which a residency applicant explains a failed exam.

`lint(text)` gives a `Report`; `Linter` does the same for many texts. Nothing is loaded before it is needed.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Finding", "Linter", "Mark", "Passage", "Report", "__version__", "lint"]

if TYPE_CHECKING:
    from .findings import Finding, Mark, Passage, Report
    from .linter import Linter

#: Modules that the documentation names.
_MODULES = ("draft", "errors", "facts", "formats", "places", "rulebook")
_HOMES = {"Finding": "findings", "Mark": "findings", "Passage": "findings", "Report": "findings", "Linter": "linter"}


def lint(text: str, *, profile: str = "brief", path: str = "<text>", passage: bool = False) -> "Report":
    """Lint one text: `path` tells its format and names it, `passage` says that all of it is the explanation.

    No file is read, neither settings nor what is said beside a draft; a `path` of a Word document or PDF means plain
    text. Raises ValueError for an unknown profile, `pslint.draft.DraftError` when the text is long enough to tell that
    it is not English, `pslint.errors.ModelError` when the reader cannot be loaded. For many texts keep a `Linter`.
    """
    from .linter import Linter

    return Linter(profile).lint(text, path=path, passage=passage)


def __dir__() -> list[str]:
    """The public names, those too that are not imported yet."""
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """Import a public name, or a module that the documentation names, when it is first asked for."""
    from importlib import import_module

    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
