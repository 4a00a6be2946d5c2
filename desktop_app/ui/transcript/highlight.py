"""Colours code line by line: the lexer's state is carried on, no line is read twice.

pygments and each of its lexers are loaded in a thread when a language is first met.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygments.lexer import Lexer

_LONGEST_LINE = 2_000
_KINDS = (
    ("Comment", "comment"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Keyword.Type", "type"),
    ("Keyword", "keyword"),
    ("Operator.Word", "keyword"),
    ("Operator", "operator"),
    ("Name.Decorator", "decorator"),
    ("Name.Attribute", "decorator"),
    ("Name.Class", "type"),
    ("Name.Function", "name"),
    ("Name.Builtin", "name"),
    ("Name.Tag", "keyword"),
    ("Name.Exception", "type"),
    ("Generic.Inserted", "inserted"),
    ("Generic.Deleted", "deleted"),
    ("Generic.Heading", "name"),
    ("Generic.Subheading", "name"),
)
_BLOCK_COMMENTS = frozenset(
    [
        "c",
        "cpp",
        "java",
        "javascript",
        "typescript",
        "jsx",
        "tsx",
        "css",
        "scss",
        "less",
        "rust",
        "go",
        "swift",
        "kotlin",
        "csharp",
        "scala",
        "php",
        "sql",
        "dart",
        "groovy",
        "objective-c",
        "zig",
    ]
)
Run = tuple[int, int, str]
"""Start and length in UTF-16 units, as Qt counts, and a name of `TranscriptStyle.syntax`."""


class LineLexer:
    """One code block's lexer between two lines."""

    def __init__(self, lexer: Lexer) -> None:
        from pygments.lexer import ExtendedRegexLexer, RegexLexer

        self._lexer = lexer
        self._stack = ["root"]
        self._in_comment = False
        # Others keep their state to themselves: each line is read for itself.
        self._carries = isinstance(lexer, RegexLexer) and not isinstance(lexer, ExtendedRegexLexer)
        self._has_block_comments = not _BLOCK_COMMENTS.isdisjoint(lexer.aliases)

    def take(self, line: str) -> list[Run]:
        """The coloured runs of the next line; its end changes the state."""
        if len(line) > _LONGEST_LINE:
            return []
        if self._has_block_comments and (self._in_comment or line.lstrip().startswith("/*")):
            self._in_comment = "*/" not in line
            return [(0, _units(line), "comment")]
        return list(_runs(self._tokens(line + "\n")))

    def peek(self, line: str) -> list[Run]:
        """The runs of an unfinished line; the state stays."""
        stack, in_comment = list(self._stack), self._in_comment
        runs = self.take(line)
        self._stack, self._in_comment = stack, in_comment
        return runs

    def _tokens(self, line: str) -> Iterable[tuple[object, str]]:
        from pygments.lexer import ExtendedRegexLexer, LexerContext

        if not self._carries:
            return ((kind, text) for _, kind, text in self._lexer.get_tokens_unprocessed(line))
        context = LexerContext(line, 0, list(self._stack))
        try:
            tokens = list(ExtendedRegexLexer.get_tokens_unprocessed(self._lexer, context=context))
        except TypeError:
            # A lexer whose callbacks take no context: its lines are read each for itself.
            self._carries = False
            return self._tokens(line)
        self._stack = context.stack
        return [(kind, text) for _, kind, text in tokens]


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


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _runs(tokens: Iterable[tuple[object, str]]) -> Iterator[Run]:
    position = 0
    for kind, text in tokens:
        length = _units(text)
        name = _name(kind)
        if name:
            yield position, length, name
        position += length


_names: dict[object, str] = {}


def _name(kind: object) -> str:
    name = _names.get(kind)
    if name is None:
        full = str(kind).removeprefix("Token.")
        name = next((ours for theirs, ours in _KINDS if full.startswith(theirs)), "")
        _names[kind] = name
    return name
