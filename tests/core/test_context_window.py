"""A conversation that is too long loses its oldest turns, and nothing that belongs together."""

from __future__ import annotations

import random

import pytest

from desktop_app.core.context_window import (
    estimate_tokens,
    fitted,
    prompt_budget,
    scale_of,
    tokens_of,
)
from desktop_app.core.messages import Message, Role, ToolCall
from desktop_app.core.replies import UsageReport

SYSTEM = Message(Role.SYSTEM, "You are a helpful assistant named Llama-3.")


def some_conversation(chance: random.Random) -> list[Message]:
    """System prompt or none, then turns of one question each, some with calls of tools."""
    messages = [SYSTEM] if chance.random() < 0.5 else []
    if chance.random() < 0.2:
        messages.append(Message(Role.ASSISTANT, "Welcome!"))
    for turn in range(chance.randrange(1, 12)):
        messages.append(Message(Role.USER, "why? " * chance.randrange(1, 300)))
        for number in range(chance.choice((0, 0, 1, 3))):
            name = f"call_{turn}_{number}"
            call = ToolCall(name, "weather", '{"city": "Köln"}')
            messages.append(Message(Role.ASSISTANT, "", tool_calls=(call,)))
            messages.append(Message(Role.TOOL, "rain " * 20, tool_call_id=name))
        if chance.random() < 0.8:
            messages.append(Message(Role.ASSISTANT, "because " * chance.randrange(1, 300)))
    return messages


@pytest.mark.parametrize("seed", range(60))
def test_what_is_kept_is_whole_and_fits(seed: int) -> None:
    chance = random.Random(seed)
    messages = some_conversation(chance)
    budget = chance.randrange(1, 4_000)
    scale = chance.choice((0.5, 1.0, 1.7))

    kept, left_out = fitted(messages, budget, scale=scale)

    spoken = [message for message in messages if message is not SYSTEM]
    assert [message for message in kept if message is not SYSTEM] == spoken[left_out:]
    assert (SYSTEM in kept) == (SYSTEM in messages)
    assert kept[0] is SYSTEM or SYSTEM not in messages
    last_question = max(i for i, message in enumerate(spoken) if message.role is Role.USER)
    assert left_out <= last_question
    begins_a_turn = spoken[left_out].role is Role.USER
    assert begins_a_turn or left_out == 0
    called = {call.id for message in kept for call in message.tool_calls}
    assert {message.tool_call_id for message in kept if message.tool_call_id} == called
    assert tokens_of(kept, scale=scale) <= budget or left_out == last_question


@pytest.mark.parametrize("seed", range(20))
def test_no_more_is_left_out_than_it_takes(seed: int) -> None:
    chance = random.Random(seed)
    messages = some_conversation(chance)
    budget = chance.randrange(1, 4_000)
    _, left_out = fitted(messages, budget)
    if not left_out:
        return
    spoken = [message for message in messages if message is not SYSTEM]
    before = max(i for i in range(left_out) if i == 0 or spoken[i].role is Role.USER)
    system = [SYSTEM] if SYSTEM in messages else []
    assert tokens_of([*system, *spoken[before:]]) > budget


@pytest.mark.parametrize("seed", range(10))
def test_a_conversation_that_fits_is_sent_as_it_is(seed: int) -> None:
    messages = some_conversation(random.Random(seed))
    assert fitted(messages, tokens_of(messages)) == (tuple(messages), 0)


def test_nothing_is_nothing() -> None:
    assert fitted((), 0) == ((), 0)
    assert tokens_of(()) == 0
    assert estimate_tokens("") == 0


@pytest.mark.parametrize(
    ("text", "fewest", "most"),
    [
        ("What is Open Telekom Cloud?", 5, 9),
        ("Über größere Bäume fällt süßer Schnee", 8, 16),
        ("开放电信云是什么", 8, 12),
        ("\ud83d", 1, 3),
    ],
)
def test_the_estimate_is_near(text: str, fewest: int, most: int) -> None:
    assert fewest <= estimate_tokens(text) <= most


def test_pictures_and_calls_count() -> None:
    plain = Message(Role.USER, "And this?")
    seeing = Message(Role.USER, "And this?", image_urls=("data:image/png;base64,AAAA",))
    calling = Message(Role.ASSISTANT, "", tool_calls=(ToolCall("1", "weather", "{}" * 40),))
    assert tokens_of([seeing]) > tokens_of([plain]) + 500
    assert tokens_of([calling]) > 20


def test_the_servers_count_sets_the_scale() -> None:
    sent = [SYSTEM, Message(Role.USER, "word " * 400)]
    counted = 2 * tokens_of(sent)
    scale = scale_of(sent, UsageReport(counted, 10, counted + 10))
    assert tokens_of(sent, scale=scale) == counted


@pytest.mark.parametrize(
    ("usage", "scale"),
    [
        (None, 1.0),
        (UsageReport(10_000, 1, 10_001, estimated=True), 1.0),
        (UsageReport(0, 5, 5), 1.0),
        (UsageReport(1_000_000, 1, 1_000_001), 4.0),
        (UsageReport(1, 1, 2), 0.5),
    ],
)
def test_a_count_that_says_little_is_not_believed(usage: UsageReport | None, scale: float) -> None:
    assert scale_of([Message(Role.USER, "word " * 40)], usage) == scale
    assert scale_of([], usage) == 1.0


@pytest.mark.parametrize(
    ("limit", "max_tokens", "budget"), [(8192, 256, 7936), (8192, None, 7168), (512, 4096, 256)]
)
def test_room_is_left_for_the_answer(limit: int, max_tokens: int | None, budget: int) -> None:
    assert prompt_budget(limit, max_tokens) == budget
