"""Sounds and recorders for the tests of this folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from desktop_app.audio.recorder import Recorder
from tests.audio.pulse import VirtualMicrophone, speak, virtual_microphone

if TYPE_CHECKING:
    from desktop_app.audio.recorder_messages import RecorderEvent

__all__ = ["virtual_microphone"]

OpenRecorder = Callable[[], Awaitable[Recorder]]


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spoken sentence of about three seconds."""
    return speak("The harbour of Hamburg", tmp_path_factory.mktemp("speech") / "speech.wav")


@pytest.fixture
def events() -> list[RecorderEvent]:
    """What the window is told."""
    return []


@pytest.fixture
def _microphone_is_there(virtual_microphone: VirtualMicrophone) -> None:
    """The recorder finds the microphone by the environment."""
    del virtual_microphone


@pytest_asyncio.fixture
async def open_recorder(
    _microphone_is_there: None, tmp_path: Path, events: list[RecorderEvent]
) -> AsyncIterator[OpenRecorder]:
    """Opens the virtual microphone; every recorder is closed in the end."""
    opened: list[Recorder] = []

    async def open_one() -> Recorder:
        opened.append(await Recorder.open("", tmp_path / "recordings", events.append))
        return opened[-1]

    yield open_one
    await asyncio.gather(*(recorder.close() for recorder in opened))
