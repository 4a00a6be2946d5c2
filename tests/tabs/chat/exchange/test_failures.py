"""Whatever goes wrong: a sentence, no half file, and the older file is still there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.storage.database.mounted import READ_ONLY, run_mounted, small_disk
from tests.storage.database.talking import talk

if TYPE_CHECKING:
    from tests.tabs.chat.exchange.exchanging import Person

_ON_A_BAD_DISK = """
import sys
from pathlib import Path
from tests.tabs.chat.exchange.on_a_bad_disk import main

main(Path(sys.argv[1]))
"""
_ENTRIES = [
    ("chat.export_this", "old.md"),
    ("chat.export_all", "old.json"),
    ("chat.save_pdf", "old.pdf"),
]


@pytest.mark.parametrize(("entry", "name"), _ENTRIES)
async def test_a_cancelled_export_leaves_the_older_file(
    person: Person, tmp_path: Path, entry: str, name: str
) -> None:
    words = "many **words** and `code`\\n\\n" * 40
    person.shown = await talk(person.database, *([words] * 1_000))
    for _ in range(5):
        await talk(person.database, *([words] * 50))
    (folder := tmp_path / "out").mkdir()
    (folder / name).write_text("older")
    await person.choose_file(entry, folder / name)
    await person.cancel_as_soon_as_it_begins()
    await person.told("Cancelled. Nothing was written.")
    assert (folder / name).read_text() == "older"
    assert [path.name for path in folder.iterdir()] == [name]


async def test_closing_the_window_ends_what_is_under_way(person: Person, tmp_path: Path) -> None:
    person.shown = await talk(person.database, *(["words " * 200] * 400))
    (folder := tmp_path / "out").mkdir()
    await person.choose_file("chat.save_pdf", folder / "a.pdf")
    await person.exchange.close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("disk", [small_disk(kilobytes=256), READ_ONLY])
def test_a_full_or_locked_disk_is_told_and_leaves_the_older_file(tmp_path: Path, disk: str) -> None:
    for name in ("old.md", "old.json", "old.pdf"):
        (tmp_path / name).write_text("older")
    said = run_mounted(_ON_A_BAD_DISK, tmp_path, disk)
    assert said.split() == ["old.md", "old.json", "old.pdf"]


async def test_a_second_wish_waits_for_the_first(person: Person, tmp_path: Path) -> None:
    told: list[str] = []
    person.exchange.told.connect(told.append)
    person.shown = await talk(person.database, *(["words " * 200] * 400))
    await person.choose_file("chat.save_pdf", tmp_path / "a.pdf")
    person.exchange.export([person.shown])
    assert told == ["Wait until this is done, or cancel it first."]
    await person.told("written")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
