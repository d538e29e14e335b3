"""Rule books: a house's own rules over pslint's, and what is said of files with mistakes in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pslint import Linter
from pslint.errors import FileErrors
from pslint.places import builtin_folder
from pslint.rulebook import Rulebook, load
from tests.command import pslint

GOOD = """\
id: HOUSE001
name: our-motto
category: tone
severity: warning
scope: document
check: phrase
options:
  words: [MOTTO]
confidence: high
message: Consider leaving out '{match}'; every letter from our office ends on it.
why: Readers of our letters know it by heart.
source: [Office of advising]
examples:
  fail:
    - {text: I went to serve and to heal., witness: list}
  pass:
    - {text: I went to serve in the clinic., witness: list}
"""
LISTS = """\
lexicons:
  MOTTO:
    about: our motto
    entries: |
      serve and [to] heal
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder with one sound rule and its list."""
    folder = tmp_path / "house-rules"
    (folder / "lexicons").mkdir(parents=True)
    write(folder, "HOUSE001-our-motto.yaml", GOOD)
    write(folder, "lexicons/house.yaml", LISTS)
    return folder


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """A file of the folder, byte for byte."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def over(folder: Path) -> Rulebook:
    """pslint's rules with the folder's over them."""
    return load(builtin_folder(), [folder])


def complaints(folder: Path) -> list[str]:
    """What is wrong in the folder, one line each."""
    with pytest.raises(FileErrors) as caught:
        over(folder)
    return str(caught.value).splitlines()


def test_a_rule_of_lists_alone_speaks_where_there_is_nothing_to_read(house: Path) -> None:
    text = "My grandmother kept bees. She taught me to serve and heal, and to wait."
    report = Linter(rulebook=over(house), select=["HOUSE001"]).lint(text)
    assert [(f.rule, f.excerpt) for f in report.findings] == [("HOUSE001", "serve and heal")]


def test_the_command_line_takes_folders_of_rules(house: Path, drafts: Path) -> None:
    draft = write(drafts, "draft.txt", "My grandmother kept bees. She taught me to serve and heal, and to wait.\n")
    ran = pslint("check", "--rules", str(house), "--output-format", "concise", str(draft))
    assert (ran.code, "HOUSE001" in ran.out) == (1, True)
    assert pslint("check", "--output-format", "concise", str(draft)).code == 0
    assert "HOUSE001" in pslint("rules", "list", "--rules", str(house)).out


def test_a_rule_of_the_same_id_takes_the_place_of_pslints(house: Path) -> None:
    write(house, "PS110-opens-with-the-failure.yaml", "id: PS110\nextends: PS110\nseverity: error\n")
    book = over(house)
    assert book.rules["PS110"].severity == "error"
    assert book.rules["PS110"].message == over_nothing().rules["PS110"].message


def over_nothing() -> Rulebook:
    """pslint's rules alone."""
    return load(builtin_folder())


def test_extends_takes_over_every_key_that_is_not_given(house: Path) -> None:
    write(
        house,
        "HOUSE102-one-page-office.yaml",
        "id: HOUSE102\nname: one-page-office\nextends: PS102\noptions: {target: 2, info: 3, warn: 3}\n",
    )
    book = over(house)
    ours, theirs = book.rules["HOUSE102"], book.rules["PS102"]
    assert (ours.message, ours.source, ours.examples) == (theirs.message, theirs.source, theirs.examples)
    assert (ours.options.target, theirs.options.target) == (2, None)


def test_a_text_of_three_sentences_is_too_long_for_a_rule_that_asks_for_two(house: Path, linter: Linter) -> None:
    write(
        house,
        "HOUSE102-one-page-office.yaml",
        "id: HOUSE102\nname: one-page-office\nextends: PS102\noptions: {target: 2, info: 3, warn: 3}\n",
    )
    text = (
        "I failed Step 2 CK in June because I read instead of answering questions. For eight weeks I did two timed "
        "blocks each morning and met a tutor at the end of every week to go over all that I had missed. I passed in "
        "September, some weeks before the clerkships began."
    )
    ours = Linter(rulebook=over(house), reader=linter.reader).lint(text, passage=True)
    assert {f.rule: f.severity for f in ours.findings if f.category == "length"} == {"HOUSE102": "warning"}


def test_an_extended_rule_inherits_options_key_by_key(house: Path) -> None:
    write(
        house,
        "HOUSE401-stops-early.yaml",
        "id: HOUSE401\nname: stops-early\nextends: PS402\noptions: {only: [MOTTO]}\n",
    )
    options = over(house).rules["HOUSE401"].options
    assert (options.move, options.only) == ("evidence", ("MOTTO",))


def test_lexicons_and_profiles_of_a_house_take_the_place_of_pslints(house: Path) -> None:
    write(house, "profiles.yaml", "office:\n  about: Ours.\n  target: 2\nbrief:\n  about: Shorter.\n  target: 1\n")
    write(house, "lexicons/vague.yaml", "lexicons:\n  VAGUE_CAUSE:\n    about: ours\n    entries: weather\n")
    book = over(house)
    assert (book.profiles["office"].target, book.profiles["brief"].target) == (2, 1)
    assert book.lexicons["VAGUE_CAUSE"].entries == ("weather",)


def test_the_order_of_rule_files_changes_nothing(book: Rulebook) -> None:
    files = sorted(book.files.values(), reverse=True)
    assert list(load(builtin_folder(), order=files).rules.values()) == list(book.rules.values())


def test_every_word_list_compiles(book: Rulebook) -> None:
    from pslint.lexicon import LexiconMatcher
    from pslint.text.tokens import english

    LexiconMatcher(english().vocab, book.lexicons).prepare()


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\n" + GOOD

#: Each mistake: the file, its content, and what its line must say: file, line, key and complaint.
MISTAKES: dict[str, tuple[str, str | bytes, str]] = {
    "misspelt key": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("severity:", "severty:"),
        ":4: severty: unknown key; did you mean 'severity'?",
    ),
    "unknown lexicon": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("[MOTTO]", "[MOTO]"),
        ":8: options.words: no lexicon 'MOTO'; did you mean 'MOTTO'?",
    ),
    "bad regex": (
        "lexicons/house.yaml",
        LISTS + '    patterns: [[{LOWER: {REGEX: "("}}]]\n',
        ":6: lexicons.MOTTO.patterns: patterns[0]: missing ), unterminated subpattern at position 0",
    ),
    "alias bomb": ("HOUSE001-our-motto.yaml", BOMB, ":2: b: aliases (*name) are not allowed"),
    "ten megabytes": (
        "HOUSE001-our-motto.yaml",
        GOOD + "# " + "x" * 10_000_000,
        ": is 10,000,438 bytes; a file of rules or settings may have 1,000,000",
    ),
    "duplicate id": (
        "HOUSE001-our-second.yaml",
        GOOD.replace("our-motto", "our-second"),
        ":1: id: HOUSE001 is also the id of HOUSE001-our-motto.yaml",
    ),
    "wrong severity": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("severity: warning", "severity: warn"),
        ":4: severity: must be 'error', 'warning' or 'info', not 'warn'; did you mean 'warning'?",
    ),
    "unknown guard": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("confidence", "guards: [QUOTES]\nconfidence"),
        ":9: guards.0: no guard 'QUOTES'; did you mean 'QUOTE'?",
    ),
    "empty examples": (
        "HOUSE001-our-motto.yaml",
        GOOD.partition("  fail:")[0] + "  fail: []\n  pass: [A text.]\n",
        ":14: examples.fail: is empty; it needs at least one",
    ),
    "not UTF-8": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("by heart", "by h\u00e9art").encode("latin-1"),
        ":11: why: is not UTF-8 (byte 257); save it as UTF-8",
    ),
    "tab": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("  words", "\twords"),
        ":8: words: a tab; indent with spaces",
    ),
    "a list where text belongs": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("message: Con", "message:\n  - Con"),
        ":10: message: must be text, not a list",
    ),
    "recursive extends": (
        "HOUSE001-our-motto.yaml",
        GOOD + "extends: HOUSE001\n",
        ":18: extends: leads round in a circle: HOUSE001 > HOUSE001",
    ),
    "name of the file": (
        "HOUSE002-our-motto.yaml",
        GOOD.replace("our-motto", "our-second"),
        ":1: id: the file must be called HOUSE001-our-second.yaml",
    ),
    "unknown placeholder": (
        "HOUSE001-our-motto.yaml",
        GOOD.replace("{match}", "{words}"),
        ":10: message: no placeholder {words}; this check fills {match}",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_line_with_file_line_and_key(house: Path, mistake: str) -> None:
    name, content, said = MISTAKES[mistake]
    if mistake == "name of the file":
        (house / "HOUSE001-our-motto.yaml").unlink()
    path = write(house, name, content)
    assert complaints(house) == [f"{path}{said}"]


def test_all_mistakes_are_said_in_one_run_and_no_traceback(house: Path) -> None:
    # Lists and rules are compiled only where all files are sound, so the bad regular expression is left out.
    for number, mistake in enumerate(set(MISTAKES) - {"bad regex", "duplicate id", "name of the file"}):
        name, content, _ = MISTAKES[mistake]
        old, new = ("HOUSE001", f"HOUSE1{number:02}"), ("our-motto", f"motto-{number}")
        raw = content if isinstance(content, bytes) else content.encode()
        for before, after in (old, new):
            raw = raw.replace(before.encode(), after.encode())
        write(house, name.replace(*old).replace(*new), raw)
    write(house, "HOUSE002-b.yaml", GOOD.replace("HOUSE001", "HOUSE003").replace("our-motto", "b"))
    ran = pslint("rules", "list", "--rules", str(house))
    assert ran.code == 2
    assert ran.out == ""
    lines = ran.err.splitlines()
    assert all(line.startswith(f"pslint: {house}") for line in lines), lines
    assert len(lines) == len(MISTAKES) - 3 + 1


def two_rules_that_extend_each_other(house: Path) -> str:
    write(house, "HOUSE002-a.yaml", "id: HOUSE002\nname: a\nextends: HOUSE003\n")
    write(house, "HOUSE003-b.yaml", "id: HOUSE003\nname: b\nextends: HOUSE002\n")
    return "HOUSE002 > HOUSE003 > HOUSE002"


def an_unknown_base(house: Path) -> str:
    write(house, "HOUSE002-a.yaml", "id: HOUSE002\nname: a\nextends: PS1O2\n")
    return "'PS1O2' is no rule; did you mean 'PS102'?"


def a_number_of_ours(house: Path) -> str:
    write(house, "PS950-a.yaml", GOOD.replace("HOUSE001", "PS950").replace("our-motto", "a"))
    return "PS950-a.yaml:1: id: PS950 is none of pslint's rules; give your own another prefix"


def a_brace_left_open(house: Path) -> str:
    write(house, "HOUSE001-our-motto.yaml", GOOD.replace("{match}", "{match"))
    return "message: a brace that opens or closes no placeholder"


def a_name_taken(house: Path) -> str:
    write(house, "HOUSE002-our-motto.yaml", GOOD.replace("HOUSE001", "HOUSE002"))
    return "our-motto is also the name of HOUSE001"


def a_file_that_would_be_passed_over(house: Path) -> str:
    write(house, "HOUSE002-a.yml", GOOD)
    return "must end in .yaml to be read"


def a_profile_that_turns_off_nothing(house: Path) -> str:
    write(house, "profiles.yaml", "office:\n  about: Ours.\n  off: [PS1O2]\n")
    return "profiles.yaml:3: office.off: no rule 'PS1O2'"


def an_entry_out_of_notation(house: Path) -> str:
    write(house, "lexicons/house.yaml", LISTS + "      ok\n      [serve\n")
    return "house.yaml:7: lexicons.MOTTO.entries: entry '[serve'"


def deep_nesting(house: Path) -> str:
    write(house, "HOUSE002-a.yaml", "id: " + "[" * 5000 + "]" * 5000)
    return "HOUSE002-a.yaml"


@pytest.mark.parametrize(
    "spoil",
    [
        two_rules_that_extend_each_other,
        an_unknown_base,
        a_number_of_ours,
        a_brace_left_open,
        a_name_taken,
        a_file_that_would_be_passed_over,
        a_profile_that_turns_off_nothing,
        an_entry_out_of_notation,
        deep_nesting,
    ],
)
def test_other_mistakes(house: Path, spoil: Callable[[Path], str]) -> None:
    said = spoil(house)
    lines = complaints(house)
    assert any(said in line for line in lines), lines


def test_a_folder_that_is_none_or_empty(tmp_path: Path) -> None:
    assert "is no folder of rules" in complaints(tmp_path / "nowhere")[0]
    assert "holds no rules" in complaints(tmp_path)[0]


def test_a_message_for_a_case_that_the_check_does_not_have_is_an_error(house: Path) -> None:
    write(
        house,
        "HOUSE103-order.yaml",
        "id: HOUSE103\nname: house-order\nextends: PS108\nmessages: {closng: Consider ending on what came after.}\n",
    )
    with pytest.raises(FileErrors, match=r"messages\.closng: no variant of this check; it has change, closing;"):
        over(house)
