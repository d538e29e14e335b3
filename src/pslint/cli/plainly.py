"""Takes what stands on the command line without pydantic, which typer loads to look at the first value of any kind.

Words, readable paths, and choices that are spelt as they are listed are taken here. Whatever else stands there goes
typer's own way, and so do all errors.
"""

import os
from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

_OTHERWISE: Final = object()


def plainly(parameters: list[Any]) -> list[Any]:
    """The parameters of a command, which now take their values so; versions of typer without pydantic are let be."""
    for parameter in parameters:
        usual = getattr(parameter, "get_runtime_param", None)
        kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
        # The same parameters are asked for more than once.
        if usual is not None and kind is not None and not isinstance(usual, partial):
            parameter.get_runtime_param = partial(_Plainly, kind, usual)
    return parameters


class _Plainly:
    """In the place of what turns a parameter's value into one of its kind."""

    def __init__(self, kind: Any, usual: Callable[[], Any]) -> None:
        self._kind = kind
        self._usual = usual

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value, or what typer makes of it."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        taken = _each(get_args(self._kind)[0], value) if several else _taken(self._kind, value)
        return self._usual().coerce(value, param=param, ctx=ctx) if taken is _OTHERWISE else taken


def _each(kind: Any, values: Iterable[Any]) -> Any:
    taken = [_taken(kind, value) for value in values]
    return _OTHERWISE if _OTHERWISE in taken else taken


def _taken(kind: Any, value: Any) -> Any:
    if get_origin(kind) is Literal:
        return value if value in get_args(kind) else _OTHERWISE
    if type(value) is kind and kind is not str:
        # A default.
        return value
    if not isinstance(value, str) or not _is_text(value):
        return _OTHERWISE
    if kind is str:
        return value
    if kind is Path:
        path = Path(value)
        return path if os.access(path, os.R_OK) or not os.path.exists(path) else _OTHERWISE  # noqa: PTH110
    if issubclass(kind, Enum):
        return next((choice for choice in kind if choice.value == value), _OTHERWISE)
    return _OTHERWISE


def _is_text(value: str) -> bool:
    """Whether it is no file name in another encoding."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
