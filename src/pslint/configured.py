"""The linter that a config asks for."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from pydantic import ValidationError

from .checks import CHECKS
from .citations import published_facts
from .errors import FileError, FileErrors, UnknownRule, nearest
from .facts import load_record
from .findings import Severity
from .linter import Linter, find_profile
from .places import builtin_folder
from .profiles import Profile
from .rule import Rule
from .rulebook import Rulebook, lexicons_named, load, load_builtin
from .settings.config import Config
from .yamlfile import explain


def linter_for(config: Config, also_ignore: tuple[str, ...] = ()) -> Linter:
    """A linter with these settings; `also_ignore` are rules that are off besides.

    Raises FileError or FileErrors for what is wrong in a file, ValueError for what is wrong on the command line.
    """
    settings = config.settings
    book = rulebook_for(config)
    return Linter(
        profile_for(config, book),
        rulebook=book,
        select=[i for rule in settings.select or () for i in _ids(config, book, rule, "select")],
        # What is off stays off, whatever is selected.
        ignore=[*also_ignore, *_off(config, book)]
        + [i for rule in settings.ignore for i in _ids(config, book, rule, "ignore")],
        extend=[i for rule in settings.extend_select for i in _ids(config, book, rule, "extend_select")],
        record=load_record(settings.facts) if settings.facts else None,
    )


def rulebook_for(config: Config) -> Rulebook:
    """pslint's rules and those of the config's folders, with its options."""
    folders = config.settings.rules
    book = load(builtin_folder(), folders) if folders else load_builtin()
    rules = dict(book.rules)
    for name, given in config.settings.options.items():
        rule = book.find(name)
        if rule is None:
            known = [key for item in book.rules.values() for key in (item.id, item.name)]
            raise config.error(f"no rule {name!r}{nearest(name, known)}", "options")
        rules[rule.id] = _with_options(config, book, rule, name, given)
    # Those of drafts that are not among these, too: what is mistyped would be found out too late.
    for named in config.settings.per_file_ignores.values():
        for name in named:
            _ids(config, book, name, "per_file_ignores")
    return replace(book, rules=rules)


def profile_for(config: Config, book: Rulebook) -> Profile:
    """The config's profile, with what takes the place of its settings."""
    try:
        profile = find_profile(book, config.settings.profile or "brief")
    except ValueError as error:
        raise config.error(str(error), "profile") from None
    box, boxes = config.settings.field, published_facts().fields
    if box is not None and box not in boxes:
        raise config.error(f"no field {box!r}{nearest(box, boxes)}; there are {', '.join(boxes)}", "field")
    length = config.settings.length
    changed = profile.with_lengths(**asdict(length), share_max=config.settings.share_max)
    if (length.info or changed.info, length.warn or changed.warn) != (changed.info, changed.warn):
        raise config.error("info must be above target, and warn not below info", "length")
    added = {
        "off": (*profile.off, *_off(config, book)),
        "severity": profile.severity | _severities(config, book),
    }
    return changed.model_copy(update=config.settings.of_profile() | added)


def _off(config: Config, book: Rulebook) -> list[str]:
    """The ids of the rules that the settings turn off."""
    return sorted({i for rule in config.settings.rules_off for i in _ids(config, book, rule, "off")})


def _severities(config: Config, book: Rulebook) -> dict[str, Severity]:
    """By rule; a key that names fewer rules has the last word."""
    given = config.settings.severity
    named = [(_ids(config, book, key, "severity"), key) for key in given]
    return {i: given[key] for ids, key in sorted(named, key=lambda item: -len(item[0])) for i in ids}


def _ids(config: Config, book: Rulebook, rule: str, setting: str) -> frozenset[str]:
    try:
        return book.named(rule)
    except UnknownRule as error:
        wrong = config.error(str(error), setting)
        raise wrong if isinstance(wrong, FileError) else error from None


def _with_options(config: Config, book: Rulebook, rule: Rule, name: str, given: Mapping[str, Any]) -> Rule:
    model = CHECKS[rule.check].options
    own = rule.options.model_dump(exclude_unset=True, by_alias=True)
    try:
        options = model.model_validate(own | dict(given))
    except ValidationError as error:
        if config.table is None or "options" in config.given:
            problem = error.errors()[0]
            where = ".".join(("options", name, *map(str, problem["loc"])))
            raise ValueError(f"{where}: {problem['msg']}") from None
        raise FileErrors(explain(config.table, error, model, ("options", name))) from None
    for key, lexicon in lexicons_named(options):
        if lexicon not in book.lexicons:
            raise config.error(f"no lexicon {lexicon!r}{nearest(lexicon, book.lexicons)}", "options", name, key)
    return rule.model_copy(update={"options": options})
