"""How fast pslint is, beside its peers in the same run: `make bench`, or `python -m benchmarks.performance [--quick]`.

Writes docs/performance.json, docs/performance.md and docs/performance.svg. `--quick` measures a little of everything
and writes to `.bench/quick/`; `--season` measures a whole season as well, for many minutes; `--page` writes the page
anew from the figures, with `--season` after measuring one. Peers are installed into `.bench/`. Needs the `test` extra
and an idle machine.
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks import peers
from benchmarks.accuracy import DOCS
from benchmarks.keystrokes import keystrokes
from benchmarks.many import many
from benchmarks.performance_chart import chart
from benchmarks.performance_page import page
from benchmarks.program import compile_modules, machine
from benchmarks.season import SIZE, season
from benchmarks.server import Server, started
from benchmarks.sizes import sizes
from benchmarks.small import imports, one_draft
from benchmarks.where import where


@dataclass(frozen=True)
class Scale:
    """How much is measured; LanguageTool is `asked` for so many of the statements, None of `keys` is a whole one."""

    rounds: int
    many_rounds: int
    statements: int
    asked: int
    keys: int | None
    profiled: int


FULL: Final = Scale(rounds=15, many_rounds=5, statements=440, asked=22, keys=None, profiled=110)
QUICK: Final = Scale(rounds=2, many_rounds=2, statements=8, asked=2, keys=20, profiled=8)


def measure(scale: Scale, found: peers.Peers, languagetool: Path | None) -> dict[str, Any]:
    """All figures but the season's."""
    compile_modules()
    data: dict[str, Any] = {"machine": machine(), "date": datetime.now(UTC).date().isoformat()}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server: Server | None = stack.enter_context(started(languagetool)) if languagetool else None
        data["peers"] = {peer.name: peer.version for peer in found.here}
        data["missing"] = found.missing
        if server:
            data["peers"]["LanguageTool"] = server.version
            data["LanguageTool's start"] = round(server.seconds, 2)
        for name in ("explanation", "statement"):
            _say(f"one {name}")
            data[f"one {name}"] = one_draft(name, folder, found.here, server, scale.rounds)
        _say("imports")
        data["imports"] = imports(found.here, scale.rounds)
        _say(f"{scale.statements} statements")
        data["many"] = many(scale.statements, folder, found.here, server, scale.many_rounds, scale.asked)
    _say("where the time goes")
    data["where"] = where(scale.profiled)
    _say("keys")
    data["keystrokes"] = keystrokes(scale.keys)
    _say("sizes")
    data["sizes"] = sizes(found.here, languagetool)
    return data


def write(data: dict[str, Any], folder: Path) -> None:
    """The figures, the page and its chart."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "performance.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    (folder / "performance.svg").write_text(chart(data), encoding="utf-8")
    (folder / "performance.md").write_text(page(data), encoding="utf-8")


def main() -> None:
    """Measure, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a little of everything, into .bench/quick/")
    parser.add_argument(
        "--season", type=int, nargs="?", const=SIZE, metavar="N", help=f"a season of N statements as well ({SIZE})"
    )
    parser.add_argument("--page", action="store_true", help="write the page anew; measure nothing but a --season")
    options = parser.parse_args()
    folder = peers.HOME / "quick" if options.quick else DOCS
    file = folder / "performance.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if options.page:
        if not before:
            sys.exit(f"there is no {file.name} yet; measure first")
        data = before
    else:
        data = _measured(options, before)
    write(data, folder)
    if options.season:
        _say(f"a season of {options.season} statements")
        with tempfile.TemporaryDirectory() as name:
            data["season"] = season(options.season, Path(name))
        write(data, folder)
    print((folder / "performance.md").read_text(encoding="utf-8"))


def _measured(options: argparse.Namespace, before: dict[str, Any]) -> dict[str, Any]:
    """All but the season, which is kept from before."""
    _say("installing the peers")
    found = peers.commands()
    languagetool = None
    try:
        languagetool = peers.languagetool()
    except peers.MissingError as error:
        found.missing["LanguageTool"] = str(error)
    for name, reason in found.missing.items():
        _say(f"{name} is missing: {reason}")
    data = measure(QUICK if options.quick else FULL, found, languagetool)
    if "season" in before:
        # It takes long, and has the machine that it was measured on beside it.
        data["season"] = before["season"]
    return data


def _say(what: str) -> None:
    print(f"benchmarks.performance: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
