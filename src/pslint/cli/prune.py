"""`pslint ignore --prune`: take out of the files beside drafts what silences nothing any more."""

from functools import partial
from pathlib import Path

import typer

from ..errors import ModelError
from ..places import SIDECAR
from ..rulebook import Rulebook
from ..saying import on_one_line, plural
from ..suppression.sidecar import Entry, load_sidecar, remove_ignores
from ..suppression.suppress import Suppression
from .app import complain, fail
from .plan import Plan, said
from .worker import Worker


def take_out(plan: Plan, worker: Worker) -> None:
    """Take out the entries for a plan's drafts that silence nothing in them, and say which.

    Entries for other drafts stay, and so do those for a draft that could not be read, which ends with exit code 2.
    """
    stale: dict[Path, list[Entry]] = {}
    unread = plan.broken
    for job in plan.jobs:
        path = Path(job.source.name)
        sidecar = said(partial(load_sidecar, path.parent))
        entries = sidecar.entries(path.name) if sidecar else []
        if not entries and path.exists():
            continue
        try:
            unused = worker.unused_suppressions(job)
        except ModelError as error:
            fail(str(error))
        if isinstance(unused, str):
            complain(f"{path}: {unused}")
            unread = True
            continue
        if found := _stale(entries, unused, worker.linters[job.setup].linter.rulebook):
            stale.setdefault(path.parent, []).extend(found)
    for folder, found in stale.items():
        _remove(folder, found)
    if not stale:
        typer.echo("no entry to take out")
    if unread:
        raise typer.Exit(2)


def _stale(entries: list[Entry], unused: list[Suppression], book: Rulebook) -> list[Entry]:
    """The entries of a draft that stand behind its unused suppressions; an entry may name its rule by id or name."""
    silent = {(suppression.rule, suppression.context) for suppression in unused}
    rules = ((entry, book.find(entry.rule)) for entry in entries)
    return [entry for entry, rule in rules if rule is not None and (rule.id, entry.context) in silent]


def _remove(folder: Path, entries: list[Entry]) -> None:
    path = folder / SIDECAR
    try:
        said(partial(remove_ignores, path, entries))
    except OSError as error:
        fail(f"{path}: cannot be written ({error.strerror}); check its permissions")
    for entry in entries:
        typer.echo(f"{folder / entry.draft}: {entry.rule}: {on_one_line(entry.reason or 'no reason was given')}")
    typer.echo(f"wrote {path}: {plural(len(entries), 'entry', 'entries')} taken out")
