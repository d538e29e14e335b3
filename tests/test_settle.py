"""Which of several findings on the same words is said."""

from dataclasses import replace

import pytest

from pslint.draft import Span
from pslint.findings import Confidence, Finding, Raised, Severity
from pslint.rulebook import load_builtin
from pslint.settle import settle


def _finding(
    rule: str,
    words: str,
    severity: Severity = "warning",
    slots: dict[str, str] | None = None,
    confidence: Confidence = "high",
) -> Finding:
    found = load_builtin().rules[rule]
    return Finding(
        rule=rule,
        name=found.name,
        category=found.category,
        severity=severity,
        confidence=confidence,
        message="",
        start=10,
        end=10 + len(words),
        excerpt=words,
        url=found.url,
        raised=Raised(10, 10 + len(words), confidence, slots or {}),
    )


@pytest.mark.parametrize(
    ("general", "words", "said"),
    [
        ("warning", "it all happens for a reason", ["PS602"]),
        # Graver than the specific one.
        ("error", "it all happens for a reason", ["PS520", "PS602"]),
        # About much more than the phrase.
        ("warning", "it all happens for a reason, and nobody could have passed it", ["PS520", "PS602"]),
    ],
)
def test_a_general_finding_is_silent_on_the_phrase_of_a_specific_one(
    general: Severity, words: str, said: list[str]
) -> None:
    specific = _finding("PS602", "it all happens for a reason")
    found, held = settle([_finding("PS520", words, general), specific], load_builtin().rules, [])
    assert sorted(f.rule for f in found) == said
    assert len(found) + len(held) == 2


def test_a_general_finding_yields_to_one_as_grave_on_most_of_its_words() -> None:
    plea = _finding("PS508", "I ask you to look", slots={"match": "I ask you to look"})
    found, held = settle([_finding("PS520", "I ask you to look at the rest"), plea], load_builtin().rules, [])
    assert [f.rule for f in (*found, *held)] == ["PS508", "PS520"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("words", "slots", "said"),
    [
        ("I promise you", {"match": "I promise you"}, ["PS405"]),
        # The hint is about much more than the phrase.
        ("I", {"match": "I"}, ["PS405", "PS620"]),
        # What is missing is said at a word, and not of it.
        ("I", {}, ["PS106", "PS620"]),
    ],
)
def test_a_hint_adds_nothing_to_what_is_said_of_its_words(words: str, slots: dict[str, str], said: list[str]) -> None:
    graver = _finding("PS405" if slots else "PS106", words, slots=slots)
    hint = _finding("PS620", "I promise you that I will rise", "info")
    found, _ = settle([hint, graver], load_builtin().rules, [])
    assert sorted(f.rule for f in found) == said


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        ("high", ["PS200", "PS620"]),
        # The reader is not sure that the words have the second fault, too.
        ("medium", ["PS200"]),
    ],
)
def test_general_findings_of_two_faults_both_speak_where_both_are_sure(confidence: Confidence, said: list[str]) -> None:
    words = "I came back with greater purpose"
    findings = [_finding("PS200", words), _finding("PS620", words, "info", confidence=confidence)]
    found, held = settle(findings, load_builtin().rules, [])
    assert sorted(f.rule for f in found) == said
    assert len(found) + len(held) == 2


def test_a_fault_is_not_named_on_the_word_that_stands_in_a_changes_place() -> None:
    findings = [_finding(rule, "resilience", slots={"match": "resilience"}) for rule in ("PS602", "PS305")]
    found, held = settle(findings, load_builtin().rules, [])
    assert [f.rule for f in (*found, *held)] == ["PS305", "PS602"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("words", "said"), [("fully resolved", ["PS205"]), ("all this is by now fully resolved", ["PS205", "PS405"])]
)
def test_a_phrase_is_spoken_of_once_whatever_it_lacks(words: str, said: list[str]) -> None:
    promise = _finding("PS405", words, slots={"match": words}, confidence="medium")
    found, held = settle([_finding("PS205", "fully res"), promise], load_builtin().rules, [])
    assert sorted(f.rule for f in found) == said
    assert len(found) + len(held) == 2


@pytest.mark.parametrize(
    ("longer", "said"), [(" after all", ["PS207"]), (", and so it went on at much greater length", ["PS207", "PS602"])]
)
def test_a_specific_finding_speaks_within_much_longer_words_of_another_fault(longer: str, said: list[str]) -> None:
    words = "it all happens for a reason"
    findings = [_finding("PS207", words + longer, "error"), _finding("PS602", words)]
    found, _ = settle(findings, load_builtin().rules, [])
    assert sorted(f.rule for f in found) == said


def test_a_fault_told_elsewhere_is_not_told_again_on_words_of_which_another_speaks() -> None:
    words = "It was the darkest night of my life, but after each night there is a morning"
    graver, hint = _finding("PS601", "It was the darkest"), _finding("PS620", words, "info")
    elsewhere = replace(_finding("PS602", "stepping stone", "info"), start=200, end=214)
    alone, _ = settle([graver, hint], load_builtin().rules, [Span(0, 300)])
    assert [f.rule for f in alone] == ["PS601", "PS620"]
    beside, held = settle([graver, hint, elsewhere], load_builtin().rules, [Span(0, 300)])
    assert [f.rule for f in beside] == ["PS601", "PS602"]
    assert [f.rule for f in held] == ["PS620"]
    # Told elsewhere in another passage, it is told here, too.
    parted, _ = settle([graver, hint, elsewhere], load_builtin().rules, [Span(0, 150), Span(150, 300)])
    assert len(parted) == 3


@pytest.mark.parametrize(("variant", "said"), [("unsure", ["PS500"]), (None, ["PS106", "PS500"])])
def test_no_doubt_is_told_of_words_that_are_a_graver_fault(variant: str | None, said: list[str]) -> None:
    blame = _finding("PS500", "my tutor let me go on as I was")
    doubt = _finding("PS106", "my tutor", "info")
    asked = replace(doubt, raised=Raised(10, 18, "medium", variant=variant))
    found, held = settle([asked, blame], load_builtin().rules, [])
    assert sorted(f.rule for f in found) == said
    assert len(found) + len(held) == 2


def test_no_general_rule_speaks_of_words_that_a_specific_one_doubts() -> None:
    doubt = _finding("PS204", "changed the way I studied", "info", confidence="low")
    assert doubt.raised
    doubted = replace(doubt, raised=replace(doubt.raised, doubted=True))
    general = _finding("PS200", "changed the way I studied and thought", "info", confidence="medium")
    other = _finding("PS520", "changed the way I studied", "info", confidence="medium")
    found, held = settle([general, doubted, other], load_builtin().rules, [])
    assert [f.rule for f in found] == ["PS204", "PS520"]
    assert [f.rule for f in held] == ["PS200"]
    # What a list alone says of words is no doubt.
    found, _ = settle([general, doubt], load_builtin().rules, [])
    assert [f.rule for f in found] == ["PS200"]
