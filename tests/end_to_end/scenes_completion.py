"""Scenes of the Completion tab for screenshots."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)

from desktop_app.tabs.completion.view import GUIDE_PROMPT
from tests.servers.completions import Chosen, choice, end, tokens_stream
from tests.servers.replies import completion_stream, detail, sse

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

COMPLETION_TAB = 1
PATH = "/v2/completions"
_TEXT = (
    "\n\nPython is a high-level, interpreted programming language that was created by Guido van "
    "Rossum and first released in 1991. It is known for its readable syntax, which uses "
    "indentation to mark blocks of code.\n\nWhat is Python used for?\n\nIt is used for web "
    "servers, data analysis, machine learning, automation and teaching.\n"
)
_CHANCES = (0.98, 0.93, 0.61, 0.97, 0.34, 0.99, 0.12, 0.88, 0.95, 0.03, 0.57, 0.99)


def _words() -> list[str]:
    return [" " + word for word in _TEXT.split(" ")]


def tokens() -> list[Chosen]:
    """A text whose words are as likely as not."""
    chances = [_CHANCES[place % len(_CHANCES)] for place in range(len(_words()))]
    return [
        Chosen(word, chance, {" a": (1 - chance) / 2, " and": (1 - chance) / 3, "\n": 0.0004})
        for word, chance in zip(_words(), chances, strict=True)
    ]


async def _open(window: Window) -> None:
    window.show_tab(COMPLETION_TAB)
    await window.until_text("main.connection", "connected, ")
    window.choose("completion.model", "Llama-3.3-70B-Instruct")


async def _run(window: Window) -> None:
    window.click("completion.example")
    window.click("completion.run")


async def completion_empty(window: Window, _hub: ScriptedServer) -> None:
    """Nothing written yet."""
    window.show_tab(COMPLETION_TAB)
    await window.until_text("main.connection", "connected, ")


async def completion_done(window: Window, hub: ScriptedServer) -> None:
    """A text that was cut at the maximum of tokens."""
    hub.on("POST", PATH, completion_stream(_words(), finish="length"))
    await _open(window)
    await _run(window)
    await window.until_text("completion.usage", "tokens")


async def completion_busy(window: Window, hub: ScriptedServer) -> None:
    """A text that is being written."""
    hub.on("POST", PATH, sse([choice(_TEXT[:120])], end="stall"))
    await _open(window)
    await _run(window)
    await window.until_text("completion.output", "Python is")


async def completion_failed(window: Window, hub: ScriptedServer) -> None:
    """A model that continues no raw text."""
    hub.on("POST", PATH, detail("This model is not supported by the completions API", 400))
    await _open(window)
    await _run(window)
    await window.until_text("completion.error", "not supported")


async def completion_tokens(window: Window, hub: ScriptedServer) -> None:
    """Tokens shaded by their probability, one of them pointed at."""
    hub.on("POST", PATH, tokens_stream(tokens(), finish="length"))
    await _open(window)
    window.click("completion.more")
    window.find(QSpinBox, "completion.logprobs").setValue(5)
    await _run(window)
    await window.until_text("completion.usage", "tokens")
    field = window.find(QPlainTextEdit, "completion.output")
    cursor = field.textCursor()
    cursor.setPosition(field.toPlainText().index("created") + 2)
    field.setTextCursor(cursor)
    field.setFocus()
    point = field.cursorRect(cursor).center() + QPoint(2, 0)
    await asyncio.sleep(0.1)
    help_event = QHelpEvent(QEvent.Type.ToolTip, point, field.viewport().mapToGlobal(point))
    QApplication.sendEvent(field.viewport(), help_event)


async def completion_texts(window: Window, hub: ScriptedServer) -> None:
    """The second of three texts, in letters of equal width."""
    begins = ("\n\nPython is a language.", _TEXT, "\n\nA snake.")
    chunks = [choice(text, index) for index, text in enumerate(begins)]
    hub.on("POST", PATH, sse([*chunks, *end("stop", "length", "stop")]))
    await _open(window)
    window.click("completion.more")
    window.find(QSpinBox, "completion.n").setValue(3)
    window.click("completion.monospace")
    await _run(window)
    await window.until_text("completion.usage", "tokens")
    window.click("completion.next_choice")


async def completion_echo(window: Window, hub: ScriptedServer) -> None:
    """A prompt that the server repeats, and what the model writes after it."""
    hub.on("POST", PATH, completion_stream([GUIDE_PROMPT, *_words()], finish="length"))
    await _open(window)
    window.click("completion.more")
    window.find(QCheckBox, "completion.echo").setChecked(True)
    await _run(window)
    await window.until_text("completion.usage", "tokens")


async def completion_template(window: Window, _hub: ScriptedServer) -> None:
    """A prompt within the marks of Llama 3, and the menu of formats."""
    await _open(window)
    window.click("completion.example")
    menu = window.find(QMenu, "completion.template_menu")
    next(a for a in menu.actions() if a.objectName() == "completion.template_llama_3").trigger()
    button = window.find(QPushButton, "completion.template")
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))


SCENES = (
    completion_empty,
    completion_done,
    completion_busy,
    completion_failed,
    completion_tokens,
    completion_texts,
    completion_echo,
    completion_template,
)
