"""From a draft to its report: its passages are found and read, the rules run, and what they find is settled."""

from collections.abc import Iterable, Mapping, Set
from copy import copy
from dataclasses import replace
from functools import cached_property

from .checks import CHECKS
from .citations import published_facts
from .draft import Draft, DraftError, Span
from .errors import nearest
from .facts import Record
from .findings import FAULTS, MOVES, OPTIONAL, Finding, Passage, Raised, Report, Severity
from .formats import parse_text
from .lexicon import Words
from .profiles import Profile
from .reader.caching import CachingReader
from .reader.encoder import Reader
from .reader.explained import explanations
from .reader.passages import ToldPassage
from .reading import Around, Reading
from .rule import Rule
from .rulebook import Rulebook, lexicons_named, load_builtin
from .settle import settle
from .suppression.suppress import BadDirective, Beside, Suppression, directives, outside, suppress, unused_directive
from .text.english import is_english
from .text.plain import make_plain


class Linter:
    """Lints any number of drafts with one set of rules.

    `profile` names a profile, or is one. `select`, `ignore` and `extend` hold rule ids, names, categories, families
    or id prefixes, one or several: only the selected, without the ignored; `extend` adds some, those that the profile
    turns off among them. `rulebook` is one of `pslint.rulebook.load(pslint.places.builtin_folder(), folders)`, `record`
    the writer's own record of exams, `pslint.facts.load_record(path)`. Raises ValueError for an unknown profile, field
    or rule, FileErrors for bad rule files.
    """

    def __init__(
        self,
        profile: str | Profile = "brief",
        *,
        rulebook: Rulebook | None = None,
        select: str | Iterable[str] = (),
        ignore: str | Iterable[str] = (),
        extend: str | Iterable[str] = (),
        reader: Reader | None = None,
        record: Record | None = None,
    ) -> None:
        self.rulebook = rulebook or load_builtin()
        self.profile = profile if isinstance(profile, Profile) else find_profile(self.rulebook, profile)
        if self.profile.field and self.profile.field not in (known := published_facts().fields):
            raise ValueError(
                f"no field {self.profile.field!r}{nearest(self.profile.field, known)} of {self.profile.name}"
            )
        chosen = _chosen(self.rulebook, self.profile, _words(select), _words(extend))
        ignored = {i for word in _words(ignore) for i in self.rulebook.named(word)}
        self.rules = tuple(rule for rule in chosen if rule.id not in ignored)
        self._partial = bool(_words(select) or ignored)
        # What is ignored of a fault's specific rules is not said by its general one in their stead.
        unsaid = (ignored | set(self.profile.off)) - {rule.id for rule in self.rules}
        specific = (rule for rule in self.rulebook.rules.values() if rule.category in FAULTS and not rule.general)
        self._aside = tuple(rule for rule in specific if rule.id in unsaid)
        self.reader = reader or CachingReader()
        self.record = record

    @cached_property
    def words(self) -> Words:
        """The word lists."""
        return Words(self.rulebook.lexicons)

    def look_up(self, plain: str) -> None:
        """Look for the words of all lists in a text, so that they are there when rules ask for them.

        `plain` has plain quotes. Only of whole paragraphs of a draft is anything gained.
        """
        find = self.words.within(plain, Span(0, len(plain)))
        for name in self._lists:
            find(name)

    @cached_property
    def _lists(self) -> frozenset[str]:
        named = {name for rule in self.rules for _, name in lexicons_named(rule.options)}
        return frozenset(named.union(*(rule.rescued_by for rule in self.rules)))

    def with_reader(self, reader: Reader) -> "Linter":
        """The same linter with another reader."""
        made = copy(self)
        made.reader = reader
        # Word lists are compiled once, for both.
        made.words = self.words
        return made

    def lint(self, text: str, *, path: str = "<text>", passage: bool = False, kind: str | None = None) -> Report:
        """The report on a text. `path` names it and tells its format; `passage` says that all of it is the explanation.

        No file is read; a `path` of a Word document or PDF means plain text (`pslint.formats.load` reads those).
        Raises DraftError when the text is long enough to tell that it is not English, ModelError when the reader cannot
        be loaded.
        """
        return self.lint_draft(parse_text(path, text, kind), passage=passage)

    def lint_draft(
        self,
        draft: Draft,
        *,
        passage: bool = False,
        statement: bool = False,
        within: Span | None = None,
        beside: Beside | None = None,
        counted: Mapping[str, list[Finding]] | None = None,
    ) -> Report:
        """The report on a draft; `within` limits the explanation to these code points, best of whole sentences.

        `passage` says that all of it is the explanation, and comes before `within`; `statement` says that it is a whole
        statement, even of one paragraph.

        What the draft's comments say, and what is said `beside` it, is followed. `counted` holds what some rules about
        all of the draft are known to find in it. Raises DraftError when the draft is not English, ModelError when the
        reader cannot be loaded, ValueError where `within` holds no prose.
        """
        if within and not passage and not (within.start >= 0 and draft.prose[within.start : within.end].strip()):
            raise ValueError(f"there is no prose within {within.start} to {within.end}")
        told = directives(draft, self.rulebook.rules, beside)
        places = (within,) if within else None if passage else told.passages
        around = self.look(draft, passage=passage, statement=statement, places=places)
        said, held, left, unused = self._said(around, told.suppressions, counted)
        # Limited to some lines, it cannot be known what the suppressions elsewhere are for.
        late = self._late(around, (*told.bad_directives, *map(unused_directive, () if within else unused)))
        kept = [*(outside(left, told.bad_directives) if late else left), *late]
        return Report(
            path=draft.path,
            profile=self.profile.name,
            draft=draft,
            passages=tuple(self._passage(reading, said, held) for reading in around.readings),
            findings=tuple(sorted(kept, key=lambda finding: (finding.start, finding.end, finding.rule))),
            whole=around.whole,
            partial=self._partial or len(left) < len(said),
        )

    def unused_suppressions(self, draft: Draft, beside: Beside, *, passage: bool = False) -> list[Suppression]:
        """What is suppressed beside a draft and not found in it, though their rules were asked.

        Raises DraftError and ModelError as `lint_draft`.
        """
        told = directives(draft, self.rulebook.rules, beside)
        around = self.look(draft, passage=passage, places=None if passage else told.passages)
        *_, unused = self._said(around, told.suppressions)
        return [suppression for suppression in unused if suppression.file]

    def _said(
        self, around: Around, suppressions: Iterable[Suppression], counted: Mapping[str, list[Finding]] | None = None
    ) -> tuple[list[Finding], list[Finding], list[Finding], list[Suppression]]:
        """What the rules say, what is held back, what is left of the said, and suppressions that cover nothing."""
        found: list[Finding] = []
        for rule in self.rules:
            known = counted.get(rule.id) if counted else None
            found += self.run(rule, around) if known is None else known
        aside = [finding for rule in self._aside for finding in self.run(rule, around)]
        said, held = settle(found, self.rulebook.rules, [reading.span for reading in around.readings], aside)
        left, unused = suppress(said, suppressions, around.draft)
        # One of what another finding took the place of is not unused.
        _, unused = suppress(held, unused, around.draft)
        return said, held, left, [suppression for suppression in unused if self._could_speak(suppression)]

    def run(self, rule: Rule, around: Around) -> list[Finding]:
        """What a rule finds in each passage, or in all of the draft if it is about that."""
        return [
            self.finding(rule, raised, around.draft)
            for reading in ((None,) if rule.scope in ("document", "set") else around.readings)
            for raised in CHECKS[rule.check].run(reading, rule, around)
        ]

    def report_unused(self, draft: Draft, suppressions: Iterable[Suppression]) -> list[Finding]:
        """What is said of suppressions that prove to be unused once others, such as a grammar server, have spoken."""
        return self._late(self.look(draft, places=()), tuple(map(unused_directive, suppressions)))

    def _late(self, around: Around, bad_directives: tuple[BadDirective, ...]) -> list[Finding]:
        """What is said of unused suppressions and of comments that cannot be followed, once all else is known."""
        if not bad_directives:
            return []
        around = replace(around, bad_directives=bad_directives)
        return [found for rule in self.rules if rule.check == "unused-ignore" for found in self.run(rule, around)]

    def look(
        self,
        draft: Draft,
        *,
        passage: bool = False,
        statement: bool = False,
        places: tuple[Span, ...] | None = None,
    ) -> Around:
        """What the checks see of a draft. `passage` says that all of it is the explanation, `places` where it stands.

        Raises DraftError when the draft is not English, ModelError when the reader cannot be loaded.
        """
        plain = make_plain(draft.prose)
        if not is_english(plain):
            raise DraftError(
                "does not look like English prose, the only kind of text that pslint reads; check the file"
            )
        found = explanations(
            self.reader, plain, draft.blocks, self.profile, passage=passage, statement=statement, places=places
        )
        return Around(
            draft=draft,
            plain=plain,
            readings=tuple(self._built(plain, told) for told in found.told),
            whole=found.whole,
            named=bool(places),
            perhaps=found.perhaps,
            # Who says that there is no explanation is not told that it is missing.
            profile=self.profile.model_copy(update={"expect": "omit"}) if places == () else self.profile,
            find=self.words.within(plain, Span(0, len(plain))),
            facts=published_facts(),
            record=self.record,
        )

    def _passage(self, reading: Reading, said: Iterable[Finding], held: Iterable[Finding]) -> Passage:
        moves = {move: reading.clear(move) for move in MOVES}
        missing = {move for move in MOVES if reading.lacks(move)}
        # What puts the cause on others is no part of one's own.
        blamed = [Span(f.start, f.end) for f in (*said, *held) if f.category == "blame" and f.confidence != "low"]
        own = tuple(mark for mark in moves["ownership"] if not any(map(mark.span.overlaps, blamed)))
        if moves["ownership"] and not own:
            missing.add("ownership")
        moves["ownership"] = own
        here = {f.rule for f in said if f.confidence != "low" and reading.span.overlaps(Span(f.start, f.end))}
        return Passage(
            start=reading.span.start,
            end=reading.span.end,
            sentences=len(reading.sentences),
            words=reading.words,
            moves=moves,
            missing=tuple(move for move in MOVES if move in missing),
            unsure=tuple(move for move in MOVES if move not in missing and not reading.has(move)),
            # Where no cause is told, nobody knows what is owed.
            optional=tuple(m for m in OPTIONAL if moves["context"] and not moves[m] and self._spares(m, here)),
        )

    def _spares(self, move: str, spoken: Set[str]) -> bool:
        """Whether rules of a missing move were asked, and neither they nor others that say it is owed have spoken."""
        asked = {rule.id for rule in self.rules if rule.check == "missing" and rule.category == move}
        others = {
            rule.id
            for rule in self.rulebook.rules.values()
            if rule.category == OPTIONAL[move] or not asked.isdisjoint(rule.supersedes)
        }
        return bool(asked) and spoken.isdisjoint(asked | others)

    def _could_speak(self, suppression: Suppression) -> bool:
        """Whether the rule that is to be silent was among those that looked at this draft."""
        rule = next((rule for rule in self.rules if rule.id == suppression.rule), None)
        if rule is None or rule.scope == "set":
            return False
        return self.record is not None or not CHECKS[rule.check].of_record

    def _built(self, plain: str, told: ToldPassage) -> Reading:
        span = Span(told.sentences[0].start, told.sentences[-1].end)
        return Reading(
            plain=plain,
            span=span,
            sentences=told.sentences,
            marks=told.marks,
            presence=told.presence,
            find=self.words.within(plain, span),
            later=told.later,
        )

    def finding(self, rule: Rule, raised: Raised, draft: Draft) -> Finding:
        """What a check raised, in the words of its rule."""
        # What is only a hint stays one; otherwise whoever weighs the rule anew has the last word.
        hint: Severity | None = "info" if raised.severity == "info" or raised.confidence == "low" else None
        severity = hint or self.profile.severity.get(rule.id) or raised.severity or rule.severity
        return Finding(
            rule=rule.id,
            name=rule.name,
            category=rule.category,
            severity=severity,
            confidence=raised.confidence,
            message=rule.say(raised.variant, raised.slots),
            start=raised.start,
            end=raised.end,
            excerpt=draft.source[raised.start : raised.end],
            url=rule.url,
            related=raised.related,
            bare=rule.say_bare(raised.variant, raised.slots),
            raised=raised,
        )


def find_profile(book: Rulebook, name: str) -> Profile:
    """The profile of this name; raises ValueError with the nearest right one."""
    if name not in book.profiles:
        near = nearest(name, book.profiles) or f"; there are {', '.join(book.profiles)}"
        raise ValueError(f"no profile {name!r}{near}")
    return book.profiles[name]


def _words(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _chosen(book: Rulebook, profile: Profile, select: tuple[str, ...], extend: tuple[str, ...]) -> tuple[Rule, ...]:
    chosen = {i for word in select for i in book.named(word)} if select else set(book.rules)
    chosen -= set(profile.off)
    chosen |= {i for word in extend for i in book.named(word)}
    return tuple(rule for rule in book.rules.values() if rule.id in chosen)
