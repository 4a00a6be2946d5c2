"""A real HTTP/1.1 server in a thread of its own, with a script instead of a service."""

from __future__ import annotations

import asyncio
import contextlib
import http
import ssl
import threading
import time
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

from tests.servers.messages import NEVER, Cut, Pause, Reply, Request, Stall

Answer = Reply | Callable[[Request], Reply]


class ScriptedServer:
    """Plays replies on 127.0.0.1 and remembers every request.

    Several answers to one route are played in turn; the last one is played again and again.
    An answer can be a function of the request. What is not scripted is answered by 404.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.port = 0
        self.connections = 0  # that were opened so far
        self._tls = tls
        self._script: dict[tuple[str, str], list[Answer]] = {}
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="scripted-server", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10), "the scripted server did not start"
        return self

    def __exit__(self, *_exc: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What a profile of this server names, as the hub's ends: in /v2."""
        return f"{self.url}/v2"

    def on(self, method: str, path: str, *answers: Answer) -> None:
        """Script a route, in place of what it answered before."""
        self._script[method, path] = list(answers)

    def requests_to(self, path: str) -> list[Request]:
        """Requests to this path, oldest first."""
        return [request for request in self.requests if request.path == path]

    def last(self, path: str) -> Request:
        """The newest request to this path."""
        return self.requests_to(path)[-1]

    def wait_until(self, condition: Callable[[], bool], timeout: float = 5.0) -> bool:
        """Block until the condition holds; False after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.002)
        return True

    async def wait_for(self, condition: Callable[[], bool], timeout: float = 5.0) -> bool:  # noqa: ASYNC109 (the plain twin of wait_until)
        """The same without blocking the loop."""
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.002)
        return True

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(
            self._on_connection, "127.0.0.1", 0, ssl=self._tls, limit=2**26
        )
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopping.wait()
        server.close()
        for _ in range(3):  # who was just accepted begins, so that the cancelling is met there
            await asyncio.sleep(0)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _on_connection(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        try:
            while (request := await _read_request(reader)) is not None:
                self.requests.append(request)
                await self._play(request, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, UnicodeDecodeError):
            pass
        except asyncio.CancelledError:
            return  # only the closing of the server cancels: nobody waits for this task
        finally:
            writer.transport.abort()

    async def _play(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Play the reply, and stop when the client leaves before its end."""
        playing = asyncio.ensure_future(_write_reply(self._answer(request), writer))
        leaving = asyncio.ensure_future(reader.read(1))
        try:
            await asyncio.wait({playing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not playing.done() or playing.exception() is not None:
                request.client_left.set()
                raise ConnectionResetError
            request.answered.set()
        finally:
            for task in (playing, leaving):
                task.cancel()
            await asyncio.gather(playing, leaving, return_exceptions=True)

    def _answer(self, request: Request) -> Reply:
        answers = self._script.get((request.method, request.path))
        if not answers:
            return Reply(404, {"content-type": "application/json"}, [b'{"detail":"Not Found"}'])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return answer if isinstance(answer, Reply) else answer(request)


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    line = await reader.readline()
    if not line:
        return None
    method, target, _ = line.decode().split(" ", 2)
    headers: dict[str, str] = {}
    while (line := await reader.readline()) not in {b"\r\n", b""}:
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    url = urlsplit(target)
    return Request(method, url.path, url.query, headers, body)


async def _write_reply(reply: Reply, writer: asyncio.StreamWriter) -> None:
    if reply is NEVER:
        await asyncio.Event().wait()
    whole = reply.whole
    framing = "transfer-encoding: chunked" if whole is None else f"content-length: {len(whole)}"
    head = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}", framing]
    head += [f"{name}: {value}" for name, value in reply.headers.items()]
    writer.write(("\r\n".join(head) + "\r\n\r\n").encode("latin-1") + (whole or b""))
    await writer.drain()
    if whole is not None:
        return
    while True:
        for part in reply.parts:
            if isinstance(part, Pause):
                await asyncio.sleep(part.seconds)
            elif isinstance(part, Stall):
                await asyncio.Event().wait()
            elif isinstance(part, Cut):
                writer.transport.abort()
                raise ConnectionResetError
            else:
                writer.write(b"%x\r\n%b\r\n" % (len(part), part))
                await writer.drain()
        if not reply.forever:
            break
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def _phrase(status: int) -> str:
    with contextlib.suppress(ValueError):
        return http.HTTPStatus(status).phrase
    return "Unknown"
