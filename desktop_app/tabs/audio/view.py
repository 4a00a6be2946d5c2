"""The look of the Audio tab: recordings, microphone, sound and transcript, parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.tabs.audio.parameters import AudioParameters
from desktop_app.tabs.audio.record_card import RecordCard
from desktop_app.tabs.audio.recordings_pane import RecordingsPane
from desktop_app.tabs.audio.sound_card import SoundCard
from desktop_app.tabs.audio.transcript_card import TranscriptCard
from desktop_app.ui.data_notice import DataNotice
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.first_focus import lead_focus
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.tab_page import lay_out_tab
from desktop_app.ui.window_drops import WindowDrops

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent


class AudioView(QWidget):
    """Emits what a person wants and shows what it is told."""

    shown = Signal()
    hidden = Signal()
    files_dropped = Signal(list)  # of Path
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recordings = RecordingsPane()
        self.record_card = RecordCard()
        self.sound = SoundCard()
        self.transcript = TranscriptCard()
        self.banner = ErrorBanner("audio")
        self.data_notice = DataNotice("audio")
        self.parameters = AudioParameters()
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 16, 16, 16)
        middle.setSpacing(12)
        middle.addWidget(self.record_card)
        middle.addWidget(self.sound)
        middle.addWidget(self.banner)
        middle.addWidget(self.data_notice)
        middle.addWidget(self.transcript, 1)
        lay_out_tab(self, middle, left=self.recordings, right=self.parameters)
        lead_focus(self, self.record_card.record)
        self.sound.stop_requested.connect(self.stop_requested)
        self.parameters.task_changed.connect(self._on_task_changed)
        keys_within(self, "Esc", self.stop_requested)
        drops = WindowDrops(self)
        drops.files_dropped.connect(self.files_dropped)
        drops.drag_entered.connect(lambda: self.sound.set_drop_welcome(True))
        drops.drag_left.connect(lambda: self.sound.set_drop_welcome(False))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.shown.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.hidden.emit()

    def _on_task_changed(self) -> None:
        self.sound.set_task(is_translation=self.parameters.is_translation)
