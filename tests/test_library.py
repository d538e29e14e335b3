"""pslint as a library: one call, a linter for many texts, threads, pickles, anybody's spaCy pipeline."""

import dataclasses
import json
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from importlib.metadata import entry_points
from multiprocessing import get_context
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import pslint
from pslint import Finding, Linter, Report
from pslint.draft import DraftError, Span
from pslint.errors import FileError, FileErrors, ModelError
from pslint.facts import load_record
from pslint.formats import load
from pslint.reader.encoder import Reader

from .command import python
from .texts import PASSAGES

WEAK = "I failed Step 1 because of personal issues. I worked harder after that, and it is all behind me now."
GERMAN = (
    "Ich habe die erste Prüfung nicht bestanden, weil ich nachts gearbeitet und am Tag geschlafen habe. Danach habe "
    "ich mich mit einer Lerngruppe getroffen, jeden Morgen zwei Blöcke geschrieben und im Herbst bestanden."
)


def test_one_call() -> None:
    report = pslint.lint(WEAK, profile="brief", path="draft.md")
    assert isinstance(report, Report)
    assert (report.path, report.profile, report.error) == ("draft.md", "brief", None)
    assert len(report.passages) == 1
    assert report.findings
    assert all(isinstance(finding, Finding) for finding in report.findings)


def test_the_path_tells_the_format(linter: Linter) -> None:
    text = f"I like ponds, and the people who live beside them.\n\n```\n{WEAK}\n```\n"
    assert linter.lint(text, path="draft.md").passages == ()
    assert len(linter.lint(text, path="draft.txt").passages) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"profile": "breif"}, "no profile 'breif'; did you mean 'brief'?"),
        ({"select": ["PS2O3"]}, "no rule 'PS2O3'; did you mean 'PS203'?"),
        ({"ignore": ["vauge-cause"]}, "no rule 'vauge-cause'; did you mean 'vague-cause'?"),
    ],
)
def test_unknown_names(options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("?", r"\?")):
        Linter(**options)  # type: ignore[arg-type]


def test_a_text_that_is_not_english(linter: Linter) -> None:
    with pytest.raises(DraftError, match="English"):
        linter.lint(GERMAN)


@pytest.mark.parametrize("text", ["", " \n\r\n\t", "\U0001f642", "?!", "."])
def test_a_text_with_nothing_in_it(text: str, linter: Linter) -> None:
    assert linter.lint(text).passages == ()
    linter.lint(text, passage=True)


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="install pslint again") as caught:
        Linter(reader=Reader(tmp_path)).lint(WEAK, passage=True)
    assert len(str(caught.value).splitlines()) == 1


def test_what_it_gives_is_frozen(linter: Linter) -> None:
    report = linter.lint(WEAK)
    mark = report.passages[0].moves["setback"][0]
    for item in (report, report.passages[0], report.findings[0], mark, report.draft):
        assert item is not None
        field = dataclasses.fields(item)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(item, field, None)


def test_what_a_story_does_not_owe_is_told_by_passage_and_by_the_rules_that_were_asked(linter: Linter) -> None:
    story = "My uncle ran a pharmacy in Toledo, and I learned to count there. I saw what a kind word does.\n\n"
    leave = (
        "I took a leave in my second year because my father was dying. I came back in August and things went well.\n\n"
    )
    exam = "I failed Step 1 in May because I only reread my notes. I passed it in July and honored medicine since.\n\n"
    away, failed = linter.lint(f"{story}{leave}{story}{story}{exam}{story}").passages
    assert (away.optional, failed.optional) == (("change", "ownership"), ())
    blamed = "I failed Level 1 because my school never gave us a review course. I met a tutor and passed in July."
    assert linter.lint(blamed, passage=True).passages[0].optional == ()
    # What is told in place of a change, if that is said, asks for one.
    harder = leave.replace("things went well", "I worked harder")
    assert linter.lint(harder, passage=True).passages[0].optional == ("ownership",)
    # Of what no rule asks nobody knows; a rule about something else changes nothing.
    assert [Linter(ignore=rule).lint(leave, passage=True).passages[0].optional for rule in ("PS106", "PS702")] == [
        ("ownership",),
        ("change", "ownership"),
    ]


def test_a_linter_serves_many_texts(linter: Linter) -> None:
    first = [linter.lint(text) for text in PASSAGES]
    assert [linter.lint(text) for text in PASSAGES] == first


def test_a_linter_serves_many_threads(linter: Linter) -> None:
    texts = PASSAGES * 3
    alone = [linter.lint(text).findings for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda text: linter.lint(text).findings, texts)) == alone
        # The model and the word lists are loaded by whichever thread comes first.
        fresh = Linter()
        assert list(threads.map(lambda text: fresh.lint(text).findings, texts)) == alone


def test_a_linter_can_be_pickled(linter: Linter) -> None:
    report = linter.lint(WEAK)
    copy = pickle.loads(pickle.dumps(linter))
    assert copy.lint(WEAK).findings == report.findings
    assert pickle.loads(pickle.dumps(report)).findings == report.findings


def test_what_is_wrong_in_a_file_comes_back_from_a_worker_process(tmp_path: Path) -> None:
    record = tmp_path / "facts.yaml"
    record.write_text("attempts:\n  - exam: 7\nleafs: []\n", encoding="utf-8")
    with ProcessPoolExecutor(1, get_context("spawn")) as workers:
        one = workers.submit(load_record, tmp_path / "gone.yaml").exception()
        several = workers.submit(load_record, record).exception()
    with pytest.raises(FileError) as first:
        load_record(tmp_path / "gone.yaml")
    with pytest.raises(FileErrors) as second:
        load_record(record)
    assert isinstance(one, FileError)
    assert isinstance(several, FileErrors)
    assert (str(one), str(several)) == (str(first.value), str(second.value))
    places = [(error.path, error.line, error.key) for error in several.errors]
    assert places == [(error.path, error.line, error.key) for error in second.value.errors]
    assert len(places) > 1


def test_spacy_finds_the_component_through_its_entry_point() -> None:
    (entry,) = [e for e in entry_points(group="spacy_factories") if e.name == "pslint"]
    assert entry.value == "pslint.language:make_pslint"
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("pslint", config={"profile": "oneline", "passage": True})
    doc = nlp(WEAK)
    told = doc._.pslint
    assert told["profile"] == "oneline"
    assert told["findings"]
    for finding, span in zip(told["findings"], doc.spans["pslint"], strict=True):
        assert span.label_ == finding["rule"]
        assert finding["excerpt"] in span.text
    assert len(doc.spans["pslint:setback"]) == len(told["passages"][0]["moves"]["setback"])


def test_a_pipeline_can_have_its_sentences_alone() -> None:
    program = """
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("pslint_sentences")
print(len(list(nlp("I met Dr. Lind at 3.5 hours. Then I sat the exam in Sept. I passed.").sents)))
"""
    assert python("-c", program).out == "3\n"


def test_a_pipeline_with_the_component_can_be_stored_and_piped(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("pslint")
    nlp.to_disk(tmp_path)
    stored = spacy.load(tmp_path)
    docs: list[Doc] = list(stored.pipe([WEAK, "", "The clinic had one scale and a line out of the door."]))
    assert [len(doc._.pslint["passages"]) for doc in docs] == [1, 0, 0]
    assert docs[0]._.pslint == nlp(WEAK)._.pslint


def _elsewhere(stored: bytes) -> str:
    """What a Doc that was stored says in a process that has made no component."""
    program = f"""
import json, spacy, pslint.language
from spacy.tokens import DocBin
(doc,) = DocBin().from_bytes({stored!r}).get_docs(spacy.blank("en").vocab)
print(json.dumps(doc._.pslint))
"""
    return python("-c", program).out


def test_docs_of_a_pipeline_can_be_stored_and_made_in_other_processes() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("pslint", config={"passage": True})
    made = nlp(WEAK)
    (stored,) = DocBin(docs=[made], store_user_data=True).get_docs(nlp.vocab)
    assert [span.label_ for span in stored.spans["pslint"]] == [
        finding["rule"] for finding in made._.pslint["findings"]
    ]
    assert json.loads(_elsewhere(DocBin(docs=[made], store_user_data=True).to_bytes())) == json.loads(
        json.dumps(made._.pslint)
    )
    # spaCy gives lists back as tuples.
    for doc in (stored, *nlp.pipe([WEAK, WEAK], n_process=2)):
        assert json.dumps(doc._.pslint) == json.dumps(made._.pslint)


def test_modules_that_the_documentation_names_come_with_the_package() -> None:
    program = "import pslint; print(pslint.formats.load.__name__, pslint.draft.DraftError.__name__)"
    assert python("-c", program).out == "load DraftError\n"


def test_a_place_outside_the_draft_is_an_error(linter: Linter) -> None:
    draft = load(str(Path(__file__).parent.parent / "samples" / "sound-step2ck.txt"))
    end = len(draft.source)
    assert draft.position(end).offset == end
    for offset in (-1, end + 1):
        with pytest.raises(ValueError, match="outside the draft"):
            draft.position(offset)
    for within in (Span(end, end + 9), Span(9, 9), Span(9, 3)):
        with pytest.raises(ValueError, match="no prose within"):
            linter.lint_draft(draft, within=within)
