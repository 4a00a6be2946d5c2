"""The output of a completion: exact, painted by frames, and left alone where a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.tabs.completion.growing_text import GrowingText

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def shown(qtbot: QtBot) -> GrowingText:
    text = GrowingText()
    qtbot.addWidget(text)
    text.resize(300, 120)
    text.show()
    return text


def test_the_first_words_are_seen_at_once(qtbot: QtBot) -> None:
    text = shown(qtbot)
    text.append_text("Once ")
    assert text.toPlainText() == "Once "


def test_a_flood_of_tokens_is_painted_a_few_times_only(qtbot: QtBot) -> None:
    text = shown(qtbot)
    paintings = []
    text.textChanged.connect(lambda: paintings.append(1))
    for _ in range(1000):
        text.append_text("word ")
    assert len(paintings) == 1
    assert text.text == "word " * 1000
    qtbot.waitUntil(lambda: text.toPlainText() == "word " * 1000)
    assert len(paintings) <= 3


def test_the_text_is_kept_exactly_as_it_came(qtbot: QtBot) -> None:
    text = shown(qtbot)
    exact = "a\u00a0b\r\n\tc\u2028d"
    text.set_text("")
    text.append_text(exact)
    assert text.text == exact


def test_the_end_is_followed_until_a_person_scrolls_away(qtbot: QtBot) -> None:
    text = shown(qtbot)
    text.append_text("line\n" * 100)
    bar = text.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(3)
    text.append_text("more\n" * 10)
    qtbot.waitUntil(lambda: text.toPlainText().endswith("more\n"))
    assert bar.value() == 3


def test_beginning_anew_drops_what_was_not_painted_yet(qtbot: QtBot) -> None:
    text = shown(qtbot)
    text.append_text("x" * 100_000)
    text.set_text("kept")
    text.append_text(" and more")
    qtbot.waitUntil(lambda: text.toPlainText() == "kept and more")
