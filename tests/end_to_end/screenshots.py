"""Pictures of the window to look at: `python -m tests.end_to_end.screenshots FOLDER [scene …]`.

Each scene is played in light and dark. QT_SCALE_FACTOR=2 gives a dense screen.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.settings import Settings, Theme, save_settings
from desktop_app.event_loop import new_event_loop
from desktop_app.first_paint import new_application
from tests.end_to_end import (
    scenes_audio,
    scenes_chat,
    scenes_chat_attachments,
    scenes_chat_compare,
    scenes_chat_parameters,
    scenes_comfort,
    scenes_completion,
    scenes_connection_test,
    scenes_embeddings,
    scenes_ledger,
    scenes_limits,
    scenes_models,
    scenes_reports,
    scenes_settings,
    scenes_sidebar,
    scenes_tools,
    scenes_vision,
)
from tests.end_to_end.window import Window, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.replies import chat_stream, detail

ANSWER = """**Open Telekom Cloud** is a public cloud of T-Systems, based on *OpenStack*.

It offers three kinds of service:

1. **Compute**: virtual machines and bare metal
2. **Storage**: block, object and file
3. **Network**: load balancers, VPN, DNS

| Region | Place | Since |
|---|---|---|
| eu-de | Magdeburg / Biere | 2016 |
| eu-nl | Amsterdam | 2021 |

To list your servers:

```python
import openstack

def names(cloud: str = "otc") -> list[str]:
    \"\"\"Names of all servers.\"\"\"
    return [server.name for server in openstack.connect(cloud).compute.servers()]
```

> Prices depend on the flavour and the hours it runs.
"""

Scene = Callable[[Window, ScriptedServer], Awaitable[None]]


async def empty(window: Window, _hub: ScriptedServer) -> None:
    """The first thing that a person sees."""
    await window.until_text("main.connection", "connected, ")


async def _ask(window: Window, question: str) -> None:
    await window.until_text("main.connection", "connected, ")
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)


async def chat_done(window: Window, hub: ScriptedServer) -> None:
    """A conversation with code, a table and a second question half written."""
    hub.on("POST", "/v2/chat/completions", chat_stream([ANSWER]))
    await _ask(window, "What is Open Telekom Cloud, and how do I list my servers?")
    await window.until_text("chat.usage", "tokens")
    window.type("chat.prompt", "And how do I\nstart one?")
    await asyncio.sleep(1.5)  # until the code has its colours


async def chat_busy(window: Window, hub: ScriptedServer) -> None:
    """An answer that is being written."""
    words = [word + " " for word in ANSWER.split(" ")]
    hub.on("POST", "/v2/chat/completions", chat_stream(words, pause=0.02))
    await _ask(window, "What is Open Telekom Cloud?")
    await window.until_text("chat.transcript", "Storage")


async def chat_failed(window: Window, hub: ScriptedServer) -> None:
    """An answer that the server refuses."""
    hub.on("POST", "/v2/chat/completions", detail("The back end is restarting", 503))
    await _ask(window, "What is Open Telekom Cloud?")
    await window.until(lambda: bool(window.text("chat.error")), "the error")


async def settings(window: Window, _hub: ScriptedServer) -> None:
    """The settings dialog."""
    await window.until_text("main.connection", "connected, ")
    await window.open_settings()
    await asyncio.sleep(0.3)


_MODULES = (
    scenes_limits,
    scenes_ledger,
    scenes_audio,
    scenes_models,
    scenes_reports,
    scenes_embeddings,
    scenes_completion,
    scenes_vision,
    scenes_tools,
    scenes_settings,
    scenes_connection_test,
    scenes_chat,
    scenes_chat_attachments,
    scenes_chat_compare,
    scenes_sidebar,
    scenes_chat_parameters,
    scenes_comfort,
)
SCENES: dict[str, Scene] = {
    scene.__name__: scene for scene in (empty, chat_done, chat_busy, chat_failed, settings)
} | {scene.__name__: scene for module in _MODULES for scene in module.SCENES}


def picture_of(root: QWidget) -> QPixmap:
    """The dialog or window in front, with the menus and tool tips over it."""
    over, front = [], root
    for each in root.findChildren(QWidget):
        if each.isWindow() and each.isVisible():
            if each.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}:
                over.append(each)
            elif front is root:
                front = each
    picture = front.grab()
    painter = QPainter(picture)
    for each in over:
        painter.drawPixmap(front.mapFromGlobal(each.pos()), each.grab())
    painter.end()
    return picture


async def shoot(folder: Path, names: list[str], themes: list[Theme], text_size: int) -> None:
    """Play the scenes and save a picture of each, in all the themes."""
    suffix = "" if text_size == 100 else f"-{text_size}"
    for name in names:
        for theme in themes:
            with tempfile.TemporaryDirectory() as home, ScriptedServer() as hub:
                play_hub(hub)
                file = paths_below(Path(home)).settings_file
                save_settings(file, Settings(theme=theme, text_size=text_size))
                environ = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY}
                async with running_window(Path(home), environ) as window:
                    await SCENES[name](window, hub)
                    await asyncio.sleep(0.2)
                    picture = picture_of(window.root)
                    picture.save(str(folder / f"{name}-{theme.value}{suffix}.png"))


def main() -> None:
    """Read the command line and play."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*", metavar="scene", help=f"of {', '.join(SCENES)}")
    parser.add_argument("--theme", type=Theme, action="append", help="light, dark …; both")
    parser.add_argument("--text-size", type=int, default=100, help="per cent")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    app: QApplication = new_application()
    with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
        runner.run(
            shoot(
                asked.folder,
                asked.scenes or list(SCENES),
                asked.theme or [Theme.LIGHT, Theme.DARK],
                asked.text_size,
            )
        )


if __name__ == "__main__":
    main()
