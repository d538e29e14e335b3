"""The names of grammar findings: `LT:` and LanguageTool's own rule id, all of category `grammar`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..findings import Severity

CATEGORY: Final = "grammar"
PREFIX: Final = "LT:"


def names_grammar(word: str) -> bool:
    """Whether a word of `select` or `ignore` means grammar findings: `grammar`, `LT`, `LT:RULE_ID`."""
    return word.lower() == CATEGORY or word.upper() == PREFIX[:-1] or word.upper().startswith(PREFIX)


def rule_name(identity: str) -> str:
    """A rule's name as other rules have theirs: `LT:EN_A_VS_AN` is `en-a-vs-an`."""
    parts = "".join(char if char.isascii() and char.isalnum() else " " for char in identity.removeprefix(PREFIX))
    return "-".join(parts.lower().split())


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which grammar findings `select` and `ignore` leave; words about other rules count only as such."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def any_left(self) -> bool:
        """Whether any grammar finding can be left at all."""
        wanted = not self.select or any(names_grammar(word) for word in self.select)
        return wanted and not any(word.lower() == CATEGORY or word.upper() == PREFIX[:-1] for word in self.ignore)

    def has(self, identity: str) -> bool:
        """Whether findings of this rule, `LT:RULE_ID`, are left."""
        if self.select and not any(_means(word, identity) for word in self.select):
            return False
        return not any(_means(word, identity) for word in self.ignore)


def severity_of(severities: Mapping[str, Severity], identity: str) -> Severity | None:
    """What the settings weigh a grammar rule with: the last word has the rule's id or name, then the longest start."""
    fitting = [word for word in severities if _means(word, identity)]
    exact = (identity.lower(), rule_name(identity))
    best = max(fitting, key=lambda w: (w.lower() in exact, w.lower() != CATEGORY, len(w)), default=None)
    return severities[best] if best else None


def _means(word: str, identity: str) -> bool:
    """Like any rule: by category, id or the start of ids, name."""
    known = word.lower() in (CATEGORY, rule_name(identity))
    return known or (names_grammar(word) and identity.upper().startswith(word.upper()))
