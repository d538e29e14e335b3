"""Office documents: XML parts in a zip archive, read with limits that a real document never meets."""

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

from pslint.draft import DraftError

MAX_TOTAL: Final = 100 * 1024 * 1024
"""The most bytes that all members of an archive may unpack to."""

MAX_PART: Final = 20 * 1024 * 1024
"""The most bytes that an XML part may unpack to; a parsed part takes about ten times its size."""

_MAX_RATIO: Final = 200
_RATIO_FROM: Final = 5 * 1024 * 1024  # a small part may well repeat itself
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_FLAG = 1


class Archive:
    """The members of an office document; `name` is what the document should be, for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open an archive; raises DraftError for what is none, is encrypted or unpacks to too much."""
        if data.startswith(_OLE):
            raise DraftError(f"encrypted, or in the old Word format; save it without a password as {name}")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise DraftError(f"damaged or not {name}; save it again as {name}") from None
        self._name = name
        if sum(member.file_size for member in self._zip.infolist()) > MAX_TOTAL:
            raise DraftError(f"unpacks to more than {MAX_TOTAL // 2**20} MB; save the text alone as {name}")

    def __contains__(self, member: str) -> bool:
        """Whether the archive has a member of that name."""
        return member in self._zip.NameToInfo

    def xml(self, member: str) -> etree._Element:
        """Parse an XML member; raises DraftError where it is missing, damaged, too large or declares entities."""
        try:
            info = self._zip.getinfo(member)
            if info.flag_bits & _ENCRYPTED_FLAG:
                raise DraftError(f"encrypted; save it without a password as {self._name}")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise zipfile.BadZipFile  # no office format allows another
            suspect = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * info.compress_size
            if suspect or info.file_size > MAX_PART:
                raise DraftError(f"unpacks to far more than it should; save the text alone as {self._name}")
            with self._zip.open(info) as file:
                data = file.read(MAX_PART)
        except KeyError:
            raise DraftError(f"not {self._name} (it has no text part); save it again as {self._name}") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
            raise DraftError(f"damaged; save it again as {self._name}") from None
        # `huge_tree` left off keeps the parser's own limits on depth, length and expansion.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise DraftError(f"its XML is damaged or nested too deeply; save it again as {self._name}") from None
        # A bare document type is harmless, and old manifests have one.
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and any(True for _ in dtd.iterentities()):
            raise DraftError(f"its XML declares entities, which no {self._name} needs; save it again as {self._name}")
        return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment, an instruction or an entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
