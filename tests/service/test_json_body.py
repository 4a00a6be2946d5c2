"""Bodies of requests become JSON piece by piece, and are what they would be in one go."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop_app.service.json_body import InPieces, as_sent, encoded

LONG = 'Some "quoted" words\n' * 20_000
PICTURE = "data:image/png;base64," + "A" * 300_000
BODIES: dict[str, dict[str, Any]] = {
    "a question": {"model": "m", "messages": [{"role": "user", "content": "Hi"}], "stream": True},
    "a long text": {"model": "m", "messages": [{"role": "user", "content": LONG}]},
    "no English": {"model": "m", "prompt": "Größe 漢字 🎉 \\ \u2028" * 20_000},
    "pictures": {
        "messages": [{"content": [{"type": "image_url", "image_url": {"url": PICTURE}}] * 3}],
        "stop": [],
        "extra": {},
        "seed": None,
        "temperature": 0.5,
    },
    "many messages": {"messages": [{"role": "user", "content": "Hello"}] * 20_000},
    "many numbers": {"input": list(range(50_000)), "encoding_format": "float"},
    "nothing": {},
}


@pytest.mark.parametrize("name", BODIES)
async def test_whatever_is_sent_is_the_json_that_it_would_be_in_one_go(name: str) -> None:
    body = BODIES[name]
    assert bytes(await encoded(body)) == json.dumps(body, ensure_ascii=False).encode()


async def test_half_a_character_from_the_clipboard_keeps_nothing_from_being_sent() -> None:
    for text in ("\ud83d", "\ud83d" * 100_000):
        assert json.loads(await encoded({"prompt": text})) == {"prompt": "?" * len(text)}


async def test_a_large_picture_goes_to_the_network_in_small_pieces() -> None:
    content = await encoded(BODIES["pictures"])
    sent = as_sent(content)
    assert isinstance(sent, InPieces)
    pieces = [piece async for piece in sent]
    assert max(map(len, pieces)) <= 64 * 1024
    assert b"".join(pieces) == content
