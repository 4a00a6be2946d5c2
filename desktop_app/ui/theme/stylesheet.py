"""The style sheet, made from a set of colours. Distances lie on a grid of four pixels."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from desktop_app.core.resources import resource
from desktop_app.ui.theme.colours import HIGH_CONTRAST

if TYPE_CHECKING:
    from desktop_app.ui.theme.colours import Colours


_LINE = 20  # pixels, in a field or a button
_TITLE = 15.0  # points
_FIGURE = 16.0


def stylesheet(colours: Colours, scale: float = 1.0) -> str:
    """The application's style sheet in `colours`, its type `scale` times as large."""
    sheets = ("base.qss", "contrast.qss") if colours is HIGH_CONTRAST else ("base.qss",)
    template = Template("".join(map(_read, sheets)))
    values = {name: str(value) for name, value in colours._asdict().items()}
    values["line"] = str(round(_LINE * max(scale, 1.0)))
    values["title_size"] = f"{_TITLE * scale:g}pt"
    values["figure_size"] = f"{_FIGURE * scale:g}pt"
    values["on_accent_shade"] = "bright" if colours.is_dark else "accent"
    shade = "dark" if colours.is_dark else "light"
    icons = resource("icons").as_posix()
    return template.substitute(values, icons=icons, shade=shade)


def _read(name: str) -> str:
    return resource("themes", name).read_text(encoding="utf-8")
