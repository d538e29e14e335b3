"""The server of the page: what it answers, whom it refuses, what it leaves behind."""

import http.client
import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pslint import Linter
from pslint.export import export
from pslint.formats import parse_text
from pslint.outputs import Run, View
from pslint.outputs.json import as_data
from pslint.rulebook import load_builtin
from pslint.web import guards
from pslint.web.answers import MAX_TEXT, Asked, PageAnswers
from pslint.web.opening import open_file
from pslint.web.server import Limits

from .command import pslint, python
from .formats.made import docx_of, odt_of, pdf_of
from .formats.test_hostile import REFUSED
from .web_server import Served, command, refuses_connections, thread, wait_for_end

WEAK = "I failed Step 1 because of personal issues. I worked harder after that, and it is all behind me now."
_CANARY = "Zanzibar"
_PARAGRAPH = "<w:p><w:r><w:t>One.</w:t></w:r></w:p>"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with thread() as running:
        yield running


# What it answers


def test_the_findings_are_the_linter_s(served: Served, linter: Linter) -> None:
    answer = served.ask("POST", "/api/check", {"text": WEAK}).data
    report = linter.lint(WEAK, path="Your draft")
    wanted = as_data(Run((report,), "brief", ""), View())
    assert wanted["files"][0]["findings"]
    assert answer["file"] == wanted["files"][0]
    assert answer["summary"] == wanted["summary"]
    for finding in answer["file"]["findings"]:
        rule = linter.rulebook.rules[finding["rule"]]
        assert answer["grounds"][finding["rule"]]["why"] == rule.why
        assert [source["code"] for source in answer["grounds"][finding["rule"]]["sources"]] == list(rule.source)


def test_what_a_text_is_is_told_by_itself_and_can_be_changed(served: Served) -> None:
    statement = f"I like the wards in the early morning, before the list is read.\n\n{WEAK}"

    def asked(text: str, scope: str) -> tuple[str, int]:
        answer = served.ask("POST", "/api/check", {"text": text, "scope": scope}).data
        (passage,) = answer["file"]["passages"]
        return answer["taken"], passage["start"]["offset"]

    assert asked(WEAK, "auto") == ("paragraph", 0)
    (absent,) = served.ask("POST", "/api/check", {"text": WEAK}).data["absent"]
    assert absent["evidence"] == "not found"
    assert asked(statement, "auto") == ("statement", statement.index(WEAK))
    assert asked(statement, "paragraph") == ("paragraph", 0)
    both = statement.replace("\n\n", " ")
    assert asked(both, "paragraph") == ("paragraph", 0)
    assert asked(both, "statement") == ("statement", both.index(WEAK))


def test_the_profile_is_the_one_chosen(served: Served) -> None:
    names = [profile["name"] for profile in served.ask("GET", "/api/start").data["profiles"]]
    assert names == list(load_builtin().profiles)
    long = WEAK + " I took the exam again in May, and I then waited for the result." * 3

    def rules(profile: str) -> set[str]:
        answer = served.ask("POST", "/api/check", {"text": long, "profile": profile}).data
        return {finding["rule"] for finding in answer["file"]["findings"]}

    assert "PS102" in rules("brief") - rules("paragraph")
    assert served.ask("POST", "/api/check", {"text": long, "profile": "nobody"}).status == 400


def test_the_plain_text_is_what_export_gives(served: Served) -> None:
    text = "# A title\n\nI **failed** \u201cStep 1\u201d."
    answer = served.ask("POST", "/api/plain", {"text": text, "kind": "markdown"}).data
    wanted = export(parse_text("", text, "markdown"))
    assert (answer["text"], tuple(answer["changes"])) == (wanted.text, wanted.changes)
    assert (answer["characters"], answer["limit"]) == (len(wanted.text), 28_000)


def test_the_report_is_a_page(served: Served) -> None:
    answer = served.ask("POST", "/api/report", {"text": WEAK})
    assert answer.headers["content-type"].startswith("text/html")
    assert b'<mark class="warning"' in answer.body
    assert b"personal issues" in answer.body


def test_a_text_that_is_not_english_is_said(served: Served) -> None:
    german = "Ich habe die Prüfung nicht bestanden, weil ich krank war. " * 5
    answer = served.ask("POST", "/api/check", {"text": german})
    assert answer.status == 422
    assert "does not look like English" in answer.data["error"]


@pytest.mark.parametrize(
    ("extension", "data", "text", "kind"),
    [
        (".docx", docx_of(f"{_PARAGRAPH}{_PARAGRAPH}"), "One.\n\nOne.", "text"),
        (".odt", odt_of("<text:p>One.</text:p><text:p>Two.</text:p>"), "One.\n\nTwo.", "text"),
        (".pdf", pdf_of(["One line", "and its end."]), "One line and its end.", "text"),
        (".MD", b"# One\r\n\r\nTwo.\r\n", "# One\n\nTwo.\n", "markdown"),
        (".txt", "\ufeffOne \U0001f9d1.".encode(), "One \U0001f9d1.", "text"),
    ],
)
def test_a_file_is_opened(extension: str, data: bytes, text: str, kind: str, served: Served) -> None:
    answer = served.ask("POST", "/api/open", data, X_Pslint_Extension=extension)
    assert answer.data == {"text": text, "kind": kind}


@pytest.mark.parametrize("name", [name for name in REFUSED if name != "text: too large"])
def test_hostile_files_are_refused_in_one_line(name: str, served: Served) -> None:
    kind, data, message = REFUSED[name]
    answer = served.ask("POST", "/api/open", data, X_Pslint_Extension=f".{kind}")
    assert answer.status == 422
    assert answer.data["error"].startswith(message)


def test_other_files_are_refused(served: Served) -> None:
    for extension in (".exe", "", "../../x.docx", ".docx/../x"):
        answer = served.ask("POST", "/api/open", b"MZ", X_Pslint_Extension=extension)
        assert answer.status == 422
        assert "pslint reads" in answer.data["error"]


def test_a_module_beside_the_draft_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert open_file(".txt", b"One.", 20).text == "One."


# Whom it refuses

_OTHER = "http://127.0.0.1:9"
ATTACKS: dict[str, tuple[guards.Guard, str, str, dict[str, str | None]]] = {
    "a name that was bound to this machine": (guards.own_host, "GET", "/", {"Host": "evil.example:{port}"}),
    "the same, with all else right": (guards.own_host, "POST", "/api/check", {"Host": "evil.example:{port}"}),
    "no host": (guards.own_host, "GET", "/", {"Host": ""}),
    "another port as host": (guards.own_host, "GET", "/", {"Host": "127.0.0.1:9"}),
    "a page on another port": (guards.own_origin, "POST", "/api/check", {"Origin": _OTHER}),
    "a page on another site": (guards.own_origin, "POST", "/api/stop", {"Origin": "https://evil.example"}),
    "a page that hides its origin": (guards.own_origin, "POST", "/api/check", {"Origin": "null"}),
    "no origin": (guards.own_origin, "POST", "/api/check", {"Origin": None}),
    "another site reads": (guards.own_origin, "GET", "/api/start", {"Origin": "https://evil.example"}),
    "another site loads the page": (guards.own_site, "GET", "/", {"Sec_Fetch_Site": "cross-site"}),
    "another port loads the script": (guards.own_site, "GET", "/page.js", {"Sec_Fetch_Site": "same-site"}),
    "no token": (guards.right_token, "POST", "/api/check", {guards.TOKEN_HEADER: None}),
    "a wrong token": (guards.right_token, "POST", "/api/stop", {guards.TOKEN_HEADER: "x" * 43}),
    "a token that is no ASCII": (guards.right_token, "GET", "/api/start", {guards.TOKEN_HEADER: "\xe9"}),
    "a token in a cookie": (guards.right_token, "GET", "/api/start", {guards.TOKEN_HEADER: None, "Cookie": "{token}"}),
    "a token in the address": (guards.right_token, "GET", "/api/start?{token}", {guards.TOKEN_HEADER: None}),
}  # fmt: skip


def _attack(served: Served, method: str, path: str, changed: dict[str, str | None]) -> tuple[int, bool]:
    """The status, and whether the answer is of use to the attacker."""

    def filled(value: str) -> str:
        return value.replace("{port}", str(served.port)).replace("{token}", served.token)

    headers = {name: value if value is None else filled(value) for name, value in changed.items()}
    answer = served.ask(method, filled(path), {"text": WEAK} if method == "POST" else None, **headers)
    assert not [name for name in answer.headers if name.startswith("access-control") or name == "set-cookie"]
    return answer.status, answer.status == 200


@pytest.mark.parametrize(("guard", "method", "path", "changed"), ATTACKS.values(), ids=ATTACKS.keys())
def test_attacks_are_refused_and_only_by_their_guard(
    guard: guards.Guard, method: str, path: str, changed: dict[str, str | None], served: Served
) -> None:
    assert _attack(served, method, path, changed) == (403, False)
    assert not served.stopped
    with thread(tuple(g for g in guards.GUARDS if g is not guard)) as unguarded:
        assert _attack(unguarded, method, path, changed) == (200, True)


def test_a_preflight_of_another_origin_is_refused(served: Served) -> None:
    answer = served.ask(
        "OPTIONS",
        "/api/check",
        Origin=_OTHER,
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers=guards.TOKEN_HEADER,
    )
    assert answer.status == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_every_answer_is_locked_down(served: Served) -> None:
    answers = {
        200: served.ask("GET", "/"),
        403: served.ask("GET", "/", Host="evil.example"),
        404: served.ask("GET", "/../../etc/passwd"),
        405: served.ask("POST", "/"),
        422: served.ask("POST", "/api/open", b"", X_Pslint_Extension=".docx"),
        400: served.ask("POST", "/api/check", b"{"),
    }
    for status, answer in answers.items():
        assert answer.status == status
        for name, value in guards.HEADERS.items():
            assert answer.headers[name.lower()] == value
        assert not [name for name in answer.headers if name.startswith("access-control") or name == "set-cookie"]
        assert "server" not in answer.headers or status
    policy = answers[200].headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_it_listens_to_this_machine_alone(served: Served) -> None:
    assert not refuses_connections("127.0.0.1", served.port)
    # Any other address of the machine, as 127.0.0.2 is one on Linux, would be heard by a socket bound to all.
    assert refuses_connections("127.0.0.2", served.port)
    assert refuses_connections("::1", served.port)


def test_a_text_that_is_too_long_is_refused(served: Served) -> None:
    answer = served.ask("POST", "/api/check", {"text": "a " * (MAX_TEXT // 2 + 1)})
    assert answer.status == 413
    assert "100,000 characters" in answer.data["error"]


@pytest.mark.parametrize(("limits", "status"), [(Limits(text_bytes=200), 413), (Limits(), 200)])
def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(limits: Limits, status: int) -> None:
    body = b'{"text": "' + b"I like it. " * 40 + b'"}'
    with thread(limits=limits) as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        headers = {"Origin": served.origin, guards.TOKEN_HEADER: served.token}
        connection.request("POST", "/api/check", iter([body[:50], body[50:]]), headers, encode_chunked=True)
        assert connection.getresponse().status == status
        connection.close()


@pytest.mark.parametrize(("limits", "status"), [(Limits(file_bytes=200), 413), (Limits(), 200)])
def test_a_file_that_is_too_large_is_refused(limits: Limits, status: int) -> None:
    with thread(limits=limits) as served:
        assert served.ask("POST", "/api/open", b"a" * 201, X_Pslint_Extension=".txt").status == status


@pytest.mark.parametrize(("limits", "status"), [(Limits(opening=0.001), 422), (Limits(), 200)])
def test_a_file_that_takes_too_long_to_open_is_refused(limits: Limits, status: int) -> None:
    with thread(limits=limits) as served:
        answer = served.ask("POST", "/api/open", b"a", X_Pslint_Extension=".txt")
        assert answer.status == status
        assert status == 200 or "too long" in answer.data["error"]


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    with thread(limits=Limits(sending=0.2)) as served, socket.create_connection(("127.0.0.1", served.port)) as raw:
        raw.settimeout(20)
        head = (
            f"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nOrigin: {served.origin}\r\n"
            f"{guards.TOKEN_HEADER}: {served.token}\r\nContent-Length: 90\r\n\r\n"
        )
        raw.sendall(head.encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 408")


# What it leaves behind


class _Broken(PageAnswers):
    def check(self, asked: Asked) -> dict[str, Any]:
        raise RuntimeError(asked.text)


def test_an_error_of_its_own_shows_no_words(capfd: pytest.CaptureFixture[str]) -> None:
    with thread(answers=_Broken(load_builtin())) as served:
        answer = served.ask("POST", "/api/check", {"text": _CANARY})
    assert answer.status == 500
    printed = "".join(capfd.readouterr())
    assert "RuntimeError" in printed
    assert _CANARY not in printed + answer.body.decode()


def test_no_word_and_no_token_is_kept(tmp_path: Path) -> None:
    homes = {name: str(tmp_path / name) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "work")}
    for folder in homes.values():
        Path(folder).mkdir()
    weak = f"I failed Step 1 in {_CANARY} because of personal issues."
    german = f"Ich war in {_CANARY} und nicht da, als die Prüfung war. " * 9
    with command(env=homes, cwd=tmp_path / "work") as served:
        assert served.process is not None
        assert served.ask("POST", "/api/check", {"text": weak}).status == 200
        assert served.ask("POST", "/api/report", {"text": weak}).status == 200
        assert served.ask("POST", "/api/plain", {"text": weak}).status == 200
        assert served.ask("POST", "/api/check", {"text": german}).status == 422
        assert served.ask("POST", "/api/check", {"text": weak, "scope": _CANARY}).status == 400
        assert served.ask("POST", "/api/open", weak.encode(), X_Pslint_Extension=".txt").status == 200
        assert served.ask("POST", "/api/open", weak.encode(), X_Pslint_Extension=".docx").status == 422
        assert served.ask("GET", f"/{_CANARY}").status == 404
        served.ask("POST", "/api/stop")
        out, err = served.process.communicate(timeout=30)
    assert served.process.returncode == 0
    assert out == ""
    assert err == "pslint: Ctrl-C, or the button on the page, ends this\n"
    left = [path for folder in homes.values() for path in Path(folder).rglob("*") if path.is_file()]
    assert left == []


def test_the_address_is_the_one_line_on_standard_output() -> None:
    with command() as one, command() as two:
        for served in (one, two):
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#[\w-]{43}", served.address)
            assert served.ask("GET", "/api/start").status == 200
        assert one.token != two.token
        assert Served(two.port, one.token).ask("GET", "/api/start").status == 403


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_it() -> None:
    with command() as served:
        assert served.process is not None
        os.kill(served.process.pid, signal.SIGINT)
        assert wait_for_end(served.process) == 0
        assert served.process.stderr is not None
        assert "Traceback" not in served.process.stderr.read()
    assert refuses_connections("127.0.0.1", served.port)


def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = pslint("web", "--no-browser", "--port", str(port))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"pslint: port {port} cannot be used")
    assert ran.err.count("\n") == 1


def test_without_the_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['starlette'] = None; from pslint.cli import main; sys.argv[1:] = ['web']; main()"
    ran = python("-c", code)
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'pslint[web]'" in ran.err
