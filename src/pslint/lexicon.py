"""Word lists in a small notation, compiled to spaCy matchers.

A lexicon is a named list of entries, `rules/lexicons/*.yaml` holds the shipped ones:

    lexicons:
      VAGUE_CAUSE:
        about: a reason that could mean anything
        source: [S002, W7]
        entries: |
          personal issue/issues ; life got in the way
          did not go as planned
        unless: SOME_GUARD      # optional: hits that overlap a hit of that lexicon are dropped
        case: exact             # optional: entries with a capital letter match as written
        patterns: []            # optional: raw spaCy token patterns

Entries stand apart by ` ; ` or a line end. Within one, words are apart by spaces, and

    a/b     either word                 word*   any word that begins so
    [x]     the word or nothing         N       a number, in digits or words ("N" in capitals)
    ...     up to four words or commas of the same sentence
    ~       in front: a weak entry, whose hits count only where the rule's guard agrees

What is matched is not the text's own tokens but its *words*, made alike from text and entries so that the way a draft
is wrapped or typed changes nothing: line breaks and doubled spaces are left out (a blank line stays and parts phrases),
words are split at hyphens ("test-taker" is "test taker", "2-CE" is "2 CE"), and contractions are written out ("didn't"
is "did not", "can't" is "can not"; "'s" and "'d", which could be two things, stay). Raw patterns see these words too.
The text is expected to have plain quotes and dashes (`pslint.plain`).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_KEYS = ("about", "source", "entries", "patterns", "unless", "case")
_GAP = "..."
_GAP_WORDS = 4
# "two thousand five hundred": more words than this make no number that a writer would spell out.
_NUMBER_WORDS = 4
# More spellings of one entry than this is a slip of the pen, not a list.
_MAX_SPELLINGS = 400
_BLANK_LINE = "\n\n"
_GAP_ENDS = [".", "!", "?", _BLANK_LINE]
_NUMBER = (
    r"^(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|several)$"
)
_WRITTEN_OUT = {"n't": "not", "nt": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_BEFORE_NOT = {"ca": "can", "wo": "will", "sha": "shall"}


class LexiconError(Exception):
    """A lexicon that cannot be used; the message is one line.

    `lexicon` is its name, `entry` the entry at fault or None where the fault is elsewhere in the lexicon.
    """

    def __init__(self, lexicon: str, entry: str | None, reason: str) -> None:
        """Say which lexicon, which entry (if one) and why."""
        place = f"lexicon {lexicon}" if entry is None else f"lexicon {lexicon}, entry {entry!r}"
        super().__init__(" ".join(f"{place}: {reason}".split()))
        self.lexicon = lexicon
        self.entry = entry
        self.reason = reason

    def __reduce__(self) -> tuple[type[LexiconError], tuple[str, str | None, str]]:
        """Rebuild from the three parts, so that the error survives the way back from a worker process."""
        return type(self), (self.lexicon, self.entry, self.reason)


@dataclass(frozen=True)
class Lexicon:
    """One word list as it was written.

    `entries` hold the notation as written, the `~` of a weak entry included; `patterns` are raw spaCy token patterns.
    Hits that overlap a hit of the lexicon named by `unless` are dropped.
    With `case_exact`, entries that have a capital letter match as written; all others match in any case.
    """

    name: str
    entries: tuple[str, ...] = ()
    patterns: tuple[tuple[Mapping[str, Any], ...], ...] = ()
    unless: str | None = None
    case_exact: bool = False
    about: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a lexicon matched.

    `start` and `end` are offsets in code points into the text of the document, half-open. `entry` is the entry as
    written but for its `~`, or `patterns[0]` for the first raw pattern. A `weak` hit needs the rule's guard.
    """

    lexicon: str
    entry: str
    start: int
    end: int
    weak: bool = False


def parse_lexicons(mapping: Mapping[str, Any]) -> dict[str, Lexicon]:
    """Check lexicons as they come from YAML and return them by name, in the same order.

    `mapping` is what stands under `lexicons:` of all files together: name to the mapping of that lexicon's keys.
    Raises LexiconError for unknown keys, values of the wrong kind, empty lists, entries that are empty or not in the
    notation, and an `unless` that names no lexicon or leads round in a circle. Raw patterns are checked for their shape
    here and for their meaning when they are compiled.
    """
    lexicons = {name: _parse_lexicon(name, body) for name, body in mapping.items()}
    for lexicon in lexicons.values():
        seen = [lexicon.name]
        guard = lexicon.unless
        while guard is not None:
            if guard not in lexicons:
                raise LexiconError(seen[-1], None, f"'unless' names no lexicon: {guard}")
            if guard in seen:
                circle = " > ".join([*seen, guard])
                raise LexiconError(lexicon.name, None, f"'unless' leads round in a circle: {circle}")
            seen.append(guard)
            guard = lexicons[guard].unless
    return lexicons


def _parse_lexicon(name: object, body: object) -> Lexicon:
    if not isinstance(name, str) or not name.strip():
        raise LexiconError(str(name), None, "the name of a lexicon must be text")
    if not isinstance(body, Mapping):
        raise LexiconError(name, None, "must be a mapping with 'about' and 'entries'")
    for key in body:
        if key not in _KEYS:
            raise LexiconError(name, None, f"unknown key {key!r}; known are {', '.join(_KEYS)}")
    entries = tuple(_split_entries(name, _text(name, body, "entries", "")))
    for entry in entries:
        _parse_entry(name, entry)
    patterns = _parse_patterns(name, body.get("patterns", []))
    if not entries and not patterns:
        raise LexiconError(name, None, "has neither entries nor patterns")
    source = body.get("source", [])
    if not isinstance(source, list) or not all(isinstance(item, str) for item in source):
        raise LexiconError(name, None, "'source' must be a list of texts")
    case = _text(name, body, "case", "any")
    if case not in ("any", "exact"):
        raise LexiconError(name, None, f"'case' must be any or exact, not {case!r}")
    return Lexicon(
        name=name,
        entries=entries,
        patterns=patterns,
        unless=_text(name, body, "unless", "") or None,
        case_exact=case == "exact",
        about=_text(name, body, "about", ""),
        source=tuple(source),
    )


def _text(name: str, body: Mapping[str, Any], key: str, default: str) -> str:
    value = body.get(key, default)
    if not isinstance(value, str):
        raise LexiconError(name, None, f"{key!r} must be text, not {value!r}")
    return value


def _split_entries(name: str, text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.strip():
            continue
        for entry in re.split(r"(?:^|\s);(?=\s|$)", line):
            entry = entry.strip()
            if not entry:
                raise LexiconError(name, entry, f"an entry is empty in the line {line.strip()!r}")
            yield " ".join(entry.split())


def _parse_patterns(name: str, value: object) -> tuple[tuple[Mapping[str, Any], ...], ...]:
    if not isinstance(value, list):
        raise LexiconError(name, None, "'patterns' must be a list of token patterns")
    for number, pattern in enumerate(value):
        if not isinstance(pattern, list) or not pattern or not all(isinstance(token, Mapping) for token in pattern):
            raise LexiconError(name, f"patterns[{number}]", "a pattern must be a list of mappings, one for each token")
    return tuple(tuple(pattern) for pattern in value)


class _Slot(NamedTuple):
    """One place of an entry: its alternatives (a lone `...` for a gap), and whether it may be missing."""

    options: tuple[str, ...]
    optional: bool


class _Entry(NamedTuple):
    """An entry taken apart; `text` is without the `~`."""

    text: str
    weak: bool
    slots: tuple[_Slot, ...]

    @property
    def has_capital(self) -> bool:
        """Whether it has a capital letter, the N of a number aside."""
        pieces = (piece for slot in self.slots for option in slot.options for piece in option.split("-"))
        return any(piece != "N" and piece != piece.lower() for piece in pieces)


# Once when the list is checked, once when it is compiled.
@cache
def _parse_entry(lexicon: str, entry: str) -> _Entry:
    weak = entry.startswith("~")
    text = entry[1:].strip() if weak else entry
    slots = tuple(_parse_slot(lexicon, entry, word) for word in text.split())
    gaps = [slot.options == (_GAP,) for slot in slots]
    if not slots:
        raise LexiconError(lexicon, entry, "an entry is empty")
    if any(one and other for one, other in itertools.pairwise(gaps)) or gaps[0]:
        raise LexiconError(lexicon, entry, "a gap '...' needs a word before it")
    if gaps[-1]:
        # "not the result I ..." asks for nothing after the gap: the gap would only lengthen the hit.
        raise LexiconError(lexicon, entry, "a gap '...' needs a word after it")
    if all(slot.optional or gap or any(map(_is_number, slot.options)) for slot, gap in zip(slots, gaps, strict=True)):
        raise LexiconError(lexicon, entry, "needs at least one word that must be there")
    return _Entry(text, weak, slots)


def _parse_slot(lexicon: str, entry: str, word: str) -> _Slot:
    if word.isalpha():
        return _Slot((word,), optional=False)
    if word == _GAP:
        return _Slot((_GAP,), optional=False)
    optional = word.startswith("[") and word.endswith("]")
    options = tuple((word[1:-1] if optional else word).split("/"))
    for option in options:
        if not option or re.search(r"[\[\]~;]|\.\.\.", option):
            raise LexiconError(lexicon, entry, f"cannot be read at {word!r}")
        for piece in option.split("-"):
            if not piece:
                raise LexiconError(lexicon, entry, f"a hyphen must stand between two words in {word!r}")
            if "*" in piece and not (piece.endswith("*") and piece[:-1].isalnum()):
                raise LexiconError(lexicon, entry, f"'*' may only end a word of letters, not stand as in {word!r}")
    return _Slot(options, optional)


def _is_number(option: str) -> bool:
    return set(option.split("-")) == {"N"}


class Taken(NamedTuple):
    """The words of a text as matching sees them, and where each stands in it, in code points."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def between(self, start: int, end: int) -> Taken:
        """Those that stand whole within these code points."""
        part = slice(bisect_left(self.starts, start), bisect_right(self.ends, end))
        return Taken(self.words[part], self.starts[part], self.ends[part])


def take(doc: Doc) -> Taken:
    """Take a document's words out as matching sees them (the module's docstring says how)."""
    text = doc.text
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for token in doc:
        shown = token.text
        start = token.idx
        if shown.isspace():
            if shown.count("\n") < 2:
                continue
            shown = _BLANK_LINE
        elif "-" in shown:
            for piece in re.finditer(r"-|[^-]+", shown):
                at = start + piece.start()
                # A hyphen right after a letter or digit joins two words; any other is a dash, which parts phrases.
                if piece[0] == "-" and at > 0 and text[at - 1].isalnum():
                    continue
                words.append(piece[0])
                starts.append(at)
                ends.append(at + len(piece[0]))
            continue
        elif (written_out := _WRITTEN_OUT.get(shown.lower())) is not None:
            if written_out == "not" and words and (verb := _BEFORE_NOT.get(words[-1].lower())) is not None:
                words[-1] = verb
            shown = written_out
        words.append(shown)
        starts.append(start)
        ends.append(start + len(token))
    return Taken(words, starts, ends)


def _joined(parts: Sequence[tuple[int, Taken]]) -> Taken:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for begin, part in parts:
        if words:
            words.append(_BLANK_LINE)
            starts.append(ends[-1])
            ends.append(begin)
        words += part.words
        starts += [begin + start for start in part.starts]
        ends += [begin + end for end in part.ends]
    return Taken(words, starts, ends)


class _Spec(NamedTuple):
    """What a place of a pattern takes: a number, a gap, or one of `words` or a word that begins with one of `stems`."""

    kind: Literal["word", "number", "gap"]
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


_Spelling = tuple[_Spec, ...]


class _EntryTokenizer:
    """Takes the words of entries apart as spaCy's English tokenizer does those of a text.

    A word of letters alone stays whole unless it is among the tokenizer's exceptions. Only for others is a tokenizer
    made, and of English's thousand-odd exceptions it learns those that entries use: all take a tenth of a second.
    """

    def __init__(self, vocab: Vocab) -> None:
        from .tokens import EXCEPTIONS

        self._vocab = vocab
        self._exceptions = EXCEPTIONS
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, word: str) -> tuple[str, ...]:
        """The words that `word`, which has no space in it, makes in a text."""
        if word.isalpha() and word not in self._exceptions:
            return (word,)
        known = self._known.get(word)
        if known is None:
            if word in self._exceptions:
                self._tokenizer.add_special_case(word, self._exceptions[word])
            known = self._known[word] = tuple(take(self._tokenizer(word)).words)
        return known

    @cached_property
    def _tokenizer(self) -> Any:
        from .tokens import tokenizer

        return tokenizer(self._vocab)


def _spellings(entry: _Entry, tokenize: _EntryTokenizer, *, fold: bool) -> list[_Spelling]:
    """All phrases that an entry stands for; where it is no plain phrase, alternatives of one word share a spelling.

    With `fold`, words are in small letters.
    """
    literal = not any(
        option == _GAP or any(piece == "N" or piece.endswith("*") for piece in option.split("-"))
        for slot in entry.slots
        for option in slot.options
    )
    choices: list[list[_Spelling]] = []
    for slot in entry.slots:
        spelled = [tuple(_specs(option, tokenize, fold=fold)) for option in slot.options]
        if not literal:
            spelled = _share(spelled)
        if slot.optional:
            spelled.append(())
        choices.append(spelled)
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MAX_SPELLINGS:
        raise ValueError(f"stands for {count} phrases, more than {_MAX_SPELLINGS}; split it")
    return [tuple(itertools.chain.from_iterable(spelling)) for spelling in itertools.product(*choices)]


def _specs(option: str, tokenize: _EntryTokenizer, *, fold: bool) -> Iterator[_Spec]:
    if option == _GAP:
        yield _Spec("gap")
        return
    for piece in option.split("-"):
        if piece == "N":
            yield _Spec("number")
            continue
        if piece.endswith("*"):
            stem = piece[:-1]
            yield _Spec("word", stems=(stem.lower() if fold else stem,))
        else:
            yield from (_Spec("word", words=(word.lower() if fold else word,)) for word in tokenize(piece))


def _share(spelled: list[_Spelling]) -> list[_Spelling]:
    single = [spelling[0] for spelling in spelled if len(spelling) == 1 and spelling[0].kind == "word"]
    if len(single) < 2:
        return spelled
    shared = _Spec(
        "word",
        words=tuple(word for spec in single for word in spec.words),
        stems=tuple(stem for spec in single for stem in spec.stems),
    )
    return [(shared,), *(spelling for spelling in spelled if len(spelling) != 1 or spelling[0].kind != "word")]


def _token_pattern(spelling: _Spelling, attribute: str) -> list[dict[str, Any]]:
    pattern: list[dict[str, Any]] = []
    for spec in spelling:
        if spec.kind == "gap":
            pattern += [{"ORTH": {"NOT_IN": _GAP_ENDS}, "OP": "?"}] * _GAP_WORDS
        elif spec.kind == "number":
            # "twenty-five" and "two hundred" are two words.
            pattern.append({"LOWER": {"REGEX": _NUMBER}, "OP": f"{{1,{_NUMBER_WORDS}}}"})
        elif spec.stems:
            whole = [f"{re.escape(word)}$" for word in spec.words]
            pattern.append({attribute: {"REGEX": f"^(?:{'|'.join([*map(re.escape, spec.stems), *whole])})"}})
        elif len(spec.words) == 1:
            pattern.append({attribute: spec.words[0]})
        else:
            pattern.append({attribute: {"IN": list(spec.words)}})
    return pattern


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

    def __init__(self, key: str, spellings: list[_Spelling], attribute: str) -> None:
        self._key = key
        self._spellings = spellings
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
            made.add(self._key, [_token_pattern(spelling, self._attribute) for spelling in self._spellings])
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


def _most_words(spec: _Spec) -> int:
    return {"word": 1, "gap": _GAP_WORDS, "number": _NUMBER_WORDS}[spec.kind]


def _is_word(spec: _Spec) -> bool:
    return spec.kind == "word"


def _shortest(spec: _Spec) -> int:
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

    def __init__(self, lexicon: Lexicon, vocab: Vocab, tokenize: _EntryTokenizer) -> None:
        self._entries = [_parse_entry(lexicon.name, entry) for entry in lexicon.entries]
        self._phrases = (_Literal(exact=False), _Literal(exact=True))
        self._gapped: list[_Gapped] = []
        self._raw: Matcher | None = None
        for number, entry in enumerate(self._entries):
            key = str(number)
            exact = lexicon.case_exact and entry.has_capital
            try:
                spellings = _spellings(entry, tokenize, fold=not exact)
            except ValueError as error:
                raise LexiconError(lexicon.name, lexicon.entries[number], str(error)) from None
            rest = []
            for spelling in spellings:
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
                yield sought.doc.vocab.strings[key], start, end


def _is_literal(spec: _Spec) -> bool:
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
        self._tokenize: _EntryTokenizer | None = None

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
        return self.hits_in(self.seek([(0, take(doc))]), names)

    def seek(self, parts: Sequence[tuple[int, Taken]]) -> Sought:
        """A text made ready to be asked for hits; its parts, each with where it begins, stand a blank line apart."""
        return Sought(_joined(parts), self._vocab)

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
                self._tokenize = _EntryTokenizer(self._vocab)
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
