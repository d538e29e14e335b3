"""Writes the pages and schemas that are made from the rules: `python -m docs.generate`.

With `--check` nothing is written; the exit code is 1 where a file on disk is not what would be written.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from docs import check_types, reference
from pslint.authoring.schema import SCHEMAS
from pslint.checks._guards import GUARDS
from pslint.citations import Citation, load_citations
from pslint.cli.profiles import changes
from pslint.rule import Example, Rule
from pslint.rulebook import Rulebook, load_builtin

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = DOCS / "rules"
SCHEMA_FILES = ROOT / "src" / "pslint" / "schemas"
MADE = "<!-- Made from the rule's file by docs/generate.py; edit that file, not this page. -->"


def main() -> int:
    """Write all files, or check them; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 where a file has drifted")
    checking = parser.parse_args().check
    wanted = files(load_builtin())
    stale = sorted(set(PAGES.glob("*.md")) - set(wanted))
    drifted = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in [*drifted, *stale]:
        print(f"{path.relative_to(ROOT)}: {'drifted' if checking else 'removed' if path in stale else 'written'}")
    if checking:
        return 1 if drifted or stale else 0
    PAGES.mkdir(exist_ok=True)
    for path in drifted:
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in stale:
        path.unlink()
    return 0


def files(book: Rulebook) -> dict[Path, str]:
    """Every generated file, and what belongs in it."""
    citations = load_citations()
    made = {PAGES / f"{rule.id}.md": page(rule, citations) for rule in book.rules.values()}
    made[DOCS / "rules.md"] = table(book)
    made[DOCS / "library.md"] = reference.page()
    made[DOCS / "checks.md"] = check_types.page()
    for name, schema in SCHEMAS.items():
        made[SCHEMA_FILES / f"{name}.schema.json"] = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    return made


def page(rule: Rule, citations: Mapping[str, Citation]) -> str:
    """One rule's page."""
    return "\n".join(_page(rule, citations)) + "\n"


def _page(rule: Rule, citations: Mapping[str, Citation]) -> Iterator[str]:
    yield from (MADE, "", f"# {rule.id} {rule.name}", "")
    yield f"Category {rule.category}, severity {rule.severity}, looks at: {rule.scope}. Check: `{rule.check}`."
    yield from ("", "## What it says", "", f"> {_flat(rule.message)}", "")
    for variant, message in rule.messages.items():
        yield from (f"> ({variant}) {_flat(message)}", "")
    yield from ("## Why", "", _flat(rule.why), "")
    if rule.dissent:
        yield from ("## Who disagrees", "", _flat(rule.dissent), "")
    if rule.guards or rule.supersedes or rule.general:
        yield from ("## When it is silent", "")
        yield from (f"- `{name}`: {_lowered(GUARDS[name].__doc__ or '')}" for name in rule.guards)
        if rule.general:
            yield f"- Another rule of the category {rule.category} speaks about the same words."
        yield ""
    if rule.supersedes:
        others = ", ".join(f"[{other}]({other}.md)" for other in rule.supersedes)
        yield from (f"Silent in a passage where it speaks: {others}.", "")
    yield from ("## Examples", "", "All of them are about other people, and none is a sentence to copy.", "")
    yield from ("It speaks about:", "", *map(_example, rule.examples.fail), "")
    yield from ("It is silent about:", "", *map(_example, rule.examples.pass_), "")
    yield from ("## Sources", "", *(_source(code, citations) for code in rule.source), "")
    yield from ("## Silencing it", "", f"`pslint check --ignore {rule.id} DRAFT`")


def _example(example: Example) -> str:
    notes = []
    if not example.passage:
        notes.append("a whole draft")
    if example.profile != "brief":
        notes.append(f"profile {example.profile}")
    if example.witness == "list":
        notes.append("the word lists alone")
    return f"- {_flat(example.text)}" + (f" ({'; '.join(notes)})" if notes else "")


def _source(code: str, citations: Mapping[str, Citation]) -> str:
    citation = citations[code]
    urls = " ".join(f"<{url}>" for url in citation.urls)
    return f"- {code}: " + "; ".join(part for part in (citation.title, urls) if part)


def table(book: Rulebook) -> str:
    """The page of all rules."""
    return "\n".join(_table(book)) + "\n"


def _table(book: Rulebook) -> Iterator[str]:
    yield from (MADE.replace("rule's file", "rules"), "", "# The rules", "")
    yield "Each rule is one file in `rules/`, with its own examples, which `pslint rules test` runs."
    grown = [rule.id for rule in book.rules.values() if getattr(rule.options, "warn_from", None)]
    yield (
        "The severity is that of most of its findings. One of which the reader is not sure, or for which something"
        f" else in the passage makes up, is a hint (info); those of {', '.join(grown[:-1])} and {grown[-1]} are"
        " warnings where a passage has several. `severity` in the [settings](configuration.md) gives a rule one of"
        " your own."
    )
    yield from (
        "",
        "| rule | name | category | severity | what it says | disagreement |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    for rule in book.rules.values():
        said = _flat(rule.message).replace("|", "\\|")
        dissent = "yes" if rule.dissent else ""
        cells = (f"[{rule.id}](rules/{rule.id}.md)", rule.name, rule.category, rule.severity, said, dissent)
        yield f"| {' | '.join(cells)} |"
    yield from ("", "## Profiles", "", "| profile | what it is | what it changes |", "| --- | --- | --- |")
    for profile in book.profiles.values():
        yield f"| {profile.name} | {_flat(profile.about)} | {'; '.join(changes(profile)) or 'nothing'} |"
    yield from ("", "## From sixty rules to these", "")
    yield "The published advice was first written down as sixty rules. What became of each:"
    yield from ("", "| first | name | now |", "| --- | --- | --- |")
    catalogue = yaml.safe_load((DOCS / "catalogue.yaml").read_text(encoding="utf-8"))
    for identity, first in catalogue.items():
        name, note = (first["name"], first["now"]) if isinstance(first, dict) else (first, "")
        yield f"| {identity} | {name} | {note or _now(identity, book)} |"
    added = [rule for rule in book.rules.values() if rule.id not in catalogue]
    yield from ("", "Rules that were none of the sixty:", "")
    for rule in added:
        yield f"- [{rule.id}](rules/{rule.id}.md) {rule.name}" + (
            f", the general rule of {rule.category}" if rule.general else ""
        )


def _now(identity: str, book: Rulebook) -> str:
    rule = book.rules.get(identity)
    return f"[{rule.id}](rules/{rule.id}.md)" if rule else "not a rule yet"


def _lowered(text: str) -> str:
    """The first letter in lower case."""
    return text[:1].lower() + text[1:]


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
