"""The `pslint` command as its users run it: in a process of its own, on files, folders and standard input."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from pslint.draft import DraftError
from pslint.web.opening import open_file

from .command import Ran, clean_environment, pslint, pslint_as_a_user
from .house import house

SOUND = (
    "I failed Step 2 CK in August 2024 because I had prepared by rereading my notes and had never once sat a timed "
    "block. Over the next ten weeks I met every Friday with our learning specialist, wrote two timed blocks each "
    "morning, and booked a new date only after three practice exams above the passing score. I passed in November "
    "with a 241, and I have honored four of my five rotations since.\n"
)
WEAK = "I failed Step 1 because of personal issues. I worked harder after that, and it is all behind me now.\n"
OTHER = "On the ward I learned to sit down first and to say the important thing in the first sentence.\n"
GERMAN = (
    "Ich habe die erste Prüfung nicht bestanden, weil ich nachts gearbeitet und am Tag geschlafen habe. Danach habe "
    "ich mich mit einer Lerngruppe getroffen, jeden Morgen zwei Blöcke geschrieben und im Herbst bestanden.\n"
)
ESCAPE = "\x1b["


@pytest.fixture
def weak(drafts: Path) -> Path:
    path = drafts / "weak.txt"
    path.write_text(WEAK, encoding="utf-8")
    return path


@pytest.fixture
def sound(drafts: Path) -> Path:
    path = drafts / "sound.md"
    path.write_text(SOUND, encoding="utf-8")
    return path


def _paths(ran: Ran) -> list[str]:
    """The drafts that a concise report speaks of."""
    return list(dict.fromkeys(re.findall(r"^(.+?):\d+:\d+: ", ran.out, re.MULTILINE)))


def test_a_sound_draft_ends_with_0(sound: Path) -> None:
    ran = pslint("check", str(sound))
    assert (ran.code, ran.err) == (0, "")
    assert "+ evidence" in ran.out
    assert "This reads well" in ran.out


def test_findings_end_with_1_and_stand_under_their_words(weak: Path) -> None:
    ran = pslint("check", str(weak))
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0] == str(weak)
    heading = next(i for i, line in enumerate(lines) if re.search(r"\b1:\d+ (?:error|warning) PS\d{3} [a-z-]+$", line))
    source, rule = lines[heading + 1], lines[heading + 2]
    assert source.startswith("    | ")
    column = int(re.findall(r"1:(\d+)", lines[heading])[0])
    marked = source[rule.index("^") : rule.rindex("^") + 1]
    assert WEAK[column - 1 :].startswith(marked.removesuffix("..."))
    assert re.search(r"^\d+ findings? in 1 draft: \d+ errors?, \d+ warnings?, \d+ info", lines[-1])


def test_no_command_and_no_draft_are_usage_errors() -> None:
    assert pslint().code == 2
    ran = pslint("check")
    assert ran.code == 2
    assert "paths" in ran.err.lower()


def test_standard_input() -> None:
    for names in (["-"], ["-", "-"]):
        ran = pslint("check", *names, "--stdin-filename", "mine.md", "--output-format", "concise", stdin=WEAK.encode())
        assert (ran.code, ran.err) == (1, "")
        assert _paths(ran) == ["mine.md"]


def test_a_folder_is_walked_and_each_draft_read_once(drafts: Path, weak: Path, sound: Path) -> None:
    for name in ("deep/er/second.md", ".hidden/third.txt", ".fourth.txt", "notes.csv"):
        path = drafts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WEAK, encoding="utf-8")
    same = drafts / "deep" / ".." / weak.name
    ran = pslint("check", str(drafts), str(weak), str(same), "--output-format", "json")
    assert [Path(file["path"]) for file in json.loads(ran.out)["files"]] == [
        drafts / "deep" / "er" / "second.md",
        sound,
        weak,
    ]


def test_what_cannot_be_read_is_said_and_the_others_are_still_linted(drafts: Path, weak: Path) -> None:
    (drafts / "latin.txt").write_bytes("I failed Step 1 in José's year.".encode("latin-1"))
    (drafts / "binary.txt").write_bytes(b"I failed\0\1\2 Step 1")
    (drafts / "letter.docx").write_bytes(b"not a zip archive")
    (drafts / "german.txt").write_text(GERMAN, encoding="utf-8")
    (drafts / "nothing").mkdir()
    bad = ["missing.txt", "latin.txt", "binary.txt", "letter.docx", "german.txt", "nothing"]
    ran = pslint("check", *(str(drafts / name) for name in bad), str(weak), "--output-format", "concise")
    assert ran.code == 2
    assert _paths(ran) == [str(weak)]
    errors = dict(line.removeprefix(f"pslint: {drafts}{os.sep}").split(": ", 1) for line in ran.err.splitlines())
    assert sorted(errors) == sorted(bad)
    assert "no such file" in errors["missing.txt"]
    assert "0xE9 at offset" in errors["latin.txt"]
    assert "binary" in errors["binary.txt"]
    assert "English" in errors["german.txt"]
    assert "no drafts here" in errors["nothing"]
    for words in ("José", "Step 1", "failed", "Prüfung"):
        assert words not in ran.err


@pytest.mark.parametrize("name", ["photo.jpg", "SCAN.TIFF", "students.xlsx", "talk.key", "drafts.zip"])
def test_what_is_no_document_gets_the_message_of_the_page(drafts: Path, name: str) -> None:
    (drafts / name).write_bytes(b"\xff\xd8\xff\0")
    ran = pslint("check", name, cwd=drafts)
    with pytest.raises(DraftError) as raised:
        open_file(Path(name).suffix.lower(), b"", 1)
    assert (ran.code, ran.err) == (2, f"pslint: {name}: {raised.value}\n")
    assert "not of a kind that pslint reads; it reads .txt, .md," in ran.err
    (drafts / name).write_text(WEAK, encoding="utf-8")
    assert pslint("check", name, "--file-type", "text", cwd=drafts).code == 1


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_a_file_without_read_permission(weak: Path) -> None:
    weak.chmod(0)
    ran = pslint_as_a_user("check", str(weak))
    assert ran.code == 2
    assert "not readable" in ran.err


def test_json_names_what_could_not_be_read(drafts: Path, sound: Path) -> None:
    ran = pslint("check", str(drafts / "gone.txt"), str(sound), "--output-format", "json")
    gone, read = json.loads(ran.out)["files"]
    assert ran.code == 2
    assert "no such file" in gone["error"]
    assert "error" not in read
    assert read["passages"]


def test_passage(drafts: Path) -> None:
    path = drafts / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    without = json.loads(pslint("check", str(path), "--output-format", "json").out)["files"][0]
    whole = json.loads(pslint("check", str(path), "--output-format", "json", "--passage").out)["files"][0]
    assert without["passages"] == []
    (passage,) = whole["passages"]
    assert (passage["start"]["offset"], passage["end"]["offset"]) == (0, len(OTHER.rstrip()))
    assert "setback" in passage["missing"]


def test_lines_limit_the_explanation(drafts: Path) -> None:
    path = drafts / "statement.txt"
    path.write_text(f"{OTHER}\n{WEAK}\n{SOUND}", encoding="utf-8")
    for lines, first, last in [("3", 3, 3), ("3-5", 3, 5)]:
        ran = pslint("check", str(path), "--lines", lines, "--output-format", "json")
        (passage,) = json.loads(ran.out)["files"][0]["passages"]
        assert (passage["start"]["line"], passage["end"]["line"]) == (first, last)


@pytest.mark.parametrize(
    ("lines", "said", "times"),
    [
        ("2-1", "give the first line and the last", 1),
        ("one", "give the first line and the last", 1),
        ("0-1", "give the first line and the last", 1),
        ("1-2", "the draft ends with line 1", 2),
        ("1-" + "9" * 5000, "give the first line and the last", 1),
    ],
)
def test_lines_that_are_not_there(lines: str, said: str, times: int, drafts: Path) -> None:
    """What is wrong with the option is said once, what is wrong with a draft for each."""
    for name in ("a.txt", "b.txt"):
        (drafts / name).write_text("I failed Step 1.\n", encoding="utf-8")
    ran = pslint("check", "a.txt", "b.txt", "--lines", lines, cwd=drafts)
    assert (ran.code, ran.err.count(said), ran.err.count(f"--lines {lines}")) == (2, times, times)


def test_lines_without_prose_are_said_and_a_heading_can_be_meant(drafts: Path) -> None:
    (drafts / "a.md").write_text("# I failed Step 1\n\nI like mornings.\n", encoding="utf-8")
    empty = pslint("check", "a.md", "--lines", "2", cwd=drafts)
    assert (empty.code, "--lines 2-2: there is no prose there" in empty.err) == (2, True)
    heading = json.loads(pslint("check", "a.md", "--lines", "1", "--output-format", "json", cwd=drafts).out)
    assert heading["files"][0]["passages"][0]["start"]["line"] == 1


@pytest.mark.parametrize("command", [["check", "a.txt"], ["export", "a.txt"], ["rules", "list"]])
def test_output_that_cannot_be_written_is_one_line(command: list[str], drafts: Path) -> None:
    """A file that is open for reading alone takes no output on any system, a full device none on Linux."""
    draft = drafts / "a.txt"
    draft.write_text("I failed Step 1.\n", encoding="utf-8")
    full = Path("/dev/full")
    with full.open("wb") if full.exists() else draft.open("rb") as refusing:
        ran = subprocess.run(
            [sys.executable, "-m", "pslint", *command],
            stdout=refusing,
            stderr=subprocess.PIPE,
            cwd=drafts,
            env=clean_environment(),
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert ("No space left" if full.exists() else "cannot go on") in ran.stderr


def test_who_reads_only_the_beginning_of_a_listing_ends_nothing_badly(drafts: Path) -> None:
    command = [sys.executable, "-m", "pslint", "rules", "show", "PS407", "--format", "json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=drafts, env=clean_environment()
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_documents_that_are_not_read_are_named(drafts: Path, weak: Path) -> None:
    for name in ("old.doc", "B.RTF", "~$weak.docx", "notes.csv"):
        (drafts / name).write_bytes(b"")
    assert pslint("check", str(drafts), "--exit-zero").code == 2
    excluding = ("--exclude", "*.doc", "--exclude", "*.RTF")
    assert pslint("check", str(drafts), "--exit-zero", *excluding).code == 0
    (drafts / "empty.txt").write_bytes(b"\n")
    ran = pslint("check", str(drafts), "--output-format", "concise", "--exit-zero")
    assert ran.code == 2
    assert sorted(line.removeprefix(f"pslint: {drafts}{os.sep}") for line in ran.err.splitlines()) == [
        "B.RTF: of a kind that pslint does not read; save it as .docx, .odt or .txt, or exclude it",
        "empty.txt: holds no text; check that it is the right file",
        "old.doc: of a kind that pslint does not read; save it as .docx, .odt or .txt, or exclude it",
    ]
    assert {Path(path) for path in _paths(ran)} == {weak}
    assert "does not read" not in pslint("check", str(drafts), *excluding).err
    ran = pslint("check", "old.doc", cwd=drafts)
    assert (ran.code, ran.err.count("save it as .docx")) == (2, 1)


@pytest.mark.parametrize("setting", ["ignore", "off"])
def test_what_is_ignored_is_not_said_by_a_general_rule_instead(setting: str, drafts: Path) -> None:
    path = drafts / "small.txt"
    path.write_text("I failed Level 1 by only four points, which is hardly a failure at all.\n", encoding="utf-8")
    (drafts / "with.toml").write_text("", encoding="utf-8")
    (drafts / "without.toml").write_text(f'{setting} = ["PS504"]\n', encoding="utf-8")
    said = {}
    for name in ("with", "without"):
        ran = pslint("check", str(path), "--config", f"{name}.toml", "--output-format", "json", "--passage", cwd=drafts)
        said[name] = {(f["rule"], f["excerpt"]) for f in json.loads(ran.out)["files"][0]["findings"]}
    gone = said["with"] - said["without"]
    assert {rule for rule, _ in gone} == {"PS504"}
    assert said["without"] == said["with"] - gone


def test_a_category_is_all_of_its_rules(drafts: Path) -> None:
    """Though one of them has its name."""
    path = drafts / "drama.txt"
    text = "I failed Step 1 in May. It was my wake-up call, and what does not kill makes you stronger.\n"
    path.write_text(text, encoding="utf-8")
    every = ("--output-format", "json", "--show", "low")
    found = json.loads(pslint("check", str(path), *every).out)["files"][0]["findings"]
    assert {"PS602"} <= {f["rule"] for f in found if f["category"] == "cliche"}
    left = json.loads(pslint("check", str(path), "--ignore", "cliche", *every).out)["files"][0]["findings"]
    assert "cliche" not in {f["category"] for f in left}
    assert pslint("explain", "cliche").out.startswith("PS620")


def test_a_rule_goes_by_its_names_in_any_case(weak: Path) -> None:
    for name in ("ps203", "Vague-Cause"):
        ran = pslint("check", str(weak), "--select", name, "--output-format", "json")
        assert {f["rule"] for f in json.loads(ran.out)["files"][0]["findings"]} == {"PS203"}
    ran = pslint("check", str(weak), "--ignore", "VAGUE", "--show", "low", "--output-format", "json")
    assert "vague" not in {f["category"] for f in json.loads(ran.out)["files"][0]["findings"]}
    assert pslint("explain", "Vague-Cause").out.startswith("PS203")
    for command in (("check", str(weak), "--select", "vague-caus"), ("explain", "vague-caus")):
        ran = pslint(*command)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "pslint: no rule 'vague-caus'; did you mean 'vague-cause'?; see `pslint rules list`\n"


def test_select_and_ignore_take_ids_names_prefixes_and_categories(weak: Path) -> None:
    def rules(*arguments: str) -> set[str]:
        ran = pslint("check", str(weak), "--output-format", "json", "--show", "low", *arguments)
        return {finding["rule"] for finding in json.loads(ran.out)["files"][0]["findings"]}

    everything = rules()
    assert len(everything) > 2
    vague = rules("--select", "vague")
    assert vague
    assert all(rule.startswith("PS2") for rule in vague)
    one = sorted(vague)[0]
    assert one not in rules("--ignore", one)
    assert rules("--select", "PS2", "--ignore", "vague") == set()
    assert rules("--select", "PS2, PS1") == rules("--select", "PS2", "--select", "PS1") != vague


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_rules(option: str, weak: Path) -> None:
    ran = pslint("check", str(weak), option, "vague-cuase")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "pslint: no rule 'vague-cuase'; did you mean 'vague-cause'?; see `pslint rules list`"
    ]


def test_unknown_profile(weak: Path) -> None:
    ran = pslint("check", str(weak), "--profile", "breif")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == ["pslint: no profile 'breif'; did you mean 'brief'?"]
    assert "no profile 'zzz'; there are brief, " in pslint("check", str(weak), "--profile", "zzz").err


def test_profiles_ask_for_other_lengths(drafts: Path) -> None:
    path = drafts / "four.txt"
    path.write_text(SOUND.replace(", and I have honored", ". I have honored"), encoding="utf-8")
    for profile, severities in [("brief", ["info"]), ("paragraph", []), ("oneline", ["warning"])]:
        ran = pslint("check", str(path), "--profile", profile, "--select", "PS102", "--output-format", "json")
        data = json.loads(ran.out)
        assert data["profile"] == data["files"][0]["profile"] == profile
        assert [finding["severity"] for finding in data["files"][0]["findings"]] == severities
        assert ran.code == ("warning" in severities)


def test_fail_level_and_exit_zero(drafts: Path) -> None:
    path = drafts / "four.txt"
    path.write_text(SOUND.replace(", and I have honored", ". I have honored"), encoding="utf-8")
    for level, code in [("info", 1), ("warning", 0), ("never", 0)]:
        assert pslint("check", str(path), "--select", "PS102", "--fail-level", level).code == code
    assert pslint("check", str(path), "--select", "PS102", "--fail-level", "info", "--exit-zero").code == 0


def test_exit_zero_hides_no_failure_to_read(drafts: Path, weak: Path) -> None:
    assert pslint("check", str(weak), "--exit-zero").code == 0
    assert pslint("check", str(weak), str(drafts / "gone.txt"), "--exit-zero").code == 2


def test_output_file(drafts: Path, weak: Path) -> None:
    target = drafts / "report.json"
    ran = pslint("check", str(weak), "--output-format", "json", "--output-file", str(target))
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["findings"] > 0
    ran = pslint("check", str(weak), "--output-file", str(drafts / "nowhere" / "report"))
    assert ran.code == 2
    assert ran.err.startswith(f"pslint: {drafts / 'nowhere' / 'report'}: cannot be written")


def test_an_output_file_that_is_no_file_is_written_to(weak: Path) -> None:
    # Windows has no file that is its standard error, but a device that takes everything.
    device, shown = (os.devnull, "") if sys.platform == "win32" else ("/dev/stderr", " in 1 draft\n")
    ran = pslint("check", str(weak), "--output-format", "concise", "--output-file", device)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err[-len(" in 1 draft\n") :] == shown


def test_a_report_that_fails_leaves_the_old_file(drafts: Path, weak: Path) -> None:
    target = drafts / "report"
    target.write_text("as it was", encoding="utf-8")
    (drafts / "facts.json").write_text("{", encoding="utf-8")
    arguments = ("--facts", str(drafts / "facts.json"), "--output-file", str(target))
    assert pslint("check", str(weak), *arguments).code == 2
    assert target.read_text(encoding="utf-8") == "as it was"
    assert [path for path in drafts.iterdir() if path.name.startswith("report.")] == []


def test_a_draft_is_never_changed(weak: Path) -> None:
    before = (weak.read_bytes(), weak.stat().st_mtime_ns)
    pslint("check", str(weak))
    assert (weak.read_bytes(), weak.stat().st_mtime_ns) == before
    assert [path.name for path in weak.parent.iterdir()] == [weak.name]


def test_colour(weak: Path) -> None:
    def colored(*arguments: str, **env: str) -> bool:
        return ESCAPE in pslint("check", str(weak), *arguments, env=env).out

    assert not colored()
    assert colored(FORCE_COLOR="1")
    assert not colored(NO_COLOR="1", FORCE_COLOR="1")
    assert colored("--color", "always", NO_COLOR="1")
    assert not colored("--color", "never", FORCE_COLOR="1")


def test_the_report_keeps_to_the_terminal_s_width(weak: Path) -> None:
    for columns in ("40", "100"):
        ran = pslint("check", weak.name, env={"COLUMNS": columns}, cwd=weak.parent)
        widths = [cell_len(line) for line in ran.out.splitlines()]
        assert int(columns) - 15 < max(widths) <= int(columns)


def test_explain() -> None:
    by_id, by_name = pslint("explain", "ps203"), pslint("explain", "vague-cause")
    assert by_id == by_name
    assert by_id.code == 0
    lines = by_id.out.splitlines()
    assert lines[0].startswith("PS203 vague-cause")
    for heading in ("What it says", "Why", "Draws it (about somebody else)", "Does not", "To silence it"):
        assert lines[lines.index(heading) + 1].startswith("  "), heading
    assert "S002" in by_id.out
    assert "--ignore PS203" in by_id.out


def test_explain_shows_the_first_examples_and_where_the_others_are() -> None:
    example = re.compile(r"  - I ")
    out = pslint("explain", "PS407").out
    assert len(example.findall(out)) == 6
    left = re.findall(r"and (\d+) more: pslint (rules show PS407 --format json)", out)
    examples = json.loads(pslint(*left[0][1].split()).out)["examples"]
    assert [3 + int(count) for count, _ in left] == [len(examples["fail"]), len(examples["pass"])]


def test_explain_an_unknown_rule() -> None:
    ran = pslint("explain", "vague-causes")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'vague-cause'?" in ran.err


def test_a_draft_in_the_place_of_a_command(drafts: Path, weak: Path) -> None:
    for arguments, meant in (
        ((weak.name,), weak.name),
        ((weak.name, "--profile", "strict"), f"{weak.name} --profile strict"),
        ((".",), "."),
    ):
        ran = pslint(*arguments, cwd=drafts)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == f"pslint: {arguments[0]}: is no command; did you mean `pslint check {meant}`?\n"
    assert "Did you mean 'check'" in pslint("chek", cwd=drafts).err
    (drafts / "check").mkdir()
    assert pslint("check", weak.name, "--exit-zero", cwd=drafts).code == 0
    assert "No such command 'poor.txt'" in pslint("poor.txt", cwd=drafts).err


def test_where_a_rule_of_one_s_own_is_can_be_said() -> None:
    listed = "see `pslint rules list`"
    for command in (("explain",), ("rules", "show"), ("ignore",)):
        ran = pslint(*command, "HOUSE001", *(["README.md:1"] if command == ("ignore",) else []))
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == f"pslint: no rule 'HOUSE001'; {listed}; a rule of your own is known with --rules DIR\n"
    assert pslint("rules", "test", "--rule", "HOUSE001").err.endswith("is known with DIR\n")
    assert pslint("explain", "PS199").err.rstrip().endswith(listed)


def test_rules_list() -> None:
    ran = pslint("rules", "list")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    listed = {line.split()[0] for line in lines}
    wanted = [
        *range(101, 110),
        *range(201, 208),
        *range(301, 306),
        *range(401, 406),
        *range(501, 511),
        *range(601, 606),
    ]
    assert {f"PS{number}" for number in wanted} <= listed
    assert re.search(r"^PS203 +warning +vague +vague-cause +'\{match\}' could mean", ran.out, re.MULTILINE)


def test_version_and_help() -> None:
    ran = pslint("--version")
    assert ran.code == 0
    assert re.fullmatch(r"pslint \d+\.\d+\.\d+\S*\n", ran.out)
    assert pslint("check", "--help").code == 0


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.DOCX", "link.txt"])
def test_no_report_takes_the_place_of_a_draft(drafts: Path, name: str) -> None:
    """The shell may have put it there: `--output-file *.txt`."""
    # As a report ends, too: what a file holds says nothing.
    text = f"{WEAK}\nno findings in 1 draft\n"
    for draft in ("a.txt", "b.txt", "a.md", "A.DOCX"):
        (drafts / draft).write_text(text, encoding="utf-8")
    (drafts / "link.txt").symlink_to(drafts / "b.txt")
    ran = pslint("check", "--output-format", "html", "--output-file", name, "b.txt", cwd=drafts)
    assert (ran.code, ran.out) == (2, "")
    assert "name another file" in ran.err
    assert (drafts / name).read_text(encoding="utf-8") == text


def test_a_report_may_be_written_anew(drafts: Path, weak: Path) -> None:
    """Under another ending than a draft's, away from the drafts, and into a file that holds nothing."""
    (drafts / "out").mkdir()
    (drafts / "empty.txt").touch()
    for name in ("report.html", "report", "out/report.md"):
        for _ in range(2):
            assert pslint("check", str(weak), "--output-file", name, "--exit-zero", cwd=drafts).code == 0
    assert pslint("check", str(weak), "--output-file", "empty.txt", "--exit-zero", cwd=drafts).code == 0


@pytest.mark.parametrize(("more", "code"), [(("--exit-zero",), 0), ((), 1), (("nowhere.txt",), 2)])
def test_a_reader_of_the_report_that_stops_early_is_no_error(drafts: Path, more: tuple[str, ...], code: int) -> None:
    """The run ends as it would have, by what was found until then."""
    path = drafts / "long.txt"
    path.write_text("\n\n".join([WEAK.strip()] * 200), encoding="utf-8")
    arguments = ["check", *more, str(path), "--all", "--show", "low", "--output-format", "json"]
    # More than a pipe holds (64 KiB), so that the command is still writing when nobody reads any more.
    assert len(pslint(*arguments).out) > 1 << 17
    process = subprocess.Popen(
        [sys.executable, "-m", "pslint", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == code
    assert b"Traceback" not in errors
    assert (errors == b"") == (code != 2)


def test_programs_read_utf_8_wherever_they_run(drafts: Path) -> None:
    path = drafts / "naïve.txt"
    text = "I failed Step 1 because of some “personal” issues — naïvely. I worked harder and passed.\n"
    path.write_text(text, encoding="utf-8")
    for name in ("json", "checkstyle"):
        line = [sys.executable, "-m", "pslint", "check", "naïve.txt", "--output-format", name]
        ran = subprocess.run(
            line, capture_output=True, check=False, cwd=drafts, env=clean_environment() | {"PYTHONIOENCODING": "cp1252"}
        )
        assert "naïve.txt" in ran.stdout.decode("utf-8")
        if name == "json":
            found = json.loads(ran.stdout)["files"][0]["findings"]
            assert all(f["excerpt"] == text[f["start"]["offset"] : f["end"]["offset"]] for f in found)


def test_no_character_ends_a_run() -> None:
    """A pipe on Windows takes the characters of one page of code; U+200B is in none of them."""
    narrow = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}
    assert pslint("explain", "PS902", env=narrow, encoding="cp1252").code == 0
    for command in (("rules", "show", "PS902"), ("rules", "list"), ("profiles",)):
        ran = pslint(*command, "--output-format", "json", env=narrow)
        assert (ran.code, bool(json.loads(ran.out))) == (0, True)


def test_commands_that_tell_of_rules_know_those_of_the_settings(drafts: Path) -> None:
    (drafts / "pslint.toml").write_text(f'rules = ["{house(drafts).as_posix()}"]\n', encoding="utf-8")
    page = pslint("explain", "HOUSE001", cwd=drafts)
    assert page.code == 0
    assert pslint("rules", "show", "HOUSE001", cwd=drafts) == page
    assert "HOUSE001" in pslint("rules", "list", cwd=drafts).out
    assert "HOUSE001" not in pslint("rules", "list", cwd=drafts.parent).out


def test_what_is_not_shown_fails_no_run(drafts: Path) -> None:
    path = drafts / "weak.txt"
    path.write_text("I failed Step 1 because of personal issues. I passed.\n", encoding="utf-8")
    every = json.loads(pslint("check", str(path), "--output-format", "json").out)["files"][0]["findings"]
    only = [f["rule"] for f in every if f["severity"] != "info" and f["confidence"] == "medium"]
    assert only, "a warning of medium confidence"
    for rule in only:
        assert pslint("check", str(path), "--select", rule).code == 1
        ran = pslint("check", str(path), "--select", rule, "--show", "high")
        assert (ran.code, ran.out.splitlines()[-1]) == (
            0,
            "no findings in 1 draft; 1 of lower confidence hidden (--show low)",
        )


def test_passage_and_lines_exclude_each_other(weak: Path) -> None:
    ran = pslint("check", str(weak), "--passage", "--lines", "1-2")
    assert (ran.code, ran.out) == (2, "")
    assert "exclude each other" in ran.err


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_the_counts_say_how_many_drafts_were_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "one.txt").write_text("I failed Step 1 due to personal issues.\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("\n", encoding="utf-8")
    ran = pslint("check", str(tmp_path), "--output-format", name)
    assert ran.code == 2
    assert re.search(r"in 1 draft(?:: .+)?; 1 draft could not be read$", ran.out, re.MULTILINE)
