"""What the shades behind tokens mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.tabs.completion.shades import SHADES, shade_colour
from desktop_app.ui.widgets import named


class Legend(QLabel):
    """`completion.legend`: the shades, each with the least probability that it stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "completion.legend")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setToolTip(
            self.tr("The stronger the shade, the less likely the model found what it wrote")
        )
        names = [f"≥ {100 * shade.least:.0f} %" for shade in SHADES[:-1]]
        names.append(f"&lt; {100 * SHADES[-2].least:.0f} %")
        swatches = "&nbsp;&nbsp;".join(
            f'<span style="background-color:{_css(shade.strength)}">&nbsp;{name}&nbsp;</span>'
            for shade, name in zip(SHADES, names, strict=True)
        )
        self.setText(f"{self.tr('Probability')}&nbsp;&nbsp;{swatches}")
        self.setAccessibleName(
            self.tr("The shade behind a token tells its probability; so does the line below")
        )


def _css(strength: float) -> str:
    colour = shade_colour(strength)
    return f"rgba({colour.red()},{colour.green()},{colour.blue()},{colour.alpha()})"
