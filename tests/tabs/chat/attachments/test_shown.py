"""Messages are shown with their pictures, small, and with the names of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.conversations import Attachment, NewAttachment, NewMessage, StoredMessage
from desktop_app.core.messages import Role
from desktop_app.tabs.chat.attachments.shown import Thumbnails, file_labels
from tests.images.pictures import encoded, quarters

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

PICTURE = NewAttachment("quarters.png", "image/png", encoded(quarters(1200, 800), "PNG"))
NOTES = NewAttachment("notes.txt", "text/plain", b"w" * 12_345)


async def stored(
    database: ConversationDatabase, *attachments: Attachment | NewAttachment
) -> StoredMessage:
    conversation = await database.conversations.create({})
    message = NewMessage(role=Role.USER, text="?", attachments=attachments)
    return await database.messages.add(conversation.id, message)


async def test_a_picture_is_as_high_as_the_transcript_shows_it(
    database: ConversationDatabase,
) -> None:
    message = await stored(database, PICTURE, NOTES)
    ratios = [1.0, 2.0]
    thumbnails = Thumbnails(lambda: ratios.pop(0))
    for size in ((240, 160), (480, 320)):
        (image,) = await thumbnails.of(message, database)
        assert (image.width(), image.height()) == size


async def test_one_that_was_shown_is_not_read_again(database: ConversationDatabase) -> None:
    message = await stored(database, PICTURE)
    thumbnails = Thumbnails()
    (first,) = await thumbnails.of(message, database)
    path = database.attachments.path_of(message.attachments[0].digest)
    assert path is not None
    path.unlink()
    assert await thumbnails.of(message, database) == (first,)
    assert await Thumbnails().of(message, database) == ()


async def test_what_cannot_be_shown_leaves_the_others(database: ConversationDatabase) -> None:
    broken = NewAttachment("broken.png", "image/png", b"no picture")
    message = await stored(database, broken, Attachment("lost.png", "image/png", 3), PICTURE)
    assert len(await Thumbnails().of(message, database)) == 1


async def test_of_a_message_that_is_not_kept_yet_it_is_the_same(
    database: ConversationDatabase,
) -> None:
    message = NewMessage(role=Role.USER, text="?", attachments=(PICTURE,))
    (image,) = await Thumbnails().of(message, database)
    assert image.height() == 160


async def test_files_are_named_with_their_size(database: ConversationDatabase) -> None:
    message = await stored(
        database,
        PICTURE,
        NOTES,
        Attachment("cat.jpg", "image/*", url="https://example.org/cat.jpg"),
        Attachment("lost.pdf", "application/pdf", 3),
        Attachment("sediment://file_0001", "image/*", 3),
    )
    assert file_labels(message) == (
        "notes.txt · 12 kB",
        "cat.jpg · from the web",
        "lost.pdf · not at hand",
        "Picture · not at hand",
    )
