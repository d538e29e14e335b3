"""Made statements: paragraphs of the corpus put together anew, the same ones for the same seed, one at a time.

None is read by a person. Paragraphs without a setback come from the corpus's statements and from its paragraphs that
only look alike; the paragraph that tells of a setback comes from the statements that have one. Every further use of a
paragraph ends in a sentence of its own, so that no paragraph stands anywhere twice and nothing that was read once can
be remembered.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.accuracy import read

WORDS: Final = 650
#: Kinds of many statements by name: which of them have a setback, over and over.
KINDS: Final = {"no setback": (False,), "setback in half": (True, False), "setback in all": (True,)}
_STATEMENTS: Final = ("statements", "own_statements", "statements_train")
_LOOK_ALIKES: Final = ("lookalikes", "nearer")
#: Of the paragraphs beside the setback, the part that only looks like one.
_ALIKE: Final = 0.25


@dataclass(frozen=True)
class Made:
    """A statement; `passage` is its paragraph that tells of a setback, empty where it has none."""

    text: str
    passage: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True)
class _Pools:
    plain: list[str]
    alike: list[str]
    setback: list[str]


class _Deck:
    """Paragraphs dealt in a shuffled order, over and over; which of them had been dealt before is told from the end."""

    def __init__(self, cards: list[str], chance: random.Random) -> None:
        self._cards = list(cards)
        chance.shuffle(self._cards)
        self._dealt: Counter[str] = Counter()
        self._next = 0

    def deal(self) -> str:
        card = self._cards[self._next % len(self._cards)]
        self._next += 1
        self._dealt[card] += 1
        times = self._dealt[card]
        return card if times == 1 else f"{card} This stands on page {times} of my notebook."


def statements(count: int, setbacks: tuple[bool, ...] = (True, False), seed: int = 0) -> Iterator[Made]:
    """So many statements of about 650 words; `setbacks` says over and over which of them have one."""
    chance = random.Random(seed)
    pools = _pools()
    plain, alike, setback = (_Deck(pool, chance) for pool in (pools.plain, pools.alike, pools.setback))
    for number in range(count):
        parts: list[str] = []
        passage = setback.deal() if setbacks[number % len(setbacks)] else ""
        place = chance.random()
        words = len(passage.split())
        while words < WORDS - 40:
            parts.append((alike if chance.random() < _ALIKE else plain).deal())
            words += len(parts[-1].split())
        if passage:
            parts.insert(round(place * len(parts)), passage)
        yield Made("\n\n".join(parts) + "\n", passage)


def write(made: Iterator[Made], folder: Path) -> list[Made]:
    """Write statements to files, and give them back."""
    kept = []
    for number, one in enumerate(made):
        put(one, folder, number)
        kept.append(one)
    return kept


def put(one: Made, folder: Path, number: int) -> None:
    """Write one statement, a thousand to a folder."""
    place = folder / f"{number // 1000:03}"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{number:06}.txt").write_text(one.text, encoding="utf-8")


def first(setback: bool, seed: int = 1) -> Made:
    """One statement, with or without a setback."""
    return next(statements(1, (setback,), seed))


@cache
def _pools() -> _Pools:
    plain: list[str] = []
    setback: list[str] = []
    for record in (record for name in _STATEMENTS for record in read(name)):
        told = [p for p in record["text"].split("\n\n") if _tells(p, record["setback_passages"])]
        if len(told) == 1:
            setback += told
        if not record["setback_passages"]:
            plain += [p for p in record["text"].split("\n\n") if len(p.split()) > 20]
    alike = [record["text"] for name in _LOOK_ALIKES for record in read(name)]
    return _Pools(plain, alike, setback)


def _tells(paragraph: str, passages: list[str]) -> bool:
    return any(passage in paragraph or paragraph in passage for passage in passages)
