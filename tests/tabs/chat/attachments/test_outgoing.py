"""A branch is sent with its pictures and files, and never breaks the request."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.conversations import Attachment, NewAttachment, NewMessage, StoredMessage
from desktop_app.core.messages import Message, Role, ToolCall
from desktop_app.tabs.chat.attachments.outgoing import Outgoing
from tests.tabs.chat.attachments.samples import saved

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.storage.database import ConversationDatabase

NOTES = NewAttachment("notes.txt", "text/plain", b"First\nSecond\n")
CALL = ToolCall("c1", "add", '{"a": 1}')


@pytest.fixture
def picture(tmp_path: Path) -> NewAttachment:
    return NewAttachment("drawing.png", "image/png", saved(tmp_path).read_bytes())


async def stored(database: ConversationDatabase, *messages: NewMessage) -> list[StoredMessage]:
    conversation = await database.conversations.create({})
    return [await database.messages.add(conversation.id, message) for message in messages]


def said(role: Role, text: str, *attachments: Attachment | NewAttachment) -> NewMessage:
    return NewMessage(role=role, text=text, attachments=attachments)


async def test_pictures_go_as_data_urls_and_files_as_quotations_before_the_question(
    database: ConversationDatabase, picture: NewAttachment
) -> None:
    branch = await stored(
        database, said(Role.USER, "What is it?", NOTES, picture), said(Role.ASSISTANT, "A drawing.")
    )
    question, answer = await Outgoing().messages(branch, database)
    assert question.text == "notes.txt:\n```\nFirst\nSecond\n```\n\nWhat is it?"
    (url,) = question.image_urls
    scheme, _, content = url.partition(",")
    assert scheme == "data:image/png;base64"
    assert base64.b64decode(content) == picture.content
    assert answer == Message(Role.ASSISTANT, "A drawing.")


async def test_a_message_that_is_not_kept_yet_is_sent_alike(
    database: ConversationDatabase, picture: NewAttachment
) -> None:
    question = said(Role.USER, "What is it?", NOTES, picture)
    kept = await stored(database, question)
    outgoing = Outgoing()
    assert await outgoing.messages([question], database) == await outgoing.messages(kept, database)


async def test_no_file_can_end_its_own_quotation(database: ConversationDatabase) -> None:
    readme = NewAttachment("README.md", "text/plain", b"```sh\nmake\n```\n````")
    (sent,) = await Outgoing().messages([said(Role.USER, "Go on", readme)], database)
    assert sent.text == "README.md:\n``````\n```sh\nmake\n```\n````\n``````\n\nGo on"


async def test_a_file_of_nothing_but_fences_is_quoted_at_once(
    database: ConversationDatabase,
) -> None:
    fences = NewAttachment("fences.txt", "text/plain", b"`" * 2_000_000)
    (sent,) = await Outgoing().messages([said(Role.USER, "Go on", fences)], database)
    assert len(sent.text) < 10_000_000


async def test_an_address_is_sent_as_it_is(database: ConversationDatabase) -> None:
    cat = Attachment("cat.jpg", "image/*", url="https://example.org/cat.jpg")
    (sent,) = await Outgoing().messages([said(Role.USER, "What is it?", cat)], database)
    assert sent == Message(Role.USER, "What is it?", image_urls=("https://example.org/cat.jpg",))


async def test_what_is_not_at_hand_is_said_in_brackets(database: ConversationDatabase) -> None:
    message = said(
        Role.USER,
        "And this?",
        Attachment("holiday.png", "image/png", 5, digest="0" * 64),
        Attachment("file-service://file-abc", "image/*", 7),
        Attachment("secrets", "image/png", 7, url="file:///etc/passwd"),
    )
    (sent,) = await Outgoing().messages([message], database)
    assert sent.image_urls == ()
    assert sent.text == (
        "[holiday.png: not available]\n\n[Picture: not available]\n\n"
        "[secrets: not available]\n\nAnd this?"
    )


async def test_a_message_without_a_word_is_sent_for_its_attachment_only(
    database: ConversationDatabase, picture: NewAttachment
) -> None:
    branch = await stored(
        database, said(Role.USER, "", picture), said(Role.ASSISTANT, ""), said(Role.USER, "Well?")
    )
    sent = await Outgoing().messages(branch, database)
    assert [(message.role, message.text) for message in sent] == [
        (Role.USER, ""),
        (Role.USER, "Well?"),
    ]
    assert len(sent[0].image_urls) == 1


async def test_in_the_next_turn_nothing_is_read_anew(
    database: ConversationDatabase, picture: NewAttachment
) -> None:
    branch = await stored(database, said(Role.USER, "What is it?", NOTES, picture))
    outgoing = Outgoing()
    first = await outgoing.messages(branch, database)
    for attachment in branch[0].attachments:
        path = database.attachments.path_of(attachment.digest)
        assert path is not None
        path.unlink()
    assert await outgoing.messages(branch, database) == first
    (forgetful,) = await Outgoing().messages(branch, database)
    assert "[drawing.png: not available]" in forgetful.text


async def test_what_is_remembered_is_bounded(
    database: ConversationDatabase, picture: NewAttachment
) -> None:
    branch = await stored(database, said(Role.USER, "What is it?", picture))
    outgoing = Outgoing(remembered=10)
    first = await outgoing.messages(branch, database)
    assert await outgoing.messages(branch, database) == first


def calling(text: str = "") -> NewMessage:
    return NewMessage(role=Role.ASSISTANT, text=text, tool_calls=(CALL,))


def result(call: str = "c1", text: str = "3") -> NewMessage:
    return NewMessage(role=Role.TOOL, text=text, tool_call_id=call)


async def test_a_call_goes_with_its_result(database: ConversationDatabase) -> None:
    branch = [said(Role.USER, "1+2?"), calling(), result(text=""), said(Role.ASSISTANT, "3")]
    sent = await Outgoing().messages(branch, database)
    assert [message.role for message in sent] == [each.role for each in branch]
    assert sent[1].tool_calls == (CALL,)
    assert sent[2].tool_call_id == "c1"


@pytest.mark.parametrize(
    ("middle", "left"),
    [
        ([result()], []),
        ([calling()], []),
        ([calling("Let me add.")], ["Let me add."]),
        ([calling("Let me add."), result("other")], ["Let me add."]),
        ([calling("Let me add."), said(Role.USER, "Wait"), result()], ["Let me add.", "Wait"]),
        ([calling("Let me add."), result(), result("other")], ["Let me add.", "3"]),
    ],
)
async def test_a_call_or_a_result_alone_does_not_break_the_request(
    database: ConversationDatabase, middle: list[NewMessage], left: list[str]
) -> None:
    branch = [said(Role.USER, "1+2?"), *middle, said(Role.USER, "So?")]
    sent = await Outgoing().messages(branch, database)
    assert [message.text for message in sent] == ["1+2?", *left, "So?"]
    results = {message.tool_call_id for message in sent if message.role is Role.TOOL}
    calls = {call.id for message in sent for call in message.tool_calls}
    assert results == calls


async def test_the_branch_that_is_handed_over_stays_as_it_is(
    database: ConversationDatabase,
) -> None:
    branch = await stored(database, said(Role.USER, "What is it?", NOTES))
    before = [replace(message) for message in branch]
    await Outgoing().messages(branch, database)
    assert branch == before
