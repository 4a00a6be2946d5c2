"""The program is killed while answers stream: the next start shows what had been said."""

from __future__ import annotations

from pathlib import Path

from desktop_app.core.conversations import MessageState
from tests.storage.database.killing import stream_and_kill
from tests.storage.database.talking import opened


async def test_everything_up_to_the_last_second_is_there(tmp_path: Path) -> None:
    pieces, killed = stream_and_kill(tmp_path, seconds=2.0)
    older = "".join(f"{number} " for number, moment in pieces if moment <= killed - 1.0)
    async with opened(tmp_path) as database:
        assert database.problem is None
        (conversation,) = await database.conversations.page()
        question, answer = await database.messages.branch(conversation.id)
    assert question.text == "question"
    assert answer.state is MessageState.INTERRUPTED
    assert older
    assert answer.text.startswith(older)
    assert answer.reasoning.startswith(older)


async def test_an_interrupted_answer_is_found_and_continued(tmp_path: Path) -> None:
    stream_and_kill(tmp_path, seconds=1.0)
    async with opened(tmp_path) as database:
        (hit,) = await database.search.find('"0 1 2"')
        assert hit.message_id is not None
        writer = await database.answers.resume(hit.message_id)
        before = (await database.messages.get(hit.message_id)).text
        writer.append_text("and so on")
    async with opened(tmp_path) as database:
        assert (await database.messages.get(writer.message_id)).text == before + "and so on"


async def test_a_program_killed_again_and_again_loses_no_conversation(tmp_path: Path) -> None:
    for _ in range(3):
        stream_and_kill(tmp_path, seconds=0.1)
    async with opened(tmp_path) as database:
        assert database.problem is None
        listed = await database.conversations.page()
        assert [conversation.title for conversation in listed] == ["question"] * 3
