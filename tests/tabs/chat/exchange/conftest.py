"""A person with the export button for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.tabs.chat.exchange.exchanging import Person, person_in


@pytest.fixture
async def person(tmp_path: Path) -> AsyncIterator[Person]:
    async with person_in(tmp_path / "conversations") as made:
        yield made
