"""The window's formulas: drawn by one process, painted in a thread, kept for all transcripts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.transcript.bounded_cache import BoundedCache
from desktop_app.ui.transcript.formula_picture import FormulaLook, painted

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop_app.formulas import Drawing, Formula, FormulaProcess

_DRAWINGS = 2_000
_PICTURE_BYTES = 32 * 1024 * 1024
_LONGEST_QUEUE = 2_000


class FormulaRenderer(QObject):
    """Gives drawings and pictures as far as they are there, and sees to it that they come.

    Without a process there are none: every formula is shown as its source.
    """

    drawn = Signal(object)
    """A Formula was drawn, or will never be: `drawing` answers for good."""
    painted = Signal()
    """All pictures that were asked for are there."""

    def __init__(
        self, process: FormulaProcess | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._process = process
        self._drawings: BoundedCache[Formula, Drawing | None] = BoundedCache(_DRAWINGS)
        self._pictures: BoundedCache[tuple[Formula, FormulaLook], QImage] = BoundedCache(
            _PICTURE_BYTES
        )
        self._to_draw: dict[Formula, FormulaLook] = {}
        self._to_paint: dict[tuple[Formula, FormulaLook], None] = {}
        self._work: asyncio.Task[None] | None = None

    def is_settled(self, formula: Formula) -> bool:
        """Whether nothing more comes for it: it is drawn, or cannot be."""
        return self._process is None or formula in self._drawings

    def drawing(self, formula: Formula, look: FormulaLook) -> Drawing | None:
        """The drawing, if there is one; else it is made, and painted for `look`."""
        if not self.is_settled(formula) and len(self._to_draw) < _LONGEST_QUEUE:
            self._to_draw.setdefault(formula, look)
            self._start()
        return self._drawings.get(formula)

    def picture(self, formula: Formula, look: FormulaLook) -> QImage | None:
        """The picture, if there is one; else it is painted."""
        image = self._pictures.get((formula, look))
        if image is None and self._process is not None:
            self._to_paint[formula, look] = None
            self._start()
        return image

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is still to come."""
        return self._work is not None

    async def close(self) -> None:
        """End the process; nothing is drawn any more."""
        process, self._process = self._process, None
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait([self._work])
        if process is not None:
            await process.close()

    def _start(self) -> None:
        if self._work is None:
            self._work = asyncio.get_running_loop().create_task(self._run(), name="formulas")
            self._work.add_done_callback(self._on_done)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._work = None
        if not task.cancelled() and (error := task.exception()) is not None:
            task.get_loop().call_exception_handler(
                {"message": "Drawing formulas failed", "exception": error}
            )

    async def _run(self) -> None:
        while self._to_paint or self._to_draw:
            if self._to_paint:
                # What is on the screen already comes first.
                formula, look = next(iter(self._to_paint))
                del self._to_paint[formula, look]
                await self._paint(formula, look)
                if not self._to_paint:
                    self.painted.emit()
            else:
                formula = next(iter(self._to_draw))
                await self._paint(formula, self._to_draw[formula])
                self._to_draw.pop(formula, None)
                self.drawn.emit(formula)

    async def _paint(self, formula: Formula, look: FormulaLook) -> None:
        if formula not in self._drawings and self._process is not None:
            self._drawings.put(formula, await self._process.draw(formula))
        drawing = self._drawings.get(formula)
        if drawing is not None and (formula, look) not in self._pictures:
            loop = asyncio.get_running_loop()
            image = await loop.run_in_executor(None, painted, drawing, look)
            self._pictures.put((formula, look), image, image.sizeInBytes())
