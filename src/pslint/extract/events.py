"""What a text tells of exams, put together: who passed or failed which exam, when, with which score, at which attempt.

A sentence is cut at its words of outcome and its scores, each of which begins a part; dates, scores and
ordinals belong to the part in which they stand, and an exam that is not named is the one named last.
Where that is a guess, the event is not `sure`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ..draft import Span
from ..sentences import split
from .dates import When, find_dates
from .exams import OPEN_STEP2, Mention, find_exams
from .outcomes import Count, Outcome, Word, find_intervals, find_ordinals, find_outcomes, find_times
from .scores import Gain, Rise, Score, find_gains, find_rises, find_scores
from .words import phrase

# Where a sentence may be cut between two anchors: at the last of these, or else at the last comma.
_JOINT = phrase(
    r"[;:()]|\s-{1,2}\s|\b(?:and|but|so|then|before|after|although|though|while|when|because|yet|until|which|where|since|even)\b"
)
_CUT = phrase(r"[,;:()]|\s-{1,2}\s|\b(?:and|but|so|then|before|after|although|though|while|when|because|yet|until|which|where|since|even)\b")
# Between two names that share a verb: "Step 1 and, a year later, Step 2 CK".
_LISTED = phrase(
    r"(?:[\s,(]|\b(?:and|both|then|later|also|or|nor|as well as|again|my|a|the|first|second|third|attempts?|at|on|in|of|years?|months?|weeks?"
    r"|early|late|spring|summer|fall|autumn|winter|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?|\d+)\b)*"
)
_AND = phrase(r"(?:\b(?:and|nor|or|as well as)\b|,)")
# A date after such a word is not that of the exam.
_OTHER_DATE = phrase(
    r"\b(?:graduat\w*|born|birth|mov(?:ed|ing)|match\w*|beg[au]n|begin\w*|start\w*|enroll\w*|appl(?:y|ied|ying|ication)\w*|marri\w*|class of|since(?! then)"
    r"|until|till|before|by|cycle|arriv\w*|emigrat\w*|immigrat\w*|publish\w*|through|return\w*|resum\w*)\b"
)
_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")
# "I retook it after I failed": two events, told backwards.
_BACKWARDS = phrase(r"\W*(?:after|before|because|since|when|having|although|though|even|while)\b")
# "Passed my remaining exams": no exam that was named before; "passed the exam" is.
_OTHER_EXAMS = phrase(
    r" (?!(?:the|that|this|my) (?:same )?(?:exam|examination|test)\b)(?:(?!(?:retak\w*|attempts?|of|on|at|in|with|after|before|and|it)\b)[\w'-]+ ){0,4}"
    r"(?:exams?|examinations?|tests?|boards|rotations?|clerkships?|courses?|finals|classes)\b"
)
_AHEAD = phrase(r"\b(?:before|ahead of|prior to|preparing for)(?: (?:the|my|sitting|taking|retaking|usmle|comlex))* $")
# "610 and 243": one score an exam, and no telling which.
_SEVERAL = phrase(r"(?:,|,? and|,? or) (?:an? )?\d{2,3}\b")
_PARTED = re.compile(r"[;:.!?()]")
_OWNED = phrase(r" (?:at|on|of|in|for|with)(?: (?:the|my|usmle|comlex))* ")
_RETAKE = phrase(r"\b(?:re-?tak\w*|re-?took|re-?sat|re-?sit\w*|second (?:attempt|try|time|sitting)|next attempt)\b")
_PLANNED = phrase(
    r"\b(?:will(?: be)?|plan(?:s|ning)? to|intend(?:ing)? to|going to|hop(?:e|ing) to|expect to|(?:am|is|are)(?: now| currently)? (?:scheduled|registered|signed up"
    r"|preparing|studying|set|due)|awaiting|upcoming)\b"
)
_LATER = phrase(r"\b(?:since then|have since|subsequently|afterwards?|later|thereafter|went on to|then|after that)\b")


@dataclass(frozen=True, slots=True)
class Event:
    """One exam taken, or to be taken, as a text tells it.

    `start` and `end` bound its words of outcome or its score; `part` is the part of the sentence that
    tells it. `exam` is a canonical id, a family's ("usmle.any"), "every", or None where none is named.
    `sure` is False where the exam is a guess. `ordinal` counts attempts from 1, `times` says how often.
    `retake` and `later` say that the text calls it so, `planned` that it is still to come.
    """

    start: int
    end: int
    part: Span
    outcome: Outcome | None = None
    exam: str | None = None
    sure: bool = False
    name: Mention | None = None
    score: Score | None = None
    when: When | None = None
    ordinal: Count | None = None
    times: Count | None = None
    retake: bool = False
    later: bool = False
    planned: bool = False


@dataclass(frozen=True)
class Told:
    """All that a text tells of exams, each kind in the order of the text."""

    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[When, ...]
    events: tuple[Event, ...]
    rises: tuple[Rise, ...]
    gains: tuple[Gain, ...]

    def within(self, area: Span | None) -> "Told":
        """The part that stands in an area; all of it for None. What was learned from around it stays."""
        if area is None:
            return self

        def inside(start: int, end: int) -> bool:
            return area.start <= start and end <= area.end

        return Told(
            tuple(s for s in self.sentences if inside(s.start, s.end)),
            tuple(m for m in self.mentions if inside(m.start, m.end)),
            tuple(d for d in self.dates if inside(d.start, d.end)),
            tuple(e for e in self.events if inside(e.start, e.end)),
            tuple(r for r in self.rises if inside(r.low.start, r.high.end)),
            tuple(g for g in self.gains if inside(g.start, g.end)),
        )

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset; an empty one where none does."""
        return next((s for s in self.sentences if s.start <= offset < s.end), Span(offset, offset))


_NOTHING = Told((), (), (), (), (), ())


@lru_cache(maxsize=4)
def tell(plain: str) -> Told:
    """What a text with plain quotes and dashes tells of exams; a text that names no exam and no retake tells nothing."""
    mentions = find_exams(plain)
    if not mentions and not _RETAKE.search(plain):
        return _NOTHING
    sentences = tuple(split(plain))
    rises = tuple(find_rises(plain))
    lows = {rise.low.start for rise in rises}
    scores = {s.start: s for s in find_scores(plain, mentions)} | {r.high.start: r.high for r in rises if _of_scores(r)}
    scores = {start: score for start, score in sorted(scores.items()) if start not in lows}
    teller = _Teller(plain, mentions, tuple(scores.values()), find_dates(plain))
    events = tuple(event for sentence in sentences for event in teller.sentence(sentence))
    return Told(sentences, mentions, teller.dates, _settled(plain, events, mentions), rises, tuple(find_gains(plain)))


def _of_scores(rise: Rise) -> bool:
    return rise.raised and min(rise.low.value, rise.high.value) >= 100


class _Teller:
    """Puts the events of one text together, sentence by sentence; remembers the exam named last."""

    def __init__(self, plain: str, mentions: tuple[Mention, ...], scores: tuple[Score, ...], dates: tuple[When, ...]) -> None:
        self._plain = plain
        self._mentions = mentions
        self._scores = scores
        self.dates = dates

    def sentence(self, sentence: Span) -> list[Event]:
        """The events of one sentence."""
        words = find_outcomes(self._plain, sentence.start, sentence.end)
        scores = [s for s in self._scores if sentence.start <= s.start < sentence.end]
        groups = self._grouped(sorted([*words, *scores], key=lambda anchor: anchor.start))
        events: list[Event] = []
        for index, group in enumerate(groups):
            start = self._cut(groups[index - 1][-1].end, self._front(group[0])) if index else sentence.start
            end = self._cut(group[-1].end, self._front(groups[index + 1][0])) if index + 1 < len(groups) else sentence.end
            events += self._events(group, Span(start, end))
        return self._joined(events)

    def _grouped(self, anchors: list[Word | Score]) -> list[list[Word | Score]]:
        """Anchors of one clause: a score goes with the outcome before it, "retake" with any outcome."""
        groups: list[list[Word | Score]] = []
        for anchor in anchors:
            group = groups[-1] if groups else []
            joined = bool(group) and not _CUT.search(self._plain, group[-1].end, self._front(anchor))
            if joined and _fits(group, anchor):
                group.append(anchor)
            else:
                groups.append([anchor])
        return groups

    def _front(self, anchor: Word | Score) -> int:
        """Where an anchor's own words begin: for "Step 2 CK (238)" at the name."""
        if isinstance(anchor, Score):
            for mention in self._mentions:
                if mention.end <= anchor.start and not self._plain[mention.end : anchor.start].strip(" (:=-\r\n\t"):
                    return mention.start
        return anchor.start

    def _cut(self, start: int, end: int) -> int:
        """Where a part ends and the next begins, between two anchors."""
        joints = [m.start() for m in _JOINT.finditer(self._plain, start, end)]
        if joints:
            return joints[-1]
        comma = self._plain.rfind(",", start, end)
        return comma if comma >= 0 else end

    def _events(self, group: list[Word | Score], part: Span) -> Iterator[Event]:
        words = [a for a in group if isinstance(a, Word)]
        score = next((a for a in group if isinstance(a, Score)), None)
        strong = next((w for w in words if w.outcome != "sat"), words[0] if words else None)
        anchor = strong or group[0]
        mentions = [m for m in self._mentions if part.start <= m.start < part.end]
        named = _named(self._plain, mentions, anchor, score)
        if score and not self._official(score, mentions, bool(strong)):
            score = None
            if strong is None:
                return
        if strong and named and named[0].kind in ("practice", "local"):
            return
        base = Event(
            start=anchor.start,
            end=anchor.end,
            part=part,
            outcome=strong.outcome if strong else None,
            score=score,
            retake=bool(_RETAKE.search(self._plain, part.start, part.end)),
            later=bool(_LATER.search(self._plain, part.start, anchor.end)),
            planned=bool(_PLANNED.search(self._plain, part.start, anchor.start)),
        )
        if not named:
            if strong and _OTHER_EXAMS.match(self._plain, strong.end, part.end):
                return
            yield self._detailed(base, part, part.start, last=True)
            return
        for index, mention in enumerate(named):
            after = len(named) > 1
            start = mention.start if after else part.start
            end = named[index + 1].start if index + 1 < len(named) else part.end
            sure = mention.specific and not mention.mixed and not (score and _SEVERAL.match(self._plain, score.end))
            own = replace(base, exam=mention.exam, sure=sure, name=mention)
            if index + 1 < len(named):
                own = replace(own, score=None)
            yield self._detailed(own, Span(start, end), part.start, last=index == len(named) - 1)

    def _detailed(self, event: Event, area: Span, fronted: int, *, last: bool) -> Event:
        """The event with its date, ordinal and count, looked for in its area; a fronted date goes for all."""
        anchor = event.start
        dates = [d for d in self.dates if area.start <= d.start < area.end or fronted <= d.start < min(anchor, area.start)]
        dates = [d for d in dates if not self._elsewhere(d, anchor, event)]
        following = [d for d in dates if d.start > anchor]
        when = following[0] if following else dates[-1] if dates else None
        ordinals = [o for o in find_ordinals(self._plain, event.part.start, area.end) if self._owns(event, area, o)]
        times = [t for t in find_times(self._plain, event.part.start, area.end) if self._beside(event, t)] if last else []
        return replace(event, when=when, ordinal=ordinals[0] if ordinals else None, times=times[0] if times else None)

    def _owns(self, event: Event, area: Span, ordinal: Count) -> bool:
        """"First attempt at Step 2 CK" belongs to that exam, any other ordinal to the area in which it stands."""
        owner = next((m for m in self._mentions if m.start >= ordinal.end and _OWNED.fullmatch(self._plain, ordinal.end, m.start)), None)
        return owner == event.name if owner and event.name else ordinal.start >= area.start

    def _beside(self, event: Event, count: Count) -> bool:
        """"Failed Step 1 twice", "twice I failed": the count stands right beside the outcome and its exam."""
        start, end = event.start, event.end
        if event.name and event.name.start < count.start:
            start, end = min(start, event.name.start), max(end, event.name.end)
        gap = self._plain[end : count.start] if count.start >= end else self._plain[count.end : start]
        return start <= count.start < end or (not _CUT.search(gap) and len(gap.split()) <= 3)

    def _elsewhere(self, when: When, anchor: int, event: Event) -> bool:
        """Whether the words right before a date say that it is that of something else."""
        start = max(anchor if anchor < when.start else event.part.start, when.start - 40)
        start = max(start, self._plain.rfind(",", start, when.start))
        return bool(_OTHER_DATE.search(self._plain, start, when.start))

    def _official(self, score: Score, mentions: list[Mention], told: bool) -> bool:
        """Whether a score is not that of a rehearsal or of an exam on another scale."""
        after = next((m for m in mentions if m.start >= score.end), None)
        if after and re.fullmatch(r"\s+(?:on|in|for)(?:\s+\w+){0,2}\s+", self._plain[score.end : after.start]):
            return after.kind == "official"
        before = [m for m in mentions if m.end <= score.start]
        # "My last COMSAE before Level 2-CE was a 418": the exam only says when.
        before = [m for m in before if not _AHEAD.search(self._plain, max(0, m.start - 40), m.start)] or before
        if before:
            return before[-1].kind in ("official", "every")
        if after:
            return after.kind in ("official", "every")
        if told:
            return True
        earlier = [m for m in self._mentions if m.end <= score.start]
        return not earlier or earlier[-1].kind in ("official", "every")

    def _joined(self, events: list[Event]) -> list[Event]:
        """An outcome and a score told one after the other, as one event: "passed, and scored 236"."""
        made: list[Event] = []
        for event in events:
            last = made[-1] if made else None
            if last and _BACKWARDS.match(self._plain, event.part.start, event.part.end):
                last = None
            if last and event.outcome is None and event.name is None and last.score is None and last.outcome in ("passed", "sat"):
                made[-1] = replace(last, score=event.score, when=last.when or event.when, ordinal=last.ordinal or event.ordinal)
            elif last and last.outcome is None and event.outcome and event.name is None and event.score is None and _said(last, event):
                made[-1] = replace(last, outcome=event.outcome, when=event.when or last.when, ordinal=last.ordinal or event.ordinal)
            elif last and last.outcome == "sat" and not last.planned and event.outcome in ("passed", "failed") and (event.name is None or event.exam == last.exam):
                made[-1] = replace(
                    event,
                    exam=event.exam or last.exam,
                    sure=event.sure or last.sure,
                    name=event.name or last.name,
                    when=event.when or last.when,
                    ordinal=event.ordinal or last.ordinal,
                    retake=event.retake or last.retake,
                )
            else:
                made.append(event)
        return made


def _fits(group: list[Word | Score], anchor: Word | Score) -> bool:
    strong = [a for a in group if isinstance(a, Word) and a.outcome != "sat"]
    if isinstance(anchor, Score):
        return not any(isinstance(a, Score) for a in group)
    return anchor.outcome == "sat" or not strong


def _said(scored: Event, told: Event) -> bool:
    """A score before its outcome: any pass, but a failure only right beside it."""
    return told.outcome == "passed" or (told.outcome == "failed" and told.start - scored.end <= 20)


def _named(plain: str, mentions: list[Mention], anchor: Word | Score, score: Score | None) -> list[Mention]:
    """The exams that an anchor is about: those listed after it, or else those listed just before it."""
    if isinstance(anchor, Score) or (score and score.start < anchor.start):
        official = [m for m in mentions if m.kind == "official"]
        spot = anchor if isinstance(anchor, Score) else score
        after = [m for m in official if spot and m.start >= spot.end and re.fullmatch(r"\s+(?:on|in|for)(?:\s+\w+){0,3}\s+", plain[spot.end : m.start])]
        behind = [m for m in official if m.start >= anchor.end and not _PARTED.search(plain, anchor.end, m.start)]
        return after[:1] or [m for m in official if m.end <= anchor.end][-1:] or behind[:1]
    after = [m for m in mentions if m.start >= anchor.start]
    before = [m for m in mentions if m.end <= anchor.start][::-1]
    if after and (after[0].kind != "practice" or not before):
        return _listed(plain, after)
    return _listed(plain, before)[::-1] if before and before[0].kind != "practice" else []


def _listed(plain: str, mentions: list[Mention]) -> list[Mention]:
    made = mentions[:1]
    for mention in mentions[1:]:
        first, second = sorted((made[-1], mention), key=lambda m: m.start)
        gap = plain[first.end : second.start]
        if mention.kind != "official" or not _LISTED.fullmatch(gap) or not _AND.search(gap):
            break
        made.append(mention)
    return made


def _settled(plain: str, events: tuple[Event, ...], mentions: tuple[Mention, ...]) -> tuple[Event, ...]:
    """Events with an exam: the one named last where none is named; an open Step 2 made out where that can be."""
    specific = [mention for mention in mentions if mention.specific]
    ids = {mention.exam for mention in specific}
    made: list[Event] = []
    for event in events:
        if event.exam is None:
            named = next((m for m in reversed(specific) if m.end <= event.end), None)
            between = plain[named.end : event.start] if named else ""
            if named and not _BLANK_LINE.search(between):
                follows = bool(made) and made[-1].name == named and not plain[made[-1].part.end : event.part.start].strip()
                event = replace(event, exam=named.exam, sure=len(ids) == 1 or follows)
        if event.exam == OPEN_STEP2:
            event = _made_out(event, ids)
        made.append(event)
    return tuple(made)


def _made_out(event: Event, ids: set[str]) -> Event:
    """Step 2 is CK where there is a score, where CK is named, or after the last CS; else probably."""
    after_cs = event.when is not None and event.when.period is not None and event.when.period.first >= date(2021, 1, 26)
    if "usmle.step2cs" in ids and "usmle.step2ck" not in ids and not after_cs:
        return replace(event, sure=False)
    clear = event.score is not None or "usmle.step2ck" in ids or after_cs
    return replace(event, exam="usmle.step2ck", sure=event.sure and clear)
