"""The JSON contract (schema 1): one object, positions in code points, lines and columns from 1."""

from collections.abc import Iterator
from typing import Any

from ..draft import Draft
from ..findings import SEVERITIES, Finding, Mark, Passage
from . import Run, View
from .jsontext import around_list
from .select import Tally

SCHEMA = 1


def render(run: Run, view: View) -> Iterator[str]:
    """The run as one JSON object."""
    tally = Tally(view)
    yield from around_list(_about(run), "files", files(run, tally), lambda: _summary(tally))


def as_data(run: Run, view: View) -> dict[str, Any]:
    """The run as plain data; counts are of the findings shown."""
    tally = Tally(view)
    return _about(run) | {"files": list(files(run, tally))} | _summary(tally)


def files(run: Run, tally: Tally) -> Iterator[dict[str, Any]]:
    """The drafts as plain data, counted as they come."""
    for report in run.reports:
        findings = tally.add(report)
        data: dict[str, Any] = {"path": report.path, "profile": report.profile}
        draft = report.draft
        if draft is None:
            yield data | {"error": report.error, "findings": []}
            continue
        data["passages"] = [_passage(passage, draft) for passage in report.passages]
        data["findings"] = [_finding(finding, draft) for finding in findings]
        yield data


def _about(run: Run) -> dict[str, Any]:
    return {"schema": SCHEMA, "tool": {"name": "pslint", "version": run.version}, "profile": run.profile}


def _summary(tally: Tally) -> dict[str, Any]:
    levels = {level: tally.levels[level] for level in SEVERITIES}
    return {"summary": {"files": tally.files, "findings": tally.levels.total(), **levels}}


def _passage(passage: Passage, draft: Draft) -> dict[str, Any]:
    return {
        "start": _position(draft, passage.start),
        "end": _position(draft, passage.end),
        "sentences": passage.sentences,
        "words": passage.words,
        "moves": {move: [_mark(mark, draft) for mark in marks] for move, marks in passage.moves.items()},
        "missing": list(passage.missing),
        "unsure": list(passage.unsure),
    }


def _mark(mark: Mark, draft: Draft) -> dict[str, Any]:
    return {
        "start": _position(draft, mark.start),
        "end": _position(draft, mark.end),
        "excerpt": draft.source[mark.start : mark.end],
        "confidence": mark.confidence,
    }


def _finding(finding: Finding, draft: Draft) -> dict[str, Any]:
    data: dict[str, Any] = {
        "rule": finding.rule,
        "name": finding.name,
        "category": finding.category,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "start": _position(draft, finding.start),
        "end": _position(draft, finding.end),
        "excerpt": finding.excerpt,
        "url": finding.url,
    }
    if finding.related:
        data["related"] = [
            {
                "message": r.message,
                "start": _position(r.draft or draft, r.start),
                "end": _position(r.draft or draft, r.end),
            }
            | ({"path": r.path} if r.path else {})
            for r in finding.related
        ]
    return data


def _position(draft: Draft, offset: int) -> dict[str, int]:
    place = draft.position(offset)
    data = {"offset": place.offset, "line": place.line, "column": place.column}
    if place.paragraph is not None:
        data["paragraph"] = place.paragraph
    if place.page is not None:
        data["page"] = place.page
    return data
