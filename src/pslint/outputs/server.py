"""What the formats that end up on a server share: no words of the draft, paths from here, fingerprints that last."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from ..draft import Draft, Position
from ..findings import Finding, Related, Report
from . import View
from .select import shown


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as a server gets it.

    `start` and `end` are None where the file has no lines of its own (`.docx`, `.odt`, PDF): there `place` names the
    paragraph or page, and the message begins with it.
    """

    path: str
    draft: Draft
    finding: Finding
    message: str
    fingerprint: str
    start: Position | None
    end: Position | None
    place: str


def items(report: Report, view: View) -> Iterator[Item]:
    """The shown findings of a draft, in the order of the text; none where it was not read."""
    draft = report.draft
    if draft is None:
        return
    path = relative(report.path)
    counts: dict[str, int] = {}
    for finding in shown(report, view):
        nth = counts[finding.rule] = counts.get(finding.rule, 0) + 1
        place = "" if draft.counted_in == "line" else f"{draft.counted_in} {draft.numbers(finding.start)[0]}"
        message = finding.message if view.show_excerpts else finding.bare or f"See {finding.rule} {finding.name}."
        yield Item(
            path,
            draft,
            finding,
            f"{place.capitalize()}: {message}" if place else message,
            _fingerprint(finding.rule, path, nth),
            None if place else draft.position(finding.start),
            None if place else draft.position(finding.end),
            place,
        )


def related_message(related: Related, view: View) -> str:
    """What is said of another place; its message may quote the draft."""
    return related.message if view.show_excerpts else "see also"


def relative(path: str) -> str:
    """A path as seen from the working folder where it lies below it, with "/" between its parts."""
    named = Path(path)
    if named.is_absolute():
        with suppress(ValueError):
            named = named.relative_to(Path.cwd())
    return named.as_posix()


def uri(path: str) -> str:
    """A path as a URI: relative to the working folder, or absolute where it lies elsewhere."""
    name = relative(path)
    return Path(name).as_uri() if Path(name).is_absolute() else quote(name, errors="surrogateescape")


def _fingerprint(rule: str, path: str, nth: int) -> str:
    """The same for the n-th finding of a rule in a file, wherever in it it has moved.

    A hash of the words around it would last as well, but whoever guesses the words could confirm the guess.
    """
    return sha256(f"{rule}\0{path}\0{nth}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
