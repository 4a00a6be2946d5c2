"""A program that streams on Qt's loop and prints what it saw as JSON; run by a test."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from desktop_app.core.profiles import Profile
from desktop_app.event_loop import new_event_loop
from desktop_app.service.connect import open_client
from tests.servers import HUB_KEY
from tests.service.asking import answer_of, ask, question

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient


async def _main(base_url: str) -> dict[str, Any]:
    api = await open_client(Profile("Scripted", base_url), HUB_KEY)
    before = _live_timers()
    answer = answer_of(await ask(api))
    after = _live_timers()
    stopped = asyncio.create_task(_ask_until_stopped(api))
    await asyncio.sleep(0.05)
    stopped.cancel()
    await asyncio.wait([stopped])
    await api.close()
    return {"words": len(answer.split()), "timers": after - before, "ended": stopped.cancelled()}


async def _ask_until_stopped(api: ApiClient) -> None:
    async with aclosing(api.stream_chat(question("endless"))) as events:
        async for _event in events:
            pass


def _live_timers() -> int:
    """Timers that qasync keeps, cancelled ones too."""
    loop: Any = asyncio.get_running_loop()
    return len(loop._timer._SimpleTimer__callbacks)


if __name__ == "__main__":
    app = QApplication([])
    with asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner:
        sys.stdout.write(json.dumps(runner.run(_main(sys.argv[1]))))
