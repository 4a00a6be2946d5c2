"""The microphone button of a prompt box, and beside it level, time and what is being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui.button_keys import press_by
from desktop_app.ui.duration import clock
from desktop_app.ui.escape_watch import EscapeWatch
from desktop_app.ui.icons import icon
from desktop_app.ui.level_meter import LevelMeter
from desktop_app.ui.widgets import describe, label, named

if TYPE_CHECKING:
    from desktop_app.ui.prompt_box import PromptBox

_ICON = "microphone"
_SHORTCUT = "Ctrl+Shift+D"


class DictationControl(QWidget):
    """Puts the button `<tab>.dictate` and this sign, hidden while idle, into `prompt`."""

    clicked = Signal()
    escape_pressed = Signal()  # unless it is idle

    def __init__(self, prompt: PromptBox) -> None:
        super().__init__()
        tab = prompt.field.objectName().partition(".")[0]
        self._button = prompt.add_action(f"{tab}.dictate", _ICON, "")
        self._button.setCheckable(True)
        press_by(self._button, _SHORTCUT)
        self._button.clicked.connect(self.clicked)
        self._escape = EscapeWatch(prompt)
        self._escape.pressed.connect(self.escape_pressed)
        self._meter = named(
            LevelMeter(QSize(72, 20)), f"{tab}.dictation_level", self.tr("Microphone level")
        )
        self._meter.set_live(True)
        self._text = named(label("", "muted"), f"{tab}.dictation_state")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._meter)
        row.addWidget(self._text)
        prompt.add_sign(self)
        self.show_idle()

    def show_idle(self) -> None:
        """Nothing is going on."""
        self._meter.clear()
        self._show("", self.tr("Dictate"), busy=False)

    def show_preparing(self) -> None:
        """The microphone is being opened."""
        give_up = self.tr("Give up the dictation")
        self._show(self.tr("Getting the microphone ready …"), give_up, busy=True)

    def show_recording(self, seconds: float, trouble: str = "") -> None:
        """What is said is kept, so far so many seconds; `trouble` says what disturbs it."""
        template = self.tr("{time} · {trouble}") if trouble else self.tr("{time} · Esc cancels")
        text = template.format(time=clock(seconds), trouble=trouble)
        self._show(text, self.tr("Stop and write down"), busy=True, meter=True)

    def show_writing(self) -> None:
        """The words are awaited."""
        give_up = self.tr("Give up the dictation")
        self._show(self.tr("Writing down what you said …"), give_up, busy=True)

    def add_level(self, peak: float, rms: float) -> None:
        """Show how loud it is, each from 0 to 1."""
        self._meter.add(peak, rms)

    def _show(self, text: str, action: str, *, busy: bool, meter: bool = False) -> None:
        self._text.setText(text)
        self._meter.setVisible(meter)
        self._button.setChecked(busy)
        self._button.setIcon(icon(_ICON, QPalette.ColorRole.Highlight if busy else None))
        describe(self._button, action)
        self._button.setToolTip(f"{action} ({_SHORTCUT})")
        self._escape.set_watching(busy)
        self.setVisible(busy)
