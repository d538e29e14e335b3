"""What README.md shows is what the program does."""

import doctest

from tests.readme import README, filled


def test_the_commands_print_what_is_shown() -> None:
    text = README.read_text(encoding="utf-8")
    assert "```console\n$ pslint check" in text
    assert filled(text) == text, "run `python -m tests.readme`"


def test_the_library_examples_hold() -> None:
    failed, tried = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert tried >= 10
    assert failed == 0
