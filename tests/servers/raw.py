"""A server on loopback that sends bytes as they are given, and ends as it is told."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum, auto


class End(Enum):
    """What the server does after its bytes."""

    CLOSE = auto()  # in order
    RESET = auto()  # as a broken connection
    SILENCE = auto()


class RawServer:
    """Answers each request with `data`; then `end`. Both may be changed between requests."""

    def __init__(self) -> None:
        self.data = b""
        self.end = End.CLOSE
        self.reads = True  # else nothing of a request is taken
        self.port = 0
        self.requests = 0
        self.asked = asyncio.Event()

    @property
    def base_url(self) -> str:
        """What a profile of this server names."""
        return f"http://127.0.0.1:{self.port}/v2"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection with one request."""
        try:
            self.requests += 1
            self.asked.set()
            if not self.reads:
                await asyncio.Event().wait()
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
            writer.write(self.data)
            await writer.drain()
            if self.end is End.SILENCE:
                await reader.read()
            elif self.end is End.RESET:
                # Linger for no time: what is not delivered is lost, and the other end is told so.
                told = struct.pack("ii", 1, 0)
                connection = writer.get_extra_info("socket")
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, told)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def raw_server() -> AsyncIterator[RawServer]:
    """The server, on the loop of the test."""
    server = RawServer()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(server.answer(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    handler: Callable[[asyncio.StreamReader, asyncio.StreamWriter], None] = accept
    listening = await asyncio.start_server(handler, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def chunked(pieces: list[bytes], media_type: str = "text/event-stream") -> bytes:
    """A whole reply as it goes over the wire, each piece framed as one chunk."""
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n"
    frames = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces]
    return head.encode() + b"".join(frames) + b"0\r\n\r\n"
