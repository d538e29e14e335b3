"""What a writer says of a draft, in its comments and beside it, is followed; nothing is silenced without a word."""

import re
from copy import copy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pslint import Linter, Report
from pslint.facts import Record
from pslint.formats import parse_text
from pslint.places import SIDECAR
from pslint.suppression.fingerprint import fingerprint, new_salt
from pslint.suppression.sidecar import add_ignores, load_sidecar

from .command import pslint
from .formats.made import docx_of
from .house import KETTLE, house, house_linter

_SETBACK = (
    "I failed Step 1 in May because I had never timed a block. I met a tutor every Tuesday for nine weeks, timed each "
    "block, and passed in August with a 241."
)
_OTHER = "I like the slow parts of the ward best."


def _rules(source: str, path: str = "draft.md", linter: Linter | None = None) -> list[str]:
    report = (linter or house_linter()).lint(source, path=path)
    return [finding.rule for finding in report.findings]


def _slip(source: str, path: str = "draft.md") -> tuple[str, str, str]:
    """The one finding about a comment: severity, message, excerpt."""
    (finding,) = [f for f in house_linter().lint(source, path=path).findings if f.rule == "PS900"]
    return finding.severity, finding.message, finding.excerpt


@pytest.mark.parametrize(
    "source",
    [
        "The kettle sang. <!-- pslint: ignore[HOUSE001] it was mine -->",
        "The <!-- pslint: ignore[our-kettle] --> kettle sang.",
        "<!-- pslint: ignore[house001] -->\nThe kettle sang.",
        "<!-- pslint: ignore[HOUSE001] -->\n\nThe kettle sang.",
        "<!-- pslint: ignore[HOUSE001]\n     as agreed -->\nThe kettle sang.",
        "The clock rang. <!-- pslint: ignore-next-line[HOUSE001] -->\nThe kettle sang.",
        "<!-- pslint: off[HOUSE001] -->\nOne\nkettle.\n\nTwo kettles.\n\n<!-- pslint: on[HOUSE001] -->\nTea.",
        "Tea.\n\n<!-- pslint: off[HOUSE001] -->\nThe kettle sang.\n\nThe kettle rang.",
        "The kettle sang.\n\n<!-- pslint: ignore-file[HOUSE001] -->\n\nThe kettle rang.",
        "<!-- PSLINT: Ignore[ HOUSE001 , HOUSE001 ] -->\r\nThe kettle sang.\r\n",
    ],
)
def test_comments_silence_a_rule(source: str) -> None:
    assert _rules(re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)).count("HOUSE001") > 0
    assert _rules(source) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("draft.tex", "The kettle sang. % pslint: ignore[HOUSE001]\n"),
        ("draft.tex", "% pslint: ignore[HOUSE001] reason\nThe kettle sang.\n"),
        ("draft.rst", ".. pslint: ignore[HOUSE001]\n\nThe kettle sang.\n"),
    ],
)
def test_comments_of_other_formats(path: str, source: str) -> None:
    assert _rules(source, path) == []


@pytest.mark.parametrize(
    "source",
    [
        "<!-- pslint: ignore[HOUSE001] -->\nThe clock rang.\nThe kettle sang.",
        "The clock rang. <!-- pslint: ignore[HOUSE001] -->\nThe kettle sang.",
        "The kettle sang. <!-- pslint: ignore-next-line[HOUSE001] -->\nThe clock rang.",
        "<!-- pslint: off[HOUSE001] -->\nTea.\n\n<!-- pslint: on[HOUSE001] -->\nThe kettle sang.",
    ],
)
def test_what_lies_outside_is_still_said_and_the_idle_ignore_with_it(source: str) -> None:
    assert sorted(_rules(source)) == ["HOUSE001", "PS900"]
    severity, message, excerpt = _slip(source)
    assert severity == "warning"
    assert "HOUSE001" in message
    assert excerpt in source
    assert excerpt.startswith("<!-- pslint:")


def test_another_rule_is_not_silenced() -> None:
    assert _rules("The kettle sang. <!-- pslint: ignore[PS900] -->")[0] == "HOUSE001"


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("pslint: ignore", "names no rule"),
        ("pslint: ignore[] everything", "names no rule"),
        ("pslint: off", "names no rule"),
        ("pslint: ignore[HOUSE01]", "no rule 'HOUSE01' (did you mean 'HOUSE001'?)"),
        ("pslint: ignor[HOUSE001]", "'ignor' (did you mean 'ignore'?)"),
        ("pslint: end", "'end'"),
        ("pslint ignore[HOUSE001]", "'pslint: ignore'"),
        ("pslint no-passage", "'pslint: no-passage'"),
    ],
)
def test_a_comment_that_cannot_be_followed_is_an_error_and_silences_nothing(comment: str, said: str) -> None:
    source = f"The kettle sang. <!-- {comment} -->"
    severity, message, excerpt = _slip(source)
    assert (severity, excerpt) == ("error", f"<!-- {comment} -->")
    assert said in message
    assert "HOUSE001" in _rules(source)


def test_other_comments_are_let_be() -> None:
    for comment in ("ask pslint: ignore it?", "TODO", "vale off", "pslint off?", "pslint end of letter", "pslintrc[a]"):
        assert _rules(f"The clock rang. <!-- {comment} -->") == []


def test_an_idle_ignore_is_left_alone_where_its_rule_does_not_run(linter: Linter) -> None:
    idle = "The clock rang. <!-- pslint: ignore[PS601] -->"
    assert "PS900" in _rules(idle, linter=linter)
    assert "PS900" not in _rules(idle, linter=Linter(select=["vague", "form"]))
    assert "PS900" not in _rules(idle, linter=Linter(ignore=["PS900"]))


def test_a_rule_about_the_writer_s_record_is_idle_only_beside_one(linter: Linter) -> None:
    idle = "The clock rang. <!-- pslint: ignore[PS708] the dean has the dates -->"
    assert "PS900" not in _rules(idle, linter=linter)
    beside = copy(linter)
    beside.record = Record()
    assert "PS900" in _rules(idle, linter=beside)


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- pslint: ignore-file[HOUSE001, PS203] -->",
        "<!\u2014 pslint: passage \u2014>",
        "% pslint: ignore[HOUSE001] mine",
        "\n.. pslint: ignore[HOUSE001]",
    ],
)
def test_a_comment_in_plain_text_is_text_and_said_to_be(comment: str) -> None:
    source = f"The kettle sang. {comment}"
    assert _rules(source, "draft.txt") == ["HOUSE001", "PS900"]
    severity, message, excerpt = _slip(source, "draft.txt")
    assert (severity, excerpt) == ("error", comment.strip())
    assert "Comments are not read in plain text" in message
    assert "pslint ignore" in message


def test_what_is_said_of_a_comment_in_plain_text_is_said_alone(drafts: Path) -> None:
    _write(drafts, "c.txt", f"<!-- pslint: ignore-file[PS402] -->\n\n{_OTHER} I failed [EXAM] in May.\n")
    ran = pslint("check", "c.txt", "--select", "form", "--format", "concise", cwd=drafts)
    assert [line.split()[2] for line in ran.out.splitlines()[:-1]] == ["PS900", "PS903"]
    assert "'[EXAM]'" in ran.out
    assert "PS402" not in ran.out
    # The text for the form would hold it.
    assert "PS903" in pslint("export", "c.txt", "--check", cwd=drafts).out


def test_people_may_speak_of_pslint_in_plain_text() -> None:
    for text in (
        "100% pslint, I said: ignore it.",
        "<!-- ask pslint: ignore it? -->",
        "I ran pslint: it is kind.",
    ):
        assert _rules(text, "draft.txt") == []


def _passages(source: str, linter: Linter) -> list[str]:
    report = linter.lint(source, path="draft.md")
    return [source[p.start : p.end] for p in report.passages]


def test_comments_say_where_the_explanation_is(linter: Linter) -> None:
    first, second = "My father kept bees.", "They taught me patience."
    source = (
        f"<!-- pslint: passage -->\n{first} {second}\n<!-- pslint: end -->\n\n{_SETBACK}\n\n"
        f"<!-- pslint: passage -->\n{_OTHER}\n"
    )
    assert _passages(source, linter) == [f"{first} {second}", _OTHER]
    assert _SETBACK[:40] in _passages(re.sub("<!--.*?-->", "", source), linter)[0]


def test_a_statement_is_one_wherever_the_explanation_was_said_to_be(linter: Linter) -> None:
    pages = "\n\n".join([_OTHER] * 6)
    source = f"<!-- pslint: passage -->\n{_SETBACK}\n<!-- pslint: end -->\n\n{pages}\n"
    named = {finding.rule for finding in linter.lint(source, path="draft.md").findings}
    found = {finding.rule for finding in linter.lint(re.sub("<!--.*?-->", "", source), path="draft.md").findings}
    assert "PS110" in named & found


def test_comments_say_that_there_is_no_explanation(linter: Linter) -> None:
    without = f"<!-- pslint: no-passage -->\n{_SETBACK}\n\n{_OTHER}\n"
    report = linter.lint(without, path="draft.md")
    assert report.passages == ()
    assert "PS101" not in {finding.rule for finding in report.findings}


def test_what_is_said_of_the_place_must_make_sense() -> None:
    source = "<!-- pslint: passage -->\nThe clock rang.\n<!-- pslint: no-passage -->\n"
    assert "'no-passage'" in _slip(source)[1]


# Beside the draft.


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_several_entries_leave_is_said_of_their_sentences(drafts: Path) -> None:
    rules = str(house(drafts.parent))
    draft = _write(drafts, "night.txt", "The kettle sang, and another kettle sang. A third kettle sang.\n")
    ran = pslint("ignore", "our-kettle", f"{draft}:1", "--rules", rules)
    assert (ran.code, ran.out.rstrip().endswith("they leave all 3 of their sentences")) == (0, True)


@pytest.mark.parametrize("place", ["1:5", "1"])
def test_what_else_an_entry_leaves_is_said(drafts: Path, place: str) -> None:
    rules = str(house(drafts.parent))
    draft = _write(drafts, "night.txt", "The kettle sang, and another kettle sang.\n")
    ran = pslint("ignore", "our-kettle", f"{draft}:{place}", "--rules", rules)
    assert (ran.code, ran.out.rstrip().endswith("1 entry for HOUSE001; it leaves all 2 of the sentence")) == (0, True)


def test_the_command_leaves_a_finding_in_plain_text(drafts: Path) -> None:
    rules = str(house(drafts.parent))
    draft = _write(drafts, "night.txt", f"{_OTHER}\n\n{KETTLE}")
    before = draft.read_bytes()
    ran = pslint("ignore", "our-kettle", f"{draft}:3", "--reason", 'it is "mine": #1', "--rules", rules)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"wrote {drafts / SIDECAR}: 1 entry for HOUSE001\n"
    assert draft.read_bytes() == before
    beside = (drafts / SIDECAR).read_text(encoding="utf-8")
    assert "kettle" not in beside
    assert sorted(p.name for p in drafts.iterdir()) == [SIDECAR, "night.txt"]
    sidecar = load_sidecar(drafts)
    assert sidecar is not None
    assert [(e.draft, e.rule, e.reason) for e in sidecar.content.ignores] == [
        ("night.txt", "HOUSE001", 'it is "mine": #1')
    ]

    # Wrapped anew, with other sentences before and after, moved: it is still the same sentence.
    moved = "I came late to medicine.\n\n" + KETTLE.replace(" before", "\r\nbefore").strip() + " Then I sat down.\n"
    draft.write_bytes(moved.encode())
    select = ("--select", "HOUSE001", "--select", "PS900", "--rules", rules)
    ran = pslint("check", str(drafts), "--output-format", "concise", *select)
    assert (ran.code, ran.out) == (0, "0 findings in 1 draft\n")

    # The sentence itself was changed: it is to be looked at again, and the entry ignores nothing.
    draft.write_text(moved.replace("night", "day"), encoding="utf-8", newline="")
    ran = pslint("check", str(drafts), "--output-format", "concise", *select)
    assert ran.code == 1
    assert "HOUSE001" in ran.out
    assert f"HOUSE001 in {SIDECAR}" in ran.out


def test_the_command_says_where_the_rule_speaks(drafts: Path) -> None:
    rules = str(house(drafts.parent))
    draft = _write(drafts, "night.txt", f"{_OTHER}\n\n{KETTLE}")
    ran = pslint("ignore", "HOUSE001", f"{draft}:1", "--rules", rules)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"pslint: {draft}:1: HOUSE001 says nothing here; it speaks at 3:27\n"
    assert not (drafts / SIDECAR).exists()
    assert pslint("ignore", "HOUSE001", str(draft), "--rules", rules).code == 2


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ("PS101", ("--select", "PS101", "--lines", "1")),
        ("PS804", ("--profile", "brief", "--select", "PS804")),
        ("PS804", ("--extend-select", "PS804")),
        ("HOUSE001", ("--ignore", "PS203")),
    ],
)
def test_what_is_shown_with_options_is_left_with_the_same(drafts: Path, rule: str, options: tuple[str, ...]) -> None:
    house(drafts)
    settings = 'profile = "interview"\nrules = ["house-rules"]\nselect = ["HOUSE"]\nignore = ["HOUSE001"]\n'
    _write(drafts, "pslint.toml", settings)
    _write(drafts, "a.txt", f"{_OTHER}\n\n{KETTLE.strip()} It was the the best hour.\n")
    check = ("check", "a.txt", "--output-format", "concise", *options)
    place = re.match(rf"(a\.txt:\d+:\d+): \w+: {rule} ", pslint(*check, cwd=drafts).out)
    assert place is not None
    assert pslint("ignore", rule, place[1], *options[:-2], cwd=drafts).code == 2
    assert pslint("ignore", rule, place[1], *options, cwd=drafts).code == 0
    assert pslint(*check, cwd=drafts).out == "0 findings in 1 draft\n"


def test_documents_take_the_file_beside_them(drafts: Path) -> None:
    rules = str(house(drafts.parent))
    body = f"<w:p><w:r><w:t>{_OTHER}</w:t></w:r></w:p><w:p><w:r><w:t>{KETTLE.strip()}</w:t></w:r></w:p>"
    (drafts / "night.docx").write_bytes(docx_of(body))
    told = pslint(
        "check", "night.docx", "--select", "HOUSE001", "--rules", rules, "--format", "concise", cwd=drafts
    ).out
    assert told.startswith("night.docx:paragraph 2:27: ")
    ran = pslint("ignore", "HOUSE001", "night.docx:1", "--rules", rules, cwd=drafts)
    assert (ran.code, "it speaks at paragraph 2:27" in ran.err) == (2, True)
    ran = pslint("ignore", "HOUSE001", "night.docx:page 2", "--rules", rules, cwd=drafts)
    assert (ran.code, "counted in paragraphs" in ran.err) == (2, True)
    place = told.partition(": ")[0]
    assert pslint("ignore", "HOUSE001", place, "--rules", rules, cwd=drafts).code == 0
    ran = pslint("check", "night.docx", "--select", "HOUSE001", "--rules", rules, cwd=drafts)
    assert ran.code == 0, ran.out


@pytest.mark.parametrize("reason", ["", "my adviser knows"])
def test_an_idle_entry_gives_the_reason_that_was_typed(drafts: Path, linter: Linter, reason: str) -> None:
    given = f', reason: "{reason}"' if reason else ""
    _write(drafts, SIDECAR, _ENTRY.format(rule=f"PS203{given}"))
    (finding,) = [f for f in _beside(linter, drafts, KETTLE).findings if f.rule == "PS900"]
    assert finding.severity == "warning"
    assert "its sentence was changed, the finding is gone" in finding.message
    assert "adviser" not in finding.bare
    assert ("('my adviser knows')" in finding.message) == bool(reason)


_PRUNED = """\
salt: "{salt}"
# Agreed with Dr. Okafor.
ignores: # on Friday
  - draft: a.txt # the night
    rule: our-kettle
    context: "{key}"
  # Gone since.
  - draft: "a.txt"
    rule: "HOUSE001"
    context: "0123456789abcdef01234567"
    reason: >-
      it is mine,
      # and nobody else's

  # Of another draft.
  - {{draft: b.txt, rule: HOUSE001, context: "0123456789abcdef01234567"}}
  - draft: a.txt
    rule: HOUSE001
    context: "89abcdef0123456701234567"
  - draft: a.txt
    rule: PS708
    context: "89abcdef0123456701234567"
passages:
  a.txt: none
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_entries_that_silence_nothing_any_more_are_taken_out(drafts: Path, end: str) -> None:
    rules = str(house(drafts.parent))
    _write(drafts, "a.txt", KETTLE)
    _write(drafts, "b.txt", KETTLE)
    salt = new_salt()
    key = fingerprint(salt, "HOUSE001", parse_text("a.txt", KETTLE), KETTLE.index("kettle"))
    text = _PRUNED.format(salt=salt, key=key).replace("\n", end)
    (drafts / SIDECAR).write_bytes(text.encode())
    ran = pslint("ignore", "--prune", "a.txt", "--rules", rules, cwd=drafts)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "a.txt: HOUSE001: it is mine, # and nobody else's",
        "a.txt: HOUSE001: no reason was given",
        f"wrote {SIDECAR}: 2 entries taken out",
    ]
    # An entry for a rule about a record is none that can be judged without one.
    lines = text.splitlines(keepends=True)
    left = (drafts / SIDECAR).read_bytes().decode()
    assert left == "".join([*lines[:7], *lines[13:16], *lines[19:]])
    assert sorted(path.name for path in drafts.iterdir()) == [SIDECAR, "a.txt", "b.txt"]

    ran = pslint("ignore", "--prune", ".", "--rules", rules, cwd=drafts)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "b.txt: HOUSE001: no reason was given")
    ran = pslint("ignore", "--prune", ".", "--rules", rules, cwd=drafts)
    assert (ran.code, ran.out) == (0, "no entry to take out\n")


def test_a_list_that_loses_all_entries_is_still_one(drafts: Path) -> None:
    path, draft = drafts / SIDECAR, _write(drafts, "a.txt", KETTLE)
    rules = str(house(drafts.parent))
    _entered(draft)
    draft.write_text("The clock rang all night on the ward where I work.\n", encoding="utf-8")
    assert pslint("ignore", "--prune", "a.txt", "--rules", rules, cwd=drafts).code == 0
    assert path.read_text(encoding="utf-8").endswith("ignores: []\n")
    assert _entered(_write(drafts, "a.txt", KETTLE)) == 1


def test_nothing_is_taken_out_of_what_cannot_be_read_or_written(drafts: Path) -> None:
    rules = str(house(drafts.parent))
    text = _ENTRY.format(rule="HOUSE001")
    _write(drafts, SIDECAR, text)
    for arguments, said in (
        (("a.txt",), "a.txt: no such file"),
        (("a.txt", "--reason", "mine"), "--prune takes neither --reason nor --lines"),
    ):
        ran = pslint("ignore", "--prune", *arguments, "--rules", rules, cwd=drafts)
        assert (ran.code, len(ran.err.splitlines())) == (2, 1)
        assert said in ran.err
    _write(drafts, "a.txt", KETTLE)
    entry = text.splitlines()[2].removeprefix("  - ")
    flow = f"{text.splitlines()[0]}\nignores: [{entry}, {entry.replace('a.txt', 'b.txt')}]\n"
    path = _write(drafts, SIDECAR, flow)
    ran = pslint("ignore", "--prune", "a.txt", "--rules", rules, cwd=drafts)
    assert (ran.code, ran.out, path.read_text(encoding="utf-8")) == (2, "", flow)
    assert ran.err.startswith(f"pslint: {SIDECAR}: ignores: is written so that no entry can be taken out")


@pytest.mark.parametrize("given", [("PS203",), ("PS203", "a.docx:paragraph", "3:5")])
def test_a_rule_and_one_place_are_asked_for(given: tuple[str, ...]) -> None:
    ran = pslint("ignore", *given)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("pslint: give a rule and one place, such as PS203 draft.txt:12")


def _entered(draft_path: Path) -> int:
    draft = parse_text(str(draft_path), draft_path.read_text(encoding="utf-8"))
    return add_ignores(draft, "HOUSE001", [draft.source.index("kettle")], None)


def test_the_file_keeps_what_people_wrote_in_it(drafts: Path) -> None:
    first, second = _write(drafts, "a.txt", KETTLE), _write(drafts, "b.txt", KETTLE)
    assert _entered(first) == 1
    path = drafts / SIDECAR
    edited = path.read_text(encoding="utf-8").replace(
        "ignores:\n", "ignores: # agreed with Dr. Okafor\n  # on Friday\n"
    )
    path.write_text(edited + "passages:\n  a.txt: none\n", encoding="utf-8")
    assert _entered(second) == 1
    text = path.read_text(encoding="utf-8")
    sidecar = load_sidecar(drafts)
    assert sidecar is not None
    assert {entry.draft for entry in sidecar.content.ignores} == {"a.txt", "b.txt"}
    assert all(line in text for line in edited.splitlines())
    assert "a.txt: none" in text
    assert _entered(second) == 0
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("content", ["{}\n", "{salt: 0123456789abcdef0123456789abcdef}\n"])
def test_a_file_to_which_nothing_can_be_added_is_named(content: str, drafts: Path) -> None:
    path = _write(drafts, SIDECAR, content)
    _write(drafts, "a.txt", KETTLE)
    rules = str(house(drafts.parent))
    ran = pslint("ignore", "HOUSE001", "a.txt:1", "--rules", rules, cwd=drafts)
    assert (ran.code, path.read_text(encoding="utf-8")) == (2, content)
    assert ran.err.startswith(f"pslint: {SIDECAR}: is written so that no entry can be added")


def test_a_reason_that_cannot_be_seen_is_kept(drafts: Path) -> None:
    _write(drafts, "a.txt", KETTLE)
    rules = str(house(drafts.parent))
    assert pslint("ignore", "HOUSE001", "a.txt:1", "--rules", rules, "--reason", "a\x7fb", cwd=drafts).code == 0
    sidecar = load_sidecar(drafts)
    assert sidecar is not None
    assert [entry.reason for entry in sidecar.content.ignores] == ["a\x7fb"]


def test_the_file_can_be_begun_by_hand(drafts: Path) -> None:
    _write(drafts, SIDECAR, "ignores: []\npassages: {}\n")
    assert _entered(_write(drafts, "a.txt", KETTLE)) == 1
    sidecar = load_sidecar(drafts)
    assert sidecar is not None
    assert len(sidecar.content.ignores) == 1


_ENTRY = (
    'salt: "0123456789abcdef0123456789abcdef"\n'
    'ignores:\n  - {{draft: a.txt, rule: {rule}, context: "0123456789abcdef01234567"}}\n'
)


def test_an_entry_may_name_a_rule_by_its_name(drafts: Path) -> None:
    _write(drafts, SIDECAR, _ENTRY.format(rule="vague-cause"))
    _write(drafts, "a.txt", KETTLE)
    ran = pslint("check", "a.txt", "--output-format", "concise", cwd=drafts)
    assert ran.code == 1
    assert "an ignore of PS203 in" in ran.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("ignore: []\n", "unknown key; did you mean 'ignores'?"),
        ("ignores:\n  - {draft: a.txt, rule: PS203}\n", "ignores.0.context: is missing"),
        ('ignores:\n  - {draft: a.txt, rule: PS203, context: "0123456789abcdef01234567"}\n', "salt is missing"),
        ("passages:\n  a.txt: twelve\n", "must be none or numbers of lines (paragraphs, pages) such as 12-18"),
        ("passages:\n  a.txt: 5-90\n", "names lines 5-90; the draft ends with line 1"),
        (_ENTRY.format(rule="vague-caus"), "names no rule: 'vague-caus' (did you mean 'vague-cause'?)"),
        ("- PS203\n", "must be a mapping"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_and_other_folders_are_linted(drafts: Path, content: str, said: str) -> None:
    _write(drafts, SIDECAR, content)
    _write(drafts, "a.txt", KETTLE)
    (drafts / "other").mkdir()
    _write(drafts / "other", "b.txt", KETTLE)
    ran = pslint("check", ".", "--output-format", "concise", "--select", "PS601", cwd=drafts)
    assert ran.code == 2
    (line,) = ran.err.splitlines()
    assert said in line
    assert "a.txt" in line
    assert SIDECAR in line
    assert "in 1 draft" in ran.out


def _beside(linter: Linter, folder: Path, text: str) -> Report:
    sidecar = load_sidecar(folder)
    assert sidecar is not None
    return linter.lint_draft(parse_text("a.txt", text), beside=sidecar.beside("a.txt"))


def test_the_file_says_where_the_explanation_is(drafts: Path, linter: Linter) -> None:
    text = f"{_OTHER}\n\n{_SETBACK}\n"
    _write(drafts, SIDECAR, "passages:\n  a.txt: 1\n")
    assert [text[p.start : p.end] for p in _beside(linter, drafts, text).passages] == [_OTHER]
    _write(drafts, SIDECAR, "passages:\n  a.txt: none\n")
    assert _beside(linter, drafts, text).passages == ()
    _write(drafts, SIDECAR, "passages:\n  b.txt: none\n")
    assert len(_beside(linter, drafts, text).passages) == 1


_WORD = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=8)


@given(st.lists(_WORD, min_size=1, max_size=12), st.data())
def test_a_fingerprint_outlives_wrapping_and_quotes(words: list[str], data: st.DataObject) -> None:
    salt = new_salt()
    ends = [data.draw(st.sampled_from([" ", "\n", "\r\n"])) for _ in words[1:]]
    plain = "It's " + " ".join(words) + " kettle."
    wrapped = "It\u2019s " + words[0] + "".join(map("".join, zip(ends, words[1:], strict=True))) + " kettle."
    keys = [
        fingerprint(salt, "HOUSE001", parse_text("a.txt", f"{text} {_OTHER}"), text.index(" kettle") + 1)
        for text in (plain, wrapped)
    ]
    assert keys[0] == keys[1]
    assert keys[0] != fingerprint(new_salt(), "HOUSE001", parse_text("a.txt", plain), 0)
