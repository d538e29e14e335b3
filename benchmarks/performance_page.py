"""docs/performance.md, from the figures of performance.py; every number in it comes from them."""

from collections.abc import Iterable, Mapping
from textwrap import fill
from typing import Any

Data = Mapping[str, Any]


def page(data: Data) -> str:
    """The page as Markdown."""
    parts = [
        _head(data),
        _one(data, "explanation", "One small file: an explanation"),
        _one(data, "statement", "One whole statement"),
        _many(data),
        _where(data["where"]),
        _keys(data["keystrokes"]),
        _imports(data),
        _season(data.get("season")),
        _READ_IT,
    ]
    return "\n\n".join(parts) + "\n"


def _prose(text: str) -> str:
    """Lines that are no longer than the repository's own."""
    return fill(" ".join(text.split()), 118, break_long_words=False, break_on_hyphens=False)


def _head(data: Data) -> str:
    machine = data["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    peers = ", ".join(f"{name} {version}" for name, version in data["peers"].items()) or "none"
    intro = f"""Written by `python -m benchmarks.performance` on {data["date"]}. All rows of a table were measured in
        one run, in turn with each other, every round in another order; a ratio is taken within a round. Given are
        the median and the quartiles."""
    lines = [
        "# How fast it is",
        "",
        _prose(intro),
        "",
        f"- Processor: {machine['processor']}; {machine['cores']} cores, {machine['memory']}, {machine['system']}; "
        f"load before the run {machine['load before']}.",
        f"- pslint: Python {machine['Python']}, {versions}.",
        f"- Peers: {peers}.",
        *(f"- Missing in this run: {name} ({reason})." for name, reason in data["missing"].items()),
        "",
        "![Words a second over many statements, and the time that one small file takes](performance.svg)",
    ]
    return "\n".join(lines)


def _one(data: Data, which: str, title: str) -> str:
    own = data[f"one {which}"]
    intro = f"""{own["words"]} words, {own["rounds"]} rounds, whole commands. `no cache` reads everything anew;
        `unchanged` is answered from the cache of runs; before a `changed` run the draft is edited. MB is the
        most memory of one process; what is less than a bare Python's is not told apart."""
    lines = [
        f"## {title}",
        "",
        _prose(intro),
        "",
        *_times(own["times"]),
        "",
        *_ratios(own["ratios"]),
    ]
    for name, spread in own["seconds beyond spaCy's import"].items():
        lines += ["", f"{name}, less `import spacy`: {_seconds(spread)}."]
    start = data.get("LanguageTool's start")
    if start is not None and which == "explanation":
        lines += ["", f"LanguageTool's server took {start:.1f} s from its start to its first answer, once."]
    return "\n".join(lines)


def _many(data: Data) -> str:
    own = data["many"]
    words, passages, asked = own["words"], own["passages"], own["asked of LanguageTool"]
    apart = own["words a second, start-up apart"]
    rows = [
        f"| {name} | {_count(spread)} | {_count(apart[name]) if name in apart else ''} "
        f"| {own['times'][name]['megabytes'] or '':} |"
        for name, spread in own["words a second"].items()
    ]
    kinds = "; ".join(f"`{name}`, {words[name]:,} words, {passages[name]} passages" for name in words)
    intro = f"""Made from the corpus, about 650 words each, {own["rounds"]} rounds: {kinds}. Peers were given the
        drafts of `setback in half`{f"; of these, LanguageTool the first {asked:,} words" if asked else ""}."""
    alone = """`readings alone` are the paragraphs that tell of a setback in `setback in half`, one reading each in ONNX
        Runtime, in one process on one thread (`-j 1`) or in two such processes (`-j 2`), with nothing loaded, tokenized
        or made of the scores. In statements without a setback pslint reads, too: paragraphs that may tell of one."""
    lines = [
        f"## {own['statements']} statements",
        "",
        _prose(intro),
        "",
        "| | words a second | start-up apart | MB |",
        "| --- | --- | --- | --- |",
        *rows,
        "",
        "`start-up apart`: what many statements take beyond one.",
        "",
        *_ratios(own["ratios"]),
        "",
        _prose(alone),
    ]
    return "\n".join(lines)


def _where(data: Data) -> str:
    names = list(data)
    parts = sorted({part for own in data.values() for part in own["parts"]}, key=lambda part: -_share(data, part))
    made = "; ".join(
        f"`{name}`: {own['statements']} statements, {own['passages']} passages, {own['readings']} readings"
        for name, own in data.items()
    )
    intro = f"The linter in one process, all loaded, sampled by processor time. {made}."
    lines = [
        "## Where the time goes",
        "",
        _prose(intro),
        "",
        f"| | {' | '.join(names)} |",
        f"| --- |{' --- |' * len(names)}",
        *(_row(part, [f"{own['parts'].get(part, 0):.1%}" for own in data.values()]) for part in parts),
    ]
    return "\n".join(lines)


def _share(data: Data, part: str) -> float:
    return max(float(own["parts"].get(part, 0)) for own in data.values())


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _keys(data: Data) -> str:
    intro = f"""A script types a statement of {data["words"]} words through the real `pslint lsp`, key by key (`typed`),
        then keys into the finished one (`edited`). `counted` is when the first diagnostics of a key came, which need
        no reading; `all` is when the last came; `one reading` is the passage as it then stood, in ONNX Runtime alone,
        on one thread, right after a key for which it was read; the server reads on two. Milliseconds."""
    lines = [
        "## Keys in an editor",
        "",
        _prose(intro),
        "",
        "| | keys | of these read | | p50 | p95 | p99 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for phase in ("typed", "edited"):
        for place, own in data[phase].items():
            for kind in ("counted", "all", "one reading", "all beyond one reading"):
                if kind in own:
                    cells = " | ".join(f"{value:.1f}" for value in own[kind].values())
                    lines.append(
                        f"| {phase}, {place} the passage | {own['keys']} | {own['of these read']} | {kind} | {cells} |"
                    )
    for phase in ("typed", "edited"):
        spread = data[phase].get("inside", {}).get("all / one reading")
        if spread:
            lines += ["", f"{phase}, inside the passage: `all` / `one reading` is {_ratio(spread)}."]
    return "\n".join(lines)


def _imports(data: Data) -> str:
    sizes = data["sizes"]
    peers = "; ".join(f"{name} {size} MB" for name, size in sizes["peers"].items())
    lines = [
        "## Importing, memory and size",
        "",
        f"{data['imports']['rounds']} rounds.",
        "",
        *_times(data["imports"]["times"]),
        "",
        f"The wheel has {sizes['wheel']} MB, {sizes['reader.onnx']} MB of it (before packing) are the reader.",
    ]
    if peers:
        lines.append(f"The peers' own folders, without interpreters, Java and what proselint depends on: {peers}.")
    return "\n".join(lines)


def _season(data: Data | None) -> str:
    lines = ["## A whole season", ""]
    if data is None:
        return "\n".join([*lines, "Not measured yet: `python -m benchmarks.performance --season` does."])
    lines += [
        f"{data['statements']:,} made statements, one in three with a setback, `-j 2`, once each, on: "
        f"{data['machine']['processor']}, pslint {data['machine']['versions']['pslint']}.",
        "",
        "| statements | words | passages | seconds | readings alone | ratio | MB, first process | MB, all processes |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for own in (data["small"], data["whole"]):
        lines.append(
            f"| {own['statements']:,} | {own['words']:,} | {own['passages']:,} | {own['seconds']} | "
            f"{own['readings alone']} | {own['ratio']:.2f} | {own['megabytes, first process']} | "
            f"{own['megabytes, all processes']} |"
        )
    grown = data["whole"]["megabytes, all processes"] / max(1, data["small"]["megabytes, all processes"])
    return "\n".join(
        [*lines, "", f"Memory of all processes: {grown:.2f} times that of {data['small']['statements']:,}."]
    )


def _times(times: Data) -> Iterable[str]:
    yield "| | seconds | quartiles | MB |"
    yield "| --- | --- | --- | --- |"
    for name, own in times.items():
        spread = own["seconds"]
        low, high = spread["quartiles"]
        yield f"| {name} | {spread['median']:.3f} | {low:.3f}-{high:.3f} | {own['megabytes'] or ''} |"


def _ratios(ratios: Data) -> Iterable[str]:
    yield "| pair | ratio |"
    yield "| --- | --- |"
    for name, spread in ratios.items():
        yield f"| {name} | {_ratio(spread)} |"


def _ratio(spread: Data) -> str:
    low, high = spread["quartiles"]
    return f"{spread['median']:.2f} ({low:.2f}-{high:.2f})"


def _seconds(spread: Data) -> str:
    low, high = spread["quartiles"]
    return f"{spread['median']:.2f} s ({low:.2f} to {high:.2f})"


def _count(spread: Data) -> str:
    low, high = spread["quartiles"]
    return f"{spread['median']:,.0f} ({low:,.0f}-{high:,.0f})"


_READ_IT = """## How to read it

The peers do other work. proselint and write-good look for words; Vale does so with a style made of pslint's own word
lists when this was run (without pslint's guards and raw patterns); LanguageTool checks grammar, and as a server has no
start-up in these times. pslint does all that it does by default: lists, rules, and the reading of each paragraph that
may tell of a setback. Made statements never have the same paragraph twice, so nothing is answered from memory. The
benchmark's rows are whole commands, from start to end, unless they say otherwise."""
