"""Dated facts, the writer's record, and the checks that hold a text against them."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pslint.checks import CHECKS
from pslint.checks._failing import tells_the_failure
from pslint.draft import Draft, Span
from pslint.errors import FileErrors
from pslint.extract import EXAMS, read_date
from pslint.facts import Attempt, Facts, Leave, Record, load_facts, load_record
from pslint.findings import READ, Mark, Raised
from pslint.places import builtin_folder
from pslint.profiles import Profile
from pslint.reading import Around, Reading
from pslint.rule import Rule
from pslint.text.plain import make_plain
from pslint.text.sentences import split

FACTS = load_facts(builtin_folder() / "facts.yaml")
OPTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "PS403": ("pass-mark", {"when": "near"}),
    "PS406": ("attempts", {"ask": "pattern"}),
    "PS701": ("score", {"against": "range"}),
    "PS702": ("score", {"against": "report"}),
    "PS703": ("discontinued", {}),
    "PS704": ("pass-mark", {"when": "contradicts"}),
    "PS705": ("attempts", {"ask": "sum"}),
    "PS706": ("arithmetic", {}),
    "PS707": ("name-form", {}),
    "PS708": ("own-facts", {}),
}
JUNE = Attempt.model_validate({"exam": "usmle.step2ck", "date": "2024-06", "result": "fail", "score": 207})
OCTOBER = Attempt.model_validate({"exam": "usmle.step2ck", "date": "2024-10", "result": "pass", "score": 236})


def rule(name: str) -> Rule:
    """A rule with a check's options and nothing else to it."""
    check, options = OPTIONS[name]
    return Rule.model_validate(
        {
            "id": name,
            "name": "x",
            "category": "fact",
            "severity": "error",
            "scope": "span",
            "check": check,
            "options": CHECKS[check].options.model_validate(options),
            "message": "x",
            "why": "x",
            "source": ["x"],
            "examples": {"fail": ["x"], "pass": ["x"]},
        }
    )


def around(text: str, reading: Reading, record: Record | None = None) -> Around:
    """What stands around a text that is all passage."""
    return Around(
        draft=Draft("x", text, text),
        plain=reading.plain,
        readings=(reading,),
        whole=True,
        profile=Profile.model_validate({"name": "brief", "about": ""}),
        find=lambda _: (),
        facts=FACTS,
        record=record,
    )


def found(name: str, text: str, record: Record | None = None) -> list[Raised]:
    """What a check raises on a text that is all passage, findings of low confidence left out."""
    plain = make_plain(text)
    span = Span(0, len(plain))
    reading = Reading(
        plain=plain,
        span=span,
        sentences=tuple(split(plain)) or (span,),
        marks=dict.fromkeys(READ, ()),
        presence=dict.fromkeys(READ, 0.0),
        find=lambda _: (),
    )
    made = rule(name)
    raised = list(CHECKS[made.check].run(reading, made, around(text, reading, record)))
    for item in raised:
        assert 0 <= item.start < item.end <= len(text)
        assert item.slots.keys() <= CHECKS[made.check].slots
    return [item for item in raised if item.confidence != "low"]


FIRES = [
    ("PS403", "In September 2025 I sat it again and scored 221 on Step 2 CK.", "221"),
    ("PS403", "I passed Level 2-CE on the second attempt with a 405.", "405"),
    ("PS406", "I failed Step 1 and, two years later, Step 3. A tutor helped me pass Step 1.", None),
    ("PS406", "I failed Level 1 two times before I passed.", "failed Level 1 two times"),
    # No failure is told but by the count.
    (
        "PS406",
        "I passed Step 1 on the third attempt, and Step 2 CK on the first.",
        "passed Step 1 on the third attempt",
    ),
    ("PS701", "I passed Step 2 CK with a 530.", "530"),
    ("PS701", "I earned a 232 on Level 2-CE.", "232"),
    ("PS702", "In 2025 I sat Step 1 again and scored 218.", "218"),
    ("PS702", "I passed Level 1 in 2024 with a 470.", "470"),
    (
        "PS702",
        "I failed Step 1 in May 2022, as I sat shelf exams, too, and I passed in July 2022 with a 232.",
        "232",
    ),
    ("PS702", "I passed Step 2 CS with a 210.", "210"),
    ("PS703", "I did not pass Step 2 CS in 2024.", "Step 2 CS"),
    ("PS703", "I plan to take Level 2-PE next spring.", "Level 2-PE"),
    ("PS704", "I passed Step 2 CK in October 2025 with a 214.", "214"),
    ("PS704", "I failed Level 2-CE with a 442.", "442"),
    ("PS705", "I passed all Steps on the first try, and I failed Step 3 as an intern.", None),
    ("PS705", "I failed Level 3 twice and passed it on the second attempt.", None),
    ("PS705", "I failed Step 1, sat my shelf exams in May, and passed Step 1 on the first try.", None),
    ("PS706", "I raised my Step 3 score by 25 points, from 190 to 212.", None),
    # Told once, however the earlier attempt is told.
    (
        "PS706",
        "I failed Step 3 in June 2022. I cleared it in September 2023, just four months after my first attempt in June "
        "2022.",
        "four months after",
    ),
    ("PS706", "I failed in November 2023 and passed my retake in July 2023.", "July 2023"),
    ("PS707", "I failed USMLE Level 2 as a fourth-year.", "USMLE Level 2"),
    ("PS707", "After COMLEX Step 1 I met with a coach.", "COMLEX Step 1"),
]
SILENT = [
    ("PS403", "I passed Step 2 CK when I sat it again and have since honored surgery."),
    ("PS403", "I passed Level 2-CE on the second attempt with a 505."),
    ("PS406", "I failed Step 1 and Step 3 for the same reason, and I passed both."),
    ("PS406", "Both of my failed Level 1 attempts came before a single full rehearsal; I passed in May."),
    ("PS701", "I passed Step 2 CK with a 230."),
    ("PS701", "After 3,100 questions in 2024 I earned a 532 on Level 2-CE."),
    ("PS702", "In 2025 I sat Step 1 again and passed."),
    ("PS702", "In 2020 I sat Step 1 again and scored 218."),
    ("PS703", "I did not pass Step 2 CS in 2019."),
    ("PS703", "I did not pass the OSCE of my school in 2024."),
    ("PS704", "I passed Step 2 CK in June 2025 with a 214."),
    ("PS704", "I failed Level 2-CE with a 371 and passed with a 484."),
    ("PS705", "My first attempt at Level 3 failed, and I passed on the second attempt."),
    ("PS705", "I failed Step 1 and passed Step 2 CK on the first try."),
    # What was named last is another exam.
    ("PS705", "I failed Step 1 in June. I sat my shelf exams in May, all of which I passed on the first try."),
    ("PS706", "I raised my Step 3 score by 22 points, from 190 to 212."),
    ("PS706", "I failed in July 2023 and passed my retake in November 2023."),
    ("PS707", "I failed USMLE Step 2 CK as a fourth-year."),
    ("PS707", "After COMLEX Level 1 I met with a coach."),
]


@pytest.mark.parametrize(("name", "text", "words"), FIRES)
def test_a_check_speaks(name: str, text: str, words: str | None) -> None:
    raised = found(name, text)
    assert len(raised) == 1
    assert words is None or text[raised[0].start : raised[0].end] == words


@pytest.mark.parametrize(("name", "text"), SILENT)
def test_a_check_is_silent(name: str, text: str) -> None:
    assert not found(name, text)


@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize(
    "text",
    [
        "I failed Step 2 CK in June 2024 with a 203: I kept my date although three practice scores, 198, 205 and 209, "
        "were low. I moved the retake by nine weeks and sat four NBMEs. I passed in September 2024 with a 237.",
        "I did not pass COMLEX Level 1 in May 2023. I waited for three passing COMSAEs, the last a 480, passed that "
        "August, and my Level 2-CE score of 538 came from the same routine.",
        "I failed Step 2 CS in 2018 on communication. I rehearsed 20 recorded encounters over six weeks and passed on "
        "my second attempt.",
        "On my third night at a Level 1 trauma center a man of 61 with heart failure, a CK of 512 and a suspected PE "
        "asked me to call his wife. His kidneys were failing in 2023.",
        "I did 2,400 questions in 14 weeks, 40 a day, and 94% of them timed; 312 people came in 2024.",
    ],
)
def test_sound_texts_pass(name: str, text: str) -> None:
    assert not found(name, text)


def test_one_guarded_word() -> None:
    gain = "I raised my Step 2 CK score by {}32 points, from 204 to 234."
    assert found("PS706", gain.format(""))
    assert not found("PS706", gain.format("about "))
    rehearsal = "I scored 331 on {}Step 2 CK."
    assert found("PS701", rehearsal.format(""))
    assert not found("PS701", rehearsal.format("a practice "))
    since = "I failed Step 1{} I have passed all Steps on the first try."
    assert found("PS705", since.format(", and"))
    assert not found("PS705", since.format(". Since then"))
    year = "I passed Step 2 CK in {} with a 211."
    assert found("PS704", year.format(2024))
    assert not found("PS704", year.format(2021))
    month = "I failed in October{} and passed my retake in August{}."
    assert found("PS706", month.format(" 2024", " 2024"))
    assert not found("PS706", month.format("", ""))


def test_severity_and_confidence_follow_the_date() -> None:
    (dated,) = found("PS704", "I passed Step 2 CK in 2024 with a 199.")
    (undated,) = found("PS704", "I passed Step 2 CK with a 199.")
    assert (dated.severity, dated.confidence) == (None, "high")
    assert (undated.severity, undated.confidence) == ("warning", "medium")
    (old,) = found("PS702", "I passed Step 1 on the retake with a 219.")
    assert (old.severity, old.variant) == ("info", "undated")
    # A failure in 2023 dates the pass after it.
    (later,) = found("PS702", "I failed Step 1 in 2023 and passed on the retake with a 219.")
    assert (later.severity, later.variant) == (None, None)
    (many,) = found("PS705", "I passed Step 1 on my fifth attempt.")
    assert (many.severity, many.variant) == ("info", "limit")
    (low,) = found("PS702", "I failed Step 1 in 2024 with a 180.")
    assert low.severity == "info"


def test_the_later_of_two_dates() -> None:
    (raised,) = found("PS706", "I failed Step 2 CK in May 2024. Since then, in June 2022, I passed Step 1.")
    assert raised.variant == "later"
    (raised,) = found("PS706", "I failed Step 2 CK in January 2023. Six weeks later, in November 2023, I passed.")
    assert raised.variant == "interval"
    (raised,) = found("PS706", "My Step 3 score improved from 214 to 195.")
    assert raised.variant == "fall"
    (raised,) = found("PS706", "I scored 201 on Step 3 and 224 on the retake, a 30-point gain.")
    assert (raised.slots["a"], raised.slots["b"]) == ("201", "224")


def test_my_failure_is_the_one_told_before() -> None:
    text = "I failed Step 1. I passed it, and passed Step 2 CK at the first attempt. None of it undoes my failure."
    assert not found("PS705", text)


def test_forms_are_said_once() -> None:
    assert len(found("PS707", "I failed Step II CK. I passed Step II CK in May.")) == 1
    assert [r.variant for r in found("PS707", "I failed Step 2 in May 2019.")] == ["open"]
    assert found("PS707", "I failed Step 2 in my third year.") == []
    assert not found("PS707", "I failed Step 2 in May 2019 with a 201.")
    assert not found("PS707", "I passed Step 1 in May 2023. I sit Step 2 in three weeks.")
    assert found("PS707", "I passed Step 1 in May 2019. I failed Step 2 in my third year.")
    assert [r.slots["canonical"] for r in found("PS707", "I failed step1 and the USMILE.")] == ["Step 1", "USMLE"]


@pytest.mark.parametrize(
    ("text", "attempts", "words"),
    [
        ("In July I failed Step 2 CK.", [JUNE], "July"),
        ("In June I failed Step 2 CK.", [JUNE], None),
        ("In the summer of 2024 I failed Step 2 CK.", [JUNE], None),
        ("I failed Step 2 CK in 2023.", [JUNE], "2023"),
        ("I failed Step 2 CK with a 210.", [JUNE], "210"),
        ("I failed Step 2 CK with about a 209.", [JUNE], None),
        ("I failed Step 2 CK once and then passed.", [JUNE, JUNE, OCTOBER], "once"),
        ("I failed Step 2 CK twice and then passed.", [JUNE, JUNE, OCTOBER], None),
        ("I passed Step 2 CK on my third attempt.", [JUNE, OCTOBER], "third attempt"),
        ("I passed Step 2 CK on my second attempt.", [JUNE, OCTOBER], None),
        ("I failed Step 3.", [JUNE], "failed"),
        ("I passed Step 2 CK.", [JUNE], "passed"),
        ("I passed Step 3 in 2022.", [JUNE], None),
    ],
)
def test_the_text_against_the_record(text: str, attempts: list[Attempt], words: str | None) -> None:
    raised = found("PS708", text, Record(attempts=tuple(attempts)))
    assert [text[r.start : r.end] for r in raised] == ([words] if words else [])
    assert not found("PS708", text)


def test_what_the_record_has_names_the_exam() -> None:
    record = Record(attempts=(JUNE,))
    (score,) = found("PS708", "I failed Step 2 CK with a 210.", record)
    (date,) = found("PS708", "I failed Step 2 CK in 2023.", record)
    assert [r.slots["fact"] for r in (score, date)] == [f"{what} for USMLE Step 2 CK" for what in ("207", "2024-06")]


@pytest.mark.parametrize(
    ("text", "disagree"),
    [
        ("I took a leave of absence from January to July 2023.", True),
        ("I took a leave of absence from February to June 2023.", False),
        ("I took a leave of absence from November to June 2023.", True),
        # A year, or a month: nobody knows.
        ("I took a leave of absence from July to July 2023.", False),
        # Somebody else's.
        ("My father took a leave of absence from January to July 2023.", False),
    ],
)
def test_a_leave_is_held_against_the_record_by_its_months(text: str, disagree: bool) -> None:
    leave = Leave.model_validate({"from": "2023-02", "to": "2023-06", "kind": "family"})
    assert bool(found("PS708", text, Record(leaves=(leave,)))) is disagree


def test_all_failures_are_to_be_told() -> None:
    record = Record(attempts=(JUNE, OCTOBER), disclose="all")
    assert [r.variant for r in found("PS708", "I like surgery.", record)] == ["left-out"]
    assert not found("PS708", "I like surgery.", Record(attempts=(JUNE, OCTOBER)))
    assert not found("PS708", "I failed Step 2 CK.", record)


def test_the_record_dates_a_score() -> None:
    text = "I passed Step 2 CK with a 215."
    late = Attempt.model_validate({"exam": "Step 2 CK", "date": "2025-09-01", "result": "pass", "score": 215})
    assert not found("PS704", text)
    assert found("PS704", text, Record(attempts=(late,)))


@given(
    st.lists(
        st.sampled_from(
            [
                *[
                    "I",
                    "did",
                    "231",
                    "questions,",
                    "12",
                    "weeks",
                    "of",
                    "2024",
                    "with",
                    "a",
                    "512,",
                    "scored",
                    "94",
                    "and",
                    "passed",
                    "on",
                    "it",
                    "twice",
                ],
                ".",
            ]
        )
    )
)
def test_numbers_without_exams_raise_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert not [raised for name in OPTIONS for raised in found(name, text)]


@given(st.integers(1, 300), st.dates(datetime.date(2014, 1, 1), datetime.date(2026, 11, 1)))
def test_a_score_passes_or_fails_on_its_day(score: int, day: datetime.date) -> None:
    rows = FACTS.passing("usmle.step3", read_date(day.isoformat()))
    surely = [row.pass_ for row in rows if not row.inferred and score >= 100]
    text = f"I {{}} Step 3 on {day.isoformat()} with a {score}."
    assert bool(found("PS704", text.format("passed"))) == any(score < mark for mark in surely)
    assert bool(found("PS704", text.format("failed"))) == any(score >= mark for mark in surely)


def test_facts_know_their_dates() -> None:
    def passing(exam: str, text: str | None) -> list[int]:
        return [row.pass_ for row in FACTS.passing(exam, read_date(text) if text else None)]

    assert passing("usmle.step2ck", "2025-06-30") == [214]
    assert passing("usmle.step2ck", "2025-07-01") == [218]
    assert passing("usmle.step2ck", "2025") == [214, 218]
    assert passing("usmle.step2ck", "2010") == []
    assert passing("usmle.step2ck", None) == [203, 209, 214, 218]
    assert passing("comlex.level3", "1999") == [350]
    assert passing("usmle.step2cs", "2019") == []
    assert FACTS.reported("usmle.step1", read_date("2022-01-25")) == "score"
    assert FACTS.reported("usmle.step1", read_date("2022-01-26")) == "pass-fail"
    assert FACTS.reported("usmle.step1", read_date("2022")) == "unclear"
    assert FACTS.reported("usmle.step1", None) == "unclear"
    assert FACTS.reported("usmle.step2cs", None) == "pass-fail"
    assert FACTS.reported("usmle.step3", None) == "score"
    assert FACTS.scale("comlex.any") == FACTS.scales["comlex"]
    assert FACTS.scale("every") is None
    assert FACTS.fields["eras.interruption"].limit == 510


def test_every_group_of_facts_says_whence_and_when() -> None:
    groups = (
        FACTS.scales,
        FACTS.standards,
        FACTS.pass_fail,
        FACTS.discontinued,
        FACTS.attempts,
        FACTS.fields,
    )
    assert {code for group in groups for item in group.values() for code in item.source} <= set(FACTS.sources)
    assert all(url.startswith("http") for urls in FACTS.sources.values() for url in urls)
    assert {*FACTS.standards, *FACTS.pass_fail, *FACTS.discontinued} <= EXAMS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("source: [F-CS]", "source: [F-XX]"), "F-XX"),
        (("limit: 510", "limit: none"), "limit"),
        (("rows:", "row:"), "row"),
        (("usmle.step3:", "usmle.step4:"), "usmle.step4"),
        (("{from: 2018-01-01, pass: 194}", "{from: 2013-01-01, pass: 194}"), "oldest"),
    ],
)
def test_bad_facts_are_one_line_each(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text((builtin_folder() / "facts.yaml").read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(FileErrors, match=words) as caught:
        load_facts(path)
    assert all(str(error).startswith(str(path)) for error in caught.value.errors)


def test_a_record_is_read(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text(
        "attempts:\n  - exam: Step 2 CK\n    date: 2024-06\n    result: fail\n    score: 207\n"
        "  - {exam: comlex.level1, date: 2024-06-12, result: pass}\n  - {exam: usmle.step3, date: 2025, result: pass}\n"
        "leaves:\n  - from: 2023-01\n    to: 2023-06\n    kind: medical\nexplained_in: [mspe]\n",
        encoding="utf-8",
    )
    record = load_record(str(path))
    assert record == load_record(path)
    assert record.attempts[0] == JUNE
    assert [a.date for a in record.attempts[1:]] == [read_date("2024-06-12"), read_date("2025")]
    assert record.leaves[0].from_ == read_date("2023-01")
    assert record.explained_in == ("mspe",)


def test_a_leave_that_ends_before_it_begins_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("leaves:\n  - from: 2023-08\n    to: 2023-02\n", encoding="utf-8")
    with pytest.raises(FileErrors, match="to is before from"):
        load_record(path)


def test_a_bad_record_names_line_and_key(tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text(
        "attempts:\n  - exam: Step 9\n    result: fail\n  - exam: Step 1\n    date: 2024-13\n    result: lost\n",
        encoding="utf-8",
    )
    with pytest.raises(FileErrors) as caught:
        load_record(path)
    lines = [str(error) for error in caught.value.errors]
    assert [line.split(": ")[:2] for line in lines] == [
        [f"{path}:2", "attempts.0.exam"],
        [f"{path}:5", "attempts.1.date"],
        [f"{path}:6", "attempts.1.result"],
    ]
    assert all("\n" not in line for line in lines)


def test_facts_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(FACTS, "fields", {})  # noqa: B010
    assert isinstance(FACTS, Facts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My score of 392 was only eight points from passing.", True),
        ("I went from four points below passing to a 231 on Step 2 CK.", False),
        ("I missed Step 1 by two points short of passing, and I passed it in May.", False),
        ("I answered nine in ten questions from passages that I had not seen.", False),
    ],
)
def test_how_far_a_score_was_from_a_pass_is_no_later_result(text: str, told: bool) -> None:
    span = Span(0, len(text))
    mark = Mark("evidence", 0, len(text), 1.0)
    marks = {**dict.fromkeys(READ, ()), "evidence": (mark,)}
    reading = Reading(text, span, tuple(split(text)), marks, dict.fromkeys(READ, 0.0), lambda _: ())
    assert tells_the_failure(mark, reading, around(text, reading)) is told
