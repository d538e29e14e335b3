"""What cannot ask which kinds of drafts there are says what `pslint.formats.kinds` does."""

import json
import re
from pathlib import Path
from typing import get_args

import yaml

from pslint.formats.kinds import EXTENSIONS, KINDS, TextKind
from pslint.lsp.documents import LANGUAGES

ROOT = Path(__file__).parents[2]
TEXT = [name for name, kind in KINDS.items() if not kind.binary]


def test_the_type_of_text_kinds() -> None:
    assert list(get_args(TextKind)) == TEXT


def test_the_page_opens_every_kind() -> None:
    page = (ROOT / "src" / "pslint" / "web" / "page" / "index.html").read_text(encoding="utf-8")
    accepted = re.search(r'accept="([^"]*)"', page)
    assert accepted
    assert sorted(accepted[1].split(",")) == sorted(EXTENSIONS)


def test_the_hook_of_documents_takes_the_binary_kinds() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    taken = [extension for extension in EXTENSIONS if re.search(hooks["pslint-docx"]["files"], f"draft{extension}")]
    assert taken == [extension for kind in KINDS.values() if kind.binary for extension in kind.extensions]


def test_editors_have_every_kind_of_text() -> None:
    assert {*LANGUAGES.values(), "text"} == set(TEXT)
    manifest = json.loads((ROOT / "editors" / "vscode" / "package.json").read_text(encoding="utf-8"))
    languages = {event.removeprefix("onLanguage:") for event in manifest["activationEvents"]}
    assert {LANGUAGES.get(language, "text") for language in languages} == set(TEXT)
