"""A conversation with a question in it, and models that a scripted server plays."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.conversations import NewMessage, StoredMessage
from desktop_app.core.messages import Message, Role
from desktop_app.core.profiles import Profile
from desktop_app.core.requests import ChatRequest
from desktop_app.service.connect import open_client
from desktop_app.tabs.archive import Archive
from desktop_app.tabs.chat.compare.comparison import Comparison
from tests.end_to_end.window import until
from tests.servers import HUB_KEY, Reply, Request, ScriptedServer

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from desktop_app.storage.database import ConversationDatabase

PATH = "/v2/chat/completions"


@dataclass(frozen=True)
class Asked:
    """What a comparison needs, and what it leaves behind."""

    archive: Archive
    database: ConversationDatabase
    client: ApiClient
    conversation_id: int
    question: StoredMessage

    def compare(self, *models: str) -> Comparison:
        async def client() -> ApiClient:
            return self.client

        async def request() -> ChatRequest:
            message = Message(Role.USER, self.question.text)
            return ChatRequest(model="another", messages=(message,), temperature=0.5)

        return Comparison(
            self.conversation_id,
            self.question,
            models,
            archive=self.archive,
            client=client,
            request=request,
        )

    async def answers(self) -> list[StoredMessage]:
        """The branches below the question, in their order."""
        tree = await self.database.messages.tree(self.conversation_id)
        return [each for each in tree.messages if each.parent_id == self.question.id]

    async def shown(self) -> list[str]:
        """The texts of the branch that is shown."""
        branch = await self.database.messages.branch(self.conversation_id)
        return [message.text for message in branch]


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
async def asked(tmp_path: Path, server: ScriptedServer) -> AsyncIterator[Asked]:
    archive = Archive(tmp_path / "conversations")
    archive.start()
    # Between a fixture and its test Qt's events are handled while no loop of asyncio runs.
    await until(lambda: not archive._runner.busy, "the archive to be looked after")
    database = await archive.database()
    conversation = await database.conversations.create({})
    question = NewMessage(role=Role.USER, text="What is it?")
    stored = await database.messages.add(conversation.id, question)
    client = await open_client(Profile("Scripted", server.base_url), HUB_KEY)
    yield Asked(archive, database, client, conversation.id, stored)
    await client.close()
    await archive.close()


def by_model(replies: Mapping[str, Reply]) -> Callable[[Request], Reply]:
    """Each model gives its own reply."""
    return lambda request: replies[request.json["model"]]
