"""Grammar findings: LanguageTool's matches, on the words of the draft."""

import re
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from ..draft import Draft, Span
from ..errors import needs_extra
from ..findings import Finding, Passage, Severity
from ..places import DOCS
from .errors import GrammarError
from .names import CATEGORY, PREFIX, Chosen, rule_name

if TYPE_CHECKING:
    from language_tool_python import Match

    from .client import Client
    from .server import OwnServer

Scope = Literal["passage", "document"]

#: Where a LanguageTool that somebody started listens when nothing else was said.
_USUAL: Final = "http://127.0.0.1:8081"
_USUAL_SECONDS: Final = 2.0
#: Its first answer takes longest: every rule is read for it.
_START_SECONDS: Final = 120.0
_FIRST_TEXT: Final = "This is a first sentence."
#: A correction is a word or two; more would be a sentence to paste.
_MOST_WORDS: Final = 3
_MOST_CORRECTIONS: Final = 3
_QUOTED: Final = re.compile('[\u201c\u201d"\u2018]([^\u201c\u201d"\u2018\u2019]*)[\u201d"\u2019]')
_FORM: Final = frozenset({"typographical", "whitespace", "formatting"})
_URL: Final = f"{DOCS}/grammar.md"
#: Without words of the draft, which LanguageTool's own messages and its corrections have.
_BARE: Final = {
    "misspelling": "LanguageTool does not know this word, or not here.",
    "duplication": "LanguageTool sees a word twice here.",
    **dict.fromkeys(_FORM, "LanguageTool sees a slip of the keyboard here."),
}


class Grammar:
    """Asks one LanguageTool for as many drafts as a run has; a context manager, at whose end its own server is gone.

    `server` is the address of a running one ("http://127.0.0.1:8081"). Without it one that listens at LanguageTool's
    usual address on this machine is used and left running, or else one is started when first needed. `allow_remote`
    lets text go to an address that is not this machine; `elsewhere` is then that host. `seconds` is how long an answer
    may take. Raises GrammarError.
    """

    def __init__(self, server: str | None = None, *, allow_remote: bool = False, seconds: float = 20.0) -> None:
        self._seconds = seconds
        self._address: str | None = None
        self.elsewhere: str | None = None
        if server:
            self._address, self.elsewhere = _address(server, allow_remote)
        self._client: Client | None = None
        self._own: OwnServer | None = None
        try:
            import language_tool_python  # noqa: F401  (asked for here, so that a missing extra is said at once)
        except ImportError:
            raise GrammarError(needs_extra("grammar checking", "grammar")) from None

    def __enter__(self) -> "Grammar":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server, if it is this object's own."""
        own, self._own, self._client = self._own, None, None
        if own is not None:
            own.stop()

    def findings(
        self,
        draft: Draft,
        passages: Iterable[Passage],
        others: Iterable[Finding],
        *,
        scope: Scope = "passage",
        chosen: Chosen = Chosen(),  # noqa: B008  (frozen)
    ) -> list[Finding]:
        """The grammar findings on a draft's passages, or on all of it, in the order of the text.

        `others` are pslint's own findings on it; what they say already is left out. `chosen` says which are kept.
        Raises GrammarError.
        """
        from . import prose, sieve

        within = [Span(p.start, p.end) for p in passages] if scope == "passage" else [Span(0, len(draft.prose))]
        said = tuple(others)
        found: dict[tuple[int, int, str], Finding] = {}
        for sent in prose.texts(draft, prose.paragraphs(draft, within)):
            for match in self._asked().matches(sent.text):
                # In capitals, as an ignore comment is read; a few of LanguageTool's ids have small letters.
                identity = PREFIX + match.rule_id.upper()
                if not chosen.has(identity) or not sieve.wanted(match, sent.text):
                    continue
                span = sent.span(match.offset, match.offset + match.error_length)
                finding = _finding(identity, match, draft, span)
                if not sieve.is_repeated(finding, match.rule_issue_type, said):
                    found.setdefault((span.start, span.end, identity), finding)
        return [found[key] for key in sorted(found)]

    def _asked(self) -> "Client":
        """The client, made when the first text is there to send."""
        from .client import Client

        if self._client is not None:
            return self._client
        if self._address is not None:
            self._client = Client(self._address, self._seconds)
            return self._client
        with suppress(GrammarError):
            self._client = Client(_USUAL, min(_USUAL_SECONDS, self._seconds))
            self._client.seconds = self._seconds
            return self._client
        self._client = self._started()
        return self._client

    def _started(self) -> "Client":
        from .client import Client
        from .server import OwnServer

        self._own = OwnServer()
        self._own.wait(_START_SECONDS)
        client = Client(self._own.url, _START_SECONDS)
        client.matches(_FIRST_TEXT)
        client.seconds = self._seconds
        return client


def _address(server: str, allow_remote: bool) -> tuple[str, str | None]:
    """A server's address without a slash at its end, and its host where that is not this machine.

    Raises GrammarError where it is no address, or not on this machine and that is not allowed.
    """
    try:
        parts = urlsplit(server)
        host = parts.hostname
        sound = parts.scheme in ("http", "https") and host and parts.port != 0 and not parts.query
    except ValueError:
        host, sound = None, False
    if not sound or host is None:
        raise GrammarError(f"{server!r} is no address of a server; give one like http://127.0.0.1:8081")
    here = _is_loopback(host)
    if not here and not allow_remote:
        raise GrammarError(
            f"{host} is not this machine, and the words of your draft would be sent there; "
            "allow it with --allow-remote, or leave out the server to have one started here"
        )
    return server.rstrip("/").removesuffix("/v2"), None if here else host


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _finding(identity: str, match: "Match", draft: Draft, span: Span) -> Finding:
    severity: Severity = "info" if match.rule_issue_type in _FORM else "warning"
    return Finding(
        rule=identity,
        name=rule_name(identity),
        category=CATEGORY,
        severity=severity,
        confidence="medium",
        message=_message(match),
        start=span.start,
        end=span.end,
        excerpt=draft.source[span.start : span.end],
        url=_URL,
        bare=_BARE.get(match.rule_issue_type, "LanguageTool sees a slip of grammar in these words."),
    )


def _message(match: "Match") -> str:
    """LanguageTool's words on one line, and its corrections after them where they are a word or two."""
    text = " ".join(match.message.split())
    if not text or any(len(quoted.split()) > _MOST_WORDS for quoted in _QUOTED.findall(text)):
        text = "Read these words again; LanguageTool sees a slip in them."
    fitting = [r for r in match.replacements if r.strip() and len(r.split()) <= _MOST_WORDS]
    if not fitting:
        return text
    return f"{text.rstrip('.')} (perhaps: {', '.join(fitting[:_MOST_CORRECTIONS])})."
