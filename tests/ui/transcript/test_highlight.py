"""The lexers of the code that is shown are loaded beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.transcript.highlight import Lexers

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_language_is_loaded_beside_the_window(qtbot: QtBot) -> None:
    lexers = Lexers()
    with qtbot.waitSignal(lexers.loaded, timeout=10_000):
        assert lexers.start("Nim") is None  # which no other test loads
    assert lexers.start("nim") is not None


def test_an_unknown_language_is_settled_without_a_lexer(qtbot: QtBot) -> None:
    lexers = Lexers()
    with qtbot.waitSignal(lexers.loaded, timeout=10_000):
        lexers.start("no such language")
    assert lexers.is_settled("no such language")
    assert lexers.start("no such language") is None
