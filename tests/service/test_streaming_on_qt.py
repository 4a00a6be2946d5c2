"""On the window's own loop a long stream leaves no timers behind, and Stop reaches the server."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

from tests.servers.messages import Pause
from tests.servers.replies import chat_chunk, chat_stream, sse
from tests.service.asking import CHAT

if TYPE_CHECKING:
    from tests.servers import Reply, Request, ScriptedServer


async def test_a_stream_of_a_thousand_words(server: ScriptedServer) -> None:
    def answer(request: Request) -> Reply:
        if request.json["messages"][0]["content"] == "endless":
            return sse([chat_chunk({"content": "more "}), Pause(0.01)] * 100_000)
        return chat_stream(["word "] * 1000)

    server.on("POST", CHAT, answer)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.service.streaming_on_qt",
        server.base_url,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await child.communicate()

    assert child.returncode == 0, errors.decode()
    seen = json.loads(output)
    assert seen["words"] == 1000
    assert seen["timers"] < 20
    assert seen["ended"]
    assert await server.wait_for(server.last(CHAT).client_left.is_set)
    assert not errors, errors.decode()
