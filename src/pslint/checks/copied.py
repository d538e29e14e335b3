"""Paragraphs that share many runs of words with a published sample, of which only hashes are kept."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field

from ..findings import Raised
from ..reading import Around
from ..rule import Rule
from ._base import Options, in_documents

#: So many words in a row are hashed together.
_RUN: Final = 6
_WORD: Final = re.compile(r"[a-z]+")
#: Exams and dates are each writer's own facts: a copy differs in them, and two stories may share them.
_OWN: Final = frozenset(
    [
        "step",
        "level",
        "ck",
        "cs",
        "ce",
        "pe",
        "usmle",
        "comlex",
        "nbme",
        "comsae",
        "comat",
        "coms",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


class Published(BaseModel):
    """A sample that applicants copy; `shingles` are the hashes that `scripts/shingles` prints, with spaces between."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(description="which sample, for whoever reads the rule")
    shingles: str = Field(pattern=r"^[0-9a-f]{8}( [0-9a-f]{8})*\s*$", examples=["01234567 89abcdef"])


class CopiedOptions(Options):
    """Which samples, and how much of a paragraph may be theirs."""

    published: tuple[Published, ...] = Field(min_length=1)
    share: float = Field(0.3, gt=0, le=1, description="more than this part of a paragraph's runs of six words")
    at_least: int = Field(3, ge=1, description="and at least so many runs")


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on a paragraph from the first to the last word that it shares."""
    options: CopiedOptions = rule.options
    known = _known(options.published)
    for block in around.draft.blocks:
        paragraph = around.plain[block.start : block.end]
        found = shingles(paragraph)
        if known.isdisjoint(found):
            continue
        shared = [number for number, shingle in enumerate(found) if shingle in known]
        if len(shared) >= max(options.at_least, options.share * len(found)):
            places = [match.span() for match in _WORD.finditer(paragraph.lower()) if match[0] not in _OWN]
            start, end = places[shared[0]][0], places[shared[-1] + _RUN - 1][1]
            yield Raised(block.start + start, block.start + end, rule.confidence or "high")


@lru_cache(maxsize=4)
def _known(published: tuple[Published, ...]) -> frozenset[int]:
    return frozenset(int(shingle, 16) for sample in published for shingle in sample.shingles.split())


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=512)
def shingles(plain: str) -> tuple[int, ...]:
    """A checksum of 32 bits for each run of six words, numbers, exams and months left out; the first is of the words
    0 to 5. Two different runs share one by a chance of one in 2^32, and a paragraph is a copy only by several.
    """
    words = [word for word in _WORD.findall(plain.lower()) if word not in _OWN]
    joined = " ".join(words).encode()
    # Where each word begins in what was joined; a word of these letters has as many bytes.
    begins = list(accumulate([len(word) + 1 for word in words], initial=0))
    return tuple(crc32(joined[a : b - 1]) for a, b in zip(begins, begins[_RUN:], strict=False))


CHECK = in_documents(run, CopiedOptions, heeds={"confidence"})
