"""Code is coloured line by line as if it had been read whole."""

from __future__ import annotations

import pytest
from pygments.lexers import get_lexer_by_name

from desktop_app.core.code_colouring import LineLexer, Run

PYTHON = '''class A(B):
    """Doc that goes
    over lines."""
    name: str = f"{x!r} and {y}"  # comment

    @property
    def f(self) -> int:
        return 1 if self else 0xFF
'''
JAVASCRIPT = """const a = `template ${b}
goes on`;
function f(x) { return x ?? null; } // end
"""


def runs_of_lines(language: str, code: str) -> list[list[Run]]:
    lexer = LineLexer(get_lexer_by_name(language))
    return [lexer.take(line) for line in code.splitlines()]


def coloured(code: str, runs: list[list[Run]], name: str) -> list[str]:
    return [
        line[start : start + length]
        for line, of_line in zip(code.splitlines(), runs, strict=True)
        for start, length, kind in of_line
        if kind == name
    ]


@pytest.mark.parametrize(("language", "code"), [("python", PYTHON), ("javascript", JAVASCRIPT)])
def test_tokens_are_those_of_the_whole_text(language: str, code: str) -> None:
    from pygments.lexer import RegexLexer

    from desktop_app.core.code_colouring import _name

    lexer = get_lexer_by_name(language)
    assert isinstance(lexer, RegexLexer)
    whole = [
        (character, _name(kind))
        for _, kind, text in lexer.get_tokens_unprocessed(code)
        for character in text
        if character.strip()
    ]
    lines = code.splitlines()
    names = [[""] * len(line) for line in lines]
    for of_line, runs in zip(names, runs_of_lines(language, code), strict=True):
        for start, length, name in runs:
            of_line[start : start + length] = [name] * min(length, len(of_line) - start)
    by_line = [
        (character, name)
        for line, of_line in zip(lines, names, strict=True)
        for character, name in zip(line, of_line, strict=True)
        if character.strip()
    ]
    assert by_line == whole


def test_a_string_over_lines_stays_a_string() -> None:
    runs = runs_of_lines("python", PYTHON)
    assert "".join(coloured(PYTHON, runs, "string")).count("over lines.") == 1


def test_a_block_comment_over_lines_stays_a_comment() -> None:
    code = "/* one\n * int two\n */\nint x;"
    runs = runs_of_lines("c", code)
    assert coloured(code, runs, "comment") == ["/* one", " * int two", " */"]
    assert coloured(code, runs, "type") == ["int"]


def test_looking_at_an_unfinished_line_changes_nothing() -> None:
    lexer = LineLexer(get_lexer_by_name("python"))
    lexer.peek('x = """open')
    assert "keyword" in {name for _, _, name in lexer.take("return x")}


def test_a_lexer_that_turns_in_a_circle_gives_its_line_no_colours() -> None:
    # pygments 2.21 gives empty tokens without end for it
    assert runs_of_lines("mcschema", "<!--@\nx") == [[], []]


def test_a_line_that_would_take_a_lexer_for_ever_has_no_colours() -> None:
    assert runs_of_lines("scala", '"' + "\\" * 60) == [[]]


def test_positions_count_as_qt_counts() -> None:
    lexer = LineLexer(get_lexer_by_name("python"))
    runs = lexer.take("'😀' + 1")
    assert runs[-1] == (7, 1, "number")


@pytest.mark.parametrize(
    "language", ["json", "yaml", "html", "bash", "sql", "markdown", "php", "diff"]
)
def test_every_kind_of_lexer_takes_lines(language: str) -> None:
    assert runs_of_lines(language, '{"a": 1}\n<b>x</b> # c\n- SELECT "x";') is not None
