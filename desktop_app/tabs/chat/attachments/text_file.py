"""Reads a text file that goes with a message; sound, PDF and other content is told apart."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NoReturn

from desktop_app.audio.sound_format import sound_format
from desktop_app.core.conversations import NewAttachment
from desktop_app.core.errors import AttachmentProblem, AttachmentUnusable
from desktop_app.core.picture_formats import HEAD_LENGTH
from desktop_app.core.text_decoding import decoded_text, has_byte_order_mark
from desktop_app.tabs.chat.attachments.kinds import TEXT_TYPE

LARGEST_TEXT = 2_000_000  # bytes; more than the longest context of a model holds


def file_head(path: Path, name: str) -> bytes:
    """The first bytes of a file, which tell what it is. Blocks.

    Raises:
        AttachmentUnusable: with `name`, when there is nothing to be read.
    """
    try:
        # Looked at before it is opened: opening a pipe may wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            _refuse(AttachmentProblem.NOT_A_FILE, name)
        with path.open("rb") as file:
            return file.read(HEAD_LENGTH)
    except FileNotFoundError:
        _refuse(AttachmentProblem.MISSING, name)
    except OSError:
        _refuse(AttachmentProblem.NO_ACCESS, name)


def read_text_file(path: Path, name: str) -> NewAttachment:
    """The text of a file in UTF-8, lines ended by line feeds alone. Blocks.

    Raises:
        AttachmentUnusable: with `name`, when it is no text or more than `LARGEST_TEXT`.
    """
    head = file_head(path, name)
    if not head:
        _refuse(AttachmentProblem.EMPTY, name)
    if head.startswith(b"%PDF-"):
        _refuse(AttachmentProblem.PDF, name)
    extension = path.suffix.lower().removeprefix(".")
    if not has_byte_order_mark(head) and sound_format(head, extension):
        _refuse(AttachmentProblem.SOUND, name)
    return NewAttachment(name, TEXT_TYPE, _text(path, name).encode("utf-8"))


def _text(path: Path, name: str) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_TEXT:
            _refuse(AttachmentProblem.TOO_LARGE, name, size=size, limit=LARGEST_TEXT)
        text = decoded_text(path.read_bytes())
    except FileNotFoundError:
        _refuse(AttachmentProblem.MISSING, name)
    except OSError:
        _refuse(AttachmentProblem.NO_ACCESS, name)
    except UnicodeDecodeError:
        _refuse(AttachmentProblem.NOT_TEXT, name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse(problem: AttachmentProblem, name: str, *, size: int = 0, limit: int = 0) -> NoReturn:
    raise AttachmentUnusable(problem, name=name, size=size, limit=limit) from None
