"""Small drafts: one explanation, one statement; cold, unchanged and changed; and what importing alone costs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.accuracy import ROOT
from benchmarks.made import first
from benchmarks.peers import Peer
from benchmarks.program import PSLINT, PYTHON
from benchmarks.server import RUNNING, Server
from benchmarks.timing import Job, Ran, Spread, alternate, command, job, ratios, table

_SPACY: Final = "python -c 'import spacy'"
_UNCHANGED: Final = "pslint, unchanged"
_COLD: Final = "pslint, no cache"
_CHANGED: Final = "pslint, changed"
_CHANGED_WITHOUT: Final = "pslint, changed, no passage in it"


def one_draft(which: str, folder: Path, peers: Sequence[Peer], server: Server | None, rounds: int) -> dict[str, Any]:
    """Figures on one draft: `which` is "explanation" (a passage alone) or "statement" (a whole one)."""
    with_passage, without = _drafts(which)
    cache = folder / "cache"
    drafts = {}
    for name, text in (("same", with_passage), ("changed", with_passage), ("without", without)):
        drafts[name] = folder / which / f"{name}.txt"
        drafts[name].parent.mkdir(parents=True, exist_ok=True)
        drafts[name].write_text(text, encoding="utf-8")
    check: list[str | Path] = [*PSLINT, "check", "--exit-zero", "--output-format", "concise"]
    cached = [*check, "--cache-dir", cache]
    jobs: dict[str, Job] = {
        _SPACY: job([*PYTHON, "-c", "import spacy"]),
        _COLD: job([*check, "--no-cache", drafts["same"]]),
        _UNCHANGED: job([*cached, drafts["same"]]),
        _CHANGED: _edited([*cached, drafts["changed"]], drafts["changed"]),
        _CHANGED_WITHOUT: _edited([*cached, drafts["without"]], drafts["without"]),
        **{peer.name: peer.on([drafts["same"]]) for peer in peers},
    }
    if server:
        jobs[RUNNING] = server.on([with_passage])
    runs = alternate(jobs, rounds, warm=rounds > 1)
    others = [name for name in jobs if name != _SPACY and not name.startswith("pslint")]
    found = {f"{own} / {other}": ratios(runs, own, other).data() for own in (_UNCHANGED, _COLD) for other in others}
    for own in (_COLD, _CHANGED, _CHANGED_WITHOUT):
        found[f"{own} / {_SPACY}"] = ratios(runs, own, _SPACY).data()
    more = {
        name: Spread.of([a.seconds - b.seconds for a, b in zip(runs[name], runs[_SPACY], strict=True)]).data()
        for name in (_CHANGED_WITHOUT, _CHANGED)
    }
    return {
        "words": len(with_passage.split()),
        "rounds": rounds,
        "times": table(runs),
        "ratios": found,
        "seconds beyond spaCy's import": more,
    }


def imports(peers: Sequence[Peer], rounds: int) -> dict[str, Any]:
    """What importing costs: pslint, its linter, spaCy, a bare Python, and proselint with its own Python."""
    codes = ("pass", "import pslint", "import pslint; pslint.Linter", "import spacy", "import onnxruntime")
    jobs = {f"python -c '{code}'": job([*PYTHON, "-c", code]) for code in codes}
    for peer in peers:
        if peer.name == "proselint":
            python = Path(peer.command[0]).with_name("python")
            jobs["python -c 'import proselint'"] = job([python, "-c", "import proselint"])
    return {"rounds": rounds, "times": table(alternate(jobs, rounds, warm=rounds > 1))}


def _drafts(which: str) -> tuple[str, str]:
    """A draft with a passage, and one without."""
    if which == "statement":
        return first(setback=True).text, first(setback=False).text
    explanation = (ROOT / "samples" / "vague-step1.txt").read_text(encoding="utf-8")
    return explanation, first(setback=False).text.split("\n\n")[0] + "\n"


def _edited(line: Sequence[str | Path], draft: Path) -> Job:
    """A run after the draft was changed; the change itself is not counted."""
    text = draft.read_text(encoding="utf-8").rstrip("\n")
    times = 0

    def run() -> Ran:
        nonlocal times
        times += 1
        draft.write_text(f"{text} I wrote that down on page {times}.\n", encoding="utf-8")
        return command(line)

    return run
