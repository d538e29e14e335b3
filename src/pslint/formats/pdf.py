"""PDF: the text layer as pypdf takes it out, pages joined by a blank line.

Words that are hyphenated at a line's end stay in two parts. Text in an image is not read. A PDF has no paragraphs, so
they are guessed: from blank lines or, on a page without any, from lines that end a sentence well before the margin.
"""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pypdf import Configuration, PdfReader, apply_configuration

from pslint.draft import Block, Draft, DraftError
from pslint.formats.letter import mark_headings
from pslint.formats.masking import lines, paragraphs, trimmed

MAX_PAGES: Final = 20
"""The most pages that are read; a longer document is no draft of a statement."""

# The library's own limits let a small file that repeats itself take minutes; these are many times a page of text.
_LIMITS: Final = Configuration(
    zlib_maximum_output_length=20_000_000,
    stream_parsing_work_maximum_count=300_000,
    xform_maximum_invocations_per_extraction=200,
)
_SEPARATOR = "\n\n"
_SHORT = 0.8  # of the longest line: one that ends a sentence here ends a paragraph
_STUMP = 0.5  # and one that ends here does so whatever it says: a title, a name
_SENTENCE_END = re.compile(r"""[.!?…]["'”’)\]]*\s*\Z""")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")


def parse(path: str, data: bytes) -> Draft:
    """Read the text layer of a PDF; raises DraftError where it is damaged, encrypted, too long or has no text."""
    pages = _pages(data)
    source = _SEPARATOR.join(pages)
    if not source.strip():
        raise DraftError("has no text layer (a scan?); export it from the word processor, or check the text instead")
    units = []
    blocks: list[Block] = []
    start = 0
    for page in pages:
        units.append(start)
        here = [Block(block.start + start, block.end + start) for block in _blocks(page)]
        if blocks and here and _goes_on(source, blocks[-1], here[0]):
            here[0] = Block(blocks.pop().start, here[0].end)
        blocks += here
        start += len(page) + len(_SEPARATOR)
    return Draft(path, source, source, "pdf", mark_headings(source, blocks), units=tuple(units))


def _goes_on(source: str, last: Block, first: Block) -> bool:
    """Whether a page's first block continues the last one of the page before."""
    return source[first.start].islower() and not _SENTENCE_END.search(source, last.start, last.end)


def _pages(data: bytes) -> list[str]:
    with _silent(), apply_configuration(_LIMITS):
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted:
                raise DraftError("encrypted; export it without a password or restrictions")
            if len(reader.pages) > MAX_PAGES:
                raise DraftError(f"has more than {MAX_PAGES} pages; check that this is the right file")
            return [_NOT_TEXT.sub("\ufffd", page.extract_text()) for page in reader.pages]
        except DraftError:
            raise
        except Exception:  # a damaged file makes the library fail in any way, KeyError and RecursionError among them
            raise DraftError("damaged, not a PDF or far too complex; export it again") from None


@contextmanager
def _silent() -> Iterator[None]:
    """Keep the library from writing what it thinks of the file to standard error."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _blocks(page: str) -> list[Block]:
    blocks = paragraphs(page, page)
    filled = lines(page)
    if len(blocks) != 1 or len(filled) < 2:
        return blocks
    margin = max(end - start for start, end in filled)
    found = []
    begin = 0
    for start, end in filled:
        length = end - start
        if length < _STUMP * margin or (length < _SHORT * margin and _SENTENCE_END.search(page, start, end)):
            found.append(trimmed(page, begin, end))
            begin = end
    return [block for block in [*found, trimmed(page, begin, len(page))] if block]
