"""What word lists are, and how they are read from their notation (the package's docstring has it)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

_KEYS: Final = ("about", "source", "entries", "patterns", "unless", "case")
#: An entry's word that stands for up to four words or commas.
GAP: Final = "..."


class LexiconError(Exception):
    """A lexicon that cannot be used; the message is one line.

    `lexicon` is its name, `entry` the entry at fault or None where the fault is elsewhere in the lexicon.
    """

    def __init__(self, lexicon: str, entry: str | None, reason: str) -> None:
        """Say which lexicon, which entry (if one) and why."""
        place = f"lexicon {lexicon}" if entry is None else f"lexicon {lexicon}, entry {entry!r}"
        super().__init__(" ".join(f"{place}: {reason}".split()))
        self.lexicon = lexicon
        self.entry = entry
        self.reason = reason

    def __reduce__(self) -> tuple[type[LexiconError], tuple[str, str | None, str]]:
        """Rebuild from the three parts, so that the error survives the way back from a worker process."""
        return type(self), (self.lexicon, self.entry, self.reason)


@dataclass(frozen=True)
class Lexicon:
    """One word list as it was written.

    `entries` hold the notation as written, the `~` of a weak entry included; `patterns` are raw spaCy token patterns.
    Hits that overlap a hit of the lexicon named by `unless` are dropped.
    With `case_exact`, entries that have a capital letter match as written; all others match in any case.
    """

    name: str
    entries: tuple[str, ...] = ()
    patterns: tuple[tuple[Mapping[str, Any], ...], ...] = ()
    unless: str | None = None
    case_exact: bool = False
    about: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a lexicon matched.

    `start` and `end` are offsets in code points into the text of the document, half-open. `entry` is the entry as
    written but for its `~`, or `patterns[0]` for the first raw pattern. A `weak` hit needs the rule's guard.
    """

    lexicon: str
    entry: str
    start: int
    end: int
    weak: bool = False


def parse_lexicons(mapping: Mapping[str, Any]) -> dict[str, Lexicon]:
    """Check lexicons as they come from YAML and return them by name, in the same order.

    `mapping` is what stands under `lexicons:` of all files together: name to the mapping of that lexicon's keys.
    Raises LexiconError for unknown keys, values of the wrong kind, empty lists, entries that are empty or not in the
    notation, and an `unless` that names no lexicon or leads round in a circle. Raw patterns are checked for their shape
    here and for their meaning when they are compiled.
    """
    lexicons = {name: _parse_lexicon(name, body) for name, body in mapping.items()}
    for lexicon in lexicons.values():
        seen = [lexicon.name]
        guard = lexicon.unless
        while guard is not None:
            if guard not in lexicons:
                raise LexiconError(seen[-1], None, f"'unless' names no lexicon: {guard}")
            if guard in seen:
                circle = " > ".join([*seen, guard])
                raise LexiconError(lexicon.name, None, f"'unless' leads round in a circle: {circle}")
            seen.append(guard)
            guard = lexicons[guard].unless
    return lexicons


def _parse_lexicon(name: object, body: object) -> Lexicon:
    if not isinstance(name, str) or not name.strip():
        raise LexiconError(str(name), None, "the name of a lexicon must be text")
    if not isinstance(body, Mapping):
        raise LexiconError(name, None, "must be a mapping with 'about' and 'entries'")
    for key in body:
        if key not in _KEYS:
            raise LexiconError(name, None, f"unknown key {key!r}; known are {', '.join(_KEYS)}")
    entries = tuple(_split_entries(name, _text(name, body, "entries", "")))
    for entry in entries:
        parse_entry(name, entry)
    patterns = _parse_patterns(name, body.get("patterns", []))
    if not entries and not patterns:
        raise LexiconError(name, None, "has neither entries nor patterns")
    source = body.get("source", [])
    if not isinstance(source, list) or not all(isinstance(item, str) for item in source):
        raise LexiconError(name, None, "'source' must be a list of texts")
    case = _text(name, body, "case", "any")
    if case not in ("any", "exact"):
        raise LexiconError(name, None, f"'case' must be any or exact, not {case!r}")
    return Lexicon(
        name=name,
        entries=entries,
        patterns=patterns,
        unless=_text(name, body, "unless", "") or None,
        case_exact=case == "exact",
        about=_text(name, body, "about", ""),
        source=tuple(source),
    )


def _text(name: str, body: Mapping[str, Any], key: str, default: str) -> str:
    value = body.get(key, default)
    if not isinstance(value, str):
        raise LexiconError(name, None, f"{key!r} must be text, not {value!r}")
    return value


def _split_entries(name: str, text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.strip():
            continue
        for entry in re.split(r"(?:^|\s);(?=\s|$)", line):
            entry = entry.strip()
            if not entry:
                raise LexiconError(name, entry, f"an entry is empty in the line {line.strip()!r}")
            yield " ".join(entry.split())


def _parse_patterns(name: str, value: object) -> tuple[tuple[Mapping[str, Any], ...], ...]:
    if not isinstance(value, list):
        raise LexiconError(name, None, "'patterns' must be a list of token patterns")
    for number, pattern in enumerate(value):
        if not isinstance(pattern, list) or not pattern or not all(isinstance(token, Mapping) for token in pattern):
            raise LexiconError(name, f"patterns[{number}]", "a pattern must be a list of mappings, one for each token")
    return tuple(tuple(pattern) for pattern in value)


class Slot(NamedTuple):
    """One place of an entry: its alternatives (a lone `...` for a gap), and whether it may be missing."""

    options: tuple[str, ...]
    optional: bool


class Entry(NamedTuple):
    """An entry taken apart; `text` is without the `~`."""

    text: str
    weak: bool
    slots: tuple[Slot, ...]

    @property
    def has_capital(self) -> bool:
        """Whether it has a capital letter, the N of a number aside."""
        pieces = (piece for slot in self.slots for option in slot.options for piece in option.split("-"))
        return any(piece != "N" and piece != piece.lower() for piece in pieces)


# When the list is checked, when it is compiled, and when its words are looked for.
@cache
def parse_entry(lexicon: str, entry: str) -> Entry:
    weak = entry.startswith("~")
    text = entry[1:].strip() if weak else entry
    slots = tuple(_parse_slot(lexicon, entry, word) for word in text.split())
    gaps = [is_gap(slot) for slot in slots]
    if not slots:
        raise LexiconError(lexicon, entry, "an entry is empty")
    if any(one and other for one, other in itertools.pairwise(gaps)) or gaps[0]:
        raise LexiconError(lexicon, entry, "a gap '...' needs a word before it")
    if gaps[-1]:
        # "not the result I ..." asks for nothing after the gap: the gap would only lengthen the hit.
        raise LexiconError(lexicon, entry, "a gap '...' needs a word after it")
    if all(slot.optional or gap or any(map(is_number, slot.options)) for slot, gap in zip(slots, gaps, strict=True)):
        raise LexiconError(lexicon, entry, "needs at least one word that must be there")
    return Entry(text, weak, slots)


def _parse_slot(lexicon: str, entry: str, word: str) -> Slot:
    if word.isalpha():
        return Slot((word,), optional=False)
    if word == GAP:
        return Slot((GAP,), optional=False)
    optional = word.startswith("[") and word.endswith("]")
    options = tuple((word[1:-1] if optional else word).split("/"))
    for option in options:
        if not option or re.search(r"[\[\]~;]|\.\.\.", option):
            raise LexiconError(lexicon, entry, f"cannot be read at {word!r}")
        for piece in option.split("-"):
            if not piece:
                raise LexiconError(lexicon, entry, f"a hyphen must stand between two words in {word!r}")
            if "*" in piece and not (piece.endswith("*") and piece[:-1].isalnum()):
                raise LexiconError(lexicon, entry, f"'*' may only end a word of letters, not stand as in {word!r}")
    return Slot(options, optional)


def is_number(option: str) -> bool:
    """Whether an alternative stands for a number."""
    return set(option.split("-")) == {"N"}


def is_gap(slot: Slot) -> bool:
    """Whether it stands for a few words of any kind."""
    return slot.options == (GAP,)
