"""A box of choices whose entry ends in dots where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox
from typing_extensions import override

_AROUND = 16  # pixels beside the words, within what the style gives them


class ElidedBox(QComboBox):
    """Qt cuts the words in the midst of a letter."""

    @property
    def width_of_words(self) -> int:
        """How wide it has to be for the longest entry."""
        names = [self.itemText(row) for row in range(self.count())]
        longest = max(map(self.fontMetrics().horizontalAdvance, names), default=0)
        return longest + self.width() - self._room() + _AROUND

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, self._room()
        )

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(control, option, part, self).width()
