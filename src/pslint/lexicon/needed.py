"""Whether any entry of a list can match in a text at all, told from the text's letters: no tokenizer is needed.

Most paragraphs hold none of the words of most lists. To say so takes a hundredth of the time that it takes to make
their words, and spaCy, which makes them, need not even be loaded.
"""

import re
from collections.abc import Iterator, Set
from typing import Final, NamedTuple

from .notation import Entry, Lexicon, Slot, is_gap, is_number, parse_entry
from .taken import BEFORE_NOT, WRITTEN_OUT

_RUN: Final = re.compile(r"[^\W_]+")
_PART: Final = re.compile(r"[^\W\d_]+|\d+")
#: Words that a text may hold in another form ("won't", "cannot", "dont", "gonna"), so that nothing follows from not
#: seeing them; all others stand in it as they are matched.
_UNSEEN: Final = re.compile(
    r"a|a[im]|all|are|ca|can|could|d|dare|did|do|does|gon|got|ha[ds]|have|he|how|i|i[st]|it|ll|m|ma|may|might|must|na|nd"
    r"|need|not|n|nt|on|ought|re|s|sha|shall|she|should|ta|that|the[rs]e|they|this|those|ve|was|we|were|what|when"
    r"|where|who|why|will|wo|would|y|you"
)
#: The beginning of a word that is shorter may be that of one of these, or of a part of one.
_TELLING: Final = 4
_WRITTEN: Final = (*WRITTEN_OUT.values(), *BEFORE_NOT.values())


class _Needed(NamedTuple):
    """What one place of an entry needs: one of `words`, or a word that begins with one of `stems`."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def is_in(self, runs: Set[str]) -> bool:
        return not runs.isdisjoint(self.words) or (bool(self.stems) and any(r.startswith(self.stems) for r in runs))


class Needed:
    """The words that the entries of one lexicon need, place by place."""

    def __init__(self, lexicon: Lexicon) -> None:
        # What is not known to need anything may stand anywhere.
        self._anywhere = bool(lexicon.patterns)
        self._by_word: dict[str, list[tuple[_Needed, ...]]] = {}
        self._by_stem: list[tuple[_Needed, ...]] = []
        for entry in lexicon.entries:
            places = tuple(_places(parse_entry(lexicon.name, entry)))
            if not places:
                self._anywhere = True
            elif places[0].stems:
                self._by_stem.append(places)
            else:
                for word in places[0].words:
                    self._by_word.setdefault(word, []).append(places[1:])

    def may_be_in(self, runs: Set[str]) -> bool:
        """Whether an entry may match in a text with these runs of letters."""
        if self._anywhere:
            return True
        found = (places for word in self._by_word.keys() & runs for places in self._by_word[word])
        return any(all(place.is_in(runs) for place in places) for places in (*found, *self._by_stem))


def runs_in(text: str) -> frozenset[str]:
    """The runs of letters and digits of a text, in small letters, and the letters and the digits of each apart."""
    runs = set(_RUN.findall(text.lower()))
    return frozenset(runs.union(*(_PART.findall(run) for run in runs if not run.isalpha())))


def _places(entry: Entry) -> Iterator[_Needed]:
    """The places of an entry that surely need one of a few words, the most telling first."""
    found = [needed for slot in entry.slots if (needed := _needed(slot)) is not None]
    yield from sorted(found, key=lambda needed: -min(map(len, needed.words | set(needed.stems))))


def _needed(slot: Slot) -> _Needed | None:
    if slot.optional or is_gap(slot):
        return None
    words: set[str] = set()
    stems: set[str] = set()
    for option in slot.options:
        told = _told_by(option)
        if told is None:
            return None
        (stems if told.endswith("*") else words).add(told.rstrip("*"))
    return _Needed(frozenset(words), tuple(sorted(stems)))


def _told_by(option: str) -> str | None:
    """The run, or its beginning and a star, without which an alternative cannot stand in a text; None if unknown."""
    if "'" in option or is_number(option):
        return None
    pieces = [piece for piece in option.lower().split("-") if piece != "n"]
    runs = [run for piece in pieces for run in _runs_of(piece) if not _UNSEEN.fullmatch(run)]
    return max(runs, key=len, default=None)


def _runs_of(piece: str) -> list[str]:
    runs = _RUN.findall(piece)
    stem = piece[:-1] if piece.endswith("*") else None
    if stem is not None and (len(stem) < _TELLING or any(word.startswith(stem) for word in _WRITTEN)):
        return runs[:-1]
    return [*runs[:-1], f"{runs[-1]}*"] if runs and piece.endswith("*") else runs
