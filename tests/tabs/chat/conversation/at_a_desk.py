"""A conversation with everything real around it, but no window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.conversation_parameters import ConversationParameters
from desktop_app.core.credentials import Credentials
from desktop_app.core.profiles import Profile
from desktop_app.service.connection import Connection
from desktop_app.service.local_engine import LocalEngine
from desktop_app.storage.keys import KeyStore
from desktop_app.storage.model_cache import ModelCache
from desktop_app.tabs.archive import Archive
from desktop_app.tabs.chat.conversation.desk import ConversationDesk
from desktop_app.tabs.session import Session
from tests.end_to_end.window import until
from tests.servers import HUB_KEY, ScriptedServer

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation

PARAMETERS = ConversationParameters(model="Llama-3.3-70B-Instruct")


class Room(NamedTuple):
    """A desk with a conversation that has not begun, and what stands around it."""

    archive: Archive
    session: Session
    desk: ConversationDesk
    database: ConversationDatabase

    @property
    def current(self) -> OpenConversation:
        """The conversation that is shown."""
        return self.desk.current

    async def idle(self) -> None:
        """Wait until nothing happens in the current conversation."""
        await until(lambda: not self.current.is_busy, "the end of the answer")

    async def said(self) -> list[tuple[str, str]]:
        """Roles and texts of what is shown, when nothing happens any more."""
        await self.idle()
        return [(message.role.value, message.text) for message in self.current.messages]

    async def kept(self) -> list[tuple[str, str]]:
        """Roles and texts of what is in the database."""
        assert self.current.id is not None
        branch = await self.database.messages.branch(self.current.id)
        return [(message.role.value, message.text) for message in branch]


@asynccontextmanager
async def at_a_desk(folder: Path, hub: ScriptedServer) -> AsyncIterator[Room]:
    """A desk connected with the scripted hub.

    No fixture: what is made in one would live on between the runs of the test's loop.
    """
    profile = Profile("Hub", hub.base_url)
    keys = KeyStore(folder / "keys.json")
    keys.remember_for_session("Hub", Credentials(HUB_KEY))
    session = Session(
        Connection(profile, engine=LocalEngine()), keys, profile, ModelCache(folder / "models")
    )
    session.use(profile)
    archive = Archive(folder / "conversations")
    archive.start()
    await session.settled()
    desk = ConversationDesk(archive, session, PARAMETERS)
    try:
        yield Room(archive, session, desk, await archive.database())
    finally:
        await desk.close()
        await archive.close()
        await session.close()
