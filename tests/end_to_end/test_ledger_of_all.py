"""Whatever a person does in whichever tab, its calls are in the ledger."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.core.call_filter import CallFilter
from desktop_app.service.call_log import KEPT
from tests.end_to_end import tools_tab
from tests.end_to_end.audio import choose_verse, verse
from tests.end_to_end.ledger_window import choose, opened, until_listed
from tests.end_to_end.models_tab import MODELS_TAB
from tests.end_to_end.scenes_vision import VISION_TAB, add, landscape
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.hub import VERSE

__all__ = ["verse"]
QUESTION = "What is Open Telekom Cloud?"


async def write_and_run(window: Window, tab: int, prompt: str, run: str, text: str) -> None:
    window.show_tab(tab)
    window.type(prompt, text)
    window.click(run)
    usage = f"{prompt.partition('.')[0]}.usage"
    await window.until(lambda: bool(window.text(usage)), usage)


async def use_every_tab(window: Window, folder: Path, verse: Path) -> None:
    await connected(window)
    await write_and_run(window, 0, "chat.prompt", "chat.send", QUESTION)
    await write_and_run(window, 1, "completion.prompt", "completion.run", f"{QUESTION} " * 4_000)
    await write_and_run(window, 2, "embeddings.texts", "embeddings.run", QUESTION)
    window.show_tab(VISION_TAB)
    await add(window, landscape(folder / "hills.png"))
    window.type("vision.question", QUESTION)
    window.press("vision.question", Qt.Key.Key_Return)
    await window.until_text("vision.usage", "tokens")
    await choose_verse(window, verse)
    window.choose("audio.model", "whisper-1")
    window.click("audio.run")
    await window.until_text("audio.transcript", VERSE)
    await tools_tab.ask_the_guides_question(window)
    await tools_tab.pending(window)
    window.show_tab(MODELS_TAB)
    window.click("models.refresh")
    await connected(window)


async def test_each_request_is_listed_without_its_picture_sound_and_key(
    hub: ScriptedServer, tmp_path: Path, verse: Path
) -> None:
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await use_every_tab(window, tmp_path, verse)
        await window.until(lambda: len(hub.requests_to("/v2/audio/models")) == 2, "all models")
        await opened(window)
        await until_listed(window, len(hub.requests))
        ledger = await window.program.ledger.ledger()
        calls, _next = await ledger.page(CallFilter())
        sent = [hub.url + request.path for request in hub.requests]
        assert sorted(call.url for call in calls) == sorted(sent)
        kept = [record for call in calls if (record := await ledger.record(call.id))]
        assert HUB_KEY not in repr(kept)
        requests = {record.summary.kind.value: record.request for record in reversed(kept)}
        assert requests["completion"].is_cut
        assert len(requests["completion"].text) <= 2 * KEPT < requests["completion"].size
        pictures = [record.request for record in kept if "image_url" in record.request.text]
        assert '"data:image/' in pictures[0].text
        assert len(pictures[0].text) < 2_000 < pictures[0].size
        sound = [call.kind.value for call in calls].index("transcription")
        await choose(window, sound, '"audio_file.mp3"')
        assert '"type": "audio/mpeg"' in window.text("ledger.request")
        assert '"size": ' in window.text("ledger.request")
        assert not window.find(QPushButton, "ledger.replay").isEnabled()
