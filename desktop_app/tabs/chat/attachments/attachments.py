"""What goes with the next message: added, shown in the prompt box, and handed out to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QObject, Signal

from desktop_app.core.picture_formats import PICTURE_SUFFIXES
from desktop_app.tabs.chat.attachments.reading import Addable, Reader, Ready
from desktop_app.tabs.intake import Intake
from desktop_app.ui.attachment_card import SMALL_CARD
from desktop_app.ui.attachment_strip import AttachmentStrip
from desktop_app.ui.button_keys import keys_shown, press_by
from desktop_app.ui.file_dialog import PICTURE_PATTERNS, choose_files
from desktop_app.ui.image_drop import DroppedFile, DroppedUrl
from desktop_app.ui.picture_paste import PicturePaste
from desktop_app.ui.window_drops import WindowDrops

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.attachments.kinds import AnyAttachment
    from desktop_app.ui.image_drop import DroppedSource
    from desktop_app.ui.prompt_box import PromptBox

_SHORTCUT = "Ctrl+Shift+A"


class Attachments(QObject):
    """Takes pictures and text files by drop on `drop_area`, by paste in it, and by a button.

    Make it when `drop_area` has all its fields: those that come later paste text alone.
    """

    changed = Signal()
    failed = Signal(list)  # of exceptions, one for each that cannot be used; again with each more
    settled = Signal()  # nothing is being read any more

    def __init__(self, prompt: PromptBox, drop_area: QWidget, archive: Archive) -> None:
        super().__init__(prompt)
        self._prompt = prompt
        strip = AttachmentStrip(
            "chat.attachments",
            "chat.remove_attachment",
            self.tr("Goes with the next message"),
            SMALL_CARD,
        )
        prompt.put_above_text(strip)
        self._intake: Intake[Addable, Ready] = Intake(strip, Reader(archive).read)
        self._intake.changed.connect(self._on_changed)
        self._intake.failed.connect(self.failed)
        self._intake.settled.connect(self.settled)
        self._add_button()
        self._take_drops_and_pastes(drop_area)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing, not even what is being read."""
        return self._intake.is_empty

    @property
    def is_reading(self) -> bool:
        """Whether something is still being read; `settled` follows."""
        return self._intake.is_reading

    def new_attachments(self) -> tuple[AnyAttachment, ...]:
        """What is ready to go with a `NewMessage`, in the order in which it was added."""
        return tuple(each.kept for each in self._intake.items)

    def all(self) -> tuple[Addable, ...]:
        """The same, and in its place what is still being read; for `restore`."""
        contents = self._intake.contents
        return tuple(each.kept if isinstance(each, Ready) else each for each in contents)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add pictures and text files; whatever else they are is said by `failed`."""
        self._intake.add([DroppedFile(path) for path in paths])

    def restore(self, attachments: Sequence[Addable]) -> None:
        """Put back what was there before, or what belongs to a message that is being edited."""
        if attachments:
            self._intake.add(attachments)

    def clear(self) -> None:
        """Take everything away: it was sent, or is not wanted."""
        self._intake.clear()

    async def close(self) -> None:
        """End the reading."""
        await self._intake.close()

    def _add_button(self) -> None:
        button = self._prompt.add_action(
            "chat.attach", "attach", self.tr("Attach pictures and text files")
        )
        press_by(button, _SHORTCUT)
        button.setToolTip(
            self.tr("Attach pictures and text files ({keys})\nor drop or paste them here").format(
                keys=keys_shown(button)
            )
        )
        button.clicked.connect(self._choose_files)

    def _take_drops_and_pastes(self, drop_area: QWidget) -> None:
        drops = WindowDrops(drop_area)
        drops.pictures_dropped.connect(self._take)
        drops.files_dropped.connect(self._take_files)
        drops.drag_entered.connect(lambda: self._prompt.set_dragging(True))
        drops.drag_left.connect(lambda: self._prompt.set_dragging(False))
        PicturePaste(drop_area).pictures_pasted.connect(self._take)

    def _choose_files(self) -> None:
        pictures = self.tr("Pictures ({patterns})").format(patterns=PICTURE_PATTERNS)
        choose_files(
            self._prompt,
            "chat.file_dialog",
            self.tr("Attach pictures and text files"),
            [self.tr("All files (*)"), pictures],
            self._take_files,
        )

    def _take_files(self, paths: list[Path]) -> None:
        self._take([DroppedFile(path) for path in paths])

    def _take(self, sources: list[DroppedSource]) -> None:
        # Dragged from another program: the question is what comes next.
        self._prompt.activateWindow()
        self._prompt.field.setFocus()
        links = [source.url for source in sources if _is_link(source)]
        if links:
            self._prompt.insert_words(" ".join(links))
        others = [source for source in sources if not _is_link(source)]
        if others:
            self._intake.add(others)

    def _on_changed(self) -> None:
        self._prompt.allow_empty(not self._intake.is_empty)
        self.changed.emit()


def _is_link(source: DroppedSource) -> TypeGuard[DroppedUrl]:
    """Whether it is the address of a page, or of nothing that shows what it is."""
    is_address = isinstance(source, DroppedUrl)
    return is_address and Path(source.name).suffix.lower() not in PICTURE_SUFFIXES
