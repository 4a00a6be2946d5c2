"""The row that sets before sending to which models a person is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_app.core.data_rule import DataRule
from desktop_app.ui.widgets import label, named


class DataRuleRow(QWidget):
    """The box `models.data_rule`, for the server in use."""

    rule_chosen = Signal(object)  # DataRule

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = named(QComboBox(), "models.data_rule")
        words = {
            DataRule.NEVER: self.tr("Never"),
            DataRule.EXTERNAL: self.tr("To externally hosted models"),
            DataRule.EXTERNAL_OR_UNKNOWN: self.tr("To externally hosted models and unknown places"),
        }
        for rule, text in words.items():
            self._box.addItem(text, rule)
        self._box.setToolTip(
            self.tr(
                "Asked once a conversation, in every tab. For LLM Hub the strictest choice holds "
                "until you change it, for other servers “Never”: there, you have chosen the place "
                "yourself. The models on this computer send nothing anywhere."
            )
        )
        self._box.activated.connect(self._on_activated)
        title = label(self.tr("Ask before sending"), "label")
        title.setBuddy(self._box)
        self._box.setAccessibleName(title.text())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self._box)
        row.addStretch(1)

    def show_rule(self, rule: DataRule, *, can_change: bool) -> None:
        """Show the rule of the server in use."""
        self._box.setCurrentIndex(self._box.findData(rule))
        self.setVisible(can_change)

    def _on_activated(self) -> None:
        self.rule_chosen.emit(DataRule(self._box.currentData()))  # Qt has made it a plain text
