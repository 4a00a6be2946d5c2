"""What the panel shows is what a conversation is asked with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from desktop_app.core.conversation_parameters import ConversationParameters
from desktop_app.core.errors import ExtraFieldsProblem, ExtraFieldsUnusable
from desktop_app.core.models import ModelInfo
from tests.end_to_end.window import until
from tests.tabs.chat.panel.controls import LLAMA, QWEN, find, new_panel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.tabs.chat.panel.parameters import ChatPanel

ALL_SET = ConversationParameters(
    model=QWEN,
    system_prompt="You are Llama-3.\nBe brief.",
    temperature=0.7,
    top_p=0.9,
    max_tokens=1_024,
    stop=("\n\n", "###"),
    seed=0,
    stream=False,
    extra={"top_k": 40, "ü": [1, None]},
    leaves_out_oldest=True,
)
SERVERS_OWN = ConversationParameters(model=LLAMA, temperature=None, max_tokens=None)


@pytest.fixture
def panel(qtbot: QtBot) -> ChatPanel:
    return new_panel(qtbot)


def test_at_first_it_shows_the_values_of_the_guide(panel: ChatPanel) -> None:
    assert panel.parameters() == ConversationParameters(model=LLAMA)
    assert find(panel, QDoubleSpinBox, "chat.temperature").value() == 0.1
    assert find(panel, QSpinBox, "chat.max_tokens").value() == 256


@pytest.mark.parametrize("parameters", [ALL_SET, SERVERS_OWN, ConversationParameters(model=LLAMA)])
def test_what_it_is_told_is_what_it_says_and_nobody_is_told_of_a_change(
    panel: ChatPanel, parameters: ConversationParameters
) -> None:
    changes: list[None] = []
    panel.changed.connect(lambda: changes.append(None))
    panel.show_parameters(ALL_SET)
    panel.show_parameters(parameters)
    assert panel.parameters() == parameters
    assert not changes


def test_what_the_server_decides_is_said_in_words(panel: ChatPanel) -> None:
    panel.show_parameters(SERVERS_OWN)
    for name in ("temperature", "top_p", "max_tokens"):
        assert find(panel, QAbstractSpinBox, f"chat.{name}").text() == "Server’s default"


def test_a_conversation_without_a_model_keeps_the_one_that_is_shown(panel: ChatPanel) -> None:
    panel.show_parameters(ConversationParameters())
    assert panel.parameters().model == LLAMA


def test_a_model_that_the_server_does_not_list_is_shown_all_the_same(panel: ChatPanel) -> None:
    panel.show_parameters(ConversationParameters(model="gone-1"))
    assert find(panel, QComboBox, "chat.model").currentText() == "gone-1"
    panel.show_parameters(ConversationParameters(model=QWEN))
    assert panel.model_box.currentIndex() == 1
    panel.model_box.set_models((ModelInfo(LLAMA), ModelInfo("gone-1")), panel.parameters().model)
    assert panel.parameters().model == QWEN


def test_each_edit_is_a_change(panel: ChatPanel) -> None:
    changes: list[ConversationParameters] = []
    panel.changed.connect(lambda: changes.append(panel.parameters()))
    find(panel, QPlainTextEdit, "chat.system_prompt").setPlainText("Be brief.")
    find(panel, QDoubleSpinBox, "chat.temperature").setValue(1.0)
    find(panel, QSpinBox, "chat.max_tokens").setValue(0)
    find(panel, QCheckBox, "chat.stream").setChecked(False)
    find(panel, QDoubleSpinBox, "chat.top_p").setValue(0.5)
    find(panel, QPlainTextEdit, "chat.stop_strings").setPlainText("a, b")
    find(panel, QSpinBox, "chat.seed").setValue(7)
    find(panel, QPlainTextEdit, "chat.extra").setPlainText('{"top_k": 4}')
    panel.check()
    find(panel, QComboBox, "chat.model").setCurrentText(QWEN)
    panel.set_leaves_out_oldest(True)
    assert len(changes) == 10
    assert changes[-1] == ConversationParameters(
        model=QWEN,
        system_prompt="Be brief.",
        temperature=1.0,
        top_p=0.5,
        max_tokens=None,
        stop=("a", "b"),
        seed=7,
        stream=False,
        extra={"top_k": 4},
        leaves_out_oldest=True,
    )


def test_what_few_people_need_is_folded_away_and_said_when_it_is_set(
    panel: ChatPanel,
) -> None:
    panel.show()
    seed, heading = find(panel, QSpinBox, "chat.seed"), find(panel, QPushButton, "chat.more")
    note = find(panel, QLabel, "chat.more_note")
    assert not seed.isVisible()
    assert not note.isVisible()
    panel.show_parameters(ALL_SET)
    assert (note.isVisible(), note.text()) == (True, "4 set")
    QTest.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert seed.isVisible()
    assert not note.isVisible()
    QTest.keyClick(heading, Qt.Key.Key_Space)
    assert not seed.isVisible()


async def test_a_slip_in_the_json_is_said_below_it_and_never_sent(
    panel: ChatPanel,
) -> None:
    panel.show()
    find(panel, QPushButton, "chat.more").setChecked(True)
    text = find(panel, QPlainTextEdit, "chat.extra")
    said = find(panel, QLabel, "chat.extra_error")
    panel.show_parameters(ConversationParameters(extra={"top_k": 40}))
    QTest.keyClicks(text, "x")
    assert not said.isVisible(), "while writing nothing is checked"
    with pytest.raises(ExtraFieldsUnusable):
        panel.check()
    assert said.isVisible()
    assert "line 1, column 1" in said.text()
    assert panel.parameters().extra == {"top_k": 40}
    text.setPlainText('{"stream": true}')
    with pytest.raises(ExtraFieldsUnusable) as refused:
        panel.check()
    assert refused.value.problem is ExtraFieldsProblem.RESERVED
    text.setPlainText('{"min_p": 0.1}')
    panel.check()
    assert not said.isVisible()
    assert panel.parameters().extra == {"min_p": 0.1}


async def test_a_slip_is_said_a_moment_after_the_last_key(panel: ChatPanel) -> None:
    find(panel, QPlainTextEdit, "chat.extra").setPlainText("[1]")
    said = find(panel, QLabel, "chat.extra_error")
    await until(lambda: "one JSON object" in said.text(), "the slip")


async def test_in_a_small_window_a_slip_is_brought_into_view(panel: ChatPanel) -> None:
    panel.resize(288, 320)
    await _shown(panel)
    text = find(panel, QPlainTextEdit, "chat.extra")
    text.setFocus()
    QTest.keyClicks(text, "x")
    said = find(panel, QLabel, "chat.extra_error")
    await until(lambda: said.isVisible() and said.visibleRegion().contains(said.rect()), "it all")


async def test_a_field_to_which_a_key_leads_is_seen_whole(panel: ChatPanel) -> None:
    panel.resize(288, 400)
    await _shown(panel)
    for name in ("chat.extra", "chat.system_prompt"):
        field = find(panel, QPlainTextEdit, name)
        field.setFocus()
        await until(partial(_is_whole, field), name)


def test_what_a_person_wrote_stays_as_it_was_written(panel: ChatPanel) -> None:
    text = find(panel, QPlainTextEdit, "chat.extra")
    text.setPlainText('{ "top_k":4 }')
    panel.check()
    stop = find(panel, QPlainTextEdit, "chat.stop_strings")
    stop.setPlainText("a,b")
    panel.show_parameters(panel.parameters())
    assert text.toPlainText() == '{ "top_k":4 }'
    assert stop.toPlainText() == "a,b"
    panel.show_parameters(ConversationParameters())
    assert text.toPlainText() == ""
    assert stop.toPlainText() == ""


async def test_json_is_read_when_a_person_goes_on_to_another_field(panel: ChatPanel) -> None:
    await _shown(panel)
    text = find(panel, QPlainTextEdit, "chat.extra")
    text.setFocus()
    QTest.keyClicks(text, '{"top_k": 4}')
    assert panel.parameters().extra == {}
    find(panel, QSpinBox, "chat.seed").setFocus()
    assert panel.parameters().extra == {"top_k": 4}


async def test_json_that_is_being_written_is_not_disturbed(panel: ChatPanel) -> None:
    await _shown(panel)
    text = find(panel, QPlainTextEdit, "chat.extra")
    text.setFocus()
    QTest.keyClicks(text, '{"top')
    panel.show_parameters(panel.parameters())
    assert text.toPlainText() == '{"top'
    find(panel, QSpinBox, "chat.seed").setFocus()
    panel.show_parameters(ConversationParameters())
    assert text.toPlainText() == "", "another conversation has nothing to do with the slip"
    panel.check()


def _is_whole(field: QWidget) -> bool:
    return field.visibleRegion().boundingRect() == field.rect()


async def _shown(panel: ChatPanel) -> None:
    panel.show()
    find(panel, QPushButton, "chat.more").setChecked(True)
    panel.activateWindow()
    await until(panel.isActiveWindow, "the panel to be in front")


def test_the_wheel_scrolls_and_changes_nothing(panel: ChatPanel) -> None:
    panel.resize(288, 300)
    panel.show()
    before = panel.parameters()
    for name in ("chat.temperature", "chat.max_tokens", "chat.model"):
        _turn_wheel(find(panel, QWidget, name))
    assert panel.parameters() == before


def _turn_wheel(field: QWidget) -> None:
    middle = QPointF(field.rect().center())
    QApplication.sendEvent(
        field,
        QWheelEvent(
            middle,
            field.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_every_control_is_spoken(panel: ChatPanel) -> None:
    for kind in (QAbstractSpinBox, QComboBox, QPlainTextEdit, QPushButton):
        for control in panel.findChildren(kind):
            assert control.accessibleName(), control.objectName()
