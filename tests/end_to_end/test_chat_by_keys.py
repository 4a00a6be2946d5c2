"""A person uses the chat with the keyboard alone, in the real window on a real X display."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.x11.program import running_program

if TYPE_CHECKING:
    from tests.servers import ScriptedServer
    from tests.x11.display import X11Display

CHAT = "/v2/chat/completions"
PATIENCE = 30.0  # seconds


class Keyboard:
    """Presses keys; where they go is up to the window."""

    def __init__(self, display: X11Display) -> None:
        self._display = display

    def press(self, *keys: str) -> None:
        """One after the other, each as xdotool calls it."""
        self._display.xdotool("key", "--clearmodifiers", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        """Type words."""
        self._display.xdotool("type", "--clearmodifiers", "--delay", "10", text)

    def answer(self, title: str, text: str) -> None:
        """Type into the dialog of that title, then Enter."""
        self._display.wait_for_window(title)
        self.write(text)
        self.press("Return")


def answered(hub: ScriptedServer, count: int) -> bool:
    requests = hub.requests_to(CHAT)
    return len(requests) == count and all(each.answered.is_set() for each in requests)


def exported(path: Path) -> list[dict[str, Any]]:
    """What is in the file, as soon as it is complete."""
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline, "waited in vain for the file"
        time.sleep(0.02)
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


def test_a_day_with_the_chat_needs_no_mouse(
    display: X11Display, hub: ScriptedServer, tmp_path: Path
) -> None:
    keys = Keyboard(display)
    with running_program(display, hub, tmp_path, tab="chat"):
        keys.write("What is it?")
        keys.press("Return")
        assert hub.wait_until(lambda: answered(hub, 1), PATIENCE)
        assert hub.last(CHAT).json["messages"][-1]["content"] == "What is it?"
        while not hub.wait_until(lambda: len(hub.requests_to(CHAT)) == 2, 1.0):
            keys.press("ctrl+r")  # in vain until the window has seen the end of the answer
        assert hub.wait_until(lambda: answered(hub, 2), PATIENCE)
        keys.press("ctrl+k", "Down", "Menu", "Down", "Down", "Down", "Return")
        keys.answer("^Tags", "work")
        keys.press("F2")
        keys.write("Named by keys")
        keys.press("Return", "ctrl+k")  # from a line of text, too, the menu of exports is opened
        keys.press("ctrl+shift+x", "Down", "Down", "Return")
        keys.answer("^Export", str(tmp_path / "all.json"))
        (kept,) = exported(tmp_path / "all.json")
        assert (kept["title"], kept["tags"]) == ("Named by keys", ["work"])
        assert [each["role"] for each in kept["messages"]] == ["user", "assistant", "assistant"]
        keys.press("ctrl+k", "Down", "Delete", "ctrl+shift+b", "Return", "Escape", "Return")
        keys.press("ctrl+shift+x", "Down", "Down", "Down", "Return")
        keys.answer("^Import", str(tmp_path / "all.json"))
        keys.press("ctrl+k")
        keys.write("named by")
        keys.press("Down", "Return", "Escape", "Escape")
        keys.press("ctrl+shift+x", "Down", "Down", "Return")
        keys.answer("^Export", str(tmp_path / "twice.json"))
        assert [each["title"] for each in exported(tmp_path / "twice.json")] == [kept["title"]] * 2
