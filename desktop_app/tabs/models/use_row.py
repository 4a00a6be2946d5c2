"""The buttons that use a model in a tab: the one that it is made for, the others in a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from desktop_app.tabs.models.uses import UseText, uses_of
from desktop_app.ui.widgets import icon_button, push_button

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo


class UseRow(QWidget):
    """Hidden when no tab can use the model."""

    use_requested = Signal(object, str)  # ModelInfo, tab

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = UseText(self)
        self._model: ModelInfo | None = None
        self._uses: tuple[str, ...] = ()
        self._button = push_button("models.use", "", role="primary")
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self._use_first)
        self._more = icon_button("models.use_elsewhere", "more", self.tr("Use in another tab"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._button)
        row.addWidget(self._more)

    def show_model(self, model: ModelInfo | None) -> None:
        """Offer the tabs that this model is for."""
        self._model = model
        self._uses = uses_of(model) if model else ()
        self.setVisible(bool(self._uses))
        self._menu.clear()
        if not self._uses:
            return
        first, *others = self._uses
        self._button.setText(self._words.action(first))
        self._button.setAccessibleName(self._words.action(first))
        self._button.setToolTip(self.tr("Also by Enter or a double click in the table"))
        self._more.setVisible(bool(others))
        for tab in others:
            action = self._menu.addAction(self._words.action(tab))
            action.setObjectName(f"models.use_in_{tab}")
            action.triggered.connect(lambda _checked, tab=tab: self._emit(tab))

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the same in a menu."""
        if self._uses:
            first = menu.addAction(self._button.text())
            first.setObjectName("models.menu_use")
            first.triggered.connect(self._use_first)
            menu.addActions(self._menu.actions())
            menu.addSeparator()

    def _use_first(self) -> None:
        for tab in self._uses[:1]:
            self._emit(tab)

    def _emit(self, tab: str) -> None:
        if self._model is not None:
            self.use_requested.emit(self._model, tab)
