"""Texts for the property tests: those of the samples, mended and mangled."""

import re
from typing import Final

from hypothesis import strategies as st

from . import golden

# Short passages whose readings leave little to doubt, and the sentences of the samples around them.
PASSAGES: Final = tuple(
    path.read_text(encoding="utf-8").replace("**", "").replace("*", "").strip()
    for path in golden.drafts()
    if not path.name.startswith("statement-")
)
_PIECES: Final = tuple(piece for text in PASSAGES for piece in re.split(r"(?<=[.,;]) ", " ".join(text.split())))
#: Characters that make offsets go wrong: two UTF-16 units, several code points a letter, odd spaces and line ends.
_ODD: Final = (
    "\U0001f642",
    "\U0001f9d1\u200d\u2695\ufe0f",
    "e\u0301",
    "\u0130",
    "ß",
    "\ufb01",
    "\u00a0",
    "\u2009",
    "\u3000",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\x0b",
    "\x0c",
    "\x85",
    "\t",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    "“",
    "”",
    "’",
    "'",
    '"',
    "—",
    "–",
    "…",
    "...",
    ".",
    "?!",
    "(",
    ")",
    "**",
    "# ",
    "- ",
    "名前。",
    "",
)


def mangled() -> st.SearchStrategy[str]:
    """Clauses of sample passages in any order, with odd characters between and inside them."""
    odd = st.sampled_from(_ODD)
    clause = st.tuples(st.sampled_from(_PIECES), st.integers(0, 200), odd).map(
        lambda drawn: drawn[0][: drawn[1]] + drawn[2] + drawn[0][drawn[1] :]
    )
    return st.lists(st.one_of(clause, clause, odd, st.text(max_size=8)), min_size=1, max_size=12).map(" ".join)


def rewrapped(text: str, width: int) -> str:
    """The same paragraphs, their lines broken anew at this width."""
    filled = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [""]
        for word in paragraph.split():
            if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
                lines.append(word)
            else:
                lines[-1] = f"{lines[-1]} {word}".strip()
        filled.append("\n".join(lines))
    return "\n\n".join(filled)


def curled(text: str) -> str:
    """The same text with typographic quotes and apostrophes."""
    return re.sub(r'"(?=\w)', "“", re.sub(r"'", "’", text)).replace('"', "”")


def straightened(text: str) -> str:
    """The same text with quotes and apostrophes as typewriters have them."""
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text))
