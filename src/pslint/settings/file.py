"""Holds what a file or an editor says to the keys of the settings."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..errors import FileErrors, Located
from ..yamlfile import explain
from .values import KEYS, Settings


@cache
def _adapter() -> TypeAdapter[Settings]:
    return TypeAdapter(Settings)


def check_settings(table: Mapping[str, Any], place: Located) -> dict[str, Any]:
    """The settings of a table, those alone that it names; raises FileErrors with all that is wrong in it."""
    try:
        settings = _adapter().validate_python(dict(table))
    except ValidationError as error:
        raise FileErrors(explain(place, error, Settings)) from None
    return {name: getattr(settings, name) for name, key in KEYS.items() if key in table or name in table}


def settings_schema() -> dict[str, Any]:
    """The JSON Schema of such a table."""
    return _adapter().json_schema(by_alias=True)
