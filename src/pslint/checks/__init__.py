"""Check types: one module each, one pure function each. A rule names its check type by the module's name."""

from collections.abc import Mapping
from typing import Final

from . import (
    answer,
    arithmetic,
    attempts,
    copied,
    differs,
    discontinued,
    exam_name,
    field,
    general,
    kind,
    length,
    list_length,
    mark,
    missing,
    name_form,
    order,
    own_facts,
    parts,
    pass_mark,
    pattern,
    phrase,
    pile,
    placement,
    quantity,
    score,
    sentence_length,
    share,
    untold,
    unused_ignore,
)
from .base import Check

CHECKS: Final[Mapping[str, Check]] = {
    module.__name__.rpartition(".")[2].replace("_", "-"): module.CHECK
    for module in (
        answer,
        arithmetic,
        attempts,
        copied,
        differs,
        discontinued,
        exam_name,
        field,
        general,
        kind,
        length,
        list_length,
        mark,
        missing,
        name_form,
        order,
        own_facts,
        parts,
        pass_mark,
        pattern,
        phrase,
        pile,
        placement,
        quantity,
        score,
        sentence_length,
        share,
        untold,
        unused_ignore,
    )
}
