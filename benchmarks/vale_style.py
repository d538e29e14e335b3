"""A style for Vale out of pslint's own word lists, so that both look for the same words."""

import re
import shutil
from pathlib import Path
from typing import Final

import yaml

from pslint.lexicon import Lexicon
from pslint.rulebook import load_builtin

_NUMBER: Final = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|several)"
_GAP: Final = r"(?:\S+\s+){0,4}"
_SETTINGS: Final = """StylesPath = styles
MinAlertLevel = suggestion

[*.{txt,md}]
BasedOnStyles = Lists
"""


def write_style(folder: Path) -> Path:
    """Write the style, one `existence` rule a list, and its settings; returns the file of these."""
    # What stands before a dot would be the name of the whole style.
    style = folder / "styles" / "Lists"
    shutil.rmtree(style, ignore_errors=True)
    style.mkdir(parents=True)
    for lexicon in load_builtin().lexicons.values():
        if lexicon.entries:
            rule = yaml.safe_dump(_rule(lexicon), sort_keys=False, allow_unicode=True)
            (style / f"{lexicon.name.replace('.', '-')}.yml").write_text(rule, encoding="utf-8")
    settings = folder / "vale.ini"
    settings.write_text(_SETTINGS, encoding="utf-8")
    return settings


def _rule(lexicon: Lexicon) -> dict[str, object]:
    return {
        "extends": "existence",
        "message": "'%s'",
        "level": "warning",
        "ignorecase": not lexicon.case_exact,
        "tokens": [pattern(entry) for entry in lexicon.entries],
    }


def pattern(entry: str) -> str:
    """An entry of a word list as a regular expression."""
    found = ""
    for word in entry.removeprefix("~").split():
        if word == "...":
            found += _GAP
            continue
        optional = word.startswith("[") and word.endswith("]")
        options = "|".join(_option(option) for option in word.strip("[]").split("/"))
        found += rf"(?:(?:{options})\s+)?" if optional else rf"(?:{options})\s+"
    # What would come after the last word.
    return found.removesuffix(r"\s+") if not found.endswith("?") else found


def _option(option: str) -> str:
    pieces = (_NUMBER if piece == "N" else re.escape(piece).replace(r"\*", r"\w*") for piece in option.split("-"))
    return "[- ]".join(pieces)
