"""`pslint rules`: list the rules, show one, run their examples, begin a new one, print their files' schemas."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from ..checks import CHECKS
from ..errors import nearest
from ..places import builtin_folder
from ..rule import Rule
from ..rulebook import Rulebook
from ..saying import plural
from .app import app, fail
from .books import RulesOption, rulebook, rulebook_here
from .explain import find, page
from .listing import Listing, ListingOption, print_json

rules_app = typer.Typer(help="The rules: list them, show one, run their examples.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")

_MOST = 10


@rules_app.command("list")
def list_rules(rules: RulesOption = None, output_format: ListingOption = Listing.text) -> None:
    """One line a rule: id, severity, category, name, what it says.

    Without --rules those of the settings that hold in this folder are among them.
    """
    book = rulebook_here(rules)
    if output_format is Listing.json:
        print_json([_as_data(rule, book) for rule in book.rules.values()])
        return
    wide = max(len(rule.name) for rule in book.rules.values())
    long = max(len(rule.id) for rule in book.rules.values())
    for rule in book.rules.values():
        typer.echo(f"{rule.id:<{long}}  {rule.severity:<7}  {rule.category:<11}  {rule.name:<{wide}}  {rule.message}")


@rules_app.command("show")
def show_rule(
    rule: Annotated[str, typer.Argument(help="A rule's id or name.")],
    rules: RulesOption = None,
    output_format: ListingOption = Listing.text,
) -> None:
    """The same page as `pslint explain`, or all keys of the rule as JSON."""
    book = rulebook_here(rules)
    found = find(rule, book)
    if output_format is Listing.json:
        data = found.model_dump(mode="json", by_alias=True, exclude={"options"})
        options = found.options.model_dump(mode="json", exclude_defaults=True)
        print_json(data | {"options": options, "url": found.url})
        return
    typer.echo(page(found), nl=False)


@rules_app.command("test")
def test_rules(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of your own rules; those of pslint when left out.")
    ] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only this rule, by id or name.")] = None,
    rules: RulesOption = None,
    corpus: Annotated[
        Path | None, typer.Option(help="JSON lines with a text, or a folder of them, in which word lists may fire.")
    ] = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Which entries of each word list fired.")] = False,
) -> None:
    """Run rules' own examples, and look for word-list entries that nothing reaches.

    Exit code 1 when an example does not hold. An entry that fires in no example and no corpus passage is reported
    and no failure.
    """
    book = rulebook([*(rules or []), folder] if folder else rules)
    chosen = _chosen(book, folder, rule or [])
    count, broken = _run(chosen, book)
    lists = _lists(book, folder, chosen if rule else None)
    silent = _unreached(book, lists, corpus or _own_corpus(), coverage)
    summary = f"{plural(len(chosen), 'rule')}, {plural(count, 'example')}, {broken} that do not hold"
    typer.echo(f"{summary}; {silent[0]} of {plural(silent[1], 'list entry', 'list entries')} reached by nothing")
    if broken:
        raise typer.Exit(1)


@rules_app.command("new")
def new_rule(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Letters and three digits, such as HOUSE001.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters and hyphens, such as our-motto.")],
    check: Annotated[str, typer.Option(help="What kind of check it is; `phrase` looks for words.")] = "phrase",
    directory: Annotated[Path, typer.Option("--dir", help="The folder of your rules.")] = Path("house-rules"),
) -> None:
    """Write a commented skeleton of a rule, and a list for its words; nothing is overwritten."""
    from ..authoring.skeleton import lexicon_text, rule_text, takes_words

    if check not in CHECKS:
        fail(f"no check {check!r}{nearest(check, CHECKS)}; there are {', '.join(CHECKS)}")
    for key, value, shape in (
        ("id", identity, "two to eight capital letters and three digits, such as HOUSE001"),
        ("name", name, "small letters, digits and hyphens, such as our-motto"),
    ):
        pattern = next(m.pattern for m in Rule.model_fields[key].metadata if hasattr(m, "pattern"))
        if not re.fullmatch(pattern, value):
            fail(f"{value!r} is no {key} of a rule; it has {shape}")
    taken = rulebook(None).find(identity) or rulebook(None).find(name)
    if taken:
        fail(f"{taken.id} {taken.name} is a rule of pslint; choose another id and name, or write `extends: {taken.id}`")
    texts = {directory / f"{identity}-{name}.yaml": rule_text(identity, name, check)}
    if takes_words(check):
        texts[directory / "lexicons" / f"{identity}.yaml"] = lexicon_text(identity)
    for path in texts:
        if path.exists():
            fail(f"{path}: is there already and stays as it is; choose another id")
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            typer.echo(f"wrote {path}")
    except OSError as error:
        fail(f"{directory}: cannot be written ({error.strerror}); name another folder")
    typer.echo(f"fill in, then run: pslint rules test {directory}")


@rules_app.command("schema")
def print_schema(kind: Annotated[str, typer.Argument(help="rule, lexicon, facts, record or config.")]) -> None:
    """Print the JSON Schema of a kind of file, for an editor to complete and check it."""
    from ..authoring.schema import SCHEMAS

    if kind not in SCHEMAS:
        fail(f"no schema {kind!r}{nearest(kind, SCHEMAS)}; there are {', '.join(SCHEMAS)}")
    print_json(SCHEMAS[kind]())


def _as_data(rule: Rule, book: Rulebook) -> dict[str, Any]:
    keys = ("id", "name", "category", "severity", "scope", "check", "message", "why", "dissent", "extends", "url")
    return {key: getattr(rule, key) for key in keys} | {"source": list(rule.source), "file": str(book.files[rule.id])}


def _chosen(book: Rulebook, folder: Path | None, names: list[str]) -> list[Rule]:
    if names:
        return [find(name, book, "DIR") for name in names]
    return [r for r in book.rules.values() if folder is None or folder in book.files[r.id].parents]


def _lists(book: Rulebook, folder: Path | None, chosen: list[Rule] | None) -> set[str]:
    """The word lists to look at: those that the named rules use, else those of the folder, else all."""
    from ..authoring.ruletest import lexicons_of

    if chosen is not None:
        return {name for rule in chosen for name in lexicons_of(rule)}
    return {name for name, path in book.lexicon_files.items() if folder is None or folder in path.parents}


def _run(chosen: list[Rule], book: Rulebook) -> tuple[int, int]:
    """How many examples there are, and how many do not hold; those are printed."""
    from ..authoring.ruletest import RuleTester
    from ..errors import ModelError

    tester = RuleTester(book)
    count, broken = 0, 0
    for rule in chosen:
        count += len(rule.examples.fail) + len(rule.examples.pass_)
        try:
            for failure in tester.failures(rule):
                broken += 1
                typer.echo(f"{rule.id}: {failure}")
        except ModelError as error:
            fail(str(error))
    return count, broken


def _own_corpus() -> Path | None:
    """The corpus of a checkout; an installed pslint has none."""
    folder = builtin_folder().parent / "corpus"
    return folder if folder.is_dir() else None


def _unreached(book: Rulebook, lists: set[str], corpus: Path | None, coverage: bool) -> tuple[int, int]:
    """How many entries of the lists nothing reaches, and how many there are; what was found is printed."""
    from itertools import chain

    from ..authoring.ruletest import corpus_texts, example_texts, reached

    try:
        texts = chain(example_texts(book.rules), corpus_texts(corpus) if corpus else ())
        found = reached(book, lists, texts)
    except ValueError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{corpus}: cannot be read ({error.strerror}); check the path")
    silent = [(name, entry) for name, entries in found.items() for entry, fired in entries.items() if not fired]
    if coverage:
        for name, entries in found.items():
            typer.echo(f"{name}: {sum(entries.values())} of {plural(len(entries), 'entry', 'entries')} fired")
            never = [entry for entry, fired in entries.items() if not fired]
            if never:
                typer.echo(f"  never: {' ; '.join(never)}")
    else:
        for name, entry in silent[:_MOST]:
            typer.echo(f"{name}: no example and no corpus passage reaches {entry!r}")
        if len(silent) > _MOST:
            typer.echo(f"and {len(silent) - _MOST} more such entries; --coverage shows them")
    return len(silent), sum(map(len, found.values()))
