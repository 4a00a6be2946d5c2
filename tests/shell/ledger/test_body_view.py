"""Long bodies are shown without holding the window up, and copied as they are."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.core.calls import Content
from desktop_app.core.settings import Theme
from desktop_app.shell.ledger.body_view import BodyView
from desktop_app.shell.ledger.shown_body import body_lines, shown_body
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MANY = "\n".join(f'"line": {number},' for number in range(7_000))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[BodyView]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = BodyView("ledger.request", "Request", ThemeManager(app, Theme.LIGHT))
    qtbot.addWidget(made)
    made.resize(400, 400)
    yield made
    app.setStyleSheet("")


def test_seven_thousand_lines_come_piece_by_piece(view: BodyView, qtbot: QtBot) -> None:
    view.show()
    lines = body_lines(MANY)
    began = time.thread_time()
    view.show_lines(lines)
    at_once = time.thread_time() - began
    assert 20 < view.blockCount() < 3_000
    qtbot.waitUntil(lambda: view.blockCount() == 7_000, timeout=30_000)
    assert at_once < 0.2 * (time.thread_time() - began)
    assert view.toPlainText() == MANY
    view.show_lines(body_lines("short"))
    assert view.toPlainText() == "short"


def test_what_is_hidden_holds_the_first_screen_alone(view: BodyView, qtbot: QtBot) -> None:
    view.show_lines(body_lines("line\n" * 999))
    qtbot.waitUntil(lambda: view.blockCount() > 40, timeout=30_000)
    qtbot.wait(20)
    assert view.blockCount() < 100
    view.show()
    qtbot.waitUntil(lambda: view.blockCount() == 1_000, timeout=30_000)


@pytest.mark.parametrize("character", ["x", "é", "\U0001f600"])
def test_a_line_without_end_is_shown_in_pieces_and_copied_as_one(
    view: BodyView, qtbot: QtBot, character: str
) -> None:
    text = json.dumps({"a": character * 30_000, "b": 1}, ensure_ascii=False)
    shown = shown_body(Content(media_type="application/json", text=text, size=len(text)))
    assert max(len(line.text) for line in shown.lines) <= 1_000
    view.show()
    view.show_lines(shown.lines)
    qtbot.waitUntil(lambda: view.blockCount() == len(shown.lines), timeout=30_000)
    colours = {view.document().findBlockByNumber(n).layout().formats()[0].length for n in (2, 3)}
    assert colours == {len(character.encode("utf-16-le")) // 2 * 1_000}
    view.selectAll()
    view.copy()
    copied = QGuiApplication.clipboard().text()
    assert json.loads(copied) == json.loads(text)
    assert copied.split("\n") == ["{", f'  "a": "{character * 30_000}",', '  "b": 1', "}"]
    cursor = view.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(9, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.copy()
    assert QGuiApplication.clipboard().text() == copied[1:9]


def test_where_the_middle_is_missing_both_ends_are_laid_out() -> None:
    text = json.dumps({"messages": [{"role": "user", "content": "word, " * 100}] * 9})
    cut = Content(text=text[:700] + text[-700:], size=len(text), cut_at=700, is_altered=True)
    shown = shown_body(cut)
    assert shown.lines[0].text == "{"
    assert 0 < shown.cut_at < len(shown.lines)
    assert shown.lines[-1].text == "}"
    assert shown.lines[shown.cut_at].text.startswith("d, word")
