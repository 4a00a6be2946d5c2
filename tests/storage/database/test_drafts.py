"""What is written but not sent survives the end of the program."""

from __future__ import annotations

from pathlib import Path

from desktop_app.storage.database import ConversationDatabase


async def test_a_draft_is_there_again_after_the_next_start(tmp_path: Path) -> None:
    database = await ConversationDatabase.open(tmp_path)
    conversation = await database.conversations.create({})
    await database.drafts.put(None, "Half a question")
    await database.drafts.put(conversation.id, "Another \ud83d half")
    await database.close()
    database = await ConversationDatabase.open(tmp_path)
    assert await database.drafts.get(None) == "Half a question"
    assert await database.drafts.get(conversation.id) == "Another \ufffd half"
    await database.close()


async def test_a_sent_draft_and_that_of_a_forgotten_conversation_are_gone(tmp_path: Path) -> None:
    database = await ConversationDatabase.open(tmp_path)
    conversation = await database.conversations.create({})
    await database.drafts.put(None, "Sent")
    await database.drafts.put(None, "")
    await database.drafts.put(conversation.id, "Forgotten")
    await database.bin.delete_conversation(conversation.id)
    await database.bin.empty()
    assert await database.drafts.get(None) == ""
    assert await database.drafts.get(conversation.id) == ""
    await database.close()
