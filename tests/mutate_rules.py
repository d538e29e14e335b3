"""Whether rules are alive: each lexicon, guard and option of a rule is taken away in turn, and an example must notice.

`python -m tests.mutate_rules [RULE...]` runs all mutants with the real reader and lists the survivors. With `--golden`
the findings of the rule in samples/ notice too. Survivors that are meant to be stand in `mutation-survivors.yaml`, each
with its reason; any other makes the exit code 1, and so does an entry there that no longer survives.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from pslint.authoring.ruletest import RuleTester
from pslint.formats import load as load_draft
from pslint.rule import Example, Rule
from pslint.rulebook import Rulebook, load_builtin

SURVIVORS = Path(__file__).with_name("mutation-survivors.yaml")
SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@dataclass(frozen=True)
class Mutant:
    """A rule without one of its parts; `part` says which, as `options.words: VAGUE_CAUSE`."""

    rule: Rule
    part: str

    @property
    def name(self) -> str:
        """Its rule and part."""
        return f"{self.rule.id} {self.part}"


def mutants(rule: Rule) -> Iterator[Mutant]:
    """The rule without each of its guards, rescuing lexicons, listed words and given options in turn.

    An option without a default cannot be taken away: the rule would not load.
    """
    for guard in rule.guards:
        left = tuple(other for other in rule.guards if other != guard)
        changed: dict[str, Any] = {"guards": left}
        if guard == "RESCUED":
            changed["rescued_by"] = ()
        yield Mutant(rule.model_copy(update=changed), f"guards: {guard}")
    if len(rule.rescued_by) > 1:
        for name in rule.rescued_by:
            left = tuple(other for other in rule.rescued_by if other != name)
            yield Mutant(rule.model_copy(update={"rescued_by": left}), f"rescued_by: {name}")
    options: BaseModel = rule.options
    for key, info in type(options).model_fields.items():
        if key not in options.model_fields_set:
            continue
        value = getattr(options, key)
        if isinstance(value, tuple) and value:
            for item in value:
                left = tuple(other for other in value if other != item)
                yield Mutant(_with_option(rule, key, left), f"options.{key}: {_shown(item)}")
        elif isinstance(value, dict):
            for item in value:
                left_over = {name: kept for name, kept in value.items() if name != item}
                yield Mutant(_with_option(rule, key, left_over), f"options.{key}: {item}")
        elif not info.is_required():
            default = info.get_default(call_default_factory=True)
            yield Mutant(_with_option(rule, key, default), f"options.{key}")


def _with_option(rule: Rule, key: str, value: Any) -> Rule:
    return rule.model_copy(update={"options": rule.options.model_copy(update={key: value})})


def _shown(item: Any) -> str:
    return "/".join(item) if isinstance(item, tuple) else str(getattr(item, "name", item))


class Bench:
    """Runs mutants; `lists_only` leaves out the examples that need the reader, `golden` adds the samples."""

    def __init__(self, book: Rulebook, *, lists_only: bool = False, golden: bool = False) -> None:
        self.book = book
        self._tester = RuleTester(book)
        self._lists_only = lists_only
        self._drafts = [load_draft(p) for p in sorted(SAMPLES.glob("*.txt"))] if golden else []
        self._sound: dict[str, list[Any]] = {}

    def survives(self, mutant: Mutant) -> bool:
        """Whether no example and no sample tells the mutant from its rule."""
        rule = self.book.rules[mutant.rule.id]
        if rule.id not in self._sound:
            self._sound[rule.id] = list(self._verdicts(rule))
        verdicts = self._verdicts(mutant.rule)
        return all(was == now for was, now in zip(self._sound[rule.id], verdicts, strict=True))

    def _verdicts(self, rule: Rule) -> Iterator[Any]:
        for example in self.examples(rule):
            try:
                yield self._tester.speaks(rule, example)
            except (KeyError, IndexError) as error:
                # A mutant that breaks its check is noticed as well.
                yield type(error).__name__
        for draft in self._drafts:
            report = self._tester.linter("brief", rule).lint_draft(draft)
            yield [finding for finding in report.findings if finding.rule == rule.id]

    def examples(self, rule: Rule) -> list[Example]:
        """The examples that are run."""
        every = [*rule.examples.fail, *rule.examples.pass_]
        return [example for example in every if not self._lists_only or example.witness == "list"]


def explained() -> dict[str, str]:
    """The survivors that are meant to be, with why."""
    found: dict[str, str] = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) or {}
    return found


def main() -> int:
    """Run the mutants, print the survivors; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("rules", nargs="*", help="only these rules, by id")
    parser.add_argument("--golden", action="store_true", help="let the samples notice too")
    options = parser.parse_args()
    book = load_builtin()
    bench = Bench(book, golden=options.golden)
    known = explained()
    count, survivors = 0, set()
    for rule in book.rules.values():
        if options.rules and rule.id not in options.rules:
            continue
        for mutant in mutants(rule):
            count += 1
            if bench.survives(mutant):
                survivors.add(mutant.name)
                print(f"{mutant.name}: {known.get(mutant.name, 'SURVIVES')}", flush=True)
    gone = [] if options.rules else sorted(set(known) - survivors)
    for name in gone:
        print(f"{name}: is explained in {SURVIVORS.name} but does not survive; take it out")
    unexplained = survivors - set(known)
    print(f"{count} mutants, {len(survivors)} survive, {len(unexplained)} of them unexplained")
    return 1 if unexplained or gone else 0


if __name__ == "__main__":
    sys.exit(main())
