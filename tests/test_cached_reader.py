"""The reader that remembers: the same marks, words that are read once, a bound on what it keeps."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from pslint import Linter
from pslint.draft import Span
from pslint.reader.caching import CachingReader, NotRead, RememberedOnly
from pslint.text.sentences import split

from .texts import PASSAGES


class CountingReader(CachingReader):
    """A reader that counts what it reads."""

    count = 0

    def scores(self, plain: str, span: Span, sentences: list[Span]):  # type: ignore[no-untyped-def]
        """As ever, and counted."""
        self.count += 1
        return super().scores(plain, span, sentences)


def test_the_same_marks_wherever_a_passage_stands() -> None:
    reader, text = CountingReader(), PASSAGES[0]
    marks, presence = reader.read(text, Span(0, len(text)), split(text))
    lead = "I grew up beside a pond.\n\n"
    there = lead + text + "\n\nThe end."
    place = Span(len(lead), len(lead) + len(text))
    again, same = reader.read(there, place, split(there, place.start, place.end))
    assert reader.count == 1
    assert same == presence
    for category, own in marks.items():
        moved = [(mark.start - len(lead), mark.end - len(lead), mark.probability) for mark in again[category]]
        assert moved == [(mark.start, mark.end, mark.probability) for mark in own]


def test_other_words_or_other_sentences_are_read() -> None:
    reader, text = CountingReader(), PASSAGES[0]
    for words in (text, text + " ", text):
        reader.read(words, Span(0, len(words)), split(words))
    assert reader.count == 2
    reader.read(text, Span(0, len(text)), [Span(0, len(text))])
    assert reader.count == 3


def test_what_it_keeps_is_bounded() -> None:
    reader = CountingReader(most=len(PASSAGES[0]))
    for text in (PASSAGES[0], PASSAGES[1], PASSAGES[0]):
        reader.read(text, Span(0, len(text)), split(text))
    assert reader.count == 3


def test_nothing_is_read_where_only_memory_is_asked() -> None:
    reader, text = CountingReader(), PASSAGES[0]
    whole, sentences = Span(0, len(text)), split(text)
    with pytest.raises(NotRead):
        RememberedOnly(reader).read(text, whole, sentences)
    found = reader.read(text, whole, sentences)
    assert RememberedOnly(reader).read(text, whole, sentences) == found
    assert reader.count == 1


def test_a_linter_with_it_is_shared_and_pickled(linter: Linter) -> None:
    ours = linter.with_reader(CachingReader(most=200))
    texts = PASSAGES * 3
    alone = [linter.lint(text).findings for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda text: ours.lint(text).findings, texts)) == alone
    copy = pickle.loads(pickle.dumps(ours))
    with pytest.raises(NotRead):
        RememberedOnly(copy.reader).read(PASSAGES[0], Span(0, len(PASSAGES[0])), split(PASSAGES[0]))
    assert copy.lint(PASSAGES[0]).findings == alone[0]
