"""Where things are: pslint's own rules, weights and pages, and the file beside drafts."""

from pathlib import Path
from typing import Final

#: Where the pages are read: the repository shows them as it shows any Markdown, so there is no site to keep alive.
DOCS: Final = "https://github.com/pslint/pslint/blob/main/docs"
#: Where this package lies, and what the reader reads with.
PACKAGE: Final = Path(__file__).parent
MODEL: Final = PACKAGE / "model"
#: The file beside drafts that says which findings to leave, and where the explanation stands.
SIDECAR: Final = ".pslint-ignore.yaml"


def builtin_folder() -> Path:
    """Where the rules lie: inside the package once installed, at the top of a checkout."""
    packaged = PACKAGE / "rules"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / "rules"
