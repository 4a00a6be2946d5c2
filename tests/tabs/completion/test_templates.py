"""The marks of chat formats are put around what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from desktop_app.tabs.completion.template_button import insert_template
from desktop_app.tabs.completion.templates import TEMPLATES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

EXPECTED = {
    "ChatML": (
        "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n"
        "<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n"
    ),
    "Llama 3": (
        "<|start_header_id|>system<|end_header_id|>\n\nYou are a helpful assistant.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nWho?<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n"
    ),
    "Mistral": "[INST] Who? [/INST]",
    "Gemma": "<start_of_turn>user\nWho?<end_of_turn>\n<start_of_turn>model\n",
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_the_words_of_the_person_stand_within_the_marks(qtbot: QtBot, template: object) -> None:
    chosen = next(t for t in TEMPLATES if t == template)
    field = QPlainTextEdit("Who?")
    qtbot.addWidget(field)
    insert_template(field, chosen)
    assert field.toPlainText() == EXPECTED[chosen.name]
    field.insertPlainText(" Me?")
    assert "Who? Me?" in field.toPlainText()
    field.undo()
    field.undo()
    assert field.toPlainText() == "Who?"
