"""All phrases that an entry stands for, in words as the tokenizer makes them of a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from .notation import GAP, Entry
from .taken import BLANK_LINE, take

if TYPE_CHECKING:
    from spacy.vocab import Vocab

#: How many words a gap and a number take at most ("two thousand five hundred").
GAP_WORDS: Final = 4
NUMBER_WORDS: Final = 4
# More spellings of one entry than this is a slip of the pen, not a list.
_MAX_SPELLINGS: Final = 400
_GAP_ENDS: Final = [".", "!", "?", BLANK_LINE]
_NUMBER: Final = (
    r"^(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|several)$"
)


class Spec(NamedTuple):
    """What a place of a pattern takes: a number, a gap, or one of `words` or a word that begins with one of `stems`."""

    kind: Literal["word", "number", "gap"]
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


Spelling = tuple[Spec, ...]


class EntryTokenizer:
    """Takes the words of entries apart as spaCy's English tokenizer does those of a text.

    A word of letters alone stays whole unless it is among the tokenizer's exceptions. Only for others is a tokenizer
    made, and of English's thousand-odd exceptions it learns those that entries use: all take a tenth of a second.
    """

    def __init__(self, vocab: Vocab) -> None:
        from ..text.tokens import EXCEPTIONS

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
        from ..text.tokens import tokenizer

        return tokenizer(self._vocab)


def spellings(entry: Entry, tokenize: EntryTokenizer, *, fold: bool) -> list[Spelling]:
    """All phrases that an entry stands for; where it is no plain phrase, alternatives of one word share a spelling.

    With `fold`, words are in small letters.
    """
    literal = not any(
        option == GAP or any(piece == "N" or piece.endswith("*") for piece in option.split("-"))
        for slot in entry.slots
        for option in slot.options
    )
    choices: list[list[Spelling]] = []
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


def _specs(option: str, tokenize: EntryTokenizer, *, fold: bool) -> Iterator[Spec]:
    if option == GAP:
        yield Spec("gap")
        return
    for piece in option.split("-"):
        if piece == "N":
            yield Spec("number")
            continue
        if piece.endswith("*"):
            stem = piece[:-1]
            yield Spec("word", stems=(stem.lower() if fold else stem,))
        else:
            yield from (Spec("word", words=(word.lower() if fold else word,)) for word in tokenize(piece))


def _share(spelled: list[Spelling]) -> list[Spelling]:
    single = [spelling[0] for spelling in spelled if len(spelling) == 1 and spelling[0].kind == "word"]
    if len(single) < 2:
        return spelled
    shared = Spec(
        "word",
        words=tuple(word for spec in single for word in spec.words),
        stems=tuple(stem for spec in single for stem in spec.stems),
    )
    return [(shared,), *(spelling for spelling in spelled if len(spelling) != 1 or spelling[0].kind != "word")]


def token_pattern(spelling: Spelling, attribute: str) -> list[dict[str, Any]]:
    pattern: list[dict[str, Any]] = []
    for spec in spelling:
        if spec.kind == "gap":
            pattern += [{"ORTH": {"NOT_IN": _GAP_ENDS}, "OP": "?"}] * GAP_WORDS
        elif spec.kind == "number":
            # "twenty-five" and "two hundred" are two words.
            pattern.append({"LOWER": {"REGEX": _NUMBER}, "OP": f"{{1,{NUMBER_WORDS}}}"})
        elif spec.stems:
            whole = [f"{re.escape(word)}$" for word in spec.words]
            pattern.append({attribute: {"REGEX": f"^(?:{'|'.join([*map(re.escape, spec.stems), *whole])})"}})
        elif len(spec.words) == 1:
            pattern.append({attribute: spec.words[0]})
        else:
            pattern.append({attribute: {"IN": list(spec.words)}})
    return pattern
