"""Pictures and files of messages, each kept once under the hash of its content."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Set
from pathlib import Path

from desktop_app.core.atomic_file import write_atomically
from desktop_app.core.conversations import Attachment, NewAttachment
from desktop_app.storage.database.problems import typed_errors


class AttachmentFolder:
    """Writes to one folder; reads from it and, if there is one, from `older` too."""

    def __init__(self, folder: Path, older: Path | None = None) -> None:
        self.use(folder, older)

    def use(self, folder: Path, older: Path | None = None) -> None:
        """Go on with other folders."""
        self._folder = folder
        self._folders = (folder,) if older is None else (folder, older)

    def keep(self, attachment: Attachment | NewAttachment) -> Attachment:
        """Keep the content on disk, if it is not there already. Blocks.

        Raises:
            OSError: it cannot be written.
        """
        if isinstance(attachment, Attachment):
            return attachment
        content = attachment.content
        digest = hashlib.sha256(content).hexdigest()
        if self.path_of(digest) is None:
            write_atomically(self._folder / digest[:2] / digest, content)
        return Attachment(attachment.name, attachment.media_type, len(content), digest)

    def path_of(self, digest: str) -> Path | None:
        """The file with the content; None when it is not at hand."""
        if len(digest) != hashlib.sha256().digest_size * 2 or not digest.isalnum():
            return None  # nothing that an imported file makes up is a path
        paths = (folder / digest[:2] / digest for folder in self._folders)
        return next((path for path in paths if path.is_file()), None)

    async def read(self, attachment: Attachment) -> bytes | None:
        """The content of an attachment; None when it is not at hand.

        Raises:
            DatabaseUnusable: it is there but cannot be read.
        """
        return await asyncio.to_thread(self.read_now, attachment.digest)

    def read_now(self, digest: str) -> bytes | None:
        """As `read`, for a worker thread. Blocks."""
        with typed_errors():
            path = self.path_of(digest)
            return None if path is None else path.read_bytes()

    def copy_to_older(self) -> None:
        """Copy what was written into `older` too. Blocks.

        Raises:
            OSError: it cannot be written.
        """
        for path in self._files():
            target = self._folders[-1] / path.parent.name / path.name
            if not target.exists():
                write_atomically(target, path.read_bytes())

    def remove_all_but(self, needed: Set[str]) -> None:
        """Delete what nothing refers to any more. Blocks."""
        for path in self._files():
            if path.name not in needed:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterable[Path]:
        return list(self._folder.glob("??/*"))
