"""Model boxes list what fits their tab and say where the data of a model goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.core.models import ModelInfo
from desktop_app.ui.model_box import ModelBox, ModelFilter, answers_text, embeds, sees, transcribes
from desktop_app.ui.placement_delegate import FAVOURITE_ROLE, PLACE_ROLE, PlacementDelegate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WITH_METADATA = [
    ModelInfo("Mistral", {"model_type": "LLM", "input_modalities": ["text"]}),
    ModelInfo("Pixtral", {"model_type": "LLM", "input_modalities": ["text", "image"]}),
    ModelInfo("Vectors", {"model_type": "EMBEDDING"}),
    ModelInfo("Voice", {"model_type": "STT"}),
]
BARE = [
    ModelInfo(name)
    for name in ("mistral-7b", "text-embedding-bge-m3", "whisper-1", "Qwen2.5-VL-72B", "teuken")
]


def listed(qtbot: QtBot, fits: ModelFilter, models: list[ModelInfo]) -> list[str]:
    box = ModelBox("box", fits)
    qtbot.addWidget(box)
    box.set_models(models)
    return [box.itemText(row) for row in range(box.count())]


@pytest.mark.parametrize(
    ("fits", "names"),
    [
        (answers_text, ["Mistral", "Pixtral"]),
        (embeds, ["Vectors"]),
        (transcribes, ["Voice"]),
        (sees, ["Pixtral"]),
    ],
)
def test_metadata_decide_what_is_listed(qtbot: QtBot, fits: ModelFilter, names: list[str]) -> None:
    assert listed(qtbot, fits, WITH_METADATA) == names


@pytest.mark.parametrize(
    ("fits", "names"),
    [
        (answers_text, ["mistral-7b", "Qwen2.5-VL-72B", "teuken"]),
        (embeds, ["text-embedding-bge-m3", "mistral-7b", "Qwen2.5-VL-72B", "teuken"]),
        (transcribes, ["whisper-1"]),
        (sees, ["Qwen2.5-VL-72B", "mistral-7b", "teuken"]),
    ],
)
def test_without_metadata_names_decide_and_what_surely_fits_comes_first(
    qtbot: QtBot, fits: ModelFilter, names: list[str]
) -> None:
    assert listed(qtbot, fits, BARE) == names


def test_a_model_without_vectors_by_the_guides_metadata_is_not_offered_for_them(
    qtbot: QtBot,
) -> None:
    models = [
        ModelInfo("teuken", {"max_sequence_length": 8192, "hidden_size": 0}),
        ModelInfo("jina", {"max_sequence_length": 8192, "hidden_size": 1024}),
    ]
    assert listed(qtbot, embeds, models) == ["jina"]


def placed(**meta: Any) -> ModelInfo:
    return ModelInfo("m", meta)


@pytest.mark.parametrize(
    ("model", "word"),
    [
        (placed(deployment_country="DE", is_externally_hosted=False), "DE"),
        (placed(deployment_country="US", is_externally_hosted=True), "External, US"),
        (placed(deployment_country="DE"), "Unknown"),
        (placed(is_externally_hosted=False), "Unknown"),
        (placed(), "Unknown"),
        (placed(deployment_country="this computer"), "This computer"),
    ],
)
def test_each_model_says_in_words_where_its_data_goes(
    qtbot: QtBot, model: ModelInfo, word: str
) -> None:
    box = ModelBox("box")
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.placement_changed) as said:
        box.set_models([model])
    assert box.itemData(0, PLACE_ROLE) == word
    assert said.args == [f"Data goes to: {word}"]


def test_a_typed_name_does_not_keep_the_place_of_the_model_before(qtbot: QtBot) -> None:
    box = ModelBox("box")
    qtbot.addWidget(box)
    box.set_models([placed(deployment_country="DE", is_externally_hosted=False)])
    with qtbot.waitSignal(box.placement_changed) as said:
        box.setEditText("gpt-from-abroad")
    assert said.args == ["Data goes to: Unknown"]
    assert "does not say" in box.toolTip()


def test_a_name_that_is_too_long_is_shown_from_its_beginning(qtbot: QtBot) -> None:
    box = ModelBox("box")
    qtbot.addWidget(box)
    line = box.lineEdit()
    assert isinstance(line, QLineEdit)
    name = "organisation/a-model-with-a-long-name-" * 3
    box.set_models([ModelInfo(name)])
    assert line.cursorPosition() == 0
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    line.setFocus()
    line.selectAll()
    line.insert("another")
    assert line.cursorPosition() == len("another")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (box.chosen(), line.cursorPosition()) == ("another", 0)


def test_favourites_come_first_with_a_star_and_the_chosen_model_stays(qtbot: QtBot) -> None:
    box = ModelBox("box")
    qtbot.addWidget(box)
    box.set_models(BARE, "mistral-7b")
    box.set_favourites(["teuken", "whisper-1"])
    box.set_models(BARE, box.chosen())
    names = [box.itemText(row) for row in range(box.count())]
    assert names == ["teuken", "mistral-7b", "Qwen2.5-VL-72B"]
    assert [bool(box.itemData(row, FAVOURITE_ROLE)) for row in range(3)] == [True, False, False]
    assert box.chosen() == "mistral-7b"


def test_without_a_choice_the_first_favourite_is_shown(qtbot: QtBot) -> None:
    box = ModelBox("box")
    qtbot.addWidget(box)
    box.set_favourites(["teuken"])
    box.set_models(BARE)
    assert box.chosen() == "teuken"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_is_typed_is_completed_from_the_list_with_the_places(qtbot: QtBot) -> None:
    box = ModelBox("box")
    qtbot.addWidget(box)
    box.set_models(BARE)
    box.show()
    line, completer = box.lineEdit(), box.completer()
    assert line is not None
    assert completer is not None
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "VL")
    completions = completer.popup()
    assert completions is not None
    assert completions.objectName() == "completions"
    assert completions.model().rowCount() == 1
    assert completions.model().index(0, 0).data(PLACE_ROLE) == "Unknown"
    assert isinstance(completions.itemDelegate(), PlacementDelegate)
