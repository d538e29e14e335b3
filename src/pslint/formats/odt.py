"""OpenDocument text: the paragraphs of the body, as they read with every tracked change accepted.

Tables' cells and text boxes are read, a text box behind the paragraph that it hangs on. Not read: comments, headers,
footers, foot- and endnotes, formulas, automatic list numbers. What a field shows is read, and so is hidden text.
"""

import re

from lxml import etree

from pslint.draft import Draft, DraftError
from pslint.formats.archive import Archive, local
from pslint.formats.units import draft_of_units

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SKIPPED = frozenset(
    {
        f"{_OFFICE}annotation",
        f"{_OFFICE}annotation-end",
        f"{_OFFICE}forms",
        f"{_SVG}desc",
        f"{_SVG}title",
        f"{_TEXT}note",
        f"{_TEXT}ruby-text",
        f"{_TEXT}tracked-changes",
    }
)
_INLINE = frozenset(f"{_TEXT}{name}" for name in ("p", "h", "span", "a", "meta", "meta-field", "ruby-base"))
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_SPACES, _TAB, _LINE_BREAK = (f"{_TEXT}{name}" for name in ("s", "tab", "line-break"))
_TITLES = frozenset({"Title", "Subtitle"})
_SPACE = re.compile(r"[ \t\r\n]+")
_MAX_SPACES = 16  # of one element, whose count may claim any number


def parse(path: str, data: bytes) -> Draft:
    """Read the body of an .odt; raises DraftError for one that is damaged, encrypted or hostile."""
    archive = Archive(data, ".odt")
    manifest = "META-INF/manifest.xml"
    if manifest in archive and any(local(element) == "encryption-data" for element in archive.xml(manifest).iter()):
        raise DraftError("encrypted; save it without a password as .odt")
    content = archive.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DraftError("holds no text document; save it as .odt from a word processor")
    return draft_of_units(path, "odt", _paragraphs(body, _title_styles(content)))


class _Paragraph:
    """The text of a paragraph, in which a run of white space in the XML is one space, and none at the start."""

    def __init__(self, heading: bool) -> None:
        self.heading = heading
        self.parts: list[str] = []
        self._after_space = True

    def add(self, text: str | None) -> None:
        """Add text of the XML."""
        if text:
            text = _SPACE.sub(" ", text)
            self.parts.append(text[1:] if self._after_space and text.startswith(" ") else text)
            self._after_space = text.endswith(" ")

    def add_mark(self, text: str) -> None:
        """Add white space that the document asks for by an element of its own."""
        self.parts.append(text)
        self._after_space = False


def _paragraphs(body: etree._Element, titles: frozenset[str]) -> list[tuple[str, bool]]:
    found: list[_Paragraph] = []
    open_paragraphs: list[_Paragraph] = []  # more than one inside a text box
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag in _PARAGRAPHS:
                open_paragraphs.pop()
            parent = element.getparent()
            if open_paragraphs and parent is not None and parent.tag in _INLINE:
                open_paragraphs[-1].add(element.tail)
        elif tag in _SKIPPED:
            walk.skip_subtree()
        else:
            if tag in _PARAGRAPHS:
                heading = tag == f"{_TEXT}h" or element.get(f"{_TEXT}style-name") in titles
                open_paragraphs.append(_Paragraph(heading))
                found.append(open_paragraphs[-1])
            if open_paragraphs:
                _add(open_paragraphs[-1], element)
    return [("".join(paragraph.parts), paragraph.heading) for paragraph in found]


def _add(paragraph: _Paragraph, element: etree._Element) -> None:
    tag = element.tag
    if tag == _SPACES:
        count = str(element.get(f"{_TEXT}c", "1"))
        paragraph.add_mark(" " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _MAX_SPACES))
    elif tag == _TAB:
        paragraph.add_mark("\t")
    elif tag == _LINE_BREAK:
        paragraph.add_mark("\n")
    elif isinstance(tag, str) and tag.startswith(_TEXT):
        paragraph.add(element.text)


def _title_styles(content: etree._Element) -> frozenset[str]:
    """The names of the styles of titles, with the automatic ones that are based on them."""
    styles = content.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
    return _TITLES | {
        str(style.get(f"{_STYLE}name")) for style in styles if style.get(f"{_STYLE}parent-style-name") in _TITLES
    }
