"""How a person prepares a request in each tab and sends it, for tests of all of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.end_to_end.audio import choose_verse
from tests.end_to_end.embeddings_tab import EMBEDDINGS_TAB
from tests.end_to_end.scenes_vision import VISION_TAB, add, landscape
from tests.end_to_end.tools_tab import TOOLS_TAB

if TYPE_CHECKING:
    from tests.end_to_end.window import Window

WORDS = "What's \"this\", für $HOME?\n'''\nJSON"
CHAT = "/v2/chat/completions"
COMPLETION_TAB = 1


async def write_chat(window: Window, _folder: Path) -> None:
    window.type("chat.prompt", WORDS)


async def write_completion(window: Window, _folder: Path) -> None:
    window.show_tab(COMPLETION_TAB)
    window.type("completion.prompt", WORDS)


async def write_texts(window: Window, _folder: Path) -> None:
    window.show_tab(EMBEDDINGS_TAB)
    window.type("embeddings.texts", WORDS)


async def write_question_and_add_picture(window: Window, folder: Path) -> None:
    window.show_tab(VISION_TAB)
    await add(window, landscape(folder / "hills.jpg", 160, 100))
    window.type("vision.question", WORDS)


async def choose_sound(window: Window, folder: Path) -> None:
    await choose_verse(window, folder / "audio_file.mp3")


async def write_with_tool(window: Window, _folder: Path) -> None:
    window.show_tab(TOOLS_TAB)
    window.click("tools.example")


class Sending(NamedTuple):
    """How a person prepares a request in a tab and sends it, and where it arrives."""

    prepare: Callable[[Window, Path], Awaitable[None]]  # with a folder for files
    send: str
    path: str


TABS = {
    "chat": Sending(write_chat, "chat.send", CHAT),
    "completion": Sending(write_completion, "completion.run", "/v2/completions"),
    "embeddings": Sending(write_texts, "embeddings.run", "/v2/embeddings"),
    "vision": Sending(write_question_and_add_picture, "vision.ask", CHAT),
    "audio": Sending(choose_sound, "audio.run", "/v2/audio/audio/transcriptions"),
    "tools": Sending(write_with_tool, "tools.send", CHAT),
}
