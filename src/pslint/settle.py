"""After the checks: one finding a fault and place, one a missing move; held findings are kept aside, not lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from .draft import Span
from .findings import CONFIDENCES, FAULTS, SEVERITIES, Finding
from .rule import Rule

#: From this part of both, in code points, two places are nearly the same.
_NEARLY: Final = 0.8
#: A hint of at most so many times the length of a phrase says no more than what is said of the phrase.
_MOST: Final = 4
#: And a specific finding of another fault, of a change or of a tone no more than one at most so many times as long.
_TWICE: Final = 2
#: From this part of the shorter in code points, two findings are on the same words.
_MOSTLY: Final = 2 / 3
#: Code points of text in which findings are looked for that may share words.
_STRETCH: Final = 200
#: Categories, besides the faults, of rules that speak of the words they stand on.
_OF_WORDS: Final = ("change", "tone")


def settle(
    findings: list[Finding], rules: Mapping[str, Rule], passages: list[Span], aside: Sequence[Finding] = ()
) -> tuple[list[Finding], list[Finding]]:
    """What is said and what is held back, each in the order of the text.

    Of the findings of one fault on overlapping words one speaks: the specific before the general, a house's own before
    one that ships, then the graver, the surer and the longer. So does one of two that are specific where one stands
    within the other, which is at most twice as long. No general one speaks on nearly the same words as another, unless
    both are sure, nor on words that a specific one of its fault doubts; no hint on words of which something graver is
    said; no fault on words of which a change or a tone as grave speaks, and no general one on little more than those.
    Of what `aside` holds, the findings of ignored rules, no general rule speaks in their stead. A rule that supersedes
    others silences them in its passage when it is at least of medium confidence; outside any passage, or where it is
    about the whole draft, in all of it. At last no fault speaks on words of which another has spoken, if the passage
    is told of it elsewhere.
    """
    said, heard = _Near(), _Near()
    held: list[Finding] = []
    # Of no words that another could speak of as well, or hidden, which keeps no other fault from being told.
    alone: list[Finding] = []
    silenced = _silenced(findings, rules, passages)
    sure = _Near(finding for finding in aside if finding.confidence != "low")
    for finding in sorted(findings, key=lambda f: _rank(f, rules)):
        if (finding.rule, _passage(finding, passages)) in silenced:
            held.append(finding)
            continue
        if not _is_of_words(finding):
            alone.append(finding)
            continue
        rule = rules.get(finding.rule)
        before = [*heard.of(finding), *(sure.of(finding) if rule and rule.general else ())]
        if any(_same_fault(finding, other) for other in before):
            held.append(finding)
            continue
        # Said, doubted, or held because another specific finding speaks of the phrase: no general rule does so instead.
        heard.add(finding)
        if _is_doubted(finding):
            alone.append(finding)
            continue
        others = (other for other in said.of(finding) if not _both_sure(finding, other, rules))
        if any(_same_words(finding, other, rules) or _adds_nothing(finding, other, rules) for other in others):
            held.append(finding)
        else:
            said.add(finding)
    repeated = [*_repeated(said.all, passages), *(f for f in alone if _is_answered(f, said.of(f)))]
    left = [finding for finding in (*said.all, *alone) if finding not in repeated]
    return sorted(left, key=_place), sorted([*held, *repeated], key=_place)


class _Near:
    """Findings in the order in which they came, and by the stretches of text that they touch: there may be many."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.all: list[Finding] = []
        self._by_stretch: dict[int, list[Finding]] = defaultdict(list)
        for finding in findings:
            self.add(finding)

    def add(self, finding: Finding) -> None:
        self.all.append(finding)
        for stretch in _stretches(finding):
            self._by_stretch[stretch].append(finding)

    def of(self, finding: Finding) -> list[Finding]:
        """Those that may share words with a finding, once or more."""
        return [other for stretch in _stretches(finding) for other in self._by_stretch.get(stretch, ())]


def _stretches(finding: Finding) -> range:
    return range(finding.start // _STRETCH, finding.end // _STRETCH + 1)


def _is_answered(finding: Finding, said: Sequence[Finding]) -> bool:
    """Whether a doubt about words, "I could not tell whether", stands on words of which a graver fault is told."""
    doubted = finding.raised is not None and finding.raised.variant == "unsure"
    return doubted and any(o.severity != "info" and o.category in FAULTS and _is_within(finding, o) for o in said)


def _repeated(said: Sequence[Finding], passages: list[Span]) -> list[Finding]:
    """Findings of a fault on words of which a graver, a surer or a longer finding of a fault speaks, too.

    Careful readers call such a second one useless; where it is the passage's only one of its fault, it is not.
    """
    faults = [finding for finding in said if finding.category in FAULTS and finding.confidence != "low"]
    ranked = sorted(
        faults,
        key=lambda f: (SEVERITIES.index(f.severity), CONFIDENCES.index(f.confidence), -_length(f.excerpt)),
    )
    order = {id(finding): number for number, finding in enumerate(ranked)}
    times = Counter((finding.category, _passage(finding, passages)) for finding in faults)
    near = _Near(faults)
    gone: set[int] = set()
    for finding in reversed(ranked):
        fault = finding.category, _passage(finding, passages)
        before = (o for o in near.of(finding) if order[id(o)] < order[id(finding)] and id(o) not in gone)
        if times[fault] > 1 and any(_on_the_same(finding, other) for other in before):
            times[fault] -= 1
            gone.add(id(finding))
    return [finding for finding in faults if id(finding) in gone]


def _on_the_same(one: Finding, other: Finding) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _MOSTLY * min(one.end - one.start, other.end - other.start)


def _rank(finding: Finding, rules: Mapping[str, Rule]) -> tuple[bool, bool, bool, bool, int, int, int, int, str]:
    """Shown before hidden, specific before general, told before doubted, a house's own first, then the graver, surer,
    longer.
    """
    rule = rules.get(finding.rule)
    return (
        finding.confidence == "low" and not _is_doubted(finding),
        rule.general if rule else False,
        _is_doubted(finding),
        not (rule and rule.house),
        SEVERITIES.index(finding.severity),
        CONFIDENCES.index(finding.confidence),
        -_length(finding.excerpt),
        finding.start,
        finding.rule,
    )


def _is_doubted(finding: Finding) -> bool:
    return finding.raised is not None and finding.raised.doubted


def _length(words: str) -> int:
    """In code points, white space as one: a line end may be two."""
    return len(" ".join(words.split()))


def _same_fault(one: Finding, other: Finding) -> bool:
    if one.category != other.category or one.category not in FAULTS:
        return False
    return Span(one.start, one.end).overlaps(Span(other.start, other.end))


def _same_words(one: Finding, other: Finding, rules: Mapping[str, Rule]) -> bool:
    """Whether a rule speaks of the phrase of which the other has spoken, whatever fault each makes of it."""
    if one.rule not in rules or other.rule not in rules:
        return False
    if not rules[one.rule].general:
        short, long = sorted((one, other), key=lambda f: _length(f.excerpt))
        most = _length(long.excerpt) <= _TWICE * _length(short.excerpt)
        return not rules[other.rule].general and most and _is_within(short, long)
    # What is graver is no repetition.
    if SEVERITIES.index(one.severity) < SEVERITIES.index(other.severity):
        return False
    first, second = sorted((one, other), key=_place)
    shared = _length(first.excerpt[second.start - first.start :][: second.end - second.start])
    return shared >= _NEARLY * (_length(first.excerpt) + _length(second.excerpt) - shared)


def _adds_nothing(one: Finding, other: Finding, rules: Mapping[str, Rule]) -> bool:
    """Whether a hint at a fault stands on words of which a graver fault is told; or whether a change or a tone as grave
    is told of the same words, or, beside a general finding, of nearly all of its words.
    """
    if one.category not in FAULTS:
        return False
    if other.category in FAULTS:
        return one.severity == "info" != other.severity and _is_within(one, other)
    if SEVERITIES.index(other.severity) > SEVERITIES.index(one.severity):
        return False
    few = _length(one.excerpt) <= _MOST * _length(other.excerpt)
    general = one.rule in rules and rules[one.rule].general
    return _is_within(one, other) or (general and few and _is_within(other, one))


def _is_of_words(finding: Finding) -> bool:
    """Whether a fault, a change or a tone is spoken of: what is missing is said at some word, and not of it."""
    if finding.category in FAULTS:
        return True
    return finding.category in _OF_WORDS and bool(finding.raised and finding.raised.slots.get("match"))


def _both_sure(one: Finding, other: Finding, rules: Mapping[str, Rule]) -> bool:
    """Whether the general rules of two faults are sure of both: the words have the one and the other."""
    return all(f.confidence == "high" and f.rule in rules and rules[f.rule].general for f in (one, other))


def _is_within(one: Finding, other: Finding) -> bool:
    return other.start <= one.start and one.end <= other.end


def _silenced(findings: list[Finding], rules: Mapping[str, Rule], passages: list[Span]) -> set[tuple[str, int]]:
    silenced: set[tuple[str, int]] = set()
    for finding in sorted(findings, key=lambda f: -len(rules[f.rule].supersedes) if f.rule in rules else 0):
        place = _passage(finding, passages)
        if finding.rule not in rules or finding.confidence == "low" or (finding.rule, place) in silenced:
            continue
        # What is about all of the draft is so in each of its passages.
        every = rules[finding.rule].scope == "document"
        places = [place, *range(len(passages))] if every else [place]
        silenced |= {(other, where) for other in rules[finding.rule].supersedes for where in places}
    return silenced


def _passage(finding: Finding, passages: list[Span]) -> int:
    """The index of the passage that holds a finding; -1 outside any."""
    span = Span(finding.start, finding.end)
    return next((i for i, passage in enumerate(passages) if passage.overlaps(span)), -1)


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule
