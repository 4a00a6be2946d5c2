"""What goes with the next message: a list of cards, in rows."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from desktop_app.ui.attachment_card import LARGE_CARD, AttachmentCard, CardContent
from desktop_app.ui.widgets import named, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

_GAP = 8
_MAX_ROWS = 2  # more of them scroll
_KEY_ROLE = Qt.ItemDataRole.UserRole


class AttachmentStrip(QListWidget):
    """Hidden while there is nothing in it; as high as its rows. Delete removes a card.

    It only says what a person wants removed: whoever owns the items answers with `remove`.
    """

    remove_requested = Signal(str)

    def __init__(
        self,
        name: str,
        remove_name: str,
        spoken: str,
        card_size: QSize = LARGE_CARD,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, name, spoken)
        self._card_size = card_size
        self._remove_name = remove_name
        self._items: dict[str, QListWidgetItem] = {}
        self.setProperty("role", "strip")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.currentItemChanged.connect(self._mark_current)
        self.hide()

    def add_pending(self, key: str, name: str) -> None:
        """Add a card for what is still being read; `key` is the owner's id for it."""
        item = QListWidgetItem(self)
        item.setData(_KEY_ROLE, key)
        item.setSizeHint(self._card_size + QSize(_GAP, _GAP))
        card = AttachmentCard(name, self._remove_name, self._card_size)
        card.remove_requested.connect(lambda: self.remove_requested.emit(key))
        frame = QWidget()  # leaves the gap: a card fills all that its item has
        card.setParent(frame)
        self.setItemWidget(item, frame)
        self._items[key] = item
        self._describe(item)
        self._fit()
        self.scrollToItem(item)

    def show_content(self, key: str, content: CardContent) -> None:
        """It was read. Nothing happens when its card was removed meanwhile."""
        item = self._items.get(key)
        if item is not None:
            self._card(item).show_content(content)
            self._describe(item)

    def remove(self, key: str) -> None:
        """Take a card away."""
        item = self._items.pop(key, None)
        if item is not None:
            self.takeItem(self.row(item))
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        removes = event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
        if removes and self.currentRow() >= 0:
            self.remove_requested.emit(self.currentItem().data(_KEY_ROLE))
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self._mark_current()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_current()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _card(self, item: QListWidgetItem) -> AttachmentCard:
        card = self.itemWidget(item).findChild(AttachmentCard)
        assert isinstance(card, AttachmentCard)
        return card

    def _describe(self, item: QListWidgetItem) -> None:
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self._card(item).spoken)

    def _mark_current(self) -> None:
        current = self.currentItem() if self.hasFocus() else None
        for item in self._items.values():
            restyle(self._card(item), "focused", item is current)

    def _fit(self) -> None:
        columns = max(1, self.width() // (self._card_size.width() + _GAP))
        rows = max(1, ceil(self.count() / columns))
        # "As needed" would take its width from a row that fits only without it.
        policy = Qt.ScrollBarPolicy
        scrolls = rows > _MAX_ROWS
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(rows, _MAX_ROWS) * (self._card_size.height() + _GAP))
        self.setVisible(self.count() > 0)
