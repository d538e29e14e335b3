"""What a text tells of exams, put together: who passed or failed which exam, when, with which score, at which attempt.

Dates, scores and ordinals belong to the part of the sentence in which they stand, and an exam that is not
named is the one named last. Where that is a guess, the event is not `sure`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from ..draft import Span
from ..text.plain import back
from ..text.sentences import BLANK_LINE, split
from .dates import When, find_dates
from .events import Event, ExamHistory
from .exams import OPEN_STEP2, Mention, find_exams
from .outcomes import RETAKEN, Count, find_ordinals, find_outcomes, find_times
from .parts import Anchor, Part, cut, is_cut, is_joint, named_in
from .scores import Score, find_gains, find_rises, find_scores
from .whose import is_others
from .words import phrase

# A date after such a word is not that of the exam.
_OTHER_DATE = phrase(
    r"\b(?:graduat\w*|born|birth|mov(?:ed|ing)|match\w*|beg[au]n|begin\w*|start\w*|enroll\w*|marri\w*|class of|cycle"
    r"|appl(?:y|ied|ying|ication)\w*|since(?! then)|until|till|before|by|arriv\w*|emigrat\w*|immigrat\w*|publish\w*"
    r"|through|return\w*|resum\w*)\b"
)
# "I retook it after I failed": two events, told backwards.
_BACKWARDS = phrase(r"\W*(?:after|before|because|since|when|having|although|though|even|while)\b")
# "Passed my remaining exams": no exam that was named before; "passed the exam" is.
_OTHER_EXAMS = phrase(
    r" (?!(?:the|that|this|my) (?:same )?(?:exam|examination|test)\b)"
    r"(?:(?!(?:retak\w*|attempts?|of|on|at|in|with|after|before|and|it)\b)[\w'-]+ ){0,4}"
    r"(?:exams?|examinations?|tests?|boards|steps|levels|rotations?|clerkships?|courses?|finals|classes)\b"
)
_AHEAD = phrase(r"\b(?:before|ahead of|prior to|preparing for)(?: (?:the|my|sitting|taking|retaking|usmle|comlex))* $")
_NEXT_EXAM = phrase(r"\b(?:next|following|subsequent|later) (?:board )?(?:exam|examination|test)\b")
_ON = re.compile(r"\s+(?:on|in|for)(?:\s+\w+){0,2}\s+")
# "610 and 243": one score an exam, and no telling which.
_SEVERAL = phrase(r"(?:,|,? and|,? or) (?:an? )?\d{2,3}\b")
_SEVERAL_BEFORE = phrase(r"\b\d{2,3}(?:,|,? and|,? or) (?:an? )?$")
_OWNED = phrase(r" (?:at|on|of|in|for|with)(?: (?:the|my|usmle|comlex))* ")
_RETAKE = phrase(rf"\b(?:{RETAKEN}|re-?tak\w*|re-?sit\w*|second (?:attempt|try|time|sitting)|next attempt)\b")
_PLANNED = phrase(
    r"\b(?:will(?: be)?|plan(?:s|ning)? to|intend(?:ing)? to|going to|hop(?:e|ing) to|expect to|awaiting|upcoming"
    r"|(?:am|is|are)(?: now| currently)? (?:scheduled|registered|signed up|preparing|studying|set|due))\b"
)
_FAILURE = phrase(r"failures?")
_LATER = phrase(r"\b(?:since then|have since|subsequently|afterwards?|later|thereafter|went on to|then|after that)\b")

#: Words that may stand between an outcome and its "twice", and between a failure and its ordinal.
_TIMES_REACH: Final = 3
_ORDINAL_REACH: Final = 6
#: Code points between a score and a failure told right after it ("I scored 195 and failed").
_RIGHT_AFTER: Final = 20
#: From here on Step 2 is CK: the end of CS (F-CS).
_ONLY_CK: Final = date(2021, 1, 26)


def tell(plain: str, area: Span | None = None) -> ExamHistory:
    """What a text with plain quotes tells of exams, of that what stands in an `area` if one is given; a text that names
    no exam and no retake tells nothing.
    """
    return _told(plain) if area is None else _told_in(plain, area)


# Each check of facts asks for the same few.
@lru_cache(maxsize=16)
def _told_in(plain: str, area: Span) -> ExamHistory:
    return _told(plain).within(area)


@lru_cache(maxsize=4)
def _told(plain: str) -> ExamHistory:
    mentions = find_exams(plain)
    if not mentions and not _RETAKE.search(plain):
        return ExamHistory((), (), (), (), (), ())
    sentences = tuple(split(plain))
    rises = tuple(find_rises(plain))
    lows = {rise.low.start for rise in rises}
    scores = {score.start: score for score in (*find_scores(plain, mentions), *(r.high for r in rises if r.of_scores))}
    found: list[Anchor] = [*find_outcomes(plain), *(s for start, s in scores.items() if start not in lows)]
    teller = _Teller(plain, mentions, find_dates(plain), sorted(found, key=lambda anchor: anchor.start))
    events = tuple(event for sentence in sentences for event in teller.sentence(sentence))
    return ExamHistory(
        sentences, mentions, teller.dates, _settled(plain, sentences, events, mentions), rises, tuple(find_gains(plain))
    )


class _Teller:
    """Puts the events of one text together, sentence by sentence."""

    def __init__(
        self, plain: str, mentions: tuple[Mention, ...], dates: tuple[When, ...], anchors: list[Anchor]
    ) -> None:
        self._plain = plain
        self._mentions = mentions
        self._anchors = anchors
        self.dates = dates

    def sentence(self, sentence: Span) -> list[Event]:
        """The events of one sentence, an outcome and its score told one after the other as one."""
        anchors = [a for a in self._anchors if sentence.start <= a.start < sentence.end]
        made: list[Event] = []
        if not anchors:
            return made
        for part in cut(self._plain, sentence, anchors, self._mentions):
            # Once its sentence has told of an exam, what was rehearsed before it is another matter.
            for event in self._events(part, sentence.start if made else 0):
                if event.outcome and is_others(self._plain, sentence.start, event.start):
                    continue
                backwards = _BACKWARDS.match(self._plain, event.part.start, event.part.end)
                joined = _joined(self._plain, made[-1], event) if made and not backwards else None
                if joined:
                    made[-1] = joined
                else:
                    made.append(event)
        return made

    def _events(self, part: Part, rehearsed: int) -> Iterator[Event]:
        """The events of a part, one for each exam that it lists.

        A score without a word of outcome may be that of a rehearsal named from `rehearsed` on.
        """
        start, end = part.span.start, part.span.end
        mentions = [m for m in self._mentions if start <= m.start < end]
        named = named_in(self._plain, part, mentions)
        word = part.word
        rehearsed = start if word else rehearsed
        score = part.score if part.score and self._official(part.score, mentions, start, rehearsed) else None
        anchor = word or score
        if anchor is None or (word and named and named[0].kind in ("practice", "local")):
            return
        base = Event(
            start=anchor.start,
            end=anchor.end,
            part=part.span,
            outcome=word.outcome if word else None,
            retake=bool(_RETAKE.search(self._plain, start, end)),
            later=bool(_LATER.search(self._plain, start, anchor.end)),
            planned=bool(_PLANNED.search(self._plain, start, anchor.start)),
        )
        if word and not (named and named[-1].start > word.start) and _OTHER_EXAMS.match(self._plain, word.end, end):
            return
        if not named:
            yield self._detailed(base, part.span, score)
            return
        # Of several exams each has the words from its name to the next name, and the last has the score.
        starts = [start] if len(named) == 1 else [mention.start for mention in named]
        clear = not (score and self._one_of_several(score))
        for index, mention in enumerate(named):
            last = mention is named[-1]
            area = Span(starts[index], end if last else starts[index + 1])
            sure = mention.specific and not mention.mixed and clear
            own = replace(base, exam=mention.exam, sure=sure, name=mention)
            yield self._detailed(own, area, score if last else None, last=last)

    def _one_of_several(self, score: Score) -> bool:
        before = back(self._plain, score.start, 20)
        return bool(_SEVERAL.match(self._plain, score.end) or _SEVERAL_BEFORE.search(self._plain, before, score.start))

    def _detailed(self, event: Event, area: Span, score: Score | None, *, last: bool = True) -> Event:
        """The event with its score, date, ordinal and count, looked for in its area; a fronted date goes for all."""
        front, anchor = event.part.start, event.start
        dates = [
            d for d in self.dates if area.start <= d.start < area.end or front <= d.start < min(anchor, area.start)
        ]
        dates = [d for d in dates if not self._elsewhere(d, event)]
        when = next((d for d in dates if d.start > anchor), dates[-1] if dates else None)
        ordinals = [o for o in find_ordinals(self._plain, front, area.end) if self._owns(event, area, o)]
        times = find_times(self._plain, front, area.end) if last else []
        count = next((t for t in times if self._beside(event, t, _TIMES_REACH)), None)
        return replace(event, score=score, when=when, ordinal=ordinals[0] if ordinals else None, times=count)

    def _owns(self, event: Event, area: Span, ordinal: Count) -> bool:
        """Whether an ordinal counts this exam: "first attempt at Step 2 CK", or one in its area."""
        plain = self._plain
        behind = (m for m in self._mentions if m.start >= ordinal.end)
        owner = next((m for m in behind if _OWNED.fullmatch(plain, ordinal.end, m.start)), None)
        if owner and event.name:
            return owner == event.name
        if ordinal.start < area.start:
            return False
        if event.outcome == "failed":
            return self._beside(event, ordinal, _ORDINAL_REACH)
        return not is_joint(plain, min(event.end, ordinal.end), max(event.start, ordinal.start))

    def _beside(self, event: Event, count: Count, reach: int) -> bool:
        """Whether a count stands at most `reach` words from the outcome and its exam: "twice I failed Step 1"."""
        start, end = event.start, event.end
        if event.name and event.name.start < count.start:
            start, end = min(start, event.name.start), max(end, event.name.end)
        if start <= count.start < end:
            return True
        first, second = (end, count.start) if count.start >= end else (count.end, start)
        return not is_cut(self._plain, first, second) and len(self._plain[first:second].split()) <= reach

    def _elsewhere(self, when: When, event: Event) -> bool:
        """Whether the words right before a date say that it is that of something else."""
        return is_other_date(self._plain, event.start if event.start < when.start else event.part.start, when)

    def _official(self, score: Score, mentions: list[Mention], begun: int, rehearsed: int) -> bool:
        """Whether a score is not that of a rehearsal, of an exam on another scale or of one that is not named."""
        if not mentions and _NEXT_EXAM.search(self._plain, begun, score.start):
            return False
        after = next((m for m in mentions if m.start >= score.end), None)
        if after and _ON.fullmatch(self._plain, score.end, after.start):
            return after.kind == "official"
        before = [m for m in mentions if m.end <= score.start]
        # "My last COMSAE before Level 2-CE was a 418": the exam only says when.
        before = [
            m for m in before if not _AHEAD.search(self._plain, back(self._plain, m.start, 40), m.start)
        ] or before
        earlier = [m for m in self._mentions if m.start >= rehearsed and m.end <= score.start]
        nearest = before[-1] if before else after or (earlier[-1] if earlier else None)
        return nearest is None or nearest.kind in ("official", "every")


def is_other_date(plain: str, begun: int, when: When) -> bool:
    """Whether the words right before a date, from `begun` on, say that it is that of something else than an exam."""
    start = max(begun, back(plain, when.start, 40))
    start = max(start, plain.rfind(",", start, when.start))
    return bool(_OTHER_DATE.search(plain, start, when.start))


def _joined(plain: str, last: Event, event: Event) -> Event | None:
    """Two neighbours as one event, where the second only adds to the first; None where they are two."""
    if event.name is None and event.outcome is None:
        # "I passed, and scored 236."
        adds = last.score is None and last.outcome in ("passed", "sat")
    elif event.name is None and event.score is None and last.outcome is None:
        # "I scored 236, passing in May." A failure must follow at once.
        adds = event.outcome == "passed" or (
            event.outcome == "failed" and last.end >= back(plain, event.start, _RIGHT_AFTER)
        )
    else:
        # "I retook Step 1 and passed."
        adds = last.outcome == "sat" and not last.planned and event.outcome in ("passed", "failed")
        adds = adds and event.name in (None, last.name)
    if not adds:
        return None
    return replace(
        event if last.outcome == "sat" and event.outcome else last,
        outcome=event.outcome or last.outcome,
        exam=event.exam or last.exam,
        sure=event.sure or last.sure,
        name=event.name or last.name,
        score=last.score or event.score,
        when=event.when or last.when,
        ordinal=last.ordinal or event.ordinal,
        times=last.times or event.times,
        retake=event.retake or last.retake,
    )


def _settled(
    plain: str, sentences: tuple[Span, ...], events: tuple[Event, ...], mentions: tuple[Mention, ...]
) -> tuple[Event, ...]:
    """Events with an exam: the one named last where none is named; an open Step 2 made out where that can be."""
    specific = [mention for mention in mentions if mention.specific]
    ids = {mention.exam for mention in specific}
    made: list[Event] = []
    for event in events:
        failed = _failed_before(plain, event, made)
        if failed is not None:
            # "My failure" may also be one that is told later.
            event = replace(event, exam=failed.exam, sure=event.retake and failed.sure)
        elif event.exam is None and not _of_another_exam(event, sentences, mentions):
            named = next((m for m in reversed(specific) if m.end <= event.end), None)
            if named and not BLANK_LINE.search(plain, named.end, max(named.end, event.start)):
                last = made[-1] if made else None
                follows = (
                    last is not None and last.name == named and not plain[last.part.end : event.part.start].strip()
                )
                event = replace(event, exam=named.exam, sure=len(ids) == 1 or follows or _ends(event, named, made))
        made.append(_made_out(event, ids) if event.exam == OPEN_STEP2 else event)
    return tuple(made)


def _of_another_exam(event: Event, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> bool:
    """Whether only exams on another scale stand before it in its sentence: "my shelf exams, all of which I passed"."""
    start = next((s.start for s in sentences if s.start <= event.start < s.end), event.start)
    before = [m for m in mentions if start <= m.start and m.end <= event.start]
    return any(m.kind == "local" for m in before) and not any(m.specific for m in before)


def _failed_before(plain: str, event: Event, earlier: list[Event]) -> Event | None:
    """What "my failure" or a retake speaks of, where no exam is named: one told before, and not the exam named last."""
    if event.exam is not None or not (event.retake or _FAILURE.fullmatch(plain, event.start, event.end)):
        return None
    failed = [e for e in earlier if e.outcome == "failed" and e.exam and e.exam != OPEN_STEP2]
    if not event.retake:
        return failed[-1] if failed else None
    # What was passed since is not taken again, and of several there is no telling which was.
    unpassed = [
        e for e in failed if not any(p.outcome == "passed" and p.exam == e.exam and p.start > e.start for p in earlier)
    ]
    return unpassed[-1] if len({e.exam for e in unpassed}) == 1 else None


def _ends(event: Event, named: Mention, earlier: list[Event]) -> bool:
    """Whether "I passed in October" can only be the pass of the one exam that was told of before, and failed."""
    if event.outcome != "passed" or event.score:
        return False
    return {e.exam for e in earlier} == {named.exam} and any(e.outcome == "failed" for e in earlier)


def _made_out(event: Event, ids: set[str]) -> Event:
    """Step 2 is CK where there is a score, where CK is named, or after the last CS; else probably."""
    after_cs = event.when is not None and event.when.period is not None and event.when.period.first >= _ONLY_CK
    if "usmle.step2cs" in ids and "usmle.step2ck" not in ids and not after_cs:
        return replace(event, sure=False)
    clear = event.score is not None or "usmle.step2ck" in ids or after_cs
    return replace(event, exam="usmle.step2ck", sure=event.sure and clear)
