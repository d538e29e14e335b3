"""What the codes of sources stand for: titles and addresses, from `sources.yaml` and the dated facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .facts import Facts, load_facts
from .places import builtin_folder
from .yamlfile import YamlFile


@dataclass(frozen=True)
class Citation:
    """A source: its code, what it is, and where it can be read, if anywhere."""

    code: str
    title: str
    urls: tuple[str, ...] = ()

    def line(self) -> str:
        """The source on one line."""
        return " ".join([f"{self.code}: {self.title}".rstrip(": "), *self.urls])


@cache
def load_citations() -> Mapping[str, Citation]:
    """All sources by code; raise FileError when a file cannot be read, or gives a source in another form."""
    file = YamlFile(builtin_folder() / "sources.yaml")
    found = {}
    for code, body in file.data.items():
        if (
            not isinstance(body, dict)
            or not set(body) <= {"title", "url"}
            or not all(isinstance(v, str) for v in body.values())
        ):
            raise file.error("must give a title, a url, or both", (code,))
        found[code] = Citation(code, body.get("title", ""), (body["url"],) if "url" in body else ())
    for code, urls in published_facts().sources.items():
        found.setdefault(code, Citation(code, "", urls))
    return found


@cache
def published_facts() -> Facts:
    """The dated facts that come with pslint."""
    return load_facts(builtin_folder() / "facts.yaml")
