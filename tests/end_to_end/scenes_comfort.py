"""Scenes of the menu, the palette, the list of shortcuts and the first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer


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


SCENES = (menu, menu_view, menu_tab, narrow)
