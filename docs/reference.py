"""The page on the library, made from the docstrings of its public names."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any, Final

import pslint
from pslint.draft import Block, Draft, Position, Span
from pslint.findings import Related
from pslint.formats import load

#: Not imported from `pslint` itself, but met with in what it takes and gives.
_MET: Final = (load, Draft, Block, Span, Position, Related)
#: What else a linter can do is for pslint itself.
_METHODS: Final = {"Linter": ("lint", "lint_draft")}
_MODULE: Final = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Z])")
_HEAD: Final = """# The library

<!-- Made from docstrings by docs/generate.py; edit those, not this page. -->

What `import pslint` gives, and what that gives in turn. Offsets are code points of the draft's source, from 0 and half
open; lines, columns, paragraphs and pages count from 1. What is given back is not to be changed. Nothing else is
promised to stay as it is. Examples stand in [the README](../README.md#as-a-library)."""


def page() -> str:
    """The page."""
    names = [name for name in pslint.__all__ if not name.startswith("_")]
    wanted = [getattr(pslint, name) for name in sorted(names, key=lambda name: (name != "lint", name != "Linter"))]
    parts = [_HEAD]
    for thing in (*wanted, *_MET):
        owner = "pslint.formats." if thing is load else "pslint."
        parts += _class(thing) if inspect.isclass(thing) else _function(thing, owner, "##")
    return "\n\n".join(parts) + "\n"


def _class(thing: type) -> Iterator[str]:
    yield f"## {'pslint.' if thing.__name__ in pslint.__all__ else ''}{thing.__name__}"
    yield _doc(thing)
    if is_dataclass(thing):
        shown = [field for field in fields(thing) if not field.name.startswith("_") and field.repr]
        # In a table a bar in code would end the cell.
        rows = [f"| `{field.name}` | `{_type(field.type).replace('|', chr(92) + '|')}` |" for field in shown]
        yield "\n".join(["| field | type |", "| --- | --- |", *rows])
    else:
        yield _code(f"pslint.{thing.__name__}{_signature(thing.__init__)}")
    for name, member in vars(thing).items():
        if name.startswith("_") or name not in _METHODS.get(thing.__name__, (name,)):
            continue
        if inspect.isfunction(member):
            yield from _function(member, f"{thing.__name__}.", "###")
        elif isinstance(member, property | cached_property):
            getter = member.fget if isinstance(member, property) else member.func
            returns = _type(inspect.signature(getter).return_annotation) if getter else ""
            yield f"### {thing.__name__}.{name}"
            yield f"`{returns}`. {inspect.getdoc(member)}"


def _function(function: Any, owner: str, level: str) -> Iterator[str]:
    yield f"{level} {owner}{function.__name__}"
    yield _code(f"{owner}{function.__name__}{_signature(function)}")
    yield _doc(function)


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    kept = [p.replace(annotation=_Plain(p.annotation)) for name, p in signature.parameters.items() if name != "self"]
    shown = signature.replace(parameters=kept, return_annotation=inspect.Signature.empty)
    returns = signature.return_annotation
    end = "" if returns in (None, "None", inspect.Signature.empty) else f" -> {_type(returns)}"
    return f"{shown}{end}"


class _Plain:
    """An annotation that shows itself as it was written."""

    def __init__(self, annotation: Any) -> None:
        self._said = _type(annotation)

    def __repr__(self) -> str:
        return self._said


def _type(annotation: Any) -> str:
    said = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return _MODULE.sub("", said).replace("'", '"')


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


def _doc(thing: Any) -> str:
    return inspect.getdoc(thing) or ""
