"""A secret that a server repeats token by token is not in the record of the call."""

from __future__ import annotations

import base64
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.redaction import MASK
from desktop_app.service.call_log import KEPT
from desktop_app.service.streamed_secrets import without_streamed_secrets
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.replies import chat_chunk, sse
from tests.service.asking import CHAT, ask
from tests.service.recorded import Book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.service.conftest import OpenApi

KEY = 'sk-tokens/+"of=a key-9'


def body_of(events: list[dict[str, Any]]) -> bytes:
    return b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events)


def pieces(text: str, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    while text:
        length = chance.randint(1, 4)
        yield text[:length]
        text = text[length:]


def spoken(body: bytes, field: str = "content") -> str:
    """What the deltas say, joined."""
    events = [json.loads(line[5:]) for line in body.split(b"\n") if line.startswith(b"data:")]
    deltas = [event["choices"][0]["delta"] for event in events]
    return "".join(str(delta.get(field) or "") for delta in deltas)


@pytest.mark.parametrize("field", ["content", "reasoning_content"])
@pytest.mark.parametrize("seed", range(5))
def test_only_the_secret_is_taken_out_of_what_was_said(field: str, seed: int) -> None:
    twice = f"Your key is {KEY}, and in base64 {base64.b64encode(KEY.encode()).decode()}. Bye."
    body = body_of([chat_chunk({field: piece}) for piece in pieces(twice, seed)])
    masked = without_streamed_secrets(body, (KEY,))
    assert spoken(masked, field) == f"Your key is {MASK}, and in base64 {MASK}. Bye."


def test_answers_that_come_in_turn_are_told_apart() -> None:
    def chunk(number: int, text: str) -> dict[str, Any]:
        return {"choices": [{"index": number, "delta": {"content": text}}]}

    turns = [chunk(number, char) for char in KEY for number in (0, 1)]
    masked = without_streamed_secrets(body_of(turns), (KEY,)).decode()
    assert masked.count(MASK) == 2
    assert masked.count('"content":""') == 2 * len(KEY) - 2


def test_arguments_and_probabilities_are_looked_at_too() -> None:
    events = [
        {
            "choices": [
                {
                    "delta": {"tool_calls": [{"index": 0, "function": {"arguments": char}}]},
                    "logprobs": {"content": [{"token": char, "logprob": -0.1}]},
                }
            ]
        }
        for char in KEY
    ]
    masked = without_streamed_secrets(body_of(events), (KEY,)).decode()
    assert masked.count(MASK) == 2


def test_a_secret_that_breaks_off_is_taken_out_as_far_as_it_came() -> None:
    begun = [chat_chunk({"content": char}) for char in f"It is {KEY[:-3]}"]
    assert spoken(without_streamed_secrets(body_of(begun), (KEY,))) == f"It is {MASK}"
    ended = [chat_chunk({"content": char}) for char in f"{KEY[3:]} it is"]
    masked = without_streamed_secrets(body_of(ended), (KEY,), begins_within=True)
    assert spoken(masked) == f"{MASK} it is"


def test_what_holds_no_secret_stays_as_it_came_byte_for_byte() -> None:
    body = (
        body_of([chat_chunk({"content": char}) for char in "No key: sk-tok"]) + b"data: {oops\r\n"
    )
    assert without_streamed_secrets(body, (KEY,)) == body
    assert without_streamed_secrets(body, ()) == body


@pytest.mark.parametrize(
    "around", [0, KEPT // len(body_of([chat_chunk({"content": " word"})])) - 3]
)
async def test_the_record_of_a_streamed_reply_spells_no_key(
    open_api: OpenApi, server: ScriptedServer, around: int
) -> None:
    """In the midst of a short reply, where a long one is cut, and at its end."""
    words = ["word "] * around + list(HUB_KEY) + [" word"] * around + list(HUB_KEY[:-2])
    server.on("POST", CHAT, sse([chat_chunk({"content": word}) for word in words]))
    book = Book()
    await ask(await open_api(observer=book.log))

    kept = book.last.response
    assert kept.is_cut == (around > 0)
    parts = (kept.text[: kept.cut_at], kept.text[kept.cut_at :]) if kept.is_cut else (kept.text,)
    for part in parts:
        said = "".join(_contents(part))
        assert HUB_KEY[:8] not in said
        assert HUB_KEY[-8:] not in said
    assert MASK in kept.text


def _contents(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.startswith("data: {") and line.endswith("}"):
            yield json.loads(line[5:])["choices"][0]["delta"]["content"]
