"""The icon in the tray and its menu. Passive."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QSize, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop_app.tabs.dictating import DictationState
from desktop_app.ui.icons import drawn, icon
from desktop_app.ui.widgets import named

RECENT = 5  # conversations
_TITLE = 48  # characters of one
_SIZES = (32, 64)  # pixels; trays scale what they get
_LISTENING = "#e5242f"
_BUSY = "#e5b454"


class TrayIcon(QObject):
    """Shown where the desktop has a tray; emits what a person chooses there."""

    window_requested = Signal()
    dictation_requested = Signal()
    conversation_chosen = Signal(int)
    conversations_wanted = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = named(QMenu(), "tray.menu")
        for occasion in (self._menu.aboutToShow, self._menu.aboutToHide):
            occasion.connect(self.conversations_wanted)
        self._add("show", self.tr("Show LLM Hub Desktop"), "app").triggered.connect(
            self.window_requested
        )
        self._dictate = self._add("dictate", "", "microphone")
        self._dictate.triggered.connect(self.dictation_requested)
        self._menu.addSeparator()
        self._recent = [self._add(f"recent_{number}", "", "chat") for number in range(RECENT)]
        for action in self._recent:
            action.triggered.connect(lambda _, it=action: self.conversation_chosen.emit(it.data()))
        self._menu.addSeparator()
        self._add("quit", self.tr("Quit"), "").triggered.connect(self.quit_requested)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._icons: dict[str, QIcon] = {}
        self.show_conversations([])
        self.show_dictation(DictationState.IDLE)
        self._icon.show()

    @staticmethod
    def is_possible() -> bool:
        """Whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_conversations(self, recent: Sequence[tuple[int, str]]) -> None:
        """Offer these conversations: id and title, the last used first."""
        if self._menu.isVisible():
            return  # growing, it would reach beyond the screen; they are asked for again
        for number, action in enumerate(self._recent):
            action.setVisible(number < len(recent))
            if number < len(recent):
                conversation_id, title = recent[number]
                action.setData(conversation_id)
                action.setText(_shortened(title))

    def show_dictation(self, state: DictationState) -> None:
        """Let the icon tell what the dictation does."""
        match state:
            case DictationState.RECORDING:
                tip, dot, text = self.tr("Listening …"), _LISTENING, self.tr("Stop and write down")
            case DictationState.IDLE:
                tip, dot, text = "", "", self.tr("Dictate to the clipboard")
            case _:
                tip, dot, text = self.tr("Dictation …"), _BUSY, self.tr("Give up the dictation")
        self._dictate.setText(text)
        self._icon.setIcon(self._with_dot(dot))
        self._icon.setToolTip("\n".join(filter(None, ("LLM Hub Desktop", tip))))

    def remove(self) -> None:
        """Take it out of the tray."""
        self._icon.hide()
        self._menu.deleteLater()

    def _add(self, name: str, text: str, icon_name: str) -> QAction:
        action = QAction(text, self._menu)
        action.setObjectName(f"tray.{name}")
        if icon_name:
            action.setIcon(icon(icon_name))
        self._menu.addAction(action)
        return action

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.window_requested.emit()

    def _with_dot(self, colour: str) -> QIcon:
        if colour not in self._icons:
            made = QIcon()
            for size in _SIZES:
                pixmap = drawn("app", QSize(size, size), "#ffffff")
                if colour:
                    painter = QPainter(pixmap)
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                    painter.setBrush(QColor(colour))
                    painter.setPen(QPen(QColor("#ffffff"), size / 16))
                    painter.drawEllipse(QPointF(0.76 * size, 0.76 * size), 0.2 * size, 0.2 * size)
                    painter.end()
                made.addPixmap(pixmap)
            self._icons[colour] = made
        return self._icons[colour]


def _shortened(title: str) -> str:
    line = " ".join(title.split())
    short = line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…"
    return short.replace("&", "&&")
