"""Probabilities are understood in every form, and always fit the text they belong to."""

from __future__ import annotations

import math
from typing import Any

import pytest

from desktop_app.core.tokens import Alternative, Token
from desktop_app.service.logprobs import tokens_in
from tests.servers.completions import Chosen, logprobs_of_chat, logprobs_of_completion

TOKENS = [Chosen(" Paris", 0.8, {" the": 0.1}), Chosen(".", 0.5, {",": 0.4, "\n": 0.05})]
TEXT = " Paris."


def texts(tokens: tuple[Token, ...]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize("form", [logprobs_of_completion, logprobs_of_chat])
def test_both_forms_say_the_same(form: Any) -> None:
    first, second = tokens_in(form(TOKENS), TEXT)
    assert first.text == " Paris"
    assert first.probability == pytest.approx(0.8)
    assert [other.text for other in second.alternatives] == [".", ",", "\n"]
    assert second.alternatives[1].probability == pytest.approx(0.4)


def test_the_first_token_of_an_echoed_prompt_has_no_probability() -> None:
    logprobs = {
        "tokens": ["The", " end"],
        "token_logprobs": [None, -0.5],
        "top_logprobs": [None, {" end": -0.5}],
        "text_offset": [0, 3],
    }
    assert tokens_in(logprobs, "The end") == (
        Token("The", None),
        Token(" end", -0.5, (Alternative(" end", -0.5),)),
    )


@pytest.mark.parametrize(
    "logprobs",
    [None, {}, [], "yes", {"content": None}, {"tokens": None}, {"tokens": []}, {"content": [7]}],
)
def test_a_server_that_tells_nothing_gives_no_tokens(logprobs: object) -> None:
    assert tokens_in(logprobs, TEXT) == ()


@pytest.mark.parametrize(
    "logprobs",
    [
        {"tokens": [" Paris", "."]},
        {"tokens": [" Paris", "."], "token_logprobs": [-1], "top_logprobs": "no"},
        {"tokens": [" Paris", "."], "token_logprobs": ["x", True], "top_logprobs": [7, {".": "y"}]},
        {"content": [{"token": " Paris", "top_logprobs": [{}, 3, {"token": 1}]}, {"token": "."}]},
    ],
)
def test_what_is_missing_or_wrong_in_a_token_is_left_out(logprobs: dict[str, Any]) -> None:
    assert texts(tokens_in(logprobs, TEXT)) == [" Paris", "."]


def test_tokens_that_are_parts_of_one_character_become_one_piece() -> None:
    logprobs = {
        "tokens": [" a", "bytes:\\xf0\\x9f", "bytes:\\x98\\x80", "!"],
        "token_logprobs": [-1.0, -2.0, -0.5, -0.1],
    }
    assert tokens_in(logprobs, " a😀!") == (
        Token(" a", -1.0),
        Token("😀", -2.5),
        Token("!", -0.1),
    )


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["token_id:5", "token_id:6"], "some words"),
        ([" b"], "a b c"),
        (["x", "a"], "a"),
        (["a", "a", "", "b"], "aab"),
        (["b", "a"], "ab"),
        (["<s>", "Once", " upon"], "Once upon"),
        (["Once", " upon", "</s>"], "Once upon"),
    ],
)
def test_the_pieces_together_are_always_the_text(tokens: list[str], text: str) -> None:
    found = tokens_in({"tokens": tokens, "token_logprobs": [-1.0] * len(tokens)}, text)
    assert "".join(texts(found)) == text


def test_a_token_that_could_not_be_has_the_probability_nought() -> None:
    (token,) = tokens_in({"tokens": ["a"], "token_logprobs": [-math.inf]}, "a")
    assert token.probability == 0.0
    (token,) = tokens_in({"tokens": ["a"], "token_logprobs": [math.nan]}, "a")
    assert token.probability is None
