"""`pslint compare`: what documents about one setback tell, side by side, and where they differ."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pslint import Linter
from pslint.cli.app import app
from pslint.compare import Comparison, Document, compare
from pslint.draft import Role
from pslint.formats import parse_text
from pslint.places import builtin_folder
from pslint.rulebook import load
from pslint.story import in_first_person
from pslint.suppression.fingerprint import fingerprint
from pslint.suppression.suppress import Beside, SuppressedFinding
from tests.command import pslint

STATEMENT = (
    "I failed Step 2 CK in June 2024 while caring for my father after his surgery. I met a tutor every Tuesday for "
    "eight weeks and timed every block. I passed in September with a 238.\n"
)
NOTES = (
    "My father had surgery, and I should have moved my date, but I sat Step 2 CK that June and failed it. A tutor saw "
    "me each week. The second time I passed with a {score}.\n"
)
LETTER = "Ms. Doe failed Step 2 CK in {when} because of {cause}. She passed Step 2 CK with a 238.\n"


def held(linter: Linter, *documents: tuple[Role, str]) -> Comparison:
    """Documents of these roles, compared."""
    return compare(linter, [Document(parse_text(f"{role}.txt", text), role) for role, text in documents])


def said(found: Comparison) -> list[tuple[str, str, str | None, str]]:
    """Each disagreement: the two paths and the words at both places."""
    made = []
    for report in found.reports:
        for finding in report.findings:
            (other,) = finding.related
            assert other.draft is not None
            made.append((report.path, finding.excerpt, other.path, other.draft.source[other.start : other.end]))
    return made


def test_notes_that_add_detail_agree(linter: Linter) -> None:
    found = held(linter, ("statement", STATEMENT), ("notes", NOTES.format(score=238)))
    assert said(found) == []


def test_a_score_that_differs_is_shown_at_both_places(linter: Linter) -> None:
    found = held(linter, ("statement", STATEMENT), ("notes", NOTES.format(score=248)))
    assert said(found) == [("statement.txt", "238", "notes.txt", "248")]
    assert {row.topic: row.differ for row in found.rows}["scores"] is True


def test_a_letter_in_the_third_person_is_read(linter: Linter) -> None:
    letter = LETTER.format(when="June 2024", cause="a medical leave for her own illness")
    found = held(linter, ("statement", STATEMENT), ("mspe", letter))
    (finding,) = [finding for finding in found.reports[0].findings if finding.severity == "warning"]
    assert finding.related[0].message == "in the MSPE: your own health"
    rows = {row.topic: row for row in found.rows}
    assert rows["failed exam"].told == (("USMLE Step 2 CK",), ("USMLE Step 2 CK",))
    assert (rows["cause"].differ, rows["dates"].differ) == (True, False)


@pytest.mark.parametrize(("when", "differs"), [("spring or June 2024", False), ("2024", False), ("August 2024", True)])
def test_a_broader_date_is_no_disagreement(linter: Linter, when: str, differs: bool) -> None:
    letter = LETTER.format(when=when, cause="illness in her family, and she was caring for her father")
    found = held(linter, ("statement", STATEMENT), ("mspe", letter))
    assert {row.topic: row.differ for row in found.rows}["dates"] is differs


@pytest.mark.parametrize(
    ("statement", "letter", "differs"),
    [
        ("I failed Step 1 once.", "He failed Step 1 twice.", True),
        ("I failed Step 1 twice.", "He failed Step 1 twice.", False),
        ("I failed Step 1.", "He failed Step 1 twice.", False),
        ("I failed Step 1 once.", "He failed Step 1 in 2021 and again in 2022.", True),
        ("I failed Step 1 twice.", "He failed Step 1 in 2021 and again in 2022.", False),
        ("I passed Step 1 on my first attempt.", "He failed Step 1.", True),
        ("I passed Step 1 on my second attempt.", "He failed Step 1.", False),
        ("I passed Step 3 on my first attempt.", "He failed Step 1.", False),
    ],
)
def test_attempts(linter: Linter, statement: str, letter: str, differs: bool) -> None:
    found = held(linter, ("statement", statement), ("mspe", letter))
    assert ("attempts" in {row.topic for row in found.rows if row.differ}) is differs


def test_each_exam_whose_attempts_differ_is_reported(linter: Linter) -> None:
    found = held(
        linter,
        ("statement", "I failed Step 1 once. I failed COMLEX Level 1 once."),
        ("mspe", "He failed Step 1 twice. He failed COMLEX Level 1 twice."),
    )
    assert [words for _, words, _, _ in said(found)] == ["once", "once"]


def test_a_house_s_rule_is_held_against_the_documents_too(tmp_path: Path) -> None:
    text = (builtin_folder() / "consistency" / "PS709-differs-from-other-document.yaml").read_text(encoding="utf-8")
    text = text.replace("id: PS709", "id: HOUSE709").replace("differs-from-other-document", "one-story")
    text = text.replace("In the {doc} you will find", "Our office sees in the {doc}")
    (tmp_path / "HOUSE709-one-story.yaml").write_text(text, encoding="utf-8")
    linter = Linter(rulebook=load(builtin_folder(), [tmp_path]), ignore=["PS709"])
    found = held(linter, ("statement", STATEMENT), ("notes", NOTES.format(score=248)))
    assert [finding.rule for finding in found.reports[0].findings] == ["HOUSE709"]
    assert found.reports[0].findings[0].message.startswith("Our office sees in the interview notes")


def test_a_sentence_recited_in_notes_is_info_and_in_another_statement_nothing(linter: Linter) -> None:
    notes = held(linter, ("statement", STATEMENT), ("notes", STATEMENT))
    assert {finding.severity for finding in notes.reports[0].findings} == {"info"}
    assert len(notes.reports[0].findings) == 2
    assert said(held(linter, ("statement", STATEMENT), ("statement", STATEMENT))) == []


def test_offsets_hold_in_a_letter_made_first_person() -> None:
    letter = "The student failed Step 1; Ms. O'Neil told their dean, and she passed. This is the theory of her heart."
    told = in_first_person(letter)
    assert len(told) == len(letter)
    assert told.index("failed Step 1") == letter.index("failed Step 1")
    assert "theory" in told


def write(folder: Path, **texts: str) -> list[str]:
    """Files of these names."""
    paths = [folder / name.replace("_", ".") for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_the_command_prints_a_table_and_both_places(drafts: Path) -> None:
    paths = write(drafts, statement_md=STATEMENT, interview_md=NOTES.format(score=248))
    ran = pslint("compare", *paths, env={"COLUMNS": "200"})
    assert ran.code == 1
    assert "scores" in ran.out
    line = next(line for line in ran.out.splitlines() if "PS709" in line)
    assert line.startswith(f"{paths[0]}:1:")
    assert f"  {paths[1]}:1:" in ran.out


def test_json_gives_the_place_in_the_other_document(drafts: Path) -> None:
    paths = write(drafts, statement_md=STATEMENT, notes_md="\n\n" + NOTES.format(score=248))
    ran = CliRunner().invoke(app, ["compare", *paths, "--output-format", "json"])
    data = json.loads(ran.stdout)
    assert [file["role"] for file in data["files"]] == ["statement", "notes"]
    (finding,) = data["files"][0]["findings"]
    assert (finding["related"][0]["path"], finding["related"][0]["start"]["line"]) == (paths[1], 3)
    assert {row["topic"]: row["differ"] for row in data["comparison"]}["scores"] is True


def test_the_role_of_a_file_can_be_said(drafts: Path) -> None:
    one, two = write(drafts, a_txt=STATEMENT, b_txt=LETTER.format(when="June 2024", cause="her own illness"))
    data = json.loads(CliRunner().invoke(app, ["compare", one, "--mspe", two, "--output-format", "json"]).stdout)
    assert [file["role"] for file in data["files"]] == ["statement", "mspe"]


def test_the_settings_hold_for_the_documents(drafts: Path) -> None:
    paths = write(drafts, statement_md=STATEMENT, interview_md=NOTES.format(score=248))
    (drafts / "pslint.toml").write_text('severity = { PS709 = "info" }\n', encoding="utf-8")
    assert pslint("compare", *paths).code == 0
    (drafts / "pslint.toml").write_text('ignore = ["PS709"]\n', encoding="utf-8")
    none = pslint("compare", *paths)
    assert (none.code, none.out, len(none.err.splitlines())) == (2, "", 1)


def test_the_level_at_which_it_fails_is_that_of_the_settings(drafts: Path) -> None:
    paths = write(drafts, statement_md=STATEMENT, interview_md=NOTES.format(score=248))
    (drafts / "pslint.toml").write_text('fail-level = "never"\n', encoding="utf-8")
    ran = pslint("compare", *paths)
    assert (ran.code, "PS709" in ran.out) == (0, True)


@pytest.mark.parametrize("number", [0, 1])
def test_what_either_document_says_of_itself_is_followed(drafts: Path, number: int) -> None:
    texts = [STATEMENT, NOTES.format(score=248)]
    texts[number] = f"<!-- pslint: ignore-file[PS709] known -->\n\n{texts[number]}"
    paths = write(drafts, statement_md=texts[0], interview_md=texts[1])
    ran = pslint("compare", *paths, env={"COLUMNS": "200"})
    assert (ran.code, "PS709" in ran.out, "differ" in ran.out) == (0, False, True)


def test_a_document_that_tells_nothing_is_named(drafts: Path) -> None:
    paths = write(drafts, statement_md=STATEMENT, interview_md="The clinic had one scale and a line out of the door.\n")
    ran = pslint("compare", *paths)
    assert (ran.code, ran.err.startswith(f"pslint: {paths[1]}: tells nothing of a setback")) == (2, True)


def test_what_is_said_beside_a_document_is_followed(drafts: Path) -> None:
    drawn, leftover = held(Linter(), ("statement", STATEMENT), ("notes", NOTES.format(score=248))).reports
    (finding,), () = drawn.findings, leftover.findings
    assert drawn.draft is not None
    known = Beside(
        "beside", "5a17", (SuppressedFinding("PS709", fingerprint("5a17", "PS709", drawn.draft, finding.start)),)
    )
    notes = parse_text("notes.txt", NOTES.format(score=248))
    found = compare(Linter(), [Document(drawn.draft, "statement", known), Document(notes, "notes")])
    assert said(found) == []


def test_what_cannot_be_done_is_one_line(drafts: Path) -> None:
    (one,) = write(drafts, statement_md=STATEMENT)
    alone = pslint("compare", one)
    assert (alone.code, len(alone.err.splitlines())) == (2, 1)
    twice = pslint("compare", one, str(Path(one).parent / "." / "x" / ".." / Path(one).name))
    assert (twice.code, twice.err) == (2, alone.err)
    missing = pslint("compare", one, str(drafts / "none.md"))
    assert (missing.code, len(missing.err.splitlines())) == (2, 1)
    foreign = drafts / "foreign.md"
    foreign.write_text("Nel secondo anno non ho superato l'esame e ho dovuto ripeterlo con un tutore. " * 4, "utf-8")
    other = pslint("compare", one, str(foreign))
    assert (other.code, other.err.startswith(f"pslint: {foreign}: does not look like English")) == (2, True)


@pytest.mark.parametrize(("times", "differ"), [("in June 2022", False), ("twice, in March 2022 and June 2022", None)])
def test_only_the_same_number_of_attempts_agrees(linter: Linter, times: str, differ: bool | None) -> None:
    found = held(linter, ("statement", "I failed Step 1 in June 2022.\n"), ("notes", f"I failed Step 1 {times}.\n"))
    assert {row.topic: row.differ for row in found.rows}["attempts"] is differ


LEAVE = (
    "I took a leave of absence from {first} to {last} because my father was ill. I came back and have passed every "
    "exam.\n"
)


@pytest.mark.parametrize(
    ("first", "last", "differ"),
    [
        ("August 2023", "January 2024", True),
        # Only the end differs.
        ("March 2023", "August 2023", True),
        # A month without its year, and the days that one counts and the other leaves out.
        ("March", "May 2023", False),
        ("April 2023", "May 2023", None),
        ("April 2023", "June 2023", True),
    ],
)
def test_leaves_are_compared_by_the_months_of_beginning_and_end(
    linter: Linter, first: str, last: str, differ: bool | None
) -> None:
    one, other = LEAVE.format(first="March 2023", last="May 2023"), LEAVE.format(first=first, last=last)
    found = held(linter, ("statement", one), ("notes", other))
    assert {row.topic: row.differ for row in found.rows}["leaves"] is differ
    assert bool(said(found)) is bool(differ)


def test_nothing_agrees_about_two_exams(linter: Linter) -> None:
    one = "I failed Step 1 in May 2023, met a tutor weekly and passed it with a 230.\n"
    other = "I failed Step 2 CK in June 2024, met a tutor weekly and passed it with a 240.\n"
    rows = {row.topic: row.differ for row in held(linter, ("statement", one), ("notes", other)).rows}
    assert (rows["failed exam"], rows["scores"], rows["dates"], rows["attempts"]) == (True, None, None, None)


def test_an_illness_of_a_relative_is_not_the_writers(linter: Linter) -> None:
    rows = held(
        linter, ("statement", LEAVE.format(first="May", last="June 2023")), ("notes", NOTES.format(score=238))
    ).rows
    assert {row.topic: row.told[0] for row in rows}["cause"] == ("family",)


def test_a_leave_of_somebody_else_is_none(linter: Linter) -> None:
    other = "My father took a leave from January 2022 to March 2022. I failed Step 1 in May and passed it in July.\n"
    rows = held(linter, ("statement", LEAVE.format(first="May", last="June 2023")), ("notes", other)).rows
    assert {row.topic: row.told for row in rows}["leaves"] == (("May to June 2023",), ())
