"""docs/accuracy.md and its chart, from the figures of accuracy.py."""

import json
from pathlib import Path
from textwrap import fill
from typing import Any

from pslint.findings import FAULTS, READ

from .judged import VERDICTS

CURVE = Path(__file__).resolve().parent.parent / "docs" / "curve.json"
_WIDE, _ROW, _LEFT = 760, 56, 150
#: Of fewer findings a rule's share says little.
_ENOUGH = 5


def page(data: dict[str, Any]) -> str:
    """The page as Markdown; every number in it comes from `data`."""
    parts = [_head(data), _by_category(data), _confidence(data), _judged(data), _statements(data), _READ_IT]
    if CURVE.exists():
        parts.insert(-1, _curve())
    return "\n\n".join(parts) + "\n"


def _head(data: dict[str, Any]) -> str:
    rows = [
        f"| {name} | {d['passages']} | {d['macro F1']:.3f} | {d['macro F1 with unsure cells']:.3f} "
        f"| {d['macro F1 as reported']:.3f} | {data['lexicons'][name]:.3f} | {data['proselint'][name]:.3f} |"
        for name, d in data["presence"].items()
    ]
    return "\n".join(
        [
            "# How often the reader is right",
            "",
            "Written by `python -m benchmarks.accuracy`; the suite compares these figures with the code. Nothing here",
            "was trained on: `dev` holds passages of four writers, read twice, `dev_residency` of five more, the",
            "nearest to what pslint is for; the thresholds of confidence were fitted on these two files and on 589",
            "passages of which the last phases alone had learned, two numbers a category (setback on the two files",
            "alone). `held` is for judging them: passages of two more writers, read once, on which nothing was",
            "fitted, though choices, such as what to calibrate with, were made with its figures in view. So is",
            "`held_quiet`: passages of five writers in plain, everyday words and with faults that a tired reader lets",
            "pass, each read by two; people use the same stock phrases, and 51 of the 340 share eight words in a row",
            "with a passage that was learned. `held_pairs` is the hardest: pairs by two writers that differ in the one",
            "clause that counts, each read by two.",
            "",
            "Presence of a category in a passage, macro F1 over the ten categories, cells that the human readers were",
            "unsure of left out (and with them). `As reported` is the same of what a report shows after the rules have",
            "spoken and were settled: its moves, and its findings of the five faults of medium confidence at least.",
            "Beside it our own word lists as bare patterns, and proselint, whose checks are made for other faults: of",
            "the ten categories it has some for clichés and for hedging and weasel words. Two careful human readers",
            "agree with each other at .92 to .98.",
            "",
            "| file | passages | reader | with unsure cells | as reported | word lists | proselint |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            "![F1 by category](accuracy.svg)",
        ]
    )


def _by_category(data: dict[str, Any]) -> str:
    lines = [
        "## By category",
        "",
        "`words` is F1 over marks: a mark is right when it overlaps words that a reader marked.",
        "",
        "| category | " + " | ".join(f"{n} precision | recall | F1 | words" for n in data["presence"]) + " |",
        "| --- |" + " --- | --- | --- | --- |" * len(data["presence"]),
    ]
    for category in READ:
        cells = [
            f"{v['precision']:.2f} | {v['recall']:.2f} | {v['F1']:.2f} | {v['words F1']:.2f}"
            for v in (d["by category"][category] for d in data["presence"].values())
        ]
        lines.append(f"| {category} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _confidence(data: dict[str, Any]) -> str:
    lines = [
        "## Sure or silent",
        "",
        "Findings of the five faults by confidence: how many are right (the passage has that fault). Low ones are",
        "hidden unless asked for.",
        "",
        "| file | confidence | findings | right | " + " | ".join(FAULTS) + " |",
        "| --- | --- | --- | --- |" + " --- |" * len(FAULTS),
    ]
    for name, levels in data["confidence"].items():
        for level, d in levels.items():
            cells = " | ".join(f"{right} of {all_}" for right, all_ in (d["by fault"][f] for f in FAULTS))
            lines.append(f"| {name} | {level} | {d['findings']} | {d['right']:.3f} | {cells} |")
    for name, sound in data["sound"].items():
        lines += [
            "",
            f"{name}: of {sound['passages']} passages with setback, context, change and evidence and no fault,",
            f"{sound['high']} draw a finding about tone of high confidence, "
            f"{sound['shown']} one of medium confidence at least that is more than a hint.",
        ]
    return "\n".join(lines)


def _judged(data: dict[str, Any]) -> str:
    """Every rule with as many findings as say something, the others together."""
    d = data["judged"]
    rounds = "; ".join(
        f"{row['findings']} findings, {row['right']:.3f} right, {row['useless']:.3f} useless, {row['wrong']:.3f} wrong"
        for row in d["by round"].values()
    )
    said = {verdict: f"{now} of {then}" for verdict, (now, then) in d["said today"].items()}
    told = f"""{d["drafts"]} explanations were written by ten writers who had read no rule, good, middling and poor,
        and every finding of a report on them was called right, useless (true, but trivial or said before) or wrong by
        two readers who saw the rubric and the report and not each other's verdicts (`judged`); on {d["judged alike"]}
        of {d["findings"]} findings they agree. What stands here is of the state in which they were judged, in rounds,
        each on other drafts and after what the one before had shown was mended, by the reader of its day:
        {rounds}. Of those that both readers called right {said["right"]} are said today, of the useless
        {said["useless"]}, of the wrong {said["wrong"]}."""
    few = dict.fromkeys(("findings", *VERDICTS), 0.0)
    lines = []
    for rule, row in d["by rule"].items():
        if row["findings"] >= _ENOUGH:
            lines.append(_row(rule, row))
            continue
        for verdict in VERDICTS:
            few[verdict] += row[verdict] * row["findings"]
        few["findings"] += row["findings"]
    rest = few | {v: few[v] / max(1, few["findings"]) for v in VERDICTS}
    levels = [_row(level, row) for level, row in d["by confidence"].items()]
    head = ["| | findings | right | useless | wrong |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(
        ["## Rule by rule", "", fill(" ".join(told.split()), 120), "", *head, *lines, _row("all others", rest), *levels]
    )


def _row(name: str, row: dict[str, float]) -> str:
    return f"| {name} | {row['findings']:.0f} | " + " | ".join(f"{row[v]:.2f}" for v in VERDICTS) + " |"


def _statements(data: dict[str, Any]) -> str:
    lines = [
        "## Finding the passage in a whole statement",
        "",
        "| file | precision | recall | sentences: precision | recall | with a setback: found | without: a passage |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, d in data["statements"].items():
        lines.append(
            f"| {name} | {d['precision']:.3f} | {d['recall']:.3f} "
            f"| {d['sentences precision']:.3f} | {d['sentences recall']:.3f} "
            f"| {d['of these with it found']} of {d['with a setback']} "
            f"| {d['of these with a passage found']} of {d['without a setback']} |"
        )
    told, others = data["indirect"]["told"], data["indirect"]["others"]
    said = f"""Harder: paragraphs whose setback is no failed exam (a Match, a residency left, a citation, years away) or
        is told without the word (`indirect`). Of {told["paragraphs"]} of them {told["taken"]} are taken for an
        explanation, and of {told["asked"]} more the writer is asked whether they are one; of {others["paragraphs"]}
        with the same words and no setback {others["taken"]} is taken and {others["asked"]} are asked about."""
    return "\n".join([*lines, "", fill(" ".join(said.split()), 120)])


def _curve() -> str:
    """What a part of the passages reaches, from the figures that `python -m training.curve --write` left."""
    points = json.loads(CURVE.read_text(encoding="utf-8"))
    files = [key for key in points[0] if key not in ("passages", "writers")]
    lines = [
        "## Would more passages help?",
        "",
        "Presence F1 when the same encoder learns from a part of the labelled passages, whole writers at a time, from",
        "their labels alone (no scores of larger readers, nothing recombined) and in the same number of steps, two",
        "epochs over all; the last row is from all of them.",
        "",
        "| passages | writers | " + " | ".join(files) + " |",
        "| --- | --- |" + " --- |" * len(files),
    ]
    for point in points:
        cells = " | ".join(f"{point[name]:.3f}" for name in files)
        lines.append(f"| {point['passages']} | {point['writers']} | {cells} |")
    return "\n".join(lines)


_READ_IT = """## How to read it

Precision and recall of whole statements are of paragraphs: one counts as found when a passage of pslint overlaps it,
and a paragraph that comes back to the setback in half a sentence counts like the one that tells it; the next two
columns are of the sentences of statements with a setback, the last two of statements. Twenty numbers of the passage
finding were fitted on `statements`, `own_statements`, `statements_fit` and `statements_harder`, nothing on the last
three files. In those called `harder` many setbacks are told in a clause, in a scene, or as a leave, and the statements
without one come near. What the reader gets wrong, and what each error wants, stands in
[training/errors.md](../training/errors.md)."""


def chart(data: dict[str, Any]) -> str:
    """Bars of F1 by category and file, as SVG."""
    names = list(data["presence"])
    height = _ROW * len(READ) * 1 + 60
    span = _WIDE - _LEFT - 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{height}" role="img" '
        'aria-label="F1 by category by file" font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDE}" height="{height}" fill="#fff"/>',
    ]
    for i, name in enumerate(names):
        parts.append(f'<rect x="{_LEFT + 120 * i}" y="10" width="12" height="12" fill="{_COLORS[i]}"/>')
        parts.append(f'<text x="{_LEFT + 120 * i + 18}" y="21">{name}</text>')
    for row, category in enumerate(READ):
        y = 40 + _ROW * row
        parts.append(f'<text x="{_LEFT - 10}" y="{y + 15}" text-anchor="end">{category}</text>')
        for i, name in enumerate(names):
            f1 = data["presence"][name]["by category"][category]["F1"]
            parts.append(f'<rect x="{_LEFT}" y="{y + 10 * i}" width="{span * f1:.1f}" height="9" fill="{_COLORS[i]}"/>')
            parts.append(f'<text x="{_LEFT + span * f1 + 4:.1f}" y="{y + 10 * i + 9}" font-size="10">{f1:.2f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


_COLORS = ("#4467a1", "#d08c3c", "#6b9a5b", "#8f6aa8", "#5b9aa0")
