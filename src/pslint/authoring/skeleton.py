"""A new rule to be filled in: its own file, and a file for its word lists where its check takes any."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..checks import CHECKS
from ..findings import CATEGORIES, SEVERITIES

#: What an empty rule looks for, so that it loads before it is filled in; no draft holds it.
_PLACEHOLDER = "words to look for"


def rule_text(identity: str, name: str, check: str) -> str:
    """The rule's file: what must be given is there to be replaced, what may be given is commented out."""
    return "".join(f"{line}\n" for line in _rule_lines(identity, name, check))


def lexicon_text(identity: str) -> str:
    """The file of its word lists."""
    return (
        "# One entry a line, or several apart by ' ; '. a/b: either word; [x]: a word that may be missing; word*: any\n"
        "# ending; N: a number; ...: up to four words between.\n"
        "lexicons:\n"
        f"  {words_name(identity)}:\n"
        "    about: what these words have in common\n"
        "    entries: |\n"
        f"      {_PLACEHOLDER}\n"
    )


def words_name(identity: str) -> str:
    """The name of its first word list."""
    return f"{identity}_WORDS"


def takes_words(check: str) -> bool:
    """Whether the options of a check name word lists."""
    return any(_is_words(info) for info in CHECKS[check].options.model_fields.values())


def _rule_lines(identity: str, name: str, check: str) -> Iterator[str]:
    slots = sorted(CHECKS[check].slots)
    scopes, heeds = CHECKS[check].scopes, CHECKS[check].heeds
    whole = check == "phrase"
    yield "# Fill this in, then run `pslint rules test` on its folder; `pslint rules show PS203` shows a finished rule."
    yield f"id: {identity}"
    yield f"name: {name}"
    yield f"category: tone # {', '.join(CATEGORIES)}"
    yield f"severity: warning # {', '.join(SEVERITIES)}"
    yield "# document: looks at all of a draft, set: at several; others: at the sentences that explain the setback."
    yield f"scope: {'document' if whole else scopes[0]} # {', '.join(scopes)}"
    yield f"check: {check} # {' '.join((CHECKS[check].options.__doc__ or '').split())}"
    yield from _option_lines(identity, check)
    if "guards" in heeds:
        yield '# Why a hit may be none: NEG ("I do not blame"), QUOTE (in quotation marks), CLINICAL (about a patient).'
        yield "# guards: [NEG, QUOTE]"
    if "confidence" in heeds:
        yield "# high, medium or low; findings of low confidence are hidden unless --show low."
        yield f"{'' if whole else '# '}confidence: high"
    yield f"# One kind sentence to the writer: the words in question, and what to add. Placeholders: {_listed(slots)}."
    yield f"message: Consider saying what a reader would ask here{_match(slots)}."
    yield "why: What a reader misses or stumbles over, and who says so."
    yield "source: [the name of your office or a page's address]"
    yield "# dissent: Who sees it otherwise."
    yield "# Texts that the rule must speak about, and texts that it must not: three of each, two of them alike but for"
    yield "# one word. `witness: list` tests your lists alone; without it the whole program reads the text."
    yield "examples:"
    for side, said in (("fail", "must speak"), ("pass", "must be silent")):
        yield f"  {side}:"
        yield f"    - text: A short text, about somebody else, about which this rule {said}."
        yield "      witness: list"


def _listed(slots: list[str]) -> str:
    return ", ".join(f"{{{slot}}}" for slot in slots) or "none"


def _match(slots: list[str]) -> str:
    return " about '{match}'" if "match" in slots else ""


def _option_lines(identity: str, check: str) -> Iterator[str]:
    fields = CHECKS[check].options.model_fields
    if not fields:
        return
    required = [key for key, info in fields.items() if info.is_required()]
    # A list that is a rule's whole matter is filled in even where the check could do without it.
    given = required or [key for key, info in fields.items() if _is_words(info)][:1]
    yield "options:" if given else "# options:"
    for key, info in fields.items():
        # A default that says something is shown as it is; any other option by a value of its kind.
        sample = info.default if _tells(info.default) else _sample(info.annotation, words_name(identity))
        written = yaml.safe_dump(sample, default_flow_style=True, width=1000).removesuffix("...\n").strip()
        note = f" # {info.description}" if info.description else _choices(info.annotation)
        yield f"  {'' if key in given else '# '}{key}: {written}{note}"


def _is_words(info: FieldInfo) -> bool:
    return (info.json_schema_extra or {}) == {"lexicon": True}


def _tells(default: Any) -> bool:
    return isinstance(default, str | int | float)


def _sample(annotation: Any, words: str) -> Any:
    """A value of a kind: the first of a choice, a list of one, the smallest number."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return arguments[0]
    if origin in (Union, UnionType):
        return _sample(next(item for item in arguments if item is not NoneType), words)
    if origin is tuple:
        return [_sample(arguments[0], words)]
    if origin is dict:
        return {_sample(arguments[0], words): _sample(arguments[1], words)}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        asked = {key: info for key, info in annotation.model_fields.items() if info.is_required()}
        return {
            key: info.examples[0] if info.examples else _sample(info.annotation, words) for key, info in asked.items()
        }
    return {bool: True, int: 2, float: 0.5}.get(annotation, words)


def _choices(annotation: Any) -> str:
    """The choices of a field that has some, as a comment."""
    if get_origin(annotation) is Literal:
        return f" # {', '.join(map(str, get_args(annotation)))}"
    inner = next((item for item in get_args(annotation) if item is not NoneType and item is not ...), None)
    return _choices(inner) if inner is not None else ""
