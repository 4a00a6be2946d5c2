"""What of a streamed answer is finished, and what may still change."""

from __future__ import annotations

import random
import time

import pytest

from desktop_app.ui.transcript.lines import LONGEST
from desktop_app.ui.transcript.pieces import Kind, Piece, close_inline
from desktop_app.ui.transcript.tail import Splitter

ANSWER = """Intro with **bold**
and a second line.

# Title
- one
- two
  - nested
    continued
1. Install:
   ```bash
   pip install x
   ```
2. Run

Before the table:
| a | b |
|---|---|
| 1 | 2 |

Setext
------

> quote
> goes on

~~~
a ``` b
~~~
***
    indented
"""


def split(text: str, *sizes: int, is_verbatim: bool = False) -> list[Piece]:
    splitter = Splitter(is_verbatim=is_verbatim)
    pieces: list[Piece] = []
    start = 0
    for size in sizes:
        pieces += splitter.feed(text[start : start + size])
        start += size
    return [*pieces, *splitter.feed(text[start:]), *splitter.finish()]


def texts(text: str) -> list[str]:
    return [piece.text for piece in split(text)]


@pytest.mark.parametrize("seed", range(20))
def test_pieces_do_not_depend_on_how_the_text_was_cut(seed: int) -> None:
    chance = random.Random(seed)
    sizes = [chance.randint(0, 9) for _ in range(200)]
    assert split(ANSWER, *sizes) == split(ANSWER)


@pytest.mark.parametrize("seed", range(3))
def test_a_finished_piece_never_comes_again_in_the_tail(seed: int) -> None:
    chance = random.Random(seed)
    splitter = Splitter()
    finished: list[Piece] = []
    for character in ANSWER:
        finished += splitter.feed(character)
        if chance.random() < 0.3:
            splitter.tail()
    assert [*finished, *splitter.finish()] == split(ANSWER)


def test_paragraphs_headings_and_items_are_pieces_of_their_own() -> None:
    assert texts("a\nb\n\n# T\n- x\n- y\n") == ["a\nb", "# T", "- x", "- y"]


def test_a_nested_item_knows_how_deep_it_is() -> None:
    levels = [(piece.text, piece.level) for piece in split("- a\n  - b\n    - c\n- d\n\nend")]
    assert levels == [("- a", 0), ("- b", 1), ("- c", 2), ("- d", 0), ("end", 0)]


def test_code_in_a_list_stands_in_its_item_without_the_indent() -> None:
    pieces = split("1. Do:\n   ```sh\n   ls\n     -l\n   ```\n2. Done")
    assert [(p.kind, p.text, p.level) for p in pieces] == [
        (Kind.TEXT, "1. Do:", 0),
        (Kind.CODE_OPENED, "sh", 1),
        (Kind.CODE_LINE, "ls", 1),
        (Kind.CODE_LINE, "  -l", 1),
        (Kind.CODE_CLOSED, "", 1),
        (Kind.TEXT, "2. Done", 0),
    ]


def test_a_fence_is_closed_only_by_its_own_mark() -> None:
    kinds = [piece.kind for piece in split("````\n```\n````\n")]
    assert kinds == [Kind.CODE_OPENED, Kind.CODE_LINE, Kind.CODE_CLOSED]


def test_code_that_is_never_closed_ends_with_the_text() -> None:
    assert [piece.kind for piece in split("```\nx")][-1] is Kind.CODE_CLOSED


def test_a_table_right_below_a_sentence_is_a_table() -> None:
    assert texts("Look:\n| a |\n|---|\n| 1 |\n") == ["Look:", "| a |\n|---|\n| 1 |"]


def test_dashes_below_a_line_make_it_a_heading() -> None:
    assert texts("Title\n-----\nText") == ["Title\n-----", "Text"]


def test_a_mark_in_the_making_is_not_shown() -> None:
    for unfinished in ("text\n-", "text\n==", "text\n``", "text\n```py", "text\n2."):
        splitter = Splitter()
        finished = splitter.feed(unfinished)
        assert [piece.text for piece in (*finished, *splitter.tail())] == ["text"]


def test_the_closing_fence_is_not_shown_as_code() -> None:
    splitter = Splitter()
    splitter.feed("```\ncode\n``")
    assert splitter.tail() == [Piece(Kind.CODE_LINE, "")]


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("a **bo", "a **bo**"),
        ("a **", "a "),
        ("a **bold*", "a **bold**"),
        ("a `co", "a `co`"),
        ("a `", "a "),
        ("done **bold**", "done **bold**"),
    ],
)
def test_open_emphasis_is_closed_in_the_tail(text: str, closed: str) -> None:
    assert close_inline(text) == closed


def test_a_users_text_keeps_its_lines_and_indents() -> None:
    pieces = split("  - a\n# b\n\n1. c", is_verbatim=True)
    assert [piece.text for piece in pieces] == ["  - a\n# b", "1. c"]


def test_an_endless_line_is_cut_so_that_the_tail_stays_short() -> None:
    splitter = Splitter()
    pieces = splitter.feed("word " * LONGEST)
    tail = splitter.tail()
    assert sum(len(piece.text) for piece in tail) <= LONGEST
    assert all(len(piece.text) <= LONGEST for piece in pieces)
    joined = "".join(p.text for p in (*pieces, *splitter.finish()))
    assert joined.split() == ["word"] * LONGEST


def test_an_endless_line_of_code_is_cut_too() -> None:
    pieces = split("```\n" + "x" * 50_000 + "\n```", 100, 20_000, 20_000)
    lines = [piece.text for piece in pieces if piece.kind is Kind.CODE_LINE]
    assert "".join(lines) == "x" * 50_000
    assert max(map(len, lines)) <= LONGEST


def test_a_long_table_goes_on_under_its_own_header() -> None:
    table = "| a | b |\n|---|---|\n" + "| some cell | another cell |\n" * 400
    pieces = split(table)
    assert len(pieces) > 1
    assert all(piece.text.startswith("| a | b |\n|---|---|") for piece in pieces)


def test_the_work_grows_with_the_text_only() -> None:
    def seconds(count: int) -> float:
        splitter, started = Splitter(), time.perf_counter()
        for _ in range(count):
            splitter.feed("some words ")
            splitter.tail()
        return time.perf_counter() - started

    seconds(100)
    assert seconds(4_000) < 12 * max(0.001, seconds(1_000))
