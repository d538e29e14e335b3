"""A finding known again after edits: a salted hash of its rule and of the words of the sentence in which it starts.

The sentence and not the words of the finding itself: the reader sees a passage whole, so an edit elsewhere in it may
move the edges of what it marks, while a sentence that was changed wants to be looked at again.
"""

import secrets
from hashlib import blake2b

from ..draft import Draft, Span
from ..text.plain import make_plain
from ..text.sentences import split, words


def new_salt() -> str:
    """Hex digits for a file of fingerprints, so that nobody can try out words against them without the file."""
    return secrets.token_hex(16)


def fingerprint(salt: str, rule: str, draft: Draft, offset: int) -> str:
    """24 hex digits for a rule's finding at a code point of a draft.

    They stay the same when lines are wrapped anew, quotes and dashes change their form, or other sentences are edited.
    """
    said = " ".join([rule, *_sentence(draft, offset)])
    return blake2b(said.encode("utf-8", "surrogatepass"), key=bytes.fromhex(salt), digest_size=12).hexdigest()


def _sentence(draft: Draft, offset: int) -> list[str]:
    """The words of the sentence at a code point; of its block or line where it is in none."""
    plain = make_plain(draft.prose)
    block = next((block for block in draft.blocks if block.start <= offset <= block.end), None)
    place = Span(block.start, block.end) if block else draft.line_span(draft.position(offset).line)
    before = [s for s in split(plain, place.start, place.end) if s.start <= offset]
    if before:
        place = before[-1]
    return [plain[word.start : word.end].casefold() for word in words(plain, place.start, place.end)]
