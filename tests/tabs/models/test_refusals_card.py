"""What a model refuses is said by what a person notices of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from desktop_app.core.replies import ParameterDropped
from desktop_app.service.quirks import QuirkMemory
from desktop_app.tabs.models.refusals_card import RefusalsCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_refused_format_of_sound_and_refused_times_are_said(qtbot: QtBot) -> None:
    memory = QuirkMemory()
    memory.remember_wav_only("host", "whisper")
    memory.remember("host", "whisper", ParameterDropped("response_format"))
    card = RefusalsCard()
    qtbot.addWidget(card)

    card.show_refusals(memory._refusals.of("host", "whisper"))

    words = card.findChild(QLabel, "models.refusals")
    assert words is not None
    assert words.text().splitlines() == [
        "file: sound is sent as WAV",
        "response_format: transcripts come without times",
    ]
