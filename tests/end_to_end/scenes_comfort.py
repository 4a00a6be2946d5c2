"""Scenes of the menu, the palette, the list of shortcuts and the first run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QTreeWidget

from desktop_app.core.profiles import LLM_HUB

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer


def trigger(window: Window, name: str) -> None:
    """Choose an entry of the menu."""
    action = window.root.findChild(QAction, f"menu.{name}")
    assert action is not None, name
    action.trigger()


async def menu(window: Window, _hub: ScriptedServer) -> None:
    """The menu of the window, opened."""
    await window.until_text("main.connection", "connected, ")
    window.click("main.menu")


async def menu_view(window: Window, hub: ScriptedServer) -> None:
    """The tabs and the themes."""
    await menu(window, hub)
    root = window.find(QMenu, "main.menu_root")
    root.hide()
    window.find(QMenu, "main.menu_view").popup(root.pos())


async def menu_tab(window: Window, hub: ScriptedServer) -> None:
    """What the Chat tab can do."""
    await menu(window, hub)
    root = window.find(QMenu, "main.menu_root")
    root.hide()
    window.find(QMenu, "main.menu_tab").popup(root.pos())


async def narrow(window: Window, _hub: ScriptedServer) -> None:
    """The smallest window: all tabs and buttons fit."""
    await window.until_text("main.connection", "connected, ")
    window.root.resize(window.root.minimumSize())


async def palette(window: Window, _hub: ScriptedServer) -> None:
    """The palette with everything, and with what was typed."""
    await window.until_text("main.connection", "connected, ")
    trigger(window, "commands")
    window.find(QLineEdit, "main.palette_search").setText("th")


async def shortcuts(window: Window, _hub: ScriptedServer) -> None:
    """The list of keys."""
    await window.until_text("main.connection", "connected, ")
    trigger(window, "shortcuts")
    tree = window.find(QTreeWidget, "shortcuts.list")
    await window.until(lambda: tree.topLevelItemCount() == 8, "all tabs")


async def about(window: Window, _hub: ScriptedServer) -> None:
    """Version and parts."""
    await window.until_text("main.connection", "connected, ")
    trigger(window, "about")
    parts = window.find(QTreeWidget, "about.parts")
    await window.until(lambda: parts.topLevelItemCount() > 0, "the parts")


async def _tab(window: Window, index: int) -> None:
    await window.until_text("main.connection", "connected, ")
    window.show_tab(index)


def _scene_of(name: str, index: int) -> Callable[[Window, ScriptedServer], Awaitable[None]]:
    async def scene(window: Window, _hub: ScriptedServer) -> None:
        await _tab(window, index)

    scene.__name__ = f"tab_{name}"
    return scene


_NAMES = ("chat", "completion", "embeddings", "vision", "audio", "tools", "models")
_TABS = tuple(_scene_of(name, index) for index, name in enumerate(_NAMES))


async def welcome(window: Window, _hub: ScriptedServer) -> None:
    """The first run."""
    await window.until_text("main.connection", "connected, ")
    trigger(window, "welcome")


async def welcome_refused(window: Window, hub: ScriptedServer) -> None:
    """A key that is not accepted."""
    await welcome(window, hub)
    store = window.program._settings
    mine = LLM_HUB._replace(base_url=hub.base_url)
    store.update(store.current._replace(profiles=(mine,)))
    window.find(QLineEdit, "welcome.key").setText("sk-wrong")
    window.click("welcome.connect")
    await window.until_text("welcome.said", "accept")


SCENES = (
    *_TABS,
    welcome,
    welcome_refused,
    palette,
    shortcuts,
    about,
    menu,
    menu_view,
    menu_tab,
    narrow,
)
