"""The card with the sound that is to be written down, and the button that does it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from desktop_app.ui.button_keys import press_by
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import named, push_button, restyle

_KINDS = "*.wav *.flac *.mp3 *.m4a *.mp4 *.mpeg *.mpga *.oga *.ogg *.opus *.webm *.aiff"


class SoundCard(QFrame):
    """Emits what a person wants of the sound and shows what it is told."""

    file_chosen = Signal(Path)
    run_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._name = named(ElidedLabel(Qt.TextElideMode.ElideMiddle), "audio.file")
        self._name.setProperty("role", "section")
        self._details = named(ElidedLabel(), "audio.file_details")
        self._details.setProperty("role", "muted")
        self._progress = named(QProgressBar(), "audio.progress", self.tr("Progress"))
        self._progress.setRange(0, 0)
        self._open = push_button("audio.open", self.tr("Open…"), icon_name="folder")
        press_by(self._open, "Ctrl+O")
        self._open.setToolTip(self.tr("Open a sound file (Ctrl+O); or drop one anywhere here"))
        self._open.clicked.connect(self._choose_file)
        self._run = push_button("audio.run", "", role="primary", icon_name="play")
        self._run.clicked.connect(self.run_requested)
        self._stop = push_button("audio.stop", self.tr("Stop"), icon_name="stop")
        self._stop.setIcon(icon("stop", QPalette.ColorRole.ButtonText))
        self._stop.setToolTip(self.tr("Stop (Esc); the sound is kept"))
        self._stop.clicked.connect(self.stop_requested)
        self._can_run = False
        self._busy = False
        self._lay_out()
        self.set_busy(False)
        self.show_sound("", self._invitation())
        self.set_task(is_translation=False)

    def show_sound(self, name: str, details: str) -> None:
        """Name the chosen sound, with a few words about it."""
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self.show_details(details)
        self._can_run = bool(name)
        self._update()

    def show_no_sound(self) -> None:
        """Nothing is chosen."""
        self.show_sound("", self._invitation())

    def show_details(self, details: str) -> None:
        """Say something else about the same sound, such as what is being done with it."""
        self._details.setText(details)

    def show_new_recording(self) -> None:
        """A recording is under way; the button ends it first."""
        self.show_sound(
            self.tr("New recording"),
            self.tr("{action} ends it, then writes it down.").format(action=self._run.text()),
        )

    @property
    def action(self) -> str:
        """What the button that runs says."""
        return self._run.text()

    def set_task(self, *, is_translation: bool) -> None:
        """Name the button by what it does."""
        text = self.tr("Translate") if is_translation else self.tr("Transcribe")
        self._run.setText(text)
        self._run.setAccessibleName(text)
        self._run.setToolTip(self.tr("{action} the sound (Ctrl+Enter)").format(action=text))

    def set_busy(self, busy: bool) -> None:
        """Offer Stop instead of Run."""
        has_focus = self._run.hasFocus() or self._stop.hasFocus()
        self._busy = busy
        self._progress.setVisible(busy)
        self._stop.setVisible(busy)
        self._run.setVisible(not busy)
        self._update()
        if has_focus:  # else the keyboard would land on whatever comes next
            (self._stop if busy else self._run).setFocus()

    def show_progress(self, done: int, parts: int) -> None:
        """Show how many parts are done; of one part nothing is known until it is."""
        self._progress.setRange(0, parts if parts > 1 else 0)
        self._progress.setValue(done)

    def set_drop_welcome(self, welcome: bool) -> None:
        """Whether a file hovers that may be dropped."""
        restyle(self, "focused", welcome)

    def _invitation(self) -> str:
        return self.tr("Record something, open a sound file, or drop one here.")

    def _update(self) -> None:
        self._run.setEnabled(self._can_run and not self._busy)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._details)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._open)
        row.addWidget(self._run)
        row.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._progress)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Open a sound file"))
        dialog.setNameFilters(
            [self.tr("Sound and video ({kinds})").format(kinds=_KINDS), self.tr("All files (*)")]
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.file_chosen.emit(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
