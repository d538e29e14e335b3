"""How long the explanation is: sentences and words against what the profile asks for.

The profile decides how many are too many, unless the options name other lengths; two more options say how many words
make a sentence, so that many short ones are no long explanation.
"""

from collections.abc import Iterator
from typing import Final, Self

from pydantic import Field, model_validator

from ..findings import Raised, Severity
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Options, in_passages

#: Words that are spoken in a minute.
_A_MINUTE: Final = 130


class LengthOptions(Options):
    """Lengths that take the place of the profile's: in sentences, `max_words` in words.

    Of `info` and `warn` what is not given stands as far above the target as in the profile.
    """

    target: int | None = Field(None, ge=1, description="what is asked for")
    info: int | None = Field(None, ge=1, description="from so many sentences, info")
    warn: int | None = Field(None, ge=1, description="from so many sentences, the rule's severity")
    usual: int = Field(0, ge=0, description="words in a sentence: `target` such sentences are a hint at most")
    short: int = Field(0, ge=0, description="words in a short sentence: of `target` such sentences nothing is said")
    max_words: int | None = Field(None, ge=1, description="above so many words, the rule's severity")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        steps = (None if self.target is None else self.target + 1, self.info, self.warn)
        given = [length for length in steps if length is not None]
        if given != sorted(given):
            raise ValueError("target must be below info, and info not above warn")
        return self


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the first sentence: info from `info` sentences, the rule's severity from `warn`.

    Many short sentences stay info, and so does somewhat more that has all its parts and no fault. An answer, which is
    spoken, is measured by its words alone: variant `aloud`. Few long sentences have the variant `words`.
    """
    options: LengthOptions = rule.options
    profile = around.profile.with_lengths(
        target=options.target, info=options.info, warn=options.warn, max_words=options.max_words
    )
    count = len(reading.sentences)
    wordy = reading.words > profile.max_words
    # Whoever sets a length means it.
    own = options.target or options.info or options.warn
    short = not own and reading.words <= profile.target * options.short
    if not wordy and (profile.answer or count < profile.info or short):
        return
    first = reading.sentences[0]
    slots = {"n": str(count), "w": str(reading.words), "target": str(profile.target), "limit": str(profile.max_words)}
    slots["minutes"] = f"{reading.words / _A_MINUTE:.1f}"
    warn, most, _ = profile.limits(whole=reading.is_whole)
    long = count >= warn and reading.words > profile.target * options.usual and not profile.answer
    severity: Severity | None = None if long or reading.words > most else "info"
    variant = "aloud" if profile.answer else "words" if wordy and count <= profile.target else None
    yield Raised(first.start, first.end, "high", slots, severity, variant)


CHECK = in_passages(run, LengthOptions, {"n", "w", "target", "limit", "minutes"}, variants={"aloud", "words"})
