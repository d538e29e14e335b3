"""What is said at once, and what is read: an edit costs what it touches, and the findings are those from scratch."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pslint import Linter
from pslint.draft import Draft, Span
from pslint.errors import FileError, FileErrors
from pslint.findings import Report
from pslint.formats import parse_text
from pslint.lsp.analysis import Counted, known, meanwhile, read
from pslint.lsp.linters import Linters, Setup
from pslint.reader.caching import CachingReader

POND = "I grew up beside a pond, and I learned there to wait for herons, to row, and to mend a net by lamplight."
PASSAGE = "I failed Step 1 because of personal issues. I then wrote forty timed questions a day with a tutor."
WORDS = "personal issues"
STATEMENT = f"{POND}\n\n{PASSAGE}\n\n{POND}\n\nOn [HOSPITAL NAME] I have a view from a hill.\n"


class CountingReader(CachingReader):
    """A reader that notes what it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def scores(self, plain: str, span: Span, sentences: list[Span]):  # type: ignore[no-untyped-def]
        """As ever, and noted."""
        self.texts.append(plain[span.start : span.end])
        return super().scores(plain, span, sentences)


@pytest.fixture
def reader() -> CountingReader:
    """A reader that has read nothing."""
    return CountingReader()


@pytest.fixture
def setup(linter: Linter, reader: CountingReader) -> Setup:
    """The default linter with that reader."""
    return Setup(linter.with_reader(reader))


def glance(setup: Setup, draft: Draft, before: Report | None) -> tuple[Report, bool]:
    """What can be said at once, and whether that is all."""
    report = known(setup, draft, {})
    return (report, True) if isinstance(report, Report) else (meanwhile(setup, draft, before, {}), False)


def whole(setup: Setup, draft: Draft, counted: Counted | None = None) -> Report:
    """All that there is to say, once all has been read."""
    while not isinstance(found := known(setup, draft, counted or {}), Report):
        assert read(setup, draft, found) is None
    return found


def _draft(text: str) -> Draft:
    return parse_text("draft.txt", text)


def _found(report: Report) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.excerpt, finding.message) for finding in report.findings]


def test_what_is_counted_comes_before_the_reading(setup: Setup, reader: CountingReader) -> None:
    report, complete = glance(setup, _draft(STATEMENT), None)
    assert not complete
    assert [finding.rule for finding in report.findings] == ["PS903"]
    assert reader.texts == []
    every = whole(setup, _draft(STATEMENT))
    assert {"PS903", "PS203"} <= {finding.rule for finding in every.findings}
    assert set(report.findings) <= set(every.findings)
    assert reader.texts == [PASSAGE]


def test_an_edit_outside_a_passage_reads_nothing(setup: Setup, reader: CountingReader) -> None:
    before = whole(setup, _draft(STATEMENT))
    edited = STATEMENT.replace("herons", "grey herons", 1)
    report, complete = glance(setup, _draft(edited), before)
    assert complete
    assert reader.texts == [PASSAGE]
    assert _found(report) == _found(before)
    assert all(finding.excerpt == edited[finding.start : finding.end] for finding in report.findings)


def test_an_edit_in_a_passage_reads_it_alone(setup: Setup, reader: CountingReader) -> None:
    second = "I failed a course in anatomy in my first year because I had not asked for help, and I repeated it."
    text = f"{STATEMENT}\n{second}\n"
    before = whole(setup, _draft(text))
    assert len(reader.texts) == 2
    whole(setup, _draft(text.replace("wrote forty", "wrote some forty")))
    assert reader.texts[2:] == [PASSAGE.replace("wrote forty", "wrote some forty")]
    assert before.findings


def test_nothing_flickers_while_a_passage_is_read(setup: Setup) -> None:
    before = whole(setup, _draft(STATEMENT))
    assert WORDS in [finding.excerpt for finding in before.findings]
    elsewhere = STATEMENT.replace("I failed Step 1", "In May I failed Step 1")
    report, complete = glance(setup, _draft(elsewhere), before)
    assert not complete
    (kept,) = [finding for finding in report.findings if finding.rule == "PS203"]
    assert elsewhere[kept.start : kept.end] == kept.excerpt == WORDS
    assert len(report.findings) == len({(f.rule, f.start) for f in report.findings})


def test_words_that_were_changed_are_let_go_at_once(setup: Setup) -> None:
    before = whole(setup, _draft(STATEMENT))
    report, complete = glance(setup, _draft(STATEMENT.replace(WORDS, "a week of night shifts")), before)
    assert not complete
    assert WORDS not in [finding.excerpt for finding in report.findings]


def test_an_ignore_holds_at_a_glance(setup: Setup) -> None:
    text = f"<!-- pslint: ignore-file[PS903] -->\n\n{STATEMENT}"
    report, complete = glance(setup, parse_text("draft.md", text), None)
    assert not complete
    assert report.findings == ()


_EDIT = st.tuples(
    st.floats(0, 1), st.integers(0, 25), st.sampled_from(["", " ", "x", " not ", "\n\n", ". ", "\U0001f642", PASSAGE])
)


@settings(max_examples=8)
@given(st.lists(_EDIT, min_size=1, max_size=6))
def test_after_any_edits_the_findings_are_those_from_scratch(
    linter: Linter, edits: list[tuple[float, int, str]]
) -> None:
    setup = Setup(linter.with_reader(CachingReader()))
    text, before = STATEMENT, None
    for place, length, put in edits:
        start = int(place * len(text))
        text = text[:start] + put + text[start + length :]
        draft = _draft(text)
        report = known(setup, draft, {})
        if not isinstance(report, Report):
            counted: Counted = {}
            meanwhile(setup, draft, before, counted)
            assert counted
            report = whole(setup, draft, counted)
        before = report
        assert before == whole(Setup(linter.with_reader(CachingReader())), draft)


def test_a_baseline_and_the_level_shown_hold_here_too(drafts: Path) -> None:
    (drafts / "pslint.toml").write_text('show = "low"\n', encoding="utf-8")
    setup = Linters().of(drafts / "draft.txt")
    assert setup is not None
    assert setup.linter.profile.show == "low"


def test_settings_of_the_editor_go_over_those_of_files(drafts: Path) -> None:
    (drafts / "pslint.toml").write_text('profile = "paragraph"\nignore = ["PS203"]\n', encoding="utf-8")
    linters = Linters(drafts)
    linters.configure({"profile": "oneline", "select": None})
    setup = linters.of(drafts / "draft.txt")
    assert setup is not None
    assert setup.linter.profile.name == "oneline"
    assert "PS203" not in {rule.id for rule in setup.linter.rules}


def test_excluded_drafts_are_left_alone(drafts: Path) -> None:
    (drafts / "pslint.toml").write_text('exclude = ["old"]\n', encoding="utf-8")
    linters = Linters()
    assert linters.of(drafts / "old" / "draft.txt") is None
    assert linters.of(drafts / "draft.txt") is not None


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"profle": "brief"}, "the editor's settings: profle: unknown key; did you mean 'profile'?"),
        ({"show": "all"}, "the editor's settings: show: must be"),
        ({"options": {"PS102": {"target": "x"}}}, "the editor's settings: options.PS102.target: "),
        ({"profile": "breif"}, "the editor's settings: no profile 'breif'; did you mean 'brief'?"),
    ],
)
def test_settings_of_the_editor_that_are_wrong(settings: dict[str, object], said: str, drafts: Path) -> None:
    linters = Linters()
    with pytest.raises((FileError, FileErrors), match=said.replace("?", r"\?")):
        linters.configure(settings)
        linters.of(drafts / "draft.txt")


def test_a_draft_too_long_to_be_remembered_is_linted_for_good(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = _draft(STATEMENT)
    ask = known(setup, draft, {})
    assert not isinstance(ask, Report)
    monkeypatch.setattr("pslint.lsp.analysis.MOST", len(STATEMENT))
    assert read(setup, draft, ask) == whole(setup, draft)
