"""The page of check types, made from their modules and options."""

import sys
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from pslint.checks import CHECKS
from pslint.checks._base import Check

_MADE = "<!-- Made from src/pslint/checks/ by docs/generate.py; edit those files, not this page. -->"


def page() -> str:
    """All of it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (_MADE, "", "# Check types", "")
    yield "What `check` of a rule can be, and what its `options` are. [Write a rule](write-a-rule.md) uses one of them;"
    yield "`pslint rules new ID NAME --check TYPE` writes a rule of a type with its options to fill in."
    for name, check in CHECKS.items():
        module = sys.modules[check.options.__module__]
        yield from ("", f"## {name}", "", _flat(module.__doc__))
        about = _flat(check.options.__doc__)
        if check.options.model_fields:
            yield from ("", about, "", "| option | what it is | default |", "| --- | --- | --- |")
            yield from (_option(key, info) for key, info in check.options.model_fields.items())
        yield from ("", *_facts(check))


def _facts(check: Check) -> Iterator[str]:
    """What else a rule of this type may give."""
    slots = [f"{{{slot}}}" for slot in check.slots]
    for about, names in (
        ("scope", check.scopes),
        ("placeholders of its messages", sorted(slots)),
        ("cases that may have a message of their own, under `messages`", sorted(check.variants)),
        ("keys of the rule that it looks at besides", sorted(check.heeds)),
    ):
        if names:
            yield f"- {about}: {', '.join(f'`{name}`' for name in names)}"


def _option(key: str, info: FieldInfo) -> str:
    lists = "word lists" if (info.json_schema_extra or {}) == {"lexicon": True} else ""
    choices = ", ".join(_choices(info.annotation))
    about = "; ".join(filter(None, (info.description, lists, choices))).replace("|", "\\|")
    default = "must be given" if info.is_required() else "" if info.default in ((), None) else f"`{info.default}`"
    return f"| `{key}` | {about} | {default} |"


def _choices(annotation: Any) -> Iterator[str]:
    """What a value can be, or one of several values."""
    for inner in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield str(inner)
        else:
            yield from _choices(inner)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
