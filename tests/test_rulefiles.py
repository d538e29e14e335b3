"""A bad rule file is one clear line that names file, line and key; what is wrong in other files is said as well."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pslint.rulebook import load
from pslint.yamlfile import FileErrors

from .command import pslint

RULE = """\
id: XX203
name: vague-reason
category: vague
severity: warning
scope: span
check: mark
options:
  category: vague
  words: [VAGUE]
guards: [RESCUED, NEG]
rescued_by: [CAUSE]
message: "'{match}' could mean almost anything; name the kind of pressure."
why: Readers cannot weigh what they are not told.
source: [S002]
examples:
  fail:
    - I failed Step 1 because of personal issues.
  pass:
    - I failed Step 1 because I never timed a block.
"""
LEXICONS = """\
lexicons:
  VAGUE:
    about: a reason that could mean anything
    source: [S002]
    entries: |
      personal issue/issues ; a lot going on
  CAUSE:
    about: a reason
    source: [S002]
    entries: |
      never timed ; reread*
"""
RULE_FILE = Path("vague/XX203-vague-reason.yaml")
LEXICON_FILE = Path("lexicons/words.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one sound rule and the lexicons that it names."""
    for path, text in ((RULE_FILE, RULE), (LEXICON_FILE, LEXICONS)):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def _errors(folder: Path) -> list[str]:
    """What is wrong with a folder, a line each, paths within it."""
    with pytest.raises(FileErrors) as caught:
        load(folder)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.errors)
    assert all(line.startswith(str(folder)) for line in lines)
    return [Path(line.removeprefix(str(folder))).as_posix().lstrip("/") for line in lines]


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@dataclass(frozen=True)
class Fault:
    """Words of the sound rule's file, what stands there instead, the line and key named, and words of the error."""

    old: str
    new: str
    place: str
    said: str


RULE_FAULTS = {
    "unknown key": Fault("why:", "reason: x\nwhy:", "13: reason:", "unknown key"),
    "misspelt key": Fault("severity:", "severty:", "4: severty:", "did you mean 'severity'?"),
    "unknown option": Fault("  words:", "  wrods:", "9: options.wrods:", "did you mean 'words'?"),
    "missing key": Fault("check: mark\n", "", "1: check:", "is missing"),
    "missing option": Fault("  category: vague\n", "", "7: options.category:", "is missing"),
    "unknown lexicon": Fault("words: [VAGUE]", "words: [VAGEU]", "9: options.words:", "did you mean 'VAGUE'?"),
    "unknown rescuing lexicon": Fault("[CAUSE]", "[CUASE]", "11: rescued_by.0:", "did you mean 'CAUSE'?"),
    "unknown check": Fault("check: mark", "check: marks", "6: check:", "did you mean 'mark'?"),
    "unknown guard": Fault("[RESCUED, NEG]", "[RESCUED, NEGATED]", "10: guards.1:", "no guard 'NEGATED'"),
    "guard without its lists": Fault("rescued_by: [CAUSE]\n", "", "10: guards:", "rescued_by"),
    "unknown category": Fault("category: vague", "category: vauge", "3: category:", "'vague'"),
    "unknown severity": Fault("severity: warning", "severity: bad", "4: severity:", "'warning'"),
    "unknown slot": Fault("{match}", "{words}", "12: message:", "{match}"),
    "unknown superseded rule": Fault("why:", "supersedes: [XX999]\nwhy:", "13: supersedes.0:", "no rule 'XX999'"),
    "list in place of text": Fault("why: Readers", "why: [Readers]\n# ", "13: why:", "text"),
    "text in place of a list": Fault("source: [S002]", "source: S002", "14: source:", "list"),
    "number in place of text": Fault("name: vague-reason", "name: 7", "2: name:", "text"),
    "no example": Fault("    - I failed Step 1 because of personal issues.\n", "    []\n", "16: examples.fail:", "one"),
    "bad id": Fault("id: XX203", "id: 203", "1: id:", ""),
    "key twice": Fault("why:", "id: XX204\nwhy:", "13: id:", "twice"),
    "tab": Fault("  category: vague", "\tcategory: vague", "8:", "tab"),
    "not YAML": Fault("source: [S002]", "source: [S002", "", ""),
    "alias": Fault("why: Readers", "why: *other\n# ", "13:", "alias"),
    "a tag": Fault("why: Readers", "why: !!python/name:os.system ''\n# ", "13:", ""),
}


@pytest.mark.parametrize("name", RULE_FAULTS)
def test_faults_of_a_rule(name: str, folder: Path) -> None:
    fault = RULE_FAULTS[name]
    _change(folder / RULE_FILE, fault.old, fault.new)
    errors = _errors(folder)
    assert len(errors) == 1, errors
    assert errors[0].startswith(f"{RULE_FILE.as_posix()}:{fault.place}")
    assert fault.said in errors[0]


LEXICON_FAULTS = {
    "unknown key": Fault("about: a reason\n", "about: a reason\n    entires: x\n", "7: lexicons.CAUSE", "entires"),
    "wrong type": Fault("    entries: |\n      never timed ; reread*\n", "    entries: 7\n", "7: lexicons.CAUSE", ""),
    "not a lexicon": Fault("  VAGUE:\n", "  OTHER: 7\n  VAGUE:\n", "2: lexicons.OTHER", ""),
    "unknown guard list": Fault("about: a reason\n", "about: a reason\n    unless: NONE\n", "lexicons.CAUSE", "'NONE'"),
    "unreadable entry": Fault("a lot going on", "a lot [going on", "lexicons.VAGUE", "a lot [going on"),
    "twice": Fault("  CAUSE:", "  VAGUE:", "7: lexicons.VAGUE", "twice"),
}


@pytest.mark.parametrize("name", LEXICON_FAULTS)
def test_faults_of_a_lexicon(name: str, folder: Path) -> None:
    fault = LEXICON_FAULTS[name]
    _change(folder / LEXICON_FILE, fault.old, fault.new)
    errors = [error for error in _errors(folder) if error.startswith(LEXICON_FILE.as_posix())]
    assert len(errors) == 1, errors
    assert fault.place in errors[0]
    assert fault.said in errors[0]


def test_a_raw_pattern_that_is_none(folder: Path) -> None:
    _change(
        folder / LEXICON_FILE,
        "    entries: |\n      never",
        "    patterns: [[{LOWWER: x}]]\n    entries: |\n      never",
    )
    ran = pslint("rules", "test", str(folder))
    assert ran.code == 2
    assert f"{folder / LEXICON_FILE}:" in ran.err
    assert "CAUSE" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_second_rule_of_the_same_id(folder: Path) -> None:
    other = folder / "other" / "XX203-other.yaml"
    other.parent.mkdir()
    other.write_text(RULE.replace("name: vague-reason", "name: other"), encoding="utf-8")
    (error,) = _errors(folder)
    assert ": id: XX203 is also the id of " in error


def test_a_file_name_that_is_not_the_rule_s(folder: Path) -> None:
    (folder / RULE_FILE).rename(folder / "vague" / "XX203-other.yaml")
    (error,) = _errors(folder)
    assert error == "vague/XX203-other.yaml:1: id: the file must be called XX203-vague-reason.yaml"


@pytest.mark.parametrize("content", [b"", b"- a list\n", b"just text\n", b"\xff\xfe\xff", b"a: " + b"x" * 1_100_000])
def test_files_that_hold_no_rule(content: bytes, folder: Path) -> None:
    (folder / "vague" / "XX204-none.yaml").write_bytes(content)
    (error,) = _errors(folder)
    assert error.startswith("vague/XX204-none.yaml")
    assert len(error) < 200


def test_each_bad_file_is_named_and_all_faults_of_a_file(folder: Path) -> None:
    _change(folder / RULE_FILE, "severity: warning", "severity: grave")
    _change(folder / RULE_FILE, "words: [VAGUE]", "words: [NONE]")
    (folder / "vague" / "XX204-second.yaml").write_text("id: XX204\n\tname: second\n", encoding="utf-8")
    (folder / "vague" / "XX205-third.yaml").write_text("- one\n", encoding="utf-8")
    errors = _errors(folder)
    assert sorted({error.split(":")[0] for error in errors}) == [
        "vague/XX203-vague-reason.yaml",
        "vague/XX204-second.yaml",
        "vague/XX205-third.yaml",
    ]
    assert sum(error.startswith(RULE_FILE.as_posix()) for error in errors) == 2


def test_the_command_says_the_same_and_ends_with_2(folder: Path) -> None:
    _change(folder / RULE_FILE, "severity: warning", "severity: grave")
    (folder / "vague" / "XX205-third.yaml").write_text("- one\n", encoding="utf-8")
    ran = pslint("rules", "test", str(folder))
    assert (ran.code, ran.out) == (2, "")
    assert [line.removeprefix("pslint: ") for line in ran.err.splitlines()] == [
        str(folder / error) for error in _errors(folder)
    ]


def test_the_sound_folder_is_sound(folder: Path) -> None:
    assert list(load(folder).rules) == ["XX203"]
