"""Runs the test of a connection, and looks at what it found."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

from desktop_app.core.credentials import Credentials
from desktop_app.core.diagnosis import POSSIBLE, Stage, StageResult
from desktop_app.core.findings import Finding
from desktop_app.core.profiles import Profile
from desktop_app.service.diagnosis import StageLimits, diagnose
from tests.servers import HUB_KEY

QUICK = StageLimits(*([10.0] * len(Stage)))


async def diagnosed(
    url: str,
    key: str = HUB_KEY,
    *,
    limits: StageLimits = QUICK,
    credentials: Credentials | None = None,
    **fields: object,
) -> dict[Stage, StageResult]:
    """All results by their stage; each is possible, in its place, and says nothing secret."""
    profile = Profile("Tested", url)._replace(**fields)  # type: ignore[arg-type]  # a test's own
    credentials = credentials or Credentials(key)
    async with aclosing(diagnose(profile, credentials, limits)) as stages:
        results = [result async for result in stages]
    assert [result.stage for result in results] == list(Stage)
    for result in results:
        assert result.finding in POSSIBLE[result.stage], result
        assert all(secret not in str(result) for secret in credentials.secrets()), result
    return {result.stage: result for result in results}


def findings(results: dict[Stage, StageResult], *stages: Stage) -> list[Finding]:
    return [results[stage].finding for stage in stages]


def ends_at(results: dict[Stage, StageResult], stage: Stage) -> Finding:
    """What was found there; nothing is tried afterwards."""
    later = list(Stage)[list(Stage).index(stage) + 1 :]
    assert {results[each].finding for each in later} == {Finding.NOT_REACHED}
    return results[stage].finding


@asynccontextmanager
async def saying(words: bytes) -> AsyncIterator[int]:
    """A server that answers whatever comes with its words, and hangs up."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(words)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
