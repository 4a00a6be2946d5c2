"""Sets of parameters are saved under names, chosen, renamed and deleted, with a way back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from desktop_app.core.conversation_parameters import ConversationParameters
from desktop_app.core.settings import Settings, load_settings
from desktop_app.storage.settings_store import SettingsStore
from desktop_app.tabs.chat.panel.presets import Presets
from tests.end_to_end.window import until
from tests.tabs.chat.panel.controls import LLAMA, QWEN, find, new_panel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.tabs.chat.panel.parameters import ChatPanel

Undo = tuple[str, Callable[[], None]]
TRANSLATOR = {"model": QWEN, "system_prompt": "Translate into German.", "temperature": 0.0}
ELSEWHERE = {"model": "a-model-of-another-server", "top_p": 0.5}


class Person:
    """Works the row of presets as a person does."""

    def __init__(self, panel: ChatPanel, settings: SettingsStore) -> None:
        self.panel = panel
        self.settings = settings
        self.undo: list[Undo] = []
        presets = Presets(panel.preset_bar, panel, settings)
        presets.undo_offered.connect(lambda said, undo: self.undo.append((said, undo)))
        self.box = find(panel, QComboBox, "chat.preset")

    def choose(self, name: str) -> None:
        self.box.setCurrentIndex(self.box.findText(name))
        self.box.textActivated.emit(name)

    def do(self, action: str) -> None:
        wanted = find(self.panel, QAction, f"chat.preset_{action}")
        assert wanted.isEnabled(), f"{action} is disabled"
        wanted.trigger()

    def name(self, text: str) -> None:
        field = find(self.panel, QLineEdit, "chat.preset_name")
        assert field.isVisible()
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def press(self, button: str) -> None:
        QTest.mouseClick(find(self.panel, QPushButton, button), Qt.MouseButton.LeftButton)

    async def set_temperature(self, value: float, then: str) -> None:
        find(self.panel, QDoubleSpinBox, "chat.temperature").setValue(value)
        await until(lambda: self.box.currentText() == then, f"{then!r} in force")

    def saved(self, name: str) -> ConversationParameters:
        return ConversationParameters.from_json(self.settings.current.presets[name])

    def names(self) -> list[str]:
        return [self.box.itemText(row) for row in range(self.box.count())]


@pytest.fixture
async def person(tmp_path: Path, qtbot: QtBot) -> AsyncIterator[Person]:
    panel = new_panel(qtbot)
    presets = {"Translator": TRANSLATOR, "Elsewhere": ELSEWHERE}
    settings = SettingsStore(tmp_path / "settings.json", Settings(presets=presets))
    panel.show()
    panel.activateWindow()
    yield Person(panel, settings)
    await settings.close()


async def test_a_chosen_preset_fills_the_panel_and_is_a_change(person: Person) -> None:
    changes: list[None] = []
    person.panel.changed.connect(lambda: changes.append(None))
    person.choose("Translator")
    assert person.panel.parameters() == ConversationParameters.from_json(TRANSLATOR)
    assert changes
    assert person.box.currentText() == "Translator"


async def test_a_system_prompt_that_was_written_comes_back_by_ctrl_z(person: Person) -> None:
    field = find(person.panel, QPlainTextEdit, "chat.system_prompt")
    QTest.keyClicks(field, "Be brief.")
    person.choose("Translator")
    assert field.toPlainText() == "Translate into German."
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == person.panel.parameters().system_prompt == "Be brief."
    person.panel.show_parameters(ConversationParameters(system_prompt="Another conversation's"))
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "Another conversation's"


async def test_a_preset_is_in_force_only_while_its_values_are_shown(person: Person) -> None:
    assert person.box.currentIndex() == -1
    person.choose("Translator")
    await person.set_temperature(0.5, then="")
    await person.set_temperature(0.0, then="Translator")
    person.panel.show_parameters(ConversationParameters())
    assert person.box.currentIndex() == -1


async def test_the_model_of_another_server_is_not_taken_over(person: Person) -> None:
    person.choose("Elsewhere")
    parameters = person.panel.parameters()
    assert (parameters.model, parameters.top_p) == (LLAMA, 0.5)
    assert person.box.currentText() == "Elsewhere"


async def test_what_is_saved_under_a_new_name_is_there_at_the_next_start(
    person: Person, tmp_path: Path
) -> None:
    person.panel.show_parameters(ConversationParameters(model=LLAMA, seed=7))
    person.panel.set_leaves_out_oldest(True)
    person.do("save_as")
    person.name("  Always the same ")
    assert person.names() == ["Always the same", "Elsewhere", "Translator"]
    assert person.box.currentText() == "Always the same"
    await person.settings.close()
    presets = load_settings(tmp_path / "settings.json").settings.presets
    assert presets["Always the same"]["seed"] == 7
    assert "leaves_out_oldest" not in presets["Always the same"], "of one conversation alone"


async def test_the_same_name_replaces_only_after_asking(person: Person) -> None:
    person.do("save_as")
    person.name("Translator")
    assert "Translator" in find(person.panel, QLabel, "chat.preset_question").text()
    person.press("chat.preset_keep")
    assert person.saved("Translator").temperature == 0.0
    person.do("save_as")
    person.name("Translator")
    person.press("chat.preset_replace")
    assert person.saved("Translator") == ConversationParameters(model=LLAMA)
    assert person.box.currentText() == "Translator"


async def test_escape_takes_the_question_back(person: Person) -> None:
    person.do("save_as")
    field = find(person.panel, QLineEdit, "chat.preset_name")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert person.box.isVisible()
    assert person.names() == ["Elsewhere", "Translator"]


async def test_no_name_is_no_preset(person: Person) -> None:
    person.do("save_as")
    person.name("   ")
    assert person.names() == ["Elsewhere", "Translator"]
    assert not find(person.panel, QPushButton, "chat.preset_save").isEnabled()


async def test_a_preset_gets_another_name(person: Person) -> None:
    person.choose("Translator")
    person.do("rename")
    assert find(person.panel, QLineEdit, "chat.preset_name").text() == "Translator"
    person.name("Übersetzer")
    assert person.names() == ["Elsewhere", "Übersetzer"]
    assert person.box.currentText() == "Übersetzer"
    person.do("rename")
    person.name("Übersetzer")
    assert person.box.isVisible(), "its own name needs no question"


async def test_a_name_that_is_taken_is_given_only_after_asking(person: Person) -> None:
    person.choose("Translator")
    person.do("rename")
    person.name("Elsewhere")
    person.press("chat.preset_replace")
    assert person.names() == ["Elsewhere"]
    assert person.saved("Elsewhere") == ConversationParameters.from_json(TRANSLATOR)


async def test_a_deleted_preset_can_be_had_back(person: Person) -> None:
    person.choose("Translator")
    person.do("delete")
    assert person.names() == ["Elsewhere"]
    ((said, undo),) = person.undo
    assert "Translator" in said
    undo()
    assert person.names() == ["Elsewhere", "Translator"]
    assert person.box.currentText() == "Translator"


async def test_undoing_late_costs_nothing_that_was_saved_since(person: Person) -> None:
    person.choose("Translator")
    person.do("delete")
    await person.set_temperature(0.7, then="")
    person.do("save_as")
    person.name("Translator")
    person.undo[0][1]()
    assert person.saved("Translator").temperature == 0.7


async def test_without_a_preset_in_force_none_can_be_renamed_or_deleted(person: Person) -> None:
    for action in ("rename", "delete"):
        assert not find(person.panel, QAction, f"chat.preset_{action}").isEnabled()


async def test_two_presets_of_the_same_values_are_told_apart(person: Person) -> None:
    person.choose("Translator")
    person.do("save_as")
    person.name("A copy")
    assert person.box.currentText() == "A copy"
    person.choose("Translator")
    assert person.box.currentText() == "Translator"


async def test_the_panel_does_not_jump_while_a_name_is_asked_for(person: Person) -> None:
    def height() -> int:
        layout = person.panel.preset_bar.layout()
        assert layout is not None
        layout.activate()
        return layout.sizeHint().height()

    before = height()
    person.do("save_as")
    assert height() == before
