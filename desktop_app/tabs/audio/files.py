"""The files of a person that the Audio tab reads and writes itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

from desktop_app.core.errors import FileUnwritable, SoundUnreadable


async def size_of_sound(path: Path) -> int:
    """Bytes of a sound file.

    Raises:
        SoundUnreadable: it cannot be reached.
    """
    try:
        return (await asyncio.to_thread(path.stat)).st_size
    except OSError as error:
        raise SoundUnreadable from error


async def save_transcript(path: Path, text: str) -> None:
    """Write a transcript as UTF-8.

    Raises:
        FileUnwritable: the file cannot be written.
    """
    try:
        await asyncio.to_thread(path.write_text, text, encoding="utf-8")
    except OSError as error:
        raise FileUnwritable(path.name, error.strerror or "") from error
