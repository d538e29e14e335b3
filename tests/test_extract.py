"""What is read out of running text: names of exams, dates, scores, attempts, and what happened to whom."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pslint.draft import Span
from pslint.extract import (
    EXAMS,
    Period,
    dates,
    exams,
    find_absences,
    find_dates,
    find_exams,
    find_intervals,
    find_scores,
    find_stays,
    outcomes,
    read_date,
    read_name,
    stays,
    tell,
)
from pslint.extract.retake import is_bare_retake, is_foretold
from pslint.extract.whose import is_death, is_others
from pslint.extract.words import Needing
from pslint.suppression import suppress

_WORDS = st.sampled_from(
    [
        "I",
        "failed",
        "passed",
        "retook",
        "scored",
        "Step",
        "1",
        "Level",
        "2-CE",
        "Step",
        "2",
        "CK",
        "with",
        "a",
        "of",
        "231",
        "512",
        "in",
        "May",
        "2024",
        "twice",
        "second",
        "attempt,",
        "and;",
        ".",
        "NBME",
        "practice",
        "because",
        "from",
        "209",
        "to",
        "233",
        "by",
        "24",
        "points",
        "COMLEX",
        "USMLE",
        "the",
        "my\n\n",
        "\r\n",
        "🙂",
        "é",
        "%",
        "2,400",
        "questions",
    ]
)


@pytest.mark.parametrize(
    ("text", "exam", "words"),
    [
        ("I failed Step 1 in May.", "usmle.step1", "Step 1"),
        ("I failed STEP 1 in May.", "usmle.step1", "STEP 1"),
        ("I failed Step\r\n1 in May.", "usmle.step1", "Step\r\n1"),
        ("The USMLE Step 2 Clinical Knowledge exam", "usmle.step2ck", "USMLE Step 2 Clinical Knowledge"),
        ("passed S2CK", "usmle.step2ck", "S2CK"),
        ("sat Step II CS there", "usmle.step2cs", "Step II CS"),
        ("my COMLEX-USA Level 2-CE score", "comlex.level2ce", "COMLEX-USA Level 2-CE"),
        ("I passed Level 2 PE.", "comlex.level2pe", "Level 2 PE"),
        ("I passed COMLEX 3", "comlex.level3", "COMLEX 3"),
        ("i failed step 3 last year", "usmle.step3", "step 3"),
        ("I failed my licensing exam", "boards.any", "licensing exam"),
        ("I waited for a COMSAE before Level 1", "practice", "COMSAE"),
        ("a Step 1 practice exam", "usmle.step1", "Step 1"),
    ],
)
def test_names(text: str, exam: str, words: str) -> None:
    found = [m for m in find_exams(text) if m.exam == exam]
    assert [text[m.start : m.end] for m in found] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "A Level 1 trauma center and a level 3 NICU.",
        "Step 1 of my plan was sleep, and step one was to ask.",
        "My first steps were small; the next step in management was a CT.",
        "The patient had a PE, his CK was high, and the CS went well.",
        "At every level 2 people are on board.",
    ],
)
def test_look_alikes(text: str) -> None:
    assert not [m for m in find_exams(text) if m.specific]


def test_kind_of_a_name() -> None:
    kinds = {m.kind for m in find_exams("three Step 1 practice exams, a mock Step 1, NBMEs for Step 1")}
    assert kinds == {"practice"}
    assert find_exams("USMLE Level 1 came back.")[0].mixed
    assert find_exams("Step 2-CE came back.")[0].exam == "comlex.level2ce"


def test_names_are_read_for_a_record() -> None:
    assert read_name("Step 2 CK") == "usmle.step2ck"
    assert all(read_name(exam) == exam for exam in EXAMS)
    assert [read_name(name) for name in ("Step 2", "USMLE", "MCAT", "Step 1 and Step 3", "USMLE Level 1", "")] == [
        None
    ] * 6


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in June 2024,", date(2024, 6, 1), date(2024, 6, 30)),
        ("on 14 June 2024", date(2024, 6, 14), date(2024, 6, 14)),
        ("on June 14, 2024", date(2024, 6, 14), date(2024, 6, 14)),
        ("Feb. 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-06", date(2024, 6, 1), date(2024, 6, 30)),
        ("06/2024", date(2024, 6, 1), date(2024, 6, 30)),
        ("14/6/2024", date(2024, 6, 14), date(2024, 6, 14)),
        ("5/6/2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("in the spring of 2023", date(2023, 2, 1), date(2023, 6, 30)),
        ("in 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("June '23", date(2023, 6, 1), date(2023, 6, 30)),
        ("June '99", date(1999, 6, 1), date(1999, 6, 30)),
    ],
)
def test_dates(text: str, first: date, last: date) -> None:
    assert [when.period for when in find_dates(text)] == [Period(first, last)]


def test_a_month_without_a_year_has_no_period() -> None:
    (when,) = find_dates("I failed in July and may march on.")
    assert (when.period, when.month) == (None, 7)


@pytest.mark.parametrize(
    "text", ["2024 questions", "$2024", "2,024", "45/45/2024", "June 31, 2024", "I may go", "2050"]
)
def test_no_dates(text: str) -> None:
    assert not find_dates(text)


def test_a_date_of_a_file() -> None:
    assert read_date("2024-06") == Period.of(2024, 6)
    for text in ("24", "2024-13", "June 2024", "2024-06-31", "", "2024-6-1-1"):
        with pytest.raises(ValueError, match="no date"):
            read_date(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I passed Step 2 CK with a 231.", [231]),
        ("I scored 231 on Step 2 CK", [231]),
        ("My Step 2 CK score was about 231.", [231]),
        ("Step 2 CK: 231, Step 3 (224)", [231, 224]),
        ("a 231 on Step 2 CK and a 224 on Step 3", [231, 224]),
        ("on Step 2 CK, a 231, and honored medicine", [231]),
        ("I scored 71% on Step 1.", [71]),
        ("Step 1 in 2021 after 3,100 questions, 40 a day", []),
        ("Step 1 with 240 questions, a 280-question exam", []),
        ("Step 1: the 91st percentile, 12 points above passing", []),
        ("I was 231st for Step 1; room 231; page 231", []),
        ("a 340 on Level 3, below the passing score of 350", [340]),
        ("a 340 on Level 3. The passing score for Level 3 is 350; its pass mark was 350", [340]),
        ("I passed Step 2 CK with a passing score of 231.", [231]),
        ("My Step 2 CK score of 246 followed. A Step 2 CK of 240 puts me near the mean.", [246, 240]),
    ],
)
def test_scores(text: str, values: list[int]) -> None:
    assert [score.value for score in find_scores(text, find_exams(text))] == values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I failed Step 1 in May and passed in July.", [("failed", "usmle.step1"), ("passed", "usmle.step1")]),
        ("I failed Step 1 and, a year later, Step 2 CK.", [("failed", "usmle.step1"), ("failed", "usmle.step2ck")]),
        ("I didn't pass Level 1.", [("failed", "comlex.level1")]),
        ("My Level 1 result was a fail.", [("failed", "comlex.level1")]),
        ("In 2019 I sat Step 3 and scored 221.", [("sat", "usmle.step3")]),
        ("I was able to pass Step 3.", [("passed", "usmle.step3")]),
        ("I sat three NBMEs, passed Step 1.", [("passed", "usmle.step1")]),
        ("Step 1 behind me, I passed my remaining exams.", []),
        ("I failed the anatomy course before Step 1.", []),
        ("Before Step 1 his heart was failing and my father passed away.", []),
        ("Three classmates passed Step 1.", []),
        ("I never failed to answer after Step 1.", []),
        ("My Step 2 CK was taken with no failed attempt.", []),
        ("I learned that failure is not the end before Step 2 CK.", []),
        ("I failed comlex 1 and passed it in July.", [("failed", "comlex.level1"), ("passed", "comlex.level1")]),
        ("I haven't failed anything since, including Level 1 and Level 2-CE on first attempts.", []),
    ],
)
def test_events(text: str, told: list[tuple[str, str]]) -> None:
    assert [(event.outcome, event.exam) for event in tell(text).events] == told


def test_details_of_an_event() -> None:
    text = "In May 2023 I failed Step 2 CK twice with a 201; on my third attempt, in June 2024, I passed with a 231."
    failed, passed = tell(text).events
    assert failed.when and failed.when.period == Period.of(2023, 5)
    assert failed.times and failed.times.value == 2
    assert failed.score and failed.score.value == 201
    assert passed.when and passed.when.period == Period.of(2024, 6)
    assert passed.ordinal and passed.ordinal.value == 3
    assert passed.score and passed.score.value == 231


def test_a_score_belongs_to_its_own_exam() -> None:
    text = "I did not pass Level 1; I passed on my second attempt, and my Level 2-CE score was 540."
    assert [(e.exam, e.score.value) for e in tell(text).events if e.score] == [("comlex.level2ce", 540)]
    assert not [e for e in tell("I failed Step 1, took two NBMEs and scored 240 and 244.").events if e.score]
    retaken = "I failed Step 2 CK. I had passed Step 1, and two NBMEs were low. I reappeared in May and scored 229."
    assert [(e.exam, e.score.value, e.sure) for e in tell(retaken).events if e.score] == [("usmle.step2ck", 229, True)]
    assert not [
        e for e in tell("I failed Step 1, passed it in May and, on the next exam, scored 229.").events if e.score
    ]
    assert not [e for e in tell("I scored 610 and 243 on Level 2-CE and Step 2 CK.").events if e.sure]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("My four-month family leave began in June 2019, and I returned in June 2020.", "four-month"),
        ("I was on leave for nine months, leaving in March 2021 and returning in May 2021.", "nine months"),
        (
            "I was away for my sister from August 2023 to February 2024, three months, and then came back.",
            "three months",
        ),
        ("I took one year and a half of leave, from January 2020 to July 2021.", None),
        ("I took a 1.5-year leave from January 2020 to July 2021.", None),
        ("My leave of less than two years, from March 2021 to September 2021, was enough.", None),
        ("I was on leave from March 2022 to May 2022 for my two-year-old daughter.", None),
        ("I took a two-month leave in March 2021 and completed in December 2021 what I had missed.", None),
        ("I was on leave from March 2022 to May 2022 and swam three hours a week.", None),
    ],
)
def test_the_length_of_a_time_away(text: str, length: str | None) -> None:
    assert [text[stay.start : stay.end] for stay in find_stays(text)] == ([length] if length else [])


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("I was on leave from August 2023 to March 2024.", "August 2023 to March 2024"),
        ("I was on leave between August 2023 and March 2024.", "August 2023 and March 2024"),
        ("My leave to care for my sister, from August 2023 to March 2024, was hard.", "August 2023 to March 2024"),
        ("I took a medical leave (August 2023 to March 2024).", "August 2023 to March 2024"),
        ("Back from leave I did research from July 2024 to June 2025.", None),
        ("After that leave I did research from July 2024 to June 2025.", None),
        ("I took a break and taught from July 2024 to June 2025.", None),
        ("I took a six-month leave from August 2023 to March 2024.", "August 2023 to March 2024"),
        ("I took leave from August 2023 to March 2024.", "August 2023 to March 2024"),
        ("I was away from August 2023 to March 2024.", "August 2023 to March 2024"),
        ("My leave began in August 2023, and I returned in March 2024.", "August 2023, and I returned in March 2024"),
        ("I failed Step 1 in March 2022 and December 2022 after a leave.", None),
        ("After a medical leave, from July 2024 to June 2025 I did research.", None),
        ("I took a leave to recover and taught from July 2024 to June 2025.", None),
        ("I moved away to Ohio and did research from July 2024 to June 2025.", None),
    ],
)
def test_the_dates_of_a_time_away(text: str, dates: str | None) -> None:
    assert [text[told.start : told.end] for told in find_absences(text)] == ([dates] if dates else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Six weeks after, in May, I passed.", "Six weeks after"),
        ("I passed a year after.", "a year after"),
        ("Six weeks later I passed.", "Six weeks later"),
        ("I passed a week after that exam.", "a week after"),
        ("I passed two weeks after her death.", None),
        ("I passed six weeks after its end.", None),
    ],
)
def test_a_stated_time(text: str, found: str | None) -> None:
    assert [text[i.start : i.end] for i in find_intervals(text, 0, len(text))] == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "died"),
    [
        ("He passed in May", True),
        ("My brother quietly passed that May.", True),
        ("My mother had passed away", True),
        ("My father passed two weeks before my second attempt", True),
        ("My mother passed unexpectedly", True),
        ("He passed early that June", True),
        ("My grandfather, who passed in June, had raised me", True),
        ("I was one of the 60 percent who passed on a retake", False),
        ("My father passed in March, and in October I passed with a 231", False),
        ("She passed Anatomy", False),
        ("She passed me with honors", False),
        ("I passed in May", False),
    ],
)
def test_a_death_is_told_apart_from_a_pass(text: str, died: bool) -> None:
    assert is_death(f"{text} then.", 0, len(text)) is died


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("took the exam again", True),
        ("I retook Step 2 CK in October", True),
        ("then sat it for the second time on October 4, 2023", True),
        ("retook it eight weeks later", True),
        ("retook it and passed", False),
        ("took it again and it was fine", False),
        ("retook it in October with a 238", False),
        ("sat again in December and did", False),
        ("passed in October", False),
        ("passed the second time", False),
    ],
)
def test_a_retake_alone_is_no_result(text: str, bare: bool) -> None:
    assert is_bare_retake(f"I {text}.", 2, 2 + len(text)) is bare


@pytest.mark.parametrize(
    ("text", "foretold"),
    [
        ("I will surely pass", True),
        ("said that I would pass it", True),
        ("I passed", False),
        ("was told that I would pass, and passed with a 241", False),
        ("wrote that I would clear every hurdle", False),
    ],
)
def test_a_pass_to_come_is_no_result(text: str, foretold: bool) -> None:
    assert is_foretold(text, 0, len(text)) is foretold


def test_a_retake_is_of_what_was_failed_and_not_passed_since() -> None:
    passed = (
        "I failed Step 1 in 2021 and passed it that fall. I did not clear Level 1 either. I retook it and scored 420."
    )
    assert [e.exam for e in tell(passed).events if e.score] == ["comlex.level1"]
    guessed = (
        "I passed Step 1 in 2022. Step 2 CK was harder. I failed in May 2024 and passed my retake in February 2024."
    )
    assert {e.sure for e in tell(guessed).events if e.exam == "usmle.step2ck"} == {False}
    assert tell("Anatomy appeared in Step 1 more than I thought.").events == ()
    assert [e.retake for e in tell("I failed Step 3 in May. I found a tutor and reappeared in July.").events] == [
        False,
        True,
    ]


def test_other_dates_stay_away() -> None:
    for text in ("I graduated in 2019 and failed Step 1.", "I failed Step 1 before graduating in 2019."):
        assert all(event.when is None or event.when.period is None for event in tell(text).events if event.name), text


def test_plans() -> None:
    assert [event.planned for event in tell("I am scheduled to retake Step 1, which I failed.").events] == [True, False]


def test_intervals() -> None:
    text = "Nine weeks later, and a year after that"
    assert [round(interval.days) for interval in find_intervals(text, 0, len(text))] == [63, 365]


def test_an_area_of_a_text() -> None:
    text = "I passed Step 1.\n\nI failed Step 3 in 2023."
    inside = tell(text).within(Span(18, len(text)))
    assert [event.exam for event in inside.events] == ["usmle.step3"]
    assert not tell("I like surgery, and I failed.").events


@given(st.lists(_WORDS, max_size=60).map(" ".join))
def test_every_place_is_exact_and_in_order(text: str) -> None:
    told = tell(text)
    for places in ([(m.start, m.end) for m in told.mentions], [(d.start, d.end) for d in told.dates]):
        assert all(first[1] <= second[0] for first, second in pairwise(places))
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(text[start:end].strip() == text[start:end] for start, end in places)
    for score in (event.score for event in told.events if event.score):
        assert re.match(rf"0*{score.value}\b", text[score.start : score.end])
    for event in told.events:
        assert event.part.start <= event.start < event.end <= event.part.end


@given(st.lists(_WORDS, max_size=40).map(" ".join), st.sampled_from(["\n", "\r\n", "  ", "\t"]))
def test_wrapping_changes_nothing(text: str, space: str) -> None:
    assume("\n" not in text and "\r" not in text)
    wrapped = space.join(text.split(" "))

    def shape(plain: str) -> list[tuple[object, ...]]:
        return [(e.outcome, e.exam, e.score and e.score.value, e.when and e.when.period) for e in tell(plain).events]

    assert shape(text) == shape(wrapped)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    tell(text)


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
                    "and",
                    "2,400",
                    "cards",
                    "in",
                    "2024",
                    "with",
                    "a",
                    "94",
                    "of",
                    "512",
                    "over",
                    "60%",
                ],
                ".",
            ]
        )
    )
)
def test_numbers_without_exams_tell_nothing(words: list[str]) -> None:
    assert not tell(" ".join(words)).events


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_end_is_no_blank_line(end: str) -> None:
    told = tell(f"I failed Step 2 CK twice.{end}I passed on my second attempt.{end}{end}Later I passed it again.")
    assert [event.exam for event in told.events][:2] == ["usmle.step2ck", "usmle.step2ck"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("I failed Step 1 in May 2021, and again that October.", 2),
        ("I did not pass Step 1 in the spring and again six months later.", 2),
        ("I failed Step 1 once because I had read and not practiced.", 1),
        ("I failed Step 1 three times, in 2019, in 2020 and again in 2021.", 3),
        ("I failed Step 1 in 2021, and again I had nobody to ask.", None),
        ("I failed Step 1 in 2021, passed it in May and again in June sat a rehearsal.", None),
    ],
)
def test_a_failure_told_again_with_its_date_is_a_second_one(text: str, times: int | None) -> None:
    (first, *_) = tell(text).events
    assert (first.times.value if first.times else None) == times


def test_whose_result_it_is_is_read_with_what_follows() -> None:
    """The reader's words for a setback may end within "the intern year", which is nobody's."""
    told = "I resigned in June, at the end of the intern"
    assert not is_others(f"{told} year, with full credit.", 0, len(told))
    assert is_others("He resigned in June, like the intern before him.", 0, len("He resigned in June, like the intern"))


def test_what_somebody_is_makes_nobody_the_writer() -> None:
    """ "As a student" says what the one is of whom it is told."""
    told = "I applied in surgery as a fourth-year student and "
    assert not is_others(f"{told}did not match.", 0, len(told))
    told = "My brother, as an intern, "
    assert is_others(f"{told}failed Step 3.", 0, len(told))


@pytest.mark.parametrize(
    "told",
    [
        "I'm a transfer applicant and ",
        "I was still a third-year medical student and ",
        "I lived with my sister and ",
        "I moved out of the flat of a friend and then ",
    ],
)
def test_what_and_joins_is_told_of_whom_the_clause_begins_with(told: str) -> None:
    assert not is_others(f"{told}failed Step 1.", 0, len(told))


@pytest.mark.parametrize(
    "told",
    [
        "My brother lived with me, slept little, and he and ",
        "I tutored a classmate who had studied alone and ",
        "I was tutoring a student who ",
        "I waited outside, my friend went in and ",
        "I watched my friend and she cried and ",
        "I remember my brother studied all winter and ",
        "I started medical school after my brother took Step 1 and ",
        "My brother lived with me for two years, studied with a friend and ",
        "As a result my husband ",
        "As a rule the intern ",
    ],
)
def test_and_what_it_joins_to_a_clause_about_another_is_told_of_the_other(told: str) -> None:
    assert is_others(f"{told}failed Step 1.", 0, len(told))


def test_a_clause_that_says_who_it_was_makes_nobody_the_writer() -> None:
    for told in (
        "A classmate I lived with ",
        "One of the pupils, a student whom I'll call Jo, ",
        "My friend, who I had met at work, ",
        "I taught two groups, and three of them ",
    ):
        assert is_others(f"{told}failed Step 1.", 0, len(told)), told
    for told in ("After a friend I lived with passed, I ", "My mother, whom I looked after, was home when I "):
        assert not is_others(f"{told}failed Step 1.", 0, len(told)), told


def test_letters_that_only_look_like_ours_are_read_as_ours() -> None:
    """A Turkish keyboard's capital and dotless i, and a long s, match patterns that are blind to case."""
    told = tell("I failed Step \u0130 on my f\u0131rst attempt, \u017fix weeks before it was over, and passed it.")
    assert [event.exam for event in told.events if event.outcome == "failed"] == ["usmle.step1"]
    assert [interval.days for interval in find_intervals("s\u0131x weeks later", 0, 15)] == [42.0]


_NEEDING = [
    pytest.param(found, id=name)
    for module in (dates, exams, outcomes, stays, suppress)
    for name, found in vars(module).items()
    if isinstance(found, Needing)
]


# So many that a way to match is hardly left out.
@settings(max_examples=400)
@pytest.mark.parametrize("needing", _NEEDING)
@given(data=st.data(), alter=st.sampled_from([str, str.upper, str.title]))
def test_what_a_pattern_needs_is_in_all_that_it_matches(
    needing: Needing, data: st.DataObject, alter: Callable[[str], str]
) -> None:
    text = alter(data.draw(st.from_regex(needing.pattern)))
    assert [m.span() for m in needing.finditer(text)] == [m.span() for m in needing.pattern.finditer(text)]
