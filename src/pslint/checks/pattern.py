"""What a regular expression finds in the draft as it is written: characters, slips of the keyboard, slots left open."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..draft import Span
from ..findings import Raised, Severity
from ..formats.kinds import KINDS
from ..reading import Around
from ..rule import Rule
from ._base import Options, in_documents

_LONGEST = 60
# Each begins with the line end itself, which is sought eight times as fast as a group that is repeated.
_BLANK_LINES = re.compile(r"\n\n+|\r\n(?:\r\n)+|\r\r+")


class Pattern(BaseModel):
    """One thing to look for. Where the expression has a group `at`, the finding stands on that group."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(description="what it is, for the message")
    regex: str
    where: Literal["prose", "paragraph", "explanation", "source"] = Field(
        "prose",
        description="prose: between blank lines; paragraph: in each by itself, headings left out; explanation: in each "
        "passage; source: between blank lines, markup too, but no comments",
    )
    kinds: tuple[str, ...] = Field((), description="only in drafts of these formats")
    severity: Severity | None = Field(None, description="in place of the rule's own")
    once: bool = Field(False, description="at most one finding of it, with the count")

    @field_validator("regex")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression ({error})") from None
        return value

    @field_validator("kinds")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for kind in value:
            if kind not in KINDS:
                raise ValueError(f"{kind!r} is no format; use {', '.join(KINDS)}")
        return value


class PatternOptions(Options):
    """What to look for, each thing by itself."""

    patterns: tuple[Pattern, ...] = Field(min_length=1)
    once: bool = Field(False, description="at most one finding of each pattern, with the count")


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on each place once; of a pattern with `once`, or of each if the rule has it, on the first.

    No place is said that stands within one of an earlier pattern.
    """
    options: PatternOptions = rule.options
    if not around.plain.strip():
        return
    said: list[Span] = []
    patterns = [pattern for pattern in options.patterns if not pattern.kinds or around.draft.kind in pattern.kinds]
    wheres = {pattern.where for pattern in patterns}
    places = {w: iter(_places(w, tuple(p.regex for p in patterns if p.where == w), around)) for w in wheres}
    for pattern in patterns:
        found = next(places[pattern.where])
        for place in found:
            wide = _with_words(around.draft.source, place)
            if wide is None:
                continue
            at = bisect_right(said, wide.start, key=lambda span: span.start)
            if at and wide.end <= said[at - 1].end:
                continue
            said.insert(at, wide)
            words = " ".join(around.draft.source[wide.start : wide.end].split())
            slots = {"match": words[:_LONGEST], "char": pattern.name, "detail": pattern.name, "n": str(len(found))}
            yield Raised(wide.start, wide.end, rule.confidence or "high", slots, pattern.severity)
            if options.once or pattern.once:
                break


def _areas(where: str, around: Around) -> Sequence[tuple[int, str]]:
    """Where a pattern is sought: where each part begins, and its text."""
    draft = around.draft
    if where == "source":
        return _between_blank_lines(draft.source)
    if where == "paragraph":
        return [(b.start, draft.prose[b.start : b.end]) for b in draft.blocks if not b.heading]
    if where == "explanation":
        return [(r.span.start, draft.prose[r.span.start : r.span.end]) for r in around.readings]
    return _between_blank_lines(draft.prose)


def _places(where: str, regexes: tuple[str, ...], around: Around) -> list[list[Span]]:
    """For each of some expressions where it stands, in order."""
    draft = around.draft
    text = draft.source if where == "source" else draft.prose
    comments = [comment.start for comment in draft.comments]
    found: list[list[Span]] = [[] for _ in regexes]
    for start, part in _areas(where, around):
        for number, whole, at in _sought(regexes, part):
            place = Span(start + at.start, start + at.end)
            if where == "source":
                near = bisect_right(comments, place.start) - 1
                hidden = near >= 0 and place.start < draft.comments[near].end
            else:
                # Spaces that stand for markup are no spaces of the writer's.
                area = slice(start + whole.start, start + whole.end)
                hidden = draft.source[area] != text[area]
            if place.start < place.end and not hidden:
                found[number].append(place)
    return found


@lru_cache(maxsize=8)
def _between_blank_lines(text: str) -> tuple[tuple[int, str], ...]:
    """All of a text in parts, each with where it begins and with the line ends behind it."""
    cuts = [0, *(match.end() for match in _BLANK_LINES.finditer(text)), len(text)]
    return tuple((start, text[start:end]) for start, end in pairwise(cuts))


# Of a text that is edited all but one paragraph stay as they are.
@lru_cache(maxsize=1024)
def _sought(regexes: tuple[str, ...], text: str) -> tuple[tuple[int, Span, Span], ...]:
    """Each match: the number of its expression, all of it, and the part of it that is meant."""
    return tuple(
        (number, Span(*match.span()), Span(*match.span("at" if "at" in match.re.groupindex else 0)))
        for number, seek in enumerate(_compiled(regexes))
        for match in seek.finditer(text)
    )


@lru_cache(maxsize=256)
def _compiled(regexes: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, regexes))


def _with_words(text: str, place: Span) -> Span | None:
    """The place, with the words beside it where it begins or ends with white space; None where there are none."""
    start, end = place.start, place.end
    if text[start].isspace():
        start = _while(text, start, -1, spaces=True)
        start = _while(text, start, -1, spaces=False)
    if text[end - 1].isspace():
        end = _while(text, end, 1, spaces=True)
        end = _while(text, end, 1, spaces=False)
    found = text[start:end]
    if not found.strip():
        return None
    return Span(start + len(found) - len(found.lstrip()), start + len(found.rstrip()))


def _while(text: str, place: int, step: int, *, spaces: bool) -> int:
    """Where a run of white space, or of anything else, ends before (step -1) or behind (1) a place."""
    while 0 <= (near := place if step > 0 else place - 1) < len(text) and text[near].isspace() == spaces:
        place += step
    return place


CHECK = in_documents(run, PatternOptions, {"match", "char", "detail", "n"}, heeds={"confidence"})
