"""The way through the house: a draft in, its report out."""

from collections.abc import Iterable

from . import finder
from .checks import CHECKS
from .draft import Block, Draft, DraftError, Span
from .english import is_english
from .findings import MEDIUM, MOVES, READ, Finding, Mark, Passage, Raised, Report
from .formats import parse_text
from .language import Words
from .plain import make_plain
from .profiles import Profile
from .reader import Reader
from .reading import UNSURE, Around, Reading
from .rule import Rule
from .rulebook import Rulebook, load_builtin
from .sentences import split, words
from .settle import settle
from .yamlfile import nearest


class Linter:
    """Lints any number of drafts with one set of rules.

    `profile` names a profile. `select` and `ignore` hold rule ids, names, categories or id prefixes. Raises
    ValueError for an unknown profile or rule, FileErrors for bad rule files.
    """

    def __init__(
        self,
        profile: str = "brief",
        *,
        rulebook: Rulebook | None = None,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        reader: Reader | None = None,
    ) -> None:
        self.rulebook = rulebook or load_builtin()
        if profile not in self.rulebook.profiles:
            raise ValueError(f"no profile {profile!r}{nearest(profile, self.rulebook.profiles)}")
        self.profile: Profile = self.rulebook.profiles[profile]
        self.rules = _chosen(self.rulebook, self.profile, tuple(select), tuple(ignore))
        self.reader = reader or Reader()
        self.words = Words(self.rulebook.lexicons)

    def lint(self, text: str, *, path: str = "<text>", passage: bool = False, kind: str | None = None) -> Report:
        """The report on a text. `path` names it and tells its format; `passage` says that all of it is the explanation.

        Raises DraftError when the text is not English, ModelError when the reader cannot be loaded.
        """
        return self.lint_draft(parse_text(path, text, kind), passage=passage)

    def lint_draft(self, draft: Draft, *, passage: bool = False, within: Span | None = None) -> Report:
        """The report on a draft; `within` limits the explanation to these code points.

        Raises DraftError when the draft is not English, ModelError when the reader cannot be loaded.
        """
        plain = make_plain(draft.prose)
        if not is_english(plain):
            raise DraftError("does not look like English, the only language that pslint reads; check the file")
        readings, whole = self._read(draft, plain, passage, within)
        around = Around(
            draft=draft,
            plain=plain,
            readings=tuple(readings),
            whole=whole,
            profile=self.profile,
            find=self.words.within(plain, Span(0, len(plain))),
        )
        found = [
            self._finding(rule, raised, draft)
            for rule in self.rules
            for reading in ((None,) if rule.scope in ("document", "set") else readings)
            for raised in CHECKS[rule.check].run(reading, rule, around)
        ]
        said, _ = settle(found, self.rulebook.rules, [reading.span for reading in readings])
        return Report(
            path=draft.path,
            profile=self.profile.name,
            draft=draft,
            passages=tuple(_passage(reading) for reading in readings),
            findings=tuple(said),
        )

    def _read(self, draft: Draft, plain: str, passage: bool, within: Span | None) -> tuple[list[Reading], bool]:
        """The passages of a draft as read, and whether the whole draft is one."""
        running = [block for block in draft.blocks if not block.heading]
        if not running and draft.blocks:
            running = list(draft.blocks)
        if within is not None:
            running = [Block(max(b.start, within.start), min(b.end, within.end)) for b in running if Span(b.start, b.end).overlaps(within)]
            passage = True
        if not running:
            return [], passage
        if passage:
            span = Span(running[0].start, running[-1].end)
            return [self._reading(plain, span, [s for b in running for s in split(plain, b.start, b.end)])], True
        sentences = [split(plain, block.start, block.end) for block in running]
        readings = []
        for span in finder.candidates(plain, tuple(running), sentences):
            own = [s for group in sentences for s in group if span.start <= s.start < span.end]
            readings += self._passages(plain, span, own, alone=len(running) == 1)
        return readings, len(running) == 1 and bool(readings)

    def _passages(self, plain: str, span: Span, sentences: list[Span], *, alone: bool) -> list[Reading]:
        """The passages in a candidate paragraph: runs of sentences with a mark, around one that tells the setback."""
        marks, presence = self.reader.read(plain, span, sentences)
        if presence["setback"] < MEDIUM:
            return []
        if alone:
            return [self._built(plain, sentences, marks, presence)]
        strong = [mark for found in marks.values() for mark in found if mark.probability >= MEDIUM]
        touched = [i for i, s in enumerate(sentences) if any(m.span.overlaps(s) for m in strong)]
        made = []
        for run in _runs(touched):
            own = sentences[run[0] : run[-1] + 1]
            area = Span(own[0].start, own[-1].end)
            inside = {c: tuple(m for m in found if m.span.overlaps(area)) for c, found in marks.items()}
            if any(m.probability >= MEDIUM for m in inside["setback"]):
                here = {c: max((m.probability for m in inside[c]), default=0.0) for c in READ}
                made.append(self._built(plain, own, inside, here))
        return made

    def _reading(self, plain: str, span: Span, sentences: list[Span]) -> Reading:
        marks, presence = self.reader.read(plain, span, sentences)
        return self._built(plain, sentences or [span], marks, presence)

    def _built(
        self, plain: str, sentences: list[Span], marks: dict[str, tuple[Mark, ...]], presence: dict[str, float]
    ) -> Reading:
        span = Span(sentences[0].start, sentences[-1].end)
        return Reading(
            plain=plain,
            span=span,
            sentences=tuple(sentences),
            words=sum(len(words(plain, s.start, s.end)) for s in sentences),
            marks=marks,
            presence=presence,
            find=self.words.within(plain, span),
        )

    def _finding(self, rule: Rule, raised: Raised, draft: Draft) -> Finding:
        severity = raised.severity or self.profile.severity.get(rule.id) or rule.severity
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
        )


def _runs(indices: list[int]) -> list[list[int]]:
    """Groups of sentence numbers; a gap of one sentence does not part them."""
    groups: list[list[int]] = []
    for index in indices:
        if groups and index - groups[-1][-1] <= 2:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _passage(reading: Reading) -> Passage:
    return Passage(
        start=reading.span.start,
        end=reading.span.end,
        sentences=len(reading.sentences),
        words=reading.words,
        moves={move: reading.clear(move) for move in MOVES},
        missing=tuple(move for move in MOVES if reading.presence[move] < UNSURE),
        unsure=tuple(move for move in MOVES if UNSURE <= reading.presence[move] < MEDIUM),
    )


def _chosen(book: Rulebook, profile: Profile, select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    matches = {word: _matching(book, word) for word in (*select, *ignore)}
    for word, found in matches.items():
        if not found:
            known = [name for rule in book.rules.values() for name in (rule.id, rule.name, rule.category)]
            raise ValueError(f"no rule {word!r}{nearest(word, known)}")
    chosen = {i for word in select for i in matches[word]} if select else set(book.rules)
    chosen -= {i for word in ignore for i in matches[word]} | set(profile.off)
    return tuple(rule for rule in book.rules.values() if rule.id in chosen)


def _matching(book: Rulebook, word: str) -> set[str]:
    return {
        rule.id
        for rule in book.rules.values()
        if word.upper() == rule.id or word in (rule.name, rule.category) or rule.id.startswith(word.upper())
    }

