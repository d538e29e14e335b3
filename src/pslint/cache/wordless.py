"""A report as data that holds no words of its draft: offsets, numbers and the rules' own words, from which it can be
made again without the rules.

A word that a message shows is kept as the place where it stands in the draft.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..draft import Draft
from ..findings import Finding, Mark, Passage, Related, Report
from ..saying import say, say_bare
from ..text.plain import make_plain

if TYPE_CHECKING:
    from ..rule import Rule

#: What of a finding holds no words of the draft.
_OWN: Final = ("rule", "name", "category", "severity", "confidence", "start", "end", "url")
#: Which moves a passage has not, and how.
_LACKED: Final = ("missing", "unsure", "optional")
_WORD: Final = re.compile(r"\w+")


def packed(report: Report, rules: Mapping[str, "Rule"]) -> dict[str, Any] | None:
    """The report's data, by the rules that spoke; None where it cannot be told without words of the draft."""
    if report.draft is None or any(finding.raised is None for finding in report.findings):
        return None
    text = make_plain(report.draft.source)
    try:
        return {
            "whole": report.whole,
            "partial": report.partial,
            "passages": [_passage(passage) for passage in report.passages],
            "findings": [_finding(finding, rules[finding.rule], text) for finding in report.findings],
        }
    except _NoPlaceError:
        return None


def unpacked(data: Mapping[str, Any], draft: Draft, profile: str) -> Report:
    """The report on the same draft; raises KeyError, TypeError or ValueError where the data is damaged."""
    text = make_plain(draft.source)
    passages = []
    for item in data["passages"]:
        moves = {m: tuple(Mark(m, *mark) for mark in marks) for m, marks in item["moves"].items()}
        numbers = {key: item[key] for key in ("start", "end", "sentences", "words")}
        missing, unsure, optional = (tuple(item[key]) for key in _LACKED)
        passages.append(Passage(moves=moves, missing=missing, unsure=unsure, optional=optional, **numbers))
    findings = []
    for item in data["findings"]:
        slots = {name: _said(pieces, text) for name, pieces in item["slots"].items()}
        related = tuple(Related(start, end, _said(pieces, text)) for start, end, pieces in item["related"])
        own = {key: item[key] for key in _OWN}
        findings.append(
            Finding(
                message=say(item["wording"], slots),
                bare=say_bare(item["wording"], slots),
                excerpt=draft.source[item["start"] : item["end"]],
                related=related,
                **own,
            )
        )
    return Report(
        draft.path, profile, draft, tuple(passages), tuple(findings), whole=data["whole"], partial=data["partial"]
    )


class _NoPlaceError(Exception):
    """Words of the draft, or of another one, that stand nowhere in it as they are said."""


def _passage(passage: Passage) -> dict[str, Any]:
    moves = {move: [[m.start, m.end, m.probability] for m in marks] for move, marks in passage.moves.items()}
    numbers = {key: getattr(passage, key) for key in ("start", "end", "sentences", "words")}
    return {"moves": moves, **{key: list(getattr(passage, key)) for key in _LACKED}, **numbers}


def _finding(finding: Finding, rule: "Rule", text: str) -> dict[str, Any]:
    raised = finding.raised
    assert raised is not None
    if any(item.path is not None or item.draft is not None for item in raised.related):
        raise _NoPlaceError
    own = {key: getattr(finding, key) for key in _OWN}
    slots = {name: _pieces(words, text, raised.start) for name, words in raised.slots.items()}
    related = [[item.start, item.end, _pieces(item.message, text, item.start)] for item in raised.related]
    return {"wording": rule.wording(raised.variant), "slots": slots, "related": related, **own}


def _pieces(said: str, text: str, near: int) -> list[Any]:
    """What is said as a list of places in the draft and of what stands nowhere in it."""
    start = _place(said, text, near)
    if said.strip() and start is not None:
        return [[start, start + len(said)]]
    made: list[Any] = []
    done = 0
    lowered = text.casefold()
    for word in _WORD.finditer(said):
        made.append(said[done : word.start()])
        start = _place(word[0], text, near)
        if start is not None:
            made.append([start, start + len(word[0])])
        elif any(char.isalpha() for char in word[0]) and word[0].casefold() in lowered:
            raise _NoPlaceError
        else:
            made.append(word[0])
        done = word.end()
    return [piece for piece in (*made, said[done:]) if piece]


def _place(words: str, text: str, near: int) -> int | None:
    """Where words stand: from `near` on if they do, else where they stand first."""
    found = text.find(words, near)
    found = found if found >= 0 else text.find(words)
    return found if found >= 0 else None


def _said(pieces: list[Any], text: str) -> str:
    return "".join(piece if isinstance(piece, str) else text[piece[0] : piece[1]] for piece in pieces)
