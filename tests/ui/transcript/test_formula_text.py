"""Formulas in an answer that is written as it comes."""

from __future__ import annotations

import pytest

from desktop_app.ui.transcript.pieces import Kind, close_inline
from desktop_app.ui.transcript.tail import Splitter
from desktop_app.ui.transcript.taken_out import TakenOut
from tests.ui.transcript.test_tail import split


def test_an_unclosed_formula_is_shown_as_code() -> None:
    assert close_inline(r"**so** \(a_1 * b") == r"**so** ```` \(a_1 * b ````"
    assert close_inline("it costs $5 and") == "it costs $5 and"


def test_a_text_is_found_again_behind_its_formulas() -> None:
    source = TakenOut(r"a $x$ and `\(code\)` and \(y_1\)")
    assert "$" not in source.markdown
    assert "`\\(code\\)`" in source.markdown
    assert source.restored(source.markdown) == r"a $x$ and `\(code\)` and \(y_1\)"


def test_a_text_with_such_characters_of_its_own_is_left_alone() -> None:
    assert TakenOut("\uf8ff $x$").markdown == "\uf8ff $x$"


def pieces(text: str) -> list[tuple[Kind, str, int]]:
    return [(piece.kind, piece.text, piece.level) for piece in split(text)]


@pytest.mark.parametrize(
    "formula",
    ["$$\nx_1\n$$", "$$x_1$$", "\\[\nx_1\n\n+ 1\n\\]", "\\begin{align*}\na &= b\n\\end{align*}"],
)
def test_a_formula_of_its_own_is_a_piece(formula: str) -> None:
    assert pieces(f"before\n{formula}\nafter") == [
        (Kind.TEXT, "before", 0),
        (Kind.FORMULA, formula, 0),
        (Kind.TEXT, "after", 0),
    ]


def test_a_formula_may_begin_behind_words_and_end_before_others() -> None:
    assert pieces("so $$\nx\n$$, and more") == [
        (Kind.TEXT, "so ", 0),
        (Kind.FORMULA, "$$\nx\n$$", 0),
        (Kind.TEXT, ", and more", 0),
    ]
    assert pieces("$$x$$.") == [(Kind.FORMULA, "$$x$$.", 0)]


def test_a_formula_in_a_list_stands_in_its_item() -> None:
    assert pieces("1. One\n   \\[\n   x\n   \\]\n   goes on\n2. Two") == [
        (Kind.TEXT, "1. One", 0),
        (Kind.FORMULA, "\\[\nx\n\\]", 1),
        (Kind.TEXT, "goes on", 1),
        (Kind.TEXT, "2. Two", 0),
    ]


def test_two_dollars_that_are_never_closed_do_not_swallow_the_answer() -> None:
    assert pieces("$$ is slang\n\n# Title") == [
        (Kind.TEXT, "$$ is slang", 0),
        (Kind.TEXT, "# Title", 0),
    ]
    assert pieces("\\[ and the end")[-1] == (Kind.TEXT, "\\[ and the end", 0)


def test_a_formula_that_streams_is_its_source_until_it_closes() -> None:
    splitter = Splitter()
    assert splitter.feed("so\n$$\nx_1 +") == [*split("so")]
    assert [(p.kind, p.text) for p in splitter.tail()] == [(Kind.FORMULA_SOURCE, "$$\nx_1 +")]
    splitter.feed(" 1\n$$")
    assert [(p.kind, p.text) for p in splitter.tail()] == [(Kind.FORMULA, "$$\nx_1 + 1\n$$")]


def test_code_has_no_formulas() -> None:
    assert [kind for kind, _, _ in pieces("```\n$$\nx\n$$\n```")] == [
        Kind.CODE_OPENED,
        Kind.CODE_LINE,
        Kind.CODE_LINE,
        Kind.CODE_LINE,
        Kind.CODE_CLOSED,
    ]


@pytest.mark.parametrize("step", [1, 3, 7])
def test_pieces_with_formulas_do_not_depend_on_how_the_text_was_cut(step: int) -> None:
    text = "a $$\nx\n$$ b\n- \\[\n  y\n  \\]\n| $x$ | b |\n|--|--|\n| 1 | 2 |\n\n$$ no\n\nend $z$"
    assert split(text, *[step] * len(text)) == split(text)
