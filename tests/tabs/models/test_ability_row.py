"""The chosen model says what it can do and how far it is in its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.core.models import ModelInfo
from desktop_app.tabs.models.ability_row import AbilityRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STAGE = "model_lifecycle_stage"


@pytest.fixture
def row(qtbot: QtBot) -> AbilityRow:
    made = AbilityRow()
    qtbot.addWidget(made)
    return made


def signs(row: AbilityRow) -> list[str]:
    return [sign.text() for sign in row.findChildren(QLabel) if not sign.isHidden()]


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (ModelInfo("gpt-4o", {STAGE: "production"}), ["Chat", "Vision", "Tools", "production"]),
        (ModelInfo("Llama-3.3-70B-Instruct"), ["Chat"]),
        (ModelInfo("bge-m3", {"hidden_size": 1024}), ["Embedding"]),
        (ModelInfo("whisper-1", {STAGE: "deprecated"}), ["Speech", "deprecated"]),
        (ModelInfo("dall-e-3"), []),
    ],
    ids=lambda value: value.id if isinstance(value, ModelInfo) else "",
)
def test_each_ability_has_a_sign_and_is_spoken(
    row: AbilityRow, model: ModelInfo, words: list[str], qtbot: QtBot
) -> None:
    row.show_model(ModelInfo("gpt-4o"))
    row.show_model(model)
    qtbot.waitUntil(lambda: signs(row) == words)
    assert row.accessibleName() == ", ".join(words)
    assert row.isHidden() is not bool(words)


def test_a_stage_of_many_words_is_shortened_and_told_whole(row: AbilityRow, qtbot: QtBot) -> None:
    stage = "general availability until the end of the year"
    row.show_model(ModelInfo("x", {STAGE: stage}))
    qtbot.waitUntil(lambda: len(signs(row)) == 2)
    assert len(signs(row)[-1]) == 24
    assert stage in row.findChildren(QLabel)[-1].toolTip()
    assert stage in row.accessibleName()
