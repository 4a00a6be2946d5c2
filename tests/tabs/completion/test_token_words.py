"""What is said of a token, in the line and in the tool tip."""

from __future__ import annotations

import math

import pytest

from desktop_app.core.tokens import Alternative, Token
from desktop_app.tabs.completion.shades import shade_of
from desktop_app.tabs.completion.token_words import TokenWords, percent

PARIS = Token(
    " Paris",
    math.log(0.7),
    (Alternative(" Paris", math.log(0.7)), Alternative(" <the>", math.log(0.2))),
)


def test_the_line_says_the_token_its_probability_and_the_others() -> None:
    assert TokenWords().line(PARIS) == "“␣Paris”  70 %  ·  could have been: “␣<the>” 20 %"


def test_the_table_shows_the_same_and_is_no_html_of_the_model() -> None:
    table = TokenWords().table(PARIS)
    assert "<b>␣Paris</b>" in table
    assert "70&nbsp;%" in table
    assert "␣&lt;the&gt;" in table


def test_a_token_that_is_none_of_its_alternatives_has_its_place_among_them() -> None:
    token = Token("x", math.log(0.3), (Alternative("y", math.log(0.5)), Alternative("z", -9.0)))
    table = TokenWords().table(token)
    assert table.index(">y<") < table.index("<b>x</b>") < table.index(">z<")


def test_a_token_that_is_written_in_another_way_is_not_listed_twice() -> None:
    token = Token("😀", -1.0, (Alternative("\ufffd", -1.0), Alternative("!", -2.0)))
    assert TokenWords().line(token).count("%") == 2
    assert "\ufffd" not in TokenWords().table(token)


def test_white_space_can_be_seen() -> None:
    assert "“⏎⇥␣”" in TokenWords().line(Token("\n\t ", -1.0))
    assert "“␣␣”" in TokenWords().line(Token("  ", -1.0))


def test_a_probability_that_is_not_known_is_said_to_be_so() -> None:
    line = TokenWords().line(Token("The", None))
    assert line == "“The”  probability not known"
    assert "not known" in TokenWords().table(Token("The", None))


@pytest.mark.parametrize(
    ("probability", "said"),
    [(1.0, "100 %"), (0.834, "83 %"), (0.0312, "3.1 %"), (0.0004, "< 0.1 %"), (0.0, "< 0.1 %")],
)
def test_percent(probability: float, said: str) -> None:
    assert percent(probability) == said


def test_the_less_likely_the_stronger_the_shade() -> None:
    chances = (None, 1.0, 0.9, 0.6, 0.3, 0.06, 0.01, 0.0)
    assert [shade_of(chance) for chance in chances] == [0, 0, 0, 1, 2, 3, 4, 4]
