"""Python's search for cycles, kept from going through what is loaded once and stays: for programs, not for the library.

Rules, word lists and the reader are a hundred thousand objects. To search them again and again takes a tenth of the
time of a start, and later makes single keys wait several times as long as others.
"""

import gc
from typing import Final

#: A search at so many objects more: Python's own 700 are made several times in a draft, and next to none of them are
#: in a cycle.
_SELDOM: Final = 20_000


def loading() -> None:
    """Search for nothing until `loaded`."""
    gc.disable()


def loaded() -> None:
    """Search from now on, but seldom, and never in what is there already."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(_SELDOM)
        gc.enable()
