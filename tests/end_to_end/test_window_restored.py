"""The window comes back as it was left, on a screen that is there."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from tests.end_to_end.killed_program import real_program, wait_until_connected
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.test_program import wait_until
from tests.x11.display import X11Display, x11_display

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

COMPLETION = 1
PLACE = (500, 260, 1100, 640)  # left, top, width, height
FRAME = 2  # pixels of the window manager
_TITLE = "^LLM Hub Desktop$"


@pytest.mark.parametrize("maximised", [False, True])
async def test_tab_and_parts_are_as_they_were(
    tmp_path: Path, hub: ScriptedServer, maximised: bool
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.click("chat.show_conversations")
        window.show_tab(COMPLETION)
        assert move_splitter(window, 200) > 240
        if maximised:
            window.root.showMaximized()
            await window.until(window.root.isMaximized, "the maximised window")
    async with running_window(tmp_path, environ(hub)) as window:
        assert window.root.isMaximized() is maximised
        assert window.find(QTabWidget, "main.tabs").currentIndex() == COMPLETION
        window.show_tab(0)
        assert not window.find(QWidget, "chat.conversations").isVisibleTo(window.root)
        window.show_tab(COMPLETION)
        first = window.find(QSplitter, "completion.halves").sizes()[0]
        assert first == pytest.approx(200, abs=20)


def move_splitter(window: Window, position: int) -> int:
    """As a hand does; where it was before."""
    splitter = window.find(QSplitter, "completion.halves")
    before = splitter.sizes()[0]
    splitter.setSizes([position, splitter.height() - position])
    splitter.splitterMoved.emit(position, 1)
    return before


def stands(display: X11Display) -> tuple[int, ...]:
    """Left, top, width, height of the content; xdotool counts the frame twice."""
    window = display.wait_for_window(_TITLE)
    told = subprocess.run(
        ["xwininfo", "-id", window], env=display.environ, capture_output=True, text=True, check=True
    ).stdout
    names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
    return tuple(int(told.partition(f"{name}:")[2].split()[0]) for name in names)


def test_a_killed_program_comes_back_at_its_place_and_on_a_smaller_screen(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    server: Mapping[str, str] = environ(hub)
    settings = paths_below(tmp_path).settings_file
    with x11_display(1800, 1000) as display:
        with real_program(display, tmp_path, server) as program:
            wait_until_connected(hub)
            window = display.wait_for_window(_TITLE)
            left, top, width, height = map(str, PLACE)
            display.xdotool("windowsize", "--sync", window, width, height)
            display.xdotool("windowmove", "--sync", window, left, top)
            before = stands(display)
            program.press("ctrl+7")

            def is_kept() -> bool:
                text = settings.read_text() if settings.exists() else ""
                return '"models"' in text and f"{width} {height}" in text

            wait_until(is_kept, "the settings on disk")
            program.kill()
        with real_program(display, tmp_path, server):
            wait_until(lambda: stands(display) == before, f"a window at {before}")
    with x11_display(1200, 700) as small, real_program(small, tmp_path, server):
        left_, top_, width_, height_ = stands(small)
        assert left_ >= 0
        assert top_ >= 0
        assert left_ + width_ <= 1200 + FRAME
        assert top_ + height_ <= 700 + FRAME
