"""What the chosen model can do and how far it is in its life, as a row of small signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.tabs.models.abilities import AbilityText
from desktop_app.ui.widgets import label, named

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo

_LONGEST = 24  # characters of a stage


class AbilityRow(QWidget):
    """`models.abilities`; hidden while nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "models.abilities")
        self._words = AbilityText(self)
        self._signs: list[QLabel] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 4, 0, 4)
        self._row.setSpacing(4)
        self._row.addStretch(1)

    def show_model(self, model: ModelInfo | None) -> None:
        """Show the signs of a model."""
        for sign in self._signs:
            sign.hide()
            sign.deleteLater()
        self._signs = []
        words = self._words.words(model) if model else []
        for word in words:
            self._add(word, "sign")
        stage = model.lifecycle_stage if model else ""
        if model and stage:
            words.append(stage)
            short = stage if len(stage) <= _LONGEST else f"{stage[: _LONGEST - 1]}…"
            self._add(short, "sign-warning" if model.is_deprecated else "sign")
            self._signs[-1].setToolTip(
                self.tr("How far the model is in its life: {stage}").format(stage=stage)
            )
        self.setAccessibleName(", ".join(words))
        self.setVisible(bool(words))

    def _add(self, text: str, role: str) -> None:
        sign = label(text, role)
        self._row.insertWidget(len(self._signs), sign)
        self._signs.append(sign)
