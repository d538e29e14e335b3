"""Paragraphs that share many runs of words with a published sample, of which only hashes are kept."""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from ..draft import Span
from ..findings import Raised
from ..reading import Around
from ..rule import Rule
from .base import Options, in_documents

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
        shared = [place for shingle, place in runs if shingle in known]
        if len(shared) >= max(options.at_least, options.share * len(runs)):
            yield Raised(block.start + shared[0].start, block.start + shared[-1].end, rule.confidence or "high")


@lru_cache(maxsize=4)
def _known(published: tuple[Published, ...]) -> frozenset[str]:
    return frozenset(shingle for sample in published for shingle in sample.shingles.split())


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=512)
def shingles(plain: str) -> tuple[tuple[str, Span], ...]:
    """Each run of six words as a hash of ten hex digits, and where it stands; numbers, exams and months left out."""
    lower = plain.lower()
    found = [(match[0], *match.span()) for match in _WORD.finditer(lower) if match[0] not in _OWN]
    words = [word for word, _, _ in found]
    made = []
    for i in range(len(words) - _RUN + 1):
        digest = blake2b(" ".join(words[i : i + _RUN]).encode(), digest_size=5).hexdigest()
        made.append((digest, Span(found[i][1], found[i + _RUN - 1][2])))
    return tuple(made)


CHECK = in_documents(run, CopiedOptions)
