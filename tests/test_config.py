"""Settings: which file holds for a draft, what each key does, and what is said when one is wrong."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pslint.authoring.schema import config_schema
from pslint.configured import linter_for
from pslint.errors import FileError, FileErrors
from pslint.linter import Linter
from pslint.settings.config import Config, Configs, Table, find_in, load_config
from pslint.settings.file import check_settings
from pslint.settings.globs import compiled, matches
from pslint.settings.values import KEYS, Settings

from .command import pslint
from .house import KETTLE, house

# Sets each key once, none to its default.
ALL_KEYS = """\
profile = "paragraph"
select = ["vague", "PS102", "HOUSE001"]
extend-select = ["PS105"]
ignore = ["PS206"]
off = ["drama"]
rules = ["house-rules"]
exclude = ["old/**", "*.tex"]
facts = "me.yaml"
baseline = "known.json"
fail-level = "error"
output-format = "concise"
show = "low"
share_max = 0.4
placement = "any"
field = "eras.interruption"
families = ["comlex", "usmle"]

[severity]
vague = "info"
PS203 = "error"

[options.PS102]
target = 2

[per-file-ignores]
"notes/*" = ["PS102"]

[length]
target = 4
info = 5
warn = 6
max_words = 130

[explanation]
expect = "required"

[disclosure]
health = "chosen"

[grammar]
scope = "document"
server = "http://127.0.0.1:8081"
"""


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _linter(toml: str, folder: Path) -> Linter:
    return linter_for(load_config(_write(folder / "pslint.toml", toml)))


def _said(toml: str, folder: Path) -> list[str]:
    """What is said of settings that cannot be used, one line each."""
    with pytest.raises((FileError, FileErrors)) as caught:
        _linter(toml, folder)
    return str(caught.value).splitlines()


# Which file.


@pytest.mark.parametrize("name", ["pslint.toml", ".pslint.toml", "pyproject.toml"])
def test_the_nearest_one_upward_holds_alone(drafts: Path, name: str) -> None:
    head = "[tool.pslint]\n" if name == "pyproject.toml" else ""
    _write(drafts / "pslint.toml", 'profile = "interview"\nshow = "low"\n')
    _write(drafts / "mine" / name, f'{head}profile = "oneline"\n')
    _write(drafts / "mine" / "deep" / "pyproject.toml", '[project]\nname = "other"\n')
    configs = Configs()
    for draft, profile, show in [
        (drafts / "a.txt", "interview", "low"),
        (drafts / "mine" / "a.txt", "oneline", None),
        (drafts / "mine" / "deep" / "a.txt", "oneline", None),
    ]:
        settings = configs.of(draft).settings
        assert (settings.profile, settings.show) == (profile, show)


def test_a_folder_that_is_left_again_on_the_way_holds_for_nothing(drafts: Path) -> None:
    _write(drafts / "mine" / "pslint.toml", 'profile = "oneline"\n')
    assert Configs().of(drafts / "mine" / ".." / "a.txt").settings == Settings()


def test_two_in_one_folder_are_an_error(drafts: Path) -> None:
    _write(drafts / "pslint.toml", "")
    _write(drafts / "pyproject.toml", "[tool.pslint]\n")
    with pytest.raises(FileError, match=r"pslint\.toml: pyproject\.toml beside it"):
        find_in(drafts)


def test_the_command_line_comes_first(drafts: Path) -> None:
    file = _write(drafts / "pslint.toml", 'profile = "oneline"\nselect = ["PS1"]\n')
    other = _write(drafts / "other.toml", 'profile = "strict"\n')
    draft = drafts / "a.txt"
    given = {"profile": "coach"}
    config = Configs(given).of(draft)
    assert (config.settings.profile, config.settings.select) == ("coach", ("PS1",))
    assert (config.source("profile"), config.source("select")) == ("command line", str(file))
    assert Configs(file=other).of(draft).settings == Settings(profile="strict")
    assert Configs(isolated=True).of(draft).settings == Settings()
    assert Configs(given, isolated=True).of(draft).settings.profile == "coach"


def test_each_draft_of_a_run_has_its_own(drafts: Path) -> None:
    _write(drafts / "one" / "pslint.toml", 'profile = "oneline"\n')
    for folder in ("one", "two"):
        _write(drafts / folder / "a.txt", KETTLE)
    ran = pslint("check", ".", "--output-format", "json", cwd=drafts)
    assert [(Path(f["path"]).parts[0], f["profile"]) for f in json.loads(ran.out)["files"]] == [
        ("one", "oneline"),
        ("two", "brief"),
    ]
    assert json.loads(ran.out)["profile"] == "oneline, brief"


def test_a_report_gives_the_reasons_of_every_folder_s_rules(drafts: Path) -> None:
    _write(drafts / "one" / "a.txt", KETTLE)
    house(drafts / "two")
    _write(drafts / "two" / "pslint.toml", 'rules = ["house-rules"]\n')
    _write(drafts / "two" / "a.txt", KETTLE)
    log = json.loads(pslint("check", "one", "two", "--output-format", "sarif", cwd=drafts).out)
    (rule,) = (rule for rule in log["runs"][0]["tool"]["driver"]["rules"] if rule["id"] == "HOUSE001")
    assert rule["fullDescription"] == {"text": "It stands on every desk."}
    assert rule["defaultConfiguration"] == {"level": "warning"}
    page = pslint("check", "one", "two", "--output-format", "html", cwd=drafts).out
    assert "It stands on every desk." in page
    assert "our office" in page


# What the keys do.


@pytest.fixture
def everything(drafts: Path) -> Config:
    house(drafts)
    _write(drafts / "me.yaml", "explained_in: [mspe]\n")
    return load_config(_write(drafts / "pslint.toml", ALL_KEYS))


def test_the_sample_sets_every_key() -> None:
    table = tomllib.loads(ALL_KEYS)
    assert set(table) == set(KEYS.values())
    given = check_settings(table, Table(Path("pslint.toml"), ()))
    assert [name for name in KEYS if given[name] == getattr(Settings(), name)] == []


def test_lengths_and_places_take_the_profiles_place(everything: Config) -> None:
    profile = linter_for(everything).profile
    assert (profile.target, profile.info, profile.warn, profile.max_words) == (4, 5, 6, 130)
    assert (profile.share_max, profile.placement, profile.expect) == (0.4, "any", "required")
    assert (profile.field, profile.families, profile.show) == ("eras.interruption", ("comlex", "usmle"), "low")


def test_an_ignored_rule_silences_no_other(linter: Linter) -> None:
    text = "Because of some personal issues, I did not pass Step 1. I met a tutor weekly and passed with a 231."

    def rules(linter: Linter) -> set[str]:
        return {finding.rule for finding in linter.lint(text, passage=True).findings}

    every = rules(linter)
    assert "PS203" in every
    assert rules(Linter(ignore="PS203")) == every - {"PS203"} | {"PS105"}
    off = linter.profile.model_copy(update={"off": ("PS203",)})
    assert rules(Linter(off, extend=["PS203"])) == every


def test_rules_are_chosen(everything: Config) -> None:
    linter = linter_for(everything)
    chosen = {rule.id for rule in linter.rules}
    assert {"PS102", "PS105", "PS203", "HOUSE001"} <= chosen
    assert {"PS206", "PS101", "PS601", "PS603"} & chosen == set()
    assert linter.profile.severity["PS203"] == "error"
    assert linter.profile.severity["PS204"] == "info"
    assert next(rule for rule in linter.rules if rule.id == "PS102").options.target == 2
    assert "PS102" not in {rule.id for rule in linter_for(everything, ("PS102",)).rules}


def test_families_names_and_starts_of_ids_are_understood(drafts: Path) -> None:
    def chosen(word: str) -> set[str]:
        return {rule.id for rule in _linter(f'select = ["{word}"]\n', drafts).rules}

    assert chosen("vague-cause") == chosen("ps203") == {"PS203"}
    assert {"PS102", "PS108"} <= chosen("structure") == chosen("PS1")
    # A word that is both is the category, as in reports.
    assert "PS201" not in chosen("vague")
    assert "PS201" in chosen("PS2")


def test_what_the_profile_turns_off_can_be_had_back(drafts: Path) -> None:
    assert "PS103" not in {rule.id for rule in _linter('profile = "oneline"\n', drafts).rules}
    assert "PS103" in {rule.id for rule in _linter('profile = "oneline"\nextend-select = ["PS103"]\n', drafts).rules}
    # What the settings themselves turn off stays off.
    for off in ('off = ["PS103"]', 'disclosure.health = "chosen"'):
        extended = _linter(f'{off}\nextend-select = ["PS103", "PS603"]\nselect = ["PS1", "PS6"]\n', drafts)
        assert len({"PS103", "PS603"} & {rule.id for rule in extended.rules}) == 1


def test_health_details_there_on_purpose_draw_nothing(drafts: Path) -> None:
    assert "PS603" in {rule.id for rule in _linter('disclosure.health = "avoid"\n', drafts).rules}
    assert "PS603" not in {rule.id for rule in _linter('disclosure.health = "chosen"\n', drafts).rules}


def test_a_new_weight_has_the_last_word_but_a_hint_stays_a_hint(drafts: Path) -> None:
    text = (
        "I failed Step 1 in May. I had read one book twice and had answered no questions against a clock. I then met a "
        "tutor on Mondays for nine weeks and wrote down what I had missed in each block. I passed in August with much "
        "time to spare in each of the blocks."
    )
    longer = (
        f"{text} I have honored both of the clerkships since then, and in each I asked after the first week what I "
        "should do in another way, as my tutor had taught me to. I passed Step 2 CK in June with a 241, and I have "
        "passed each of my shelf exams on the first try."
    )
    linter = _linter('severity.PS102 = "error"\n', drafts)
    longest = f"{longer} My tutor and I still meet once a month, and she sets me a block. I bring her good tea."
    for draft, severity in ((text, "info"), (longest, "error")):
        found = [f.severity for f in linter.lint(draft, passage=True).findings if f.rule == "PS102"]
        assert found == [severity]


def test_a_whole_explanation_without_a_fault_may_be_somewhat_longer(linter: Linter) -> None:
    told = (
        "I failed Step 1 in May because I had read one book and had answered few questions, none of them against a "
        "clock. I met a tutor on Mondays for nine weeks and wrote down why I had missed each question. {}. I passed in "
        "August with four points to spare in every block. I have honored both of the clerkships since then, and passed "
        "Step 2 CK in June with a 241."
    )
    for between, severity in (
        ("I did two timed blocks a day", "info"),
        ("There were some personal things going on", "warning"),
    ):
        found = [f.severity for f in linter.lint(told.format(between), passage=True).findings if f.rule == "PS102"]
        assert found == [severity], between


def test_paths_in_a_file_are_seen_from_the_file(everything: Config, drafts: Path) -> None:
    assert everything.settings.facts == drafts / "me.yaml"
    assert everything.settings.baseline == drafts / "known.json"
    assert everything.settings.rules == (drafts / "house-rules",)


def test_globs_are_seen_from_the_file(everything: Config, drafts: Path) -> None:
    assert everything.ignored_in(drafts / "notes" / "a.txt") == ("PS102",)
    assert everything.ignored_in(drafts / "a.txt") == ()
    assert everything.excludes(drafts / "old" / "x" / "a.txt")
    assert everything.excludes(drafts / "deep" / "a.tex")
    assert not everything.excludes(drafts / "a.txt")


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.md", "a/b/c.md", True),
        ("*.md", "a.mdx", False),
        ("old", "a/old/b.txt", True),
        ("old", "a/older/b.txt", False),
        ("a/*.md", "a/b.md", True),
        ("a/*.md", "a/b/c.md", False),
        ("a/**/*.md", "a/b/c.md", True),
        ("a/**/*.md", "a/c.md", True),
        ("./a/", "a/c.md", True),
        ("./a.md", "a.md", True),
        ("./a.md", "b/a.md", False),
        ("a/b?.md", "a/b1.md", True),
        ("a/[!b].md", "a/b.md", False),
        ("a/[a-c].md", "a/b.md", True),
        ("a.md", "axmd", False),
    ],
)
def test_globs(pattern: str, path: str, fits: bool, tmp_path: Path) -> None:
    assert matches(pattern, tmp_path / path, tmp_path) is fits


def test_a_glob_from_the_root_is_seen_from_there(tmp_path: Path) -> None:
    assert matches((tmp_path / "old").as_posix(), tmp_path / "old" / "a.md", tmp_path)
    assert not matches((tmp_path / "old").as_posix(), tmp_path / "new" / "a.md", tmp_path)


@pytest.mark.parametrize("pattern", ["", "./", "a/[z-a].md", "*.{txt,md}"])
def test_what_is_no_glob_is_said(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"glob|write one pattern for each"):
        compiled(pattern)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('per-file-ignores = {"elsewhere/*.txt" = ["PS9999"]}\n', "'PS9999'"),
        ("select = []\n", "select"),
    ],
)
def test_settings_that_would_do_nothing_are_said(settings: str, said: str, drafts: Path) -> None:
    _write(drafts / "pslint.toml", settings)
    _write(drafts / "a.txt", KETTLE)
    ran = pslint("check", "a.txt", cwd=drafts)
    assert ran.code == 2
    assert said in ran.err


def test_a_selection_of_nothing_is_said(drafts: Path) -> None:
    ran = pslint("check", "a.txt", "--select", ",", cwd=drafts)
    assert (ran.code, ran.err) == (2, "pslint: --select names no rule; see `pslint rules list`\n")


def test_excluded_drafts_are_left_out_unless_named(drafts: Path) -> None:
    _write(drafts / "pslint.toml", 'exclude = ["old"]\noutput-format = "concise"\n')
    _write(drafts / "old" / "a.txt", KETTLE)
    _write(drafts / "b.txt", KETTLE)
    select = ("--select", "PS601")
    assert "in 1 draft" in pslint("check", ".", *select, cwd=drafts).out
    assert "in 1 draft" in pslint("check", "old/a.txt", *select, cwd=drafts).out
    assert "in 0 drafts" in pslint("check", "old/a.txt", "--force-exclude", *select, cwd=drafts).out
    for output in ("full", "html"):
        ran = pslint("check", "old/a.txt", "--force-exclude", "--output-format", output, *select, cwd=drafts)
        assert (ran.code, ran.err) == (0, "")
        assert "no drafts to check" in ran.out
        assert "could be read" not in ran.out
    ran = pslint("check", "old", *select, cwd=drafts)
    assert (ran.code, "exclude every draft" in ran.err) == (2, True)
    assert "in 0 drafts" not in pslint("check", ".", "--exclude", "nothing", *select, cwd=drafts).out


def test_the_level_at_which_a_run_fails(drafts: Path) -> None:
    house(drafts)
    base = 'rules = ["house-rules"]\nselect = ["HOUSE001"]\nexclude = ["house-rules"]\n'
    _write(drafts / "a.txt", KETTLE)
    _write(drafts / "pslint.toml", base + 'fail-level = "error"\n')
    assert pslint("check", "a.txt", cwd=drafts).code == 0
    assert pslint("check", "a.txt", "--fail-level", "warning", cwd=drafts).code == 1


# What is wrong.


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('profil = "brief"', "profil: unknown key; did you mean 'profile'?"),
        ("length.targt = 3", "length.targt: unknown key; did you mean 'target'?"),
        ("length.target = 0", "length.target: "),
        ('length = "long"', "length: must be a mapping"),
        ('select = "PS203"', "select: must be a list, not 'PS203'; write [\"PS203\"]"),
        ("per-file-ignores.'*.txt' = \"PS203\"", "must be a list, not 'PS203'; write [\"PS203\"]"),
        (
            'severity.PS203 = "eror"',
            "severity.PS203: must be 'error', 'warning' or 'info', not 'eror'; did you mean 'error'?",
        ),
        ('fail-level = "never ever"', "fail-level: must be"),
        ('output-format = "jsn"', "no format 'jsn'; did you mean 'json'?"),
        ('exclude = [""]', "exclude: an empty glob fits nothing"),
        ("grammar.sever = 1", "grammar.sever: unknown key; did you mean 'server'?"),
        ('profile = "breif"', "profile: no profile 'breif'; did you mean 'brief'?"),
        ('select = ["PS20x"]', "select: no rule 'PS20x'"),
        ('ignore = ["vague-caus"]', "ignore: no rule 'vague-caus'; did you mean 'vague-cause'?"),
        ('extend-select = ["nothing"]', "extend-select: no rule 'nothing'"),
        ('off = ["nothing"]', "off: no rule 'nothing'"),
        ('severity.nothing = "info"', "severity: no rule 'nothing'"),
        ("options.PS1020.target = 3", "options: no rule 'PS1020'; did you mean 'PS102'?"),
        ("options.PS102.targt = 3", "options.PS102.targt: unknown key; did you mean 'target'?"),
        ('options.PS102.target = "x"', "options.PS102.target: must be a whole number, not 'x'"),
        ('field = "eras.interuption"', "field: no field 'eras.interuption'; did you mean 'eras.interruption'?"),
        ('rules = ["nowhere"]', "nowhere: is no folder of rules"),
        ("profile = ", "is not TOML: Invalid value"),
        ("profile = paragraph", 'is not TOML: paragraph is text; put it in quotes, "paragraph"'),
        ("fail-level = info  # at first", 'is not TOML: info is text; put it in quotes, "info"'),
        ("rules = our rules\r\n", 'is not TOML: our rules is text; put it in quotes, "our rules"'),
        (
            "ignore = [\n  'PS203', vague-cause\n]",
            ':2: is not TOML: vague-cause is text; put it in quotes, "vague-cause"',
        ),
        ("grammar = True", "is not TOML: Invalid value"),
        ("[length", "is not TOML: Expected ']'"),
    ],
)
def test_what_is_wrong_is_one_line_with_the_nearest_right_name(toml: str, said: str, drafts: Path) -> None:
    (line,) = _said(toml, drafts)
    assert said in line
    assert line.startswith(str(drafts))


def test_rules_that_are_off_in_some_drafts_must_exist(drafts: Path) -> None:
    _write(drafts / "pslint.toml", '[per-file-ignores]\n"*.txt" = ["PS20x"]\n')
    config = Configs().of(drafts / "a.txt")
    with pytest.raises(FileError, match=r"per-file-ignores: no rule 'PS20x'"):
        linter_for(config, config.ignored_in(drafts / "a.txt"))


def test_all_that_is_wrong_is_said_at_once(drafts: Path) -> None:
    assert len(_said('profil = "brief"\nshare_max = 3\nshow = "all"\n', drafts)) == 3


def test_in_pyproject_the_key_is_named_in_full(drafts: Path) -> None:
    _write(drafts / "pyproject.toml", "[tool.pslint]\nprofil = 1\n")
    with pytest.raises(FileErrors, match=r"pyproject\.toml: tool\.pslint\.profil: unknown key"):
        find_in(drafts)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'profile = "brief"\nselect = ]\n', "pslint.toml:2: is not TOML"),
        (b'profile = "\xff"', "is not UTF-8 (byte 11)"),
        (b"a = " + b"[" * 3000 + b"]" * 3000, "is nested too deeply"),
    ],
)
def test_a_file_that_is_no_toml(content: bytes, said: str, drafts: Path) -> None:
    (drafts / "pslint.toml").write_bytes(content)
    with pytest.raises(FileError) as caught:
        find_in(drafts)
    assert said in str(caught.value)


def test_on_the_command_line_all_of_it_ends_with_2(drafts: Path) -> None:
    _write(drafts / "pslint.toml", 'profil = "brief"\n')
    _write(drafts / "a.txt", KETTLE)
    ran = pslint("check", "a.txt", cwd=drafts)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"pslint: {drafts / 'pslint.toml'}: profil: unknown key; did you mean 'profile'?\n"
    assert pslint("check", "a.txt", "--isolated", "--select", "PS601", cwd=drafts).code == 0
    for arguments, said in [
        (("--config", "gone.toml"), "gone.toml: no such file"),
        (("--isolated", "--profile", "breif"), "did you mean 'brief'?"),
        (("--isolated", "--select", "PS20x"), "no rule 'PS20x'"),
        (("--isolated", "--config", "pslint.toml"), "exclude each other"),
    ]:
        ran = pslint("check", "a.txt", *arguments, cwd=drafts)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


# Showing them.


def test_what_is_shown_are_settings_that_do_the_same(everything: Config, drafts: Path) -> None:
    ran = pslint("config", "show", str(drafts / "notes" / "a.txt"))
    assert (ran.code, ran.err) == (0, "")
    shown = tomllib.loads(ran.out)
    given: dict[str, Any] = tomllib.loads(ALL_KEYS)
    assert set(shown) == set(given)
    for key in ("profile", "select", "exclude", "length", "explanation", "grammar", "options", "show", "share_max"):
        assert shown[key] == given[key]
    assert f"# for {drafts / 'notes' / 'a.txt'}: {drafts / 'pslint.toml'}\n" in ran.out
    assert "# per-file-ignores turn off here: PS102\n" in ran.out


def test_what_is_shown_changes_nothing_where_it_is_read_back(drafts: Path) -> None:
    """A length that is set holds for a whole explanation, too, which may otherwise be somewhat longer."""
    _write(
        drafts / "a.txt",
        "I failed Step 2 CK in August 2024. I had prepared by rereading my notes. I had never once sat a timed block. "
        "Over the next ten weeks I met every Friday with our learning specialist. I wrote two blocks each morning. "
        "I booked a new date only after three practice exams above the passing score. I passed in November with a 241, "
        "and I have honored four of my five rotations since.\n",
    )
    check = ("check", "a.txt", "--passage", "--output-format", "json")
    for settings in ("", 'profile = "oneline"\noff = ["drama"]\nextend-select = ["PS105"]\n'):
        _write(drafts / "pslint.toml", settings)
        before = pslint(*check, cwd=drafts)
        assert before.code == bool(settings)
        _write(drafts / "pslint.toml", pslint("config", "show", "a.txt", cwd=drafts).out)
        assert pslint(*check, cwd=drafts) == before


def test_it_shows_where_each_value_comes_from(drafts: Path) -> None:
    file = _write(drafts / "pslint.toml", 'profile = "oneline"\nlength.warn = 9\n')
    source = {}
    for line in pslint("config", "show", str(drafts)).out.splitlines()[1:]:
        setting, _, where = line.rpartition("  # ")
        source[setting.strip().removeprefix("# ").partition(" = ")[0]] = where
    assert source["profile"] == source["length.warn"] == str(file)
    assert source["length.target"] == source["off"] == "profile oneline"
    assert source["share_max"] == source["fail-level"] == "default"
    assert source["facts"] == "not set"


def test_it_shows_the_format_that_a_run_would_print(drafts: Path) -> None:
    for env, name in (({}, "full"), ({"GITHUB_ACTIONS": "true"}, "github")):
        assert f'output-format = "{name}"' in pslint("config", "show", str(drafts), env=env).out


def test_what_it_shows_is_toml(drafts: Path) -> None:
    _write(drafts / "pslint.toml", 'per-file-ignores = {"a\\u007f.txt" = ["PS203"]}\n')
    shown = tomllib.loads(pslint("config", "show", str(drafts)).out)
    assert shown["per-file-ignores"] == {"a\x7f.txt": ["PS203"]}


# Their schema.


def test_the_schema_that_is_shipped_is_that_of_the_code() -> None:
    shipped = json.loads(files("pslint").joinpath("schemas/config.schema.json").read_text(encoding="utf-8"))
    assert shipped == config_schema(), "write it anew: pslint config schema > src/pslint/schemas/config.schema.json"


def test_the_schema_takes_what_pslint_takes() -> None:
    Draft202012Validator.check_schema(config_schema())
    validator = Draft202012Validator(config_schema())
    validator.validate(tomllib.loads(ALL_KEYS))
    validator.validate({"grammar": True})
    for wrong in (
        {"profil": "brief"},
        {"length": {"targt": 1}},
        {"show": "all"},
        {"output-format": "jsn"},
        {"select": 1},
    ):
        assert not validator.is_valid(wrong), wrong
