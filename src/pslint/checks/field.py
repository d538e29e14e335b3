"""How many characters the draft has, as they will stand in the form, against what its field takes."""

from collections.abc import Iterator

from pydantic import Field, field_validator

from ..citations import published_facts
from ..errors import nearest
from ..export import export, longest
from ..findings import Raised
from ..reading import Around
from ..rule import Rule
from ..text.sentences import words
from ._base import Options, in_documents


class FieldOptions(Options):
    """The field where the profile names none, and the length that readers expect of it.

    750 words have about 4,350 characters, at the 5.8 a word of the statement counted in F-PAGE.
    """

    field: str = Field("eras.ps", description="by its id in the facts")
    characters: int = Field(4350, ge=1, description="above so many characters, or `words`, a warning")
    words: int = Field(750, ge=1, description="above so many words, or `characters`, a warning")

    @field_validator("field")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in (known := published_facts().fields):
            raise ValueError(f"no field {value!r}{nearest(value, known)}; there are {', '.join(known)}")
        return value


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the last word: the rule's severity over the field's limit, a warning over what readers expect."""
    options: FieldOptions = rule.options
    field = around.profile.field or options.field
    if not around.words:
        return
    box = around.facts.fields[field]
    limit = box.limit
    # Readers expect a length of the rule's own field alone.
    expected = field == options.field
    most = min(limit, options.characters) if expected else limit
    if longest(around.draft) <= most and not (expected and around.words > options.words):
        return
    text = export(around.draft).text
    by_block = (words(around.plain, block.start, block.end) for block in reversed(around.draft.blocks))
    place = next(found[-1] for found in by_block if found)
    slots = {"n": f"{len(text):,}", "w": str(around.words), "limit": f"{limit:,}", "field": box.name}
    if len(text) > limit:
        yield Raised(place.start, place.end, "high", slots)
    elif expected and (len(text) > options.characters or around.words > options.words):
        yield Raised(place.start, place.end, "high", slots, "warning", "long")


CHECK = in_documents(run, FieldOptions, {"n", "w", "limit", "field"}, variants={"long"})
