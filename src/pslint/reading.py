"""What the reader and the lists found in one passage: all that a check may look at."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .draft import Draft, Role, Span
from .facts import Facts, Record
from .findings import FAULTS, MEDIUM, READ, STORY, Mark
from .lexicon import Hit
from .lexicon.words import FindHits
from .profiles import Profile
from .suppression.suppress import BadDirective
from .text.sentences import count_words, split

#: From here a move that is probably not there may be there all the same: it is said as such, at the level of info.
_UNSURE = 0.25


@dataclass(frozen=True)
class Reading:
    """One passage as read.

    `plain` is the prose of the whole draft with plain quotes and dashes; every offset is a code point of
    it. `marks` holds the words of each category, faint ones included, in order; `presence` how likely
    the category is there at all. `find` gives the hits of one lexicon inside the passage. `later` are moves that it
    lacks and that stand further on, in the paragraph after it.
    """

    plain: str
    span: Span
    sentences: tuple[Span, ...]
    marks: Mapping[str, tuple[Mark, ...]]
    presence: Mapping[str, float]
    find: FindHits
    later: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> int:
        """How many words its sentences have."""
        return sum(count_words(self.plain, sentence.start, sentence.end) for sentence in self.sentences)

    def has(self, category: str) -> bool:
        """Whether the category is there, more likely than not."""
        return self.presence[category] >= MEDIUM

    def lacks(self, move: str) -> bool:
        """Whether a move is surely not there."""
        return self.presence[move] < _UNSURE

    def clear(self, category: str) -> tuple[Mark, ...]:
        """The marks of a category that are more likely right than not."""
        return tuple(mark for mark in self.marks[category] if mark.probability >= MEDIUM)

    @property
    def is_whole(self) -> bool:
        """Whether it tells what happened, why, what changed and how it went since, and none of its words is a fault."""
        told = all(self.has(move) for move in ("setback", *STORY))
        return told and not any(self.clear(fault) for fault in FAULTS)

    def hits(self, *names: str) -> list[Hit]:
        """Hits of these lexicons, in order of place."""
        return sorted((hit for name in names for hit in self.find(name)), key=lambda hit: (hit.start, hit.end))

    def sentence(self, offset: int) -> int:
        """The index of the sentence that holds an offset, or of the one before it."""
        return max(0, bisect_right([s.start for s in self.sentences], offset) - 1)

    def text(self, span: Span) -> str:
        """The plain text of a span."""
        return self.plain[span.start : span.end]

    @property
    def last_word(self) -> Span:
        """The place where something that is missing belongs: the last word of the passage."""
        text = self.plain[self.span.start : self.span.end].rstrip()
        end = self.span.start + len(text)
        return Span(end - len(text.rsplit(None, 1)[-1]), end)


@dataclass(frozen=True)
class Around:
    """What stands around a passage: the draft, its other passages, what is asked of it.

    `whole` says that all of the input is the explanation, `named` that the writer said where it stands. `find` gives
    the hits of a lexicon in all of the draft's prose. `facts` are the dated facts about exams, `record` the writer's
    own. `bad_directives` are known once all else has been said. `role` is what sort of document it is, `others` are
    those that it is held against. Where no passage was found, `perhaps` are words that may tell of a setback.
    """

    draft: Draft
    plain: str
    readings: tuple[Reading, ...]
    whole: bool
    profile: Profile
    find: FindHits
    facts: Facts
    record: Record | None = None
    bad_directives: tuple[BadDirective, ...] = ()
    role: Role = "statement"
    others: tuple["Around", ...] = ()
    named: bool = False
    perhaps: Span | None = None

    @cached_property
    def words(self) -> int:
        """How many words the draft has."""
        return sum(count_words(self.plain, block.start, block.end) for block in self.draft.blocks)

    @cached_property
    def unread(self) -> Reading:
        """All of the draft as a passage without marks: nobody need have read it to look for words in it."""
        blocks = [(block.start, block.end) for block in self.draft.blocks] or [(0, len(self.plain))]
        sentences = tuple(sentence for start, end in blocks for sentence in split(self.plain, start, end))
        whole = Span(0, len(self.plain))
        return Reading(
            plain=self.plain,
            span=whole,
            sentences=sentences or (whole,),
            marks=dict.fromkeys(READ, ()),
            presence=dict.fromkeys(READ, 0.0),
            find=self.find,
        )
