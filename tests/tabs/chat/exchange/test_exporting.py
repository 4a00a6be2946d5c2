"""What a person exports is in the file that was chosen."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit

from tests.storage.database.talking import rich_conversation, talk

if TYPE_CHECKING:
    from tests.tabs.chat.exchange.exchanging import Person


async def _text(path: Path) -> str:
    return await asyncio.to_thread(path.read_text, "utf-8")


@pytest.mark.parametrize(
    ("name", "name_filter", "beginning"),
    [
        ("a.md", "", "# Cats & \\<dogs\\>\n\n*20"),
        ("a", "Markdown", "# Cats"),
        ("a.json", "", "[\n{"),
        ("a", "JSON", "[\n{"),
        ("a.html", "", "<!DOCTYPE html>"),
        ("a", "Web page", "<!DOCTYPE html>"),
        ("a.htm", "Markdown", "<!DOCTYPE html>"),  # what was typed says it
        ("a.txt", "JSON", "[\n{"),  # an unknown suffix says nothing
    ],
)
async def test_the_suffix_chooses_the_format_and_else_the_filter(
    person: Person, tmp_path: Path, name: str, name_filter: str, beginning: str
) -> None:
    person.shown = await rich_conversation(person.database)
    await person.choose_file("chat.export_this", tmp_path / name, name_filter)
    suffix = {"Markdown": ".md", "JSON": ".json", "Web page": ".html"}.get(name_filter, "")
    file = tmp_path / (name if "." in name else name + suffix)
    assert await person.told("written") == f"The conversation was written to “{file.name}”."
    assert (await _text(file)).startswith(beginning)
    assert "Reasoning" in await _text(file) or file.suffix in {".json", ".txt"}


async def test_the_title_is_proposed_without_what_no_file_name_may_hold(
    person: Person,
) -> None:
    person.shown = await talk(person.database, 'What is 1/2 of v1.5: "why"?')
    person.choose("chat.export_this")
    dialog = await person.dialog(QFileDialog, "chat.export_dialog")
    assert [Path(name).name for name in dialog.selectedFiles()] == ["What is 1 2 of v1 5 why.md"]
    dialog.reject()


async def test_all_conversations_go_into_one_file(person: Person, tmp_path: Path) -> None:
    for number in range(3):
        await talk(person.database, f"question {number}", "answer")
    await person.choose_file("chat.export_all", tmp_path / "all.json")
    assert await person.told("written") == "3 conversations were written to “all.json”."
    documents = json.loads(await _text(tmp_path / "all.json"))
    assert [document["title"] for document in documents] == [f"question {n}" for n in range(3)]


async def test_the_list_exports_what_is_selected_in_it(person: Person, tmp_path: Path) -> None:
    ids = [await talk(person.database, f"question {number}") for number in range(3)]
    person.exchange.export([ids[2], ids[0]])
    await person.answer_with(tmp_path / "some.md")
    await person.told("2 conversations")
    assert (await _text(tmp_path / "some.md")).count("# question") == 2
    person.exchange.export([])


async def test_without_a_folder_of_documents_no_name_is_made_of_it(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person.exchange._files, "_folder", str(tmp_path / "Documents"))
    person.choose("chat.import")
    dialog = await person.dialog(QFileDialog, "chat.export_dialog")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    assert name.text() == ""
    dialog.reject()


async def test_an_empty_chat_has_nothing_to_export_or_print(person: Person) -> None:
    person.button.set_has_conversation(False)
    enabled = {
        action.objectName()
        for action in person.window.findChildren(QAction)
        if action.isEnabled() and action.objectName().startswith("chat.")
    }
    assert enabled == {"chat.export_all", "chat.import"}
    person.button.set_has_conversation(True)
    person.choose("chat.save_pdf")
    await person.told("still empty")
