"""`pslint rules`, `profiles` and `facts init` as a person uses them, and the worked example of docs/write-a-rule.md."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pslint import Linter
from pslint.authoring.schema import SCHEMAS
from pslint.authoring.skeleton import lexicon_text, rule_text, takes_words
from pslint.checks import CHECKS
from pslint.checks.copied import CopiedOptions
from pslint.cli.app import app
from pslint.errors import FileError, FileErrors
from pslint.facts import load_record
from pslint.lexicon import LexiconError, parse_lexicons
from pslint.places import builtin_folder
from pslint.rulebook import Rulebook, load
from pslint.yamlfile import YamlFile
from tests.command import Ran, pslint

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def here(*arguments: str) -> Ran:
    """The command in this process, which spares the start of another where only the words matter."""
    ran = CliRunner().invoke(app, arguments)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


def blocks(root: Path, language: str) -> list[str]:
    """The code blocks of the worked example."""
    text = (root / "docs" / "write-a-rule.md").read_text(encoding="utf-8")
    return [
        "".join(line.removeprefix(indent) for line in body.splitlines(keepends=True))
        for indent, kind, body in FENCE.findall(text)
        if kind == language
    ]


def test_the_worked_example_works(root: Path, tmp_path: Path) -> None:
    begin, run_test, check, office = blocks(root, "console")
    words, rule, *more = blocks(root, "yaml")
    command, shown = begin.removeprefix("$ pslint ").split("\n", 1)
    assert pslint(*command.split(), cwd=tmp_path).out == shown
    house = tmp_path / "house-rules"
    (house / "lexicons" / "HOUSE001.yaml").write_text(words, encoding="utf-8")
    path = house / "HOUSE001-our-journey.yaml"
    path.write_text(rule, encoding="utf-8")

    command, shown = run_test.removeprefix("$ pslint ").split("\n", 1)
    assert pslint(*command.split(), cwd=tmp_path).out == shown
    path.write_text(rule.replace("guards: [QUOTE]\n", ""), encoding="utf-8")
    unguarded = pslint(*command.split(), cwd=tmp_path)
    assert (unguarded.code, unguarded.out.splitlines()[0][:20]) == (1, "HOUSE001: speaks on:")
    path.write_text(rule, encoding="utf-8")

    (tmp_path / "draft.txt").write_text("On this journey I have met many people.\n", encoding="utf-8")
    command = check.removeprefix("$ pslint ").strip()
    assert "HOUSE001" in pslint(*command.split(), cwd=tmp_path).out

    (settings,) = blocks(root, "toml")
    alone, explained = (line.removeprefix("$ pslint ").split() for line in office.splitlines())
    assert pslint(*explained, cwd=tmp_path).out.startswith("HOUSE001 our-journey")
    (tmp_path / "pslint.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "mine.txt").write_text("On this journey I failed, for personal issues.\n", encoding="utf-8")
    rules = [line.split()[2] for line in pslint(*alone, "--format", "concise", cwd=tmp_path).out.splitlines()[:-1]]
    assert rules == ["HOUSE001"]

    for text in more:
        name = text.partition("\n")[0].removeprefix("# ")
        (tmp_path / name).write_text(text, encoding="utf-8")
    book = load(builtin_folder(), [house])
    assert book.rules["PS110"].severity == "warning"
    assert pslint("rules", "test", "house-rules", "--rule", "HOUSE102", cwd=tmp_path).code == 0


@pytest.mark.parametrize("check", CHECKS)
def test_a_skeleton_of_every_check_loads_and_fits_its_schema(check: str, tmp_path: Path) -> None:
    write(tmp_path, check)
    assert load(builtin_folder(), [tmp_path]).rules["HOUSE001"].check == check
    for kind, pattern in (("rule", "*.yaml"), ("lexicon", "lexicons/*.yaml")):
        for path in tmp_path.glob(pattern):
            assert Draft202012Validator(SCHEMAS[kind]()).is_valid(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_a_new_rule_of_a_pattern_looks_at_all_of_a_draft(tmp_path: Path) -> None:
    write(tmp_path, "pattern")
    path = tmp_path / "HOUSE001-our-motto.yaml"
    path.write_text(re.sub(r"regex: [^,}]+", "regex: xyzzy", path.read_text(encoding="utf-8")), encoding="utf-8")
    house = Linter(rulebook=load(builtin_folder(), [tmp_path]))
    found = house.lint("I like the clinic, and once I said xyzzy to a child who laughed.").findings
    assert [(f.rule, f.excerpt) for f in found if f.rule == "HOUSE001"] == [("HOUSE001", "xyzzy")]


@pytest.mark.parametrize(
    ("check", "line", "problem"),
    [
        ("length", "scope: document", "this check has the scope span or sentence or passage"),
        ("pattern", "scope: span", "this check has the scope document"),
        ("length", "guards: [NEG]", "this check looks at no guards"),
        ("missing", "confidence: high", "this check looks at no confidence"),
        ("phrase", "general: true", "this check looks at no general"),
    ],
)
def test_what_a_check_does_not_look_at_is_an_error(check: str, line: str, problem: str, tmp_path: Path) -> None:
    write(tmp_path, check)
    path = tmp_path / "HOUSE001-our-motto.yaml"
    key = line.partition(":")[0]
    lines = [kept for kept in path.read_text(encoding="utf-8").splitlines() if not kept.startswith(f"{key}:")]
    path.write_text("\n".join([*lines, line, ""]), encoding="utf-8")
    with pytest.raises(FileErrors, match=problem):
        load(builtin_folder(), [tmp_path])


def write(
    folder: Path, check: str = "phrase", entries: str = "words to look for", example: str = "A short text."
) -> None:
    """A rule of a check with these words and this example, as `rules new` writes it."""
    text = rule_text("HOUSE001", "our-motto", check)
    text = re.sub(r"A short text, [^.]* must speak\.", example, text)
    (folder / "lexicons").mkdir(parents=True)
    (folder / "HOUSE001-our-motto.yaml").write_text(text, encoding="utf-8")
    if takes_words(check):
        words = lexicon_text("HOUSE001").replace("words to look for", entries)
        (folder / "lexicons" / "HOUSE001.yaml").write_text(words, encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A rule with two words; its example holds only `serve and heal`. No corpus is read unless it is named."""
    folder = tmp_path / "ours"
    write(folder, entries="serve and heal ; heel and serf", example="I serve and heal.")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus that reaches neither word."""
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"text": "A text."}) + "\n", encoding="utf-8")
    return path


def test_a_skeleton_reports_its_own_examples_until_they_are_filled_in(tmp_path: Path, corpus: Path) -> None:
    write(tmp_path / "ours")
    ran = here("rules", "test", str(tmp_path / "ours"), "--corpus", str(corpus))
    assert ran.code == 1
    assert ran.out.startswith("HOUSE001: silent on:")


def test_a_new_rule_may_lie_in_a_folder_of_its_family(tmp_path: Path) -> None:
    assert here("rules", "new", "HOUSE001", "to-be-filled", "--dir", str(tmp_path / "ours" / "tone")).code == 0
    book = load(tmp_path / "ours")
    assert ("HOUSE001" in book.rules, "HOUSE001_WORDS" in book.lexicons) == (True, True)


def test_a_category_of_one_rule_stands_for_it() -> None:
    assert here("explain", "ownership").out.startswith("PS506 no-ownership")
    several = here("explain", "vague")
    assert (several.code, "is several rules" in several.err) == (2, True)
    assert "is LanguageTool's" in here("explain", "LT:EN_A_VS_AN").err


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    arguments = ("rules", "new", "HOUSE001", "to-be-filled", "--dir", str(tmp_path))
    here(*arguments)
    path = tmp_path / "HOUSE001-to-be-filled.yaml"
    path.write_text("mine", encoding="utf-8")
    assert (here(*arguments).code, path.read_text(encoding="utf-8")) == (2, "mine")


@pytest.mark.parametrize(
    ("identity", "name", "check", "said"),
    [
        ("house1", "a-name", "phrase", "is no id of a rule"),
        ("HOUSE001", "A Name", "phrase", "is no name of a rule"),
        ("HOUSE001", "a-name", "phrases", "did you mean 'phrase'?"),
        ("PS203", "a-name", "phrase", "`extends: PS203`"),
    ],
)
def test_new_says_what_is_wrong(identity: str, name: str, check: str, said: str, tmp_path: Path) -> None:
    ran = here("rules", "new", identity, name, "--check", check, "--dir", str(tmp_path / "ours"))
    assert (ran.code, said in ran.err, list(tmp_path.iterdir())) == (2, True, [])


def test_an_entry_that_nothing_reaches_is_reported(house: Path, corpus: Path) -> None:
    ran = here("rules", "test", str(house), "--corpus", str(corpus))
    assert ran.code == 0
    assert "HOUSE001_WORDS: no example and no corpus passage reaches 'heel and serf'" in ran.out
    assert "'serve and heal'" not in ran.out


def test_a_corpus_passage_reaches_an_entry(house: Path, corpus: Path) -> None:
    never = here("rules", "test", str(house), "--coverage", "--corpus", str(corpus)).out
    assert "HOUSE001_WORDS: 1 of 2 entries fired\n  never: heel and serf\n" in never
    corpus.write_text(json.dumps({"text": "A heel and serf."}) + "\n", encoding="utf-8")
    covered = here("rules", "test", str(house), "--coverage", "--corpus", str(corpus)).out
    assert "HOUSE001_WORDS: 2 of 2 entries fired\n" in covered
    assert "0 of 2 list entries" in covered


def test_a_corpus_that_is_none_is_one_line(house: Path, corpus: Path) -> None:
    sound = corpus.read_bytes()
    for line, said in (
        (b"{}", "is no JSON object with a text"),
        ('{"text": "José"}'.encode("latin-1"), "is not UTF-8; save it as UTF-8"),
    ):
        corpus.write_bytes(sound + line + b"\n")
        ran = here("rules", "test", str(house), "--corpus", str(corpus))
        assert (ran.code, ran.err) == (2, f"pslint: {corpus}:2: {said}\n")


def test_list_and_show_as_json(book: Rulebook) -> None:
    listed = json.loads(here("rules", "list", "--output-format", "json").out)
    assert [rule["id"] for rule in listed] == list(book.rules)
    shown = json.loads(here("rules", "show", "vague-cause", "--output-format", "json").out)
    assert shown["options"]["words"] == ["VAGUE_CAUSE"]


def test_a_page_shows_sources_and_who_disagrees() -> None:
    out = here("explain", "PS101").out
    assert "Who disagrees" in out
    assert "https://" in out


def test_profiles_say_what_they_change(book: Rulebook) -> None:
    listed = json.loads(here("profiles", "--output-format", "json").out)
    assert {profile["name"] for profile in listed} == set(book.profiles)
    text = here("profiles").out
    assert "oneline\n" in text
    assert "asks for 1 sentence\n" in text


def test_a_profile_may_show_what_is_not_sure(tmp_path: Path, book: Rulebook) -> None:
    assert (book.profiles["coach"].show, book.profiles["brief"].show) == ("low", "medium")
    draft = tmp_path / "draft.txt"
    draft.write_text("I failed Step 1 because I froze, one of some challenges that I met.\n", encoding="utf-8")
    brief = json.loads(here("check", "--output-format", "json", str(draft)).out)
    coach = json.loads(here("check", "--profile", "coach", "--output-format", "json", str(draft)).out)
    low = here("check", "--profile", "brief", "--show", "low", "--output-format", "json", str(draft))
    assert coach["summary"] == json.loads(low.out)["summary"]
    assert all(f["confidence"] != "low" for f in brief["files"][0]["findings"])


def test_facts_init_writes_a_record_to_fill_in(tmp_path: Path) -> None:
    assert here("facts", "init", str(tmp_path / "me.yaml")).code == 0
    path = tmp_path / "me.yaml"
    with pytest.raises(FileError, match="holds no entries yet; fill in attempts"):
        load_record(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^#(?=[a-z]+:$|  -)", "", text, flags=re.MULTILINE), encoding="utf-8")
    record = load_record(path)
    assert [(a.exam, a.result, a.score) for a in record.attempts] == [
        ("usmle.step2ck", "fail", 207),
        ("usmle.step2ck", "pass", 231),
    ]
    again = here("facts", "init", str(tmp_path / "me.yaml"))
    assert (again.code, "stays as it is" in again.err) == (2, True)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schemas_are_sound(kind: str) -> None:
    Draft202012Validator.check_schema(json.loads(here("rules", "schema", kind).out))


def test_every_file_of_pslint_fits_its_schema() -> None:
    folder = builtin_folder()
    kinds = {
        "rule": folder.glob("*/PS*.yaml"),
        "lexicon": folder.glob("lexicons/*.yaml"),
        "facts": [folder / "facts.yaml"],
    }
    for kind, paths in kinds.items():
        validator = Draft202012Validator(SCHEMAS[kind]())
        for path in paths:
            assert [error.message for error in validator.iter_errors(YamlFile(path).data)] == [], path


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ({}, True),
        ({"extends": "PS102"}, True),
        ({"severity": "bad"}, False),
        ({"options": {"category": "vague", "wrods": []}}, False),
        ({"options": {}}, False),
        ({"guards": ["NOT"]}, False),
        ({"mesage": "x"}, False),
    ],
)
def test_the_rule_schema_refuses_what_loading_refuses(change: dict[str, object], sound: bool) -> None:
    data = YamlFile(next(builtin_folder().glob("*/PS203-*.yaml"))).data | change
    assert Draft202012Validator(SCHEMAS["rule"]()).is_valid(data) is sound


def test_a_rule_that_extends_another_may_leave_keys_out() -> None:
    validator = Draft202012Validator(SCHEMAS["rule"]())
    assert validator.is_valid({"id": "HOUSE102", "name": "a", "extends": "PS102"})
    assert not validator.is_valid({"id": "HOUSE102", "name": "a"})


def test_the_lexicon_schema_knows_the_keys_that_loading_knows() -> None:
    keys = SCHEMAS["lexicon"]()["properties"]["lexicons"]["additionalProperties"]["properties"]
    bodies = {"about": "a", "source": ["a"], "entries": "a", "patterns": [[{"LOWER": "a"}]], "case": "any"}
    assert set(keys) == {*bodies, "unless"}
    parse_lexicons({"A": bodies | {"unless": "B"}, "B": bodies})
    with pytest.raises(LexiconError):
        parse_lexicons({"A": bodies | {"other": "a"}})


def test_the_script_prints_the_hashes_that_a_rule_holds(root: Path, book: Rulebook) -> None:
    options = book.rules["PS904"].options
    assert isinstance(options, CopiedOptions)
    held = {shingle for sample in options.published for shingle in sample.shingles.split()}
    sample = next(example.text for example in book.rules["PS106"].examples.pass_)
    command = [sys.executable, str(root / "scripts" / "shingles")]
    printed = subprocess.run(command, input=sample, capture_output=True, text=True, check=True).stdout.split()
    assert printed and held.issuperset(printed)
