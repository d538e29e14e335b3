"""Where the entries of word lists stand in a text."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .notation import Hit, Lexicon, LexiconError, parse_entry
from .spelling import GAP_WORDS, NUMBER_WORDS, EntryTokenizer, Spec, Spelling, spellings, token_pattern
from .taken import Taken, take

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class _Places:
    """Where each distinct word of a text stands, asked by whole word or by beginning; words are in small letters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            self._places.setdefault(word, []).append(place)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._places)

    @property
    def distinct(self) -> Set[str]:
        """All words."""
        return self._places.keys()

    def of(self, word: str) -> list[int]:
        """The places of one of the words."""
        return self._places[word]

    def find(self, words: Set[str], stems: Iterable[str]) -> list[int]:
        """The places, in order, of all words that are one of `words` or begin with one of `stems`."""
        found: set[int] = set()
        for word in words & self._places.keys():
            found.update(self._places[word])
        for stem in stems:
            for word in itertools.islice(self._sorted, bisect_left(self._sorted, stem), None):
                if not word.startswith(stem):
                    break
                found.update(self._places[word])
        return sorted(found)


class _Gapped:
    """An entry that is no plain phrase.

    spaCy's Matcher tries every pattern at every word. So each entry has a matcher of its own, made when first needed
    and run only around words without which the entry cannot match: the longest of each spelling. Most entries are
    never run at all, which keeps a hundred lexicons within a millisecond or two.
    """

    def __init__(self, key: str, spellings: list[Spelling], attribute: str) -> None:
        self._key = key
        self.spellings = spellings
        self._attribute = attribute
        self._matcher: Matcher | None = None
        self._reach = max(sum(map(_most_words, spelling)) for spelling in spellings)
        needed = [max(filter(_is_word, spelling), key=_shortest) for spelling in spellings]
        self._words = frozenset(word.lower() for spec in needed for word in spec.words)
        self._stems = frozenset(stem.lower() for spec in needed for stem in spec.stems)

    def matches(self, sought: Sought) -> Iterator[tuple[str, int, int]]:
        """What the entry's matcher finds: key, start and end in words."""
        found = sought.places.find(self._words, self._stems)
        if not found:
            return
        words = sought.doc
        if self._matcher is None:
            from spacy.matcher import Matcher

            # Shared once it is whole: another thread may be asking for it.
            made = Matcher(words.vocab)
            made.add(self._key, [token_pattern(spelling, self._attribute) for spelling in self.spellings])
            self._matcher = made
        for first, last in _windows(found, self._reach, len(words)):
            for _, start, end in self._matcher(words[first:last]):
                yield self._key, first + start, first + end


def _windows(places: list[int], reach: int, length: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges that hold `reach` words on either side of each place; ranges that meet are one."""
    first = last = max(0, places[0] - reach)
    for place in places:
        if place - reach > last:
            yield first, last
            first = place - reach
        last = min(length, place + reach + 1)
    yield first, last


def _most_words(spec: Spec) -> int:
    return {"word": 1, "gap": GAP_WORDS, "number": NUMBER_WORDS}[spec.kind]


def _is_word(spec: Spec) -> bool:
    return spec.kind == "word"


def _shortest(spec: Spec) -> int:
    return min(map(len, spec.words + spec.stems))


class _Literal:
    """All plain phrases of a lexicon that are compared alike: in small letters, or as written.

    A phrase is looked up by its longest word, so that only what may be there is compared.
    """

    def __init__(self, *, exact: bool) -> None:
        self._exact = exact
        self._by_word: dict[str, list[tuple[str, int, tuple[str, ...]]]] = {}

    def add(self, key: str, phrase: tuple[str, ...]) -> None:
        """Take a phrase of the entry that `key` stands for."""
        at = max(range(len(phrase)), key=lambda place: len(phrase[place]))
        self._by_word.setdefault(phrase[at].lower(), []).append((key, at, phrase))

    def matches(self, sought: Sought) -> Iterator[tuple[str, int, int]]:
        """Key and half-open range of words of each phrase that stands there."""
        words = sought.taken.words if self._exact else sought.lower
        for word in self._by_word.keys() & sought.places.distinct:
            for place in sought.places.of(word):
                for key, at, phrase in self._by_word[word]:
                    start = place - at
                    if start >= 0 and tuple(words[start : start + len(phrase)]) == phrase:
                        yield key, start, start + len(phrase)


class _Compiled:
    """One lexicon made ready, by phrases, by patterns of the notation, and by raw patterns."""

    def __init__(self, lexicon: Lexicon, vocab: Vocab, tokenize: EntryTokenizer) -> None:
        self._entries = [parse_entry(lexicon.name, entry) for entry in lexicon.entries]
        self._phrases = (_Literal(exact=False), _Literal(exact=True))
        self._gapped: list[_Gapped] = []
        self._raw: Matcher | None = None
        self._strings = vocab.strings
        for number, entry in enumerate(self._entries):
            key = str(number)
            exact = lexicon.case_exact and entry.has_capital
            try:
                spelled = spellings(entry, tokenize, fold=not exact)
            except ValueError as error:
                raise LexiconError(lexicon.name, lexicon.entries[number], str(error)) from None
            rest = []
            for spelling in spelled:
                if all(map(_is_literal, spelling)):
                    self._phrases[exact].add(key, tuple(spec.words[0] for spec in spelling))
                else:
                    rest.append(spelling)
            if rest:
                self._gapped.append(_Gapped(key, rest, "ORTH" if exact else "LOWER"))
        if lexicon.patterns:
            from spacy.matcher import Matcher

            self._raw = Matcher(vocab)
            for number, pattern in enumerate(lexicon.patterns):
                _add_raw(self._raw, lexicon.name, number, pattern)

    def describe(self, key: str) -> tuple[str, bool]:
        """The entry that a key of `matches` stands for, and whether it is weak."""
        if not key.isdigit():
            return key, False
        entry = self._entries[int(key)]
        return entry.text, entry.weak

    def matches(self, sought: Sought) -> Iterator[tuple[str, int, int]]:
        """Number of the entry (`patterns[0]` and so on for raw ones) and half-open range of words, for each match."""
        for phrases in self._phrases:
            yield from phrases.matches(sought)
        for entry in self._gapped:
            yield from entry.matches(sought)
        if self._raw is not None:
            for key, start, end in self._raw(sought.doc):
                yield self._strings[key], start, end


def _is_literal(spec: Spec) -> bool:
    return len(spec.words) == 1 and not spec.stems


def _add_raw(matcher: Matcher, lexicon: str, number: int, pattern: tuple[Mapping[str, Any], ...]) -> None:
    from spacy.schemas import validate_token_pattern

    name = f"patterns[{number}]"
    tokens = [dict(token) for token in pattern]
    if problems := validate_token_pattern(tokens):
        raise LexiconError(lexicon, name, "; ".join(problems))
    try:
        matcher.add(name, [tokens])
    except (ValueError, re.error) as error:
        raise LexiconError(lexicon, name, str(error)) from None


class Sought:
    """A text made ready for matching, and what was found in it so far."""

    def __init__(self, taken: Taken, vocab: Vocab) -> None:
        self.taken = taken
        self.lower = [word.lower() for word in taken.words]
        self.places = _Places(self.lower)
        self.found: dict[str, list[Hit]] = {}
        self._vocab = vocab

    @cached_property
    def doc(self) -> Doc:
        """Its words as spaCy's matcher wants them; made when the first pattern may match."""
        from spacy.tokens import Doc

        return Doc(self._vocab, words=self.taken.words)


class LexiconMatcher:
    """Finds the hits of lexicons in spaCy documents.

    A lexicon is compiled when it is first asked for, so a list that no rule uses costs nothing. Pickling keeps the
    vocabulary and the lexicons and compiles anew.
    """

    def __init__(self, vocab: Vocab, lexicons: Mapping[str, Lexicon]) -> None:
        """Match documents that share `vocab`; `lexicons` come from `parse_lexicons`."""
        self._vocab = vocab
        self._lexicons = dict(lexicons)
        self._compiled: dict[str, _Compiled] = {}
        self._tokenize: EntryTokenizer | None = None

    def __reduce__(self) -> tuple[type[LexiconMatcher], tuple[Vocab, dict[str, Lexicon]]]:
        """Rebuild from the vocabulary and the lexicons."""
        return type(self), (self._vocab, self._lexicons)

    def prepare(self, names: Collection[str] | None = None) -> None:
        """Compile the named lexicons, or all of them.

        Raises LexiconError for a name that is no lexicon, a raw pattern that spaCy does not take, or an entry that
        stands for too many phrases.
        """
        for name in self._lexicons if names is None else names:
            self._compile(name)

    def hits(self, doc: Doc, names: Collection[str] | None = None) -> list[Hit]:
        """The hits of the named lexicons, or of all, in a document; as `hits_in`."""
        return self.hits_in(self.seek(take(doc)), names)

    def seek(self, taken: Taken) -> Sought:
        """A text made ready to be asked for hits."""
        return Sought(taken, self._vocab)

    def hits_in(self, sought: Sought, names: Collection[str] | None = None) -> list[Hit]:
        """The hits of the named lexicons, or of all, ordered by start, end and lexicon.

        Of overlapping hits of one lexicon the longest is kept (of equal ones the first, a strong one before a weak
        one); hits of different lexicons may overlap. What was found is kept, so asking for one lexicon after the
        other costs no more than asking for all. Raises LexiconError as `prepare` does.
        """
        wanted = dict.fromkeys(self._lexicons if names is None else names)
        hits = [hit for name in wanted for hit in self._find(name, sought)]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.lexicon))

    def _compile(self, name: str) -> _Compiled:
        compiled = self._compiled.get(name)
        if compiled is None:
            if name not in self._lexicons:
                raise LexiconError(name, None, "there is no such lexicon")
            if self._tokenize is None:
                self._tokenize = EntryTokenizer(self._vocab)
            compiled = self._compiled[name] = _Compiled(self._lexicons[name], self._vocab, self._tokenize)
        return compiled

    def _find(self, name: str, sought: Sought) -> list[Hit]:
        if name in sought.found:
            return sought.found[name]
        compiled = self._compile(name)
        hits: list[Hit] = []
        # Letters alone are counted, so that a line end of two characters makes no hit longer.
        letters: dict[Hit, int] = {}
        _, starts, ends = sought.taken
        for key, start, end in compiled.matches(sought):
            entry, weak = compiled.describe(key)
            hit = Hit(name, entry, starts[start], ends[end - 1], weak)
            hits.append(hit)
            letters[hit] = sum(ends[i] - starts[i] for i in range(start, end))
        guard = self._lexicons[name].unless
        if hits and guard is not None:
            against = self._find(guard, sought)
            hits = [hit for hit in hits if not any(_overlap(hit, other) for other in against)]
        sought.found[name] = _longest(hits, letters)
        return sought.found[name]


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _longest(hits: list[Hit], letters: dict[Hit, int]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-letters[hit], hit.start, hit.weak, hit.entry)):
        if not any(_overlap(hit, other) for other in kept):
            kept.append(hit)
    return kept
