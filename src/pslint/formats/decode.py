"""Bytes to text, for the formats that are text files."""

import codecs

from pslint.draft import DraftError

_MAGIC = {
    b"%PDF-": "a PDF; give it the extension .pdf",
    b"PK\x03\x04": "a zip archive or an office document; give it the extension .docx or .odt if it is one",
    b"\xd0\xcf\x11\xe0": "an old or encrypted office document; save it without a password as .docx",
    b"{\\rtf": "Rich Text Format; save it as .docx or as plain text",
}


def decode(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 with a byte-order mark, without the mark and with the line ends as they are.

    Raises DraftError for any other encoding, naming the first bad byte's offset, and for what is not text.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise DraftError(f"looks like {what}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decoded(data, "utf-16", "UTF-16")
    else:
        text = _decoded(data, "utf-8-sig", "UTF-8")
    if "\0" in text:
        raise DraftError("looks like a binary file (it holds NUL characters); save it as UTF-8 text")
    return text


def _decoded(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        # The codec counts from behind the byte-order mark that it has taken off.
        offset = error.start + len(data) - len(error.object)
        if b"\0" in data and name == "UTF-8":
            raise DraftError("looks like a binary file (it holds NUL bytes); save it as UTF-8 text") from None
        raise DraftError(
            f"not {name}: byte 0x{data[offset]:02X} at offset {offset}; save it as UTF-8 (Notepad: Save As, Encoding)"
        ) from None
