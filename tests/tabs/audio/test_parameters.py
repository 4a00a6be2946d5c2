"""What a person sets for a transcription is what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox

from desktop_app.tabs.audio.parameters import AudioParameters, LanguageBox
from desktop_app.tabs.speech import SpeechOptions

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def panel(qtbot: QtBot) -> AudioParameters:
    panel = AudioParameters()
    qtbot.addWidget(panel)
    return panel


def test_at_first_the_language_is_found_and_the_answer_always_the_same(
    panel: AudioParameters,
) -> None:
    assert panel.options("m") == SpeechOptions("m", language="", temperature=0.0)


def test_a_translation_sends_no_language(panel: AudioParameters) -> None:
    _box(panel, "audio.language").setCurrentText("German")
    assert panel.options("m").language == "de"
    _box(panel, "audio.task").setCurrentIndex(1)
    assert panel.options("m") == SpeechOptions("m", translate=True)
    assert not _box(panel, "audio.language").isEnabled()
    _box(panel, "audio.task").setCurrentIndex(0)
    assert panel.options("m").language == "de"


def test_times_are_asked_for_when_they_are_wanted(panel: AudioParameters) -> None:
    _box(panel, "audio.form").setCurrentIndex(1)
    assert panel.options("m") == SpeechOptions("m", with_times=True)


def test_the_temperature_is_taken(panel: AudioParameters) -> None:
    field = panel.findChild(QDoubleSpinBox, "audio.temperature")
    assert field is not None
    field.setValue(1.0)
    assert panel.options("m").temperature == 1.0


@pytest.mark.parametrize(
    ("typed", "shown", "code"),
    [
        ("fr", "French", "fr"),
        ("PORTUGUESE", "Portuguese", "pt"),
        ("de_DE.UTF-8", "German", "de"),
        ("Klingon", "Auto", ""),
        ("", "Auto", ""),
    ],
)
def test_a_typed_language_is_understood_or_falls_back_to_auto(
    qtbot: QtBot, typed: str, shown: str, code: str
) -> None:
    box = LanguageBox()
    qtbot.addWidget(box)
    box.setEditText(typed)
    assert box.code() == code
    line = box.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert box.currentText() == shown
    assert box.code() == code


def _box(panel: AudioParameters, name: str) -> QComboBox:
    box = panel.findChild(QComboBox, name)
    assert box is not None
    return box
