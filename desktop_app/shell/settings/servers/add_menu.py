"""The menu of servers that can be added: ready-made ones, and an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from desktop_app.core.profiles import Profile
from desktop_app.core.ready_made import READY_MADE
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class AddMenu(QMenu):
    """`<area>.add_menu`, with an entry `<area>.add_<name>` for each ready-made server."""

    chosen = Signal(object)  # Profile, not yet the person's own

    def __init__(self, parent: QWidget, area: str = "settings") -> None:
        super().__init__(parent)
        named(self, f"{area}.add_menu", self.tr("Add a server"))
        self.setToolTipsVisible(True)
        self._add(f"{area}.add_another", self.tr("Another server"), "")
        self.addSeparator()
        for made in READY_MADE:
            name = made.profile.name
            self._add(f"{area}.add_{name}", name, made.profile.base_url, made.profile)

    def _add(self, name: str, text: str, tip: str, profile: Profile | None = None) -> None:
        action = self.addAction(text)
        action.setObjectName(name)
        action.setToolTip(tip)
        added = profile or Profile(self.tr("New server"), "")
        action.triggered.connect(lambda: self.chosen.emit(added))
