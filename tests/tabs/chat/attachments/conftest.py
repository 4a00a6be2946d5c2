"""A prompt box with attachments in a window of its own, and the database of the archive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.tabs.archive import Archive
from desktop_app.tabs.chat.attachments.attachments import Attachments
from desktop_app.ui.prompt_box import PromptBox
from tests.end_to_end.window import until
from tests.tabs.chat.attachments.form import Form

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    archive = Archive(tmp_path / "conversations")
    archive.start()
    # Between a fixture and its test Qt's events are handled while no loop of asyncio runs.
    await until(lambda: not archive._runner.busy, "the archive to be looked after")
    yield archive
    await archive.close()


@pytest.fixture
async def database(archive: Archive) -> ConversationDatabase:
    return await archive.database()


@pytest.fixture
async def form(archive: Archive) -> AsyncIterator[Form]:
    window = QWidget()
    tab = QWidget(window)
    QVBoxLayout(window).addWidget(tab)
    prompt = PromptBox(("chat.prompt", "chat.send", "chat.stop"), "Ask something", "Send")
    search = QLineEdit()
    column = QVBoxLayout(tab)
    column.addWidget(search)
    column.addWidget(prompt)
    window.resize(900, 400)
    attachments = Attachments(prompt, tab, archive)
    form = Form(window, prompt, search, attachments, archive)
    attachments.failed.connect(form.errors.append)
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow, "the window")
    yield form
    await attachments.close()
    window.hide()
    window.deleteLater()
