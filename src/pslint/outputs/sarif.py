"""SARIF 2.1.0: one run, with the rules that spoke, for code scanning.

Columns are code points. A `.docx`, `.odt` or PDF has no lines, so a finding in one has no region but names its
paragraph or page as a logical location.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from ..draft import Draft
from ..findings import Finding, Related
from ..places import DOCS
from ..rule import Rule
from . import Run, View
from .server import Item, items, related_message, relative, uri

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


def render(run: Run, view: View) -> Iterator[str]:
    """The run as a SARIF log."""
    results: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    first: dict[str, Finding] = {}
    # The rules that spoke stand before the results.
    for report in run.reports:
        if report.error:
            failed.append(_failed(report.path, report.error))
        for item in items(report, view):
            first.setdefault(item.finding.rule, item.finding)
            results.append(_result(item, [*first].index(item.finding.rule), view))
    rules = run.rules()
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "pslint",
                        "version": run.version,
                        "informationUri": DOCS.partition("/blob/")[0],
                        "rules": [_rule(finding, rules.get(rule)) for rule, finding in first.items()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {"executionSuccessful": not failed, "toolExecutionNotifications": failed},
                ],
                "results": results,
            }
        ],
    }
    yield json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _failed(path: str, error: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"{relative(path)}: {error}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}],
    }


def _rule(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    """A rule's metadata; of one that is not in the rule book, what its finding says."""
    data: dict[str, Any] = {
        "id": finding.rule,
        "name": finding.name,
        "helpUri": finding.url,
        "properties": {"tags": [finding.category]},
    }
    if rule is None:
        return data | {"shortDescription": {"text": finding.name}}
    sources = ", ".join(rule.source)
    return data | {
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize() + "."},
        "fullDescription": {"text": rule.why},
        "help": {
            "text": f"{rule.why}\n\nSources: {sources}.\n\n{rule.url}",
            "markdown": f"{rule.why}\n\nSources: {sources}.\n\n[{rule.id} {rule.name}]({rule.url})",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(item: Item, index: int, view: View) -> dict[str, Any]:
    finding = item.finding
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(item.path)}}}
    if item.place:
        location["logicalLocations"] = [{"name": item.place, "kind": item.place.partition(" ")[0]}]
    else:
        region = _region(item.draft, finding.start, finding.end)
        if view.show_excerpts:
            region["snippet"] = {"text": finding.excerpt}
        location["physicalLocation"]["region"] = region
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": item.message},
        "locations": [location],
        "partialFingerprints": {"pslint/v1": item.fingerprint},
        "properties": {"confidence": finding.confidence, "category": finding.category},
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(number, place, item, view) for number, place in enumerate(finding.related, 1)
        ]
    return result


def _related(number: int, place: Related, item: Item, view: View) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(place.path or item.path)}}
    draft = place.draft or (None if place.path else item.draft)
    if draft is not None and not draft.units:
        physical["region"] = _region(draft, place.start, place.end)
    return {"id": number, "physicalLocation": physical, "message": {"text": related_message(place, view)}}


def _region(draft: Draft, start: int, end: int) -> dict[str, Any]:
    first, last = draft.position(start), draft.position(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": start,
        "charLength": end - start,
    }
