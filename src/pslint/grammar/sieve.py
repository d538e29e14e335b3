"""Which of LanguageTool's matches are kept: no exam name, clinical word or proper name, and nothing said already."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from language_tool_python import Match

from ..draft import Span
from ..extract.exams import find_exams
from ..findings import FAULTS, Finding

_VOCABULARY: Final = Path(__file__).with_name("vocabulary.txt")
_WORD: Final = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")
#: Rules that are a dictionary; those of the same category that know a slip when they see it have other ids.
_DICTIONARY: Final = "MORFOLOGIK_"
#: Hyphens and accents, one rule a word, that careful writers set differently.
_TASTE: Final = ("EN_COMPOUNDS_", "EN_DIACRITICS_")
#: pslint's own findings about the words themselves; other categories say what is missing, long or out of place.
_ABOUT_FORM: Final = frozenset({"form", "readability", "fact", "consistency"})
_ABOUT_WORDING: Final = frozenset({*FAULTS, "tone"})
#: Kinds of match that say how something is worded rather than whether it is right.
_WORDING: Final = frozenset({"style", "register", "locale-violation"})


def wanted(match: Match, text: str) -> bool:
    """Whether a match on a text that was sent is about a slip in the writer's own English."""
    if match.rule_issue_type == "style" or match.rule_id.startswith(_TASTE):
        return False
    start, end = match.offset, match.offset + match.error_length
    if any(name.start <= start and end <= name.end for name in _exams(text)):
        return False
    if match.category != "TYPOS":
        return True
    return not _known(text, start, end, names=match.rule_id.startswith(_DICTIONARY))


def is_repeated(finding: Finding, kind: str, others: Iterable[Finding]) -> bool:
    """Whether pslint has said the same of the same words itself; `kind` is LanguageTool's issue type."""
    about = _ABOUT_FORM | _ABOUT_WORDING if kind in _WORDING else _ABOUT_FORM
    # What is hidden for low confidence has not been said.
    return any(
        other.category in about and other.confidence != "low" and _same_words(finding, other) for other in others
    )


def _same_words(one: Finding, other: Finding) -> bool:
    """Overlapping, and of like length: a slip inside a long sentence is not that sentence."""
    if not Span(one.start, one.end).overlaps(Span(other.start, other.end)):
        return False
    shorter, longer = sorted((one.end - one.start, other.end - other.start))
    return longer <= 3 * shorter


# The text of one draft after the other: what was found in earlier ones is not kept.
@lru_cache(maxsize=4)
def _exams(text: str) -> tuple[Span, ...]:
    return tuple(Span(name.start, name.end) for name in find_exams(text))


def _known(text: str, start: int, end: int, *, names: bool) -> bool:
    """Whether words that LanguageTool does not know are terms all the same, or with `names` names."""
    found = [match.group() for match in _WORD.finditer(text, start, end)]
    return bool(found) and all(_is_term(word) or (names and _is_name(word, text, start)) for word in found)


def _is_term(word: str) -> bool:
    plain = word.lower().removesuffix("'s")
    return any(form in vocabulary() for form in (plain, plain.removesuffix("s"), plain.replace("-", " ")))


def _is_name(word: str, text: str, start: int) -> bool:
    """Names and abbreviations: a capital inside a sentence, more than one capital, or a digit."""
    if sum(char.isupper() for char in word) > 1 or any(char.isdigit() for char in word):
        return True
    before = text[:start].rstrip(" \"'([")
    opens = not before or before[-1] in ".!?:\n"
    titled = re.search(r"\b(?:Drs?|Mr|Mrs|Ms|Prof|St)\.?$", before) is not None
    return word[0].isupper() and (titled or not opens)


@cache
def vocabulary() -> frozenset[str]:
    """The words that are no slips, in small letters."""
    lines = _VOCABULARY.read_text(encoding="utf-8").splitlines()
    words = (word.strip().lower() for line in lines for word in line.partition("#")[0].split(";"))
    return frozenset(word for word in words if word)
