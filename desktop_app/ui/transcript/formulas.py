"""Writes formulas into the document: their source, and their pictures once they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat

from desktop_app.ui.transcript.formula_object import (
    FORMULA_OBJECT,
    FormulaObject,
    formula_format,
)
from desktop_app.ui.transcript.formula_picture import FormulaLook

if TYPE_CHECKING:
    from desktop_app.formulas import Drawing, Formula
    from desktop_app.ui.transcript.formats import Formats
    from desktop_app.ui.transcript.formula_renderer import FormulaRenderer
    from desktop_app.ui.transcript.reading_view import ReadingView

_GATHERED = 48
"""Milliseconds in which drawings are gathered; a stream's tail is written anew meanwhile."""
_FRAME = 16
"""Milliseconds between two changes of the text."""
_REACH = 400
"""Characters of the document that are changed at once: all between is laid out anew."""


class _Waiting(NamedTuple):
    place: QTextCursor
    shown: str
    source: str
    formula: Formula
    base: QTextCharFormat
    formats: Formats


class Formulas(QObject):
    """Puts formulas into a view's document.

    The source stays in the text, invisible beside the picture: so a selection, a search and a
    screen reader meet it.
    """

    def __init__(self, renderer: FormulaRenderer, view: ReadingView) -> None:
        super().__init__(view)
        self._renderer = renderer
        self._view = view
        self._waiting: dict[Formula, list[_Waiting]] = {}
        self._ready: list[_Waiting] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        self._object = FormulaObject(renderer, self)
        view.document().documentLayout().registerHandler(FORMULA_OBJECT, self._object)
        renderer.drawn.connect(self._on_drawn)
        renderer.painted.connect(view.viewport().update)

    def write(
        self,
        cursor: QTextCursor,
        source: str,
        formula: Formula,
        base: QTextCharFormat,
        formats: Formats,
    ) -> None:
        """Write a formula, `source` with its delimiters, within text in the format `base`."""
        drawing = self._renderer.drawing(formula, self._look(base))
        if drawing is not None:
            self._write_drawn(cursor, source, formula, base, formats, drawing)
            return
        start, shown = cursor.position(), source.replace("\n", "\u2028")
        cursor.insertText(shown, formats.inline_code(base))
        if not self._renderer.is_settled(formula):
            place = QTextCursor(cursor)
            place.setPosition(start)
            place.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
            place.setKeepPositionOnInsert(True)
            waiting = _Waiting(place, shown, source, formula, QTextCharFormat(base), formats)
            self._waiting.setdefault(formula, []).append(waiting)

    def _write_drawn(
        self,
        cursor: QTextCursor,
        source: str,
        formula: Formula,
        base: QTextCharFormat,
        formats: Formats,
        drawing: Drawing,
    ) -> None:
        cursor.insertText(source.replace("\n", " "), formats.hidden(base))
        font = cursor.document().defaultFont()
        cursor.insertText("\ufffc", formula_format(base, formula, self._look(base), drawing, font))

    def _look(self, base: QTextCharFormat) -> FormulaLook:
        size = base.intProperty(QTextFormat.Property.FontPixelSize)
        return FormulaLook(size, base.foreground().color().name(), self._view.devicePixelRatioF())

    def _on_drawn(self, formula: Formula) -> None:
        self._ready += self._waiting.pop(formula, [])
        if self._ready and not self._timer.isActive():
            self._timer.start(_GATHERED)

    def _on_time(self) -> None:
        places = [one for one in self._ready if one.place.selectedText() == one.shown]
        places.sort(key=lambda one: one.place.selectionStart())
        if not places:
            self._ready.clear()
            return
        # From the end, where a person mostly is.
        start = places[-1].place.selectionStart() - _REACH
        now = [one for one in places if one.place.selectionStart() >= start]
        self._ready = places[: len(places) - len(now)]
        first = now[0].place.selectionStart()
        # Nothing is written anew: what is read and selected stays by itself.
        with self._view.steady(first, first):
            edit = QTextCursor(self._view.document())
            edit.beginEditBlock()
            for one in now:
                self._replace(one)
            edit.endEditBlock()
        if self._ready:
            self._timer.start(_FRAME)

    def _replace(self, one: _Waiting) -> None:
        drawing = self._renderer.drawing(one.formula, self._look(one.base))
        if drawing is None:
            return
        start, end = one.place.selectionStart(), one.place.selectionEnd()
        cursor = QTextCursor(one.place.document())
        # In front, not instead: a mark at the end of the source must stay behind the formula.
        cursor.setPosition(start)
        self._write_drawn(cursor, one.source, one.formula, one.base, one.formats, drawing)
        written = cursor.position()
        cursor.setPosition(written + end - start, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
