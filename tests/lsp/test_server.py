"""The real server, as an editor meets it."""

import random
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcMethodNotFound

from pslint import Linter
from pslint.formats import parse_text

from .editor import Editor, an_editor, capabilities

pytestmark = pytest.mark.asyncio

PASSAGE = "I failed Step 1 because of personal issues. I then wrote forty timed questions a day with a tutor."
WORDS = "personal issues"
MENDED = "a month of night shifts in my family's shop"
POND = "I grew up beside a pond, and I learned there to wait for herons \U0001f642, to row, and to mend a net."
STATEMENT = f"{POND}\n\n{PASSAGE}\n\n{POND}\n"


def _codes(found: list[types.Diagnostic]) -> list[str]:
    return [str(diagnostic.code) for diagnostic in found]


def _expected(editor: Editor, uri: str, linter: Linter, kind: str = "text") -> list[tuple[str, str, types.Range]]:
    """What the library finds, where this editor would look for it."""
    report = linter.lint_draft(parse_text("draft.txt", editor.texts[uri], kind))
    return [
        (f.rule, f.message, types.Range(editor.position(uri, f.start), editor.position(uri, f.end)))
        for f in report.findings
        if f.confidence != "low"
    ]


def _shown(found: list[types.Diagnostic]) -> list[tuple[str, str, types.Range]]:
    return [(str(d.code), d.message, d.range) for d in found]


async def test_diagnostics_stand_on_the_words(drafts: Path, linter: Linter) -> None:
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        found = await editor.settled(uri)
        assert _shown(found) == _expected(editor, uri, linter)
        (vague,) = [diagnostic for diagnostic in found if diagnostic.code == "PS203"]
        assert vague.range.start == editor.at(uri, WORDS)
        assert (vague.severity, vague.source) == (types.DiagnosticSeverity.Warning, "pslint")
        assert vague.code_description is not None
        assert vague.code_description.href.endswith("/docs/rules/PS203.md")


async def test_typing_the_mending_words(drafts: Path, linter: Linter) -> None:
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        assert "PS203" in _codes(await editor.settled(uri))
        editor.swap(uri, WORDS, "")
        for number, char in enumerate(MENDED):
            place = editor.texts[uri].index(". I then")
            assert place == STATEMENT.index(WORDS) + number
            editor.edit(uri, place, place, char)
        found = await editor.settled(uri)
        assert "PS203" not in _codes(found)
        assert _shown(found) == _expected(editor, uri, linter)
        numbers = [params.version for params in editor.published if params.uri == uri]
        assert numbers == sorted(numbers, key=lambda number: number or 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_any_encoding_and_any_edits(encoding: str, drafts: Path, linter: Linter) -> None:
    odd = ("\U0001f642", "\u2028", "\x0b", "\x0c", "é", "\r\n", "\n\n", "", "", "failed ", ".", PASSAGE)
    dice = random.Random(encoding)
    async with an_editor(drafts, capabilities(encodings=[encoding, "utf-16"])) as editor:
        assert editor.encoding == encoding
        uri = editor.open(drafts / "draft.txt", f"\U0001f642 {STATEMENT}")
        for _ in range(12):
            text = editor.texts[uri]
            start = dice.randrange(len(text) + 1)
            end = min(len(text), start + dice.randrange(9))
            if "\r\n" not in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
                editor.edit(uri, start, end, dice.choice(odd))
        assert _shown(await editor.settled(uri)) == _expected(editor, uri, linter)
        editor.rewrite(uri, STATEMENT)
        assert _shown(await editor.settled(uri)) == _expected(editor, uri, linter)


async def test_the_mouse_rests_on_words(drafts: Path) -> None:
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        page = await editor.hover(uri, WORDS)
        assert page is not None
        assert "**PS203 vague-cause" in page
        for part in ("**Why**", "**On whose word**", "**Draws it (about somebody else)**", "**Does not**", "PS203.md"):
            assert part in page
        card = await editor.hover(uri, "failed Step")
        assert card is not None
        assert "**Explanation: 2 sentences, 19 words**" in card
        assert "not found" in card
        assert await editor.hover(uri, "beside a pond") is None


async def test_the_mouse_in_an_editor_without_markdown(drafts: Path) -> None:
    async with an_editor(drafts, capabilities(markdown=False)) as editor:
        page = await editor.hover(editor.open(drafts / "draft.txt", STATEMENT), WORDS)
        assert page is not None
        assert "PS203 vague-cause" in page
        assert "**" not in page
        assert "\\" not in page


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("draft.md", "markdown", f"# Statement\n\n{PASSAGE}\n"),
        ("draft.tex", "latex", f"\\begin{{document}}\n{PASSAGE}\n\\end{{document}}\n"),
        ("draft.rst", "restructuredtext", f"{POND}\r\n\r\n{PASSAGE}\r\n"),
    ],
)
async def test_leaving_a_finding_by_a_comment(name: str, language: str, text: str, drafts: Path) -> None:
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / name, text, language)
        assert "PS203" in _codes(await editor.settled(uri))
        (leave,) = [a for a in await editor.actions(uri, WORDS) if a.title.startswith("Leave PS203")]
        assert leave.diagnostics
        await editor.run(leave)
        found = _codes(await editor.settled(uri))
        assert "PS203" not in found
        assert "PS900" not in found
        assert not list(drafts.iterdir())


async def test_leaving_a_finding_of_plain_text(drafts: Path) -> None:
    draft = drafts / "draft.txt"
    draft.write_text(STATEMENT, encoding="utf-8")
    async with an_editor(drafts) as editor:
        uri = editor.open(draft, STATEMENT)
        (leave,) = [a for a in await editor.actions(uri, WORDS) if a.title.startswith("Leave PS203")]
        assert leave.edit is None
        await editor.run(leave)
        assert "PS203" not in _codes(await editor.settled(uri))
        beside = (drafts / ".pslint-ignore.yaml").read_text(encoding="utf-8")
        assert "PS203" in beside
        assert WORDS not in beside
        assert draft.read_text(encoding="utf-8") == STATEMENT
        await editor.run(leave)
        assert editor.said == ["pslint: PS203 is not there any more; nothing was written"]


async def test_explaining_and_opening_the_page(drafts: Path) -> None:
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        titled = {action.title: action for action in await editor.actions(uri, WORDS)}
        assert "**PS203 vague-cause" in await editor.run(titled["Explain PS203"])
        assert editor.said[0].startswith("PS203 vague-cause: ")
        await editor.run(titled["Open the page of PS203"])
        (shown,) = editor.client.shown_documents
        assert (shown.uri.endswith("/docs/rules/PS203.md"), shown.external) == (True, True)
        # A draft that is not on disk has no file beside it.
        assert not [title for title in titled if title.startswith("Leave")]


async def test_symbols_and_folds_name_the_passage(drafts: Path) -> None:
    text = STATEMENT.replace(". I then", ".\nI then")
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / "draft.txt", text)
        (passage,) = await editor.symbols(uri)
        assert (passage.name or "").startswith("Explanation: ")
        assert "evidence not found" in (passage.detail or "")
        assert "setback" in [child.name for child in passage.children or ()]
        asked = types.FoldingRangeParams(types.TextDocumentIdentifier(uri))
        (fold,) = await editor.client.text_document_folding_range_async(asked) or ()
        assert (fold.start_line, fold.end_line) == (2, 3)


async def test_settings_of_the_folder(drafts: Path) -> None:
    settings = drafts / "pslint.toml"
    settings.write_text('ignor = ["PS203"]\n', encoding="utf-8")
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        assert await editor.settled(uri) == []
        editor.edit(uri, 0, 0, "x")
        assert await editor.settled(uri) == []
        (said,) = editor.said
        assert "pslint.toml" in said
        assert "did you mean 'ignore'?" in said
        settings.write_text('ignore = ["PS203"]\n', encoding="utf-8")
        event = types.FileEvent(settings.as_uri(), types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        found = _codes(await editor.settled(uri))
        assert found
        assert "PS203" not in found
        assert len(editor.said) == 1


async def test_settings_of_the_editor(drafts: Path) -> None:
    async with an_editor(drafts, settings={"ignore": ["PS203"]}) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        assert "PS203" not in _codes(await editor.settled(uri))
        sent = types.DidChangeConfigurationParams({"pslint": {"select": ["PS203"]}})
        editor.client.workspace_did_change_configuration(sent)
        assert _codes(await editor.settled(uri)) == ["PS203"]
        sent = types.DidChangeConfigurationParams({"pslint": {"selct": ["PS203"]}})
        editor.client.workspace_did_change_configuration(sent)
        # What was right before holds on.
        assert _codes(await editor.settled(uri)) == ["PS203"]
        assert editor.said == ["pslint: the editor's settings: selct: unknown key; did you mean 'select'?"]


_GERMAN = (
    "Ich habe die erste Prüfung nicht bestanden, weil ich nachts gearbeitet und am Tag geschlafen habe. Danach habe "
    "ich mich mit einer Lerngruppe getroffen, jeden Morgen zwei Blöcke geschrieben und im Herbst bestanden."
)


@pytest.mark.parametrize(
    ("name", "language", "text", "said"),
    [
        ("draft.py", "python", PASSAGE, "draft.py: is python, no draft"),
        ("draft.docx", "plaintext", PASSAGE, "draft.docx: is a docx document"),
        ("draft.txt", "plaintext", f"{PASSAGE}\0", "draft.txt: looks like a binary file"),
        ("draft.txt", "plaintext", _GERMAN, "draft.txt: does not look like English"),
    ],
)
async def test_what_is_no_draft_is_one_message(name: str, language: str, text: str, said: str, drafts: Path) -> None:
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / name, text, language)
        assert await editor.settled(uri) == []
        editor.edit(uri, 0, 0, " ")
        assert await editor.settled(uri) == []
        (message,) = editor.said
        assert message.startswith(said)
        other = editor.open(drafts / "other.txt", STATEMENT)
        assert "PS203" in _codes(await editor.settled(other))


@pytest.mark.parametrize("refresh", [True, False])
async def test_an_editor_that_asks(refresh: bool, drafts: Path, linter: Linter) -> None:
    async with an_editor(drafts, capabilities(pull=True, refresh=refresh)) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        first = await editor.pull(uri)
        if not refresh:
            assert _shown(first.items) == _expected(editor, uri, linter)
        await editor.symbols(uri)
        whole = await editor.pull(uri)
        assert _shown(whole.items) == _expected(editor, uri, linter)
        assert (await editor.pull(uri, whole.result_id)).kind == "unchanged"
        editor.swap(uri, WORDS, MENDED)
        await editor.symbols(uri)
        changed = await editor.pull(uri, whole.result_id)
        assert "PS203" not in _codes(changed.items)
        assert editor.published == []
        assert bool(editor.client.diagnostic_refresh_count) is refresh


async def test_closing_takes_back_what_was_shown(drafts: Path) -> None:
    async with an_editor(drafts) as editor:
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        assert await editor.settled(uri)
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert await editor.symbols(uri) == []
        assert list(editor.published[-1].diagnostics) == []


async def test_a_document_that_is_closed_at_once_shows_nothing(drafts: Path) -> None:
    async with an_editor(drafts) as editor:
        gone = editor.open(drafts / "gone.txt", STATEMENT)
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(gone)))
        assert await editor.settled(editor.open(drafts / "draft.txt", STATEMENT))
        assert [list(params.diagnostics) for params in editor.published if params.uri == gone] == [[]]


async def test_an_unknown_method_is_answered_and_nothing_is_said_of_it(drafts: Path) -> None:
    async with an_editor(drafts) as editor:
        with pytest.raises(JsonRpcMethodNotFound):
            await editor.client.protocol.send_request_async("pslint/none", {})  # type: ignore[no-untyped-call]
        uri = editor.open(drafts / "draft.txt", STATEMENT)
        assert await editor.settled(uri)
        assert editor.said == []
