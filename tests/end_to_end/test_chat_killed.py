"""The real program is killed at the worst moments: the next start has every word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from desktop_app.core.conversations import MessageState, StoredMessage
from desktop_app.core.messages import Role
from desktop_app.core.settings import load_settings, save_settings
from desktop_app.ui.transcript import Transcript
from tests.end_to_end.killed_program import (
    RealProgram,
    TickingAnswer,
    glimpse,
    real_program,
    wait_to_see,
    wait_until_connected,
)
from tests.end_to_end.window import (
    PATIENCE,
    Window,
    connected,
    environ,
    paths_below,
    running_window,
)
from tests.servers.messages import NEVER, Reply, Request
from tests.servers.replies import chat_stream
from tests.storage.database.talking import opened

if TYPE_CHECKING:
    from tests.servers import ScriptedServer
    from tests.x11.display import X11Display

CHAT = "/v2/chat/completions"


def kill_in_mid_stream(
    display: X11Display, folder: Path, hub: ScriptedServer, *, seconds: float = 2.0
) -> tuple[TickingAnswer, float]:
    """Ask, and kill the program when the answer has streamed for so long; when that was."""
    answer = TickingAnswer()
    hub.on("POST", CHAT, answer.reply)
    with real_program(display, folder, environ(hub)) as program:
        wait_until_connected(hub)
        program.type("Count for me")
        program.press("Return")
        assert hub.wait_until(lambda: answer.seconds > seconds, PATIENCE)
        return answer, program.kill()


async def kept(folder: Path) -> list[StoredMessage]:
    """The messages of the one conversation, as the next start reads them."""
    async with opened(paths_below(folder).conversations) as database:
        assert database.problem is None
        (conversation,) = await database.conversations.page()
        return await database.messages.branch(conversation.id)


async def test_after_a_kill_in_mid_stream_the_next_start_goes_on_from_there(
    tmp_path: Path, hub: ScriptedServer, display: X11Display
) -> None:
    answer, killed = kill_in_mid_stream(display, tmp_path, hub)
    older = answer.sent_before(killed - 1.0)
    assert older
    question, interrupted = await kept(tmp_path)
    assert question.text == "Count for me"
    assert interrupted.text.startswith(older)
    assert answer.sent_before(killed).startswith(interrupted.text)
    assert interrupted.state is MessageState.INTERRUPTED
    hub.on("POST", CHAT, chat_stream(["and so on."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("chat.transcript", older.strip())
        said = window.text("chat.transcript")
        assert "Count for me" in said
        assert "Continue" in said
        assert "Retry" in said
        await connected(window)
        act(window, interrupted, "continue")
        await window.until_text("chat.transcript", interrupted.text + "and so on.")
    sent = [(m["role"], m["content"]) for m in hub.last(CHAT).json["messages"]]
    assert sent[:2] == [("user", "Count for me"), ("assistant", interrupted.text)]


async def test_after_a_kill_in_mid_stream_the_answer_can_be_asked_for_again(
    tmp_path: Path, hub: ScriptedServer, display: X11Display
) -> None:
    kill_in_mid_stream(display, tmp_path, hub, seconds=1.0)
    _question, interrupted = await kept(tmp_path)
    hub.on("POST", CHAT, chat_stream(["One, two, three."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("chat.transcript", "Retry")
        await connected(window)
        act(window, interrupted, "retry")
        await window.until_text("chat.transcript", "One, two, three.")
        assert interrupted.text not in window.text("chat.transcript")
        await window.until_text("chat.usage", "tokens")
    _question, answer = await kept(tmp_path)
    assert (answer.text, answer.siblings) == ("One, two, three.", 2)


async def test_a_question_is_kept_at_the_moment_in_which_the_server_gets_it(
    tmp_path: Path, hub: ScriptedServer, display: X11Display
) -> None:
    running: list[RealProgram] = []

    def kill_now(_request: Request) -> Reply:
        running[0].kill()
        return NEVER

    hub.on("POST", CHAT, kill_now)
    with real_program(display, tmp_path, environ(hub)) as program:
        running.append(program)
        wait_until_connected(hub)
        program.type("Is anybody there?")
        program.press("Return")
        program.process.wait(PATIENCE)
    first = (await kept(tmp_path))[0]
    assert (first.role, first.text) == (Role.USER, "Is anybody there?")
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until(lambda: "Is anybody there?" in titles(window), "the conversation")


async def test_what_was_being_written_is_in_the_prompt_again(
    tmp_path: Path, hub: ScriptedServer, display: X11Display
) -> None:
    with real_program(display, tmp_path, environ(hub)) as program:
        wait_until_connected(hub)
        program.type("Half a quest")
        wait_to_see(tmp_path, "SELECT text FROM drafts WHERE text = 'Half a quest'")
        program.kill()
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("chat.prompt", "Half a quest")


async def test_a_program_killed_again_and_again_keeps_every_conversation(
    tmp_path: Path, hub: ScriptedServer, display: X11Display
) -> None:
    for number in (1, 2):
        hub.on("POST", CHAT, TickingAnswer().reply)
        hub.requests.clear()
        with real_program(display, tmp_path, environ(hub)) as program:
            wait_until_connected(hub)
            program.press("ctrl+n")
            program.type(f"Question {number}")
            program.press("Return")
            answers = "SELECT count(*) FROM messages WHERE text LIKE '0 1 2 %'"
            wait_to_see(tmp_path, f"{answers} HAVING count(*) = {number}")
            program.kill()
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until(lambda: "Question 1" in titles(window), "the first conversation")
        assert "Question 2" in titles(window)
    assert glimpse(tmp_path, "PRAGMA integrity_check") == [("ok",)]


def act(window: Window, message: StoredMessage, action: str) -> None:
    window.find(Transcript, "chat.transcript").action_requested.emit(str(message.id), action)


def titles(window: Window) -> list[str]:
    model = window.find(QListView, "chat.conversations").model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [str(row.data(Qt.ItemDataRole.DisplayRole)) for row in rows]


async def test_it_is_all_there_too_when_another_tab_is_shown_first(
    tmp_path: Path, hub: ScriptedServer, display: X11Display
) -> None:
    with real_program(display, tmp_path, environ(hub)) as program:
        wait_until_connected(hub)
        program.type("Who are you?")
        program.press("Return")
        wait_to_see(tmp_path, "SELECT 1 FROM messages WHERE state = 'finished' AND id > 1")
        program.type("Half a quest")
        wait_to_see(tmp_path, "SELECT 1 FROM drafts WHERE text = 'Half a quest'")
        program.press("ctrl+7")
        settings = paths_below(tmp_path).settings_file
        assert hub.wait_until(lambda: '"conversation": 1' in settings.read_text(), PATIENCE)
        program.kill()
    kept_settings = load_settings(settings).settings
    save_settings(settings, kept_settings._replace(current_tab="models"))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.show_tab(0)
        await window.until_text("chat.transcript", "Open Telekom Cloud")
        await window.until_text("chat.prompt", "Half a quest")
