"""The button that leaves only the conversations with one tag."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import ICON_SIZE, named


class TagFilter(QToolButton):
    """`chat.tag_filter`; hidden at first. It says the tag that is chosen."""

    tag_chosen = Signal(object)  # str, or None for all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "chat.tag_filter")
        self.setIcon(icon("tag"))
        self.setIconSize(ICON_SIZE)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(self.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("Show only conversations with a tag"))
        self._tags: Sequence[str] = ()
        self.show_tag(None)
        self.hide()

    @property
    def tags(self) -> Sequence[str]:
        """All tags that there are."""
        return self._tags

    def set_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags."""
        self._tags = tags
        if tags and self.menu() is None:
            menu = QMenu(self)
            menu.aboutToShow.connect(self._fill)
            self.setMenu(menu)

    def show_tag(self, tag: str | None) -> None:
        """Say which tag is chosen."""
        self.setText(self.tr("All tags") if tag is None else tag.replace("&", "&&"))
        self.setAccessibleName(
            self.tr("Tag: all") if tag is None else self.tr("Tag: {tag}").format(tag=tag)
        )
        self.setCheckable(tag is not None)
        self.setChecked(tag is not None)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        menu.addAction(self.tr("All tags")).triggered.connect(partial(self._choose, None))
        menu.addSeparator()
        for tag in self._tags:
            action = menu.addAction(tag.replace("&", "&&"))
            action.triggered.connect(partial(self._choose, tag))

    def _choose(self, tag: str | None, _checked: bool = False) -> None:
        self.show_tag(tag)
        self.tag_chosen.emit(tag)
