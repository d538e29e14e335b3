"""spaCy's English tokenizer by itself; a pipeline around it takes three times as long to make, and does no more."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from .sealed import spacy  # noqa: F401  # isort: skip  (before anything else of spaCy is imported)

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab, create_vocab

#: Words that are not taken apart by the tokenizer's patterns, and the tokens of each.
EXCEPTIONS: Mapping[str, Any] = English.Defaults.tokenizer_exceptions


@cache
def english() -> Any:
    """The tokenizer that `spacy.blank("en")` has; `.vocab` is its vocabulary."""
    return tokenizer(create_vocab("en", English.Defaults), EXCEPTIONS)


def tokenizer(vocab: Vocab, exceptions: Mapping[str, Any] | None = None) -> Any:
    """A tokenizer with English's patterns; without English's exceptions it is made at once."""
    defaults = English.Defaults
    return Tokenizer(
        vocab,
        rules=exceptions,
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex(defaults.infixes or ()).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
