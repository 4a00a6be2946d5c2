"""The halves of Whisper's weights are joined once, checked, and never half done."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from desktop_app.engine import weights
from desktop_app.engine.errors import EngineError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LLMHUB_ENGINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_halves_become_one_checked_file(cache: Path) -> None:
    folder = weights.HalvedWeights().folder()
    assert hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest() == weights.SHA256
    assert {file.name for file in folder.iterdir()} >= {"config.json", "tokenizer.json"}
    assert list(cache.iterdir()) == [folder]


def test_they_are_joined_once_only() -> None:
    first = weights.HalvedWeights().folder()
    (first / "model.bin").unlink()  # would come back if they were joined again
    assert weights.HalvedWeights().folder() == first
    assert not (first / "model.bin").exists()


def test_damaged_halves_are_refused_and_leave_nothing(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "SHA256", "0" * 64)
    with pytest.raises(EngineError, match="damaged"):
        weights.HalvedWeights().folder()
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LLMHUB_ENGINE_CACHE", str(tmp_path / "file"))
    with pytest.raises(EngineError, match="cannot be written"):
        weights.HalvedWeights().folder()
