"""Programs that are killed while an answer streams, or while they do something else."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent, indent

_ROOT = Path(__file__).parents[3]
_STREAMING = """
import asyncio, sys, time
from pathlib import Path
from desktop_app.core.conversations import NewMessage
from desktop_app.core.messages import Role
from desktop_app.storage.database import ConversationDatabase

async def main():
    database = await ConversationDatabase.open(Path(sys.argv[1]))
    conversation = await database.conversations.create({})
    await database.messages.add(conversation.id, NewMessage(role=Role.USER, text="question"))
    writer = await database.answers.begin(conversation.id, model="m")
    number = 0
    while True:
        writer.append_text(f"{number} ")
        writer.append_reasoning(f"{number} ")
        print(number, time.monotonic(), flush=True)
        number += 1
        await asyncio.sleep(0.01)

asyncio.run(main())
"""

_DOING = """
import asyncio, sys
from pathlib import Path
from desktop_app.storage.database import ConversationDatabase
from desktop_app.storage.database.migrations import MIGRATIONS, Migration
from tests.storage.database.talking import shown, talk

async def main():
    folder = Path(sys.argv[1])
{steps}

asyncio.run(main())
"""


def do_and_kill(steps: str, folder: Path, *, lines: int, delay: float = 0.0) -> None:
    """Run the body of an async function over `folder`, killed soon after it printed so much."""
    program = _DOING.replace("{steps}", indent(dedent(steps), "    "))
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, cwd=_ROOT
    ) as process:
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline(), "it ended before it was killed"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)


def stream_and_kill(folder: Path, seconds: float) -> tuple[list[tuple[int, float]], float]:
    """The pieces that were written, with their moments; the moment of the last."""
    with subprocess.Popen(
        [sys.executable, "-c", _STREAMING, str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pieces: list[tuple[int, float]] = []
        while not pieces or pieces[-1][1] - pieces[0][1] < seconds:
            number, moment = process.stdout.readline().split()
            pieces.append((int(number), float(moment)))
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().splitlines(keepends=True)
    for line in rest:
        if line.endswith("\n"):
            number, moment = line.split()
            pieces.append((int(number), float(moment)))
    return pieces, pieces[-1][1]
