"""The parameters of a conversation come back as they were kept, whatever the file holds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop_app.core.conversation_parameters import ConversationParameters
from desktop_app.core.messages import Message, Role
from desktop_app.core.requests import ChatRequest

ALL_SET = ConversationParameters(
    model="Llama-3.3-70B-Instruct",
    system_prompt="You are a helpful assistant named Llama-3.",
    temperature=None,
    top_p=0.5,
    max_tokens=None,
    stop=("\n\n", "###"),
    seed=0,
    stream=False,
    extra={"top_k": 4, "nested": {"a": [1, None]}},
    leaves_out_oldest=True,
)
QUESTION = Message(Role.USER, "What is Open Telekom Cloud?")


@pytest.mark.parametrize("parameters", [ConversationParameters(), ALL_SET])
def test_what_was_kept_comes_back(parameters: ConversationParameters) -> None:
    stored = json.loads(json.dumps(parameters.as_json()))
    assert ConversationParameters.from_json(stored) == parameters


def test_a_conversation_without_parameters_has_those_of_the_guide() -> None:
    parameters = ConversationParameters.from_json({})
    assert (parameters.temperature, parameters.max_tokens, parameters.stream) == (0.1, 256, True)


@pytest.mark.parametrize(
    "stored",
    [
        {"model": 7, "system_prompt": None, "stream": "yes", "leaves_out_oldest": 1},
        {"temperature": "hot", "top_p": True, "max_tokens": 1.5, "seed": "x"},
        {"temperature": float("nan"), "top_p": float("inf"), "extra": [1], "stop": {"a": 1}},
        {"temperature": -1, "holograms": True, "stop": [None, "", 7], "top_p": 10**400},
    ],
)
def test_values_that_make_no_sense_are_those_at_first(stored: dict[str, Any]) -> None:
    assert ConversationParameters.from_json(stored) == ConversationParameters()


@pytest.mark.parametrize(("stored", "read"), [(0, None), (-3, None), (None, None), (9, 9)])
def test_no_maximum_is_the_servers_default(stored: object, read: int | None) -> None:
    assert ConversationParameters.from_json({"max_tokens": stored}).max_tokens == read


def test_a_single_stop_string_is_one() -> None:
    assert ConversationParameters.from_json({"stop": "###"}).stop == ("###",)


def test_the_request_has_every_parameter_and_the_system_prompt_first() -> None:
    assert ALL_SET.request((QUESTION,)) == ChatRequest(
        model="Llama-3.3-70B-Instruct",
        messages=(Message(Role.SYSTEM, "You are a helpful assistant named Llama-3."), QUESTION),
        top_p=0.5,
        stop=("\n\n", "###"),
        seed=0,
        stream=False,
        extra={"top_k": 4, "nested": {"a": [1, None]}},
    )


def test_a_blank_system_prompt_is_none() -> None:
    parameters = ConversationParameters(model="m", system_prompt=" \n")
    assert parameters.request((QUESTION,)).messages == (QUESTION,)
