"""The bytes of a picture file, refused early when they cannot be a picture."""

from __future__ import annotations

import stat
from pathlib import Path

from desktop_app.core.errors import PictureProblem, PictureUnreadable
from desktop_app.core.picture_formats import (
    HEAD_LENGTH,
    PictureFormat,
    foreign_format,
    picture_format,
)

MAX_FILE_LENGTH = 100_000_000  # bytes


def file_content(path: Path, name: str) -> bytes:
    """The content of a picture file; of anything else not more than its head is read.

    Raises:
        PictureUnreadable: with `name`, when there is nothing to be read.
    """
    try:
        # Looked at before it is opened: opening a pipe may wait for ever.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise PictureUnreadable(PictureProblem.NOT_A_PICTURE, name=name)
        with path.open("rb") as file:
            format_of(file.read(HEAD_LENGTH), name)
            if status.st_size > MAX_FILE_LENGTH:
                raise PictureUnreadable(PictureProblem.TOO_LARGE, name=name)
            file.seek(0)
            return file.read(MAX_FILE_LENGTH)
    except FileNotFoundError as error:
        raise PictureUnreadable(PictureProblem.MISSING, name=name) from error
    except OSError as error:
        raise PictureUnreadable(PictureProblem.NO_ACCESS, name=name) from error


def format_of(data: bytes, name: str) -> PictureFormat:
    """The format that the first bytes of `data` show.

    Raises:
        PictureUnreadable: with `name`, when it is none that can be read.
    """
    head = data[:HEAD_LENGTH]
    if not head:
        raise PictureUnreadable(PictureProblem.EMPTY, name=name)
    if found := picture_format(head):
        return found
    if foreign := foreign_format(head):
        problem = PictureProblem.UNSUPPORTED_FORMAT
        raise PictureUnreadable(problem, name=name, format_name=foreign)
    raise PictureUnreadable(PictureProblem.NOT_A_PICTURE, name=name)
