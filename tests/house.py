"""A house rule that needs no reading, so that tests of what stands around the rules hang on no reading."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pslint import Linter
from pslint.places import builtin_folder
from pslint.rulebook import load

_RULE = """\
id: HOUSE001
name: our-kettle
category: tone
severity: warning
scope: document
check: phrase
options:
  words: [HOUSE_WORDS]
confidence: high
message: Consider another word than '{match}'.
why: It stands on every desk.
source: [our office]
examples:
  fail: [{text: The kettle sang., witness: list}]
  pass: [{text: The clock rang., witness: list}]
"""
_WORDS = "lexicons:\n  HOUSE_WORDS:\n    about: the kettle\n    entries: kettle\n"

#: A draft without a setback, in which the rule speaks once, on the first line.
KETTLE = "On night shifts I put the kettle on before I read the list.\n"


def house(folder: Path) -> Path:
    """A folder of rules with HOUSE001, which speaks of each kettle."""
    rules = folder / "house-rules"
    (rules / "lexicons").mkdir(parents=True)
    (rules / "HOUSE001-our-kettle.yaml").write_text(_RULE, encoding="utf-8")
    (rules / "lexicons" / "HOUSE001.yaml").write_text(_WORDS, encoding="utf-8")
    return rules


@cache
def house_linter() -> Linter:
    """A linter with HOUSE001 and the rule on unused ignores alone."""
    book = load(builtin_folder(), [house(Path(mkdtemp(prefix="pslint-test-")))])
    return Linter(rulebook=book, select=["HOUSE001", "PS900"])
