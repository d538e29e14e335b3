"""`pslint explain`: one rule's page in the terminal."""

import re
from collections.abc import Sequence
from typing import Annotated, Final

import typer

from ..citations import load_citations
from ..errors import UnknownRule
from ..rule import Example, Rule
from ..rulebook import Rulebook
from .app import app, fail
from .books import RulesOption, rulebook_here

#: A rule's first examples are its plainest; the later ones test its edges.
_SHOWN: Final = 3
#: An id that is none of pslint's.
_OWN: Final = re.compile(r"(?!PS\d)[A-Z]{2,8}\d{3}", re.IGNORECASE)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="A rule's id or name, such as PS203 or vague-cause.")],
    rules: RulesOption = None,
) -> None:
    """Say why a rule exists, on whose word, with examples, and how to silence it.

    Without --rules the folders of the settings that hold in this folder are looked at, too.
    """
    typer.echo(page(find(rule, rulebook_here(rules))), nl=False)


def find(key: str, book: Rulebook, folder: str = "--rules DIR") -> Rule:
    """The rule with this id or name; ends the program with a hint when there is none.

    `folder` is how a command is told where rules of one's own are.
    """
    if rule := book.find(key):
        return rule
    try:
        found = sorted(book.named(key))
    except UnknownRule as error:
        own = f"; a rule of your own is known with {folder}" if _OWN.fullmatch(key) else ""
        fail(f"{error}; see `pslint rules list`{own}")
    if found[0] not in book.rules:
        fail(f"{key!r} is LanguageTool's; see its own pages on grammar")
    if len(found) > 1:
        fail(f"{key!r} is several rules, {', '.join(found)}; name one of them")
    return book.rules[found[0]]


def page(rule: Rule) -> str:
    """A rule as plain text, with its first examples."""
    known = load_citations()
    parts = [
        f"{rule.id} {rule.name} ({rule.category}, {rule.severity})",
        f"What it says\n  {rule.message}",
        f"Why\n  {rule.why}",
        "On whose word\n" + "\n".join(f"  {known[code].line() if code in known else code}" for code in rule.source),
    ]
    if rule.dissent:
        parts.append(f"Who disagrees\n  {rule.dissent}")
    if rule.extends:
        parts.append(f"Extends\n  {rule.extends}")
    parts.append(_examples("Draws it (about somebody else)", rule, rule.examples.fail))
    parts.append(_examples("Does not", rule, rule.examples.pass_))
    parts.append(f"To silence it\n  pslint check --ignore {rule.id} DRAFT")
    parts.append(f"To read on\n  {rule.url}")
    return "\n\n".join(parts) + "\n"


def _examples(title: str, rule: Rule, examples: Sequence[Example]) -> str:
    lines = [title, *(f"  - {example.text.strip()}" for example in examples[:_SHOWN])]
    if (more := len(examples) - _SHOWN) > 0:
        lines.append(f"  and {more} more: pslint rules show {rule.id} --format json")
    return "\n".join(lines)
