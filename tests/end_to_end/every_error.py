"""A window that meets every error with a key in use; run by a test as a program of its own.

`python -m tests.end_to_end.every_error FOLDER`, the key in the variable TYPED_KEY. It prints what
the window says, and logs everything there is to log.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from desktop_app.core.logs.runs import noted_run
from desktop_app.core.profiles import Profile
from desktop_app.core.settings import Settings, save_settings
from desktop_app.defects import everything_noted
from desktop_app.event_loop import new_event_loop
from desktop_app.first_paint import new_application
from desktop_app.ui.task_runner import TaskRunner
from tests.end_to_end.secret_forms import forms_of
from tests.end_to_end.window import Window, paths_below, running_window
from tests.servers import Reply, Request, ScriptedServer, play_hub, replies
from tests.servers.authority import Authority

if TYPE_CHECKING:
    from desktop_app.core.logs.log_file import LogFile

_MODELS = "/v2/models"
_CHAT = "/v2/chat/completions"
_OTHERS = ("/v2/completions", "/v2/embeddings")
_MODEL = "jina-embeddings-v2-base-de"
QUESTION = "Is the key in here?"
ECHO = "You sent"


def errors_that_repeat(key: str) -> Iterator[tuple[str, Reply]]:
    """Everything that a server may answer instead of what was asked for; each says the key."""
    echo = f"{ECHO} {' and '.join(forms_of(key))} as Authorization: Bearer {key}"
    for status in (400, 401, 403, 404, 413, 422, 429, 500, 502, 503, 504):
        yield f"detail {status}", replies.detail(echo, status)
        yield f"error {status}", replies.error(echo, status, code=key, param=key)
    yield "list", replies.detail([{"loc": ["header", key], "msg": echo}], 422)
    yield "text", replies.text_reply(echo, 500)
    yield "page", replies.html_reply(text=echo)
    yield "page 403", replies.html_reply(title=echo, status=403)
    yield "page 502", replies.html_reply(text=echo, status=502)
    yield "redirect", Reply(307, {"location": f"http://127.0.0.1:9/?key={quote(key, safe='')}"})
    yield "header", Reply(401, {"www-authenticate": f'Bearer error="{key}"'}, [b"{}"])
    yield "error with 200", replies.error(echo, 200)
    yield "no JSON", replies.text_reply(f'{{"data": "{echo}', 200, "application/json")
    broken = replies.chat_chunk({"content": "a"})
    yield "error in the stream", replies.sse([broken, {"error": {"message": echo}}], done=False)
    yield "broken stream", replies.sse([broken, f"data: {{{echo}\n\n".encode()], done=False)
    yield "cut", replies.sse([broken], done=False, end="cut")


class Person:
    """Tries everything, and says what the window says."""

    def __init__(self, window: Window, key: str) -> None:
        self._window = window
        self._key = key

    async def enter_key(self, name: str) -> None:
        """Type the key of a server in the settings; there is no keyring, so it goes to a file."""
        window = self._window
        await window.open_settings()
        window.choose("settings.profiles", name)
        self._write("settings.key", f" {self._key} ")
        window.click("settings.save")
        await window.until(lambda: self._is_asked() or self._is_closed(), "the notice or the end")
        if self._is_asked():
            window.click("settings.keys_in_file")
            self.say("file of keys")
            window.click("settings.keys_in_file_confirm")
        await window.until(self._is_closed, "the settings to be closed")

    async def use(self, name: str) -> None:
        """Choose a server, which lists its models or fails."""
        box = self._window.find(QComboBox, "main.profile")
        box.setCurrentText(name)
        box.textActivated.emit(name)
        status = self._window.find(QLabel, "main.connection")
        await self._window.until(
            lambda: f"{name}: " in status.text() and "connect" in status.text(), "the connection"
        )
        self.say(f"models of {name}")

    async def test_connection(self, name: str) -> None:
        """Test a server in the settings, and copy the report of it."""
        window = self._window
        await window.open_settings()
        window.choose("settings.profiles", name)
        key = window.find(QLineEdit, "settings.key")
        await window.until(lambda: key.text() == self._key, "the key")
        window.click("settings.test_connection")
        copy = window.find(QAbstractButton, "settings.test_copy")
        await window.until(copy.isVisible, "the end of the test")
        copy.click()
        self.say(f"test of {name}")
        window.click("settings.cancel")
        await window.until(self._is_closed, "the settings to be closed")

    async def ask_everything(self, reached: Callable[[str], int]) -> None:
        """Chat, completion and embeddings; `reached` counts the requests to a path."""
        for tab, prompt, run, path in (
            (0, "chat.prompt", "chat.send", _CHAT),
            (1, "completion.prompt", "completion.run", _OTHERS[0]),
            (2, "embeddings.texts", "embeddings.run", _OTHERS[1]),
        ):
            name = prompt.partition(".")[0]
            self._window.show_tab(tab)
            self._window.choose(f"{name}.model", _MODEL)
            before = reached(path)
            self._window.type(prompt, QUESTION)
            button = self._window.find(QAbstractButton, run)
            await self._window.until(button.isEnabled, f"{name} to be idle")
            self._window.click(run)
            send = self._window.find(QAbstractButton, f"{name}.data_send")
            if send.isVisible():  # the conversation goes to another server
                send.click()
            await self._window.until(
                lambda path=path, before=before: reached(path) != before,  # type: ignore[misc]
                f"the request to {path}",
            )
            error = self._window.find(QLabel, f"{name}.error")
            await self._window.until(lambda error=error: bool(error.text()), f"an error in {name}")  # type: ignore[misc]
            self.say(name)

    def say(self, what: str) -> None:
        """Print every text of the window."""
        print(f"--- {what}")  # noqa: T201 - it is what the test reads
        for label in self._window.root.findChildren(QLabel):
            print(label.text(), label.toolTip(), label.accessibleDescription())  # noqa: T201
        for plain in self._window.root.findChildren(QPlainTextEdit):
            print(plain.toPlainText())  # noqa: T201
        for rich in self._window.root.findChildren(QTextEdit):
            print(rich.toPlainText())  # noqa: T201
        print(QGuiApplication.clipboard().text())  # noqa: T201

    def _write(self, name: str, text: str) -> None:
        field = self._window.find(QLineEdit, name)
        field.selectAll()
        field.insert(text)

    def _is_asked(self) -> bool:
        notices = self._window.root.findChildren(QLabel, "settings.key_notice")
        return any(notice.isVisible() for notice in notices)

    def _is_closed(self) -> bool:
        return not self._window.root.findChildren(QLineEdit, "settings.key")


async def meet_defects(said: str) -> None:
    """Exceptions that nobody expects, wherever they can come from; each quotes `said`."""

    def fail(*_quoted: str) -> None:
        raise ValueError(said)

    async def fail_in_a_task() -> None:
        fail()

    warnings.warn(said, stacklevel=1)
    qWarning(f'Cannot open "{said}"')
    logging.getLogger("library").warning("%s", said)
    logging.getLogger("library").error(said)
    QTimer.singleShot(0, fail)
    asyncio.get_running_loop().call_soon(fail, said)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    runner = TaskRunner()
    runner.start(fail_in_a_task())
    while runner.busy:  # noqa: ASYNC110 - its signal would need a slot that outlives it
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)


async def play(folder: Path, key: str, log: LogFile) -> None:
    """The whole run, in the order in which a person would meet it."""
    authority = Authority(folder.parent / "authority")
    with (
        ScriptedServer() as hub,
        ScriptedServer(tls=authority.server_context()) as secure,
    ):
        urls = {
            "Hub": hub.base_url,
            "Untrusted": secure.base_url,
            "Nobody": "http://127.0.0.1:9/v2",
        }
        profiles = tuple(Profile(name, url, retries=0) for name, url in urls.items())
        file = paths_below(folder).settings_file
        save_settings(file, Settings(profile="Hub", profiles=profiles))
        play_hub(hub, key)
        async with running_window(folder, {}) as window:
            log.mask(window.program.keys.known_secrets)
            await window.until_text("main.connection", "not connected")
            person = Person(window, key)
            for name in urls:
                await person.enter_key(name)
            await person.use("Hub")
            assert hub.last(_MODELS).key == key, "the key is in use"
            for what, reply in errors_that_repeat(key):
                _answer(hub, key, reply, (_CHAT, *_OTHERS))
                await person.ask_everything(lambda path: len(hub.requests_to(path)))
                _answer(hub, key, reply, (_MODELS,))
                await person.use("Hub")
                person.say(what)
                play_hub(hub, key)
                await person.use("Hub")
            assert all(hub.last(path).key == key for path in (_CHAT, *_OTHERS))
            for path in (_MODELS, _CHAT):
                for what in ("detail 401", "page 502", "error with 200"):
                    _answer(hub, key, dict(errors_that_repeat(key))[what], (path,))
                    await person.test_connection("Hub")
                play_hub(hub, key)
            await person.test_connection("Untrusted")
            for name in ("Untrusted", "Nobody"):
                await person.use(name)
                await person.ask_everything(_counter())
            await meet_defects(f"{QUESTION} {ECHO}")


def _answer(server: ScriptedServer, key: str, reply: Reply, paths: tuple[str, ...]) -> None:
    def checked(request: Request) -> Reply:
        return reply if request.key == key else Reply(500)

    for path in paths:
        server.on("GET" if path == _MODELS else "POST", path, checked)


def _counter() -> Callable[[str], int]:
    """Where no request arrives there is nothing to wait for."""
    asked: dict[str, int] = {}

    def count(path: str) -> int:
        asked[path] = asked.get(path, 0) + 1
        return asked[path]

    return count


def _log_everything(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.DEBUG,
        handlers=(logging.StreamHandler(), logging.FileHandler(folder / "everything.log")),
    )
    logging.getLogger("qasync").setLevel(logging.INFO)  # it writes a line for each timer


def main(arguments: list[str], environ: Mapping[str, str]) -> None:
    """Read the command line and play; a traceback, where one is made, is printed with the rest."""
    folder = Path(arguments[1])
    _log_everything(folder)
    threading.excepthook = threading.__excepthook__
    app = new_application()
    paths = paths_below(folder)
    with (
        noted_run(paths.runs, "every error") as run,
        everything_noted(paths.log_file, run) as watch,
        asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner,
    ):

        async def live() -> None:
            watch.defects.watch(asyncio.get_running_loop())
            await play(folder, environ["TYPED_KEY"], watch.log)

        runner.run(live())
    print("played to the end")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv, os.environ)
