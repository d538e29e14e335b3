"""`.pslint-ignore.yaml`, beside drafts that take no comments: which findings to leave, where the explanation stands.

    salt: "5f0c…"
    ignores:
      - draft: "statement.txt"
        rule: "PS203"
        context: "9a41…"
        reason: "my adviser knows the story"
    passages:
      letter.docx: 12-18
      poem.txt: none

An entry knows its finding by a fingerprint, so it holds no words of a draft and outlives edits elsewhere.
"""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ..draft import Draft
from ..errors import FileError, FileErrors
from ..files import write_whole
from ..places import SIDECAR
from ..yamlfile import YamlFile, explain
from .fingerprint import fingerprint, new_salt
from .suppress import Beside, SuppressedFinding

_HEAD: Final = """\
# Findings that pslint leaves in the drafts beside this file; `pslint ignore` adds to it. It holds no words of a draft:
# an entry knows its finding by a salted hash of the sentence, and ends with the next change of that sentence.
"""
_ONE_LINE: Final = "is written so that no entry can be taken out; begin each on its own line, with a dash and a key"
_KEY: Final = re.compile(r"^ignores[ \t]*:[ \t]*(?P<rest>[^#\r\n]*?)[ \t]*(?:#[^\r\n]*)?(?=\r?$)", re.MULTILINE)
_ITEM: Final = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*(?P<indent> *)- ")
_NO_ENTRY: Final = re.compile(r"[ \t]*(?:#|[\r\n]|$)")
_LINES: Final = re.compile(r"\s*(\d+)(?:\s*-\s*(\d+))?\s*")


def _lines(value: Any) -> Any:
    """Pairs of a first and a last line, from `none`, `12`, `12-18` or a list of such."""
    if value == "none":
        return ()
    return tuple(_pair(item) for item in (value if isinstance(value, list) else [value]))


def _pair(value: Any) -> tuple[int, int]:
    match = _LINES.fullmatch(str(value))
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last:
        raise ValueError(f"must be none or numbers of lines (paragraphs, pages) such as 12-18, not {value!r}")
    return first, last


class Entry(BaseModel):
    """One finding that is left: the draft's name, the rule's id, the fingerprint."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    draft: str
    rule: str
    context: str = Field(pattern="^[0-9a-f]{24}$")
    reason: str | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    salt: str | None = Field(default=None, pattern="^[0-9a-f]{32}$")
    ignores: tuple[Entry, ...] = ()
    passages: dict[str, Annotated[tuple[tuple[int, int], ...], BeforeValidator(_lines)]] = {}

    @model_validator(mode="after")
    def _salted(self) -> "_File":
        if self.ignores and not self.salt:
            raise ValueError("salt is missing, without which no entry under ignores can be known again")
        return self


@dataclass(frozen=True)
class Sidecar:
    """What one folder's file says."""

    path: Path
    content: _File

    def beside(self, draft: str) -> Beside:
        """What it says of the draft of this name."""
        own = [SuppressedFinding(entry.rule, entry.context, entry.reason or "") for entry in self.entries(draft)]
        return Beside(self.path.name, self.content.salt or "", tuple(own), self.content.passages.get(draft))

    def entries(self, draft: str) -> list[Entry]:
        """Its entries for the draft of this name."""
        return [entry for entry in self.content.ignores if entry.draft == draft]


def load_sidecar(folder: Path) -> Sidecar | None:
    """The file in a folder, None where there is none; raises FileError or FileErrors."""
    path = folder / SIDECAR
    return _load(path) if path.is_file() else None


def add_ignores(draft: Draft, rule: str, offsets: Iterable[int], reason: str | None) -> int:
    """Leave the findings of a rule at these code points: write them beside the draft; how many were not there yet.

    What the file holds, comments among it, is kept. Raises FileError or FileErrors when it cannot be used, OSError when
    it cannot be written.
    """
    path, name = Path(draft.path).parent / SIDECAR, Path(draft.path).name
    known = _load(path).content if path.exists() else _File()
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else _HEAD
    salt = known.salt or new_salt()
    if not known.salt:
        text = f"{_ended(text)}salt: {json.dumps(salt)}\n"
    there = {(entry.draft, entry.rule, entry.context) for entry in known.ignores}
    made = dict.fromkeys(fingerprint(salt, rule, draft, offset) for offset in offsets)
    fresh = [Entry(draft=name, rule=rule, context=c, reason=reason) for c in made if (name, rule, c) not in there]
    if fresh:
        try:
            write_whole(path, _with_entries(path, text, fresh), check=_load)
        except (FileError, FileErrors):
            # What was tried is gone with its name; the file itself could be read.
            reason = "is written so that no entry can be added; put each of its keys on a line of its own"
            raise FileError(path, reason) from None
    return len(fresh)


def remove_ignores(path: Path, gone: Collection[Entry]) -> None:
    """Take entries out of a file; what else it holds, comments among it, is kept.

    Raises FileError or FileErrors when it cannot be used, OSError when it cannot be written.
    """
    file = YamlFile(path)
    known = _load(path).content
    kept = known.model_copy(update={"ignores": tuple(entry for entry in known.ignores if entry not in gone)})

    def check(made: Path) -> None:
        if _load(made).content != kept:
            raise FileError(made, "is not what it should be")

    begun = [file.line(("ignores", number)) for number in range(len(known.ignores))]
    firsts = [line for line, entry in zip(begun, known.ignores, strict=True) if entry in gone]
    if any(begun.count(line) > 1 for line in firsts):
        raise FileError(path, _ONE_LINE, key="ignores")
    text = _without(path.read_bytes().decode("utf-8-sig"), firsts)
    try:
        write_whole(path, text if kept.ignores else _emptied(text), check=check)
    except (FileError, FileErrors):
        raise FileError(path, _ONE_LINE, key="ignores") from None


def _without(text: str, firsts: Iterable[int]) -> str:
    """The text of the file without the entries that begin on these lines, from 1; comments between entries stay."""
    lines = text.splitlines(keepends=True)
    for first in sorted(firsts, reverse=True):
        del lines[first - 1 : first + _more(lines[first:], lines[first - 1].find("-") + 1)]
    return "".join(lines)


def _more(lines: list[str], indent: int) -> int:
    """How many lines go on with an entry, whose keys stand `indent` spaces in or further."""
    inside = [*takewhile(lambda line: _NO_ENTRY.match(line) or line[:indent].isspace(), lines)]
    # A comment as far in as the entry's keys goes with them, and may be the end of a reason.
    while inside and not (inside[-1].strip() and inside[-1][:indent].isspace()):
        inside.pop()
    return len(inside)


def _emptied(text: str) -> str:
    """The text of a file whose list has lost all entries, which is a list all the same."""
    key = _KEY.search(text)
    if key is None or key["rest"]:
        return text
    place = len(text[: key.start("rest")].rstrip(" \t"))
    return f"{text[:place]} []{text[place:]}"


def _with_entries(path: Path, text: str, entries: list[Entry]) -> str:
    """The text of the file with entries on top of its list."""
    key = _KEY.search(text)
    if key is None:
        return f"{_ended(text)}ignores:\n{_written(entries, '  ')}"
    if key["rest"] not in ("", "[]"):
        raise FileError(path, "ignores must have an entry a line, so that one can be added", key="ignores")
    item = _ITEM.match(text, key.end())
    line = text[: key.start("rest")].rstrip(" \t") + " " + text[key.end("rest") : key.end()].strip()
    rest = text[key.end() :].removeprefix("\r").removeprefix("\n")
    return f"{line.rstrip()}\n{_written(entries, item['indent'] if item else '  ')}{rest}"


def _written(entries: list[Entry], indent: str) -> str:
    lines = []
    for entry in entries:
        # JSON strings are YAML too, and none of them is taken for a number. What cannot be seen is escaped.
        given = entry.model_dump(exclude_none=True).items()
        pairs = [f"{key}: {json.dumps(value, ensure_ascii=not value.isprintable())}" for key, value in given]
        lines += [f"{indent}- {pairs[0]}", *(f"{indent}  {pair}" for pair in pairs[1:])]
    return "".join(f"{line}\n" for line in lines)


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def _load(path: Path) -> Sidecar:
    file = YamlFile(path)
    try:
        return Sidecar(path, _File.model_validate(file.data))
    except ValidationError as error:
        raise FileErrors(explain(file, error, _File)) from None
