"""A program whose exports go to a disk that takes nothing."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.event_loop import new_event_loop
from tests.storage.database.talking import talk
from tests.tabs.chat.exchange.exchanging import person_in


def main(disk: Path) -> None:
    """Print the name of each file that was told to be unwritable and is as it was."""
    app = QApplication([])
    with (
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner,
    ):
        runner.run(_exports(Path(folder), disk))


async def _exports(conversations: Path, disk: Path) -> None:
    async with person_in(conversations) as person:
        person.shown = await talk(person.database, *[f"{n} " * 20_000 for n in range(20)])
        entries = (
            ("chat.export_this", "old.md"),
            ("chat.export_all", "old.json"),
            ("chat.save_pdf", "old.pdf"),
        )
        for entry, name in entries:
            file = disk / name
            if not file.exists():
                file.write_text("older")
            before = _names(disk)
            await person.choose_file(entry, file)
            await person.complained(f"“{name}” could not be written.")
            person.banner.clear()
            if file.read_text() == "older" and _names(disk) == before:
                print(name)  # noqa: T201 - read by the test


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
