"""The parameters of a chat that few people need: folded away at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from desktop_app.tabs.chat.panel.extra_field import ExtraField
from desktop_app.ui.field_column import FieldColumn
from desktop_app.ui.fold import Fold
from desktop_app.ui.stop_strings_field import StopStringsField
from desktop_app.ui.widgets import text_inset

if TYPE_CHECKING:
    from desktop_app.core.conversation_parameters import ConversationParameters

_LARGEST_SEED = 2**31 - 1


class MoreParameters(Fold):
    """Top-p, stop strings, seed and the person's own fields; `chat.more` unfolds them."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        column = FieldColumn()
        title = QCoreApplication.translate("MoreParameters", "More parameters")
        super().__init__("chat.more", title, column, parent)
        self._top_p = self._build_top_p()
        self._stop_strings = StopStringsField("chat.stop_strings")
        self._seed = self._build_seed()
        self.extra = ExtraField()
        column.add(self.tr("Top-p"), self._top_p)
        column.add(self.tr("Stop strings"), self._stop_strings)
        column.add(self.tr("Seed"), self._seed)
        column.add(self.tr("Other fields, as JSON"), self.extra)
        for changed in (
            self._top_p.valueChanged,
            self._stop_strings.textChanged,
            self._seed.valueChanged,
            self.extra.edited,
        ):
            changed.connect(self._on_edited)

    def top_p(self) -> float | None:
        """The share of likely words, 0 to 1; None for the server's default."""
        value = self._top_p.value()
        return value if value >= 0 else None

    def stop(self) -> tuple[str, ...]:
        """The strings at which the model stops."""
        return self._stop_strings.strings()

    def seed(self) -> int | None:
        """The number that makes answers repeatable; None for another one each time."""
        value = self._seed.value()
        return value if value >= 0 else None

    def show_parameters(self, parameters: ConversationParameters) -> None:
        """Fill the fields."""
        top_p, seed = parameters.top_p, parameters.seed
        self._top_p.setValue(self._top_p.minimum() if top_p is None else top_p)
        self._stop_strings.set_strings(parameters.stop)
        self._seed.setValue(self._seed.minimum() if seed is None else min(seed, _LARGEST_SEED))
        self.extra.set_fields(parameters.extra)
        self._count()

    def _on_edited(self) -> None:
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        """Say how many are set: folded away, they are in force all the same."""
        values = (self.top_p() is not None, self.stop(), self.seed() is not None, self.extra.text())
        count = sum(map(bool, values))
        self.set_note(self.tr("{count} set").format(count=count) if count else "")

    def _build_top_p(self) -> QDoubleSpinBox:
        field = QDoubleSpinBox(maximum=1.0, singleStep=0.05, decimals=2)
        field.setObjectName("chat.top_p")
        field.setMinimum(-field.singleStep())
        field.setValue(field.minimum())
        field.setSpecialValueText(self.tr("Server’s default"))
        field.setToolTip(
            self.tr("Only the likeliest words that together reach this share are chosen from")
        )
        text_inset(field)
        return field

    def _build_seed(self) -> QSpinBox:
        field = QSpinBox(minimum=-1, maximum=_LARGEST_SEED)
        field.setObjectName("chat.seed")
        field.setValue(field.minimum())
        field.setSpecialValueText(self.tr("Another one each time"))
        field.setToolTip(self.tr("The same seed gives the same answer, where the server can"))
        text_inset(field)
        return field
