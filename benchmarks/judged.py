"""What careful readers say of each finding, rule by rule, on drafts whose writers had read no rule."""

from collections import Counter, defaultdict
from typing import Any

from pslint.draft import Span
from pslint.linter import Linter

#: What each of two judges says of a finding.
VERDICTS = ("right", "useless", "wrong")

Record = dict[str, Any]


def judged(linter: Linter, records: list[Record]) -> dict[str, Any]:
    """Verdicts at first sight, each judge's as half a one; and how many of those that both agree on are said today.

    A record holds a draft's `text`, the `round` in which it was judged, and its `findings` as they were then: `rule`,
    `start`, `end`, `severity`, `confidence` and two `verdicts`.
    """
    first: dict[str, Counter[str]] = defaultdict(Counter)
    sure: dict[str, Counter[str]] = defaultdict(Counter)
    rounds: dict[str, Counter[str]] = defaultdict(Counter)
    today = {verdict: [0, 0] for verdict in VERDICTS}
    alike = 0
    for record in records:
        said = [f for f in linter.lint(record["text"], passage=True).findings if f.confidence != "low"]
        for finding in record["findings"]:
            place = Span(finding["start"], finding["end"])
            for verdict in finding["verdicts"]:
                first[finding["rule"]][verdict] += 1
                rounds[str(record["round"])][verdict] += 1
                sure[f"{finding['severity']}, {finding['confidence']}"][verdict] += 1
            (one, other) = finding["verdicts"]
            if one == other:
                alike += 1
                today[one][1] += 1
                today[one][0] += any(f.rule == finding["rule"] and Span(f.start, f.end).overlaps(place) for f in said)
    return {
        "drafts": len(records),
        "findings": sum(len(record["findings"]) for record in records),
        "judged alike": alike,
        "by round": {number: _shares(rounds[number]) for number in sorted(rounds)},
        "by rule": {rule: _shares(first[rule]) for rule in sorted(first)},
        "by confidence": {level: _shares(sure[level]) for level in sorted(sure)},
        "said today": today,
    }


def _shares(verdicts: Counter[str]) -> dict[str, float]:
    return {"findings": verdicts.total() // 2} | {v: round(verdicts[v] / verdicts.total(), 3) for v in VERDICTS}
