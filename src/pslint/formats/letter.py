"""The parts of a letter or an answer that are not running text: its title or question, its salutation, its closing and
its signature."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pslint.draft import Block

_TITLE_LENGTH = 80
_SENTENCE_END = re.compile(r"""[.!?…:;,]["'”’)\]]*\Z""")
_SALUTATION = re.compile(
    r"(?:dear|respected|esteemed|to|hello|hi|greetings)\b[^!?\r\n]{0,80}[,:!]+|to whom it may concern\.?", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:(?:yours|very|most|with|warm|kind|best|my|deepest|sincere)\s+){0,3}"
    r"(?:sincerely|respectfully|faithfully|truly|cordially|gratefully|warmly|regards|wishes|best|gratitude|thanks"
    r"|apologies|appreciation|respects?"
    r"|thank(?:ing)?\ you(?:\ (?:very|so)\ much)?(?:\ for\ (?:your|the)(?:\ [\w']+){1,6})?)(?:\ yours)?"
    r"(?:[,.!]?\s*\Z|,|(?=[\r\n]))",
    re.IGNORECASE,
)
#: What a form asks, copied above the answer: "Q4. Describe any course that you repeated."
_PROMPT = re.compile(
    r"(?:q(?:uestion)?\ ?)?(?:\d{1,2}[.):]\ )?(?:[^.!?]{0,80}\?\ )?(?:please\ )?(?:briefly\ )?"
    r"(?:describe|explain|comment\ on|discuss|tell\ us|indicate|summari[sz]e|list)\b"
    r"(?=\ )(?!.*\b(?:I|my|me)\b)(?:e\.g\.|i\.e\.|etc\.|[^.!?:;]){0,120}[.?:]?",
    re.IGNORECASE,
)
_PARTICLES = frozenset(["al", "bin", "da", "de", "del", "den", "der", "di", "dos", "el", "la", "le", "van", "von", "y"])
_NAME_WORDS = 6
_BRACKETED = re.compile(r"\([^)]*\)")


def mark_headings(prose: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with those that are a title, a salutation, a closing or a name told apart as headings.

    A title is a first block under 80 code points that ends in no punctuation; a name is a last block of
    capitalised words. One block alone is always running text.
    """
    if len(blocks) < 2:
        return tuple(blocks)
    last = len(blocks) - 1
    return tuple(
        block if block.heading else replace(block, heading=_is_heading(prose[block.start : block.end], number, last))
        for number, block in enumerate(blocks)
    )


def _is_heading(text: str, number: int, last: int) -> bool:
    if len(text) > 2 * _TITLE_LENGTH:
        return False
    on_one_line = " ".join(text.split())
    if _SALUTATION.fullmatch(on_one_line) or _PROMPT.fullmatch(on_one_line) or _is_closing(text):
        return True
    if number == 0:
        return len(on_one_line) < _TITLE_LENGTH and not _SENTENCE_END.search(text)
    return number == last and _is_name(text)


def _is_closing(text: str) -> bool:
    match = _CLOSING.match(text)
    if match is None:
        return False
    rest = text[match.end() :].split()
    return not rest or _is_name(" ".join(rest))


def _is_name(text: str) -> bool:
    words = _BRACKETED.sub(" ", text).replace(",", " ").split()
    if not 0 < len(words) <= _NAME_WORDS:
        return False
    # An initial or a title may end a name: "Olena M.", "Jane Doe, M.D."
    if text.endswith(".") and len(words[-1]) > len("M.") and words[-1].count(".") < 2:
        return False
    return words[0][0].isupper() and all(
        (word[0].isupper() and word.replace(".", "").replace("-", "").replace("'", "").replace("’", "").isalpha())
        or word in _PARTICLES
        for word in words
    )
