"""Errors of what goes with a message."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.core.errors.base import HubError


class AttachmentProblem(StrEnum):
    """Why a file cannot go with a message. Pictures have a PictureProblem."""

    MISSING = "missing"  # no such file
    NO_ACCESS = "no_access"  # the system does not let us read it
    NOT_A_FILE = "not_a_file"  # a folder, a device
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    SOUND = "sound"
    PDF = "pdf"
    NOT_TEXT = "not_text"  # and no picture either


class AttachmentUnusable(HubError):
    """The file `name` of `size` bytes cannot go with a message; text may have `limit` bytes."""

    def __init__(
        self, problem: AttachmentProblem, *, name: str, size: int = 0, limit: int = 0
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.name = name
        self.size = size
        self.limit = limit


class PicturesNotTaken(HubError):
    """The list of models says that `model` takes no pictures, and the conversation has some."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self.model = model
