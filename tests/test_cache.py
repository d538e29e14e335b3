"""The cache of runs: the same answers, faster, without words of a draft, and never in the way."""

import json
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from pslint import Linter
from pslint.cache.linter import CachingLinter
from pslint.cache.store import Cache, clear
from pslint.cache.wordless import packed
from pslint.draft import Draft
from pslint.errors import ModelError
from pslint.formats import parse_text
from pslint.reader.encoder import Reader
from pslint.settings.config import Config
from pslint.settings.values import Settings

from . import golden
from .command import Ran, pslint, python
from .house import house

CANARY = "xylophonequagmire"
DRAFT = (
    f"I failed Step 1 because of personal issues in {CANARY}. I worked  harder\n"
    "after that, and it is “all behind me” now."
)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for a cache."""
    return tmp_path / "cache"


def _check(cache: Path, *arguments: str, cwd: Path | None = None) -> Ran:
    return pslint("check", "--cache-dir", str(cache), *arguments, cwd=cwd)


def _answers(cache: Path) -> list[Path]:
    return sorted(path for path in (cache / "answers-1").rglob("*") if path.is_file())


def test_every_sample_is_answered_alike(cache: Path, linter: Linter) -> None:
    for number, path in enumerate(golden.drafts(), 1):
        draft = parse_text(path.name, path.read_text(encoding="utf-8"))
        report = linter.lint_draft(draft)
        assert _remembering(cache, linter).lint(draft) == report
        assert len(_answers(cache)) == number
        unread = linter.with_reader(Reader(cache / "no-model-here"))
        assert _remembering(cache, unread).lint(draft) == report
        if report.passages:
            with pytest.raises(ModelError):
                unread.lint_draft(draft)


@pytest.mark.parametrize("name", ["full", "json", "sarif", "concise"])
def test_a_second_run_prints_the_same(name: str, cache: Path, root: Path) -> None:
    fresh = pslint("check", "--no-cache", "samples", "--output-format", name, cwd=root)
    assert not cache.exists()
    for _ in range(2):
        assert _check(cache, "samples", "--output-format", name, cwd=root) == fresh
    assert _answers(cache)


def test_an_unchanged_draft_loads_neither_spacy_nor_the_reader(cache: Path, drafts: Path) -> None:
    (drafts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    code = (
        "import sys\nfrom pslint.cli import main\n"
        f"sys.argv = ['pslint', 'check', '--cache-dir', {str(cache)!r}, 'draft.txt']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([name for name in ('spacy', 'onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    first, second = (python("-c", code, cwd=drafts) for _ in range(2))
    assert first.out.splitlines()[-1] == "['spacy', 'onnxruntime', 'tokenizers']"
    assert second.out.splitlines()[-1] == "[]"
    assert second.out.splitlines()[:-1] == first.out.splitlines()[:-1]


def _remembering(
    cache: Path, linter: Linter, config: Config | None = None, also: tuple[str, ...] = ()
) -> CachingLinter:
    return CachingLinter(lambda: linter, config or Config(), also, Cache(cache))


def _draft(text: str) -> Draft:
    return parse_text("draft.txt", text)


def test_what_an_answer_depends_on(cache: Path, linter: Linter, drafts: Path) -> None:
    draft = _draft(DRAFT)
    rules = drafts / "house"
    rules.mkdir()
    rule = rules / "x.yaml"
    rule.write_text("a: 1\n", encoding="utf-8")
    facts = drafts / "me.yaml"
    facts.write_text("attempts: []\n", encoding="utf-8")
    named = Config(Settings(rules=(rules,), facts=facts))
    seen = set()
    for config, also, changed in (
        (Config(), (), draft),
        (Config(), ("PS203",), draft),
        (Config(Settings(profile="oneline")), (), draft),
        (named, (), draft),
        (Config(), (), _draft(DRAFT + " ")),
    ):
        _remembering(cache, linter, config, also).lint(changed)
        seen.add(len(_answers(cache)))
    rule.write_text("a: 2\n", encoding="utf-8")
    _remembering(cache, linter, named).lint(draft)
    facts.write_text("attempts: [] \n", encoding="utf-8")
    _remembering(cache, linter, named).lint(draft)
    assert seen == {1, 2, 3, 4, 5}
    assert len(_answers(cache)) == 7


def test_another_reader_installed_is_another_answer(
    cache: Path, linter: Linter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _remembering(cache, linter).lint(_draft(DRAFT))
    _remembering(cache, linter).lint(_draft(DRAFT))
    assert len(_answers(cache)) == 1
    # Found before the one that is installed.
    (tmp_path / "tokenizers").mkdir()
    (tmp_path / "tokenizers" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "tokenizers", raising=False)
    _remembering(cache, linter).lint(_draft(DRAFT))
    assert len(_answers(cache)) == 2


def test_settings_are_held_to_the_rules_though_every_draft_is_known(cache: Path, drafts: Path) -> None:
    (drafts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    house(drafts)
    toml = drafts / "pslint.toml"
    toml.write_text('rules = ["house-rules"]\n', encoding="utf-8")
    fresh = _check(cache, "draft.txt", cwd=drafts)
    assert fresh.code == 1
    (drafts / "house-rules" / "late.yml").write_text("id: LATE001\n", encoding="utf-8")
    ran = _check(cache, "draft.txt", cwd=drafts)
    assert (ran.code, ran.out) == (2, "")
    assert "late.yml: must end in .yaml to be read" in ran.err
    (drafts / "house-rules" / "late.yml").unlink()
    assert _check(cache, "draft.txt", cwd=drafts) == fresh
    toml.write_text('rules = ["house-rules"]\nignore = ["PS999"]\n', encoding="utf-8")
    ran = _check(cache, "draft.txt", "missing.txt", cwd=drafts)
    assert (ran.code, ran.out) == (2, "")
    assert "ignore: no rule 'PS999'" in ran.err
    assert "missing.txt" not in ran.err


def test_it_holds_no_words_of_a_draft(cache: Path, drafts: Path) -> None:
    (drafts / f"{CANARY}.txt").write_text(DRAFT, encoding="utf-8")
    ran = _check(cache, ".", "--show", "low", cwd=drafts)
    assert "personal issues" in ran.out
    for path in (path for path in cache.rglob("*") if path.is_file()):
        found = path.read_bytes()
        for word in (CANARY, "personal", "issues", "harder", "behind"):
            assert word.encode() not in found
        assert CANARY not in str(path.relative_to(cache))


def test_what_the_writer_s_own_record_says_is_kept_nowhere(cache: Path, drafts: Path) -> None:
    record = "attempts:\n- {exam: usmle.step1, date: 2024-03-09, result: fail, score: 173}\n"
    (drafts / "me.yaml").write_text(record, encoding="utf-8")
    (drafts / "a.txt").write_text("I failed Step 1 in March 2024 with a 188.\n", encoding="utf-8")
    for _ in range(2):
        assert "173" in _check(cache, "a.txt", "--facts", "me.yaml", cwd=drafts).out
    assert _answers(cache) == []


def test_words_that_stand_nowhere_as_they_are_said_are_not_kept(linter: Linter) -> None:
    report = linter.lint(DRAFT)
    finding = report.findings[0]
    assert finding.raised is not None
    shouted = replace(finding, raised=replace(finding.raised, slots={"match": "PERSONAL ISSUES"}))
    assert packed(replace(report, findings=(shouted,)), linter.rulebook.rules) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_the_key_is_its_owners_alone(cache: Path) -> None:
    Cache(cache)
    assert stat.S_IMODE((cache / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((cache / "answers-1").stat().st_mode) == 0o700


def test_a_damaged_cache_is_as_good_as_none(cache: Path, drafts: Path) -> None:
    (drafts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    fresh = _check(cache, "draft.txt", cwd=drafts)
    (answer,) = _answers(cache)
    whole = answer.read_bytes()
    seal, _, body = whole.partition(b"\n")
    moved = json.loads(body)
    moved["findings"][0]["start"] += 1
    for damage in (b"", whole[:-9], seal + b"\n" + json.dumps(moved).encode(), b"\xff" * 400):
        answer.write_bytes(damage)
        assert _check(cache, "draft.txt", cwd=drafts) == fresh
        assert answer.read_bytes() == whole


def test_a_foreign_cache_is_as_good_as_none(cache: Path, drafts: Path) -> None:
    (drafts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    fresh = _check(cache, "draft.txt", cwd=drafts)
    (cache / "key").write_bytes(b"x" * 32)
    assert _check(cache, "draft.txt", cwd=drafts) == fresh
    assert len(_answers(cache)) == 2
    (cache / "key").write_bytes(b"short")
    assert _check(cache, "draft.txt", cwd=drafts) == fresh


def test_runs_at_once_do_not_hurt_each_other(cache: Path, drafts: Path) -> None:
    for number in range(6):
        (drafts / f"{number}.txt").write_text(f"{DRAFT} Number {number}.", encoding="utf-8")
    fresh = pslint("check", "--no-cache", ".", cwd=drafts)
    with ThreadPoolExecutor(3) as runs:
        ran = list(runs.map(lambda jobs: _check(cache, ".", "-j", jobs, cwd=drafts), ("1", "2", "1")))
    assert ran == [fresh] * 3
    assert _check(cache, ".", cwd=drafts) == fresh
    assert not [path for path in cache.rglob("tmp*") if path.is_file()]


def test_clearing(cache: Path, drafts: Path) -> None:
    (drafts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    _check(cache, "draft.txt", cwd=drafts)
    kept = cache / "mine.txt"
    kept.write_text("mine", encoding="utf-8")
    ran = pslint("cache", "clear", "--cache-dir", str(cache))
    assert (ran.code, ran.out) == (0, f"cleared {cache}: 1 answer\n")
    assert [*cache.iterdir()] == [kept]
    kept.unlink()
    assert clear(cache) == 0
    assert not cache.exists()


def test_answers_that_nobody_asks_for_go(cache: Path) -> None:
    kept = Cache(cache)
    for name in ("a" * 48, "b" * 48):
        kept.keep(name, {"x": 1})
    old = cache / "answers-1" / "aa" / ("a" * 46)
    os.utime(old, (0, 0))
    Cache(cache)
    assert old.exists()
    os.utime(cache / "CACHEDIR.TAG", (0, 0))
    assert Cache(cache).find("b" * 48) == {"x": 1}
    assert not old.exists()


def test_a_folder_that_cannot_be_used(drafts: Path) -> None:
    (drafts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    ran = _check(drafts / "draft.txt" / "cache", "draft.txt", cwd=drafts)
    assert (ran.code, ran.out) == (2, "")
    assert "name another folder, or --no-cache" in ran.err
    home = pslint(
        "check", "draft.txt", cwd=drafts, env={"PSLINT_CACHE_DIR": "", "XDG_CACHE_HOME": str(drafts / "draft.txt")}
    )
    assert home == pslint("check", "--no-cache", "draft.txt", cwd=drafts)


def test_a_cache_home_that_is_no_path_from_the_root_is_none(drafts: Path) -> None:
    """Only one system has that variable; the others keep caches in the home folder whatever it says."""
    (drafts / "draft.txt").write_text(DRAFT, encoding="utf-8")
    home = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA"), str(drafts / "me"))
    pslint("check", "draft.txt", cwd=drafts, env={"PSLINT_CACHE_DIR": "", "XDG_CACHE_HOME": "here", **home})
    assert sorted(path.name for path in drafts.iterdir() if path.name != "pslint.toml") == ["draft.txt", "me"]
