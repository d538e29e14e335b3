"""The keys of the settings, as plain data: a run whose folder has no file of settings loads nothing to check one."""

# ruff: noqa: RUF009  (`_key` makes a field)

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from ..errors import nearest
from ..findings import Confidence, Severity
from ..outputs import FORMATS
from .globs import compiled

#: The rule that advises against health details; who chose to disclose them has decided.
_HEALTH: Final = "PS603"
#: How pydantic is to take these classes when it checks a file of settings.
_STRICT: Final = {"extra": "forbid", "populate_by_name": True}


def _key(default: Any, description: str, **form: Any) -> Any:
    """A key: its default, what it is, and what else pydantic is to know of it: its name in files, its bounds."""
    if default != {}:
        return field(default=default, metadata={"description": description, **form})
    # A dataclass makes each its own; a schema is to show it nevertheless.
    shown = {"description": description, "json_schema_extra": {"default": {}}, **form}
    return field(default_factory=dict, metadata=shown)


@dataclass(frozen=True)
class _Checked:
    """Has pydantic put a file's value through a function, `before` it looks at the value itself or after."""

    function: Callable[[Any], Any]
    before: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        # Only pydantic calls this.
        from pydantic_core.core_schema import no_info_after_validator_function, no_info_before_validator_function

        wrap = no_info_before_validator_function if self.before else no_info_after_validator_function
        return wrap(self.function, handler(source))


def _globs(value: Any) -> Any:
    for glob in value:
        compiled(glob)
    return value


def _known_format(value: str | None) -> str | None:
    if value is not None and value not in FORMATS:
        raise ValueError(f"no format {value!r}{nearest(value, FORMATS)}; there are {', '.join(FORMATS)}")
    return value


def _grammar(value: Any) -> Any:
    """`true` is grammar checking as it comes, `false` none."""
    return {True: {}, False: None}[value] if isinstance(value, bool) else value


@dataclass(frozen=True)
class Length:
    """How long the explanation may be, in place of the profile's lengths."""

    __pydantic_config__ = _STRICT

    target: int | None = _key(None, "sentences asked for", ge=1)
    info: int | None = _key(None, "from so many sentences, info", ge=1)
    warn: int | None = _key(None, "from so many sentences, a warning", ge=1)
    max_words: int | None = _key(None, "above so many words, a warning", ge=1)


@dataclass(frozen=True)
class Explanation:
    """Whether the drafts are meant to explain a setback."""

    __pydantic_config__ = _STRICT

    expect: Literal["required", "optional", "omit"] | None = _key(None, "what a draft without one draws")


@dataclass(frozen=True)
class Disclosure:
    """What the writer has decided to disclose."""

    __pydantic_config__ = _STRICT

    health: Literal["avoid", "chosen"] | None = _key(None, "chosen: health details are there on purpose")


@dataclass(frozen=True)
class Grammar:
    """Grammar checking by LanguageTool."""

    __pydantic_config__ = _STRICT

    scope: Literal["passage", "document"] = _key("passage", "what is checked")
    server: str | None = _key(None, "the address of a LanguageTool that is running")


@dataclass(frozen=True)
class Settings:
    """All keys of the settings. None, or nothing, is what a file or a command line does not say."""

    __pydantic_config__ = _STRICT

    profile: str | None = _key(None, "how the explanation is to be written")
    select: tuple[str, ...] | None = _key(
        None, "only these rules: id, name, category, family, start of ids", min_length=1
    )
    extend_select: tuple[str, ...] = _key(
        (), "these rules too, those that the profile turns off among them", alias="extend-select"
    )
    ignore: tuple[str, ...] = _key((), "all but these rules")
    off: tuple[str, ...] = _key((), "rules that are off, whatever the command line selects")
    severity: dict[str, Severity] = _key({}, "by rule, category or family")
    options: dict[str, dict[str, Any]] = _key({}, "by rule: options of its check, over its own")
    per_file_ignores: Annotated[dict[str, tuple[str, ...]], _Checked(_globs)] = _key(
        {}, "by glob: rules that are off in those drafts", alias="per-file-ignores"
    )
    rules: tuple[Path, ...] = _key((), "folders of your own rules")
    exclude: Annotated[tuple[str, ...], _Checked(_globs)] = _key((), "globs of drafts that are left out of a folder")
    facts: Path | None = _key(None, "your own record of exams")
    baseline: Path | None = _key(None, "findings that are known; only new ones are shown")
    fail_level: Literal["error", "warning", "info", "never"] | None = _key(
        None, "from which severity a run fails", alias="fail-level"
    )
    output_format: Annotated[str | None, _Checked(_known_format)] = _key(
        None, "how findings are printed", alias="output-format"
    )
    show: Confidence | None = _key(None, "the least confidence that is shown")
    grammar: Annotated[Grammar | None, _Checked(_grammar, before=True)] = _key(None, "grammar checking, or true")
    length: Length = _key(Length(), "how long the explanation may be")
    share_max: float | None = _key(None, "how much of a statement's words it may take", gt=0, le=1)
    placement: Literal["not-first", "any"] | None = _key(None, "where in a statement it may stand")
    explanation: Explanation = _key(Explanation(), "whether there is to be one")
    disclosure: Disclosure = _key(Disclosure(), "what is disclosed on purpose")
    field: str | None = _key(None, "the box of the application that the text goes into")
    families: tuple[Literal["usmle", "comlex"], ...] | None = _key(None, "series of exams that were both taken")

    def of_profile(self) -> dict[str, Any]:
        """What takes the place of a profile's settings, by the profile's keys."""
        found = asdict(self.length) | asdict(self.explanation)
        found |= {key: getattr(self, key) for key in ("share_max", "placement", "field", "families", "show")}
        return {key: value for key, value in found.items() if value is not None}

    @property
    def rules_off(self) -> tuple[str, ...]:
        """Rules that are off whatever is selected."""
        return (*self.off, _HEALTH) if self.disclosure.health == "chosen" else self.off


#: The name of each setting in files.
KEYS: Final[Mapping[str, str]] = {item.name: item.metadata.get("alias", item.name) for item in fields(Settings)}
