"""The menu of servers that can be added: ready-made ones, and an empty one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.core.profiles import Profile
from desktop_app.core.ready_made import READY_MADE
from desktop_app.ui.widgets import icon_button, named


class AddMenu(QWidget):
    """The button `settings.add_profile` with the menu `settings.add_menu`."""

    chosen = Signal(object)  # Profile, not yet the person's own

    def __init__(self) -> None:
        super().__init__()
        menu = named(QMenu(self), "settings.add_menu")
        menu.setToolTipsVisible(True)
        another = menu.addAction(self.tr("Another server"))
        another.setObjectName("settings.add_another")
        another.triggered.connect(lambda: self.chosen.emit(Profile(self.tr("New server"), "")))
        menu.addSeparator()
        for made in READY_MADE:
            action = menu.addAction(made.profile.name)
            action.setObjectName(f"settings.add_{made.profile.name}")
            action.setToolTip(made.profile.base_url)
            action.triggered.connect(lambda _on=False, made=made: self.chosen.emit(made.profile))
        self.button = icon_button("settings.add_profile", "add", self.tr("Add a server"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(menu)
