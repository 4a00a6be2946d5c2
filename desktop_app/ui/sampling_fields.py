"""Fields for the parameters of sampling that can be left to the server."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from desktop_app.ui.widgets import text_inset

_LARGEST_SEED = 2**31 - 1


class TopPField(QDoubleSpinBox):
    """0 to 1; below it stands the server's default."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setRange(-0.05, 1.0)
        self.setSingleStep(0.05)
        self.setDecimals(2)
        self.setValue(self.minimum())
        self.setSpecialValueText(self.tr("Server’s default"))
        self.setToolTip(
            self.tr("Only the likeliest words that together reach this share are chosen from")
        )
        text_inset(self)

    def top_p(self) -> float | None:
        """The share of likely words; None for the server's default."""
        return self.value() if self.value() >= 0 else None


class SeedField(QSpinBox):
    """0 and above; below it another seed is used each time."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setRange(-1, _LARGEST_SEED)
        self.setValue(self.minimum())
        self.setSpecialValueText(self.tr("Another one each time"))
        self.setToolTip(self.tr("The same seed gives the same answer, where the server can"))
        text_inset(self)

    def seed(self) -> int | None:
        """The number that makes answers repeatable; None for another one each time."""
        return self.value() if self.value() >= 0 else None
