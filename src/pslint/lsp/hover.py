"""What an editor shows where the mouse rests: the page of the rule that spoke, and the passage's scorecard."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lsprotocol.types import MarkupContent, MarkupKind

from ..citations import load_citations
from ..findings import MOVES, Finding, Passage, Report
from ..outputs.wording import LABELS, absent, best_words
from ..rule import Rule
from ..saying import plural

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#~|])")
_SHOWN: Final = 60


def hover(report: Report, offset: int, rules: Mapping[str, Rule], *, markdown: bool) -> MarkupContent | None:
    """The pages of the findings at a code point and the scorecard of its passage; None where there is neither."""
    here = [finding for finding in report.findings if finding.start <= offset <= finding.end]
    # What speaks of the fewest words is what the mouse was put on.
    own = {finding.rule: finding for finding in sorted(here, key=lambda finding: finding.end - finding.start)}
    parts = [page(rules[rule], markdown=markdown) for rule in own if rule in rules]
    parts += [scorecard(p, report, markdown=markdown) for p in report.passages if p.start <= offset <= p.end]
    if not parts:
        return None
    rule = "\n\n---\n\n" if markdown else "\n\n"
    return MarkupContent(MarkupKind.Markdown if markdown else MarkupKind.PlainText, rule.join(parts))


def page(rule: Rule, *, markdown: bool) -> str:
    """Why a rule exists, on whose word, one example that draws it and one that does not."""
    known = load_citations()
    sources = [known[code].line() if code in known else code for code in rule.source]
    sections = [
        ("Why", [rule.why]),
        ("On whose word", sources),
        *([("Who disagrees", [rule.dissent])] if rule.dissent else []),
        ("Draws it (about somebody else)", [rule.examples.fail[0].text]),
        ("Does not", [rule.examples.pass_[0].text]),
    ]
    title = f"{rule.id} {rule.name} ({rule.category}, {rule.severity})"
    if not markdown:
        return "\n\n".join([title, *(f"{name}\n{_lines(said)}" for name, said in sections), rule.url])
    body = [f"**{name}**\n\n{_quoted(said)}" for name, said in sections]
    return "\n\n".join([f"**{_plain(title)}**", *body, f"[Read on]({rule.url})"])


def scorecard(passage: Passage, report: Report, *, markdown: bool) -> str:
    """What a reader finds in a passage, move by move."""
    title = title_of(passage)
    lines = [f"{'+' if passage.moves[move] else '-'} {LABELS[move]}: {told(passage, move, report)}" for move in MOVES]
    if not markdown:
        return "\n".join([title, *lines])
    return f"**{title}**\n\n" + "\n".join(f"- {_plain(line[2:])}" for line in lines)


def title_of(passage: Passage) -> str:
    """A passage's name, with its length."""
    return f"Explanation: {plural(passage.sentences, 'sentence')}, {plural(passage.words, 'word')}"


def told(passage: Passage, move: str, report: Report) -> str:
    """The words that tell a move, or that they are not there."""
    marks = passage.moves[move]
    if not marks:
        return "perhaps; I cannot tell" if move in passage.unsure else absent(move, passage)
    assert report.draft is not None
    return best_words(marks, report.draft, _SHOWN)


def at(report: Report, start: int, end: int) -> Iterable[Finding]:
    """The findings on some of these code points."""
    return (finding for finding in report.findings if finding.start <= end and start <= finding.end)


def _lines(said: list[str]) -> str:
    return "\n".join(f"  {line.strip()}" for line in said)


def _quoted(said: list[str]) -> str:
    return "\n>\n".join(f"> {_plain(' '.join(line.split()))}" for line in said)


def _plain(text: str) -> str:
    """Text in which no Markdown is left to be taken for markup; addresses stay."""
    return " ".join(word if word.startswith("https://") else _MARKUP.sub(r"\\\1", word) for word in text.split(" "))
