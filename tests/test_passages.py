"""Where an explanation begins and ends in a whole statement."""

from pathlib import Path

import pytest

from pslint import Linter
from pslint.checks._retold import other_tellings
from pslint.findings import FAULTS
from pslint.formats import parse_text
from pslint.places import builtin_folder
from pslint.reader.candidates import ALONE
from pslint.reader.finder import best_score
from pslint.rulebook import load
from pslint.text.sentences import split

from .house import house

_BEFORE = "I like the first hour of a night shift, when the board is full and nobody has been seen yet.\n\n"
_TOLD = (
    "In June of my third year I opened the report on Step 1 in the hospital parking lot. I had failed it by a wide "
    "margin, with a plan made of rereading."
)
_CHANGED = (
    "After that result I met with our learning specialist every Monday and did forty timed questions each morning "
    "for ten weeks. I passed in October with a 238."
)
_OTHER = (
    "Teaching has been the steady part of my week. With two neighbors I started an evening session in which "
    "new volunteers practice taking a history from someone who interrupts them."
)


def _passages(linter: Linter, *paragraphs: str) -> list[str]:
    text = _BEFORE + "\n\n".join(paragraphs) + "\n"
    return [text[p.start : p.end] for p in linter.lint(text).passages]


def test_what_the_next_paragraph_tells_belongs_to_it(linter: Linter) -> None:
    assert _passages(linter, _TOLD, _CHANGED, _OTHER) == [f"{_TOLD}\n\n{_CHANGED}"]


def test_a_next_paragraph_about_something_else_does_not(linter: Linter) -> None:
    assert _passages(linter, _TOLD, _OTHER) == [_TOLD]


def test_a_complete_one_takes_nothing_more(linter: Linter) -> None:
    assert _passages(linter, f"{_TOLD} {_CHANGED}", _OTHER) == [f"{_TOLD} {_CHANGED}"]


def test_a_short_draft_in_several_paragraphs_is_one_explanation(linter: Linter) -> None:
    parts = (
        "COMLEX Level 2-CE, May: failed, by eleven points.",
        "Why: I had studied alone, on call nights, and never against the clock.",
        "Since then a tutor and I have done two timed blocks each Saturday. I passed in October with a 511.",
    )
    report = linter.lint("\n\n".join(parts))
    assert [(p.start, p.end) for p in report.passages] == [(0, len("\n\n".join(parts)))]
    assert {f.rule for f in report.findings if f.severity != "info"} <= {"PS102", "PS402"}
    assert report.whole
    # Headings part them only where more than one tells a setback.
    assert linter.lint("# One\n\n" + "\n\n# Two\n\n".join(parts), path="draft.md").whole
    two = "# Step 1\n\nI failed Step 1 in May.\n\n# Surgery\n\nI failed the surgery shelf in the fall, on night shifts."
    assert not linter.lint(two, path="draft.md").whole
    # What follows without telling anything of it may lead out of it.
    beside = linter.lint("\n\n".join((*parts, "I look forward to speaking with you.")))
    assert [p.start for p in beside.passages] == [0]
    unfinished = linter.lint("\n\n".join((parts[0], parts[1], "I look forward to speaking with you.")))
    assert "error" in {f.severity for f in unfinished.findings if f.rule in ("PS401", "PS107")}


def test_what_a_paragraph_tells_that_was_not_understood_is_not_called_missing(linter: Linter) -> None:
    parts = (
        "I failed the OB shelf in March, because I had trusted what I saw on nights and had read nothing.",
        "For eight weeks I met with our learning specialist on Mondays and did thirty timed questions a day.",
        "There is a bell at the desk of that ward, and since the summer it has rung for me more than for the others.",
    )
    report = linter.lint("\n\n".join(parts))
    assert report.whole
    assert {f.severity for f in report.findings if f.rule in ("PS105", "PS106", "PS107", "PS401")} == {"info"}


def test_two_exams_in_a_short_draft_are_two_explanations(linter: Linter) -> None:
    one = "I failed Step 1 in May 2022, since I had only reread my notes. I met a tutor weekly and passed with a 221."
    other = "I failed Step 3 in June 2024, on night shifts. I moved to days, did two blocks each morning and passed."
    assert len(linter.lint(f"{one}\n\n{other}").passages) == 2


@pytest.mark.parametrize(
    "between",
    [
        "",
        "The clinic where I spent that winter has one scale. I weighed babies there. Their mothers taught me to wait. ",
    ],
)
@pytest.mark.parametrize("begins", ["I met", "Afterwards I met"])
def test_a_second_exam_in_the_paragraph_that_ends_the_first_is_another(
    linter: Linter, begins: str, between: str
) -> None:
    paragraphs = (
        "I grew up above my aunt's bakery, and I learned to count in trays. She never wrote an order down, and I have "
        "tried to be as careful with names as she was ever since I put on a white coat.",
        "I failed Step 1 in May of my second year. I had read the same three books from cover to cover and had "
        "answered few questions, because I was afraid of the score.",
        f"{begins} a tutor every Tuesday and did two timed blocks a day, and in September I passed Step 1 with room to "
        f"spare. {between}In June of my fourth year I failed Step 2 CK, after two months of nights on trauma. I moved "
        "my elective, sat three practice exams first and passed in October with a 238.",
        "I would like to train in a town where the doctor is met at the grocery store, and I would bring patience.",
    )
    report = linter.lint("\n\n".join(paragraphs))
    assert report.draft is not None
    begun = [report.draft.source[passage.start :].split(",")[0] for passage in report.passages]
    assert [words.partition(".")[0] for words in begun] == [
        "I failed Step 1 in May of my second year",
        "In June of my fourth year I failed Step 2 CK",
    ]
    assert not {finding.rule for finding in report.findings} & {"PS106", "PS107", "PS401"}


def test_a_death_is_no_result(linter: Linter) -> None:
    text = "I took a leave in my third year. My brother was dying of ALS and I was one of two who could lift him. {}"
    for end in ("He passed in May.", "He quietly passed in May.", "My brother passed away in May."):
        report = linter.lint(text.format(end), passage=True)
        assert report.passages[0].moves["evidence"] == ()
        assert not {f.rule for f in report.findings} & {"PS402", "PS108"}
    passed = linter.lint(text.format("In May I came back, and my attending passed me with honors."), passage=True)
    assert passed.passages[0].moves["evidence"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_nothing_is_told(linter: Linter, end: str) -> None:
    assert linter.lint((_BEFORE + _OTHER).replace("\n", end)).passages == ()


@pytest.mark.parametrize(
    "text",
    [
        "I passed Step 1 on my first attempt while my roommate failed it three times.",
        "I tutored four classmates who had failed Level 1. All of them passed, and I learned to explain.",
        "I have never failed an exam, a course or a rotation, and I am glad of my 260 on Step 2 CK.",
        "My brother failed Step 1 twice before he passed, and I watched him study at our kitchen table.",
        f"My brother{' ' * 90}failed Step 1 twice before he passed, and I watched him study at our kitchen table.",
    ],
)
def test_what_others_failed_or_nobody_did_is_no_setback(text: str, linter: Linter) -> None:
    report = linter.lint(text)
    assert report.passages == ()
    assert all(finding.severity == "info" for finding in report.findings)


def test_who_was_away_for_a_death_is_not_asked_what_they_changed(linter: Linter) -> None:
    text = "I took a leave of absence because my husband was dying. I came back and have honored every clerkship since."
    asked = [finding for finding in linter.lint(text).findings if finding.category in ("change", "ownership")]
    assert not asked
    failed = linter.lint(text.replace("took a leave of absence", "failed Step 1")).findings
    assert [finding.severity for finding in failed if finding.rule == "PS106"] == ["error"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I did not match in 2023, since I had applied to four programs. I have passed Step 3 since.", False),
        ("I took a leave because my husband was dying. I have never failed a course, and I honored surgery.", False),
        ("My father died in March. I was not sleeping and failed my exam in May. I passed in July.", True),
    ],
)
def test_no_change_is_owed_where_nothing_was_failed(text: str, asked: bool, linter: Linter) -> None:
    assert ("PS106" in {finding.rule for finding in linter.lint(text, passage=True).findings}) is asked


def test_a_place_that_tells_of_the_retake_is_of_the_same_setback(linter: Linter) -> None:
    told = (
        "My son was born in the winter of my second year. I slept in pieces, told nobody, and sat COMLEX Level 1 in "
        "June all the same. I failed."
    )
    retold = (
        "My pediatrics rotation was put off by two months. Each Friday I brought my error log to our learning "
        "specialist, did the blocks that we chose from it, and retook Level 1 in November with a passing score."
    )
    around = linter.look(parse_text("draft.txt", _BEFORE + f"{told}\n\n{_OTHER}\n\n{_OTHER}\n\n{retold}\n"))
    first, second = around.readings
    assert list(other_tellings(first, around)) == [second]


def test_what_it_lacks_is_sought_in_the_very_next_paragraph(linter: Linter) -> None:
    """Told of the time after it, in words that are not about study."""
    told = (
        "In my second year I stepped away from medical school for nine months, because I was drinking and could no "
        "longer hide it."
    )
    since = "Upon my return I completed my clerkships without a late day and honored psychiatry and neurology."
    text = _BEFORE + f"{told}\n\n{since}\n\n{_OTHER}\n"
    report = linter.lint(text)
    assert [text[p.start : p.end] for p in report.passages] == [f"{told}\n\n{since}"]
    assert "PS107" not in [finding.rule for finding in report.findings]


def test_what_stands_further_on_is_not_called_missing(linter: Linter) -> None:
    told = (
        "I failed Step 2 CK in the summer of 2022. I had sat it at the end of a month of nights, because I believed "
        "that what I did on the wards would be enough. It was not, and I entered a preliminary year."
    )
    later = (
        "The work of these two years has changed how I prepare. In my first month a chief resident asked me for the "
        "blood supply of the colon, and I recited it. She asked which vessel I would be most sorry to tear, and I had "
        "no answer. Since that day I write down, the evening before each case, the three places where I might do harm, "
        "and my in-training score went from the 31st percentile to the 67th."
    )
    found = {f.rule: f for f in linter.lint(_BEFORE + f"{told}\n\n{later}\n\n{_OTHER}\n\n{_OTHER}\n").findings}
    assert found["PS106"].severity == "info"
    assert "further on" in found["PS106"].message


def test_a_later_telling_that_may_be_of_the_same_setback_is_pointed_at(linter: Linter) -> None:
    """The first names no exam: "missing" would be said of what may stand below."""
    first = (
        "I failed my exam in June of my second year. My world went dark. I wept in the car each morning for a month, "
        "and I was certain that my life was over."
    )
    second = (
        "I had studied alone and never against the clock. With a tutor I did two timed blocks each morning for eight "
        "weeks, and in December I passed Step 1, after I had failed it by nine points."
    )
    found = {}
    for told in (first, first.replace("my exam", "Level 1")):
        report = linter.lint("\n\n".join((_OTHER, told, _BEFORE, _OTHER, _OTHER, second)))
        assert len(report.passages) == 2
        end = report.passages[0].end
        found[told] = {f.rule: (f.severity, "further on" in f.message) for f in report.findings if f.end <= end}
    unnamed, named = found.values()
    assert [unnamed[rule] for rule in ("PS105", "PS106", "PS107")] == [("info", True)] * 3
    assert named["PS106"] == ("error", False)


def test_where_it_is_only_named_first_nothing_is_missed_twice(linter: Linter) -> None:
    named = (
        "I repeated my first year of medical school, in the hall where I had sat the first time; more of that below."
    )
    story = (
        "I failed biochemistry and physiology that year, because I had gone on working nights and told nobody. When "
        "I repeated it I gave up the job and went to the tutoring center every Monday, and I passed all of my courses."
    )
    text = f"{named}\n\n{_BEFORE}{_OTHER}\n\n{_BEFORE}{story}\n"
    report = linter.lint(text)
    assert len(report.passages) == 2
    assert not {"PS103", "PS105", "PS106", "PS107"} & {finding.rule for finding in report.findings}


def test_another_exam_that_is_only_named_is_still_to_be_told(linter: Linter) -> None:
    named = "I failed Step 3 in the spring of last year."
    story = (
        "I had failed Step 1 before that, because I had gone on working nights and told nobody. I gave up the job and "
        "went to the tutoring center every Monday, and I passed with a 231."
    )
    text = f"{_BEFORE}{story}\n\n{_OTHER}\n\n{named}\n"
    report = linter.lint(text)
    assert len(report.passages) == 2
    assert "PS106" in {finding.rule for finding in report.findings if finding.start > text.index(_OTHER)}


def test_a_story_told_in_two_places_is_asked_for_its_parts_once(linter: Linter) -> None:
    before = (
        "In the October of my second year I was admitted with ulcerative colitis, and I had a colectomy on the ninth "
        "day. I took a leave of absence for the rest of the year and began second year again the following August."
    )
    after = (
        "One practical thing about the leave. When I came back I arranged my care outside the hospital where I train "
        "and told the dean which signs would make me call her. I finished the repeated year in the top third of my "
        "class."
    )
    report = linter.lint(f"{_BEFORE}{before}\n\n{_OTHER}\n\n{_BEFORE}{_OTHER}\n\n{after}\n")
    assert len(report.passages) == 2
    assert not {"PS105", "PS106", "PS107"} & {finding.rule for finding in report.findings}


def test_what_two_neighbouring_paragraphs_tell_is_one_explanation(linter: Linter) -> None:
    first = (
        "I was placed on academic probation in my second year. I had failed physiology because I was still working "
        "nights and told nobody. I met with the course director the next week, and I passed the make-up exam in June."
    )
    second = (
        "I gave up the job and took a larger loan. As part of the probation I met monthly with an adviser, and I asked "
        "to go on after it ended. The probation closed on time, and I have passed every course since."
    )
    report = linter.lint(f"{_BEFORE}{first}\n\n{second}\n\n{_OTHER}\n")
    (passage,) = report.passages
    assert passage.sentences >= 5
    assert not any("separate places" in finding.message for finding in report.findings)


_DOUBTFUL = "My third year took me two years. I will not hide it, since the file does not."
_BROTHER = "My brother failed his licensing exam twice, and I sat with him at the kitchen table until he passed it."


def _untold(linter: Linter, *paragraphs: str) -> tuple[str | None, str]:
    """What PS101 says of a draft: its variant, and on which words."""
    text = _BEFORE + "\n\n".join(paragraphs) + "\n"
    (finding,) = [finding for finding in linter.lint(text).findings if finding.rule == "PS101"]
    assert finding.raised is not None
    return finding.raised.variant, finding.excerpt


def test_a_paragraph_that_perhaps_tells_a_setback_is_asked_about(linter: Linter) -> None:
    assert _untold(linter, _DOUBTFUL, _OTHER) == ("perhaps", "My third year took me two years")


def test_of_others_nothing_is_asked_however_often_they_failed(linter: Linter) -> None:
    assert _untold(linter, _BROTHER, _OTHER, _BROTHER) == (None, "it.")


def test_beside_an_explanation_nothing_is_asked(linter: Linter) -> None:
    text = _BEFORE + "\n\n".join((_DOUBTFUL, _OTHER, _TOLD))
    assert "PS101" not in {finding.rule for finding in linter.lint(text).findings}


def _variant(linter: Linter, rule: str, text: str) -> list[str | None]:
    return [f.raised.variant for f in linter.lint(text, passage=True).findings if f.rule == rule and f.raised]


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("I passed Step 2 CK in August with a 242 and honored surgery. I had failed it in April.", "closing"),
        (
            "I failed Step 1 in May. I passed it in August with a 231. To get there I met a tutor every week and did "
            "timed blocks each morning.",
            "change",
        ),
    ],
)
def test_which_part_is_out_of_order_is_said(linter: Linter, text: str, variant: str) -> None:
    assert _variant(linter, "PS108", text) == [variant]


def test_a_result_told_with_what_happened_is_in_its_place(linter: Linter) -> None:
    text = (
        "My transcript shows a fail in the surgery clerkship, later replaced by a pass. I had studied alone. Since "
        "then I have met a tutor every Friday, and I honored medicine and pediatrics."
    )
    assert not _variant(linter, "PS108", text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "I took a leave of absence because my twin could not get to his treatments. I drove him for five months. I "
            "came back in January and honored both of my clerkships that spring.",
            False,
        ),
        (
            "I was placed on academic probation in the fall and took a leave of absence, because I had worked nights. "
            "I came back in January and passed all of my courses.",
            True,
        ),
        ("I failed Step 1 in the month my mother died. I passed it in July with a 228.", True),
    ],
)
def test_a_leave_owes_no_change_and_a_failure_does(linter: Linter, text: str, asked: bool) -> None:
    assert ("PS106" in {finding.rule for finding in linter.lint(text, passage=True).findings}) is asked


def test_of_one_phrase_one_list_speaks(linter: Linter) -> None:
    text = "I failed Step 1 in May and wept as my whole world burned, and then I rose from the ashes like the phoenix."
    findings = linter.lint(text, passage=True).findings
    said = [(f.rule, f.excerpt) for f in findings if f.category in ("cliche", "melodrama")]
    assert said == [("PS601", "wept as my whole world burned, and then I rose from the ashes like the phoenix")]


def test_that_an_exam_was_taken_again_is_no_result(linter: Linter) -> None:
    text = (
        "I failed Step 2 CK because I had read and answered few questions. I did 40 timed questions a day for "
        "ten weeks and took the exam again{}."
    )
    open_, told = (linter.lint(text.format(end), passage=True) for end in ("", ", and passed with a 238"))
    assert "evidence" in open_.passages[0].missing
    assert "PS401" in {finding.rule for finding in open_.findings}
    assert "evidence" not in told.passages[0].missing
    assert "PS401" not in {finding.rule for finding in told.findings}


def test_what_blames_the_exam_is_no_part_of_ones_own(linter: Linter) -> None:
    report = linter.lint("I failed Level 1 in May because the exam was unfair. I passed it in August.", passage=True)
    assert "PS502" in {finding.rule for finding in report.findings}
    assert not report.passages[0].moves["ownership"]
    assert "ownership" in report.passages[0].missing


def test_where_a_rule_of_the_house_speaks_of_a_phrase_ours_does_not(tmp_path: Path) -> None:
    """Whoever writes a rule on "wept" wants to read its message, though pslint's own is graver."""
    rules = house(tmp_path)
    rule, words = rules / "HOUSE001-our-kettle.yaml", rules / "lexicons" / "HOUSE001.yaml"
    body = rule.read_text(encoding="utf-8").replace("category: tone", "category: melodrama")
    rule.write_text(body.replace("severity: warning", "severity: info"), encoding="utf-8")
    words.write_text(words.read_text(encoding="utf-8").replace("entries: kettle", "entries: wept"), encoding="utf-8")
    linter = Linter(rulebook=load(builtin_folder(), [rules]))
    report = linter.lint("I failed Step 1 in May and wept, and I met a tutor until I passed it in July.", passage=True)
    assert [f.rule for f in report.findings if f.excerpt == "wept"] == ["HOUSE001"]


def test_no_hint_stands_on_words_of_which_a_warning_speaks(linter: Linter) -> None:
    """The reader takes both sentences for stock phrases, too."""
    text = (
        "I failed Level 1 in May. A score cannot define the healer that I am. No test can see the size of a heart or "
        "the light of a dream. I met a tutor each week and passed it in July."
    )
    said = [f for f in linter.lint(text, passage=True).findings if f.category in FAULTS]
    assert [(f.rule, f.severity) for f in said] == [("PS520", "warning")] * 2


@pytest.mark.parametrize("times", [1, 4])
def test_in_a_statement_without_line_ends_only_what_tells_is_the_explanation(linter: Linter, times: int) -> None:
    before = (
        "My grandfather kept bees above Locarno, and he let me hold the smoker before I could read. The hives stood in "
        "a row below the chestnuts. On warm evenings we sat between them and counted the ones that came home. He knew "
        "each queen by her color, and he had a name for every wind. In winter he carved spoons and sold them in town, "
        "two for a franc, and I kept the money in a tin with a lion on its lid. The tin is on my desk, and it smells "
        "of smoke and of pine. "
    )
    text = f"{before * times}{_TOLD} {_CHANGED} I still keep two of the hives."
    (passage,) = linter.lint(text).passages
    told = text[passage.start : passage.end]
    assert told.endswith(_CHANGED)
    assert "failed" in told
    assert "chestnuts" not in told


def test_of_too_long_an_explanation_one_finding_speaks(linter: Linter) -> None:
    statement = "\n\n".join((_BEFORE * 3, f"{_TOLD} {_CHANGED} " + "I kept a log. " * 12, _OTHER * 3, _TOLD))
    findings = [finding.rule for finding in linter.lint(statement).findings]
    assert "PS104" in findings
    assert "PS102" not in findings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "I took a nine-month leave of absence because my mother was in hospital. I met my dean every month. Since "
            "I came back I have passed every course.",
            True,
        ),
        # The same told of somebody else, and a paragraph of something else.
        (
            "My sister took a nine-month leave of absence because our mother was in hospital. She met her dean every "
            "month. Since she came back she has passed every course.",
            False,
        ),
        ("The clinic in Quito had one scale and a line out of the door, and I wrote down each weight by hand.", False),
    ],
)
def test_a_paragraph_alone_that_names_an_own_setback_is_read_whatever_else_it_speaks_of(
    linter: Linter, text: str, found: bool
) -> None:
    assert best_score(text, split(text)) < ALONE
    assert bool(linter.lint(text).passages) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My third year had its share of difficulties. They have been dealt with, and I am better for it.", True),
        ("For certain reasons that year did not go as planned. I have grown, and I look forward to residency.", True),
        # Somebody else's.
        (
            "My brother failed Step 1 for certain reasons. They have been dealt with, and he is the better for it.",
            False,
        ),
        # Nothing is held back here, and nothing was failed.
        ("Whoever comes in, at whatever hour, is mine to look after, and I like that about the work.", False),
        ("My third year had long days. I spent them on the wards of the county hospital, and I liked it there.", False),
    ],
)
def test_a_paragraph_alone_that_is_vague_about_what_happened_is_an_explanation(
    linter: Linter, text: str, found: bool
) -> None:
    report = linter.lint(text)
    assert bool(report.passages) is found
    if found:
        assert not report.passages[0].moves["setback"]
        assert {"PS101", "PS203", "PS207"} & {finding.rule for finding in report.findings}


_LISTED = """# Notes

I was put on academic probation in my second year after I had failed two blocks. I had written summaries of every
lecture and never tested myself.

This is what I changed:

- I wrote ten questions on each lecture the same evening and answered them with the book closed.
- I met with my advisor on the first Monday of each month.

Probation was lifted in June, and I have passed every course since.

I like the first hour of a night shift, when the board is full and nobody has been seen yet. The nurse gives me a
chart and a look, and I try to be of use before the coffee is cold. It is the hour in which I learned the most.
"""


def test_a_list_belongs_to_the_paragraph_that_leads_to_it(linter: Linter) -> None:
    report = linter.lint(f"{_LISTED}\n{_OTHER}\n\n{_OTHER}\n", path="notes.md")
    (passage,) = report.passages
    assert passage.moves["change"]
    assert _LISTED[passage.start : passage.end].endswith("passed every course since.")
    assert "PS106" not in {finding.rule for finding in report.findings}


def test_a_single_paragraph_below_a_colon_is_no_list(linter: Linter) -> None:
    asked = "Have you ever failed an exam or taken a leave? If so, please explain here:"
    (told,) = _passages(linter, asked, f"{_TOLD} {_CHANGED}", _OTHER, _OTHER)
    assert told == f"{_TOLD} {_CHANGED}"


def test_a_cause_told_later_in_the_paragraph_belongs_to_it(linter: Linter) -> None:
    text = (
        "From July 2021 to June 2022 I was an intern in general surgery, and I did not go on to the second year. I "
        "want to be plain about that, since you will ask. I was treated well there. The hours were as told. "
        "I was spending twice as long as the other interns on each chart, because I could not stop reading it."
    )
    (told,) = _passages(linter, text, _OTHER)
    assert told.endswith("stop reading it.")


def test_once_the_proof_is_told_another_matter_is_no_change(linter: Linter) -> None:
    told = (
        "I failed Step 1 in August 2022. I was working six days a week and had underestimated the exam. I passed in "
        "May 2023 and scored 241 on Step 2 CK."
    )
    rotated = (
        "In 2024 I completed four months of rotations in Toledo and in Houston. I presented patients each day, wrote "
        "notes for feedback, and gave two short talks to the team."
    )
    assert _passages(linter, told, rotated, _OTHER, _OTHER) == [told]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "You will see in my CV that from March 2020 to the end of 2021 I was not in clinical work. There was no "
            "hiring at home, and our twins were born early. I kept the books of my uncle's shop. In January 2022 I "
            "went back to the ward as a medical officer and have worked there since.",
            True,
        ),
        (
            "A reader of my file will see in my CV that from March 2020 to the end of 2021 I was not in clinical work. "
            "There was no hiring at home, and our twins were born early. I kept the books of my uncle's shop. In "
            "January 2022 I went back to the ward as a medical officer and have worked there since.",
            True,
        ),
        # Across a line end.
        (
            "You will\nsee in my CV that from March 2020 to the end of 2021 I was not in clinical work. There was no "
            "hiring at home, and our twins were born early. I kept the books of my uncle's shop. In January 2022 I "
            "went back to the ward as a medical officer and have worked there since.",
            True,
        ),
        (
            "You will see one failed attempt at Step 1, in May 2021. My preparation had been too short and held too "
            "few questions. Eight weeks of timed blocks with a tutor followed, and the second attempt was a 228.",
            True,
        ),
        (
            "I should account for the eighteen months between my graduation and my first job. In March 2021 my mother "
            "had a second stroke, and I was the one who fed her and turned her at night. I did not open a book in that "
            "time. When she died in August 2022 I slept for a month, then made a plan: two blocks each morning, a "
            "review on Sundays. I passed Step 1 in June 2023 and Step 2 CK in May 2024 with a 239.",
            True,
        ),
        ("I left my first residency, in surgery, after fourteen months, as I had chosen it for bad reasons.", True),
        # Advice, which is nobody's own.
        (
            "Programs will see the failure on the transcript, whatever you write. Most put three sentences about a "
            "failed exam near the end. If you had a leave, your dates and those of the dean have to agree.",
            False,
        ),
    ],
)
def test_what_is_announced_or_called_by_its_name_is_found(linter: Linter, text: str, found: bool) -> None:
    assert bool(_passages(linter, text, _OTHER)) is found
