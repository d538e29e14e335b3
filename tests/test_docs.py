"""The generated pages, and that what they link to is there."""

import re
import subprocess
import sys
from pathlib import Path

from pslint.citations import load_citations
from pslint.places import DOCS
from pslint.rulebook import Rulebook


def test_pages_and_schemas_have_not_drifted(root: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "docs.generate", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, f"run python -m docs.generate\n{ran.stdout}{ran.stderr}"


def test_every_rule_has_a_page_at_its_address(book: Rulebook, root: Path) -> None:
    for rule in book.rules.values():
        assert rule.url.startswith(f"{DOCS}/rules/")
        assert (root / "docs" / rule.url.removeprefix(f"{DOCS}/")).is_file()


def test_every_source_of_a_rule_is_known(book: Rulebook) -> None:
    known = load_citations()
    for rule in book.rules.values():
        named = set(re.findall(r"\b(?:S00\d|W\d+|F-[A-Z0-9-]+)\b", f"{rule.why} {rule.dissent or ''}"))
        assert {*rule.source, *named} <= set(known), rule.id


def test_links_lead_to_files(root: Path) -> None:
    pages = [page for folder in (".", "docs", "corpus", "training", "editors") for page in (root / folder).glob("*.md")]
    found = [(page, link) for page in pages for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))]
    assert {page.name for page, _ in found} >= {"README.md", "CONTRIBUTING.md", "rules.md", "write-a-rule.md"}
    assert [f"{page}: {link}" for page, link in found if not (page.parent / link).exists()] == []


def test_the_pictures_of_the_terminal_have_not_drifted(root: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "docs.terminal", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for name in ("terminal.svg", "terminal-no-color.svg"):
        assert not re.search(r"@font-face|@import|href|url\((?!#)", (root / "docs" / name).read_text(encoding="utf-8"))
