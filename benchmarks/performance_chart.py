"""The chart of docs/performance.md: bars with their quartiles, as SVG."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

_WIDE: Final = 760
_LEFT: Final = 240
_ROW: Final = 24
_OWN: Final = "#4467a1"
_OTHER: Final = "#d08c3c"

_Bar = tuple[str, Mapping[str, Any]]


def chart(data: Mapping[str, Any]) -> str:
    """Words a second over many statements, and the seconds of one small file."""
    many = data["many"]
    rates = list(many["words a second"].items())
    times = [(name, own["seconds"]) for name, own in data["one explanation"]["times"].items()]
    parts: list[str] = []
    y = _panel(parts, 10, f"Words a second, {many['statements']} statements (more is better)", rates, "{:,.0f}")
    y = _panel(parts, y + 20, "Seconds, one small file (less is better)", times, "{:.2f}")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{y}" role="img" '
        'aria-label="Words a second over many statements, and seconds of one small file" '
        'font-family="sans-serif" font-size="13">'
    )
    return "\n".join([head, f'<rect width="{_WIDE}" height="{y}" fill="#fff"/>', *parts, "</svg>"]) + "\n"


def _panel(parts: list[str], top: int, title: str, bars: Sequence[_Bar], form: str) -> int:
    """Bars below a title; returns where they end."""
    parts.append(f'<text x="10" y="{top + 14}" font-weight="bold">{title}</text>')
    longest = max(spread["quartiles"][1] for _, spread in bars)
    y = top + 26
    for name, spread in bars:
        width, low, high = (
            (_WIDE - _LEFT - 90) * value / longest for value in (spread["median"], *spread["quartiles"])
        )
        color = _OWN if name.startswith("pslint") else _OTHER
        parts += [
            f'<text x="{_LEFT - 10}" y="{y + 13}" text-anchor="end">{_escaped(name)}</text>',
            f'<rect x="{_LEFT}" y="{y + 2}" width="{width:.1f}" height="14" fill="{color}"/>',
            f'<path d="M{_LEFT + low:.1f} {y + 9}H{_LEFT + high:.1f}" stroke="#222" stroke-width="2"/>',
            f'<text x="{_LEFT + max(width, high) + 6:.1f}" y="{y + 13}">{form.format(spread["median"])}</text>',
        ]
        y += _ROW
    return y


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
