"""Talks to a LanguageTool server: to the address given and no other, each answer within a time."""

import http.client
import json
import time
from typing import Any, Final, Literal
from urllib.parse import urlencode, urlsplit

from language_tool_python import LanguageTool, Match

from .errors import GrammarError

# What LanguageTool says about style is for other texts than these; pslint has rules of its own on tone and length.
_NOT_ASKED: Final = frozenset(
    {"STYLE", "REPETITIONS_STYLE", "REDUNDANCY", "PLAIN_ENGLISH", "COLLOQUIALISMS", "GENDER_NEUTRALITY", "WIKIPEDIA"}
)
# Commas and hyphens that careful writers set differently, and what only some kinds of English do.
_NOT_ASKED_RULES: Final = frozenset(
    {
        "COMMA_COMPOUND_SENTENCE",
        "COMMA_COMPOUND_SENTENCE_2",
        "COMMA_COMPOUND_SENTENCE_3",
        "COMMA_COMPOUND_SENTENCE_4",
        "MISSING_COMMA_AFTER_INTRODUCTORY_PHRASE",
        "SENT_START_CONJUNCTIVE_LINKING_ADVERB_COMMA",
        "PRP_COMMA",
        "MONTH_OF_XXXX",
        "NO_COMMA_BEFORE_INDIRECT_QUESTION",
        "MID_HYPHEN",
        "IN_FUTURE",
        "AFTERWARDS_US",
    }
)
_LARGEST: Final = 50_000_000


class Client(LanguageTool):
    """language-tool-python's client with a transport of its own.

    Its own would go through the proxy that the environment names even to this very machine, follow redirects to other
    hosts, wait five minutes, and put the server's words, in which the draft's may stand, into its errors.

    `seconds` is what an answer may take. Raises GrammarError.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self.address = url
        self.seconds = seconds
        try:
            super().__init__("en-US", remote_server=url + "/", host="127.0.0.1")
        except (AttributeError, TypeError):
            raise self._nonsense() from None
        except ValueError:
            raise GrammarError(f"LanguageTool at {url} does not know American English; name another server") from None
        self.disabled_categories = set(_NOT_ASKED)
        self.disabled_rules = set(_NOT_ASKED_RULES)

    def matches(self, text: str) -> list[Match]:
        """What it finds in a text, with offsets in code points; no character of `text` may be beyond the BMP."""
        try:
            found = self.check(text)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise self._nonsense() from None
        if any(not 0 <= m.offset < m.offset + m.error_length <= len(text) for m in found):
            raise self._nonsense()
        return found

    def _query_server(
        self,
        url: str,
        params: dict[str, str] | None = None,
        num_tries: int = 1,
        method: Literal["get", "post"] = "get",
    ) -> Any:
        try:
            return json.loads(self._fetch(url, params))
        except ValueError:
            raise self._nonsense() from None

    def _fetch(self, url: str, params: dict[str, str] | None) -> bytes:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        deadline = time.monotonic() + self.seconds
        connection = kind(parts.hostname or "", parts.port, timeout=self.seconds)
        try:
            if params is None:
                connection.request("GET", parts.path)
            else:
                headers = {"Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", parts.path, urlencode(params).encode(), headers)
            response = connection.getresponse()
            body = b""
            while chunk := response.read1(1 << 16):
                body += chunk
                if time.monotonic() > deadline:
                    raise TimeoutError
                if len(body) > _LARGEST:
                    raise self._nonsense()
            if response.length:
                raise http.client.IncompleteRead(body)
        except TimeoutError:
            raise GrammarError(
                f"LanguageTool at {self.address} gave no answer within {self.seconds:g} s; "
                "try again, with a greater --grammar-timeout if the machine is slow"
            ) from None
        except http.client.BadStatusLine as error:
            # A connection that closes without an answer is a server that ended, not one that talks nonsense.
            gone = isinstance(error, http.client.RemoteDisconnected)
            raise (self._gone("it closed the connection") if gone else self._nonsense()) from None
        except http.client.IncompleteRead:
            raise self._gone("it ended in mid-answer") from None
        except http.client.HTTPException:
            raise self._nonsense() from None
        except OSError as error:
            raise self._gone(error.strerror or type(error).__name__) from None
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise GrammarError(
                f"LanguageTool at {self.address} answers with an error (HTTP {response.status}); "
                "start it anew and try again"
            )
        return body

    def _gone(self, reason: str) -> GrammarError:
        return GrammarError(
            f"LanguageTool at {self.address} is not there ({reason}); run pslint again, "
            "and start the server first if it is one of your own"
        )

    def _nonsense(self) -> GrammarError:
        return GrammarError(f"{self.address} does not answer as LanguageTool does; check the address")
