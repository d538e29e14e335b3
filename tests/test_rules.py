"""Every rule keeps its own promises: its examples hold, its words are kind, and it says why and on whose word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pslint.authoring.ruletest import RuleTester
from pslint.checks import CHECKS
from pslint.citations import published_facts
from pslint.draft import Draft, Span
from pslint.findings import READ, Mark
from pslint.linter import Linter
from pslint.reading import Around, Reading
from pslint.rule import Rule
from pslint.rulebook import Rulebook, load_builtin

RULES = tuple(load_builtin().rules.values())
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
_SLOT = re.compile(r"\{\w+\}")
_UNKIND = re.compile(r"\b(?:you failed|excuses?|bad|wrong)\b", re.IGNORECASE)
#: A message speaks to the writer, not about them and not for a group.
_NOT_SECOND_PERSON = re.compile(r"\b(?:the (?:applicant|writer|author|candidate)|he|she|we|us|our)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def tester(book: Rulebook) -> RuleTester:
    """Runs examples; what the reader sees in a text is kept."""
    return RuleTester(book)


@each_rule
def test_its_own_examples_hold(rule: Rule, tester: RuleTester) -> None:
    assert list(tester.failures(rule)) == []


@each_rule
def test_it_says_why_and_on_whose_word(rule: Rule) -> None:
    assert len(rule.why.split()) >= 8
    assert rule.source
    assert all(source.strip() for source in rule.source)


@each_rule
def test_it_has_three_examples_of_each_kind(rule: Rule) -> None:
    assert len({example.text for example in rule.examples.fail}) >= 3
    assert len({example.text for example in rule.examples.pass_}) >= 3


def _messages() -> list[tuple[str, str]]:
    return [(rule.id, text) for rule in RULES for text in (rule.message, *rule.messages.values())]


@pytest.mark.parametrize(("rule", "message"), _messages())
def test_messages_are_kind_and_speak_to_the_writer(rule: str, message: str) -> None:
    assert not _UNKIND.search(message)
    assert not _NOT_SECOND_PERSON.search(message)


@pytest.mark.parametrize(("rule", "message"), _messages())
def test_messages_are_one_sentence(rule: str, message: str) -> None:
    plain = _SLOT.sub("word", message)
    assert plain.endswith(".")
    assert not re.search(r"[.!?]\s+[A-Z]", plain)
    assert "!" not in plain
    assert "\n" not in plain.strip()
    assert len(plain.split()) <= 45


@pytest.mark.parametrize(("rule", "message"), _messages())
def test_messages_offer_no_sentence_to_paste(rule: str, message: str) -> None:
    assert not re.search(r"\bI (?:failed|passed|studied|changed|took|did)\b", message)


@each_rule
def test_every_placeholder_is_filled(rule: Rule) -> None:
    slots = CHECKS[rule.check].slots
    for variant in (None, *rule.messages):
        said = rule.say(variant, dict.fromkeys(slots, "word"))
        assert "{" not in said
        assert "}" not in said


@given(words=st.text(max_size=60))
def test_words_with_braces_and_line_ends_may_stand_in_a_message(words: str, book: Rulebook) -> None:
    said = book.rules["PS203"].say(None, {"match": "{match}" + words, "subject": ""})
    assert "{match}" in said
    assert len(said.splitlines()) == 1


def test_ids_families_and_names_agree(book: Rulebook) -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        path = book.files[rule.id]
        assert path.name == f"{rule.id}-{rule.name}.yaml"
        families = {book.files[other.id].parent.name for other in RULES if other.id[:3] == rule.id[:3]}
        assert len(families) <= 2, f"{rule.id[:3]} lies in {families}"


@pytest.mark.parametrize(
    ("words", "probability", "confidence"),
    [
        ("over", 0.6, "low"),
        ("over", 0.95, "high"),
        ("it was over", 0.6, "low"),
        ("with that it was over", 0.6, "low"),
        ("in May, and with that it was over", 0.6, "medium"),
    ],
)
def test_few_words_of_which_the_reader_is_not_sure_are_hidden(words: str, probability: float, confidence: str) -> None:
    plain = "I failed Step 1 in May, and with that it was over."
    start = plain.index(words)
    span = Span(0, len(plain))
    marks = {**dict.fromkeys(READ, ()), "vague": (Mark("vague", start, start + len(words), probability),)}
    presence = {category: max((m.probability for m in own), default=0.0) for category, own in marks.items()}
    reading = Reading(plain, span, (span,), marks, presence, lambda _: ())
    rule = load_builtin().rules["PS200"]
    around = Around(
        draft=Draft("x", plain, plain),
        plain=plain,
        readings=(reading,),
        whole=True,
        profile=load_builtin().profiles["brief"],
        find=lambda _: (),
        facts=published_facts(),
    )
    assert [(r.start, r.confidence) for r in CHECKS["mark"].run(reading, rule, around)] == [(start, confidence)]


def test_what_stands_within_a_placeholder_is_none_of_its_own(linter: Linter) -> None:
    text = "I failed Step 1 in May and hope to train at [INSERT PROGRAM NAME] after TBD more weeks."
    found = [finding.excerpt for finding in linter.lint(text, passage=True).findings if finding.rule == "PS903"]
    assert found == ["[INSERT PROGRAM NAME]", "TBD"]


def test_a_check_names_the_variants_that_it_raises(book: Rulebook, tester: RuleTester) -> None:
    """What a check raises in any example, and what any rule has a message for, it says that it has."""
    for rule in book.rules.values():
        assert rule.messages.keys() <= CHECKS[rule.check].variants
        for example in (*rule.examples.fail, *rule.examples.pass_):
            for finding in tester.found(rule, example):
                assert finding.raised is not None
                assert finding.raised.variant in {None, *CHECKS[book.rules[finding.rule].check].variants}
