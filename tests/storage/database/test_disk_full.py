"""The disk fills up while an answer streams: nothing is lost, and it goes on with space."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.storage.database.mounted import run_mounted, small_disk
from tests.storage.database.talking import opened, shown

_FILLING = """
import asyncio, json, sys
from pathlib import Path
from desktop_app.core.errors import DatabaseUnusable
from desktop_app.storage.database import ConversationDatabase
from tests.storage.database.talking import FINISHED, PICTURE, said, shown, talk
from desktop_app.core.conversations import NewAttachment, NewMessage
from desktop_app.core.messages import Role

async def main():
    folder = Path(sys.argv[1])
    database = await ConversationDatabase.open(folder)
    conversation = await talk(database, "question")
    told = asyncio.Event()
    problems = []
    def on_problem(error):
        problems.append(error.problem)
        told.set()
    writer = await database.answers.begin(conversation, model="m", on_problem=on_problem)
    writer.append_text("before. ")
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        try:
            while stream.write(b"x" * 4096):
                pass
        except OSError:
            pass
    length = 0
    while not told.is_set():
        writer.append_text("x" * 50_000)
        length += 50_000
        await asyncio.sleep(0.05)
    async def problem_of(work):
        try:
            await work
        except DatabaseUnusable as error:
            return error.problem
    big = NewAttachment("a.bin", "application/octet-stream", b"y" * 500_000)
    message = NewMessage(role=Role.USER, text="with a file", attachments=(big,))
    full = [
        await problem_of(writer.end(FINISHED)),
        await problem_of(database.messages.add(conversation, message)),
        await problem_of(database.backups.make_daily()),
    ]
    readable = (await shown(database, conversation))[0]
    ballast.unlink()
    await writer.end(FINISHED)
    await database.close()
    database = await ConversationDatabase.open(folder)
    answer = (await shown(database, conversation))[1]
    complete = answer == "before. " + "x" * length
    print(json.dumps([problems, full, readable, complete, database.problem is None]))
    await database.close()

asyncio.run(main())
"""
_BEYOND_THE_LIMIT = """
import asyncio, json, resource, sys
from pathlib import Path
from desktop_app.core.errors import DatabaseUnusable
from desktop_app.storage.database import ConversationDatabase
from tests.storage.database.talking import said, talk

async def main():
    database = await ConversationDatabase.open(Path(sys.argv[1]))
    conversation = await talk(database, "within")
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        await database.messages.add(conversation, said("beyond " * 100_000))
    except DatabaseUnusable as error:
        print(json.dumps(error.problem))
    await database.close()

asyncio.run(main())
"""


def test_a_full_disk_loses_nothing_and_the_answer_ends_when_there_is_space(tmp_path: Path) -> None:
    said = json.loads(run_mounted(_FILLING, tmp_path, small_disk(kilobytes=4096)))
    assert said == [["disk_full"], ["disk_full"] * 3, "question", True, True]


async def test_a_quota_keeps_what_was_there(tmp_path: Path) -> None:
    assert _write_beyond_the_limit(tmp_path) == "disk_failed"
    async with opened(tmp_path) as database:
        assert database.problem is None
        (conversation,) = await database.conversations.page()
        assert await shown(database, conversation.id) == ["within"]


def _write_beyond_the_limit(folder: Path) -> object:
    done = subprocess.run(
        [sys.executable, "-c", _BEYOND_THE_LIMIT, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    return json.loads(done.stdout)
