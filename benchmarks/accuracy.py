"""How often the reader is right, on passages that it was not trained on: `python -m benchmarks.accuracy`.

Writes docs/accuracy.md, docs/accuracy.json and docs/accuracy.svg; with `--check` compares the committed
figures with what the code gives and ends with 1 when they differ by more than .01.
"""

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from pslint.draft import Span
from pslint.findings import FAULTS, READ, Report
from pslint.formats import parse_text
from pslint.linter import Linter
from pslint.text.plain import make_plain
from pslint.text.sentences import split

from .judged import judged

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
DOCS = ROOT / "docs"
DEV = ("dev", "dev_residency")
#: Neither trained on nor used to fit a threshold.
HELD = ("held", "held_quiet", "held_pairs")
STATEMENTS = (
    "statements",
    "own_statements",
    "statements_fit",
    "statements_harder",
    "statements_held",
    "statements_harder_held",
    "statements_season",
)
#: Paragraphs of statements, most of whose setbacks are told without the word: used for nothing but judging.
INDIRECT = "indirect"
#: Checks of proselint that look for something of a category's kind; for the others it has none.
PROSELINT = {"cliche": ("cliches.",), "vague": ("hedging", "weasel_words.")}
TOLERANCE = 0.01

Record = dict[str, Any]


def read(name: str) -> list[Record]:
    """The passages of a corpus file."""
    with (CORPUS / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@dataclass
class Counts:
    """Right, extra and missed answers."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, said: bool, true: bool) -> None:
        """Count one answer."""
        self.hit += said and true
        self.extra += said and not true
        self.missed += true and not said

    @property
    def precision(self) -> float:
        """Of what was said, the part that is true."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Of what is true, the part that was said."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.hit / (2 * self.hit + self.extra + self.missed) if self.hit + self.extra + self.missed else 1.0


@dataclass
class Presence:
    """Answers on one file: by category, with and without the cells that readers were unsure of; overlap of words."""

    sure: dict[str, Counts] = field(default_factory=lambda: {c: Counts() for c in READ})
    every: dict[str, Counts] = field(default_factory=lambda: {c: Counts() for c in READ})
    words: dict[str, Counts] = field(default_factory=lambda: {c: Counts() for c in READ})

    def macro(self, which: str = "sure", categories: tuple[str, ...] = READ) -> float:
        """Mean F1 over the categories."""
        return float(np.mean([getattr(self, which)[c].f1 for c in categories]))


def presence(linter: Linter, records: list[Record]) -> Presence:
    """The reader's answers, at the threshold that the program uses."""
    result = Presence()
    for record in records:
        text = make_plain(record["text"])
        marks, found = linter.reader.read(text, Span(0, len(text)), split(text))
        for category in READ:
            said, true = found[category] >= 0.5, bool(record[category])
            result.every[category].add(said, true)
            if category in record["unsure"]:
                continue
            result.sure[category].add(said, true)
            places = [Span(s, s + len(w)) for w in record[category] if (s := record["text"].find(w)) >= 0]
            clear = [mark.span for mark in marks[category] if mark.probability >= 0.5]
            for span in clear:
                result.words[category].add(True, any(span.overlaps(place) for place in places))
            for place in places:
                if not any(place.overlaps(span) for span in clear):
                    result.words[category].add(False, True)
    return result


def reported(linter: Linter, records: list[Record]) -> Presence:
    """What a report shows: the moves of its passages, and the faults of its findings of medium confidence at least."""
    result = Presence()
    for record in records:
        report = linter.lint(record["text"], passage=True)
        said = {f.category for f in report.findings if f.category in FAULTS and f.confidence != "low"}
        said |= {move for passage in report.passages for move, marks in passage.moves.items() if marks}
        for category in READ:
            result.every[category].add(category in said, bool(record[category]))
            if category not in record["unsure"]:
                result.sure[category].add(category in said, bool(record[category]))
    return result


def faults_by_confidence(linter: Linter, records: list[Record]) -> dict[str, dict[str, Counts]]:
    """Of the findings of each fault, by confidence: right where the passage has the fault, wherever its words stand."""
    counts = {level: {fault: Counts() for fault in FAULTS} for level in ("high", "medium", "low")}
    for record in records:
        report = linter.lint(record["text"], passage=True)
        for finding in report.findings:
            fault = finding.category
            if fault in FAULTS and fault not in record["unsure"]:
                counts[finding.confidence][fault].add(True, bool(record[fault]))
    return counts


def sound_alarms(linter: Linter, records: list[Record]) -> tuple[int, int, int]:
    """Sound passages, those with a surely found fault, and with one of medium confidence at least; hints left out."""
    sound = [
        r
        for r in records
        if all(r[m] for m in ("setback", "context", "change", "evidence")) and not any(r[f] for f in FAULTS)
    ]
    high = shown = 0
    for record in sound:
        report = linter.lint(record["text"], passage=True)
        levels = Counter(
            f.confidence for f in report.findings if f.category in (*FAULTS, "tone") and f.severity != "info"
        )
        high += levels["high"] > 0
        shown += levels["high"] + levels["medium"] > 0
    return len(sound), high, shown


def passages(linter: Linter, records: list[Record]) -> dict[str, Any]:
    """Passages in whole statements, their sentences, and in how many with and without a setback one was found."""
    counts, sentences, with_one, without = Counts(), Counts(), Counter[bool](), Counter[bool]()
    for record in records:
        report: Report = linter.lint(record["text"])
        found = [Span(p.start, p.end) for p in report.passages]
        true = [Span(s, s + len(p)) for p in record["setback_passages"] if (s := record["text"].find(p)) >= 0]
        told = _paragraphs(record["text"], true)
        for place in told:
            counts.add(any(place.overlaps(span) for span in found), True)
        counts.extra += sum(place not in told for place in _paragraphs(record["text"], found))
        if true:
            with_one[any(span.overlaps(place) for span in found for place in true)] += 1
            for sentence in split(record["text"]):
                sentences.add(any(map(sentence.overlaps, found)), any(map(sentence.overlaps, true)))
        else:
            without[bool(found)] += 1
    return {
        "precision": round(counts.precision, 3),
        "recall": round(counts.recall, 3),
        "sentences precision": round(sentences.precision, 3),
        "sentences recall": round(sentences.recall, 3),
        "with a setback": with_one.total(),
        "of these with it found": with_one[True],
        "without a setback": without.total(),
        "of these with a passage found": without[True],
    }


def indirect(linter: Linter, records: list[Record]) -> dict[str, dict[str, int]]:
    """Of paragraphs that do and do not tell a setback: how many are taken for an explanation, how many asked about."""
    made: dict[str, dict[str, int]] = {}
    for told, name in ((True, "told"), (False, "others")):
        own = [record["text"] for record in records if record["told"] is told]
        reports = [linter.lint_draft(parse_text("paragraph.txt", text), statement=True) for text in own]
        raised = [finding.raised for report in reports for finding in report.findings if finding.rule == "PS101"]
        asked = sum(r is not None and r.variant == "perhaps" for r in raised)
        made[name] = {"paragraphs": len(own), "taken": sum(bool(r.passages) for r in reports), "asked": asked}
    return made


def _paragraphs(text: str, told: list[Span]) -> list[Span]:
    """The paragraphs that hold words of an explanation."""
    every = [Span(m.start(), m.end()) for m in re.finditer(r"(?:(?!\n\s*\n).)+", text, re.DOTALL)]
    return [paragraph for paragraph in every if any(paragraph.overlaps(place) for place in told)]


def bare_lexicons(linter: Linter, records: list[Record]) -> Presence:
    """The peer made of our own lists: a category is there where one of its lists hits."""
    lists = {
        "setback": ("FAIL_PLAIN", "FAIL_IMPLIED", "FAIL_SOFT", "FAIL_ESL"),
        "context": tuple(n for n in linter.rulebook.lexicons if n.startswith("CAUSE_")),
        "change": ("CHANGE_NOUN",),
        "evidence": ("RESULT", "EVIDENCE_NOUN"),
        "ownership": ("OWNERSHIP",),
        "vague": ("VAGUE_CAUSE", "VAGUE_CHANGE", "VAGUE_RESULT"),
        "defensive": ("DEFENSIVE", "MINIMISER", "SCORE_NOT_ME", "COMPARE"),
        "blame": ("BLAME_DIRECT", "BLAME_EXAM"),
        "melodrama": ("MELODRAMA", "RESULT_SCENE"),
        "cliche": ("GROWTH_CLICHE",),
    }
    result = Presence()
    for record in records:
        text = make_plain(record["text"])
        find = linter.words.within(text, Span(0, len(text)))
        for category, names in lists.items():
            if category not in record["unsure"]:
                result.sure[category].add(any(find(name) for name in names), bool(record[category]))
    return result


def proselint(records: list[Record]) -> Presence:
    """The peer proselint: a category is there where one of its checks of that kind speaks."""
    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(__register__)
    result = Presence()
    for record in records:
        found = [said.check_result.check_path for said in LintFile("passage", record["text"]).lint()]
        for category in READ:
            if category not in record["unsure"]:
                said = any(path.startswith(PROSELINT.get(category, ())) for path in found)
                result.sure[category].add(said, bool(record[category]))
    return result


def _confidence(linter: Linter, records: list[Record]) -> dict[str, Any]:
    made = {}
    for level, faults in faults_by_confidence(linter, records).items():
        right = sum(c.hit for c in faults.values())
        every = right + sum(c.extra for c in faults.values())
        made[level] = {
            "findings": every,
            "right": round(right / max(1, every), 3),
            "by fault": {f: [c.hit, c.hit + c.extra] for f, c in faults.items()},
        }
    return made


def _sound(linter: Linter, records: list[Record]) -> dict[str, int]:
    return dict(zip(("passages", "high", "shown"), sound_alarms(linter, records), strict=True))


def measure() -> dict[str, Any]:
    """All figures, rounded to three places."""
    linter = Linter()
    data: dict[str, Any] = {"presence": {}, "lexicons": {}, "proselint": {}, "statements": {}}
    for name in (*DEV, *HELD):
        records = read(name)
        result = presence(linter, records)
        data["presence"][name] = {
            "passages": len(records),
            "macro F1": round(result.macro(), 3),
            "macro F1 with unsure cells": round(result.macro("every"), 3),
            "macro F1 as reported": round(reported(linter, records).macro(), 3),
            "by category": {
                c: {
                    "precision": round(result.sure[c].precision, 3),
                    "recall": round(result.sure[c].recall, 3),
                    "F1": round(result.sure[c].f1, 3),
                    "words F1": round(result.words[c].f1, 3),
                }
                for c in READ
            },
        }
        data["lexicons"][name] = round(bare_lexicons(linter, records).macro(), 3)
        data["proselint"][name] = round(proselint(records).macro(), 3)
    judged_by = {"dev": [record for name in DEV for record in read(name)]} | {name: read(name) for name in HELD}
    data["confidence"] = {name: _confidence(linter, records) for name, records in judged_by.items()}
    data["sound"] = {name: _sound(linter, records) for name, records in judged_by.items()}
    for name in STATEMENTS:
        data["statements"][name] = passages(linter, read(name))
    data[INDIRECT] = indirect(linter, read(INDIRECT))
    data["judged"] = judged(linter, read("judged"))
    return data


def main() -> None:
    """Measure, then write the figures or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with the committed figures, write nothing")
    parser.add_argument("--print", action="store_true", help="only print")
    options = parser.parse_args()
    data = measure()
    if options.print:
        print(json.dumps(data, indent=2))
        return
    file = DOCS / "accuracy.json"
    if options.check:
        drift = differences(json.loads(file.read_text(encoding="utf-8")), data)
        print("\n".join(drift) or "docs/accuracy.json agrees with the code")
        sys.exit(bool(drift))
    from .accuracy_page import chart, page

    file.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    (DOCS / "accuracy.svg").write_text(chart(data), encoding="utf-8")
    (DOCS / "accuracy.md").write_text(page(data), encoding="utf-8")


def differences(old: Any, new: Any, key: str = "") -> list[str]:
    """Figures that differ by more than the tolerance (parts), or by more than 2 % or 2 (counts)."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted({*old, *new})
        return [line for k in keys for line in differences(old.get(k), new.get(k), f"{key}.{k}" if key else k)]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            line for i, (a, b) in enumerate(zip(old, new, strict=True)) for line in differences(a, b, f"{key}[{i}]")
        ]
    if isinstance(old, int | float) and isinstance(new, int | float):
        counted = isinstance(old, int) and isinstance(new, int)
        allowed = max(2, 0.02 * old) if counted else TOLERANCE
        return [] if abs(old - new) <= allowed else [f"{key}: {old} committed, {new} now"]
    return [] if old == new else [f"{key}: {old} committed, {new} now"]


if __name__ == "__main__":
    main()
