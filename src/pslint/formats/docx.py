"""Word documents: the paragraphs of the body, as they read with every tracked change accepted.

Tables' cells and text boxes are read, a text box behind the paragraph that it hangs on. Not read: comments, headers,
footers, foot- and endnotes, equations, symbols set in a symbol font, automatic list numbers, and field codes (what a
field shows is read). Hidden text is read. A paragraph whose mark is deleted is counted, and read as a part of the next.
"""

import posixpath
import re

from lxml import etree

from pslint.draft import Draft
from pslint.formats.archive import Archive, local
from pslint.formats.units import draft_of_units

_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delInstrText", "delText", "rt", "rPr", "sectPr", "sdtPr"})
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
#: A paragraph mark that such a change takes away parts nothing.
_GONE = ("del", "moveFrom")
_LINE_ENDS = re.compile(r"[\r\n]+")
_HEADING_NAME = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)
_BODY_LEVEL = 9


def parse(path: str, data: bytes) -> Draft:
    """Read the body of a .docx; raises DraftError for one that is damaged, encrypted or hostile."""
    archive = Archive(data, ".docx")
    part = _main_part(archive)
    styles_part = posixpath.join(posixpath.dirname(part), "styles.xml")
    headings = _heading_styles(archive.xml(styles_part)) if styles_part in archive else frozenset()
    return draft_of_units(path, "docx", _paragraphs(archive.xml(part), headings))


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels"):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _paragraphs(root: etree._Element, headings: frozenset[str]) -> list[tuple[str, bool]]:
    found: list[tuple[list[str], bool]] = []
    open_paragraphs: list[int] = []  # where in `found`; more than one inside a text box
    unended: tuple[etree._Element | None, int] | None = None  # the one that runs on into the next beside it
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _word_name(element)
        if event == "end":
            if name == "p":
                number = open_paragraphs.pop()
                unended = (element.getparent(), number) if _is_unended(element) else None
        elif name == "p":
            parts: list[str] = []
            if unended is not None and unended[0] is element.getparent():
                parts, found[unended[1]] = found[unended[1]][0], ([], False)
            unended = None
            open_paragraphs.append(len(found))
            found.append((parts, _is_heading(element, headings)))
        elif name == "pPr" or name in _SKIPPED or element.tag == _FALLBACK:
            walk.skip_subtree()
        elif open_paragraphs:
            text = _LINE_ENDS.sub(" ", element.text or "") if name == "t" else _MARKS.get(name, "")
            found[open_paragraphs[-1]][0].append(text)
    return [("".join(parts), heading) for parts, heading in found]


def _word_name(element: etree._Element) -> str:
    """The element's name where it is one of the word-processing namespace, else nothing."""
    return local(element) if isinstance(element.tag, str) and element.tag.startswith(_NAMESPACES) else ""


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next((child for child in element if _word_name(child) == name), None) if element is not None else None


def _value(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}val")), "")


def _has_level(properties: etree._Element | None) -> bool:
    level = _value(_child(properties, "outlineLvl"))
    return level.isdecimal() and int(level) < _BODY_LEVEL


def _is_heading(paragraph: etree._Element, headings: frozenset[str]) -> bool:
    properties = _child(paragraph, "pPr")
    return _value(_child(properties, "pStyle")) in headings or _has_level(properties)


def _is_unended(paragraph: etree._Element) -> bool:
    """Whether its mark is deleted, so that what follows belongs to it."""
    mark = _child(_child(paragraph, "pPr"), "rPr")
    return any(_child(mark, change) is not None for change in _GONE)


def _heading_styles(root: etree._Element) -> frozenset[str]:
    """The identifiers of the styles that are a heading's or a title's, or are based on one."""
    parents: dict[str, str] = {}
    found: set[str] = set()
    for style in root:
        key = next((str(value) for name, value in style.attrib.items() if str(name).endswith("}styleId")), "")
        if key:
            parents[key] = _value(_child(style, "basedOn"))
            if _HEADING_NAME.fullmatch(_value(_child(style, "name"))) or _has_level(_child(style, "pPr")):
                found.add(key)
    for key in parents:
        chain: list[str] = []
        while key in parents and key not in found and key not in chain:
            chain.append(key)
            key = parents[key]
        if key in found:
            found.update(chain)
    return frozenset(found)
