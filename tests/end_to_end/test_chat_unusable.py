"""Conversations that cannot be kept: it is said, the file stays as it is, and one can chat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from desktop_app.core.settings import Settings, save_settings
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers.replies import chat_stream, detail
from tests.storage.database.holding import held
from tests.storage.database.mounted import READ_ONLY, run_mounted, small_disk
from tests.storage.database.talking import opened, shown, talk

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"

# What a person does and sees in a window whose data folder is on a disk of its own.
_IN_A_WINDOW = """
import asyncio, json, sys
from contextlib import suppress
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from desktop_app.event_loop import new_event_loop
from tests.end_to_end.killed_program import glimpse
from tests.end_to_end.window import connected, environ, paths_below, running_window
from tests.servers import ScriptedServer, play_hub
from tests.servers.replies import chat_chunk, chat_stream, sse
from tests.storage.database.talking import opened, shown

DATA = Path(sys.argv[1])
CHAT = "/v2/chat/completions"
app = QApplication([])

def fill(folder):
    with suppress(OSError), (folder / "ballast").open("wb", buffering=0) as stream:
        while stream.write(b"x" * 4096):
            pass

async def ask(window, question, answer):
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.transcript", answer)

{steps}

with ScriptedServer() as hub, asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
    play_hub(hub)
    print(json.dumps(runner.run(live(hub))))
"""
_CHATTING = """
async def live(hub):
    hub.on("POST", CHAT, chat_stream(["It is."]))
    async with running_window(DATA.parent, environ(hub)) as window:
        await window.until_text("chat.error", " ")
        said = window.text("chat.error")
        await connected(window)
        await ask(window, "Is it usable?", "It is.")
        return said
"""
_FILLING = """
async def live(hub):
    words = [chat_chunk({"content": f"{n} " * 200}) for n in range(200)]
    hub.on("POST", CHAT, sse(words, pause=0.02))
    folder = paths_below(DATA.parent).conversations
    async with running_window(DATA.parent, environ(hub)) as window:
        await connected(window)
        await ask(window, "Tell me much", "3 3 3")
        fill(folder)
        await window.until_text("chat.error", "disk is full")
        await window.until_text("chat.transcript", "199 199")
        (folder / "ballast").unlink()
        finished = "SELECT 1 FROM messages WHERE state = 'finished' AND role = 'assistant'"
        await window.until(lambda: glimpse(DATA.parent, finished), "the answer")
    async with opened(folder) as database:
        (conversation,) = await database.conversations.page()
        texts = await shown(database, conversation.id)
        return [database.problem is None, texts[0], texts[1] == "".join(
            f"{n} " * 200 for n in range(200))]
"""


def in_a_window(steps: str, folder: Path, mount: str) -> object:
    """What a window says whose data folder is mounted by a shell command."""
    data = paths_below(folder).data
    data.mkdir(exist_ok=True)
    return json.loads(run_mounted(_IN_A_WINDOW.replace("{steps}", steps), data, mount))


async def ask(window: Window, question: str, answer: str) -> None:
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.transcript", answer)


async def a_file(folder: Path) -> tuple[Path, int]:
    """The file of an earlier start, and a conversation in it."""
    layout = paths_below(folder).conversations
    async with opened(layout) as database:
        conversation = await talk(database, *["an earlier word " * 50] * 40)
    return layout / "conversations.sqlite3", conversation


def _of_a_newer_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO migrations (name) VALUES ('colours')")


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


@pytest.mark.parametrize(
    ("spoil", "sentence", "kept_as"),
    [
        (_cut_off, "is damaged and was kept as “conversations.sqlite3.broken-1”", ".broken-1"),
        (_of_a_newer_version, "A newer version of this program", ""),
    ],
)
async def test_a_file_that_cannot_be_used_is_kept_byte_for_byte(
    tmp_path: Path,
    hub: ScriptedServer,
    spoil: Callable[[Path], None],
    sentence: str,
    kept_as: str,
) -> None:
    file, _ = await a_file(tmp_path)
    spoil(file)
    before = file.read_bytes()
    hub.on("POST", CHAT, chat_stream(["It is."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("chat.error", sentence)
        await connected(window)
        await ask(window, "Is it usable?", "It is.")
    kept = file.with_name(file.name + kept_as)
    assert kept.read_bytes() == before


async def test_a_second_window_says_so_and_leaves_the_first_one_alone(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    file, conversation = await a_file(tmp_path)
    before = file.read_bytes()
    hub.on("POST", CHAT, chat_stream(["It is."]))
    with held(file):
        async with running_window(tmp_path, environ(hub)) as window:
            await window.until_text("chat.error", "Another window or program uses")
            assert "forgotten when the window is closed" in window.text("chat.error")
            await connected(window)
            await ask(window, "Is it usable?", "It is.")
        assert file.read_bytes() == before
    async with opened(file.parent) as database:
        assert len(await shown(database, conversation)) == 40
        assert len(await database.conversations.page()) == 1


async def test_what_is_only_in_memory_is_saved_elsewhere_and_taken_in_when_all_is_well(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    file, conversation = await a_file(tmp_path)
    hub.on("POST", CHAT, chat_stream(["It is."]))
    with held(file):
        async with running_window(tmp_path, environ(hub)) as window:
            await window.until_text("chat.error", "Another window or program uses")
            await connected(window)
            await ask(window, "Do not lose me", "It is.")
            window.click("chat.new")  # and the way out is still offered
            save = window.find(QPushButton, "chat.save_conversations")
            await window.until(save.isVisible, "the offer")
            save.click()
            dialog = window.find(QFileDialog, "chat.export_dialog")
            field = dialog.findChild(QLineEdit)
            assert field is not None
            field.setText(str(tmp_path / "saved"))
            dialog.accept()
            await window.until((tmp_path / "saved.json").exists, "the file")
    async with opened(file.parent) as database:
        await database.importer.read_file(tmp_path / "saved.json")
        texts = [await shown(database, each.id) for each in await database.conversations.page()]
        assert ["Do not lose me", "It is."] in texts
        assert len(await shown(database, conversation)) == 40


async def test_an_ordinary_failure_offers_no_rescue(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, detail("The back end is restarting", 503))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Is it?")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.error", "restarting")
        assert window.find(QPushButton, "chat.save_conversations").isHidden()


def test_a_full_disk_at_start_is_said_and_one_can_chat(tmp_path: Path) -> None:
    said = in_a_window(_CHATTING, tmp_path, small_disk(kilobytes=16))
    assert str(said).startswith("The disk is full, so nothing new can be kept. Free some space")


async def test_a_folder_that_is_read_only_is_said_and_one_can_read_and_chat(
    tmp_path: Path,
) -> None:
    file, _ = await a_file(tmp_path)
    before = file.read_bytes()
    said = in_a_window(_CHATTING, tmp_path, READ_ONLY)
    assert str(said).startswith("The folder of the conversations cannot be written.")
    assert file.read_bytes() == before


def test_a_disk_that_fills_up_in_mid_stream_loses_no_word_of_the_answer(tmp_path: Path) -> None:
    said = in_a_window(_FILLING, tmp_path, small_disk(kilobytes=2048))
    assert said == [True, "Tell me much", True]


async def test_it_is_said_when_the_chat_is_shown_later_than_other_tabs(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    file, _ = await a_file(tmp_path)
    _of_a_newer_version(file)
    save_settings(paths_below(tmp_path).settings_file, Settings(current_tab="models"))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.show_tab(0)
        await window.until_text("chat.error", "A newer version of this program")
