"""What is loaded when: nothing heavy before it is needed."""

import json

import pytest

from .command import python

_HEAVY = ("spacy", "thinc", "onnxruntime", "tokenizers", "numpy", "textstat", "rich", "language_tool_python", "typer")


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
