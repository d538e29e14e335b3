"""Grammar checking: the real LanguageTool on real slips, and what goes wrong with servers, Java and downloads.

`make languagetool` puts LanguageTool where these tests look for it. Without it, or without Java, the tests of the real
one are skipped; the failures are tested against servers of this file's own.
"""

import hashlib
import http.server
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

import psutil
import pytest

from pslint.draft import Draft
from pslint.findings import Finding, Passage
from pslint.formats import parse_text
from pslint.grammar.checker import Grammar
from pslint.grammar.client import Client
from pslint.grammar.errors import GrammarError
from pslint.grammar.names import Chosen
from pslint.grammar.server import OwnServer
from pslint.suppression.fingerprint import fingerprint

from . import programs
from .command import clean_environment, pslint

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "src/pslint/grammar/rules/org/languagetool/rules/en/grammar_custom.xml"

#: Seven slips: agreement, doubled word, its/it's, missing article, preposition, misspelling, comma splice.
SLIPS = (
    "I failed Step 1 in May because my practice scores was below passing and I ignored them. I met a tutor every week "
    "for for two months. The old plan had it's limits. I wrote timed block each morning. I was interested on the "
    "reasons for each miss. In June I recieved a 241 on Step 2 CK. I rebuilt my schedule, I passed in October."
)
SLIPPED = ["was", "for for", "it's", "block", "on", "recieved", ", I"]
SOUND = (
    "I failed COMLEX-USA Level 1 in May 2022, during a remediated clerkship, because I had read First Aid and Pathoma "
    "without a single timed UWorld block. With Dr. Okonkwo-Reyes I kept an Anki deck of every miss, wrote two AMBOSS "
    "or TrueLearn blocks each morning, and sat four NBMEs and a COMSAE before I booked the retake. I passed Level 1 in "
    "August and the USMLE Step 2 CK with a 245. On my sub-internship in the NICU I presented hyperbilirubinemia, "
    "preeclampsia and pyelonephritis on rounds, and I honored the OSCE, the CPX and three shelf exams."
)
WHOLE = "My uncle recieved no letters.\n\n"


@pytest.fixture(scope="session")
def languagetool() -> Path:
    return programs.languagetool()


@pytest.fixture(scope="session")
def url(languagetool: Path) -> Iterator[str]:
    """The address of a real server of pslint's own, started once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LTP_PATH", str(languagetool))
        server = OwnServer()
        try:
            server.wait(300)
            Client(server.url, 300).matches("A first sentence.")
            yield server.url
        finally:
            server.stop()


@pytest.fixture(scope="session")
def grammar(url: str) -> Iterator[Grammar]:
    with Grammar(url, seconds=120) as made:
        yield made


def _all_of(draft: Draft) -> list[Passage]:
    return [Passage(0, len(draft.prose), 1, 1, {}, (), ())]


def _found(grammar: Grammar, text: str, path: str = "draft.txt", **options: Any) -> list[Finding]:
    draft = parse_text(path, text)
    found = grammar.findings(draft, _all_of(draft), options.pop("others", ()), **options)
    for finding in found:
        assert draft.source[finding.start : finding.end] == finding.excerpt
    return found


# --- the real one


def test_seven_slips_are_found_on_their_words(grammar: Grammar) -> None:
    found = _found(grammar, SLIPS)
    assert [f.excerpt for f in found] == SLIPPED
    assert {f.category for f in found} == {"grammar"}
    assert all(re.fullmatch("LT:[A-Z0-9_]+", f.rule) and f.confidence == "medium" for f in found)
    spelling = next(f for f in found if f.excerpt == "recieved")
    assert spelling.message.endswith("(perhaps: received, relieved).")
    assert spelling.severity == "warning"
    for finding in found:
        assert not any(word in finding.bare for word in ("received", "recieved", "its", "block"))
        assert "\n" not in finding.message


def test_a_sound_passage_of_exam_names_and_clinical_words_gives_none(grammar: Grammar) -> None:
    assert _found(grammar, SOUND) == []


@pytest.mark.parametrize("sample", ["sound-step2ck.txt", "statement-leave.md"])
def test_sound_samples_give_none(grammar: Grammar, sample: str) -> None:
    path = ROOT / "samples" / sample
    found = _found(grammar, path.read_text(encoding="utf-8"), sample, scope="document")
    assert [(f.rule, f.excerpt) for f in found if f.severity != "info"] == []


def _wrapped(text: str) -> str:
    return text.replace(" the ", "\r\nthe ").replace(" a ", "\r\na ")


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("a.txt", _wrapped),
        ("a.txt", lambda t: t.replace("'", "\u2019")),
        ("a.txt", lambda t: "\U0001f600 " + t.replace("Step 1", "Step 1 \U0001f600\U0001f600")),
        ("a.txt", lambda t: t + "\r\n"),
        ("a.md", lambda t: "# My *year*\n\n" + t.replace("Step 1", "**Step 1**").replace("tutor", "[tutor](x 'y z')")),
        ("a.tex", lambda t: t.replace("Step 1", r"\emph{Step~1}")),
    ],
)
def test_how_a_draft_is_typed_and_marked_up_changes_nothing(
    grammar: Grammar, path: str, change: Callable[[str], str]
) -> None:
    found = [f.excerpt.replace("\u2019", "'") for f in _found(grammar, change(SLIPS), path)]
    assert [" ".join(words.split()) for words in found] == SLIPPED


def test_only_the_passage_is_checked_unless_asked(grammar: Grammar) -> None:
    text = WHOLE + "I recieved a letter.\n"
    draft = parse_text("a.txt", text)
    passage = [Passage(len(WHOLE), len(text) - 1, 1, 4, {}, (), ())]
    assert [f.start for f in grammar.findings(draft, passage, ())] == [text.rindex("recieved")]
    everywhere = grammar.findings(draft, passage, (), scope="document")
    assert [f.start for f in everywhere] == [m.start() for m in re.finditer("recieved", text)]
    assert grammar.findings(draft, [], ()) == []


def test_what_pslint_says_itself_is_not_said_twice(grammar: Grammar) -> None:
    (doubled,) = _found(grammar, "I met a tutor every week for for two months.")
    own = Finding("PS804", "mechanics", "readability", "info", "high", "m", doubled.start, doubled.end, "for for", "u")
    text = "I met a tutor every week for for two months."
    assert _found(grammar, text, others=[own]) == []
    last_word = Finding("PS107", "no-evidence", "evidence", "warning", "high", "m", doubled.start, doubled.end, "", "u")
    assert _found(grammar, text, others=[last_word]) == [doubled]


def test_select_and_ignore(grammar: Grammar) -> None:
    rules = [f.rule for f in _found(grammar, SLIPS)]
    assert [f.rule for f in _found(grammar, SLIPS, chosen=Chosen(("grammar",), (rules[0],)))] == rules[1:]
    assert [f.rule for f in _found(grammar, SLIPS, chosen=Chosen((rules[1].lower(),)))] == [rules[1]]
    assert _found(grammar, SLIPS, chosen=Chosen(("PS203",))) == []
    assert not Chosen(("PS203",)).any_left
    assert not Chosen((), ("grammar",)).any_left


def test_the_examples_of_our_own_rules_hold(url: str) -> None:
    client = Client(url, 120)
    wrong = []
    for group in ElementTree.parse(RULES).iter("rulegroup"):
        for example in group.iter("example"):
            text, marker = "".join(example.itertext()), example.find("marker")
            found = [m for m in client.matches(text) if m.rule_id == group.get("id")]
            start = len(example.text or "")
            words = None if marker is None else text[start : start + len(marker.text or "")]
            if [text[m.offset : m.offset + m.error_length] for m in found] != ([] if words is None else [words]):
                wrong.append(text)
    assert wrong == []


def _java_of(jar: str = "languagetool-server.jar") -> list[psutil.Process]:
    return [p for p in psutil.process_iter(["cmdline"]) if any(jar in part for part in p.info["cmdline"] or ())]


def test_one_server_for_a_run_ended_with_it_though_its_usual_ports_are_taken(languagetool: Path, drafts: Path) -> None:
    before = {p.pid for p in _java_of()}
    for i in range(3):
        (drafts / f"{i}.md").write_text(f"{SLIPS}\n\n<!-- pslint: ignore-file[LT:PSLINT_COMMA_SPLICE] told so -->\n")
    seen: set[int] = set()
    with ExitStack() as stack:
        for port in range(8081, 8999):
            taken = stack.enter_context(socket.socket())
            try:
                taken.bind(("127.0.0.1", port))
            except OSError:
                continue
            # The first is where a running server is looked for: this one listens and never answers.
            taken.listen()
        arguments = ["check", "--passage", "--grammar", "-j", "2", "--output-format", "json", str(drafts)]
        with _running(arguments, {"LTP_PATH": str(languagetool)}) as process:
            while process.poll() is None:
                seen |= {p.pid for p in _java_of() if p.pid not in before and p.name().startswith("java")}
                time.sleep(0.1)
            out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    for file in json.loads(out)["files"]:
        excerpts = [f["excerpt"] for f in file["findings"] if f["category"] == "grammar"]
        # PS804 has the doubled word; the comment has silenced the comma.
        assert excerpts == [words for words in SLIPPED if words not in ("for for", ", I")]
    assert len(seen) == 1
    assert {p.pid for p in _java_of()} == before


def test_a_server_that_is_killed_in_mid_run_is_said_and_leaves_nothing(
    languagetool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LTP_PATH", str(languagetool))
    before = {p.pid for p in _java_of()}
    with Grammar(seconds=120) as grammar:
        if not {p.pid for p in _java_of()} - before:
            assert _found(grammar, "I recieved it.")
        started = [p for p in _java_of() if p.pid not in before]
        for process in started:
            if process.name().startswith("java"):
                process.kill()
        if not started:
            pytest.skip("a server of somebody else's is running at the usual address")
        with pytest.raises(GrammarError, match="is not there"):
            _found(grammar, "I recieved another.")
    assert {p.pid for p in _java_of()} == before


# --- servers of our own that misbehave

Answer = Callable[[http.server.BaseHTTPRequestHandler, str], None]
LANGUAGES = json.dumps([{"name": "English (US)", "code": "en", "longCode": "en-US"}]).encode()


def _send(handler: http.server.BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in ({"Content-Length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


class Server:
    """A LanguageTool of this file's own: knows its languages, and checks as `answer` says; `texts` is what it got."""

    def __init__(self, answer: Answer) -> None:
        self.texts: list[str] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                _send(self, LANGUAGES)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                text = parse_qs(body)["text"][0]
                outer.texts.append(text)
                answer(self, text)

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _match(text: str, word: str, **changes: Any) -> dict[str, Any]:
    return {
        "message": "Possible spelling mistake found.",
        "offset": text.index(word),
        "length": len(word),
        "replacements": [{"value": "received"}],
        "context": {"text": text, "offset": text.index(word)},
        "sentence": text,
        "rule": {"id": "SPELL", "issueType": "misspelling", "category": {"id": "TYPOS"}},
    } | changes


def _sound(handler: http.server.BaseHTTPRequestHandler, text: str) -> None:
    found = [_match(text, "recieved")] if "recieved" in text else []
    _send(handler, json.dumps({"matches": found}).encode())


def _hang(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
    time.sleep(30)


def _drip(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _second in range(60):
        handler.wfile.write(b" ")
        time.sleep(0.5)


def _leave(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def _half(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"matches": [')
    handler.connection.shutdown(socket.SHUT_RDWR)


def _error(handler: http.server.BaseHTTPRequestHandler, text: str) -> None:
    _send(handler, f"Error: {text}".encode(), 500)


def _html(handler: http.server.BaseHTTPRequestHandler, text: str) -> None:
    _send(handler, f"<html>{text}</html>".encode())


def _other(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
    _send(handler, b'{"matches": [{"offset": 1}]}')


def _list(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
    _send(handler, b"[1, 2]")


def _beyond(handler: http.server.BaseHTTPRequestHandler, text: str) -> None:
    _send(handler, json.dumps({"matches": [_match(text, "recieved", offset=10**6)]}).encode())


WEAK = "I failed Step 1 because of personal issues. I recieved a letter, and it is all behind me now.\n"


@pytest.fixture
def weak(drafts: Path) -> Path:
    path = drafts / "weak.txt"
    path.write_text(WEAK, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (_hang, "gave no answer within 0.8 s"),
        (_drip, "gave no answer within 0.8 s"),
        (_leave, "is not there"),
        (_half, "is not there"),
        (_error, "answers with an error (HTTP 500)"),
        (_html, "does not answer as LanguageTool does"),
        (_other, "does not answer as LanguageTool does"),
        (_list, "does not answer as LanguageTool does"),
        (_beyond, "does not answer as LanguageTool does"),
    ],
)
def test_a_server_that_fails_is_said_in_one_line_without_words_of_the_draft(answer: Answer, said: str) -> None:
    with Server(answer) as server, Grammar(server.url, seconds=0.8) as grammar:
        with pytest.raises(GrammarError) as raised:
            _found(grammar, "I recieved it.")
        assert server.texts == ["I recieved it."]
    assert said in str(raised.value)
    assert server.url in str(raised.value)
    assert "recieved" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_after_a_hang_the_other_findings_are_there_and_no_draft_waits_again(weak: Path) -> None:
    second = weak.with_name("weaker.txt")
    second.write_text(WEAK, encoding="utf-8")
    with Server(_hang) as server:
        ran = pslint(
            *("check", "--output-format", "concise", "--grammar-server", server.url, "--grammar-timeout", "0.8"),
            *("--grammar", str(weak), str(second)),
        )
        assert len(server.texts) == 1
    assert ran.code == 2
    (line,) = ran.err.splitlines()
    assert line.startswith("pslint: grammar was not checked: LanguageTool at ")
    assert re.findall(r"([a-z]+)\.txt:\d+:\d+: \w+: PS203", ran.out) == ["weak", "weaker"]


def test_a_server_that_dies_half_way_leaves_what_it_had_found(weak: Path) -> None:
    second = weak.with_name("xlast.txt")
    second.write_text(WEAK.replace("letter", "note"), encoding="utf-8")

    def first_only(handler: http.server.BaseHTTPRequestHandler, text: str) -> None:
        (_sound if "letter" in text else _leave)(handler, text)

    with Server(first_only) as server:
        ran = pslint(
            *("check", "--output-format", "concise", "--grammar", "--grammar-server", server.url),
            *(str(weak), str(second)),
        )
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert re.findall(r"([a-z]+)\.txt:1:\d+: warning: LT:SPELL spell:", ran.out) == ["weak"]


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        with Grammar(address) as grammar, pytest.raises(GrammarError, match=f"{address} is not there"):
            _found(grammar, "I recieved it.")


@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1", "127.0.0.1:8081", "http://", "http://[::1", "http://h:99999999"]
)
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(GrammarError, match="is no address of a server"):
        Grammar(address)


@pytest.mark.parametrize(
    "address", ["http://localhost:1", "http://127.8.8.8:1/", "https://[::1]:1/v2/", "http://LOCALHOST"]
)
def test_this_machine_goes_by_several_names(address: str) -> None:
    assert Grammar(address).elsewhere is None
    for other in ("http://localhost.example", "http://10.0.0.1", "http://127.0.0.1.example", "http://0.0.0.0"):
        with pytest.raises(GrammarError, match="is not this machine"):
            Grammar(other)


def test_words_leave_this_machine_only_when_allowed_and_that_is_said(weak: Path) -> None:
    with Server(_sound) as server:
        # To the program this is a name like any other; to the system it is this machine, so that nothing does leave it.
        address = f"http://127.1:{server.port}"
        ran = pslint("check", "--grammar", "--grammar-server", address, str(weak))
        assert ran.code == 2
        assert "127.1 is not this machine" in ran.err
        assert "--allow-remote" in ran.err
        assert server.texts == []
        ran = pslint("check", "--grammar", "--grammar-server", address, "--allow-remote", str(weak))
        assert ran.code == 1
        assert ran.err == "pslint: note: the words of your drafts go to 127.1, as you allowed\n"
        assert len(server.texts) == 1


def test_neither_a_proxy_nor_a_redirect_leads_words_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(_sound) as elsewhere:

        def away(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
            _send(handler, b"", 307, Location=f"{elsewhere.url}/v2/check")

        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, elsewhere.url)
        with Server(_sound) as server, Grammar(server.url) as grammar:
            assert len(_found(grammar, "I recieved it.")) == 1
        with Server(away) as server, Grammar(server.url) as grammar, pytest.raises(GrammarError, match="HTTP 307"):
            _found(grammar, "I recieved it.")
        assert elsewhere.texts == []


def test_markup_is_never_sent_and_a_long_draft_goes_in_parts() -> None:
    paragraph = "I <b>met</b> a *tutor* on [Friday](http://example.org/secret 'a title').<!-- canary -->"
    source = "# Title\n\n" + "\n\n".join([paragraph] * 600) + "\n"
    with Server(_sound) as server, Grammar(server.url) as grammar:
        _found(grammar, source, "a.md", scope="document")
    sent = "\n\n".join(server.texts)
    assert sent == "\n\n".join(["Title", *["I met a tutor on Friday."] * 600])
    assert len(server.texts) > 1
    assert max(map(len, server.texts)) < 10_000


@pytest.mark.parametrize(
    ("path", "source", "sent"),
    [
        ("a.txt", "I  met\r\nher \u2014 once\u2019s  enough.", "I met her \u2014 once's enough."),
        ("a.txt", "One\u00adway is a\u200bble. \U0001f600 Yes\U0001f600no.", "Oneway is able. Yes no."),
        ("a.md", "un**believ**able<br>now", "unbelievable now"),
        ("a.tex", r"Step~1 was \emph{hard}.", "Step 1 was hard."),
    ],
)
def test_what_is_sent(path: str, source: str, sent: str) -> None:
    with Server(_sound) as server, Grammar(server.url) as grammar:
        _found(grammar, source, path, scope="document")
    assert server.texts == [sent]


def test_names_and_abbreviations_are_no_slips() -> None:
    def every_word(handler: http.server.BaseHTTPRequestHandler, text: str) -> None:
        words = re.finditer(r"[\w'-]+", text)
        rule = {"id": "MORFOLOGIK_RULE_EN_US", "issueType": "misspelling", "category": {"id": "TYPOS"}}
        found = [_match(text, m.group(), offset=m.start(), rule=rule) for m in words]
        _send(handler, json.dumps({"matches": found}).encode())

    text = "Clearly my uworld and Anki, with Ms. Ngozi Adeyemi of the NICU in PGY-1, passed COMLEX Level 2-CE. Wehn?"
    with Server(every_word) as server, Grammar(server.url) as grammar:
        kept = [f.excerpt for f in _found(grammar, text)]
    assert kept == ["Clearly", "my", "and", "with", "of", "the", "in", "passed", "Wehn"]


@pytest.mark.parametrize(
    ("message", "values", "said"),
    [
        (
            "Did you mean \u201cI have gone to the clinic\u201d?",
            ["I have gone to the clinic"],
            "Read these words again",
        ),
        ("Possible typo.", ["its", "it is", "it is one of them"], "Possible typo (perhaps: its, it is)."),
        ("A  typo:\nsee.", [], "A typo: see."),
    ],
)
def test_a_message_holds_no_sentence_to_paste(message: str, values: list[str], said: str) -> None:
    def one(handler: http.server.BaseHTTPRequestHandler, text: str) -> None:
        match = _match(text, "recieved", message=message, replacements=[{"value": value} for value in values])
        _send(handler, json.dumps({"matches": [match]}).encode())

    with Server(one) as server, Grammar(server.url) as grammar:
        (finding,) = _found(grammar, "I recieved it.")
    assert finding.message.startswith(said)
    assert "clinic" not in finding.message


# --- the command line


def test_settings_ask_for_grammar_and_name_a_server(drafts: Path, weak: Path) -> None:
    with Server(_sound) as server:
        (drafts / "pslint.toml").write_text(
            f'severity = {{ grammar = "info" }}\n[grammar]\nscope = "document"\nserver = "{server.url}"\n'
        )
        ran = pslint("check", "--output-format", "concise", str(weak), cwd=drafts)
        assert "info: LT:SPELL spell:" in ran.out
        for weights in ('"lt:spell" = "error"', 'Grammar = "info", LT = "error"', 'LT = "info", "LT:SP" = "error"'):
            (drafts / "pslint.toml").write_text(f"severity = {{ {weights} }}\n")
            ran = pslint("check", "--grammar", "--grammar-server", server.url, str(weak), cwd=drafts)
            assert "LT:SPELL" in ran.out, ran
            assert "error" in next(line for line in ran.out.splitlines() if "LT:SPELL" in line)
        (drafts / "pslint.toml").write_text('ignore = ["LT:SPELL"]\n')
        ran = pslint("check", "--grammar", "--grammar-server", server.url, str(weak), cwd=drafts)
        assert "LT:" not in ran.out
        assert ran.err == ""


def test_a_selection_that_leaves_no_grammar_is_said(weak: Path) -> None:
    ran = pslint("check", "--grammar", "--select", "PS203", str(weak))
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "name `grammar` in select" in ran.err
    ran = pslint("check", "--allow-remote", str(weak))
    assert ran.code == 2
    assert "--grammar" in ran.err


def test_grammar_alone_can_be_selected(weak: Path) -> None:
    with Server(_sound) as server:
        arguments = ["check", "--grammar=document", "--grammar-server", server.url, "--output-format", "json"]
        ran = pslint(*arguments, "--select", "grammar", str(weak))
    (file,) = json.loads(ran.out)["files"]
    assert [f["rule"] for f in file["findings"]] == ["LT:SPELL"]
    assert ran.code == 1


def test_an_ignore_of_a_slip_that_is_not_there_is_said(drafts: Path) -> None:
    draft = drafts / "draft.md"
    draft.write_text(
        f"<!-- pslint: ignore[LT:SPELL] a name -->\n{WEAK}\n<!-- pslint: ignore[LT:OTHER] old -->\nI left.\n"
    )
    with Server(_sound) as server:
        arguments = [
            "--grammar-server",
            server.url,
            "--output-format",
            "concise",
            *("--select", "grammar", "--select", "PS900"),
        ]
        whole = pslint("check", "--grammar=document", *arguments, str(draft))
        passage = pslint("check", "--grammar", *arguments, str(draft))
    assert [line.split(": ")[2] for line in whole.out.splitlines()[:-1]] == ["PS900 unused-ignore"]
    assert "LT:OTHER" in whole.out
    assert "PS900" not in passage.out


def test_the_file_beside_a_draft_holds_with_grammar_too(weak: Path) -> None:
    second = weak.with_name("weaker.txt")
    second.write_text(WEAK, encoding="utf-8")
    assert pslint("ignore", "PS203", f"{weak}:1").code == 0
    sidecar = weak.with_name(".pslint-ignore.yaml")
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + "passages: { weaker.txt: 1 }\n", encoding="utf-8")
    arguments = ["check", "--output-format", "json", str(weak), str(second)]

    def found(*options: str) -> list[list[str]]:
        ran = pslint(*arguments, *options)
        assert (ran.code, ran.err) == (1, "")
        return [[finding["rule"] for finding in file["findings"]] for file in json.loads(ran.out)["files"]]

    without = found()
    assert ["PS203" in rules for rules in without] == [False, True]
    with Server(_sound) as server:
        grammar = found("--grammar", "--grammar-server", server.url)
    assert [[rule for rule in rules if rule != "LT:SPELL"] for rules in grammar] == without
    assert all("LT:SPELL" in rules for rules in grammar)


def test_an_entry_about_grammar_in_the_file_beside_a_draft_holds(weak: Path) -> None:
    draft, salt = parse_text(str(weak), WEAK), "0" * 32
    context = fingerprint(salt, "LT:SPELL", draft, WEAK.index("recieved"))
    entry = f'- {{ draft: weak.txt, rule: "LT:SPELL", context: "{context}" }}'
    weak.with_name(".pslint-ignore.yaml").write_text(f'salt: "{salt}"\nignores:\n  {entry}\n', encoding="utf-8")
    with Server(_sound) as server:
        ran = pslint("check", "--output-format", "concise", "--grammar", "--grammar-server", server.url, str(weak))
        assert len(server.texts) == 1
    assert (ran.code, ran.err) == (1, "")
    assert "PS203" in ran.out
    assert "LT:" not in ran.out


def test_a_baseline_knows_grammar_too(drafts: Path, weak: Path) -> None:
    with Server(_sound) as server:
        grammar = ["--grammar", "--grammar-server", server.url]
        assert pslint("baseline", *grammar, str(weak), cwd=drafts).code == 0
        known = ["--baseline", ".pslint-baseline.json", str(weak)]
        ran = pslint("check", *grammar, *known, cwd=drafts)
    assert (ran.code, ran.out.count("LT:")) == (0, 0)
    with Server(_error) as server:
        ran = pslint("baseline", "--grammar", "--grammar-server", server.url, "--file", "other", str(weak), cwd=drafts)
    assert ran.code == 2
    assert "not written, as not all drafts could be checked" in ran.err
    assert not (drafts / "other").exists()


def test_no_words_in_formats_that_end_up_on_a_server(weak: Path) -> None:
    with Server(_sound) as server:
        arguments = ["check", "--grammar", "--grammar-server", server.url, "--output-format", "sarif"]
        ran = pslint(*arguments, "--select", "grammar", str(weak))
    assert "LT:SPELL" in ran.out
    assert "received" not in ran.out
    assert "recieved" not in ran.out


# --- Java and LanguageTool on this machine


def _fake_java(folder: Path, version: str, then: str) -> dict[str, str]:
    """A `java` that says its version, and otherwise does `then`; and a LanguageTool for it to start."""
    (folder / "bin").mkdir()
    java = folder / "bin" / "java"
    java.write_text(f'#!/bin/sh\nif [ "$1" = -version ]; then\n{version}\nexit\nfi\n{then}\n')
    java.chmod(0o755)
    home = folder / "home" / "LanguageTool-6.7"
    home.mkdir(parents=True)
    (home / "languagetool-server.jar").touch()
    return {"PATH": f"{folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin", "LTP_PATH": str(home.parent)}


_V17 = "echo 'openjdk version \"17.0.1\" 2021-10-19' >&2"
posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for java is a shell script")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """What is said where `java` says this version and then does that."""

    def said(version: str, then: str) -> str:
        for name, value in _fake_java(tmp_path, version, then).items():
            monkeypatch.setenv(name, value)
        return _said()

    return said


def _said() -> str:
    with Grammar() as grammar, pytest.raises(GrammarError) as raised:
        _found(grammar, "I recieved it.")
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LTP_PATH", _fake_java(tmp_path, _V17, "")["LTP_PATH"])
    monkeypatch.setenv("PATH", str(tmp_path / "home"))
    assert "needs Java, and there is none on the PATH; install Java 17" in _said()


@posix
@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("echo 'java version \"1.8.0_392\"' >&2", "is too old"),
        ("echo 'openjdk version \"11.0.2\" 2019-01-15' >&2", "is too old"),
        ("echo 'no runtime is there, to install one visit a page' >&2", "does not run"),
        ("exit 1", "does not run"),
    ],
)
def test_a_java_that_will_not_do(fake: Callable[[str, str], str], version: str, said: str) -> None:
    assert said in fake(version, "")


@posix
def test_a_java_that_ends_at_once(fake: Callable[[str, str], str]) -> None:
    assert "ended while it started (exit code 3)" in fake(_V17, "exit 3")


@posix
def test_a_damaged_languagetool_and_none(tmp_path: Path, fake: Callable[[str, str], str], weak: Path) -> None:
    assert "exit code" in fake(_V17, "exit 3")
    home = tmp_path / "home" / "LanguageTool-6.7"
    (home / "languagetool-server.jar").unlink()
    assert "is not whole" in _said()
    home.rmdir()
    assert "run `pslint grammar install`" in _said()
    ran = pslint("check", "--output-format", "concise", "--grammar", str(weak))
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "PS203" in ran.out


def test_without_the_extra(weak: Path) -> None:
    code = "import sys; sys.modules['language_tool_python'] = None; from pslint.cli import main; main()"
    for arguments in (["check", "--grammar", str(weak)], ["grammar", "install"]):
        ran = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            env=clean_environment(),
            check=False,
        )
        assert ran.returncode == 2
        (line,) = ran.stderr.splitlines()
        assert "pip install 'pslint[grammar]'" in line


_NO_PORT = """
import fcntl, socket, struct, subprocess, sys
lo = socket.socket()
fcntl.ioctl(lo, 0x8914, struct.pack("16sh14x", b"lo", 0x49))  # up
open("/proc/sys/net/ipv4/ip_local_port_range", "w").write("40000 40001")
held = [socket.socket() for _ in range(2)]
for number, one in enumerate(held):
    one.bind(("127.0.0.1", 40000 + number))
sys.exit(subprocess.run([sys.executable, "-m", "pslint", *sys.argv[1:]]).returncode)
"""


@posix
def test_a_full_port_table(weak: Path, tmp_path: Path) -> None:
    """In a network of its own, so that no other program feels it."""
    own = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*own, "true"], capture_output=True, check=False).returncode:
        pytest.skip("NO NETWORK NAMESPACES: that no port is free is not tested")
    env = clean_environment() | _fake_java(tmp_path, _V17, "exec sleep 60")
    arguments = ["check", "--output-format", "concise", "--grammar", str(weak)]
    ran = subprocess.run(
        [*own, sys.executable, "-c", _NO_PORT, *arguments], capture_output=True, text=True, env=env, check=False
    )
    (line,) = ran.stderr.splitlines()
    assert "no port is free for LanguageTool" in line
    assert ran.returncode == 2
    assert "PS203" in ran.stdout


@contextmanager
def _running(arguments: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "pslint", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment() | env,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@posix
@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_however_a_run_ends_no_server_is_left(weak: Path, tmp_path: Path, how: signal.Signals, code: int) -> None:
    mark = tmp_path / "pid"
    env = _fake_java(tmp_path, _V17, f"echo $$ > {mark}.new; mv {mark}.new {mark}; exec sleep 120")
    with _running(["check", "--grammar", str(weak)], env) as process:
        _wait(mark.exists)
        server = psutil.Process(int(mark.read_text()))
        assert server.is_running()
        process.send_signal(how)
        _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in err
    _wait(lambda: _has_ended(server))


def _has_ended(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        # It went between the two questions.
        return True


def _wait(until: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.05)


# --- pslint grammar install


def _archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("LanguageTool-6.8/languagetool-server.jar", b"a jar")
    return made.getvalue()


@contextmanager
def _host(archive: bytes) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/LanguageTool-6.8.zip":
                _send(self, archive)
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@posix
def test_install_says_what_it_fetches_and_verifies_it(tmp_path: Path) -> None:
    archive = _archive()
    sha256 = hashlib.sha256(archive).hexdigest()
    env = _fake_java(tmp_path, _V17, "") | {"LTP_PATH": str(tmp_path / "lt"), "LTP_DOWNLOAD_SHA256": sha256}
    with _host(archive) as host:
        env["LTP_DOWNLOAD_HOST_NEW_RELEASES"] = host
        ran = pslint("grammar", "install", "--dry-run", env=env)
        assert ran.code == 0
        assert re.match(r"LanguageTool 6\.8, \d+ \w?B\n", ran.out)
        assert f"{host}LanguageTool-6.8.zip" in ran.out
        assert sha256 in ran.out
        assert list((tmp_path / "lt").iterdir()) == []
        wrong = pslint("grammar", "install", env=env | {"LTP_DOWNLOAD_SHA256": "0" * 64})
        assert wrong.code == 2
        assert "checksum" in wrong.err.splitlines()[-1]
        assert list((tmp_path / "lt").iterdir()) == []
        unverified = pslint("grammar", "install", env=env | {"LTP_BYPASS_VERIFIED_DOWNLOADS": "true"})
        assert unverified.code == 2
        assert list((tmp_path / "lt").iterdir()) == []
        assert pslint("grammar", "install", env=env).code == 0
        assert (tmp_path / "lt/LanguageTool-6.8/languagetool-server.jar").read_bytes() == b"a jar"
        again = pslint("grammar", "install", env=env)
        assert (again.code, "nothing to do" in again.out) == (0, True)


@posix
def test_install_without_a_network_or_where_the_host_has_it_not(tmp_path: Path) -> None:
    env = _fake_java(tmp_path, _V17, "") | {"LTP_PATH": str(tmp_path / "lt")}
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/"
        ran = pslint("grammar", "install", env=env | {"LTP_DOWNLOAD_HOST_NEW_RELEASES": address})
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "127.0.0.1 cannot be reached" in ran.err
    with _host(b"") as host:
        ran = pslint("grammar", "install", env=env | {"LTP_DOWNLOAD_HOST_NEW_RELEASES": f"{host}elsewhere/"})
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "does not have LanguageTool there (HTTP 404)" in ran.err
