"""Runs a program for as long as standard input stays open.

The parent holds the other end of that pipe. However the parent ends, killed outright included, the pipe closes and the
program is ended: no server is left behind. Run by its path, so it imports nothing of pslint.
"""

import os
import subprocess
import sys
import threading


def main(command: list[str]) -> None:
    """Run `command`; end with its exit code, or end it when standard input closes."""
    nothing = subprocess.DEVNULL
    child = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
    threading.Thread(target=_follow, args=(child,), daemon=True).start()
    os.read(0, 1)
    child.kill()
    child.wait()


def _follow(child: subprocess.Popen[bytes]) -> None:
    # The main thread blocks in a read, which only leaving at once gets out of.
    os._exit(max(child.wait(), 0) or 1)


if __name__ == "__main__":
    main(sys.argv[1:])
