"""Code in colours: the kinds that are told apart, how they look, and how they are found.

A lexer's state is carried on from line to line: no line is read twice. Plain Python; pygments is
loaded when a lexer is made.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygments.lexer import Lexer

LIGHT_SYNTAX = {
    "keyword": "#8250df",
    "name": "#0550ae",
    "type": "#953800",
    "string": "#0a6640",
    "number": "#0550ae",
    "comment": "#6e7781",
    "operator": "#57606a",
    "decorator": "#953800",
    "inserted": "#116329",
    "deleted": "#b31d28",
}
DARK_SYNTAX = {
    "keyword": "#d2a8ff",
    "name": "#79c0ff",
    "type": "#ffb77c",
    "string": "#9ad8a8",
    "number": "#79c0ff",
    "comment": "#8b949e",
    "operator": "#a8b1bb",
    "decorator": "#ffb77c",
    "inserted": "#7ee787",
    "deleted": "#ffa198",
}
_LONGEST_LINE = 2_000
_MOST_BACKSLASHES = 10
"""Pairs of them in a line: some lexers take twice as long for each pair in an open string."""
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
"""Start and length in UTF-16 units, as Qt counts, and a name of `LIGHT_SYNTAX`."""


def line_lexer(language: str) -> LineLexer | None:
    """A lexer for a block of code; None if the language is unknown."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return LineLexer(get_lexer_by_name(language, stripnl=False))
    except ClassNotFound:
        return None


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
        if len(line) > _LONGEST_LINE or line.count("\\\\") > _MOST_BACKSLASHES:
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

    def _tokens(self, line: str) -> list[tuple[object, str]]:
        from pygments.lexer import ExtendedRegexLexer, LexerContext

        if not self._carries:
            return _bounded(self._lexer.get_tokens_unprocessed(line), len(line))
        context = LexerContext(line, 0, list(self._stack))
        try:
            found = ExtendedRegexLexer.get_tokens_unprocessed(self._lexer, context=context)
            tokens = _bounded(found, len(line))
        except TypeError:
            # A lexer whose callbacks take no context: its lines are read each for itself.
            self._carries = False
            return self._tokens(line)
        if tokens:
            self._stack = context.stack
        return tokens


def _bounded(tokens: Iterable[tuple[int, object, str]], length: int) -> list[tuple[object, str]]:
    """Kinds and texts; none where a lexer turns in a circle, as some do at odd code."""
    most = 8 * length + 64
    found = [(kind, text) for _, kind, text in islice(tokens, most)]
    return found if len(found) < most else []


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


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
