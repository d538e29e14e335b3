"""A fault in a rule file or a word list is one clear line that names file, line and key."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pslint.errors import FileErrors
from pslint.rulebook import load

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
    (tmp_path / "profiles.yaml").write_text("brief:\n  about: in short\n", encoding="utf-8")
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
    "unknown option": Fault("  words:", "  wrods:", "9: options.wrods:", "did you mean 'words'?"),
    "missing key": Fault("check: mark\n", "", "1: check:", "is missing"),
    "missing option": Fault("  category: vague\n", "", "7: options.category:", "is missing"),
    "unknown rescuing lexicon": Fault("[CAUSE]", "[CUASE]", "11: rescued_by.0:", "did you mean 'CAUSE'?"),
    "unknown check": Fault("check: mark", "check: marks", "6: check:", "did you mean 'mark'?"),
    "guard without its lists": Fault("rescued_by: [CAUSE]\n", "", "10: guards:", "rescued_by"),
    "unknown category": Fault("category: vague", "category: vauge", "3: category:", "'vague'"),
    "unknown superseded rule": Fault("why:", "supersedes: [XX999]\nwhy:", "13: supersedes.0:", "no rule 'XX999'"),
    "text in place of a list": Fault("source: [S002]", "source: S002", "14: source:", 'write ["S002"]'),
    "a colon in text": Fault(
        "why: Readers",
        "why: What our readers say is: they",
        "13: why:",
        "in text without quotes; put the text in quotes",
    ),
    "a colon in text within braces": Fault(
        "- I failed Step 1 because of personal issues.",
        "- {text: I failed Step 1: personal issues.}",
        "17:",
        "in text without quotes; put the text in quotes",
    ),
    "a key too far in": Fault("check: mark", "  check: mark", "6: check:", "mapping values are not allowed"),
    "number in place of text": Fault("name: vague-reason", "name: 7", "2: name:", "text"),
    "bad id": Fault("id: XX203", "id: 203", "1: id:", ""),
    "key twice": Fault("why:", "id: XX204\nwhy:", "13: id:", "twice"),
    "words that the example lacks": Fault(
        "    - I failed Step 1 because of personal issues.",
        "    - {text: I failed., only: falied}",
        "17: examples.fail.0.only:",
        "do not stand in the text",
    ),
    "unknown format of an example": Fault(
        "    - I failed Step 1 because of personal issues.",
        "    - {text: I failed., kind: markdwon}",
        "17: examples.fail.0.kind:",
        "'markdown'",
    ),
    "not YAML": Fault("source: [S002]", "source: [S002", "", ""),
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


@pytest.mark.parametrize("content", [b"", b"- a list\n", b"just text\n", b"\xff\xfe\xff", b"a: " + b"x" * 1_100_000])
def test_files_that_hold_no_rule(content: bytes, folder: Path) -> None:
    (folder / "vague" / "XX204-none.yaml").write_bytes(content)
    (error,) = _errors(folder)
    assert error.startswith("vague/XX204-none.yaml")
    assert len(error) < 200


def test_an_example_s_profile_must_be_there(folder: Path) -> None:
    _change(
        folder / RULE_FILE, "    - I failed Step 1 because of", "    - profile: breif\n      text: I failed because of"
    )
    (error,) = _errors(folder)
    assert error.startswith(f"{RULE_FILE.as_posix()}:17: examples.fail.0.profile: no profile 'breif'")


def test_the_sound_folder_is_sound(folder: Path) -> None:
    assert list(load(folder).rules) == ["XX203"]
