"""Real proxies on loopback: Debian's tinyproxy, and a small one that speaks SOCKS 5."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

_START = 10.0  # seconds


class Tinyproxy:
    """A running tinyproxy; `log` says what it was asked for."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self._log = log

    @property
    def log(self) -> str:
        """Everything that it has written down so far."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""


@contextmanager
def tinyproxy(folder: Path, *, user: str = "", password: str = "") -> Iterator[Tinyproxy]:
    """The proxy, which asks for `user` and `password` where they are given."""
    program = shutil.which("tinyproxy")
    assert program is not None, "packaging/setup/test.packages names it"
    folder.mkdir(parents=True, exist_ok=True)
    port, log = _free_port(), folder / "tinyproxy.log"
    lines = [
        f"Port {port}",
        "Listen 127.0.0.1",
        "Timeout 30",
        f'LogFile "{log}"',
        "LogLevel Connect",
        "MaxClients 20",
        "Allow 127.0.0.1",
    ]
    if user:
        lines.append(f"BasicAuth {user} {password}")
    config = folder / "tinyproxy.conf"
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with subprocess.Popen((program, "-d", "-c", config), stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield Tinyproxy(port, log)
        finally:
            process.terminate()


class SocksProxy:
    """RFC 1928 with CONNECT alone, and RFC 1929 where a user is given.

    `destinations` are the hosts that it was asked for, as the client named them.
    """

    def __init__(self, user: str = "", password: str = "") -> None:
        self.port = 0
        self.destinations: list[str] = []
        self._login = (user.encode(), password.encode()) if user else None
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="socks-proxy", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(_START), "the proxy did not start"
        return self

    def __exit__(self, *_exc: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(_START)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._on_connection, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopping.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _on_connection(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            if not await self._greeted(reader, writer):
                return
            host, port = await _destination(reader)
            self.destinations.append(host)
            there, onward = await asyncio.open_connection(host, port)
            try:
                writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
                await asyncio.gather(_pump(reader, onward), _pump(there, writer))
            finally:
                onward.close()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return  # only the closing of the proxy cancels: nobody waits for this task
        finally:
            writer.close()

    async def _greeted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        _, count = await reader.readexactly(2)
        await reader.readexactly(count)
        if self._login is None:
            writer.write(b"\x05\x00")
            return True
        writer.write(b"\x05\x02")
        await reader.readexactly(1)
        user = await reader.readexactly((await reader.readexactly(1))[0])
        password = await reader.readexactly((await reader.readexactly(1))[0])
        is_known = (user, password) == self._login
        writer.write(b"\x01\x00" if is_known else b"\x01\x01")
        await writer.drain()
        return is_known


async def _destination(reader: asyncio.StreamReader) -> tuple[str, int]:
    _, _, _, kind = await reader.readexactly(4)
    if kind == 3:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    else:
        family, size = {1: (socket.AF_INET, 4), 4: (socket.AF_INET6, 16)}[kind]
        host = socket.inet_ntop(family, await reader.readexactly(size))
    return host, int.from_bytes(await reader.readexactly(2), "big")


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.01)
    raise AssertionError("the proxy did not start")
