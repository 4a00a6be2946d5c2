"""The files of a person that the Audio tab reads and writes itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import FileUnwritable, SoundUnreadable
from desktop_app.tabs.audio.subtitles import edited, format_of, subtitles

if TYPE_CHECKING:
    from desktop_app.core.requests import Segment


async def size_of_sound(path: Path) -> int:
    """Bytes of a sound file.

    Raises:
        SoundUnreadable: it cannot be reached.
    """
    try:
        return (await asyncio.to_thread(path.stat)).st_size
    except OSError as error:
        raise SoundUnreadable from error


async def save_transcript(path: Path, text: str, segments: Sequence[Segment]) -> None:
    """Write a transcript as UTF-8; with the times of `segments` where the name asks for subtitles.

    Raises:
        FileUnwritable: the file cannot be written.
    """
    try:
        await asyncio.to_thread(_write, path, text, segments)
    except OSError as error:
        raise FileUnwritable(path.name, error.strerror or "") from error


def _write(path: Path, text: str, segments: Sequence[Segment]) -> None:
    form = format_of(path.suffix)
    if form.needs_times:
        text = subtitles(edited(segments, text), form)
    path.write_text(text, encoding="utf-8")
