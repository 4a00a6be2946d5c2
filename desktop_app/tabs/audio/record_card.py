"""The card with the microphone: its device, the record button, level and time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from desktop_app.tabs.audio.record_button import RecordButton
from desktop_app.ui.duration import clock
from desktop_app.ui.level_meter import LevelMeter
from desktop_app.ui.widgets import icon_button, label, named

_METER = QSize(48, 48)
_WORDS_WIDTH = 104


class RecordCard(QFrame):
    """Emits what a person wants of the microphone and shows what it is told."""

    record_requested = Signal()  # or, while recording, its end
    pause_requested = Signal()
    device_chosen = Signal(str)  # identity, "" for the system's own choice

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.record = RecordButton()
        self.record.clicked.connect(self.record_requested)
        # No accessible names: they would hide what the labels say from a screen reader.
        self._state = named(label("", "muted"), "audio.state")
        self._elapsed = named(label("", "figure"), "audio.elapsed")
        self._elapsed.setAccessibleDescription(self.tr("Elapsed time"))
        self._state.setMinimumWidth(_WORDS_WIDTH)  # the level must not move with the words
        self._level = named(LevelMeter(_METER), "audio.level", self.tr("Microphone level"))
        self._pause = icon_button("audio.pause", "pause", self.tr("Pause the recording"))
        self._pause.setCheckable(True)
        self._pause.clicked.connect(self.pause_requested)
        self._device = self._device_box()
        self._notice = named(QLabel(wordWrap=True), "audio.notice")
        self._notice.setProperty("role", "warning")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(self._upper_row())
        layout.addLayout(self._lower_row())
        layout.addWidget(self._notice)
        self.show_notice("")
        self.show_elapsed(0.0)

    def show_state(self, text: str, *, is_kept: bool, is_paused: bool) -> None:
        """Say what the microphone does; `is_kept` while a recording is under way."""
        self._state.setText(text)
        self.record.set_recording(recording=is_kept)
        self._pause.setVisible(is_kept)
        self._pause.setChecked(is_paused)
        self._pause.setToolTip(
            self.tr("Go on with the recording") if is_paused else self.tr("Pause the recording")
        )
        self._level.set_live(is_kept and not is_paused)
        self._device.setEnabled(not is_kept)

    def show_elapsed(self, seconds: float) -> None:
        """The length of the recording so far."""
        self._elapsed.setText(clock(seconds))

    def add_level(self, peak: float, rms: float) -> None:
        """Show how loud it is, each from 0 to 1."""
        self._level.add(peak, rms)

    def clear_level(self) -> None:
        """Nothing is heard any more."""
        self._level.clear()

    def show_notice(self, text: str) -> None:
        """Say quietly what disturbs the recording; "" when nothing does."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def show_devices(self, devices: Sequence[tuple[str, str]], chosen: str) -> None:
        """List (identity, name); a chosen one that is missing stays in the list."""
        box = self._device
        box.blockSignals(True)
        box.clear()
        box.addItem(self.tr("System’s default microphone"), "")
        for identity, name in devices:
            box.addItem(name, identity)
        if chosen and box.findData(chosen) < 0:
            box.addItem(self.tr("{name} (not connected)").format(name=chosen), chosen)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    def _device_box(self) -> QComboBox:
        box = named(QComboBox(), "audio.device", self.tr("Microphone"))
        box.setToolTip(self.tr("The microphone that records"))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMinimumContentsLength(16)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(self.tr("System’s default microphone"), "")
        box.activated.connect(lambda index: self.device_chosen.emit(box.itemData(index)))
        return box

    def _upper_row(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._elapsed)
        words.addWidget(self._state)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.record)
        row.addLayout(words)
        row.addWidget(self._level, 1)
        row.addWidget(self._pause)
        return row

    def _lower_row(self) -> QHBoxLayout:
        title = label(self.tr("Microphone"), "label")
        title.setBuddy(self._device)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(title)
        row.addWidget(self._device, 1)
        return row
