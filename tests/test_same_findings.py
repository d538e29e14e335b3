"""The same text draws the same findings, however it is wrapped, quoted and ended, and in whatever order rules load."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pslint import Linter, Report
from pslint.places import builtin_folder
from pslint.reader.encoder import Reader
from pslint.rulebook import load

from . import golden
from .command import python
from .texts import PASSAGES, curled, rewrapped, straightened

#: Rules of form are about line ends and quotes themselves.
_FORM = "form"
_STATEMENTS = tuple(
    path.read_text(encoding="utf-8")
    for path in golden.drafts()
    if path.name.startswith("statement-") and path.suffix == ".txt"
)

Said = list[tuple[str, str, str, str, str]]


def _said(report: Report) -> Said:
    """What a report says, with white space and quotes made plain."""
    return [
        (f.rule, f.severity, f.confidence, _plain(f.excerpt), _plain(f.message))
        for f in report.findings
        if f.category != _FORM
    ]


def _plain(text: str) -> str:
    return straightened(" ".join(text.split()))


def _lint(linter: Linter, text: str) -> Said:
    return _said(linter.lint(text, path="draft.txt"))


@given(text=st.sampled_from(PASSAGES + _STATEMENTS), width=st.integers(20, 118))
def test_wrapped_at_any_width(text: str, width: int, linter: Linter) -> None:
    assert _lint(linter, rewrapped(text, width)) == _lint(linter, rewrapped(text, 10_000))


@given(text=st.sampled_from(PASSAGES + _STATEMENTS), end=st.sampled_from(["\r\n", "\r"]), width=st.integers(40, 100))
def test_other_line_ends(text: str, end: str, width: int, linter: Linter) -> None:
    wrapped = rewrapped(text, width)
    assert _lint(linter, wrapped.replace("\n", end)) == _lint(linter, wrapped)


@pytest.mark.parametrize("text", PASSAGES + _STATEMENTS, ids=lambda text: text[:20])
def test_curly_and_straight_quotes(text: str, linter: Linter) -> None:
    quoted = straightened(text).replace("I passed", '"I passed" at last, and I\'ve kept at it: I passed')
    assert _lint(linter, curled(quoted)) == _lint(linter, quoted)


@pytest.mark.parametrize("text", PASSAGES + _STATEMENTS, ids=lambda text: text[:20])
def test_space_around_the_text(text: str, linter: Linter) -> None:
    bare = _lint(linter, text.strip())
    for other in (text.strip() + "\n", text.strip() + "\r\n\r\n", "\n\n" + text.strip(), "\ufeff" + text.strip()):
        assert _lint(linter, other) == bare


@pytest.mark.parametrize("text", PASSAGES, ids=lambda text: text[:20])
def test_other_spaces_and_dashes(text: str, linter: Linter) -> None:
    spaced = re.sub(r"Step (\d)", "Step\u00a0\\1", text).replace(" - ", " – ").replace("of ", "of\u2009")
    assert _lint(linter, spaced) == _lint(linter, text)


@pytest.mark.parametrize("seed", range(3))
def test_rule_files_in_another_order(seed: int, linter: Linter) -> None:
    files = [path for path in builtin_folder().glob("*/*.yaml") if path.parent.name != "lexicons"]
    random.Random(seed).shuffle(files)
    other = Linter(rulebook=load(builtin_folder(), order=files), reader=Reader())
    for text in PASSAGES + _STATEMENTS:
        assert _lint(other, text) == _lint(linter, text)


def test_the_drafts_before_it_do_not_matter(linter: Linter) -> None:
    alone = [_lint(Linter(), text) for text in PASSAGES]
    assert [_lint(linter, text) for text in reversed(PASSAGES)] == alone[::-1]


def test_hash_seeds(root: Path) -> None:
    runs = [
        python(
            "-m",
            "pslint",
            "check",
            "samples",
            "--output-format",
            "json",
            "--show",
            "low",
            env={"PYTHONHASHSEED": seed},
            cwd=root,
        )
        for seed in ("0", "1", "2")
    ]
    assert runs[0].code == 1
    assert runs[0].out == runs[1].out == runs[2].out
