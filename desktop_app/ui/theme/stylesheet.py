"""The style sheet, made from a set of colours. Distances lie on a grid of four pixels."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from desktop_app.core.resources import resource

if TYPE_CHECKING:
    from desktop_app.ui.theme.colours import Colours


def stylesheet(colours: Colours) -> str:
    """The application's style sheet in `colours`."""
    template = Template(resource("themes", "base.qss").read_text(encoding="utf-8"))
    values = {name: str(value) for name, value in colours._asdict().items()}
    shade = "dark" if colours.is_dark else "light"
    icons = resource("icons").as_posix()
    return template.substitute(values, icons=icons, shade=shade)
