"""A sound that cannot be sent, a server that refuses it, and a call that is stopped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.end_to_end.audio import TRANSCRIPTIONS, choose_verse, drop, open_audio, verse
from tests.end_to_end.window import environ, running_window
from tests.servers import play_hub
from tests.servers.hub import VERSE
from tests.servers.messages import NEVER, UploadedFile
from tests.servers.replies import detail, error, transcription

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

__all__ = ["verse"]


async def test_a_server_that_refuses_the_format_gets_wav(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    hub.on(
        "POST",
        TRANSCRIPTIONS,
        error("Unsupported file format: mp3", 400),
        transcription(VERSE),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE)
        assert window.text("audio.error") == ""
    first, second = (r.fields["file"] for r in hub.requests_to(TRANSCRIPTIONS))
    assert isinstance(first, UploadedFile)
    assert isinstance(second, UploadedFile)
    assert (first.media_type, second.media_type) == ("audio/mpeg", "audio/wav")
    assert second.name == "audio_file.wav"


async def test_stop_ends_the_call_and_retry_after_a_failure_repeats_it(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    hub.on("POST", TRANSCRIPTIONS, NEVER, detail("The back end is restarting", 503))
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.click("audio.run")
        await window.until(lambda: bool(hub.requests_to(TRANSCRIPTIONS)), "the request")
        assert "Uploading" in window.text("audio.file_details")
        window.press("audio.transcript", Qt.Key.Key_Escape)
        await window.until_text("audio.file_details", "Stopped")
        assert await hub.wait_for(hub.last(TRANSCRIPTIONS).client_left.is_set)
        assert window.text("audio.error") == ""
        window.click("audio.run")
        await window.until_text("audio.error", "restarting")
        play_hub(hub)
        window.click("audio.retry")
        await window.until_text("audio.transcript", VERSE)
        assert window.text("audio.error") == ""


async def test_a_file_that_is_no_sound_is_said_so(tmp_path: Path, hub: ScriptedServer) -> None:
    lying = tmp_path / "song.mp3"
    lying.write_text("This is no song.")
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await open_audio(window)
        drop(window, lying)
        await window.until_text("audio.file", "song.mp3")
        window.click("audio.run")
        await window.until_text("audio.error", "no sound that can be read")
    assert not hub.requests_to(TRANSCRIPTIONS)


async def test_a_sound_that_is_too_large_however_encoded_is_said_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    huge = tmp_path / "lecture.webm"
    with huge.open("wb") as stream:
        stream.write(b"\x1a\x45\xdf\xa3")
        stream.truncate(26_000_000)
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await open_audio(window)
        drop(window, huge)
        await window.until_text("audio.file", "lecture.webm")
        window.click("audio.run")
        await window.until_text("audio.error", "larger than 25 MB")
    assert not hub.requests_to(TRANSCRIPTIONS)
