"""How long after a key its findings are on the screen: `python -m benchmarks.typing [--write]`.

Types into a statement of 700 words on the real page of `pslint web`, in Debian's Chromium, half of the keys inside the
explanation and half elsewhere. `--write` puts the figures into docs/typing.md. Needs `chromium` and the `test` extra.
"""

import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
KEYS: Final = 300
#: Between two keys, in milliseconds: about 60 words a minute and more.
PAUSES: Final = (90, 240)
_WORDS: Final = 700
# Notes each key, and each look at the text: when it was sent, and when what came of it was drawn.
_WATCH: Final = """
window.keys = [];
window.looks = [];
performance.setResourceTimingBufferSize(5000);
addEventListener("input", (event) => keys.push(event.timeStamp), true);
const plain = window.fetch;
window.fetch = async (address, options) => {
  if (address !== "api/check") return plain(address, options);
  const look = { sent: performance.now() };
  const response = await plain(address, options);
  const whole = await response.clone().arrayBuffer();
  setTimeout(() => requestAnimationFrame(() => setTimeout(() => {
    look.drawn = performance.now();
    looks.push(look);
  })));
  return response;
};
"""
_SERVER: Final = """performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/api/check"))
  .map((entry) => entry.responseEnd - entry.requestStart)"""


def statement() -> tuple[str, int, int]:
    """A statement of 700 words, and where its explanation stands in it."""
    samples = ROOT / "samples"
    passage = (samples / "statement-failed-course.txt").read_text(encoding="utf-8").strip()
    more = (samples / "statement-lookalikes.md").read_text(encoding="utf-8").strip()
    text = " ".join(f"{passage}\n\n{more}".replace("\n\n", "\0").split()).replace("\0", "\n\n")
    words = list(_spaces(text))
    text = text[: words[_WORDS - 1]] if len(words) >= _WORDS else text
    start = text.index("I failed biochemistry")
    return text, start, text.index("\n\n", start)


def _spaces(text: str) -> Any:
    return (place for place, char in enumerate(text) if char.isspace())


def measure(page: Page) -> tuple[list[float], list[float], int]:
    """Milliseconds from each key to the screen, and those that the server took of it; the words of the statement."""
    text, start, end = statement()
    page.locator("#text").fill(text)
    page.locator("#under mark").first.wait_for(state="attached")
    page.wait_for_timeout(3000)
    page.evaluate("keys.length = looks.length = 0; performance.clearResourceTimings()")
    chance = random.Random(12)
    typed = " and with the help of a tutor whom I met every week at the library"
    for number in range(KEYS):
        if number % 20 == 0:
            inside = number // 20 % 2 == 0
            place = chance.randrange(start, end) if inside else chance.randrange(0, start)
            page.evaluate("(at) => text.setSelectionRange(at, at)", place)
        page.keyboard.type(typed[number % len(typed)])
        page.wait_for_timeout(chance.uniform(*PAUSES))
    page.wait_for_timeout(2000)
    keys, looks = page.evaluate("keys"), sorted(page.evaluate("looks"), key=lambda look: look["sent"])
    waits = [next(look["drawn"] for look in looks if look["sent"] >= key) - key for key in keys]
    return waits, page.evaluate(_SERVER), len(text.split())


def at(values: list[float], part: float) -> float:
    """The value below which this part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def page_of(waits: list[float], server: list[float], words: int, version: str) -> str:
    """The figures as a page."""
    rows = "\n".join(
        f"| {name} | {at(values, 0.5):.0f} | {at(values, 0.95):.0f} | {max(values):.0f} |"
        for name, values in (("from a key to its findings on the screen", waits), ("of which the server", server))
    )
    return (
        "# How fast the page answers\n\n"
        f"`python -m benchmarks.typing --write` typed {len(waits)} keys into a statement of {words} words on the page\n"
        f"of `pslint web`, in Chromium {version}, half of them inside the explanation, {PAUSES[0]} to\n"
        f"{PAUSES[1]} ms apart.\n\n"
        f"| milliseconds | p50 | p95 | most |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def main() -> None:
    """Type, and print the figures."""
    command = [sys.executable, "-m", "pslint", "web", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as served:
        assert served.stdout is not None
        try:
            with sync_playwright() as playwright:
                flags = ["--no-sandbox", "--disable-gpu"]
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
                page = browser.new_page()
                page.add_init_script(_WATCH)
                page.goto(served.stdout.readline().strip())
                report = page_of(*measure(page), browser.version)
                browser.close()
        finally:
            served.terminate()
    print(report)
    if "--write" in sys.argv:
        (ROOT / "docs" / "typing.md").write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
