"""Rules as data: their files read, checked and held together; profiles and lexicons beside them.

A rule book is made of folders, one over the other: pslint's own, then those of a house. A later folder adds
rules, lexicons and profiles, or takes the place of earlier ones by id or name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from pydantic import BaseModel, ValidationError

from .checks import CHECKS
from .checks._base import Check
from .checks._guards import GUARDS
from .errors import FileError, FileErrors, UnknownRule, nearest
from .grammar.names import names_grammar
from .lexicon import Lexicon, LexiconError, LexiconMatcher, parse_lexicons
from .places import builtin_folder
from .profiles import Profile, load_profiles
from .rule import SCOPES, Rule, is_own
from .yamlfile import YamlFile, explain

LEXICONS = "lexicons"
PROFILES = "profiles.yaml"
#: Files at the top of a folder that are no rules.
_BESIDE = frozenset({PROFILES, "facts.yaml", "sources.yaml"})


@dataclass(frozen=True)
class Rulebook:
    """All rules, lexicons and profiles of a run; `files` and `lexicon_files` say where each was read."""

    rules: Mapping[str, Rule]
    lexicons: Mapping[str, Lexicon]
    profiles: Mapping[str, Profile]
    files: Mapping[str, Path] = field(default_factory=dict)
    lexicon_files: Mapping[str, Path] = field(default_factory=dict)

    def find(self, word: str) -> Rule | None:
        """A rule by id or name, in any case."""
        wanted = word.strip().lower()
        return next((r for r in self.rules.values() if wanted in (r.id.lower(), r.name)), None)

    def named(self, word: str) -> frozenset[str]:
        """The ids that a word stands for, in any case: an id, a category, a rule's name, a family, a start of ids.

        A word that names several of these is the first: "blame" the category, not its general rule. Grammar findings
        have no rules here: a word for them stands for itself. Raises UnknownRule with the nearest right word.
        """
        foreign = frozenset({word} if names_grammar(word) else ())
        wanted, rules = word.strip().lower(), self.rules.values()
        families = {rule.id: self.files[rule.id].parent.name for rule in rules if rule.id in self.files}
        for fits in (
            lambda rule: wanted == rule.id.lower(),
            lambda rule: wanted == rule.category,
            lambda rule: wanted == rule.name,
            lambda rule: wanted == families.get(rule.id, "").lower(),
            lambda rule: rule.id.lower().startswith(wanted),
        ):
            found = frozenset(rule.id for rule in rules if wanted and fits(rule))
            if found:
                return found | foreign
        if foreign:
            return foreign
        known = {name for rule in rules for name in (rule.id, rule.name, rule.category, families.get(rule.id, rule.id))}
        raise UnknownRule(f"no rule {word!r}{nearest(word, sorted(known))}")


@cache
def load_builtin() -> Rulebook:
    """The rules that come with pslint."""
    return load(builtin_folder())


def load(folder: Path, extra: Iterable[Path] = (), *, order: Iterable[Path] | None = None) -> Rulebook:
    """Read a folder of rules and those laid over it; raise FileErrors with all that is wrong in any of their files.

    `order` gives the rule files of `folder` in another order; the result is the same.
    """
    errors: list[FileError] = []
    over = list(extra)
    layers = [folder, *over]
    for layer in over:
        if not layer.is_dir():
            errors.append(FileError(layer, "is no folder of rules; check the path"))
        elif not any(layer.rglob("*.yaml")):
            errors.append(FileError(layer, "holds no rules; rules, lexicons and profiles are .yaml files"))
    lexicons, lexicon_files, known_lexicons = _load_lexicons(layers, errors)
    profiles = _load_profiles(layers, errors)
    stacks = _Stacks(layers, order, errors)
    rules: dict[str, Rule] = {}
    for identity, files in stacks.files.items():
        try:
            rules[identity] = _build(files[-1], stacks.data(identity), known_lexicons)
        except FileError as error:
            errors.append(error)
        except FileErrors as several:
            errors += several.errors
    errors += _astray(rules, stacks, profiles)
    errors += _unknown_rules(layers, profiles, {*stacks.files, *stacks.unread})
    if not errors:
        errors += _uncompiled(lexicons, {n: f for n, f in lexicon_files.items() if folder not in f.path.parents})
    if errors:
        raise FileErrors(errors)
    return Rulebook(
        dict(sorted(rules.items())),
        lexicons,
        profiles,
        {identity: stacks.files[identity][-1].path for identity in rules},
        {name: file.path for name, file in lexicon_files.items()},
    )


class _Stacks:
    """The files of each rule by id, lowest folder first; `unread` are ids of files that could not be read."""

    def __init__(self, layers: list[Path], order: Iterable[Path] | None, errors: list[FileError]) -> None:
        self.files: dict[str, list[YamlFile]] = {}
        self.unread: set[str] = set()
        for number, layer in enumerate(layers):
            own: dict[str, YamlFile] = {}
            for path in order if order is not None and number == 0 else _rule_files(layer, errors):
                try:
                    file = YamlFile(path)
                except FileError as error:
                    errors.append(error)
                    self.unread.add(path.stem.partition("-")[0])
                    continue
                given = file.data.get("id")
                identity = given if isinstance(given, str) else path.stem
                if identity in own:
                    errors.append(file.error(f"{identity} is also the id of {own[identity].path.name}", ("id",)))
                    continue
                if number and is_own(identity) and identity not in self.files:
                    reason = f"{identity} is none of pslint's rules; give your own another prefix, such as HOUSE001"
                    errors.append(file.error(reason, ("id",)))
                    continue
                own[identity] = file
            for identity, file in own.items():
                self.files.setdefault(identity, []).append(file)

    def data(self, identity: str) -> dict[str, Any]:
        """A rule's keys, those of the rule that it extends among them; raise FileError where it extends none."""
        return self._merged(identity, len(self.files[identity]) - 1, ())

    def _merged(self, identity: str, level: int, trail: tuple[tuple[str, int], ...]) -> dict[str, Any]:
        file = self.files[identity][level]
        base = file.data.get("extends")
        if not isinstance(base, str):
            return file.data
        trail = (*trail, (identity, level))
        below = level - 1 if base == identity else len(self.files.get(base, ())) - 1
        if (base, below) in trail or (base == identity and below < 0):
            first = self.files[trail[0][0]][trail[0][1]]
            circle = " > ".join([*(name for name, _ in trail), base])
            raise first.error(f"leads round in a circle: {circle}", ("extends",))
        if below < 0:
            reason = "could not be read" if base in self.unread else f"is no rule{nearest(base, self.files)}"
            raise file.error(f"{base!r} {reason}", ("extends",))
        inherited = self._merged(base, below, trail)
        merged = {**inherited, **file.data}
        own, theirs = file.data.get("options"), inherited.get("options")
        if isinstance(own, dict) and isinstance(theirs, dict) and merged.get("check") == inherited.get("check"):
            merged["options"] = {**theirs, **own}
        return merged


def _rule_files(layer: Path, errors: list[FileError]) -> Iterator[Path]:
    for path in sorted(layer.rglob("*")):
        inside = path.relative_to(layer).parts
        if any(part.startswith(".") for part in inside) or not path.is_file():
            continue
        if path.suffix in (".yml", ".YAML", ".YML"):
            errors.append(FileError(path, "must end in .yaml to be read"))
        elif path.suffix == ".yaml" and LEXICONS not in inside[:-1] and not (len(inside) == 1 and path.name in _BESIDE):
            yield path


def _build(file: YamlFile, data: dict[str, Any], known_lexicons: Iterable[str]) -> Rule:
    """The rule that a file's keys make, once all that can be checked of them has been."""
    errors: list[FileError] = []
    rule: Rule | None = None
    try:
        rule = Rule.model_validate(data)
    except ValidationError as error:
        errors += explain(file, error, Rule)
    identity, name = data.get("id"), data.get("name")
    if isinstance(identity, str) and isinstance(name, str) and file.path.stem != f"{identity}-{name}":
        errors.append(file.error(f"the file must be called {identity}-{name}.yaml", ("id",)))
    guards, rescued_by = _texts(data.get("guards")), _texts(data.get("rescued_by"))
    errors += [
        file.error(f"no guard {guard!r}{nearest(guard, GUARDS)}", ("guards", i))
        for i, guard in enumerate(guards)
        if guard not in GUARDS
    ]
    errors += [
        file.error(f"no lexicon {lexicon!r}{nearest(lexicon, known_lexicons)}", ("rescued_by", i))
        for i, lexicon in enumerate(rescued_by)
        if lexicon not in known_lexicons
    ]
    if bool(rescued_by) != ("RESCUED" in guards):
        errors.append(file.error("the guard RESCUED and the lists in rescued_by need each other", ("guards",)))
    name_of_check = data.get("check")
    options: BaseModel | None = None
    if isinstance(name_of_check, str):
        check = CHECKS.get(name_of_check)
        if check is None:
            errors.append(file.error(f"no check {name_of_check!r}{nearest(name_of_check, CHECKS)}", ("check",)))
        else:
            try:
                options = check.options.model_validate(data.get("options") or {})
            except ValidationError as error:
                errors += explain(file, error, check.options, ("options",))
            else:
                errors += [
                    file.error(f"no lexicon {lexicon!r}{nearest(lexicon, known_lexicons)}", ("options", key), lexicon)
                    for key, lexicon in lexicons_named(options)
                    if lexicon not in known_lexicons
                ]
            errors += [file.error(problem, (key,)) for key, problem in _unheeded(data, check)]
            examples = (*rule.examples.fail, *rule.examples.pass_) if rule else ()
            named = {example.variant for example in examples}
            errors += [
                file.error(f"no variant {variant!r} of this check{nearest(variant, check.variants)}", ("examples",))
                for variant in sorted(filter(None, named - check.variants))
            ]
            for key, text in _messages(data):
                errors += [file.error(problem, key) for problem in _slot_problems(text, check.slots)]
                if len(key) > 1 and key[1] not in check.variants:
                    known = ", ".join(sorted(check.variants)) or "none"
                    errors.append(
                        file.error(f"no variant of this check; it has {known}{nearest(key[1], check.variants)}", key)
                    )
    if errors or rule is None:
        raise FileErrors(errors)
    return rule.model_copy(update={"options": options})


def _unheeded(data: Mapping[str, Any], check: Check) -> Iterator[tuple[str, str]]:
    """What a rule gives that its check does not look at, by its key."""
    scope = data.get("scope")
    if scope in SCOPES and scope not in check.scopes:
        yield "scope", f"this check has the scope {' or '.join(check.scopes)}"
    for key in ("guards", "confidence", "general"):
        if data.get(key) and key not in check.heeds:
            yield key, f"this check looks at no {key}"


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _messages(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    others = data.get("messages")
    found: dict[tuple[str, ...], Any] = {("message",): data.get("message")}
    if isinstance(others, dict):
        found |= {("messages", str(key)): text for key, text in others.items()}
    for key, text in found.items():
        if isinstance(text, str):
            yield key, text


def _slot_problems(text: str, slots: frozenset[str]) -> Iterator[str]:
    """What is wrong with a message's placeholders: a stray brace, or a name that the check does not fill."""
    fills = ", ".join(f"{{{slot}}}" for slot in sorted(slots)) or "none"
    try:
        parts = [(name, form, how) for _, name, form, how in Formatter().parse(text) if name is not None]
    except ValueError:
        yield "a brace that opens or closes no placeholder"
        return
    for name, form, how in parts:
        if form or how:
            yield f"{{{name}}} takes no format; write the name alone"
        if name not in slots:
            yield f"no placeholder {{{name}}}; this check fills {fills}"


def _astray(rules: Mapping[str, Rule], stacks: _Stacks, profiles: Mapping[str, Profile]) -> Iterator[FileError]:
    """References from rules that lead nowhere, to rules or profiles, and names that two rules share."""
    known = {*stacks.files, *stacks.unread}
    names: dict[str, str] = {}
    for identity, rule in sorted(rules.items()):
        file = stacks.files[identity][-1]
        for i, other in enumerate(rule.supersedes):
            if other not in known:
                yield file.error(f"no rule {other!r}{nearest(other, rules)}", ("supersedes", i))
        for key, examples in (("fail", rule.examples.fail), ("pass", rule.examples.pass_)):
            for i, example in enumerate(examples):
                # A folder by itself may have none.
                if profiles and example.profile not in profiles:
                    problem = f"no profile {example.profile!r}{nearest(example.profile, profiles)}"
                    yield file.error(problem, ("examples", key, i, "profile"))
        if rule.name in names:
            yield file.error(f"{rule.name} is also the name of {names[rule.name]}", ("name",))
        names[rule.name] = identity


def lexicons_named(options: BaseModel) -> list[tuple[str, str]]:
    """Every lexicon that an option names, with the option: fields marked so in the check's options."""
    named = []
    for key, info in type(options).model_fields.items():
        if (info.json_schema_extra or {}) != {"lexicon": True}:
            continue
        value = getattr(options, key)
        pending = list(value.items()) if isinstance(value, dict) else [value]
        while pending:
            item = pending.pop()
            if isinstance(item, str):
                named.append((key, item))
            elif isinstance(item, list | tuple | set | frozenset):
                pending += item
    return named


def _load_profiles(layers: list[Path], errors: list[FileError]) -> dict[str, Profile]:
    profiles: dict[str, Profile] = {}
    for layer in layers:
        if not (layer / PROFILES).exists():
            continue
        try:
            profiles |= load_profiles(layer / PROFILES)
        except FileError as error:
            errors.append(error)
        except FileErrors as several:
            errors += several.errors
    return profiles


def _unknown_rules(layers: list[Path], profiles: Mapping[str, Profile], known: set[str]) -> Iterator[FileError]:
    """Rules that a profile turns off or weighs anew but that do not exist."""
    for profile in profiles.values():
        for key, names in (("off", profile.off), ("severity", tuple(profile.severity))):
            for name in names:
                if name not in known:
                    home = next(layer / PROFILES for layer in reversed(layers) if (layer / PROFILES).exists())
                    yield YamlFile(home).error(f"no rule {name!r}{nearest(name, known)}", (profile.name, key))


def _load_lexicons(
    layers: list[Path], errors: list[FileError]
) -> tuple[dict[str, Lexicon], dict[str, YamlFile], set[str]]:
    """The lexicons, their files, and all names, those of faulty lexicons among them."""
    found: dict[str, Any] = {}
    homes: dict[str, YamlFile] = {}
    for layer in layers:
        own: set[str] = set()
        # Beside a folder of rules further down, a folder of lists is one too.
        for path in sorted(p for p in layer.rglob("*.yaml") if LEXICONS in p.relative_to(layer).parts[:-1]):
            try:
                file = YamlFile(path)
            except FileError as error:
                errors.append(error)
                continue
            if set(file.data) != {LEXICONS} or not isinstance(file.data[LEXICONS], dict):
                errors.append(file.error("must hold one key, lexicons, with a mapping of names to lists"))
                continue
            for name, body in file.data[LEXICONS].items():
                if name in own:
                    errors.append(file.error(f"is also in {homes[name].path.name}", (LEXICONS, name)))
                own.add(name)
                found[name], homes[name] = body, file
    try:
        return parse_lexicons(found), homes, set(found)
    except LexiconError:
        faults = list(_lexicon_faults(found, homes))
        errors += faults
        return {}, homes, set(found)


def _lexicon_faults(found: Mapping[str, Any], homes: Mapping[str, YamlFile]) -> Iterator[FileError]:
    """One error for each lexicon that cannot be used: each is parsed by itself, then with the one it names."""
    sound = True
    for name, body in found.items():
        try:
            parse_lexicons({name: {k: v for k, v in body.items() if k != "unless"} if isinstance(body, dict) else body})
        except LexiconError as error:
            sound = False
            yield _lexicon_error(homes[name], error)
            continue
        guard = body.get("unless")
        if isinstance(guard, str) and guard not in found:
            sound = False
            yield homes[name].error(f"no lexicon {guard!r}{nearest(guard, found)}", (LEXICONS, name, "unless"))
    if sound:
        try:
            parse_lexicons(found)
        except LexiconError as error:
            yield _lexicon_error(homes[error.lexicon], error)


def _lexicon_error(file: YamlFile, error: LexiconError) -> FileError:
    entry = error.entry or ""
    key = "patterns" if entry.startswith("patterns[") else "entries" if entry else ""
    where = (LEXICONS, error.lexicon, key) if key else (LEXICONS, error.lexicon)
    said = (
        f"entry {entry!r}: {error.reason}"
        if key == "entries"
        else f"{entry}: {error.reason}"
        if entry
        else error.reason
    )
    return file.error(said, where, entry if key == "entries" else "")


def _uncompiled(lexicons: Mapping[str, Lexicon], files: Mapping[str, YamlFile]) -> Iterator[FileError]:
    """Lexicons of a house that spaCy does not take: a pattern that is no pattern, an entry that stands for too much.

    pslint's own are compiled by its tests; here they would cost every run the time.
    """
    if not files:
        return
    from .text.tokens import english

    matcher = LexiconMatcher(english().vocab, lexicons)
    for name in files:
        try:
            matcher.prepare([name])
        except LexiconError as error:
            yield _lexicon_error(files[name], error)
