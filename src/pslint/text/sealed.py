"""spaCy, imported without its own command line.

That comes along with `import spacy`, takes a third of its time, and brings web clients and templates that pslint never
uses; one of them binds a socket of this machine to see whether it knows IPv6. pslint opens no socket that was not
asked for. Whoever imports `spacy.cli` later, or asks for `spacy.info`, gets the real one.
"""

import sys
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli"
_INFO = "spacy.cli.info"


def _info(*args: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*args, **options)


def _stand_ins() -> dict[str, ModuleType]:
    made = {name: ModuleType(name) for name in (_COMMANDS, _INFO)}
    made[_COMMANDS].__path__ = []
    vars(made[_INFO])["info"] = _info
    return made


_added = _stand_ins() if "spacy" not in sys.modules else {}
sys.modules.update(_added)
try:
    import spacy
finally:
    for _name in _added:
        del sys.modules[_name]

__all__ = ["spacy"]
