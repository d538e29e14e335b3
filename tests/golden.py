"""The golden reports of samples/: `python -m tests.golden` writes them anew and prints what changed."""

import difflib
import json
from collections.abc import Iterator
from pathlib import Path

from pslint import Linter
from pslint.formats import read_draft
from pslint.outputs import Run, View, render
from pslint.outputs.json import as_data

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
REPORTS = SAMPLES / "reports"
WIDTH = 100


def drafts() -> list[Path]:
    """The sample drafts, by name."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md"))


def reports(linter: Linter, draft: Path) -> Iterator[tuple[Path, str]]:
    """The golden files of one draft, with what belongs in them.

    The text report's extension is `.report`, because `.txt` would make it a draft when the folder is linted.
    """
    report = linter.lint_draft(read_draft(f"samples/{draft.name}", draft.read_bytes()))
    run = Run((report,), linter.profile.name, "")
    data = as_data(run, View())
    del data["tool"]["version"]
    yield REPORTS / f"{draft.stem}.json", json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    yield REPORTS / f"{draft.stem}.report", render("full", run, View(width=WIDTH))


def difference(path: Path, wanted: str) -> str:
    """How a golden file differs from what is wanted, as a unified diff; empty when it does not."""
    kept = path.read_bytes().decode("utf-8") if path.exists() else ""
    name = f"{path.parent.name}/{path.name}"
    lines = difflib.unified_diff(kept.splitlines(), wanted.splitlines(), f"{name} (kept)", f"{name} (now)", lineterm="")
    return "\n".join(lines)


def main() -> None:
    """Write all golden files, and remove those of drafts that are gone."""
    REPORTS.mkdir(exist_ok=True)
    linter = Linter()
    wanted = dict(pair for draft in drafts() for pair in reports(linter, draft))
    changed = 0
    for path, text in wanted.items():
        if change := difference(path, text):
            changed += 1
            print(change)
            path.write_bytes(text.encode("utf-8"))
    for path in sorted(set(REPORTS.iterdir()) - set(wanted)):
        changed += 1
        print(f"{path.parent.name}/{path.name}: removed")
        path.unlink()
    print(f"{changed} of {len(wanted)} golden reports changed")


if __name__ == "__main__":
    main()
