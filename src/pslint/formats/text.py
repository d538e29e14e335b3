"""Plain text: all of it is prose."""

from pslint.draft import Draft
from pslint.formats.letter import mark_headings
from pslint.formats.masking import lines, paragraphs, trimmed

_LONG_LINE = 120


def parse(path: str, source: str) -> Draft:
    """Cut plain text into paragraphs: at blank lines, or at every line end where lines are paragraphs.

    They are where no blank line stands between two others and the median line is longer than 120 code points, as in
    text copied out of a form.
    """
    blocks = paragraphs(source, source)
    filled = [line for line in lines(source) if source[line[0] : line[1]].strip()]
    if len(blocks) == 1 and len(filled) > 1:
        # Few drafts need it, and it takes longer to load than most take to read.
        from statistics import median

        if median(end - start for start, end in filled) > _LONG_LINE:
            blocks = [block for start, end in filled if (block := trimmed(source, start, end))]
    return Draft(path, source, source, "text", mark_headings(source, blocks))
