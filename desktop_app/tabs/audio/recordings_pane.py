"""The left side: the recordings, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.audio.recordings import SavedRecording, TranscriptState
from desktop_app.tabs.audio.recordings_list import RecordingsList
from desktop_app.ui.text_scale import follow_text_width
from desktop_app.ui.widgets import icon_button, label, push_button

_WIDTH = 272
_UNFINISHED = frozenset({TranscriptState.FAILED, TranscriptState.PARTIAL})


class RecordingsPane(QWidget):
    """Emits wishes about the chosen recording."""

    play_requested = Signal()
    folder_requested = Signal()
    retry_requested = Signal()
    delete_requested = Signal()
    undo_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        follow_text_width(self, _WIDTH, 0.2)
        self.list = RecordingsList()
        self.list.recording_chosen.connect(self._update)
        self._play = icon_button("audio.play", "play", self.tr("Play the recording"))
        self._folder = icon_button(
            "audio.open_folder", "folder", self.tr("Open the folder of the recordings")
        )
        self._retry = icon_button(
            "audio.retry_recording", "retry", self.tr("Transcribe the recording again")
        )
        self._delete = icon_button("audio.delete", "trash", self.tr("Delete the recording"))
        self._play.clicked.connect(self.play_requested)
        self._folder.clicked.connect(self.folder_requested)
        self._retry.clicked.connect(self.retry_requested)
        self._delete.clicked.connect(self.delete_requested)
        self.list.itemDoubleClicked.connect(lambda _item: self.play_requested.emit())
        for key, wish in (
            (Qt.Key.Key_Return, self.play_requested),
            (Qt.Key.Key_Delete, self.delete_requested),
        ):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(wish)
        self._undo_strip = self._build_undo_strip()
        self._hint = label(self.tr("What you record stays here until you delete it."), "muted")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.show_recordings(())

    def show_recordings(self, recordings: Sequence[SavedRecording]) -> None:
        """List them; the chosen one stays chosen."""
        self.list.show_recordings(recordings)
        self._hint.setVisible(not recordings)
        self._update()

    def choose(self, recording: SavedRecording | None) -> None:
        """Mark a recording, or none."""
        self.list.choose(recording.path if recording else None)
        self._update()

    def set_busy(self, busy: bool) -> None:
        """One recording is transcribed at a time."""
        self._retry.setEnabled(not busy)

    def show_undo(self, shown: bool) -> None:
        """Offer to take a deletion back, or no longer."""
        self._undo_strip.setVisible(shown)

    def _update(self) -> None:
        chosen = self.list.chosen
        for button in (self._play, self._delete):
            button.setEnabled(chosen is not None)
        self._retry.setVisible(chosen is not None and chosen.state in _UNFINISHED)

    def _build_undo_strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("role", "notice")
        undo = push_button("audio.undo_delete", self.tr("Undo"))
        undo.clicked.connect(self.undo_requested)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 8, 8, 8)
        row.addWidget(label(self.tr("Recording deleted")), 1)
        row.addWidget(undo)
        strip.hide()
        return strip

    def _lay_out(self) -> None:
        heading = label(self.tr("Recordings"), "section")
        heading.setBuddy(self.list)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(heading, 1)
        for button in (self._retry, self._play, self._delete, self._folder):
            top.addWidget(button)
        over = QVBoxLayout(self.list.viewport())
        over.setContentsMargins(24, 24, 24, 24)
        over.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 0, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._undo_strip)
