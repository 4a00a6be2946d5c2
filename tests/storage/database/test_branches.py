"""Regenerate, edit and resend keep what was there; arrows step between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop_app.core.conversations import NewMessage
from desktop_app.core.messages import Role
from tests.storage.database.talking import PICTURE, answer, answered, said, shown, talk

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase


async def test_regenerating_keeps_the_older_answer(database: ConversationDatabase) -> None:
    conversation = await talk(database, "question")
    first = await answer(database, conversation, "first")
    second = await answer(database, conversation, "second", instead_of=first.id)
    assert await shown(database, conversation) == ["question", "second"]
    assert (second.position, second.siblings) == (2, 2)
    await database.messages.show_sibling(second.id, -1)
    assert await shown(database, conversation) == ["question", "first"]
    await database.messages.show_sibling(first.id, -1)
    assert await shown(database, conversation) == ["question", "first"]


async def test_editing_the_first_question_begins_a_branch_from_the_start(
    database: ConversationDatabase,
) -> None:
    conversation = await talk(database, "question", "answer", "more", "more answer")
    old = (await database.messages.branch(conversation))[0]
    new = await database.messages.add(conversation, said("better question"), instead_of=old.id)
    await answer(database, conversation, "better answer")
    assert await shown(database, conversation) == ["better question", "better answer"]
    await database.messages.show_sibling(new.id, -1)
    assert await shown(database, conversation) == ["question", "answer", "more", "more answer"]
    await database.messages.show_sibling(old.id, 1)
    assert await shown(database, conversation) == ["better question", "better answer"]


async def test_roots_of_other_conversations_are_no_siblings(database: ConversationDatabase) -> None:
    await talk(database, "elsewhere")
    (message,) = await database.messages.branch(await talk(database, "here"))
    assert (message.position, message.siblings) == (1, 1)


async def test_answers_of_several_models_stand_side_by_side(database: ConversationDatabase) -> None:
    conversation = await talk(database, "question")
    (question,) = await database.messages.branch(conversation)
    writers = [
        await database.answers.begin(conversation, model=model, after=question.id)
        for model in ("a", "b", "c")
    ]
    await database.messages.show(writers[1].message_id)
    (_, answer_shown) = await database.messages.branch(conversation)
    assert (answer_shown.model, answer_shown.position, answer_shown.siblings) == ("b", 2, 3)


async def test_a_hit_in_an_older_branch_can_be_shown(database: ConversationDatabase) -> None:
    conversation = await talk(database, "question", "first", "follow-up")
    first = (await database.messages.branch(conversation))[1]
    await answer(database, conversation, "second", instead_of=first.id)
    await database.messages.show(first.id)
    assert await shown(database, conversation) == ["question", "first", "follow-up"]


async def test_a_hit_in_the_branch_that_is_shown_changes_to_no_other(
    database: ConversationDatabase,
) -> None:
    conversation = await talk(database, "question", "first", "follow-up")
    question, first, _ = await database.messages.branch(conversation)
    second = await answer(database, conversation, "second", instead_of=first.id)
    await database.messages.show_sibling(second.id, -1)
    await database.messages.show(question.id)
    assert await shown(database, conversation) == ["question", "first", "follow-up"]


async def test_a_long_conversation_is_read_from_its_end(database: ConversationDatabase) -> None:
    conversation = await talk(database, *(str(number) for number in range(10)))
    end = await database.messages.branch(conversation, limit=4)
    assert [message.text for message in end] == ["6", "7", "8", "9"]
    before = await database.messages.branch(conversation, before=end[0], limit=4)
    assert [message.text for message in before] == ["2", "3", "4", "5"]
    first = await database.messages.branch(conversation, before=before[0], limit=4)
    assert [message.text for message in first] == ["0", "1"]
    assert await database.messages.branch(conversation, before=first[0], limit=4) == []


async def test_a_picture_is_kept_once_and_can_be_sent_again(database: ConversationDatabase) -> None:
    conversation = await talk(database)
    message = NewMessage(role=Role.USER, text="look", attachments=(PICTURE, PICTURE))
    stored = await database.messages.add(conversation, message)
    edited = NewMessage(role=Role.USER, text="look again", attachments=stored.attachments[:1])
    resent = await database.messages.add(conversation, edited, instead_of=stored.id)
    (picture,) = resent.attachments
    assert (picture.name, picture.size) == ("cat.png", len(PICTURE.content))
    assert await database.attachments.read(picture) == PICTURE.content
    assert len({a.digest for a in (*stored.attachments, picture)}) == 1


async def test_a_cancelled_caller_leaves_no_half_message(database: ConversationDatabase) -> None:
    conversation = await talk(database)
    for number in range(20):
        message = NewMessage(role=Role.USER, text=str(number), attachments=(PICTURE,))
        adding = asyncio.create_task(database.messages.add(conversation, message))
        await asyncio.sleep(0)  # it has been asked for
        adding.cancel()
    branch = await database.messages.branch(conversation)
    assert [message.text for message in branch] == [str(number) for number in range(20)]
    assert all(message.attachments for message in branch)


async def test_an_answer_to_nothing_can_be_added(database: ConversationDatabase) -> None:
    conversation = await talk(database)
    await database.messages.add(conversation, answered("hello"))
    assert await shown(database, conversation) == ["hello"]
