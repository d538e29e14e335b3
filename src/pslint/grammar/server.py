"""A LanguageTool server of pslint's own: found on this machine, started on a free port, ended with the run."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from language_tool_python.download_lt import LocalLanguageTool, confirm_java_compatibility
from language_tool_python.exceptions import LanguageToolError
from language_tool_python.utils import get_language_tool_download_path, kill_process_force

from .errors import GrammarError

_TETHER: Final = Path(__file__).with_name("tether.py")
#: Rules that LanguageTool itself lacks, in its own notation; it looks for this path among its resources.
_RULES: Final = Path(__file__).with_name("rules")
# One draft at a time needs little: without these Java takes a quarter of the machine's memory and optimises for hours.
_JAVA: Final = ("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8")
_NEEDS_JAVA: Final = "install Java 17 or newer (a JRE is enough), or name a running server with --grammar-server"


class OwnServer:
    """A server that lives until `stop`, or until this process ends in whatever way.

    `url` is its address, on loopback. Starting takes until `wait` returns. Raises GrammarError.
    """

    def __init__(self) -> None:
        port = _free_port()
        command = _command(port)
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        nothing = subprocess.DEVNULL
        try:
            # In a session of its own, Ctrl-C reaches pslint alone, which then ends it in order.
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_TETHER), *command],
                stdin=subprocess.PIPE,
                stdout=nothing,
                stderr=nothing,
                start_new_session=True,
            )
        except OSError as error:
            raise GrammarError(f"LanguageTool cannot be started ({error.strerror}); {_NEEDS_JAVA}") from error

    def wait(self, seconds: float) -> None:
        """Return once it listens; raises GrammarError when it ends or does not listen within `seconds`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            code = self._process.poll()
            if code is not None:
                raise GrammarError(
                    f"LanguageTool ended while it started (exit code {code}); "
                    "delete its folder and run `pslint grammar install`, or name a running server with --grammar-server"
                )
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port), timeout=1):
                return
            time.sleep(0.1)
        raise GrammarError(f"LanguageTool did not start within {seconds:g} s; try again when the machine is less busy")

    def stop(self) -> None:
        """End it, and wait until it is gone."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            kill_process_force(pid=self._process.pid)
            self._process.wait()


def _command(port: int) -> list[str]:
    """How to start the newest LanguageTool on this machine; raises GrammarError."""
    try:
        found = LocalLanguageTool.get_latest_installed_version()
        folder = get_language_tool_download_path()
    except OSError as error:
        raise GrammarError(f"the folder of LanguageTool cannot be read ({error.strerror}); set LTP_PATH") from error
    if found is None:
        raise GrammarError(
            f"there is no LanguageTool in {folder}; run `pslint grammar install`, "
            "or name a running server with --grammar-server"
        )
    check_java(found.version_name)
    try:
        java, flag, jar, *rest = found.get_server_cmd(port)
    except (OSError, LanguageToolError) as error:
        raise GrammarError(
            f"LanguageTool {found.version_name} in {folder} is not whole; delete its folder and run "
            "`pslint grammar install`"
        ) from error
    return [java, *_JAVA, flag, f"{_RULES}{os.pathsep}{jar}", *rest]


def check_java(version: str) -> None:
    """Raise GrammarError unless there is a Java that this version of LanguageTool runs on."""
    try:
        confirm_java_compatibility(version)
    except ModuleNotFoundError:
        raise GrammarError(f"grammar checking needs Java, and there is none on the PATH; {_NEEDS_JAVA}") from None
    except SystemError:
        raise GrammarError(f"the Java on the PATH is too old for LanguageTool {version}; {_NEEDS_JAVA}") from None
    except (OSError, SystemExit, subprocess.SubprocessError):
        # macOS has a `java` that only asks for one to be installed; other things of that name print no version.
        raise GrammarError(f"the `java` on the PATH does not run; {_NEEDS_JAVA}") from None


def _free_port() -> int:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 0))
        except OSError as error:
            raise GrammarError(
                f"no port is free for LanguageTool ({error.strerror}); end what holds them, "
                "or name a running server with --grammar-server"
            ) from error
        port: int = probe.getsockname()[1]
        return port
