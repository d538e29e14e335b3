"""What grammar checking raises when it cannot do what was asked."""


class GrammarError(Exception):
    """One line that says what is missing or wrong and what to do; it holds no words of a draft."""
