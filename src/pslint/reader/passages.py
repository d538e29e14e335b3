"""Where a draft explains a setback: paragraphs that may, read, weighed, and cut to the sentences that tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, takewhile

from ..draft import Block, Span
from ..extract import exams_named
from ..findings import FAULTS, HIGH, MEDIUM, MOVES, READ, STORY, Mark
from ..text.plain import back
from ..text.sentences import BLANK_LINE, count_words, split
from . import finder
from .candidates import ALONE, is_worth_reading, names_own_setback
from .confirm import PERHAPS, advises, may_be_own, own_setback, surely, tells_own_setback
from .encoder import Reader

#: An explanation that lacks one of these may go on in the next paragraphs.
_WANTED = ("change", "evidence")
#: So in one that is about study by the finder's score, or tells a setback itself, and has one of these moves in its
#: first sentences.
_ABOUT_STUDY = 1.7
_CONTINUING = ("setback", *STORY)
_FIRST_SENTENCES = 3
#: And so in the very next one, whatever it is about, from this score of the finder, if proof is lacking and what is
#: lacking stands there at least so likely; the median paragraph scores a point less.
_MAY_HOLD = -1.5
_CLEARLY = 0.7
#: An explanation takes in so many paragraphs at most; each is read once more, together with what stands before it.
_MAX_PARAGRAPHS = 3
#: From so many words on what leads in or out of one may tell something.
_MORE_THAN_COURTESY = 12
#: Code points that fit the encoder's window; more is not read together.
_AT_ONCE = 2_000
#: So many sentences on, in the same paragraph, an explanation may go on.
_MAX_GAP = 6
#: So many sentences that tell nothing may stand in an explanation that is joined of two.
_MAX_LOOSE = 3
#: A draft of so few paragraphs and words may be one explanation. Of 673 parts of so many words of statements without a
#: setback (those of corpus/), 68 are read as one and 3 taken for one.
_FEW_PARAGRAPHS = 4
_FEW_WORDS = 220
#: A paragraph alone of more words is a statement that lost its line ends: of 89 such without a setback 29 are taken for
#: an explanation as a paragraph alone, and 3 as a statement. The longest passage of corpus/ has 231.
_LONGEST = 300
#: Of a paragraph alone that has so many words beside what it tells only that is the explanation; of the 760 passages of
#: corpus/ by which the reader is judged none has.
_MUCH = 90
#: Faults of an explanation that no scene of a story looks like.
_TOLD_FAULTS = ("vague", "defensive", "blame")
#: A paragraph alone in which the finder sees no words of a setback tells one from here on.
_WITHOUT_WORDS = 0.7
#: One of at most so many words that is vague, at least so likely, while a setback is at least so likely, explains one
#: that it does not name: so do 7 of the 14 explanations (of 1,260) in which the reader sees none, and of 1,805 other
#: paragraphs one is taken for that.
_SHORT = 150
_VAGUE = 0.7
_UNNAMED = 0.1


@dataclass(frozen=True, slots=True)
class ToldPassage:
    """The sentences of an explanation, in order, what the reader marked in them, and how surely each move is there.

    `later` are moves that it lacks and that stand further on, in a paragraph after it.
    """

    sentences: tuple[Span, ...]
    marks: Mapping[str, tuple[Mark, ...]]
    presence: Mapping[str, float]
    later: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The explanations of a draft, in order; where there is none, words that `perhaps` tell a setback.

    `whole` says that all of the draft is the one explanation.
    """

    told: tuple[ToldPassage, ...] = ()
    perhaps: Span | None = None
    whole: bool = False


def passages(reader: Reader, plain: str, running: Sequence[Block], *, statement: bool, parted: bool = False) -> Found:
    """The explanations in a draft's running paragraphs.

    But for a `statement` a paragraph alone is one, or there is none, unless it speaks of much else; and a few of them
    may be one together; where headings have `parted` them only if one alone tells a setback.

    Offsets are code points of `plain`. Raises ModelError when the reader cannot be loaded.
    """
    groups = _with_lists(plain, running)
    running = [Block(group[0].start, group[-1].end) for group in groups]
    by_block = [[s for block in group for s in split(plain, block.start, block.end)] for group in groups]
    if len(running) == 1 and not statement and _word_count(plain, by_block[0]) <= _LONGEST:
        return _alone(reader, plain, running[0], by_block[0])
    if not statement and (whole := _whole(reader, plain, by_block, parted)):
        return Found((whole,), whole=True)
    found: list[ToldPassage] = []
    doubtful: dict[Span, float] = {}
    for block, sentences in zip(running, by_block, strict=True):
        taken = bool(found) and block.start < found[-1].sentences[-1].end
        # An explanation goes on into this paragraph; after that another may begin.
        own = [s for s in sentences if s.start >= found[-1].sentences[-1].end] if taken else sentences
        if not is_worth_reading(plain, own):
            continue
        span = Span(own[0].start if taken else block.start, block.end)
        marks, presence = reader.read(plain, span, own)
        likely = own_setback(plain, own, marks, presence)
        # What stands right beside an explanation may well go on about it.
        beside = found and not any(found[-1].sentences[-1].end <= b.start and b.end <= span.start for b in running)
        least = min(surely(plain, own), MEDIUM if beside else 1.0)
        parts = _cut(plain, own, marks) if likely >= least else []
        apart = taken and not _lacking(found[-1])
        if apart:
            # What only looks back at the first is none.
            first = found[-1]
            parts = [p for p in parts if len(_lacking(p)) < len(_WANTED) or _of_two_exams(plain, first, p)]
        if parts:
            if found and not apart and (joined := _joined(reader, plain, found[-1], parts[0], by_block)):
                found.pop()
                parts[0] = joined
            after = [group for b, group in zip(running, by_block, strict=True) if b.start >= span.end]
            parts[-1] = _continued(reader, plain, parts[-1], after)
            found += parts
        elif likely >= PERHAPS and (place := _setback(marks)):
            doubtful[place] = likely
    return Found(tuple(found), None if found else max(doubtful, key=doubtful.__getitem__, default=None))


def _with_lists(plain: str, running: Sequence[Block]) -> list[list[Block]]:
    """The paragraphs, one that ends in a colon with the list that it leads to: lines that no blank line parts."""
    groups: list[list[Block]] = []
    rest = list(running)
    while rest:
        size = 1
        if _leads(plain, rest[0]) and len(rest) > 1 and not plain[rest[0].end : rest[1].start].strip():
            below = takewhile(lambda pair: _is_next_line(plain, *pair), pairwise(rest[1:]))
            points = 1 + sum(1 for _ in below)
            size += points if points > 1 else 0
        groups.append(rest[:size])
        rest = rest[size:]
    return groups


def _leads(plain: str, block: Block) -> bool:
    """Whether a paragraph leads to what follows, and asks nothing as a form does."""
    return plain[block.end - 1] == ":" and "?" not in plain[block.start : block.end]


def _is_next_line(plain: str, block: Block, after: Block) -> bool:
    gap = plain[block.end : after.start]
    return not gap.strip() and not BLANK_LINE.search(gap)


def _alone(reader: Reader, plain: str, block: Block, own: list[Span]) -> Found:
    """What a paragraph tells that is all that was given."""
    score = finder.best_score(plain, own)
    if score < ALONE and not names_own_setback(plain, own):
        return Found()
    marks, presence = reader.read(plain, Span(block.start, block.end), own)
    whole = Found((ToldPassage(tuple(own), marks, presence),), whole=True)
    mine = may_be_own(plain, own, marks)
    likely = presence["setback"] if mine else 0.0
    # The words of a setback are a second witness.
    if likely >= (MEDIUM if score >= finder.THRESHOLD else _WITHOUT_WORDS if score >= ALONE else HIGH):
        parts = _cut(plain, own, marks)
        told = {sentence for part in parts for sentence in part.sentences}
        beside = _word_count(plain, [sentence for sentence in own if sentence not in told])
        if parts and beside >= _MUCH:
            return Found(tuple(parts))
        return whole
    told_of_others = bool(marks["setback"]) and not mine
    if not (told_of_others or advises(plain, own)) and _withholds(presence, _word_count(plain, own)):
        return whole
    return Found(perhaps=_setback(marks) if likely >= PERHAPS else None)


def _withholds(presence: Mapping[str, float], words: int) -> bool:
    """Whether so few words are vague about a setback that they do not name."""
    return presence["vague"] >= _VAGUE and presence["setback"] >= _UNNAMED and words <= _SHORT


def _whole(reader: Reader, plain: str, by_block: Sequence[list[Span]], parted: bool) -> ToldPassage | None:
    """All of a short draft as one explanation, if its paragraphs tell parts of it, and not of two exams."""
    own = [sentence for group in by_block for sentence in group]
    if len(by_block) > _FEW_PARAGRAPHS or not all(by_block):
        return None
    if _word_count(plain, own) > _FEW_WORDS:
        return None
    scores = [finder.best_score(plain, group) for group in by_block]
    # Where two of them, or one of two, are plainly about something else, the paragraphs are read one by one.
    others = sum(score < _MAY_HOLD for score in scores)
    if max(scores) < finder.THRESHOLD or others > (1 if len(scores) > 2 else 0):
        return None
    marks, presence = reader.read(plain, Span(own[0].start, own[-1].end), own)
    if presence["setback"] < MEDIUM or not may_be_own(plain, own, marks):
        return None
    if parted and sum(bool(_touched(group, marks, ("setback",), _CLEARLY)) for group in by_block) > 1:
        return None
    tells = [bool(_touched(group, marks, ("setback", *STORY), _CLEARLY)) for group in by_block]
    # Of three or more the first or the last may only lead in or out, or tell in a way that was not understood.
    if not all(tells):
        if len(tells) < 3 or not (all(tells[1:]) or all(tells[:-1])):
            return None
        untold = by_block[tells.index(False)]
        if _word_count(plain, untold) >= _MORE_THAN_COURTESY:
            presence = presence | {move: max(presence[move], PERHAPS) for move in STORY}
    named = [names for group in by_block if (names := _exams(plain, _within(group, marks)))]
    if any(one.isdisjoint(other) for one, other in pairwise(named)):
        return None
    return ToldPassage(tuple(own), marks, presence)


def _word_count(plain: str, sentences: Sequence[Span]) -> int:
    return sum(count_words(plain, sentence.start, sentence.end) for sentence in sentences)


def _setback(marks: Mapping[str, tuple[Mark, ...]]) -> Span | None:
    """The words that most likely tell the setback."""
    best = max(marks["setback"], key=lambda mark: mark.probability, default=None)
    return best.span if best else None


def _cut(plain: str, sentences: list[Span], marks: Mapping[str, tuple[Mark, ...]]) -> list[ToldPassage]:
    """Runs of sentences with a mark, around one that tells the setback.

    What such a run lacks and a later one of the same paragraph tells belongs to it, with what stands between. No run
    begins with drama or a stock phrase of which the reader is not sure: in the story before it many a scene looks so.
    """
    parts: list[ToldPassage] = []
    last = 0
    touched = _runs(_touched(sentences, marks, READ))
    clear = {*_touched(sentences, marks, MOVES + _TOLD_FAULTS), *_touched(sentences, marks, FAULTS, HIGH)}
    begun = (run for whole in touched if (run := list(dropwhile(lambda number: number not in clear, whole))))
    for run in (part for whole in begun for part in _by_exam(plain, sentences, marks, whole)):
        told = _within(sentences[run[0] : run[-1] + 1], marks)
        if any(mark.probability >= MEDIUM for mark in told.marks["setback"]):
            parts.append(told)
        elif parts and run[0] - last <= _MAX_GAP and _completes(told, parts[-1]):
            parts[-1] = _within([s for s in sentences[: run[-1] + 1] if s.start >= parts[-1].sentences[0].start], marks)
        else:
            continue
        last = run[-1]
    return parts


def _by_exam(
    plain: str, sentences: list[Span], marks: Mapping[str, tuple[Mark, ...]], run: list[int]
) -> Iterator[list[int]]:
    """A run of sentence numbers, parted where the setback of another exam follows a story that lacks nothing."""
    first = 0
    for at in range(1, len(run)):
        told = _within(sentences[run[first] : run[at]], marks)
        if not _lacking(told) and _is_another(plain, told, sentences[run[at]], marks):
            yield run[first:at]
            first = at
    yield run[first:]


def _lacking(told: ToldPassage) -> list[str]:
    """What is wanted of an explanation and is not there."""
    return [move for move in _WANTED if told.presence[move] < MEDIUM]


def _completes(told: ToldPassage, before: ToldPassage) -> bool:
    """Whether these sentences tell what an explanation before them lacks."""
    return any(told.presence[move] >= MEDIUM > before.presence[move] for move in STORY)


def _joined(
    reader: Reader, plain: str, told: ToldPassage, following: ToldPassage, by_block: Sequence[Sequence[Span]]
) -> ToldPassage | None:
    """Two explanations as one, with what stands between them, if they stand in one paragraph or in neighbouring ones.

    One paragraph may stand between them that goes on with the story, and a few sentences beside it that do not. Of
    different exams there are two stories.
    """
    last, first = (
        next(i for i, group in enumerate(by_block) if s in group) for s in (told.sentences[-1], following.sentences[0])
    )
    if first - last > 2 or _of_two_exams(plain, told, following):
        return None
    parts = [told, following]
    for group in filter(None, by_block[last + 1 : first]):
        marks, presence = reader.read(plain, Span(group[0].start, group[-1].end), list(group))
        if not any(presence[move] >= MEDIUM for move in STORY):
            return None
        parts.insert(1, ToldPassage(tuple(group), marks, presence))
    area = Span(told.sentences[0].start, following.sentences[-1].end)
    sentences = tuple(s for group in by_block for s in group if s.overlaps(area))
    if len(sentences) - sum(len(part.sentences) for part in parts) > _MAX_LOOSE:
        return None
    merged = {category: tuple(mark for part in parts for mark in part.marks[category]) for category in READ}
    presence = {category: max(part.presence[category] for part in parts) for category in READ}
    return ToldPassage(sentences, merged, presence)


def _exams(plain: str, told: ToldPassage) -> set[str]:
    """The exams that the words of the setback name."""
    return exams_named(plain, [mark.span for mark in told.marks["setback"] if mark.probability >= MEDIUM])


def _of_two_exams(plain: str, told: ToldPassage, following: ToldPassage) -> bool:
    """Whether two setbacks name exams and share none."""
    one, other = _exams(plain, told), _exams(plain, following)
    return bool(one and other) and one.isdisjoint(other)


def _is_another(plain: str, told: ToldPassage, sentence: Span, marks: Mapping[str, tuple[Mark, ...]]) -> bool:
    """Whether a sentence tells the setback of an exam that is not the one that was told."""
    return _of_two_exams(plain, told, _within([sentence], marks))


def _continued(reader: Reader, plain: str, told: ToldPassage, after: list[list[Span]]) -> ToldPassage:
    """The explanation with what the next paragraphs tell of it, read together with them, while it lacks something."""
    between: list[Span] = []
    for number, following in enumerate(after[: _MAX_PARAGRAPHS - 1]):
        lacking = _lacking(told)
        if not lacking:
            break
        related = _related(reader, plain, following)
        if not related and (number or finder.best_score(plain, following) < _MAY_HOLD):
            break
        before = [*told.sentences, *between]
        both = [*before, *following]
        if both[0].start < back(plain, both[-1].end, _AT_ONCE):
            break
        marks, _ = reader.read(plain, Span(both[0].start, both[-1].end), both)
        # What stands behind the setback of another exam is told of that.
        own = next((following[:i] for i, s in enumerate(following) if _is_another(plain, told, s, marks)), following)
        # Once the proof is told the story has ended: what is done further on may be another matter.
        sought = _CONTINUING if related else lacking if "evidence" in lacking else ()
        returns = _touched(own, marks, sought, MEDIUM if related else _CLEARLY)
        if not returns or returns[0] >= _FIRST_SENTENCES:
            return replace(told, later=frozenset(move for move in lacking if _touched(own, marks, [move])))
        last = _runs(_touched(own, marks, READ) if related else returns)[0][-1]
        told = _within([*before, *own[: last + 1]], marks)
        if len(own) < len(following):
            break
        between = following[last + 1 :]
    return told


def _related(reader: Reader, plain: str, paragraph: list[Span]) -> bool:
    """Whether a paragraph is about study, or tells a setback by itself."""
    score = finder.best_score(plain, paragraph)
    if score >= _ABOUT_STUDY or score < finder.THRESHOLD:
        return score >= _ABOUT_STUDY
    marks, presence = reader.read(plain, Span(paragraph[0].start, paragraph[-1].end), paragraph)
    return tells_own_setback(plain, paragraph, marks, presence)


def _within(sentences: Sequence[Span], marks: Mapping[str, tuple[Mark, ...]]) -> ToldPassage:
    area = Span(sentences[0].start, sentences[-1].end)
    inside = {category: tuple(m for m in marks[category] if m.span.overlaps(area)) for category in READ}
    presence = {category: max((m.probability for m in inside[category]), default=0.0) for category in READ}
    return ToldPassage(tuple(sentences), inside, presence)


def _touched(
    sentences: Sequence[Span], marks: Mapping[str, tuple[Mark, ...]], among: Sequence[str], least: float = MEDIUM
) -> list[int]:
    """Numbers of the sentences with a mark of one of these categories that is at least so likely."""
    clear = [mark for category in among for mark in marks[category] if mark.probability >= least]
    return [i for i, sentence in enumerate(sentences) if any(mark.span.overlaps(sentence) for mark in clear)]


def _runs(indices: list[int]) -> list[list[int]]:
    """Groups of sentence numbers; a gap of one sentence does not part them."""
    groups: list[list[int]] = []
    for index in indices:
        if groups and index - groups[-1][-1] <= 2:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
