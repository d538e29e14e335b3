"""A rule's own examples, run with the real reader or with the lists alone; and which entries of the lists ever fire."""

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path

from ..checks import CHECKS
from ..citations import published_facts
from ..compare import Document, compare
from ..draft import Role, Span
from ..findings import FAULTS, MOVES, Finding, Mark, Raised
from ..formats import parse_text
from ..lexicon import LexiconMatcher, Words
from ..lexicon.words import FindHits
from ..linter import Linter
from ..reader.caching import CachingReader
from ..reading import Around, Reading
from ..rule import Example, Rule
from ..rulebook import Rulebook, lexicons_named
from ..story import in_first_person
from ..text.plain import make_plain
from ..text.sentences import split
from ..text.tokens import english

#: The checks that look for a move that is not there.
_OF_ABSENCE = ("missing", "stand-in")


class RuleTester:
    """Runs the examples of a book's rules. What the reader and the lists find in a text is found once."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._reader = CachingReader()
        self._words = _RememberingWords(book)
        self._linters: dict[str, Linter] = {}

    def failures(self, rule: Rule) -> Iterator[str]:
        """One line for each example that does not hold."""
        for example in rule.examples.fail:
            if not self.speaks(rule, example):
                yield f"silent on: {_one_line(example.text)}"
        for example in rule.examples.pass_:
            if self.speaks(rule, example):
                yield f"speaks on: {_one_line(example.text)}"

    def speaks(self, rule: Rule, example: Example) -> bool:
        """Whether the rule says something about the example, on the words and in the way that the example names.

        `rule` takes the place of the book's rule of the same id.
        """
        if example.witness == "list":
            said = [(r, r.severity or rule.severity) for r in self._by_lists(rule, example)]
        else:
            own = (f for f in self.found(rule, example) if f.rule == rule.id and f.confidence != "low")
            said = [(f.raised, f.severity) for f in own if f.raised]
        places = [
            (raised.start, raised.end)
            for raised, severity in said
            if example.severity in (None, severity) and example.variant in (None, raised.variant)
        ]
        if example.only is None:
            return bool(places)
        start = example.text.index(example.only)
        return any(Span(*place).overlaps(Span(start, start + len(example.only))) for place in places)

    def linter(self, profile: str, rule: Rule) -> Linter:
        """A linter of the book in which `rule` takes the place of the rule of its id."""
        if profile not in self._linters:
            made = Linter(profile, rulebook=self.book, reader=self._reader)
            made.words = self._words
            self._linters[profile] = made
        linter = self._linters[profile]
        if self.book.rules.get(rule.id) is rule:
            return linter
        changed = copy(linter)
        changed.rulebook = replace(self.book, rules={**self.book.rules, rule.id: rule})
        changed.rules = tuple(rule if other.id == rule.id else other for other in linter.rules)
        return changed

    def found(self, rule: Rule, example: Example) -> tuple[Finding, ...]:
        """What is said of the example when all of the program runs."""
        linter = self.linter(example.profile, rule)
        if not example.against:
            linter = copy(linter)
            linter.record = example.record
            return linter.lint(example.text, passage=example.passage, kind=example.kind).findings
        texts = [(example.role, example.text), *((other.role, other.text) for other in example.against)]
        compared = compare(linter, [Document(parse_text("example.txt", text, "text"), role) for role, text in texts])
        return compared.reports[0].findings

    def _by_lists(self, rule: Rule, example: Example) -> Iterator[Raised]:
        """What the check raises when the reader's word is taken for granted.

        Faults are marked on every word and moves are there, but for the move that a `missing` check is about.
        """
        around = self._unread(rule, example, example.role, example.text)
        others = tuple(self._unread(rule, example, other.role, other.text) for other in example.against)
        reading = None if rule.scope in ("document", "set") else around.readings[0]
        return CHECKS[rule.check].run(reading, rule, replace(around, others=others))

    def _unread(self, rule: Rule, example: Example, role: Role, text: str) -> Around:
        draft = parse_text("example.txt", in_first_person(text) if role == "mspe" else text, "text")
        plain = make_plain(draft.prose)
        # A label alone, such as "Step 1:", has none.
        sentences = split(plain) or [Span(0, len(plain))]
        span = Span(sentences[0].start, sentences[-1].end)
        # What is absent is a matter of the text, so the book's rule says it, not the one that takes its place.
        sound = self.book.rules.get(rule.id, rule)
        absent = {getattr(sound.options, "move", None)} if sound.check in _OF_ABSENCE else set()
        absent |= set(getattr(sound.options, "missing", ()))
        presence = {category: 0.0 if category in absent else 1.0 for category in (*MOVES, *FAULTS)}
        marks = {
            category: tuple(Mark(category, s.start, s.end, 1.0) for s in sentences) if presence[category] else ()
            for category in presence
        }
        find = self._words.within(plain, span)
        reading = Reading(plain, span, tuple(sentences), marks, presence, find)
        return Around(
            draft=draft,
            plain=plain,
            readings=(reading,),
            whole=example.passage,
            profile=self.book.profiles[example.profile],
            find=find,
            facts=published_facts(),
            record=example.record,
            role=role,
        )


class _RememberingWords(Words):
    """Word lists that are sought in a text once."""

    def __init__(self, book: Rulebook) -> None:
        super().__init__(book.lexicons)
        self._found: dict[tuple[str, Span], FindHits] = {}

    def within(self, plain: str, place: Span) -> FindHits:
        key = (plain, place)
        if key not in self._found:
            self._found[key] = super().within(plain, place)
        return self._found[key]


def lexicons_of(rule: Rule) -> set[str]:
    """The lexicons that a rule names."""
    return {name for _, name in lexicons_named(rule.options)} | set(rule.rescued_by)


def reached(book: Rulebook, names: Iterable[str], texts: Iterable[str]) -> dict[str, dict[str, bool]]:
    """For each of the named lexicons, which of its entries are found in any of the texts; raw patterns are entries."""
    found: dict[str, dict[str, bool]] = {}
    for name in sorted(names):
        lexicon = book.lexicons[name]
        entries = [entry.removeprefix("~").strip() for entry in lexicon.entries]
        found[name] = dict.fromkeys([*entries, *(f"patterns[{i}]" for i in range(len(lexicon.patterns)))], False)
    matcher = LexiconMatcher(english().vocab, book.lexicons)
    for text in texts:
        for hit in matcher.hits(english()(make_plain(text)), list(found)):
            found[hit.lexicon][hit.entry] = True
    return found


def example_texts(rules: Mapping[str, Rule]) -> Iterator[str]:
    """The texts of all examples."""
    for rule in rules.values():
        for example in (*rule.examples.fail, *rule.examples.pass_):
            yield example.text


def corpus_texts(path: Path) -> Iterator[str]:
    """The `text` of each line of a file of JSON lines, or of all `.jsonl` files in a folder.

    Raises ValueError, with file and line, where a line is not UTF-8 or no object with a text, OSError where a file
    cannot be read.
    """
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield str(json.loads(line.decode("utf-8"))["text"])
                except UnicodeDecodeError:
                    raise ValueError(f"{file}:{number}: is not UTF-8; save it as UTF-8") from None
                except (ValueError, KeyError, TypeError):
                    raise ValueError(f"{file}:{number}: is no JSON object with a text") from None


def _one_line(text: str) -> str:
    return " ".join(text.split())
