"""`pslint profiles`: the ways of writing an explanation, and what each changes."""

from typing import Any

import typer

from ..citations import published_facts
from ..profiles import Profile
from .app import app
from .books import RulesOption, rulebook_here
from .listing import Listing, ListingOption, print_json

_SAID = {
    "target": "asks for {} sentences",
    "info": "info from {} sentences",
    "warn": "warning from {} sentences",
    "max_words": "at most {} words",
    "share_max": "at most {:.0%} of the statement",
    "whole_warn": "where all parts are there and no fault, warning from {} sentences",
    "whole_max_words": "where all parts are there and no fault, at most {} words",
    "whole_share_max": "where all parts are there and no fault, at most {:.0%} of the statement",
    "placement": "may stand anywhere",
    "answer": "takes a short draft for the explanation",
    "show": "shows findings from {} confidence",
}


@app.command()
def profiles(rules: RulesOption = None, output_format: ListingOption = Listing.text) -> None:
    """List the profiles: `pslint check --profile NAME`."""
    book = rulebook_here(rules)
    if output_format is Listing.json:
        made = [{"name": p.name, "about": p.about, "changes": p.changes()} for p in book.profiles.values()]
        print_json(made)
        return
    for profile in book.profiles.values():
        typer.echo(f"{profile.name}\n  {profile.about}")
        for line in changes(profile):
            typer.echo(f"  - {line}")


def changes(profile: Profile) -> list[str]:
    """What a profile changes, in words."""
    return [_said(key, value) for key, value in profile.changes().items()]


def _said(key: str, value: Any) -> str:
    if key == "off":
        return f"without {', '.join(value)}"
    if key == "severity":
        return ", ".join(f"{rule} as {level}" for rule, level in value.items())
    if key == "families":
        return f"the setback has to say which, where {' and '.join(map(str.upper, value))} both appear"
    if key == "field":
        return f"goes into {value}, {published_facts().fields[value].limit} characters"
    if key == "expect":
        return {"required": "an explanation must be there", "omit": "no explanation is looked for"}[value]
    return _SAID[key].format(value).replace(" 1 sentences", " 1 sentence")
