"""The last list of models of each profile is kept for a start without the server."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.core.model_list import ModelList
from desktop_app.core.models import ModelInfo
from desktop_app.core.profiles import Profile
from desktop_app.storage.model_cache import ModelCache

HUB = Profile("Hub", "https://hub.example/v2")
LISTED = ModelList(
    (
        ModelInfo("Llama-3.3", {"max_sequence_length": 8192, "tags": ["a", None, 1.5]}, "meta"),
        ModelInfo("größe-ü", {"nested": {"deep": True}}),
    ),
    datetime(2025, 5, 3, 10, 12, tzinfo=UTC),
)


async def test_a_list_is_read_as_it_was_kept(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path / "not" / "yet" / "there")
    await cache.save(HUB, LISTED)
    assert await cache.load(HUB) == LISTED


async def test_another_server_under_the_same_name_has_a_list_of_its_own(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path)
    await cache.save(HUB, LISTED)
    assert await cache.load(Profile("Hub", "https://other.example/v2")) is None
    assert await cache.load(Profile("Hub", HUB.base_url, audio_base="https://a.example")) is None
    learned = Profile("Hub", HUB.base_url, audio_base=f"{HUB.base_url}/audio")
    assert await cache.load(learned) == LISTED


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"models": []}', b'{"listed_at": "x", "models": []}', b"\xff\xfe",
     b'{"listed_at": "2025-05-03T10:12:00+00:00", "models": [{"id": "a", "meta": 5}]}'],
    ids=["empty", "cut", "list", "no date", "no such date", "no text", "no mapping"],
)  # fmt: skip
async def test_a_broken_file_counts_as_none_and_is_replaced(tmp_path: Path, content: bytes) -> None:
    cache = ModelCache(tmp_path)
    cache.file_of(HUB).write_bytes(content)
    assert await cache.load(HUB) is None
    await cache.save(HUB, LISTED)
    assert await cache.load(HUB) == LISTED


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_nothing_but_the_list_is_left_in_the_folder(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path)
    await cache.save(HUB, LISTED)
    await cache.save(HUB, LISTED)
    assert names_in(tmp_path) == [cache.file_of(HUB).name]


@pytest.mark.expects_log
async def test_a_folder_that_cannot_be_written_disturbs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = ModelCache(tmp_path / "file" / "models")
    await cache.save(HUB, LISTED)
    assert await cache.load(HUB) is None
