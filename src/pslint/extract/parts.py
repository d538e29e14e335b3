"""Sentences cut into parts, one for each thing that happened, and the exams that each part names."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..draft import Span
from .exams import Mention
from .outcomes import Word
from .scores import Score
from .words import phrase

#: A word of outcome or a score: what a part of a sentence is built around.
Anchor = Word | Score

_JOINTS: Final = (
    r"[;:()]|\s-{1,2}\s|\b(?:and|but|so|then|before|after|although|though|while|when|because|yet|until|which|where"
    r"|since|even)\b"
)
# A sentence is cut between two anchors at the last of these, or else at the last comma.
_JOINT = phrase(_JOINTS)
_CUT = phrase(rf",|{_JOINTS}")
# Between two names that share a verb: "Step 1 and, a year later, Step 2 CK".
_LISTED = phrase(
    r"(?:[\s,(]|\b(?:and|both|then|later|also|or|nor|as well as|again|my|a|the|first|second|third|attempts?|at"
    r"|on|in|of"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|years?|months?|weeks?|early|late|spring|summer|fall"
    r"|autumn|winter"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?|\d{1,2}|\d{4})\b)*"
)
_AND = phrase(r"(?:\b(?:and|nor|or|as well as)\b|,)")
_PARTED = re.compile(r"[;:.!?()]")
# "220 on my first Step 2 CK".
_ON = re.compile(r"\s+(?:on|in|for)(?:\s+\w+){0,3}\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence around one thing that happened: its words of outcome, its score, or both."""

    span: Span
    words: tuple[Word, ...]
    score: Score | None

    @property
    def word(self) -> Word | None:
        """What it says of the outcome: "passed" or "failed" before "sat"."""
        return next((w for w in self.words if w.outcome != "sat"), self.words[0] if self.words else None)


def cut(plain: str, sentence: Span, anchors: list[Anchor], mentions: tuple[Mention, ...]) -> list[Part]:
    """The parts of a sentence; `anchors` are all of its words of outcome and scores, in order."""
    groups: list[list[Anchor]] = []
    for anchor in anchors:
        group = groups[-1] if groups else []
        if group and not is_cut(plain, group[-1].end, _front(plain, anchor, mentions)) and _fits(group, anchor):
            group.append(anchor)
        else:
            groups.append([anchor])
    edges = [sentence.start]
    for group, following in pairwise(groups):
        edges.append(_edge(plain, group[-1].end, _front(plain, following[0], mentions)))
    edges.append(sentence.end)
    return [
        Part(
            Span(edges[index], edges[index + 1]),
            tuple(anchor for anchor in group if isinstance(anchor, Word)),
            next((anchor for anchor in group if isinstance(anchor, Score)), None),
        )
        for index, group in enumerate(groups)
    ]


def is_cut(plain: str, start: int, end: int) -> bool:
    """Whether a comma or a joint stands between two places of a sentence."""
    return bool(_CUT.search(plain, start, end))


def is_joint(plain: str, start: int, end: int) -> bool:
    """Whether a joint, more than a comma, stands between two places of a sentence."""
    return bool(_JOINT.search(plain, start, end))


def named_in(plain: str, part: Part, mentions: list[Mention]) -> list[Mention]:
    """The exams that a part is about: those listed after its outcome, or else those listed before it.

    A score that comes first is about the exam that follows it ("220 on Step 2 CK"), or else the last before it.
    """
    word, score = part.word, part.score
    if score and (word is None or score.start < word.start):
        official = [m for m in mentions if m.kind == "official"]
        behind = [m for m in official if m.start >= score.end]
        right = [m for m in behind if _ON.fullmatch(plain, score.end, m.start)]
        before = [m for m in official if m.end <= score.start]
        return right[:1] or before[-1:] or [m for m in behind if not _PARTED.search(plain, score.end, m.start)][:1]
    if word is None:
        return []
    after = [m for m in mentions if m.start >= word.start]
    before = [m for m in mentions if m.end <= word.start][::-1]
    if after and (after[0].kind != "practice" or not before):
        return _listed(plain, after)
    return _listed(plain, before)[::-1] if before and before[0].kind != "practice" else []


def _fits(group: list[Anchor], anchor: Anchor) -> bool:
    """A part has one score and one outcome; "retake" goes with any."""
    if isinstance(anchor, Score):
        return not any(isinstance(other, Score) for other in group)
    return anchor.outcome == "sat" or not any(isinstance(other, Word) and other.outcome != "sat" for other in group)


def _front(plain: str, anchor: Anchor, mentions: tuple[Mention, ...]) -> int:
    """Where an anchor's own words begin: for "Step 2 CK (238)" at the name."""
    if isinstance(anchor, Score):
        for mention in mentions:
            if mention.end <= anchor.start and not plain[mention.end : anchor.start].strip(" (:=-\r\n\t"):
                return mention.start
    return anchor.start


def _edge(plain: str, start: int, end: int) -> int:
    joints = [match.start() for match in _JOINT.finditer(plain, start, end)]
    if joints:
        return joints[-1]
    comma = plain.rfind(",", start, end)
    return comma if comma >= 0 else end


def _listed(plain: str, mentions: list[Mention]) -> list[Mention]:
    made = mentions[:1]
    for mention in mentions[1:]:
        first, second = sorted((made[-1], mention), key=lambda m: m.start)
        gap = plain[first.end : second.start]
        if mention.kind != "official" or not _LISTED.fullmatch(gap) or not _AND.search(gap):
            break
        made.append(mention)
    return made
