"""How hard a text is to read: sentence lengths, Flesch-Kincaid grade, Flesch reading ease.

Words and syllables are textstat's, sentences are pslint's own: textstat drops short ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .draft import Draft, Span
from .findings import Passage
from .text.plain import make_plain
from .text.sentences import split, words

if TYPE_CHECKING:
    from textstat.textstat import textstatistics  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text with at least one word.

    `lengths` are words a sentence, in order. `grade` is the Flesch-Kincaid grade, in years of school; `ease` the
    Flesch reading ease, where 100 is easy and 0 hard.
    """

    sentences: int
    words: int
    lengths: tuple[int, ...]
    grade: float
    ease: float

    @property
    def mean(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences

    @property
    def longest(self) -> int:
        """Words of the longest sentence."""
        return max(self.lengths)

    def __str__(self) -> str:
        count = f"{self.sentences} sentence{'' if self.sentences == 1 else 's'}, {self.words} words"
        length = f"{self.mean:.1f} a sentence, the longest {self.longest}"
        return f"{count} ({length}); Flesch-Kincaid grade {self.grade:.1f}, reading ease {self.ease:.1f}"


def figures(draft: Draft, passages: Iterable[Passage]) -> tuple[Figures | None, Figures | None]:
    """The figures of a draft's passages together, and of all its running text; None where there is none."""
    plain = make_plain(draft.prose)
    blocks = [Span(b.start, b.end) for b in draft.blocks if not b.heading] or [Span(0, len(plain))]
    every = [sentence for block in blocks for sentence in split(plain, block.start, block.end)]
    spans = [Span(passage.start, passage.end) for passage in passages]
    own = [sentence for sentence in every if any(sentence.overlaps(span) for span in spans)]
    return of_sentences(plain, own), of_sentences(plain, every)


def of_sentences(plain: str, sentences: Iterable[Span]) -> Figures | None:
    """The figures of these sentences; None where they hold no word."""
    spans = list(sentences)
    lengths = [len(words(plain, span.start, span.end)) for span in spans]
    text = " ".join(" ".join(plain[span.start : span.end].split()) for span in spans)
    counter = _counter()
    total = counter.lexicon_count(text)
    if not total or not sum(lengths):
        return None
    long, heavy = total / len(lengths), counter.syllable_count(text) / total
    return Figures(
        sentences=len(lengths),
        words=sum(lengths),
        lengths=tuple(lengths),
        grade=0.39 * long + 11.8 * heavy - 15.59,
        ease=206.835 - 1.015 * long - 84.6 * heavy,
    )


@cache
def _counter() -> "textstatistics":
    from textstat.textstat import textstatistics

    counter = textstatistics()
    # For "en_US", its default, textstat asks NLTK for a dictionary, which NLTK downloads at run time. By this spelling
    # it counts syllables with Pyphen alone, whose dictionary comes as a package, so on every machine alike.
    counter.set_lang("en-US")
    return counter
