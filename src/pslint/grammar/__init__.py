"""Grammar, left to LanguageTool: nothing here is loaded and no socket opened before a writer asks for it.

`Grammar` gives LanguageTool's matches as findings; `GrammarError` is one clear line on what it needs. Everything else
in this package is behind these two.
"""

from .checker import Grammar
from .errors import GrammarError
from .names import CATEGORY, Chosen, names_grammar

__all__ = ["CATEGORY", "Chosen", "Grammar", "GrammarError", "names_grammar"]
