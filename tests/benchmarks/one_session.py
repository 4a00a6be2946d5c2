"""A person starts the program, looks around, asks something: what they wait for each time.

`python -m tests.benchmarks.one_session FOLDER URL MOMENT`, the monotonic clock when it was started.
It prints pairs of seconds by name as JSON: by the clock, and processor time of the process.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QListWidget

from desktop_app.command_line import Arguments
from desktop_app.event_loop import new_event_loop
from desktop_app.first_paint import new_application, prepare
from desktop_app.garbage_collection import GuiThreadCollector
from desktop_app.program import Program
from tests.benchmarks.chat_window import ChatWindow
from tests.benchmarks.streaming_server import question
from tests.benchmarks.year import RARE
from tests.end_to_end.window import Window, paths_below
from tests.servers import HUB_KEY

if TYPE_CHECKING:
    from desktop_app.first_paint import Start

_AUDIO = 4
_TOKENS = 3_000


class Watch:
    """Seconds since something began; a process begins with no processor time."""

    def __init__(self, began: float | None = None) -> None:
        self._clock = time.monotonic() if began is None else began
        self._processor = time.process_time() if began is None else 0.0

    def read(self) -> tuple[float, float]:
        return time.monotonic() - self._clock, time.process_time() - self._processor


async def _live(start: Start, url: str, since_start: Watch) -> dict[str, tuple[float, float]]:
    taken = {"first paint": since_start.read()}
    program = Program(start, Arguments(), {"API_BASE": url, "API_KEY": HUB_KEY})
    program.start()
    window = Window(start.window, start.paths, program)
    try:
        listed = window.find(QListView, "chat.conversations").model()
        await window.until(lambda: listed.rowCount() > 0, "the conversations")
        taken["conversations listed"] = since_start.read()
        await window.until_text("main.connection", "connected, ")
        taken["ready"] = since_start.read()
        taken["search"] = await _search(window)
        taken["recordings listed"] = await _look_at_recordings(window, start.paths.recordings)
        taken["streaming"] = await _ask(window)
    finally:
        await program.close()
    return taken


async def _search(window: Window) -> tuple[float, float]:
    watch = Watch()
    window.find(QLineEdit, "chat.search").setText(RARE)
    hits = window.find(QListView, "chat.hits").model()
    await window.until(lambda: hits.rowCount() > 0, "the hit")
    taken = watch.read()
    window.find(QLineEdit, "chat.search").clear()
    return taken


async def _look_at_recordings(window: Window, recordings: Path) -> tuple[float, float]:
    watch = Watch()
    window.show_tab(_AUDIO)
    listed = window.find(QListWidget, "audio.recordings")
    await window.until(lambda: listed.count() > 0, "the recordings")
    taken = watch.read()
    # The rest follows; what is waited for next shall not share the time with it.
    everything = _number_of_recordings(recordings)
    await window.until(lambda: listed.count() == everything, "the rest of the recordings")
    return taken


def _number_of_recordings(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.wav"))


async def _ask(window: Window) -> tuple[float, float]:
    window.show_tab(0)
    chat = ChatWindow(window)
    watch = Watch()
    chat.ask(question("plain", tokens=_TOKENS, rate=None))
    await chat.until_answering()
    await chat.until_idle()
    return watch.read()


def main(folder: Path, url: str, since_start: Watch) -> None:
    app: QApplication = new_application()
    start = prepare(app, paths_below(folder))
    start.window.show()
    app.processEvents()
    GuiThreadCollector(app)
    with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
        print(json.dumps(runner.run(_live(start, url, since_start))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Watch(float(sys.argv[3])))
