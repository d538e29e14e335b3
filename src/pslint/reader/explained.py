"""Which part of a draft explains: what the writer says of that, an answer as a whole, or what is found."""

from collections.abc import Iterator, Sequence

from ..draft import Block, Span
from ..profiles import Profile
from ..text.sentences import count_words, split
from .encoder import Reader
from .passages import Found, ToldPassage, passages

#: A spoken answer that is so many times as long as it should be is still one.
_ROOM = 1.5


def explanations(
    reader: Reader,
    plain: str,
    blocks: Sequence[Block],
    profile: Profile,
    *,
    passage: bool = False,
    statement: bool = False,
    places: tuple[Span, ...] | None = None,
) -> Found:
    """The explanations of a draft: all of it as a `passage`, what stands at `places` (none: nothing), or those found.

    A `statement` is searched even where it is one paragraph. Offsets are code points of `plain`. Raises ModelError when
    the reader cannot be loaded.
    """
    running = [block for block in blocks if not block.heading] or list(blocks)
    answer = profile.answer and places is None and not statement and not passage
    if answer:
        running = _without_question(plain, running)
    if not running:
        return Found(whole=passage)
    whole = passage or (answer and (len(running) == 1 or _is_one_answer(plain, running, blocks, profile)))
    if whole:
        places, blocks = (Span(running[0].start, running[-1].end),), running
    if places is not None:
        # Whoever names a heading means it.
        return Found(tuple(_at(reader, plain, blocks, places)), whole=whole)
    parted = any(b.heading for b in blocks if running[0].start < b.start < running[-1].start)
    return passages(reader, plain, running, statement=statement, parted=parted)


def _without_question(plain: str, running: list[Block]) -> list[Block]:
    """An answer without the question that stands before it."""
    return running[1:] if len(running) > 1 and _asks(plain, running[0]) else running


def _is_one_answer(plain: str, running: list[Block], blocks: Sequence[Block], profile: Profile) -> bool:
    """Whether these paragraphs are one answer: not much longer than one should be, and nothing else is asked."""
    if any(block.heading or _asks(plain, block) for block in blocks if block.start > running[0].start):
        return False
    return sum(count_words(plain, b.start, b.end) for b in running) <= _ROOM * profile.max_words


def _asks(plain: str, block: Block) -> bool:
    return plain[block.start : block.end].rstrip(" \t\n\"')*_").endswith("?")


def _at(reader: Reader, plain: str, blocks: Sequence[Block], places: tuple[Span, ...]) -> Iterator[ToldPassage]:
    """What was read at places that were named; nothing where no prose stands."""
    for place in places:
        cut = [Block(max(b.start, place.start), min(b.end, place.end)) for b in blocks]
        cut = [block for block in cut if plain[block.start : block.end].strip()]
        if cut:
            span = Span(cut[0].start, cut[-1].end)
            sentences = [sentence for block in cut for sentence in split(plain, block.start, block.end)]
            yield ToldPassage(tuple(sentences) or (span,), *reader.read(plain, span, sentences))
