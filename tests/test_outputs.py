"""The reports for people, on findings made for the purpose."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pslint.draft import Draft
from pslint.findings import MOVES, Confidence, Finding, Mark, Passage, Report, Severity
from pslint.formats import parse_text
from pslint.outputs import FORMATS, Run, View, render, stream
from pslint.outputs.jsontext import around_list, as_list, dumps

# Wide characters, a joined emoji, a combining mark, a tab, and a line longer than any width.
_SOURCE = (
    "名前は太郎です。 I failed Step 1\tbecause of personal issues.\r\n"
    + "\U0001f9d1\u200d\u2695\ufe0f e\u0301 "
    + "I worked harder and it is all behind me now, as I said before. " * 8
    + "\nThe last line."
)
_DRAFT = parse_text("draft.txt", _SOURCE)
_MESSAGE = "These words could mean almost anything; name the kind of pressure, and only as much as you want to share."


def _finding(words: str, severity: Severity = "warning", confidence: Confidence = "high", nth: int = 0) -> Finding:
    start = [match.start() for match in re.finditer(re.escape(words), _SOURCE)][nth]
    url = "https://example.org/PS203"
    end = start + len(words)
    return Finding("PS203", "vague-cause", "vague", severity, confidence, _MESSAGE, start, end, words, url)


def _run(*findings: Finding, passages: tuple[Passage, ...] = (), draft: Draft = _DRAFT) -> Run:
    return Run((Report(draft.path, "brief", draft, passages, findings),), "brief", "1.0")


def _passage(*present: str) -> Passage:
    marks = {move: (Mark(move, 9, 24, 0.95),) if move in present else () for move in MOVES}
    missing = tuple(move for move in MOVES if move not in present)
    return Passage(0, len(_SOURCE), 3, 40, marks, missing, ())


_ALL = (
    _finding("太郎", "info"),
    _finding("Step 1\tbecause", "error"),
    _finding("personal issues"),
    *(_finding("worked harder", nth=n) for n in range(8)),
    _finding("issues.\r\n\U0001f9d1", "info"),
    _finding("line", "info", "low"),
)


@pytest.mark.parametrize("width", range(40, 121, 8))
@pytest.mark.parametrize("color", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, color: bool) -> None:
    text = render(
        "full", _run(*_ALL, passages=(_passage("setback"),)), View(show="low", width=width, most=0, color=color)
    )
    plain = re.sub(r"\x1b\[[\d;]*m", "", text)
    assert (plain != text) == color
    assert max(cell_len(line) for line in plain.splitlines()) <= width


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_carets_stand_under_the_words(width: int) -> None:
    for finding in _ALL:
        lines = render("full", _run(finding), View(show="low", width=width)).splitlines()
        rule = next(i for i, line in enumerate(lines) if set(line) <= set(" |^") and "^" in line)
        source, first, length = lines[rule - 1], lines[rule].index("^"), lines[rule].count("^")
        start = next(i for i in range(len(source)) if cell_len(source[:i]) == first)
        end = next(i for i in range(start, len(source) + 1) if cell_len(source[start:i]) == length)
        words = "".join(char if char.isprintable() else " " for char in finding.excerpt.split("\r\n")[0])
        marked = source[start:end]
        assert marked == words or words.startswith(marked.removesuffix("..."))


def test_a_finding_shows_place_severity_rule_and_message() -> None:
    text = render("full", _run(_finding("personal issues")), View(width=200))
    column = _SOURCE.index("personal issues") + 1
    assert f"1:{column} warning PS203 vague-cause\n" in text
    assert _MESSAGE in text


def test_advice_is_given_once() -> None:
    told = [replace(f, message=f"'{f.excerpt}' is one; leave it out.") for f in (_ALL[2], _ALL[3])]
    other = replace(_ALL[4], message="Another thing.")
    text = render("full", _run(*told, other), View(width=100))
    assert text.count("is one; leave it out.") == 1
    assert text.count("As for vague-cause at 1:") == 1
    assert "Another thing." in text


def test_a_long_report_keeps_the_gravest_and_says_how_many_more_there_are() -> None:
    text = render("full", _run(*_ALL), View(most=3, width=100))
    assert text.count(" PS203 ") == 3
    assert " error PS203 " in text
    assert " info PS203 " not in text
    assert f"and {len(_ALL) - 1 - 3} more of lesser weight; --all shows them" in text
    assert " more " not in render("full", _run(*_ALL), View(most=0, width=100))


def test_low_confidence_is_counted_when_it_is_hidden() -> None:
    hidden = render("full", _run(*_ALL), View())
    assert "1 of low confidence hidden (--show low)" in " ".join(hidden.split())
    shown = render("full", _run(*_ALL), View(show="low", most=0))
    assert "hidden" not in shown
    assert shown.count("(not sure)") == 1


@pytest.mark.parametrize(("confidence", "said"), [("high", ""), ("medium", " (fairly sure)"), ("low", " (not sure)")])
def test_how_sure_a_finding_is_stands_beside_it_unless_it_is_sure(confidence: Confidence, said: str) -> None:
    finding = replace(_finding("personal issues"), confidence=confidence)
    text = render("full", _run(finding), View(show="low", width=100))
    assert re.search(rf"PS203 \S+{re.escape(said)}$", text, re.MULTILINE)


def test_the_scorecard_says_what_was_found_on_which_words() -> None:
    text = render("full", _run(passages=(_passage("setback", "change"),)), View(width=100))
    assert re.search(r'\+ setback +"I failed Step 1"', text)
    assert re.search(r'\+ change +"I failed Step 1"', text)
    for label in ("cause", "evidence"):
        assert re.search(rf"- {label} +not found", text)
    assert re.search(r"- ownership +not found$", text, re.MULTILINE)


def test_the_scorecard_does_not_miss_what_this_story_does_not_owe() -> None:
    spared = replace(_passage("setback", "context"), optional=("change", "ownership"))
    told = render("full", _run(passages=(spared,)), View(width=100, color=True))
    for move in ("change", "ownership"):
        assert re.search(rf"\x1b\[2m- \x1b\[0m{move} +\x1b\[2mnot found; not every story needs it", told)
    assert re.search(r"\x1b\[31m- \x1b\[0mevidence +\x1b\[2mnot found\x1b", told)


def test_what_the_reader_cannot_tell_is_said_as_such() -> None:
    passage = Passage(0, 9, 1, 3, dict.fromkeys(MOVES, ()), MOVES[:4], ("ownership",))
    assert re.search(r"\? ownership +perhaps", render("full", _run(passages=(passage,)), View(width=100)))


def test_a_sound_passage_gets_one_kind_line() -> None:
    sound = render("full", _run(passages=(_passage(*MOVES),)), View(width=100))
    assert sound.count("This reads well") == 1
    assert "This reads well" not in render(
        "full", _run(_finding("personal issues"), passages=(_passage(*MOVES),)), View()
    )


def test_nothing_is_praised_that_is_asked_how_it_went_on() -> None:
    hint = replace(_finding("personal issues"), category="evidence", severity="info")
    told = render("full", _run(hint, passages=(_passage(*MOVES),)), View(width=100))
    assert "All the parts are here" not in told
    assert "This reads well" not in told


def test_nothing_is_praised_that_is_asked_for_the_writers_own_part() -> None:
    hint = replace(_finding("personal issues"), category="ownership", severity="info")
    told = render("full", _run(hint, passages=(_passage(*MOVES[:4]),)), View(width=100))
    assert "All the parts are here" not in told


def test_a_hint_about_tone_is_no_good_reading() -> None:
    hint = replace(_finding("personal issues"), severity="info")
    told = render("full", _run(hint, passages=(_passage(*MOVES),)), View(width=100))
    assert "All the parts are here" in told
    assert "This reads well" not in told


def test_a_whole_one_that_is_only_too_long_is_told_that_it_is_whole() -> None:
    long = replace(_finding("personal issues"), category="length", severity="warning")
    assert "All the parts are here" in render("full", _run(long, passages=(_passage(*MOVES),)), View(width=100))


def test_a_concise_report_has_one_line_a_finding() -> None:
    text = render("concise", _run(*_ALL), View(show="low"))
    lines = text.splitlines()
    assert len(lines) == len(_ALL) + 1
    assert all(
        re.fullmatch(r"draft\.txt:\d+:\d+: (error|warning|info): PS203 vague-cause: .+", line) for line in lines[:-1]
    )
    assert lines[-1] == f"{len(_ALL)} findings in 1 draft"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_an_empty_run_and_a_draft_that_was_not_read(name: str) -> None:
    for reports in [(), (Report("gone.txt", "brief", error="no such file; check the name"),)]:
        assert render(name, Run(reports, "brief", "1.0"), View()).endswith("\n")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"html", "junit", "sarif"}))
def test_a_report_is_told_before_the_next_one_is_there(name: str) -> None:
    taken: list[int] = []

    def coming() -> Iterator[Report]:
        for number in range(3):
            taken.append(number)
            yield from _run(_finding("personal issues")).reports

    pieces = stream(name, Run(coming(), "brief", "1.0"), View())
    while "PS203" not in next(pieces):
        pass
    assert taken == [0]
    assert "PS203" in "".join(pieces)
    assert taken == [0, 1, 2]


@given(
    before=st.dictionaries(st.text(), st.integers(), min_size=1),
    items=st.lists(
        st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
    ),
    after=st.dictionaries(st.text(), st.integers()),
)
def test_json_that_grows_is_the_json_of_all_of_it(
    before: dict[str, Any], items: list[Any], after: dict[str, Any]
) -> None:
    before, after = {f"b{key}": value for key, value in before.items()}, {f"z{key}": n for key, n in after.items()}
    grown = "".join(around_list(before, "list", iter(items), lambda: after))
    assert grown == dumps({**before, "list": items, **after}) + "\n"
    assert "".join(as_list(iter(items))) == dumps(items)
