"""A small window above all others: what the dictation does. It takes nobody's keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.announcing import announce
from desktop_app.ui.data_notice import DataNotice
from desktop_app.ui.duration import clock, time_left
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.icons import icon
from desktop_app.ui.level_meter import LevelMeter
from desktop_app.ui.text_scale import text_width
from desktop_app.ui.widgets import ICON_SIZE, icon_button, label, named, push_button

if TYPE_CHECKING:
    from desktop_app.ui.data_notice import DataQuestion

_WIDTH = 520
_ABOVE_EDGE = 32  # pixels between the window and the lower edge of the screen
_DONE_FOR = 4_000  # ms
_PROBLEM_FOR = 20_000


class DictationIndicator(QWidget):
    """Passive. It comes with the first thing to say and goes by itself when all is said."""

    finish_requested = Signal()
    cancel_requested = Signal()
    copy_requested = Signal()
    open_requested = Signal()

    def __init__(self) -> None:
        kind = Qt.WindowType
        super().__init__(
            None,
            kind.Tool
            | kind.FramelessWindowHint
            | kind.WindowStaysOnTopHint
            | kind.WindowDoesNotAcceptFocus,
        )
        self.setWindowTitle(self.tr("Dictation"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._sign = label("")
        self._text = named(label(""), "dictation.state")
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._words = named(ElidedLabel(), "dictation.words")
        self._words.setProperty("role", "muted")
        self._trouble = named(label("", "warning"), "dictation.trouble")
        self._trouble.setWordWrap(True)
        self._meter = named(
            LevelMeter(QSize(72, 20)), "dictation.level", self.tr("Microphone level")
        )
        self._meter.setFixedWidth(72)
        self._meter.set_live(True)
        self._build_buttons()
        self.notice = DataNotice("dictation")
        self._arrange()
        self._leaving = QTimer(self, singleShot=True)
        self._leaving.timeout.connect(self.hide)

    def show_preparing(self) -> None:
        """The microphone is being opened."""
        self._say(self.tr("Getting the microphone ready …"), buttons=(self._cancel,))

    def show_recording(self, seconds: float, trouble: str = "") -> None:
        """What is said is kept, so far so many seconds; `trouble` says what disturbs it."""
        text = self.tr("Listening … {time}").format(time=clock(seconds))
        self._say(
            text,
            trouble=trouble,
            sign="record",
            is_spoken=not seconds,
            has_meter=True,
            buttons=(self._finish, self._cancel),
        )

    def show_writing(self) -> None:
        """The words are awaited."""
        self._say(self.tr("Writing down what you said …"), buttons=(self._cancel,))

    def show_waiting(self, seconds: float) -> None:
        """The server has no room; it is asked again."""
        text = self.tr("The server is busy. It is asked again in {time}.")
        self._say(text.format(time=time_left(seconds)), is_spoken=False, buttons=(self._cancel,))

    def show_done(self, words: str, *, is_copied: bool) -> None:
        """The words are there; where the system wants a click for it, a button copies them."""
        if is_copied:
            self._say(self.tr("The words are in the clipboard."), sign="check", lasts=_DONE_FOR)
        else:
            self._say(
                self.tr("The words are ready."),
                sign="check",
                lasts=_PROBLEM_FOR,
                buttons=(self._copy, self._close),
            )
        self._words.setText(" ".join(words.split()))
        self._words.show()
        self._place()

    def show_problem(self, sentence: str) -> None:
        """Say why there are no words."""
        self._say(sentence, sign="info", lasts=_PROBLEM_FOR, buttons=(self._open, self._close))

    def ask(self, question: DataQuestion) -> None:
        """Ask before the recording is sent; a signal of `notice` answers."""
        self._say(self.tr("Send the recording?"), sign="microphone")
        self.notice.ask(question)
        self._place()

    def add_level(self, peak: float, rms: float) -> None:
        """Show how loud it is, each from 0 to 1."""
        self._meter.add(peak, rms)

    def _say(
        self,
        text: str,
        *,
        trouble: str = "",
        sign: str = "microphone",
        lasts: int = 0,
        is_spoken: bool = True,
        has_meter: bool = False,
        buttons: tuple[QWidget, ...] = (),
    ) -> None:
        tint = QPalette.ColorRole.Highlight
        self._sign.setPixmap(icon(sign, tint).pixmap(ICON_SIZE, self.devicePixelRatioF()))
        self._text.setText(text)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._words.hide()
        self.notice.clear()
        if self._meter.isVisibleTo(self) and not has_meter:
            self._meter.clear()
        self._meter.setVisible(has_meter)
        for button in self._buttons:
            button.setVisible(button in buttons)
        self._leaving.stop()
        if lasts:
            self._leaving.start(lasts)
        if is_spoken:
            announce(self._text, text)
        self._place()

    def _place(self) -> None:
        """At the lower edge of the screen on which the person is."""
        width = text_width(_WIDTH)
        self.setFixedWidth(width)
        self._column.activate()  # what is hidden now takes no room any more
        self._layout.activate()
        self.setFixedHeight(self._layout.totalHeightForWidth(width))
        if not self.isVisible():
            screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
            self._edge = screen.availableGeometry()
            self.show()
        left = self._edge.center().x() - self.width() // 2
        self.move(QPoint(left, self._edge.bottom() - _ABOVE_EDGE - self.height()))

    def _build_buttons(self) -> None:
        self._finish = push_button("dictation.finish", self.tr("Write down"), role="primary")
        self._finish.setToolTip(self.tr("Stop and put the words into the clipboard"))
        self._finish.clicked.connect(self.finish_requested)
        self._copy = push_button("dictation.copy", self.tr("Copy"), role="primary")
        self._copy.setToolTip(self.tr("Put the words into the clipboard"))
        self._copy.clicked.connect(self.copy_requested)
        self._open = push_button("dictation.open", self.tr("Open the Audio tab"))
        self._open.setToolTip(self.tr("Where the recording is, and can be written down again"))
        self._open.clicked.connect(self.open_requested)
        self._cancel = icon_button("dictation.cancel", "close", self.tr("Give up the dictation"))
        self._cancel.clicked.connect(self.cancel_requested)
        self._close = icon_button("dictation.close", "close", self.tr("Close"))
        self._close.clicked.connect(self.hide)
        self._buttons: tuple[QWidget, ...] = (
            self._finish, self._copy, self._open, self._cancel, self._close,
        )  # fmt: skip

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._text)
        words.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        for widget in (self._meter, self._finish, self._copy, self._cancel, self._close):
            row.addWidget(widget)
        row.setAlignment(self._cancel, Qt.AlignmentFlag.AlignTop)
        row.setAlignment(self._close, Qt.AlignmentFlag.AlignTop)
        frame = QFrame()
        frame.setProperty("role", "card")
        self._column = QVBoxLayout(frame)
        self._column.setContentsMargins(16, 12, 12, 12)
        self._column.setSpacing(12)
        self._column.addLayout(row)
        self._column.addWidget(self._trouble)
        self._column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignRight)
        self._column.addWidget(self.notice)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(frame)
