"""The formats that programs and servers read: each is what its readers expect, and holds no words of the draft."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator

from pslint import Linter
from pslint.draft import Draft
from pslint.findings import Finding, Related, Report, Severity
from pslint.formats import parse_text
from pslint.outputs import FORMATS, Run, View, render
from pslint.rule import Rule
from pslint.rulebook import Rulebook
from pslint.saying import _WORDLESS

from . import golden
from .command import pslint
from .programs import sarif_schema

_WORDS = "personal, issues: 100%"
_SOURCE = f"é\U0001f642 I failed Step 1 because of {_WORDS}.\r\nIt was\r\na hard year.\n"
_UNREAD = Report("gone, away.txt", "brief", error="no such file; check the name")
SERVER = ("sarif", "github", "gitlab", "junit", "checkstyle", "rdjson")


def _finding(words: str, severity: Severity = "warning", rule: str = "PS203") -> Finding:
    start = _SOURCE.index(words)
    related = (Related(0, 2, f"see '{words}'"),)
    bare = "This wording could mean\nalmost anything: 100%, that is."
    message = f"'{words}' could mean almost anything."
    url = f"https://example.org/{rule}"
    end = start + len(words)
    return Finding(rule, "vague-cause", "vague", severity, "high", message, start, end, words, url, related, bare)


_FINDINGS = (_finding(_WORDS), _finding("was\r\na hard", "info"), _finding("Step 1", "error", "PS999"))


def _run(path: str = "drafts/my draft.md", findings: tuple[Finding, ...] = _FINDINGS) -> Run:
    return Run((Report(path, "brief", parse_text(path, _SOURCE), (), findings), _UNREAD), "brief", "1.0")


def _document() -> Run:
    source = "One.\n\nIt failed."
    draft = Draft("a.docx", source, source, "docx", units=(0, 6))
    finding = Finding("PS202", "outcome-softened", "vague", "warning", "high", "m", 9, 15, "failed", "https://e.org")
    return Run((Report("a.docx", "brief", draft, (), (finding,)),), "brief", "1.0")


@pytest.mark.parametrize("name", SERVER)
def test_words_of_the_draft_only_when_asked_for(name: str) -> None:
    hidden = render(name, _run(), View())
    shown = render(name, _run(), View(show_excerpts=True))
    assert "personal" not in hidden
    assert "This wording could mean" in hidden
    assert "personal" in shown


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "csv", "json", "json-lines"])
def test_the_terminal_and_programs_get_the_words(name: str) -> None:
    assert "personal" in render(name, _run(), View())


def test_every_format_is_listed() -> None:
    modules = {path.stem.replace("_", "-") for path in Path("src/pslint/outputs").glob("*.py")}
    assert set(FORMATS) == modules - {"--init--", "jsontext", "select", "server", "wording", "xmltext"}


def test_no_rule_s_bare_message_shows_what_was_found(book: Rulebook) -> None:
    canary = "Zanzibar"
    for rule in book.rules.values():
        for variant in (None, *rule.messages):
            text = rule.messages.get(variant or "", rule.message)
            slots = re.findall(r"{(\w+)}", text)
            bare = rule.say_bare(variant, {slot: "7" if slot in _WORDLESS else canary for slot in slots})
            assert canary not in bare
            assert "{" not in bare
            assert bare[0] == bare[0].upper()


def _sarif(run: Run, view: View | None = None) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render("sarif", run, view or View()))
    return log


@pytest.mark.parametrize("run", [Run((), "brief", "1.0"), _run(), _document()], ids=["empty", "text", "document"])
@pytest.mark.parametrize("show", [False, True])
def test_sarif_keeps_to_the_official_schema(run: Run, show: bool) -> None:
    schema = json.loads(sarif_schema().read_text(encoding="utf-8"))
    # The schema names an old draft of JSON Schema; draft 7 differs in nothing that it uses.
    Draft7Validator({**schema, "$schema": "http://json-schema.org/draft-07/schema#"}).validate(
        _sarif(run, View(show_excerpts=show))
    )


def test_sarif_places_are_exact_and_relative() -> None:
    (log,) = _sarif(_run(str(Path.cwd() / "drafts/my draft.md")))["runs"]
    place = log["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "drafts/my%20draft.md"
    region = place["region"]
    assert _SOURCE[region["charOffset"] :][: region["charLength"]] == _WORDS
    line = _SOURCE.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == _WORDS
    assert log["columnKind"] == "unicodeCodePoints"
    outside = _sarif(_run("/somewhere/else.md"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert outside["artifactLocation"]["uri"] == "file:///somewhere/else.md"


def test_sarif_tells_of_each_rule_that_spoke_and_of_drafts_that_were_not_read(book: Rulebook) -> None:
    run = _run()
    (log,) = _sarif(Run(run.reports, run.profile, run.version, lambda: book.rules))["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in log["results"]] == ["PS203", "PS203", "PS999"]
    known: Rule = book.rules["PS203"]
    assert rules[0]["help"]["text"].startswith(known.why)
    assert known.url in rules[0]["help"]["markdown"]
    assert rules[0]["defaultConfiguration"]["level"] == "warning"
    assert [result["level"] for result in log["results"]] == ["warning", "note", "error"]
    (invocation,) = log["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "no such file" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_fingerprints_are_unique_last_and_tell_nothing() -> None:
    def prints(run: Run) -> list[str]:
        return [result["partialFingerprints"]["pslint/v1"] for result in _sarif(run)["runs"][0]["results"]]

    before = prints(_run())
    assert len(set(before)) == len(before)
    moved = [
        Finding(f.rule, f.name, f.category, f.severity, f.confidence, f.message, f.start + 3, f.end + 3, "x", f.url)
        for f in _FINDINGS
    ]
    text = "\n\n\n" + _SOURCE.replace("personal", "impersonal")
    draft = parse_text("drafts/my draft.md", text)
    assert prints(Run((Report("drafts/my draft.md", "brief", draft, (), tuple(moved)),), "brief", "1.0")) == before
    assert set(prints(_run("other.md"))).isdisjoint(before)


def test_documents_are_named_by_paragraph() -> None:
    (log,) = _sarif(_document())["runs"]
    (location,) = log["results"][0]["locations"]
    assert location["logicalLocations"] == [{"name": "paragraph 2", "kind": "paragraph"}]
    assert "region" not in location["physicalLocation"]
    assert "line=" not in render("github", _document(), View())
    for name in SERVER:
        assert "Paragraph 2: See PS202 outcome-softened." in render(name, _document(), View())
        assert "paragraph 2: Paragraph 2" not in render(name, _document(), View())


def test_github_annotations_escape_what_would_end_them() -> None:
    first, second, third, fourth = render("github", _run("a,b:c.md"), View()).splitlines()
    match = re.fullmatch(
        r"::warning file=a%2Cb%3Ac\.md,line=1,endLine=1,col=(\d+),endColumn=(\d+),title=PS203 vague-cause::(.+)", first
    )
    assert match
    assert _SOURCE[int(match[1]) - 1 : int(match[2]) - 1] == _WORDS
    assert match[3] == "This wording could mean%0Aalmost anything: 100%25, that is."
    assert second.startswith("::notice file=a%2Cb%3Ac.md,line=2,endLine=3,title=")
    assert third.startswith("::error file=")
    assert fourth.startswith("::error file=gone%2C away.txt,title=pslint::no such file")


def test_gitlab_issues_have_what_gitlab_asks_for() -> None:
    issues = json.loads(render("gitlab", _run(), View()))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert [issue["severity"] for issue in issues] == ["minor", "info", "major", "blocker"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert issues[1]["location"] == {"path": "drafts/my draft.md", "lines": {"begin": 2, "end": 3}}


def test_junit_counts_its_cases() -> None:
    root = ElementTree.fromstring(render("junit", _run(), View()))
    read, unread = root
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "1")
    assert [case.find("failure") is not None for case in read] == [True, False, True]
    assert unread.find("testcase/error") is not None
    clean = ElementTree.fromstring(render("junit", Run([*_run(findings=()).reports][:1], "brief", "1.0"), View()))
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")


def test_checkstyle_has_a_file_a_draft() -> None:
    root = ElementTree.fromstring(render("checkstyle", _run(), View()))
    assert [file.get("name") for file in root] == ["drafts/my draft.md", "gone, away.txt"]
    assert [(e.get("line"), e.get("severity"), e.get("source")) for e in root[0]] == [
        ("1", "warning", "pslint.PS203"),
        ("2", "info", "pslint.PS203"),
        ("1", "error", "pslint.PS999"),
    ]


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_holds_no_character_that_xml_forbids(name: str) -> None:
    report = Report("a\x00\ud800.md", "brief", error="bad\x08 \ufffe byte")
    ElementTree.fromstring(render(name, Run((report,), "brief", "1.0"), View()))


def test_rdjson_counts_bytes() -> None:
    data = json.loads(render("rdjson", _run(), View()))
    place = data["diagnostics"][0]["location"]["range"]
    line = _SOURCE.splitlines()[0].encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == _WORDS
    assert [d["severity"] for d in data["diagnostics"]] == ["WARNING", "INFO", "ERROR", "ERROR"]
    assert "range" not in data["diagnostics"][-1]["location"]


def test_json_lines_are_the_findings_of_the_json_report() -> None:
    lines = [json.loads(line) for line in render("json-lines", _run(), View()).splitlines()]
    files = json.loads(render("json", _run(), View()))["files"]
    assert [{k: v for k, v in line.items() if k not in ("path", "profile")} for line in lines[:-1]] == files[0][
        "findings"
    ]
    assert lines[-1] == {"path": "gone, away.txt", "profile": "brief", "error": "no such file; check the name"}


def _table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufefffile,place,number,column,rule,")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_is_a_table_of_the_findings_in_which_no_draft_is_silent(tmp_path: Path) -> None:
    (tmp_path / "naïve, mine.txt").write_text(f"{_SOURCE} Señor Ünal, so to speak, forgave me.\n", encoding="utf-8")
    (tmp_path / "sound.txt").write_text("I keep bees with my father, and write down what they do.\n", encoding="utf-8")
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\0")
    name = tmp_path / "findings.csv"
    asked = ("check", ".", "--ignore", "PS101", "--show", "low")
    ran = pslint(*asked, "--output-format", "csv", "--output-file", str(name), cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    rows = _table(name.read_bytes().decode("utf-8"))
    data = {file["path"]: file for file in json.loads(pslint(*asked, "--format", "json", cwd=tmp_path).out)["files"]}
    keys = ("rule", "name", "category", "severity", "confidence", "message", "url")
    told = [{key: row[key] for key in keys} for row in rows if row["file"] == "naïve, mine.txt"]
    found = data["naïve, mine.txt"]["findings"]
    assert told == [{key: finding[key] for key in keys} for finding in found] != []
    assert [(row["number"], row["column"]) for row in rows if row["file"] == "naïve, mine.txt"] == [
        (str(finding["start"]["line"]), str(finding["start"]["column"])) for finding in found
    ]
    other = {row["file"]: [row[key] for key in ("place", "rule", "severity", "message")] for row in rows[-2:]}
    assert other == {
        "photo.txt": ["", "", "error", f"not read: {data['photo.txt']['error']}"],
        "sound.txt": ["", "", "", "no findings"],
    }


def test_csv_places_are_those_of_the_other_formats() -> None:
    (row,) = _table(render("csv", _document(), View()))
    assert (row["place"], row["number"], row["column"]) == ("paragraph 2", "2", "4")
    first, second, *_ = _table(render("csv", _run(), View()))
    assert (first["place"], second["place"]) == ("line 1", "lines 2-3")


@pytest.mark.parametrize("begun", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_of_csv_is_a_formula(begun: str) -> None:
    path = f"{begun}1+2.md"
    finding = replace(_FINDINGS[0], message=f'{begun}HYPERLINK("https://example.org")')
    for row in _table(render("csv", _run(path, (finding,)), View()))[:-1]:
        assert (row["file"], row["message"]) == (f"'{path}", f"'{finding.message}")


def _in_json(data: Any) -> Iterator[tuple[Any, ...]]:
    for file in data["files"]:
        for f in file["findings"]:
            yield file["path"], f["rule"], f["start"]["line"], f["start"]["column"], f["end"]["column"]


def _in_sarif(data: Any) -> Iterator[tuple[Any, ...]]:
    for result in data["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        path = place["artifactLocation"]["uri"]
        yield path, result["ruleId"], region["startLine"], region["startColumn"], region["endColumn"]


def test_the_samples_draw_the_same_findings_in_sarif_as_in_json() -> None:
    root = golden.SAMPLES.parent
    as_json = pslint("check", "samples", "--output-format", "json", cwd=root)
    as_sarif = pslint("check", "samples", "--output-format", "sarif", cwd=root)
    assert (as_json.code, as_sarif.code) == (1, 1)
    found = list(_in_json(json.loads(as_json.out)))
    assert len(found) > 10
    assert list(_in_sarif(json.loads(as_sarif.out))) == found
    assert all(rule["help"]["text"] for rule in json.loads(as_sarif.out)["runs"][0]["tool"]["driver"]["rules"])


@pytest.mark.parametrize("name", SERVER)
def test_what_was_typed_into_a_comment_stays_out(name: str, linter: Linter) -> None:
    source = "I failed Step 1. <!-- pslint: ignore[my depression] -->\n\n<!-- pslint: hide[depression] -->\n"
    report = linter.lint(source, path="draft.md")
    assert [finding.rule for finding in report.findings].count("PS900") == 2
    assert "depression" in render("concise", Run((report,), "brief", "1.0"), View())
    assert "depression" not in render(name, Run((report,), "brief", "1.0"), View())
