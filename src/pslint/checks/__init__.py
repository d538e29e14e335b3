"""Check types: one module each, one pure function each; what begins with an underscore they share.

A rule names its check type by the module's name, a hyphen for an underscore.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from ._base import Check

CHECKS: Final[Mapping[str, Check]] = {
    found.name.replace("_", "-"): import_module(f"{__name__}.{found.name}").CHECK
    for found in iter_modules(__path__)
    if not found.name.startswith("_")
}
