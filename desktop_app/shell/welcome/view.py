"""The card of the first run: three places where answers can come from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.shell.settings.servers.add_menu import AddMenu
from desktop_app.ui.announcing import announce
from desktop_app.ui.escape_watch import EscapeWatch
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import ICON_SIZE, icon_button, label, named, push_button, restyle

_LARGE_TEXT = 16.0  # points


class WelcomeCard(QFrame):
    """It asks nothing: whoever just types is answered on this computer."""

    local_chosen = Signal()
    key_entered = Signal(str)
    server_chosen = Signal(object)  # Profile to begin with
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "welcome.card", self.tr("Where should answers come from?"))
        self.setProperty("role", "card")
        self._local = push_button(
            "welcome.local", self.tr("Use this computer"), role="primary", icon_name="this-computer"
        )
        self._local.setToolTip(self.tr("Close this card and ask the model on this computer"))
        self._local.clicked.connect(self.local_chosen)
        self._key = named(QLineEdit(), "welcome.key", self.tr("Key of the T-Systems LLM Hub"))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.setPlaceholderText(self.tr("Your key"))
        self._key.setToolTip(self.tr("It is checked and then kept in the system’s keyring"))
        self._key.returnPressed.connect(self._enter)
        self._connect = push_button("welcome.connect", self.tr("Connect"))
        self._connect.setToolTip(self.tr("Check the key and use the LLM Hub (Enter)"))
        self._connect.clicked.connect(self._enter)
        other = push_button("welcome.other", self.tr("Choose a server…"))
        other.setToolTip(self.tr("Enter its address and key; it is tested before it is used"))
        menu = AddMenu(other, "welcome")
        menu.chosen.connect(self.server_chosen)
        other.clicked.connect(lambda: menu.popup(other.mapToGlobal(other.rect().bottomLeft())))
        self._said = named(label(""), "welcome.said")
        self._said.setWordWrap(True)
        self._said.hide()
        self._escape = EscapeWatch(self)
        self._escape.pressed.connect(self.dismissed)
        self._lay_out(other)

    def take_escape(self, *, watch: bool) -> None:
        """Esc closes the card as long as it is there."""
        self._escape.set_watching(watch)

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """Say what is going on, or what was wrong; "" for nothing."""
        restyle(self._said, "role", "error" if is_problem else "muted")
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        announce(self, sentence)
        focused = QApplication.focusWidget()
        if is_problem and focused is not None and self.isAncestorOf(focused):
            self._key.setFocus()
            self._key.selectAll()

    def set_busy(self, busy: bool) -> None:
        """A key is being checked, or no longer."""
        self._key.setReadOnly(busy)
        self._connect.setEnabled(not busy)

    def _enter(self) -> None:
        self.key_entered.emit(self._key.text().strip())

    def _lay_out(self, other: QPushButton) -> None:
        close = icon_button("welcome.close", "close", self.tr("Close this card"))
        close.setToolTip(self.tr("Close this card and begin (Esc); Help shows it again"))
        close.clicked.connect(self.dismissed)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Where should answers come from?"), "title"), 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        key = QHBoxLayout()
        key.setSpacing(8)
        key.addWidget(self._key, 1)
        key.addWidget(self._connect)
        places = QVBoxLayout() if _is_text_large() else QHBoxLayout()
        places.setSpacing(8 if _is_text_large() else 24)
        for place in (
            _place(
                "this-computer",
                self.tr("This computer"),
                self.tr("Works at once. Without a key and a network; nothing leaves it."),
                self._local,
            ),
            _place(
                "provider",
                self.tr("T-Systems LLM Hub"),
                self.tr("Large models, hosted by T-Systems. It needs a key of yours."),
                key,
            ),
            _place(
                "link",
                self.tr("Another server"),
                self.tr("OpenAI, Azure, Ollama or any other that speaks the same language."),
                other,
            ),
        ):
            places.addLayout(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(places)
        column.addWidget(self._said)


def _is_text_large() -> bool:
    return QGuiApplication.font().pointSizeF() > _LARGE_TEXT


def _place(icon_name: str, title: str, meaning: str, control: QWidget | QHBoxLayout) -> QLayout:
    """One of the three: side by side; where the text is large, a line for each and no more."""
    sign = QLabel()
    sign.setPixmap(icon(icon_name).pixmap(ICON_SIZE))
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(sign)
    head.addWidget(label(title, "section"), 1)
    if _is_text_large():
        head.addWidget(control) if isinstance(control, QWidget) else head.addLayout(control, 1)
        return head
    words = label(meaning, "muted")
    words.setWordWrap(True)
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addLayout(head)
    column.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
    if isinstance(control, QWidget):
        column.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
    else:
        column.addLayout(control)
    return column
