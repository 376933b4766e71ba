"""Colours on screens, light and dark: those of charts and those of pages, each by the name of its CSS custom property.

Charts on paper, in images and in documents are light, with the colours of `palette`. Dark ones keep the same distances:
at least 3 : 1 against their page, and any two series apart for eyes that lack one kind of cone.
"""

from __future__ import annotations

from typing import Any

from detente.brief.palette import BACKDROP, COLOURS, GRID, INK, MUTED, PAGE, SHADES

DARK_COLOURS = ("#59b4f0", "#ff8a3c", "#f8f8dd", "#8c56f8", "#dd3b56", "#a7568c")
DARK_SHADES = ("#1d3b52", "#2a5f88", "#4f97cc", "#7cc0ee")
Pair = tuple[str, str]
OF_CHARTS: dict[str, Pair] = {
    "ink": (INK, "#e8e8e4"),
    "muted": (MUTED, "#a9adb3"),
    "rule": (GRID, "#3a3e44"),
    "card": (PAGE, "#1e2125"),
    "backdrop": (BACKDROP, "#8d9198"),
    **{f"series-{n}": pair for n, pair in enumerate(zip(COLOURS, DARK_COLOURS, strict=True), 1)},
    **{f"shade-{n}": pair for n, pair in enumerate(zip(SHADES, DARK_SHADES, strict=True), 1)},
}
OF_PAGES: dict[str, Pair] = {
    "ground": ("#fbfbf9", "#16181b"),
    "accent": (SHADES[-1], DARK_SHADES[-1]),
    "on-accent": (PAGE, "#0d1a24"),
    "warn": ("#a43f00", "#ffb38a"),
    "warn-ground": ("#fff4ec", "#33241b"),
    "stale": ("#6b4e00", "#f0d489"),
    "stale-ground": ("#fff8e0", "#2e2918"),
    "done": ("#1e5e3a", "#8ad2a9"),
    "paper": (PAGE, "#f4f4f1"),
}
_NAMES = {light: f"--{name}" for name, (light, _) in OF_CHARTS.items()}


def properties() -> str:
    """Return the style sheet that gives every colour its name: light, and dark where the reader asks for it."""
    light, dark = (
        "\n".join(f"  --{name}: {pair[n]};" for name, pair in {**OF_CHARTS, **OF_PAGES}.items()) for n in (0, 1)
    )
    inner = dark.replace("\n", "\n  ")
    return f":root {{\n{light}\n}}\n@media (prefers-color-scheme: dark) {{\n  :root {{\n  {inner}\n  }}\n}}\n"


def named(value: Any) -> Any:
    """Return a specification with names of custom properties in place of colours, so that a page can fill them in.

    Example:
        >>> named({"color": "#1a1a1a", "size": 3})
        {'color': '--ink', 'size': 3}
    """
    if isinstance(value, str):
        return _NAMES.get(value, value)
    if isinstance(value, dict):
        return {key: named(one) for key, one in value.items()}
    return [named(one) for one in value] if isinstance(value, list | tuple) else value
