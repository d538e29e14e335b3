"""Python's search for cycles, kept from going through what is loaded once and stays: for programs, not for the library.

Rules, word lists and the reader are a hundred thousand objects. To search them again and again takes a tenth of the
time of a start, and later makes single keys wait several times as long as others.
"""

import gc


def loading() -> None:
    """Search for nothing until `loaded`."""
    gc.disable()


def loaded() -> None:
    """Search from now on, but never in what is there already."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
