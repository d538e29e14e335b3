"""LanguageTool fetched by language-tool-python, verified; before that, what it is, from where and how large."""

import http.client
import urllib.error
import urllib.request
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, LocalLanguageTool, _get_zip_hash
from language_tool_python.exceptions import LanguageToolError
from language_tool_python.utils import get_language_tool_download_path

from .errors import GrammarError
from .server import check_java

_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be downloaded: `size` in bytes or None where the host does not say, `sha256` in hexadecimal."""

    version: str
    url: str
    size: int | None
    sha256: str
    folder: Path
    here: bool

    def say(self) -> str:
        """One paragraph for the writer."""
        size = f"{self.size / 1e6:.0f} MB" if self.size is not None else "of unknown size"
        return f"LanguageTool {self.version}, {size}\n  from {self.url}\n  sha256 {self.sha256}\n  into {self.folder}"


def offer() -> Offer:
    """What there is to install; asks the host for its size unless it is here already. Raises GrammarError."""
    check_java(LTP_DOWNLOAD_VERSION)
    try:
        found = LocalLanguageTool.from_version_name(LTP_DOWNLOAD_VERSION)
        folder = get_language_tool_download_path()
        here = found in LocalLanguageTool.get_installed_versions()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # What language-tool-python will hold the file against, its settings in the environment included.
            sha256 = _get_zip_hash(found.version_name)
    except (OSError, LanguageToolError) as error:
        raise GrammarError(f"LanguageTool cannot be installed: {error}") from None
    if sha256 is None:
        raise GrammarError("unset LTP_BYPASS_VERIFIED_DOWNLOADS; pslint installs nothing that is not verified")
    size = None if here else _size(found.download_url)
    return Offer(found.version_name, found.download_url, size, sha256, folder, here)


def install(offered: Offer) -> None:
    """Download it, verify it, unpack it; progress goes to standard error. Raises GrammarError."""
    try:
        LocalLanguageTool.from_version_name(offered.version).download()
    except (LanguageToolError, OSError, zipfile.BadZipFile) as error:
        # requests' own errors are OSErrors, and go on over several lines.
        reason = " ".join(str(error).split())
        raise GrammarError(f"LanguageTool was not installed: {reason}") from None


def _size(url: str) -> int | None:
    host = urlsplit(url).hostname
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # only its head is read
            size: str | None = answer.headers.get("Content-Length")
    except urllib.error.HTTPError as error:
        raise GrammarError(f"{host} does not have LanguageTool there (HTTP {error.code}): {url}") from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise GrammarError(
            f"{host} cannot be reached ({' '.join(str(reason).split())}); check the network, "
            f"or unpack LanguageTool's archive into a folder and name that folder in LTP_PATH"
        ) from None
    return int(size) if size and size.isdigit() else None
