"""The box of profiles says which one answers, however large the text is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyleOptionComboBox, QTabWidget

from desktop_app.core.settings import Settings, save_settings
from desktop_app.ui.elided_box import ElidedBox
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.servers import ScriptedServer


def shown(box: ElidedBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return option.currentText


def tabs_fit(window: Window) -> bool:
    bar = window.find(QTabWidget, "main.tabs").tabBar()
    return bar.sizeHint().width() <= bar.width()


@pytest.mark.parametrize("text_size", [200, 100])
async def test_its_name_is_not_cut_where_the_tabs_leave_the_room(
    tmp_path: Path, hub: ScriptedServer, text_size: int
) -> None:
    save_settings(paths_below(tmp_path).settings_file, Settings(text_size=text_size))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        box = window.find(ElidedBox, "main.profile")
        await window.until(lambda: shown(box) == "Environment", "the whole name")
        assert tabs_fit(window)
        former = box.width()
        window.root.resize(window.root.minimumSize())
        if text_size == 100:
            await window.until(lambda: tabs_fit(window), "room for all tabs")
        else:
            await window.until(lambda: box.width() < former, "a smaller box")
        window.root.resize(1280, 800)
        await window.until(lambda: box.width() == former, "the former width")


def test_a_name_that_does_not_fit_ends_in_dots(qtbot: QtBot) -> None:
    box = ElidedBox()
    qtbot.addWidget(box)
    box.addItem("Short")
    box.setFixedWidth(box.width_of_words)
    assert shown(box) == "Short"
    box.addItem("The server of the whole department")
    box.setCurrentIndex(1)
    assert shown(box).endswith("…")
    assert QFontMetrics(box.font()).horizontalAdvance(shown(box)) < box.width()
    box.setFixedWidth(box.width_of_words)
    assert shown(box) == box.currentText()
