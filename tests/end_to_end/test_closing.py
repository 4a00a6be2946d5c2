"""The program is closed in the middle of something: all of it ends, and nothing is lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from desktop_app.shell.window_presenter import WindowPresenter
from tests.end_to_end.window import paths_below, running_window, until
from tests.test_program import children, is_alive


async def test_what_fails_at_the_end_keeps_nothing_else_from_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = WindowPresenter.close

    async def fail(presenter: WindowPresenter) -> None:
        await close(presenter)
        raise ZeroDivisionError

    monkeypatch.setattr(WindowPresenter, "close", fail)
    engines: list[int] = []

    async def live_for_a_moment() -> None:
        async with running_window(tmp_path, {}) as window:
            await until(lambda: bool(children(os.getpid())), "the engine to be starting")
            engines.extend(children(os.getpid()))
            window.click("main.theme")

    with pytest.raises(ZeroDivisionError):
        await live_for_a_moment()
    assert not any(map(is_alive, engines))
    settings = paths_below(tmp_path).settings_file
    assert json.loads(settings.read_text())["theme"] != "system"
