"""What is loaded when: nothing heavy before it is needed."""

import json
from pathlib import Path

import pytest

from .command import python

_HEAVY = ("spacy", "thinc", "onnxruntime", "tokenizers", "numpy", "textstat", "rich", "language_tool_python", "typer")

#: What takes long to load, and is for reading a draft, a rule or a file of settings.
_FOR_WHAT_HAS_CHANGED = (
    *("spacy", "thinc", "onnxruntime", "tokenizers", "numpy", "pydantic", "yaml", "lxml", "jinja2", "tomllib"),
    *("multiprocessing", "concurrent.futures", "tempfile", "statistics"),
    *(f"pslint.{name}" for name in ("checks", "extract", "facts", "lexicon", "linter", "reader", "rule", "rulebook")),
    *(f"pslint.{name}" for name in ("baseline", "configured", "fingerprint", "readability", "sidecar", "suppress")),
    *(f"pslint.{name}" for name in ("settingsfile", "yamlfile", "grammar.checker", "cli.pool", "cli.rules")),
)


def _loaded(code: str) -> set[str]:
    """Which heavy packages a program has loaded when it ends."""
    ran = python("-c", f"{code}\nimport sys, json; print(json.dumps([n for n in {_HEAVY!r} if n in sys.modules]))")
    assert ran.code == 0, ran.err
    return set(json.loads(ran.out.splitlines()[-1]))


def test_importing_pslint_loads_nothing_heavy() -> None:
    assert _loaded("import pslint; pslint.__version__") == set()


def test_the_public_names_are_there_when_asked_for() -> None:
    import pslint

    for name in pslint.__all__:
        assert getattr(pslint, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Lintre'"):
        _ = pslint.Lintre


def test_grammar_checking_is_not_loaded_before_it_is_asked_for() -> None:
    assert "language_tool_python" not in _loaded("import pslint; pslint.lint('I like ponds.')")


def test_without_a_passage_the_reader_is_never_loaded() -> None:
    loaded = _loaded("import pslint; pslint.lint('I like ponds, and the people who live beside them.')")
    assert not loaded & {"onnxruntime", "tokenizers"}
    loaded = _loaded("import pslint; pslint.lint('I failed Step 1 because I never timed a block. I passed in May.')")
    assert {"onnxruntime", "tokenizers"} <= loaded


def test_spacy_is_loaded_for_words_of_lists_alone() -> None:
    assert "spacy" not in _loaded("import pslint; pslint.lint('I like ponds, and the people who live beside them.')")
    assert "spacy" in _loaded(
        "import pslint; pslint.lint('I like ponds, and I nailed the exam on what lives in them.')"
    )


def test_spacy_comes_without_its_commands_and_they_can_still_be_had() -> None:
    ran = python(
        "-c",
        "import pslint, sys; pslint.lint('I failed Step 1 in May. I like ponds.')\n"
        "print([name for name in ('spacy', 'spacy.cli', 'httpx', 'requests', 'jinja2') if name in sys.modules])\n"
        "import spacy, spacy.cli; print(callable(spacy.cli.download), 'spacy_version' in spacy.info(silent=True))",
    )
    assert ran.out.splitlines() == ["['spacy']", "True True"]


def test_the_search_for_cycles_goes_on_after_the_first_draft(drafts: Path) -> None:
    (drafts / "draft.txt").write_text("I like ponds.\n", encoding="utf-8")
    ran = python(
        "-c",
        "import atexit, gc, sys; atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 10_000))\n"
        f"sys.argv = ['pslint', 'check', '--no-cache', '-q', {str(drafts / 'draft.txt')!r}]\n"
        "from pslint.cli import main; main()",
    )
    assert ran.out.splitlines()[-1] == "True True"


@pytest.mark.parametrize("name", ["draft.txt", "draft.md", "draft.tex", "draft.rst"])
@pytest.mark.parametrize(
    "options", [(), ("--output-format", "json"), ("--format", "concise", "--select", "PS2", "--show", "low", "-q")]
)
def test_an_unchanged_draft_loads_nothing_for_what_has_changed(
    name: str, options: tuple[str, ...], drafts: Path
) -> None:
    (drafts / name).write_text("I failed Step 1 because of personal issues.\n\nI passed in May.\n", encoding="utf-8")
    arguments = ["check", "--cache-dir", str(drafts / "cache"), *options, name]
    code = (
        "import json, sys\nfrom pslint.cli import main\n"
        f"sys.argv = ['pslint', *{arguments!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(json.dumps([*sys.modules]))"
    )
    first, second = (python("-c", code, cwd=drafts).out.splitlines() for _ in range(2))
    assert second[:-1] == first[:-1] != []
    loaded = set(json.loads(second[-1]))
    assert loaded & {*_FOR_WHAT_HAS_CHANGED} == set()
    assert ("rich" in loaded) == (not options)
