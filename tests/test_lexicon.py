"""The notation of word lists, how it matches, and every shipped list."""

import copy
import itertools
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pslint.draft import Span
from pslint.lexicon import Hit, Lexicon, LexiconError, LexiconMatcher, Words, parse_lexicons
from pslint.lexicon.needed import Needed, runs_in
from pslint.lexicon.taken import take
from pslint.text import tokens
from pslint.text.plain import make_plain

FOLDER = Path(__file__).parent.parent / "rules" / "lexicons"


@cache
def english() -> Language:
    return spacy.blank("en")


@cache
def shipped() -> Mapping[str, Lexicon]:
    found: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        lists = yaml.safe_load(path.read_text(encoding="utf-8"))["lexicons"]
        assert not lists.keys() & found.keys(), f"{path.name} repeats a lexicon"
        found |= lists
    return parse_lexicons(found)


@cache
def shipped_matcher() -> LexiconMatcher:
    return LexiconMatcher(english().vocab, shipped())


def matcher(entries: str, **keys: Any) -> LexiconMatcher:
    return LexiconMatcher(english().vocab, parse_lexicons({"LIST": {"entries": entries, **keys}}))


def found(entries: str, text: str, **keys: Any) -> list[str]:
    return [text[hit.start : hit.end] for hit in matcher(entries, **keys).hits(english()(text))]


def shipped_hits(text: str, *names: str) -> list[Hit]:
    return shipped_matcher().hits(english()(text), names)


def shipped_words(text: str, *names: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in shipped_hits(text, *names)]


@pytest.mark.parametrize(
    ("entries", "text", "expected"),
    [
        ("did well", "I did well and Did Well", ["did well", "Did Well"]),
        ("did well ; passed", "I passed, I did well", ["passed", "did well"]),
        ("did well\npassed", "I passed, I did well", ["passed", "did well"]),
        ("fail*", "a failure, a fail, unfailing", ["failure", "fail"]),
        ("stay* focused", "I stayed focused and focused", ["stayed focused"]),
        ("hard/tough time/times", "hard times, a tough time, hard work", ["hard times", "tough time"]),
        ("not/fail* passing", "not passing, failed passing, passing", ["not passing", "failed passing"]),
        ("take [full] responsibility", "I take full responsibility", ["take full responsibility"]),
        ("take [full] responsibility", "I take responsibility", ["take responsibility"]),
        ("[very/so] sorry for", "so sorry for it, sorry for it", ["so sorry for", "sorry for"]),
        ("N weeks", "2,000 weeks, six weeks, some weeks", ["2,000 weeks", "six weeks"]),
        ("N weeks", "twenty-five weeks", ["twenty-five weeks"]),
        ("N-hour days", "12-hour days, twelve hour days", ["12-hour days", "twelve hour days"]),
        ("my fault ... but", "my fault, I know, but", ["my fault, I know, but"]),
        ("my fault ... but", "my fault but", ["my fault but"]),
        ("my fault ... but", "my fault as one two three four but", []),
        ("my fault ... but", "My fault. Still, but", []),
        ("moved ... exam", "moved the exam after that exam", ["moved the exam after that exam"]),
        ("half of my class ; half of", "half of my class", ["half of my class"]),
    ],
)
def test_notation(entries: str, text: str, expected: list[str]) -> None:
    assert found(entries, text) == expected


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("did not pass", "didn't pass"),
        ("didn't pass", "did not pass"),
        ("can not measure", "can't measure"),
        ("can't measure", "cannot measure"),
        ("will not happen", "won't happen"),
        ("I'm sorry", "I am sorry"),
        ("I am sorry", "I'm sorry"),
        ("I will pass", "I'll pass"),
        ("have been", "I've been"),
        ("did not pass", "didnt pass"),
        ("a parent's illness", "a parent's illness"),
        ("one's", "one's own"),
        ("full-length", "full-length"),
        ("full-length", "full length"),
        ("test taker", "test-taker"),
        ("2-CE", "2-CE"),
        ("level 2 ce", "Level 2-CE"),
        ("e-mail", "e-mail"),
        ("re-read*", "re-reading"),
        ("six-week", "six-week"),
        ("6-week", "6-week"),
        ("gonna", "gonna"),
        ("etc.", "and so on, etc."),
        ("3am", "at 3am"),
        ("%", "50% more"),
    ],
)
def test_text_and_entries_are_taken_apart_alike(entry: str, text: str) -> None:
    assert len(found(entry, text)) == 1


def test_a_dash_is_no_hyphen() -> None:
    assert found("second attempt", "the second - attempt") == []
    assert found("second attempt", "the second--attempt") == []
    assert found("second attempt", "the second -attempt") == []


@pytest.mark.parametrize("gap", [" ", "\n", "  ", " \n", "\r\n", "\n  ", "\t"])
def test_line_breaks_do_not_part_a_phrase(gap: str) -> None:
    words = ["take", "full", "responsibility", "for", "it", "but"]
    text = gap.join(["I", *words])
    hit = matcher("take [full] responsibility ... but").hits(english()(text))[0]
    assert text[hit.start : hit.end].split() == words
    assert found("full-length", "full-\nlength") == ["full-\nlength"]


@pytest.mark.parametrize("gap", ["\n\n", "\n \n", "\r\n\r\n"])
def test_blank_lines_part_phrases(gap: str) -> None:
    assert found("personal issues", f"It was personal{gap}issues came") == []
    assert found("my fault ... but", f"my fault{gap}but") == []


WORDS = [
    "I",
    "didn't",
    "pass",
    "Level",
    "2-CE",
    "because",
    "of",
    "personal",
    "issues,",
    "by",
    "six",
    "points.",
    "full-length",
]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "\n", "  ", " \n "])), max_size=30))
def test_rewrapping_changes_nothing(pieces: list[tuple[str, str]]) -> None:
    plain = " ".join(word for word, _ in pieces)
    wrapped = "".join(word + gap for word, gap in pieces)
    hits = shipped_matcher().hits(english()(plain))
    again = shipped_matcher().hits(english()(wrapped))
    assert [(h.lexicon, h.entry, h.weak, plain[h.start : h.end].split()) for h in hits] == [
        (h.lexicon, h.entry, h.weak, wrapped[h.start : h.end].split()) for h in again
    ]


def test_case_counts_only_for_entries_with_a_capital_in_an_exact_list() -> None:
    text = "SAT sat step 1 STEP 1 Step I step i"
    assert found("SAT ; step 1 ; Step I", text, case="exact") == ["SAT", "step 1", "STEP 1", "Step I"]
    assert found("SAT", text) == ["SAT", "sat"]
    assert found("Depress*", "depressed Depressed", case="exact") == ["Depressed"]
    assert found("N Weeks ; N days", "six Weeks six weeks SIX DAYS", case="exact") == ["six Weeks", "SIX DAYS"]


def test_a_weak_entry_marks_its_hits() -> None:
    hits = matcher("~just ; just a test").hits(english()("just now, just a test"))
    assert [(hit.entry, hit.weak) for hit in hits] == [("just", True), ("just a test", False)]


def test_of_equal_hits_the_strong_one_is_kept() -> None:
    assert [hit.weak for hit in matcher("~only ; on*").hits(english()("only"))] == [False]


def test_a_hit_is_in_characters_of_the_text() -> None:
    text = "Muñoz \U0001f642 and I\ndidn't  pass."
    assert matcher("did not pass").hits(english()(text)) == [Hit("LIST", "did not pass", 14, 26)]
    assert text[14:26] == "didn't  pass"


GUARDED = {
    "HIT": {"entries": "fail* ; heart failure clinic", "unless": "GUARD"},
    "GUARD": {"entries": "heart failure", "unless": "GUARD_OF_GUARD"},
    "GUARD_OF_GUARD": {"entries": "broken heart failure"},
}


def test_unless_drops_what_overlaps_and_guards_can_be_guarded() -> None:
    lists = LexiconMatcher(english().vocab, parse_lexicons(GUARDED))
    doc = english()("I failed, heart failure clinic, broken heart failure")
    assert [doc.text[hit.start : hit.end] for hit in lists.hits(doc, ["HIT"])] == ["failed", "failure"]
    assert {hit.lexicon for hit in lists.hits(doc)} == {"HIT", "GUARD_OF_GUARD", "GUARD"}


def test_raw_patterns_see_the_same_words() -> None:
    pattern = [{"LOWER": "not"}, {"LOWER": {"REGEX": "^pass"}}]
    lists = LexiconMatcher(english().vocab, parse_lexicons({"RAW": {"patterns": [pattern]}}))
    assert lists.hits(english()("I didn't\npass")) == [Hit("RAW", "patterns[0]", 5, 13)]


def test_names_choose_the_lexicons_and_hits_are_in_order() -> None:
    lists = LexiconMatcher(english().vocab, parse_lexicons({"B": {"entries": "one"}, "A": {"entries": "one ; two"}}))
    doc = english()("two one")
    assert [(hit.lexicon, hit.start) for hit in lists.hits(doc)] == [("A", 0), ("A", 4), ("B", 4)]
    assert [hit.lexicon for hit in lists.hits(doc, ["B", "B"])] == ["B"]
    assert lists.hits(doc, []) == []
    assert lists.hits(english()("")) == []
    with pytest.raises(LexiconError, match="lexicon C: there is no such lexicon"):
        lists.hits(doc, ["C"])


def test_another_document_is_sought_anew() -> None:
    lists = matcher("one")
    assert [len(lists.hits(english()(text))) for text in ("one", "two", "one one")] == [1, 0, 2]


def test_lists_are_compiled_only_when_asked_for() -> None:
    lists = parse_lexicons({"GOOD": {"entries": "one"}, "BAD": {"patterns": [[{"LOWR": "one"}]]}})
    lazy = LexiconMatcher(english().vocab, lists)
    assert lazy.hits(english()("one"), ["GOOD"])
    with pytest.raises(LexiconError, match=r"lexicon BAD, entry 'patterns\[0\]'"):
        lazy.prepare()


def test_pickling_and_copying() -> None:
    lists = matcher("did not pass")
    lists.prepare()
    for again in (pickle.loads(pickle.dumps(lists)), copy.deepcopy(lists)):
        assert again.hits(english()("didn't pass")) == lists.hits(english()("didn't pass"))


@pytest.mark.parametrize(
    ("body", "entry", "reason"),
    [
        ("one", None, "must be a mapping"),
        ({"entry": "one"}, None, "unknown key 'entry'"),
        ({}, None, "neither entries nor patterns"),
        ({"entries": " \n "}, None, "neither entries nor patterns"),
        ({"entries": 3}, None, "'entries' must be text"),
        ({"entries": ["one"]}, None, "'entries' must be text"),
        ({"entries": "one", "about": 3}, None, "'about' must be text"),
        ({"entries": "one", "source": "S002"}, None, "'source' must be a list"),
        ({"entries": "one", "case": "lower"}, None, "'case' must be any or exact"),
        ({"entries": "one", "unless": "NONE"}, None, "names no lexicon: NONE"),
        ({"entries": "one", "unless": "LIST"}, None, "circle: LIST > LIST"),
        ({"entries": "one", "patterns": None}, None, "'patterns' must be a list"),
        ({"entries": "one", "patterns": {"LOWER": "a"}}, None, "'patterns' must be a list"),
        ({"entries": "one", "patterns": [[]]}, "patterns[0]", "a list of mappings"),
        ({"entries": "one", "patterns": [["one"]]}, "patterns[0]", "a list of mappings"),
        ({"entries": "one ; ; two"}, "", "an entry is empty"),
        ({"entries": "one ;"}, "", "an entry is empty"),
        ({"entries": "~"}, "~", "an entry is empty"),
        ({"entries": "one; two"}, "one; two", "cannot be read at 'one;'"),
        ({"entries": "one [two"}, "one [two", "cannot be read at '[two'"),
        ({"entries": "one [two three]"}, "one [two three]", "cannot be read at '[two'"),
        ({"entries": "one//two"}, "one//two", "cannot be read"),
        ({"entries": "one/"}, "one/", "cannot be read"),
        ({"entries": "one []"}, "one []", "cannot be read"),
        ({"entries": "one ~two"}, "one ~two", "cannot be read"),
        ({"entries": "one...two"}, "one...two", "cannot be read"),
        ({"entries": "one -two"}, "one -two", "a hyphen must stand between"),
        ({"entries": "o*ne"}, "o*ne", "'*' may only end a word"),
        ({"entries": "one *"}, "one *", "'*' may only end a word"),
        ({"entries": "don't*"}, "don't*", "'*' may only end a word"),
        ({"entries": "... one"}, "... one", "needs a word before it"),
        ({"entries": "one ..."}, "one ...", "needs a word after it"),
        ({"entries": "one ... ... two"}, "one ... ... two", "needs a word before it"),
        ({"entries": "N"}, "N", "at least one word that must be there"),
        ({"entries": "N [one]"}, "N [one]", "at least one word that must be there"),
        ({"entries": "N/one"}, "N/one", "at least one word that must be there"),
    ],
)
def test_what_parsing_refuses(body: Any, entry: str | None, reason: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(reason)) as caught:
        parse_lexicons({"LIST": body})
    assert (caught.value.lexicon, caught.value.entry) == ("LIST", entry)
    assert "\n" not in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_name_must_be_text() -> None:
    with pytest.raises(LexiconError, match="must be text"):
        parse_lexicons({3: {"entries": "one"}})  # type: ignore[dict-item]


def test_circles_of_guards_are_refused() -> None:
    lists = {
        "A": {"entries": "a", "unless": "B"},
        "B": {"entries": "b", "unless": "C"},
        "C": {"entries": "c", "unless": "B"},
    }
    with pytest.raises(LexiconError, match="circle: A > B > C > B"):
        parse_lexicons(lists)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"entries": " ".join(["a/b/c/d"] * 5)}, "stands for 1024 phrases"),
        ({"patterns": [[{"LOWER": "a", "OP": "?!"}]]}, "OP"),
        ({"patterns": [[{"LOWER": {"REGEX": "("}}]]}, "patterns"),
    ],
)
def test_what_compiling_refuses(body: Any, reason: str) -> None:
    lists = LexiconMatcher(english().vocab, parse_lexicons({"LIST": body}))
    with pytest.raises(LexiconError, match=reason):
        lists.prepare(["LIST"])


def samples(entry: str) -> Iterator[str]:
    """Texts that an entry must match: each alternative once, with and without what may be missing."""
    slots = []
    for word in entry.removeprefix("~").split():
        optional = word.startswith("[")
        options = ["quite plainly"] if word == "..." else word.strip("[]").split("/")
        texts = [
            "-".join("12" if piece == "N" else piece.replace("*", "s") for piece in option.split("-"))
            for option in options
        ]
        slots.append([*texts, ""] if optional else texts)
    for chosen in itertools.zip_longest(*slots):
        yield " ".join(
            word
            for word in (slot[0] if word is None else word for word, slot in zip(chosen, slots, strict=True))
            if word
        )


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_shipped_entry_matches_what_it_says(name: str) -> None:
    lists = LexiconMatcher(english().vocab, {name: replace(shipped()[name], unless=None)})
    lists.prepare()
    for entry in shipped()[name].entries:
        for text in samples(entry):
            hits = lists.hits(english()(text))
            assert hits, f"{entry!r} does not match {text!r}"
            assert max(hit.end - hit.start for hit in hits) == len(text), f"{entry!r} matches only a part of {text!r}"


@pytest.mark.parametrize("name", sorted(shipped()))
def test_no_shipped_list_says_a_thing_twice(name: str) -> None:
    lexicon = shipped()[name]
    seen: dict[tuple[str, ...], str] = {}
    for entry in lexicon.entries:
        for text in set(samples(entry)):
            words = tuple(
                (text if lexicon.case_exact and re.search("[A-Z]", text) else text.lower()).replace("-", " ").split()
            )
            assert seen.setdefault(words, entry) == entry, f"{seen[words]!r} and {entry!r} both say {text!r}"


def test_shipped_lists_say_what_they_are_for() -> None:
    for lexicon in shipped().values():
        assert lexicon.about, lexicon.name
        assert lexicon.source, lexicon.name
    for path in FOLDER.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path.name


# fmt: off
LISTS = [
    "FAIL_PLAIN", "FAIL_IMPLIED", "FAIL_SOFT", "FAIL_ESL", "FAIL_GUARD", "CAUSE_TIME", "CAUSE_FAMILY",
    "CAUSE_OWN_HEALTH", "CAUSE_METHOD", "CAUSE_JUDGMENT", "CAUSE_TESTTAKING", "CAUSE_KNOWLEDGE",
    "CAUSE_LOGISTICS", "VAGUE_CAUSE", "VAGUE_CHANGE", "VAGUE_RESULT", "AGENTLESS", "BLAME_SUBJECT",
    "BLAME_FAULT", "BLAME_DIRECT", "BLAME_EXAM", "MINIMISER", "DEFENSIVE", "SCORE_NOT_ME",
    "BUT_RESPONSIBILITY", "APOLOGY", "COMPARE", "FIXED_LABEL", "MELODRAMA", "GROWTH_CLICHE", "RESULT_SCENE",
    "HEALTH_DETAIL", "THIRD_PARTY_DIAGNOSIS", "CHANGE_VERB", "CHANGE_NOUN", "QUANTITY_UNIT", "HOURS_ONLY",
    "INTENT", "TRAIT", "OWNERSHIP", "RESULT", "EVIDENCE_NOUN", "LATER", "BEFORE", "OVERPROMISE", "PENDING",
    "SLANG", "GOOD_CONTEXT", "GOOD_CHANGE", "GOOD_EVIDENCE", "CHANGE_TIME", "CHANGE_PRACTICE",
    "CHANGE_THRESHOLD", "CHANGE_TIMED", "CHANGE_CONTENT", "CHANGE_ENCOUNTERS", "CHANGE_HELP", "SERIOUS_EVENT",
    "EXAM_GUARD",
]
EXAMS = [
    "usmle.step1", "usmle.step2ck", "usmle.step2cs", "usmle.step2", "usmle.step3", "usmle.any",
    "comlex.level1", "comlex.level2ce", "comlex.level2pe", "comlex.level3", "comlex.any", "boards.any",
    "shelf", "practice", "clinical_skills", "ite", "specialty_boards", "school", "other_country",
    "not_licensing",
]
# fmt: on


def test_all_lists_are_there() -> None:
    assert {*LISTS, *EXAMS} <= set(shipped())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("FAIL_PLAIN", "heart failure clinic"),
        ("FAIL_PLAIN", "the team had failed to reach her"),
        ("FAIL_PLAIN", "Step 1 became pass/fail, then pass-fail"),
        ("OWNERSHIP", "I failed, I sat it, I studied, and my own illness came"),
        ("BLAME_DIRECT", "I had no choice; it was beyond my control"),
        ("BLAME_DIRECT", "I do not blame my school, I blame only myself"),
        ("DEFENSIVE", "please consider my application"),
        ("MINIMISER", "by one point"),
        ("MINIMISER", "I had just returned and tested only after two practice scores"),
        ("APOLOGY", "I was ashamed and embarrassed"),
        ("CHANGE_NOUN", "a leave of absence"),
        ("CAUSE_OWN_HEALTH", "on my surgery rotation during covid"),
        ("CAUSE_LOGISTICS", "I moved my date"),
        ("CHANGE_VERB", "we moved apartments"),
        ("MELODRAMA", "shattered bones and a broken wrist"),
        ("HEALTH_DETAIL", "add to that physical therapy and respiratory depression"),
        ("TRAIT", "a six-week dedicated study period"),
        ("RESULT", "did not pass, then my mother passed away"),
        ("EVIDENCE_NOUN", "Step 1"),
        ("usmle.step2ck", "a raised CK"),
        ("usmle.step2cs", "an urgent CS, my CS degree"),
        ("comlex.level2pe", "a saddle PE"),
        ("usmle.step1", "step one was to call, the first step"),
        ("usmle.step1", "Steps taken, a step I took"),
        ("comlex.level1", "a Level 1 trauma center, a Level I trauma center"),
        ("comlex.level3", "a level 3 NICU"),
        ("boards.any", "board games, advisory boards, board-certified, across the board"),
        ("shelf", "the shelf life, off-the-shelf"),
        ("school", "of course, a nerve block, heart block, over the course of, a block from home"),
        ("practice", "the NBME announced it"),
        ("not_licensing", "I sat at a great table"),
    ],
)
def test_look_alikes_are_no_hits(name: str, text: str) -> None:
    assert shipped_words(text, name) == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("usmle.step1", "USMLE Step 1, STEP 1, step 1, Step-1, Step1, Step One, Step I", 7),
        ("usmle.step2ck", "Step 2 CK, USMLE Step 2CK, S2CK, 2CK, Step II CK, step 2 ck", 6),
        ("usmle.step2cs", "Step 2 CS, Step 2 Clinical Skills, 2CS", 3),
        ("comlex.level1", "COMLEX-USA Level 1, COMLEX-1, Level One, level 1", 4),
        ("comlex.level2ce", "COMLEX-USA Level 2-CE, Level 2 CE, L2CE, Level 2 Cognitive Evaluation", 4),
        ("comlex.level2pe", "Level 2-PE, COMLEX Level 2 Performance Evaluation", 2),
        ("boards.any", "my boards, a board exam, the licensing examinations", 3),
        ("practice", "two NBMEs, a COMSAE, Practice exams, full-length exams, UWorld self-assessments", 5),
        ("CHANGE_VERB", "I moved my date, I moved the exam", 2),
        ("CAUSE_LOGISTICS", "we moved to Ohio, moved apartments", 2),
        ("DEFENSIVE", "I had no choice, to be fair, and nobody said so", 2),
        ("NOT_MY_DOING", "it was beyond my control, not my fault", 2),
        ("SERIOUS_EVENT", "after my father's death and my surgery I was hospitalized", 3),
        ("FAIL_PLAIN", "failed to pass", 1),
        ("RESULT", "scored 236, a 238 and my 241", 3),
    ],
)
def test_shipped_lists_find_their_words(name: str, text: str, words: int) -> None:
    assert len(shipped_words(text, name)) == words, shipped_words(text, name)


def test_a_result_said_not_to_reflect_the_preparation_is_a_weak_hit() -> None:
    assert [hit.weak for hit in shipped_hits("It did not reflect my preparation", "SCORE_NOT_ME")] == [True]
    assert [hit.weak for hit in shipped_hits("It did not reflect my ability", "SCORE_NOT_ME")] == [False]


@pytest.mark.parametrize("name", ["CHANGE_TIME", "CHANGE_THRESHOLD"])
def test_a_postponed_exam_is_a_change_of_time_and_of_threshold(name: str) -> None:
    assert shipped_words("I postponed the exam", name)


def test_words_of_letters_are_taken_apart_as_the_tokenizer_does() -> None:
    """Entries of letters alone skip the tokenizer: that may never make a difference."""
    words = {w for lexicon in shipped().values() for e in lexicon.entries for w in re.findall(r"[^\W\d_]+", e)}
    for word in words - {"N"}:
        assert found(word, word) == [word], word


@given(
    st.lists(st.sampled_from(["I did not pass", "because of personal issues", "I'm", "re-took it,", "the exam"])),
    st.data(),
)
def test_paragraphs_are_sought_one_by_one_as_all_at_once(pieces: list[str], data: st.DataObject) -> None:
    gaps = [data.draw(st.sampled_from([" ", "\n", "\r\n", "\n\n", " \n \n\t", "\r\n\r\n"])) for _ in pieces]
    text = "".join(gap + piece for gap, piece in zip(gaps, pieces, strict=True))
    find = _words().within(text, Span(0, len(text)))
    found = {hit for name in shipped() for hit in find(name)}
    assert found == set(shipped_matcher().hits(english()(text)))


@cache
def _words() -> Words:
    return Words(shipped())


_SPELLED = {"N": ["3", "twelve", "2,000"], "...": ["and so", "I was told"]}
_CONTRACTED = ["I can't", "she won't", "you cannot", "I dont", "we're", "it didn't", "gonna", "I'm", "they've", "let's"]


@st.composite
def _entries_in_use(draw: st.DrawFn) -> str:
    """Words that a shipped entry stands for, as one might write them."""
    name = draw(st.sampled_from(sorted(shipped())))
    said = []
    for word in draw(st.sampled_from(shipped()[name].entries or ("failed",))).removeprefix("~").split():
        if word.startswith("[") and draw(st.booleans()):
            continue
        option = draw(st.sampled_from(word.strip("[]").split("/")))
        option = draw(st.sampled_from(_SPELLED.get(option, [option])))
        said.append(re.sub(r"\bN\b", "six", option).replace("*", draw(st.sampled_from(["", "ed", "ing"]))))
    text = draw(st.sampled_from([" ", "\n", "-"])).join(said)
    return draw(st.sampled_from([text, text.lower(), text.upper(), text.replace("not", "n't").replace(" n't", "n't")]))


@given(st.lists(st.one_of(_entries_in_use(), st.sampled_from(_CONTRACTED)), min_size=1, max_size=4))
def test_no_list_that_has_a_hit_is_passed_over(said: list[str]) -> None:
    text = make_plain(", ".join(said))
    for hit in shipped_matcher().hits(english()(text)):
        assert _words().may_be_in(hit.lexicon, runs_in(text)), hit


def test_words_that_the_tokenizer_takes_apart_are_never_needed() -> None:
    """Of "won't" it makes "will" and "not", which the text does not hold."""
    for word in tokens.EXCEPTIONS:
        for made in take(english()(make_plain(word))).words:
            if made.isalnum() and made != "N":
                for entry in (made, f"{made[:-1]}*" if len(made) > 1 else made):
                    lexicon = parse_lexicons({"LIST": {"entries": entry}})["LIST"]
                    assert Needed(lexicon).may_be_in(runs_in(word)), (word, entry)
