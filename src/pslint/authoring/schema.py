"""JSON Schemas of the files that people write, so that an editor completes them and marks slips as they are typed."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ..checks import CHECKS
from ..checks._guards import GUARDS
from ..facts import Facts, Record
from ..outputs import FORMATS
from ..rule import Rule
from ..settings.file import settings_schema

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
#: What a file that extends another rule still has to say itself.
_OWN: Final = ["id", "name", "extends"]


def rule_schema() -> dict[str, Any]:
    """A rule: its options are those of the check that it names; one that extends another may leave keys out."""
    schema = _closed(Rule.model_json_schema(by_alias=True))
    definitions = schema.setdefault("$defs", {})
    required = schema.pop("required")
    schema["properties"]["check"]["enum"] = sorted(CHECKS)
    schema["properties"]["guards"]["items"]["enum"] = sorted(GUARDS)
    schema["properties"]["options"] = {"type": "object", "description": "what the check asks for"}
    for side in ("fail", "pass"):
        examples = definitions["Examples"]["properties"][side]
        examples["items"] = {"anyOf": [{"type": "string"}, examples["items"]]}
    choices = []
    for name, check in sorted(CHECKS.items()):
        options = _closed(check.options.model_json_schema(by_alias=True))
        definitions |= options.pop("$defs", {})
        definitions[f"options of {name}"] = options
        chosen = {"properties": {"check": {"const": name}}, "required": ["check"]}
        choices.append({"if": chosen, "then": {"properties": {"options": {"$ref": f"#/$defs/options of {name}"}}}})
    whole = {"if": {"required": ["extends"]}, "then": {"required": _OWN}, "else": {"required": required}}
    return _titled("rule", "A rule of pslint", schema | {"allOf": [whole, *choices]})


def lexicon_schema() -> dict[str, Any]:
    """A file of word lists."""
    text = {"type": "string"}
    kinds: dict[str, Any] = {
        "about": text | {"description": "what the words have in common"},
        "source": {"type": "array", "items": text, "description": "where they come from"},
        "entries": text | {"description": "entries apart by ' ; ' or a line end: a/b, [x], word*, N, ..., ~weak"},
        "patterns": {"type": "array", "items": {"type": "array", "items": {"type": "object"}, "minItems": 1}},
        "unless": text | {"description": "a lexicon whose hits cancel those that they overlap"},
        "case": {"enum": ["any", "exact"], "description": "exact: entries with a capital letter match as written"},
    }
    one = {
        "type": "object",
        "properties": kinds,
        "anyOf": [{"required": ["entries"]}, {"required": ["patterns"]}],
        "additionalProperties": False,
    }
    lists = {"type": "object", "additionalProperties": one}
    schema: dict[str, Any] = {"type": "object", "properties": {"lexicons": lists}, "required": ["lexicons"]}
    schema["additionalProperties"] = False
    return _titled("lexicon", "Word lists of pslint", schema)


def facts_schema() -> dict[str, Any]:
    """The dated facts that the exam bodies publish."""
    return _titled("facts", "Dated facts of pslint", _closed(Facts.model_json_schema(by_alias=True)))


def record_schema() -> dict[str, Any]:
    """A writer's own record of exams, what `--facts` reads."""
    return _titled("record", "A writer's own record", _closed(Record.model_json_schema(by_alias=True)))


def config_schema() -> dict[str, Any]:
    """The settings in `pslint.toml`, and in `[tool.pslint]` of `pyproject.toml`."""
    schema = settings_schema()
    keys = schema["properties"]
    keys["output-format"]["enum"] = list(FORMATS)
    keys["grammar"] = {"anyOf": [{"type": "boolean"}, *keys["grammar"].pop("anyOf")], **keys["grammar"]}
    return _titled("config", "Settings of pslint", _without_null(schema))


SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "rule": rule_schema,
    "lexicon": lexicon_schema,
    "facts": facts_schema,
    "record": record_schema,
    "config": config_schema,
}


def _titled(name: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"urn:pslint:{name}:1"} | schema | {"title": title}


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without what only this program reads."""
    cleaned: dict[str, Any] = _without_marks(schema)
    return cleaned


def _without_null(value: Any) -> Any:
    """The schema without the null that TOML does not have: a key that is not set is left out."""
    if isinstance(value, list):
        return [_without_null(item) for item in value if item != {"type": "null"}]
    if not isinstance(value, dict):
        return value
    made = {key: _without_null(item) for key, item in value.items() if (key, item) != ("default", None)}
    alternatives = made.get("anyOf", ())
    return {**made.pop("anyOf")[0], **made} if len(alternatives) == 1 else made


def _without_marks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_marks(item) for key, item in value.items() if not (key == "lexicon" and item is True)}
    return [_without_marks(item) for item in value] if isinstance(value, list) else value
