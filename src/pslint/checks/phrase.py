"""Words of a list, where the list alone decides: in a passage, or with the scope document in all of the draft."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ..findings import READ, Raised
from ..lexicon import Hit
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Check, Options, lexicons, span_of, unguarded


class PhraseOptions(Options):
    """Which lists, and what else must or must not be in the passage or the sentence."""

    words: tuple[str, ...] = lexicons("the words", required=True)
    weak_need: tuple[str, ...] = lexicons("a weak entry (~) counts only in a sentence with one of these")
    unless: tuple[str, ...] = lexicons("silent where the passage holds one of these")
    with_words: tuple[str, ...] = lexicons("only in a sentence, or the one before it, that holds one of these")
    with_mark: Literal[READ] | None = Field(  # type: ignore[valid-type]
        None, description="only in a sentence that the reader marks so"
    )
    only_first: bool = Field(False, description="at most once a passage")
    once: bool = Field(False, description="each word once")


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on each hit, with the rule's own confidence, low where it gives none."""
    options: PhraseOptions = rule.options
    # Most drafts hold no word of the list; to see that, none of their sentences is needed.
    if reading is None and not any(map(around.find, options.words)):
        return
    reading = reading or around.unread
    if options.unless and reading.hits(*options.unless):
        return
    hits = [hit for hit in unguarded(reading.hits(*options.words), rule, reading) if _counts(hit, reading, options)]
    if options.once:
        # The first of each, in the order of the text.
        hits = list({reading.text(span_of(hit)).lower(): hit for hit in reversed(hits)}.values())[::-1]
    for hit in hits[:1] if options.only_first else hits:
        yield Raised(hit.start, hit.end, rule.confidence or "low", {"match": reading.text(span_of(hit))})


def _counts(hit: Hit, reading: Reading, options: PhraseOptions) -> bool:
    sentence = reading.sentence(hit.start)
    if hit.weak and not any(reading.sentence(o.start) == sentence for o in reading.hits(*options.weak_need)):
        return False
    if options.with_words and not any(
        reading.sentence(o.start) in (sentence, sentence - 1) for o in reading.hits(*options.with_words)
    ):
        return False
    if options.with_mark is None:
        return True
    return any(
        reading.sentence(mark.start) <= sentence <= reading.sentence(mark.end - 1)
        for mark in reading.clear(options.with_mark)
    )


CHECK = Check(PhraseOptions, run, frozenset({"match"}), heeds=frozenset({"guards", "confidence"}))
