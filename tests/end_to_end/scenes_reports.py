"""Scenes of what the program tells of itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tests.end_to_end.window import connected

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

_TRACE = """\
Fatal Python error: Segmentation fault

Current thread 0x00007f1c4ae5c740 (most recent call first):
  File "desktop_app/ui/transcript/writer.py", line 88 in append
  File "desktop_app/tabs/chat/transcript/transcript_feed.py", line 61 in _on_text
"""


async def _until_collected(window: Window) -> None:
    def is_there() -> bool:
        return "----" in window.find(QPlainTextEdit, "report.text").toPlainText()

    await window.until(is_there, "the report")


async def diagnostics(window: Window, _hub: ScriptedServer) -> None:
    """Help > Diagnostics."""
    await connected(window)
    window.find(QAction, "menu.diagnostics").trigger()  # type: ignore[type-var]
    await _until_collected(window)


async def crash_notice(window: Window, _hub: ScriptedServer) -> None:
    """The start after a crash."""
    await connected(window)
    runs = window.paths.runs
    runs.mkdir(parents=True, exist_ok=True)
    run = "LLM Hub Desktop 0.1.0, started 2026-11-29 16:05:11"
    (runs / "run-1-1.txt").write_text(f"{run}\n{_TRACE}")
    window.program.reports.start()
    await window.until(window.find(QWidget, "main.show_report").isVisible, "the notice")
    await asyncio.sleep(0.3)


async def error_report(window: Window, hub: ScriptedServer) -> None:
    """The report about it."""
    await crash_notice(window, hub)
    log = window.paths.log_file
    log.parent.mkdir(parents=True)
    log.write_text(
        "2026-11-29 16:05:12,101 WARNING desktop_app.defects: Qt: QPainter::begin: Paint device "
        "returned engine == 0, type: 3\n" * 3
    )
    window.click("main.show_report")
    await _until_collected(window)


SCENES = (diagnostics, crash_notice, error_report)
