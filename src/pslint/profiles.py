"""Profiles: ways of writing the explanation, each with its length, its place and the rules that it turns off.

How long an explanation may be is decided here: the settings and a rule's options change a profile's lengths, the checks
of length and share hold a draft to them.
"""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .errors import FileError, FileErrors
from .findings import Confidence, Severity
from .yamlfile import YamlFile, explain


class Profile(BaseModel):
    """What a way of writing expects. Lengths are sentences, `max_words` words, `share_max` a part of the words.

    The lengths that begin with `whole` hold, where they are more, for an explanation with all its parts and no fault.
    `field` is the box of the application that the text goes into, by its id in the facts. `families` are series
    of exams that were both taken, so that the setback itself must say which. With `answer` a single paragraph, or
    a draft not much longer than it should be, is the explanation, whatever it tells. `show` is the least confidence
    shown.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    about: str
    target: int = Field(3, ge=1)
    info: int = Field(4, ge=1)
    warn: int = Field(5, ge=1)
    max_words: int = Field(110, ge=1)
    share_max: float = Field(0.2, gt=0, le=1)
    whole_warn: int = Field(8, ge=1)
    whole_max_words: int = Field(154, ge=1)
    whole_share_max: float = Field(0.4, gt=0, le=1)
    placement: Literal["not-first", "any"] = "not-first"
    expect: Literal["required", "optional", "omit"] = "optional"
    field: str | None = None
    answer: bool = False
    families: tuple[Literal["usmle", "comlex"], ...] = ()
    show: Confidence = "medium"
    off: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.target < self.info <= self.warn:
            raise ValueError("target must be below info, and info not above warn")
        return self

    @model_validator(mode="before")
    @classmethod
    def _meant(cls, data: Any) -> Any:
        """Whoever sets a length means it, of a whole explanation, too."""
        pairs = {"whole_warn": "warn", "whole_max_words": "max_words", "whole_share_max": "share_max"}
        return {w: data[key] for w, key in pairs.items() if key in data} | data if isinstance(data, dict) else data

    def with_lengths(
        self,
        *,
        target: int | None = None,
        info: int | None = None,
        warn: int | None = None,
        max_words: int | None = None,
        share_max: float | None = None,
    ) -> Self:
        """The profile with these lengths, which hold of a whole explanation, too.

        Of the sentences, what is not given stays as far above the target as it was, and all keep their order.
        """
        asked = target or self.target
        moved = asked - self.target
        hint = max(info or self.info + moved, asked + 1)
        grave = max(warn or self.warn + moved, hint)
        own: dict[str, Any] = {"target": asked, "info": hint, "warn": grave}
        if target or info or warn:
            own["whole_warn"] = grave
        if max_words:
            own["max_words"] = own["whole_max_words"] = max_words
        if share_max:
            own["share_max"] = own["whole_share_max"] = share_max
        return self.model_copy(update=own)

    def limits(self, *, whole: bool) -> tuple[int, int, float]:
        """What draws more than a hint: from so many sentences, above so many words, above this share of a statement."""
        if not whole:
            return self.warn, self.max_words, self.share_max
        return (
            max(self.warn, self.whole_warn),
            max(self.max_words, self.whole_max_words),
            max(self.share_max, self.whole_share_max),
        )

    def changes(self) -> dict[str, Any]:
        """The settings that are not those of a profile that gives none, by key."""
        plain = {key: info.get_default(call_default_factory=True) for key, info in type(self).model_fields.items()}
        own = {key: getattr(self, key) for key in plain if key not in ("name", "about")}
        return {key: value for key, value in own.items() if value != plain[key]}


def load_profiles(path: Path) -> dict[str, Profile]:
    """The profiles of a file, by name; raise FileErrors with all that is wrong in it."""
    file = YamlFile(path)
    errors: list[FileError] = []
    found: dict[str, Profile] = {}
    for name, body in file.data.items():
        if not isinstance(body, dict):
            errors.append(file.error("must be a mapping of settings", (name,)))
            continue
        try:
            found[name] = Profile.model_validate({"name": name, **body})
        except ValidationError as error:
            errors += explain(file, error, Profile, (name,))
    if errors:
        raise FileErrors(errors)
    return found
