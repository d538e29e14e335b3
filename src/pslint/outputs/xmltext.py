"""What the two XML formats share: elements as text, without the characters that XML cannot hold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, indent, tostring
from xml.sax.saxutils import quoteattr

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_document(name: str, about: Mapping[str, str], children: Iterable[str]) -> Iterator[str]:
    """A document of one root, with its declaration, as its children come; `children` are of `as_child`."""
    listed = "".join(f" {key}={quoteattr(_fit(value))}" for key, value in about.items())
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<{name}{listed}>\n'
    yield from children
    yield f"</{name}>\n"


def as_child(element: Element) -> str:
    """An element as text, indented as a child of the root."""
    for each in element.iter():
        for key, value in each.attrib.items():
            each.set(key, _fit(value))
        if each.text:
            each.text = _fit(each.text)
    indent(element, level=1)
    element.tail = None
    return f"  {tostring(element, encoding='unicode')}\n"


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
