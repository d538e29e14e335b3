"""Rules are alive: what is taken from one is missed by an example. `python -m tests.mutate_rules` tells more."""

import pytest

from pslint.rulebook import Rulebook
from tests.mutate_rules import Bench, Mutant, explained, mutants


@pytest.fixture(scope="module")
def bench(book: Rulebook) -> Bench:
    """All examples; what the reader sees in them is kept."""
    return Bench(book)


def test_every_list_option_and_guard_is_missed_or_its_survival_explained(book: Rulebook, bench: Bench) -> None:
    survivors = {m.name for rule in book.rules.values() for m in mutants(rule) if bench.survives(m)}
    known = set(explained())
    assert survivors - known == set(), "no example notices"
    assert known - survivors == set(), "explained but not surviving"


def test_a_rule_without_its_words_does_not_survive(book: Rulebook, bench: Bench) -> None:
    rule = book.rules["PS203"]
    silenced = rule.model_copy(update={"options": rule.options.model_copy(update={"words": ()})})
    assert not bench.survives(Mutant(silenced, "options.words"))
    assert bench.survives(Mutant(rule.model_copy(update={"severity": "info"}), "severity"))
