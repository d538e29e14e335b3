"""Typographic characters made plain, one for one, so that offsets hold; and how far apart places are for a reader."""

import re

#: Half of a character is no text, but an editor may send it.
HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TABLE = HALVES | str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
    }
)


_WIDE = re.compile(r"\s{2,}")
_SPARE = 2_000


def make_plain(text: str) -> str:
    """Text of the same length with quotes, dashes and spaces made plain ASCII."""
    return text if text.isascii() else text.translate(_TABLE)


def back(plain: str, place: int, distance: int, least: int = 0) -> int:
    """The place that stands `distance` code points before another one, and not before `least`.

    A run of white space counts as one: neither a line end nor markup that was masked is further for a reader. At most
    `_SPARE` are passed over so: no link is so long.
    """
    least = max(least, place - distance - _SPARE)
    start = max(least, place - distance)
    while start > least and (spare := sum(len(run) - 1 for run in _WIDE.findall(plain, start, place))):
        further = max(least, place - distance - spare)
        if further == start:
            break
        start = further
    return start
