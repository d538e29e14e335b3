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
The text is expected to have plain quotes and dashes (`pslint.text.plain`).
"""

from .matching import LexiconMatcher
from .notation import Hit, Lexicon, LexiconError, parse_lexicons
from .words import Words

__all__ = ["Hit", "Lexicon", "LexiconError", "LexiconMatcher", "Words", "parse_lexicons"]
