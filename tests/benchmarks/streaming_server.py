"""A hub in a process of its own that streams long answers; its own time is nobody's.

Run as `python -m tests.benchmarks.streaming_server`: it says its URL and ends with its standard
input. A question names what it wants as JSON, see `question`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, overload

from tests.benchmarks.answers import ANSWERS
from tests.servers import ScriptedServer, play_hub
from tests.servers.messages import Part, Pause, Reply, Request
from tests.servers.replies import chat_chunk, usage_chunk

CHAT = "/v2/chat/completions"


def question(answer: str, *, tokens: int, rate: float | None = 1_000, size: int = 4) -> str:
    """Ask for that one of ANSWERS, over and over, as `tokens` chunks of `size` characters.

    They come at `rate` a second, or as fast as they can.
    """
    return json.dumps({"answer": answer, "tokens": tokens, "rate": rate, "size": size})


class Paced(Sequence[Part]):
    """The events of an answer: each waits until its time has come, whatever the others took."""

    def __init__(self, text: str, tokens: int, rate: float | None, size: int) -> None:
        self._pieces = [text[start : start + size] for start in range(0, len(text), size)]
        self._tokens, self._rate = tokens, rate
        self._end = [_event(chat_chunk(finish="stop")), _event(usage_chunk()), b"data: [DONE]\n\n"]

    def __len__(self) -> int:
        return self._tokens + len(self._end)

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...
    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if index >= self._tokens:
            return self._end[index - self._tokens]
        return _event(chat_chunk({"content": self._pieces[index % len(self._pieces)]}))

    def __iter__(self) -> Iterator[Part]:
        started = time.perf_counter()
        yield Pause(0)  # also says that this is no reply in one piece
        for number in range(len(self)):
            if self._rate is not None:
                early = started + number / self._rate - time.perf_counter()
                if early > 0:
                    yield Pause(early)
            yield self[number]


def _event(chunk: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def _answer(request: Request) -> Reply:
    asked = json.loads(_words(request.json["messages"][-1]["content"]).splitlines()[-1])
    text = ANSWERS[asked.pop("answer")]
    return Reply(200, {"content-type": "text/event-stream"}, Paced(text, **asked))


def _words(content: str | list[dict[str, Any]]) -> str:
    """What was written, with or without attachments, which come before it."""
    if isinstance(content, str):
        return content
    return next(str(part["text"]) for part in content if part["type"] == "text")


@contextmanager
def streaming_server() -> Iterator[str]:
    """The base URL of such a server."""
    command = [sys.executable, "-m", "tests.benchmarks.streaming_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as it:
        assert it.stdout is not None
        yield it.stdout.readline().strip()
        it.communicate()


def main() -> None:
    with ScriptedServer() as server:
        play_hub(server)
        server.on("POST", CHAT, _answer)
        print(server.base_url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
