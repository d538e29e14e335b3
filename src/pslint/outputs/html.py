"""One page to read, print and hand back: the words underlined in place, each finding beside them, the scorecard.

The page is whole in itself: it loads nothing, and its own Content-Security-Policy forbids it to. It is ASCII, so that
no encoding on the way to a file can hurt it. It needs no script; the only one makes the table of several drafts
sortable.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..citations import Citation, load_citations
from ..draft import Draft
from ..export import WRAPPED
from ..findings import MOVES, SEVERITIES, Finding, Passage, Report, Severity
from ..rule import Rule
from ..saying import plural
from . import Run, View
from .select import Tally
from .wording import LABELS, SURE, absent, counts, kind_line, place

#: What HTML cannot hold: controls, lone surrogates, noncharacters.
_UNFIT: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_HIGH_UNFIT: Final = frozenset(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Piece:
    """A stretch of the draft under the same findings; `ends` are the numbers of those whose words end with it."""

    text: str
    findings: tuple[int, ...] = ()
    severity: Severity | None = None
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Place:
    """Another place that a finding speaks of."""

    where: str
    message: str


@dataclass(frozen=True)
class Card:
    """A finding as shown; `number` counts from 1 within its draft."""

    number: int
    finding: Finding
    sure: str
    where: str
    related: tuple[Place, ...]


@dataclass(frozen=True)
class Row:
    """A paragraph of the draft, or markup between two, with the findings that begin in it.

    `kept` says that its line ends are the writer's and stay; `gap` is the white space that follows it.
    """

    prose: bool
    title: bool
    kept: bool
    pieces: tuple[Piece, ...]
    gap: tuple[Piece, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Score:
    """One move of a passage: found, unsure or missing, and the words that show it."""

    label: str
    state: str
    said: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A passage: where it is, how long it is, its moves."""

    where: str
    size: str
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class Sheet:
    """One draft of the page; `tally` counts its findings by severity, `moves` sums its passages up."""

    number: int
    path: str
    error: str | None
    explanations: tuple[Explanation, ...]
    rows: tuple[Row, ...]
    kind_line: str | None
    counts: str
    tally: dict[str, int]
    moves: tuple[Score, ...]


@dataclass(frozen=True)
class Grounds:
    """Why a rule that spoke exists, on whose word, and who disagrees; without a reason where it is not in the run."""

    rule: str
    name: str
    url: str | None
    why: str = ""
    sources: tuple[Citation, ...] = ()
    dissent: str | None = None


def render(run: Run, view: View) -> Iterator[str]:
    """The run as one page of HTML, in ASCII."""
    tally = Tally(view)
    sheets: list[Sheet] = []
    spoke: dict[str, Finding] = {}
    # What all drafts together say stands before them.
    for number, report in enumerate(run.reports, 1):
        found = tally.add(report)
        sheets.append(_sheet(number, report, found, view))
        spoke |= {finding.rule: finding for finding in found}
    pages = _pages()
    style = pages.get_template("theme.css").render() + pages.get_template("report.css").render()
    script = pages.get_template("sort.js").render() if len(sheets) > 1 else ""
    text = pages.get_template("report.html").render(
        title=f"pslint: {sheets[0].path if len(sheets) == 1 else plural(len(sheets), 'draft')}",
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        sheets=sheets,
        counts=counts(tally),
        grounds=list(_grounds(spoke, run.rules())),
        labels=[LABELS[move] for move in MOVES],
        severities=SEVERITIES,
        version=run.version,
        profile=run.profile,
    )
    yield text.encode("ascii", "xmlcharrefreplace").decode("ascii")


@cache
def _pages() -> Environment:
    """The templates; all that is put into them is escaped."""
    return Environment(
        loader=PackageLoader("pslint.outputs", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_fit,
    )


def _fit(value: Any) -> Any:
    """Text without what HTML cannot hold; markup and other values as they are."""
    if type(value) is not str:
        return value
    text = _UNFIT.sub("\ufffd", value)
    return text if text.isascii() else "".join("\ufffd" if char in _HIGH_UNFIT else char for char in text)


def _policy(style: str, script: str) -> str:
    """What the page may do: use its own style and script, and nothing else."""
    allowed = [f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in (style, script)]
    scripts = f"; script-src {allowed[1]}" if script else ""
    return f"default-src 'none'; style-src {allowed[0]}{scripts}; base-uri 'none'; form-action 'none'"


def _sheet(number: int, report: Report, found: list[Finding], view: View) -> Sheet:
    draft = report.draft
    tally = Tally(view)
    tally.add(report)
    return Sheet(
        number,
        report.path,
        report.error,
        tuple(_explanation(passage, draft, report) for passage in report.passages) if draft else (),
        tuple(_rows(draft, found)) if draft else (),
        kind_line(report, view),
        counts(tally),
        {severity: tally.levels[severity] for severity in SEVERITIES},
        tuple(_summed(move, report) for move in MOVES) if report.passages else (),
    )


def _explanation(passage: Passage, draft: Draft, report: Report) -> Explanation:
    size = f"{plural(passage.sentences, 'sentence')}, {plural(passage.words, 'word')}"
    scores = tuple(_score(move, passage, draft, report) for move in MOVES)
    return Explanation(place(draft, passage.start, passage.end), size, scores)


def _score(move: str, passage: Passage, draft: Draft, report: Report) -> Score:
    if passage.moves[move]:
        words = tuple(" ".join(draft.source[mark.start : mark.end].split()) for mark in passage.moves[move])
        return Score(LABELS[move], "found", "found", words)
    if move in passage.unsure:
        return Score(LABELS[move], "unsure", "perhaps; it cannot be told")
    return Score(LABELS[move], "missing", absent(move, passage))


def _summed(move: str, report: Report) -> Score:
    """A move over all passages of a draft: the best of them."""
    if any(passage.moves[move] for passage in report.passages):
        return Score(LABELS[move], "found", "found")
    if any(move in passage.unsure for passage in report.passages):
        return Score(LABELS[move], "unsure", "perhaps")
    return Score(LABELS[move], "missing", absent(move, *report.passages))


def _rows(draft: Draft, findings: list[Finding]) -> Iterator[Row]:
    """All of the source, cut before each paragraph and each stretch of markup, with the findings beside it."""
    numbered = list(enumerate(findings, 1))
    starts = [*_starts(draft), (len(draft.source), False, False)]
    for (start, prose, title), (end, _, _) in pairwise(starts):
        last = end == len(draft.source)
        text = draft.source[start:end]
        body = start + len(text.rstrip())
        begun = (item for item in numbered if start <= item[1].start < end or (last and item[1].start >= end))
        yield Row(
            prose,
            title,
            _keeps_lines(text) or not prose,
            tuple(_pieces(draft, start, body, numbered)),
            tuple(_pieces(draft, body, end, numbered)),
            tuple(_card(number, finding, draft) for number, finding in begun),
        )


def _starts(draft: Draft) -> Iterator[tuple[int, bool, bool]]:
    """Where the rows start, whether they are prose, and whether that is a heading; the first starts at 0."""
    source, done, begun = draft.source, 0, False
    for block in draft.blocks:
        # Markup on the paragraph's own first line (a heading's sign, a bullet) belongs to it.
        line = max(source.rfind("\n", done, block.start), source.rfind("\r", done, block.start)) + 1
        start = max(done, line)
        if source[done:start].strip():
            yield (_filled(source, done) if begun else 0), False, False
            begun = True
        yield (start if begun else 0), True, block.heading
        begun = True
        ends = [end for end in (source.find("\n", block.end), source.find("\r", block.end)) if end >= 0]
        done = min(ends, default=len(source))
    if source[done:].strip() or not begun:
        yield (_filled(source, done) if begun else 0), False, False


def _filled(source: str, offset: int) -> int:
    """The first place from an offset on that is no white space."""
    return len(source) - len(source[offset:].lstrip())


def _keeps_lines(text: str) -> bool:
    return any(len(line.strip()) <= WRAPPED for line in text.strip().splitlines()[:-1])


def _pieces(draft: Draft, start: int, end: int, numbered: list[tuple[int, Finding]]) -> Iterator[Piece]:
    """A range of the source, cut wherever the words of a finding begin or end."""
    here = [(n, f) for n, f in numbered if f.start < end and start < f.end]
    cuts = {place for _, f in here for place in (f.start, f.end) if start < place < end}
    for left, right in pairwise(sorted({start, end, *cuts})):
        over = [(n, f) for n, f in here if f.start < right and left < f.end]
        worst = min((f.severity for _, f in over), key=SEVERITIES.index, default=None)
        ends = tuple(n for n, f in over if f.end == right)
        yield Piece(draft.source[left:right], tuple(n for n, _ in over), worst, ends)


def _card(number: int, finding: Finding, draft: Draft) -> Card:
    related = tuple(
        Place(", ".join([*([r.path] if r.path else []), place(r.draft or draft, r.start, r.end)]), r.message)
        for r in finding.related
    )
    return Card(number, finding, SURE[finding.confidence], place(draft, finding.start, finding.end), related)


def _grounds(spoke: Mapping[str, Finding], rules: Mapping[str, Rule]) -> Iterable[Grounds]:
    """The rules that spoke, by id, with a finding of each."""
    known = load_citations()
    for identity, finding in sorted(spoke.items()):
        url = finding.url if finding.url.startswith(("https://", "http://")) else None
        rule = rules.get(identity)
        if rule is None:
            yield Grounds(identity, finding.name, url)
        else:
            sources = tuple(known.get(code, Citation("", code)) for code in rule.source)
            yield Grounds(identity, finding.name, url, rule.why, sources, rule.dissent)
