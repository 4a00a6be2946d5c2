"""The panel of the Audio tab: task, model, language, form of the result, temperature."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from desktop_app.audio.languages import LANGUAGES, to_iso
from desktop_app.tabs.speech import SpeechOptions
from desktop_app.ui.model_box import transcribes
from desktop_app.ui.parameter_panel import ParameterPanel
from desktop_app.ui.widgets import named

GUIDE_TEMPERATURE = 0.0


class AudioParameters(ParameterPanel):
    """What a transcription is asked with."""

    task_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("audio", parent)
        self._task = named(QComboBox(), "audio.task", self.tr("Task"))
        self._task.addItems([self.tr("Transcribe"), self.tr("Translate to English")])
        self._task.setToolTip(self.tr("Write down what is said, in its language or in English"))
        self._task.currentIndexChanged.connect(self._on_task_changed)
        self.add(self.tr("Task"), self._task)
        self.model_box = self.add_model_box(transcribes)
        self._language = LanguageBox()
        self.add(self.tr("Language"), self._language)
        self._form = named(QComboBox(), "audio.form", self.tr("Write as"))
        self._form.addItems([self.tr("Text"), self.tr("Text with times")])
        self._form.setToolTip(
            self.tr("With times, it can be saved as subtitles; not every model tells them")
        )
        self.add(self.tr("Write as"), self._form)
        self._temperature = self.add_temperature(GUIDE_TEMPERATURE)

    @property
    def is_translation(self) -> bool:
        """Whether the words are wanted in English."""
        return self._task.currentIndex() == 1

    def options(self, model: str) -> SpeechOptions:
        """What is set, for `model`; a translation finds the language by itself."""
        return SpeechOptions(
            model=model,
            language="" if self.is_translation else self._language.code(),
            temperature=self._temperature.value(),
            translate=self.is_translation,
            with_times=self._form.currentIndex() == 1,
        )

    def _on_task_changed(self) -> None:
        self._language.setEnabled(not self.is_translation)
        self.task_changed.emit()


class LanguageBox(QComboBox):
    """`audio.language`: Auto, then Whisper's languages; finds what is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, editable=True)
        named(self, "audio.language", self.tr("Language"))
        self.setToolTip(self.tr("The language that is spoken; a translation finds it by itself"))
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = QLineEdit(placeholderText=self.tr("Auto"))
        line.setAccessibleName(self.accessibleName())
        line.editingFinished.connect(self._settle)
        self.setLineEdit(line)
        self.setMaxVisibleItems(16)
        self.addItem(self.tr("Auto"), "")
        for code, name in LANGUAGES.items():
            self.addItem(name, code)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setPopup(named(QListView(), "completions"))
        self.setCompleter(completer)

    def code(self) -> str:
        """What is chosen or typed, as ISO 639-1; "" for Auto and for what is no language."""
        row = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(row)) if row >= 0 else to_iso(self.currentText())

    def _settle(self) -> None:
        """Show the language that was understood."""
        self.setCurrentIndex(max(self.findData(self.code()), 0))
