"""JSON in which one list grows as reports come: the same bytes as `json.dumps(..., indent=2)` of all of it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any


def as_list(items: Iterable[Any]) -> Iterator[str]:
    """A list, item by item, without a line end."""
    some = False
    for item in items:
        yield (",\n  " if some else "[\n  ") + _deeper(dumps(item))
        some = True
    yield "\n]" if some else "[]"


def around_list(
    before: Mapping[str, Any], name: str, items: Iterable[Any], after: Callable[[], Mapping[str, Any]]
) -> Iterator[str]:
    """An object with a list under `name`, what stands `before` it, and `after` it what is known when it has ended."""
    yield dumps(before).removesuffix("}").rstrip() + f',\n  "{name}": '
    for piece in as_list(items):
        yield _deeper(piece)
    last = after()
    yield (",\n" + dumps(last).removeprefix("{\n") if last else "\n}") + "\n"


def _deeper(text: str) -> str:
    """JSON one level further in; its strings hold no line end, so every one stands between two values."""
    return text.replace("\n", "\n  ")


def dumps(data: Any) -> str:
    """One value as all reports write it."""
    return json.dumps(data, indent=2, ensure_ascii=False)
