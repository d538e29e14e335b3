"""One rule as its file gives it."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from .draft import Role
from .facts import Record
from .findings import CATEGORIES, Confidence, Severity
from .formats.kinds import TextKind
from .places import DOCS
from .saying import say, say_bare

#: Of a rule that looks at the passages: what of them it is about.
PASSAGE_SCOPES = ("span", "sentence", "passage")
SCOPES = (*PASSAGE_SCOPES, "document", "set")
_OWN = re.compile(r"PS\d{3}")


def is_own(identity: str) -> bool:
    """Whether an id is of the form of pslint's own."""
    return _OWN.fullmatch(identity) is not None


class Companion(BaseModel):
    """A document that an example is held against."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Role
    text: str


class Example(BaseModel):
    """A short text that a rule must, or must not, speak about.

    `passage` says whether the text is the explanation itself or a whole draft. `witness` says whose
    word it tests: `reader` runs all of the program, `list` takes the reader's yes for granted on every
    word, so that the lists and guards are tested alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(pattern=r"\w")
    passage: bool = True
    witness: Literal["reader", "list"] = "reader"
    profile: str = "brief"
    kind: TextKind = Field("text", description="the format of the text")
    only: str | None = Field(None, description="where the finding must lie: words of the text")
    severity: Severity | None = Field(
        None, description="how grave it must be; findings of another severity do not count"
    )
    variant: str | None = Field(None, description="which of `messages` it must be said with")
    role: Role = Field("statement", description="what sort of document the text is")
    record: Record | None = Field(None, description="the writer's own record of exams")
    against: tuple[Companion, ...] = Field((), description="documents that it is held against")

    @field_validator("only")
    @classmethod
    def _stands_in_text(cls, only: str | None, info: ValidationInfo) -> str | None:
        if only is not None and only not in info.data.get("text", only):
            raise ValueError("these words do not stand in the text")
        return only


class Examples(BaseModel):
    """Texts that fail and texts that pass."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fail: tuple[Example, ...] = Field(min_length=1)
    pass_: tuple[Example, ...] = Field(alias="pass", min_length=1)

    @field_validator("fail", "pass_", mode="before")
    @classmethod
    def _bare_text(cls, value: Any) -> Any:
        """A bare string is a text with nothing else to say."""
        return (
            [{"text": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value
        )


class Rule(BaseModel):
    """One rule: what it looks for, what it says, why, on whose word, with its own examples.

    A rule that `extends` another takes from it all that its own file does not give.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,8}\d{3}$")]
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    extends: str | None = Field(None, description="the id of a rule whose keys hold where this file gives none")
    category: Literal[CATEGORIES]  # type: ignore[valid-type]
    severity: Severity
    scope: Literal[SCOPES] = Field(  # type: ignore[valid-type]
        description="span, sentence, passage: what of a passage it is about; document: all of a draft, set: several"
    )
    check: str
    options: Any = Field(default_factory=dict, description="what the check asks for")
    guards: tuple[str, ...] = ()
    rescued_by: tuple[str, ...] = Field((), description="lexicons of specific things, for the guard RESCUED")
    general: bool = Field(False, description="speaks only where no other rule of its category does")
    supersedes: tuple[str, ...] = Field((), description="rules that are silent in a passage where this one speaks")
    confidence: Confidence | None = Field(
        None, description="for words that need no reading; otherwise the witnesses say"
    )
    message: str
    messages: dict[str, str] = Field(default_factory=dict, description="other wordings, by variant")
    why: str
    source: tuple[str, ...] = Field(min_length=1)
    dissent: str | None = Field(None, description="who disagrees")
    link: str | None = Field(None, pattern="^https?://", description="where a house explains its own rule")
    examples: Examples

    @property
    def house(self) -> bool:
        """Whether it is a house's own, and none that pslint ships or one that takes the place of such."""
        return not is_own(self.id)

    @property
    def url(self) -> str:
        """The rule's page; of a house's rule its `link`, or the page on such rules."""
        if not self.house:
            return f"{DOCS}/rules/{self.id}.md"
        return self.link or f"{DOCS}/write-a-rule.md"

    def wording(self, variant: str | None) -> str:
        """The message of a variant, its placeholders unfilled."""
        return self.messages.get(variant or "", self.message)

    def say(self, variant: str | None, slots: Mapping[str, str]) -> str:
        """The message with its placeholders filled."""
        return say(self.wording(variant), slots)

    def say_bare(self, variant: str | None, slots: Mapping[str, str]) -> str:
        """The message with neutral words where it would show words of the draft."""
        return say_bare(self.wording(variant), slots)
