"""Grammar, left to LanguageTool: nothing here is loaded and no socket opened before a writer asks for it.

`checker.Grammar` gives LanguageTool's matches as findings; `errors.GrammarError` is one clear line on what it needs.
Everything else in this package is behind these two.
"""
