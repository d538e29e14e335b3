"""A baseline holds back what is known, and nothing else."""

import json
from pathlib import Path

import pytest

from .command import Ran, pslint
from .house import KETTLE, house

_NAME = ".pslint-baseline.json"


@pytest.fixture
def folder(drafts: Path) -> Path:
    """A folder with a draft in which the house's rule speaks, and settings that let it speak alone."""
    house(drafts)
    settings = 'rules = ["house-rules"]\nselect = ["HOUSE001"]\noutput-format = "concise"\nexclude = ["house-rules"]\n'
    (drafts / "pslint.toml").write_text(settings, encoding="utf-8")
    (drafts / "a.txt").write_text(KETTLE, encoding="utf-8")
    return drafts


def _check(folder: Path, *arguments: str) -> Ran:
    return pslint("check", ".", "--baseline", _NAME, *arguments, cwd=folder)


def test_only_new_findings_are_shown(folder: Path) -> None:
    ran = pslint("baseline", ".", cwd=folder)
    assert (ran.code, ran.out) == (0, f"wrote {_NAME}: 1 finding in 1 draft\n")
    written = (folder / _NAME).read_text(encoding="utf-8")
    assert "kettle" not in written
    assert "a.txt" not in written

    ran = _check(folder)
    assert (ran.code, ran.out) == (0, "0 findings in 1 draft\n")
    assert ran.err == f"pslint: 1 known finding held back by {_NAME}\n"
    assert _check(folder, "--quiet").err == ""

    # The draft has another name, other lines and one more sentence; the known sentence is still known.
    (folder / "a.txt").rename(folder / "b.txt")
    wrapped = "A second kettle stood in the hall.\n\n" + KETTLE.replace(" before", "\nbefore")
    (folder / "b.txt").write_text(wrapped, encoding="utf-8")
    ran = _check(folder)
    assert ran.code == 1
    assert ran.out.startswith("b.txt:1:10: warning: HOUSE001")
    assert ran.out.endswith("1 finding in 1 draft\n")


def test_what_was_never_shown_is_told_apart(drafts: Path) -> None:
    (drafts / "weak.txt").write_text(
        "I failed Step 1 because of personal issues. It was hard. I passed.\n", encoding="utf-8"
    )
    arguments = ("weak.txt", "--output-format", "json")
    every = json.loads(pslint("check", *arguments, "--show", "low", cwd=drafts).out)["files"][0]["findings"]
    shown = [finding for finding in every if finding["confidence"] != "low"]
    assert 0 < len(shown) < len(every)
    low = len(every) - len(shown)
    ran = pslint("baseline", "weak.txt", cwd=drafts)
    assert ran.out == f"wrote {_NAME}: {len(every)} findings in 1 draft, {low} of them of low confidence\n"
    ran = pslint("check", "weak.txt", "--baseline", _NAME, cwd=drafts)
    assert ran.err == f"pslint: {len(shown)} known findings held back by {_NAME}\n"


def test_each_is_held_back_as_often_as_it_was_recorded(folder: Path) -> None:
    pslint("baseline", ".", cwd=folder)
    (folder / "b.txt").write_text(KETTLE, encoding="utf-8")
    ran = _check(folder)
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "1 finding in 2 drafts")
    assert ran.out.startswith("b.txt:")


def test_made_anew_it_changes_only_where_findings_did(folder: Path) -> None:
    pslint("baseline", ".", cwd=folder)
    before = (folder / _NAME).read_bytes()
    assert pslint("baseline", ".", cwd=folder).code == 0
    assert (folder / _NAME).read_bytes() == before


def test_the_settings_may_name_it(folder: Path) -> None:
    with (folder / "pslint.toml").open("a", encoding="utf-8") as settings:
        settings.write('baseline = "known.json"\n')
    assert pslint("check", str(folder / "a.txt")).code == 2
    made = pslint("baseline", ".", cwd=folder)
    assert (made.code, made.out) == (0, f"wrote {folder / 'known.json'}: 1 finding in 1 draft\n")
    assert pslint("check", str(folder / "a.txt")).code == 0


def test_findings_that_need_an_option_can_be_recorded_and_left(drafts: Path) -> None:
    (drafts / "a.txt").write_text("I failed Step 2 CK in August and moved my electives.\n", encoding="utf-8")
    (drafts / "me.yaml").write_text("attempts:\n  - {exam: Step 2 CK, date: 2024-06, result: fail}\n", "utf-8")
    beside = ("--facts", "me.yaml", "--passage")
    asked = ("check", "a.txt", "--select", "PS708", *beside)
    assert pslint(*asked, cwd=drafts).code == 1
    assert pslint("baseline", "a.txt", *beside, cwd=drafts).code == 0
    assert pslint(*asked, "--baseline", _NAME, cwd=drafts).code == 0
    assert pslint("ignore", "PS708", "a.txt:1", *beside, cwd=drafts).code == 0
    assert pslint(*asked, cwd=drafts).code == 0


def test_lines_that_are_named_can_be_recorded(drafts: Path) -> None:
    (drafts / "a.txt").write_text("I like slow mornings.\n\nThe ward was quiet in May.\n", encoding="utf-8")
    lines = ("a.txt", "--lines", "1", "--select", "PS101")
    asked = ("check", *lines, "--fail-level", "info", "--baseline", _NAME)
    for recorded, code in ((("a.txt", *lines[3:]), 1), (lines, 0)):
        assert pslint("baseline", *recorded, cwd=drafts).code == 0
        assert pslint(*asked, cwd=drafts).code == code


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "kettle",
        '{"schema": 2, "salt": "00112233445566778899aabbccddeeff", "findings": {}}',
        '{"schema": 1, "salt": "no", "findings": {}}',
        '{"schema": 1, "salt": "00112233445566778899aabbccddeeff", "findings": {"PS203": {"x": 1}}}',
        '{"schema": 1, "salt": "00112233445566778899aabbccddeeff", "findings": {"PS203": 3}}',
        '{"schema": 1, "salt": "00112233445566778899aabbccddeeff", "findings": {}, "more": 1}',
    ],
)
def test_a_malformed_one_ends_with_2(folder: Path, content: str) -> None:
    (folder / _NAME).write_text(content, encoding="utf-8")
    ran = _check(folder)
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"pslint: {_NAME}: ")
    assert "is no baseline of pslint" in line


def test_nothing_that_is_no_baseline_is_overwritten(folder: Path) -> None:
    ran = pslint("baseline", ".", "--file", "a.txt", cwd=folder)
    assert ran.code == 2
    assert "is no baseline of pslint" in ran.err
    assert (folder / "a.txt").read_text(encoding="utf-8") == KETTLE


def test_none_is_written_while_a_draft_cannot_be_read(folder: Path) -> None:
    (folder / "b.docx").write_bytes(b"no document")
    ran = pslint("baseline", ".", cwd=folder)
    assert ran.code == 2
    assert "b.docx" in ran.err
    assert not (folder / _NAME).exists()


def test_one_that_is_not_there_is_said(folder: Path) -> None:
    ran = _check(folder)
    assert ran.code == 2
    assert "make it with `pslint baseline`" in ran.err


def test_it_is_plain_json(folder: Path) -> None:
    pslint("baseline", ".", cwd=folder)
    data = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    assert data["schema"] == 1
    assert [list(keys.values()) for keys in data["findings"].values()] == [[1]]
