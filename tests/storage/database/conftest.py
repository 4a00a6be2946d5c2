"""A database of its own for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop_app.storage.database import ConversationDatabase


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[ConversationDatabase]:
    opened = await ConversationDatabase.open(tmp_path / "conversations")
    assert opened.problem is None
    yield opened
    await opened.close()
