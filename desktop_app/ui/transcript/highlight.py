"""The lexers of the code that is shown: each is loaded in a thread when its language is met."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.code_colouring import LineLexer

if TYPE_CHECKING:
    from pygments.lexer import Lexer


class Lexers(QObject):
    """The lexers, loaded in a thread when first asked for."""

    loaded = Signal(str)
    """A language was looked for: `start` gives its lexer from now on, or never will."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lexers: dict[str, Lexer | None] = {}
        self._loader: threading.Thread | None = None
        self._wanted: list[str] = []
        self._loaded: set[str] = set()

    def is_settled(self, language: str) -> bool:
        """Whether the language was looked for, with or without success."""
        return not language or language.lower() in self._loaded

    def start(self, language: str) -> LineLexer | None:
        """A lexer for a block that begins; None if it is unknown or not loaded yet."""
        language = language.lower()
        if language not in self._lexers and len(language) < 40 and language:
            self._lexers[language] = None
            self._wanted.append(language)
            if self._loader is None or not self._loader.is_alive():
                self._loader = threading.Thread(target=self._load, name="lexers", daemon=True)
                self._loader.start()
        lexer = self._lexers.get(language)
        return LineLexer(lexer) if lexer else None

    def _load(self) -> None:
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound

        while self._wanted:
            language = self._wanted.pop()
            try:
                lexer = get_lexer_by_name(language, stripnl=False)
            except ClassNotFound:
                pass
            else:
                LineLexer(lexer).take("x")
                self._lexers[language] = lexer
            self._loaded.add(language)
            try:
                self.loaded.emit(language)
            except RuntimeError:
                return  # the window is gone
