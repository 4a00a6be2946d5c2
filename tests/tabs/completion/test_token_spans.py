"""Tokens are found where they lie, also in a text that was edited."""

from __future__ import annotations

import pytest

from desktop_app.core.tokens import Token
from desktop_app.tabs.completion.token_spans import Span, TokenSpans

TEXT = "One two three."
PIECES = ("One", " two", " three", ".")


def spans(pieces: tuple[str, ...] = PIECES, logprob: float = -5.0) -> TokenSpans:
    made = TokenSpans()
    start = 0
    for piece in pieces:
        end = start + len(piece.encode("utf-16-le")) // 2
        made.add(Span(start, end, Token(piece, logprob)))
        start = end
    return made


def found(made: TokenSpans, first: int = 0, last: int = 1_000) -> list[tuple[int, str]]:
    return [(span.start, span.token.text) for span in made.between(first, last)]


def test_a_part_of_a_token_is_enough() -> None:
    assert found(spans(), 5, 8) == [(3, " two"), (7, " three")]
    assert found(spans(), 3, 7) == [(3, " two")]


def test_the_token_of_a_character_is_found() -> None:
    texts = [token.text if token else "" for token in map(spans().at, (0, 2, 3, 13, 14, 99))]
    assert texts == ["One", "One", " two", ".", "", ""]


@pytest.mark.parametrize(
    ("current", "expected"),
    [
        (TEXT, [(0, "One"), (3, " two"), (7, " three"), (13, ".")]),
        ("One 22 three.", [(0, "One"), (6, " three"), (12, ".")]),
        ("One two and three.", [(0, "One"), (3, " two"), (11, " three"), (17, ".")]),
        ("Zero. One two three.", [(6, "One"), (9, " two"), (13, " three"), (19, ".")]),
        ("One two", [(0, "One"), (3, " two")]),
        ("One three.", [(0, "One"), (3, " three"), (9, ".")]),
        ("", []),
        ("Something else", []),
    ],
)
def test_what_lies_before_and_after_an_edit_holds(
    current: str, expected: list[tuple[int, str]]
) -> None:
    made = spans()
    made.follow(TEXT, current)
    assert found(made) == expected


def test_an_edit_that_is_undone_brings_all_back() -> None:
    made = spans()
    made.follow(TEXT, "One 22 three.")
    made.follow(TEXT, TEXT)
    assert found(made) == found(spans())


def test_places_are_counted_as_qt_counts() -> None:
    made = spans(("😀", " a", "😀"))
    made.follow("😀 a😀", "😀 b a😀")
    assert found(made) == [(0, "😀"), (4, " a"), (6, "😀")]
    made.follow("😀 a😀", "😁 a😀")
    assert found(made) == [(2, " a"), (4, "😀")]


def test_neighbours_of_the_same_shade_are_one_piece() -> None:
    made = TokenSpans()
    for start, logprob in enumerate((-0.01, -5.0, -5.0, -0.5, -0.01, -5.0)):
        made.add(Span(start, start + 1, Token("x", logprob)))
    assert list(made.shaded(0, 6)) == [(1, 3, 4), (3, 4, 1), (5, 6, 4)]
    assert list(made.shaded(2, 5)) == [(2, 3, 4), (3, 4, 1)]
