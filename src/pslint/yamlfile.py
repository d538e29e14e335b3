"""YAML files of rules, lexicons and settings: small, without tricks, and with the line of every key."""

import json
import re
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .errors import FileError, KeyPath, Located, nearest

MAX_BYTES = 1_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY = re.compile(r"\s*(?:- +)*([\w.-]+)\s*:(?:\s|$)")

#: What is said of a colon in text without quotes, and such a line: of a key's own, or within braces.
_BY_A_COLON = ("mapping values are not allowed in this context", "did not find expected ',' or '}'")
_COLON = re.compile(r"""\s*(?:- +)*[\w.-]+:\s+[^\s"'{\[].*?:(?:\s|$)|.*?[{,]\s*[\w.-]+:\s+[^\s"'{\[,}][^,{}]*?:\s""")


class YamlFile:
    """The mapping in a YAML file, and where each of its keys stands."""

    def __init__(self, path: Path) -> None:
        """Read `path`; raise FileError when it is too large, not UTF-8, not YAML, or not a mapping."""
        self.path = path
        self._lines: dict[KeyPath, int] = {}
        self._text = self._read()
        root = self._compose()
        if not isinstance(root, yaml.MappingNode):
            raise FileError(path, "must be a mapping of keys to values", 1)
        try:
            self.data: dict[str, Any] = self._plain(root, ())
        except RecursionError as error:
            raise FileError(path, "is nested too deeply", 1) from error

    def line(self, key: KeyPath, holding: str = "") -> int:
        """The 1-based line of a key, or of the nearest key around it.

        With `holding`, the first line from there on that holds this text. A key that the file does not
        have itself is put where the file says what it extends.
        """
        while key and key not in self._lines:
            key = key[:-1]
        first = self._lines.get(key) or self._lines.get(("extends",), 1)
        if holding:
            lines = self._text.splitlines()
            return next((i for i in range(first, len(lines) + 1) if holding in lines[i - 1]), first)
        return first

    def error(self, message: str, key: KeyPath = (), holding: str = "") -> FileError:
        """An error at a key of this file, on the line `holding` a text if one is given."""
        return FileError(self.path, message, self.line(key, holding), ".".join(str(part) for part in key) or None)

    def _read(self) -> str:
        try:
            size = self.path.stat().st_size
            if size > MAX_BYTES:
                raise FileError(self.path, f"is {size:,} bytes; a file of rules or settings may have {MAX_BYTES:,}")
            raw = self.path.read_bytes()
        except OSError as error:
            raise FileError(self.path, f"cannot be read ({error.strerror}); check the path") from error
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            good = raw[: error.start].decode("utf-8", "replace")
            raise self._broken(
                f"is not UTF-8 (byte {error.start}); save it as UTF-8", good.count("\n") + 1, good
            ) from error

    def _compose(self) -> yaml.Node | None:
        loader = None
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                if isinstance(event, yaml.AliasEvent) and event.start_mark is not None:
                    raise self._broken("aliases (*name) are not allowed", event.start_mark.line + 1, self._text)
            loader = _LOADER(self._text)
            node: yaml.Node | None = loader.get_single_node()
            return node
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            problem = error.problem or "is not YAML"
            lines = self._text.splitlines()
            row = lines[line - 1] if line <= len(lines) else ""
            if re.match(r" *\t", row):
                problem = "a tab; indent with spaces"
            elif problem in _BY_A_COLON and _COLON.match(row):
                problem = "a colon in text without quotes; put the text in quotes"
            raise self._broken(problem, line, self._text) from error
        except (yaml.YAMLError, RecursionError) as error:
            raise FileError(self.path, f"is not YAML ({error.__class__.__name__})", 1) from error
        finally:
            if loader is not None:
                loader.dispose()

    def _broken(self, message: str, line: int, text: str) -> FileError:
        """An error in a file that could not be taken apart; the key is the last one seen up to that line."""
        keys = [match[1] for row in text.splitlines()[:line] if (match := _KEY.match(row))]
        return FileError(self.path, message, line, keys[-1] if keys else None)

    def _plain(self, node: yaml.Node, key: KeyPath) -> Any:
        if isinstance(node, yaml.MappingNode):
            found: dict[Any, Any] = {}
            for name_node, value_node in node.value:
                if not isinstance(name_node, yaml.ScalarNode):
                    raise FileError(self.path, "a key must be plain text", name_node.start_mark.line + 1)
                name = self._scalar(name_node)
                inner = (*key, name)
                if inner in self._lines:
                    self._lines[inner] = name_node.start_mark.line + 1
                    raise self.error("stands twice", inner)
                self._lines[inner] = name_node.start_mark.line + 1
                found[name] = self._plain(value_node, inner)
            return found
        if isinstance(node, yaml.SequenceNode):
            made = []
            for index, item in enumerate(node.value):
                self._lines[(*key, index)] = item.start_mark.line + 1
                made.append(self._plain(item, (*key, index)))
            return made
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        # YAML 1.1 takes "off" and "no" for booleans and 2024-06-01 for a date; here they are words.
        worded = node.tag.endswith(":bool") and node.value.lower() not in ("true", "false")
        if worded or node.tag.endswith(":timestamp"):
            return node.value
        constructor = _LOADER("")
        try:
            return constructor.construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError, TypeError) as error:
            raise FileError(
                self.path, "a value that is not plain text or a number", node.start_mark.line + 1
            ) from error
        finally:
            constructor.dispose()


#: What pydantic calls a key that a model, or a dataclass, does not have.
_EXTRA = frozenset({"extra_forbidden", "unexpected_keyword_argument"})


def explain(file: Located, error: ValidationError, model: type[Any], under: tuple[str, ...] = ()) -> list[FileError]:
    """The errors of a validation as lines that name file, line and key, with the nearest right name.

    `model` is a pydantic model or a dataclass. A key that is missing because it is misspelt is one error, not two.
    """
    items = error.errors()
    misspelt = {
        close[0]
        for item in items
        if item["type"] in _EXTRA
        and (close := get_close_matches(str(item["loc"][-1]), _known(model, item["loc"]), 1, 0.5))
    }
    made = []
    for item in items:
        if item["type"] == "too_short" and any(_under(other, item) for other in items if other is not item):
            # What is wrong in a list's items makes it short as well.
            continue
        key = (
            *under,
            *(part for part in item["loc"] if not isinstance(part, str) or part.isidentifier() or "-" in part),
        )
        if item["type"] in _EXTRA:
            made.append(file.error(f"unknown key{nearest(str(item['loc'][-1]), _known(model, item['loc']))}", key))
        elif item["type"] == "missing":
            if item["loc"][-1] not in misspelt:
                made.append(file.error("is missing", key))
        else:
            made.append(file.error(_problem(item["type"], item["msg"], item["input"]), key))
    return made


def _known(model: type[Any], key: KeyPath) -> list[str]:
    """The keys of the table in which a key stands."""
    inner = model
    for part in key[:-1]:
        kind = _keys(inner).get(str(part))
        kinds = [kind, *get_args(kind)]
        inner = next((kind for kind in kinds if isinstance(kind, type) and _keys(kind)), inner)
    return [*_keys(inner)]


def _keys(model: type[Any]) -> dict[str, Any]:
    """The keys of a table and what each holds; none where this is no model of a table."""
    if is_dataclass(model):
        kinds = get_type_hints(model)
        return {item.metadata.get("alias", item.name): kinds[item.name] for item in fields(model)}
    if not issubclass(model, BaseModel):
        return {}
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _under(item: ErrorDetails, other: ErrorDetails) -> bool:
    """Whether an error lies inside what another is about."""
    return item["loc"][: len(other["loc"])] == other["loc"]


_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of keys to values",
    "dataclass_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
}


def _problem(kind: str, message: str, given: Any) -> str:
    """A validation's complaint in the words of these files."""
    if kind in ("tuple_type", "list_type") and isinstance(given, str):
        return f"must be a list, not {given!r}; write [{json.dumps(given, ensure_ascii=False)}]"
    if kind in _WANTED:
        return f"must be {_WANTED[kind]}, not {_named(given)}"
    if kind == "literal_error":
        wanted = message.removeprefix("Input should be ")
        known = re.findall("'([^']*)'", wanted)
        return f"must be {wanted}, not {_named(given)}{nearest(str(given), known)}"
    if kind == "string_pattern_mismatch":
        return f"{given!r} is not of the form {message.partition('pattern ')[2]}"
    if kind == "too_short":
        return "is empty; it needs at least one"
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _named(given: Any) -> str:
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, list | tuple):
        return "a list"
    return "nothing" if given is None else repr(given)
