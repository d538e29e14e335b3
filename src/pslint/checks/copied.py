"""Paragraphs that share many runs of words with a published sample, of which only hashes are kept."""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from typing import Final, NamedTuple

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
    shingles: str = Field(pattern=r"^[0-9a-f]{10}( [0-9a-f]{10})*\s*$", examples=["0123456789 abcdef0123"])


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
        runs = shingles(around.plain[block.start : block.end])
        shared = [number for number, digest in enumerate(runs.digests) if digest in known]
        if len(shared) >= max(options.at_least, options.share * len(runs.digests)):
            first, last = runs.words[shared[0]], runs.words[shared[-1] + _RUN - 1]
            yield Raised(block.start + first[0], block.start + last[1], rule.confidence or "high")


@lru_cache(maxsize=4)
def _known(published: tuple[Published, ...]) -> frozenset[bytes]:
    return frozenset(bytes.fromhex(shingle) for sample in published for shingle in sample.shingles.split())


class Shingles(NamedTuple):
    """A digest for each run of six words; the first is of the words 0 to 5. `words` says where each word stands."""

    digests: tuple[bytes, ...]
    words: tuple[tuple[int, int], ...]


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=512)
def shingles(plain: str) -> Shingles:
    """Each run of six words as five bytes; numbers, exams and months are left out."""
    lower = plain.lower()
    found = [match.span() for match in _WORD.finditer(lower) if match[0] not in _OWN]
    joined = " ".join([lower[start:end] for start, end in found]).encode()
    # Where each word begins in what was joined; a word of these letters has as many bytes.
    begins = list(accumulate([end - start + 1 for start, end in found], initial=0))
    ends = begins[_RUN:]
    digests = [blake2b(joined[a : b - 1], digest_size=5).digest() for a, b in zip(begins, ends, strict=False)]
    return Shingles(tuple(digests), tuple(found))


CHECK = in_documents(run, CopiedOptions, heeds={"confidence"})
