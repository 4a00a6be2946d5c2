"""The ledger records in the background, and what goes wrong with it disturbs nobody."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.call_filter import CallFilter
from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.core.profiles import Profile
from desktop_app.service.connect import open_client
from desktop_app.shell.ledger.keeper import LedgerKeeper
from desktop_app.storage.ledger import Ledger
from tests.end_to_end.window import until
from tests.servers import HUB_KEY, ScriptedServer

if TYPE_CHECKING:
    from desktop_app.core.calls import CallSummary


async def list_models(hub: ScriptedServer, keeper: LedgerKeeper, times: int = 1) -> None:
    api = await open_client(Profile("Hub", hub.base_url), HUB_KEY, observer=keeper.log)
    for _ in range(times):
        assert await api.list_models()
    await api.close()


async def test_calls_are_told_and_kept(hub: ScriptedServer, tmp_path: Path) -> None:
    file = tmp_path / "state" / "calls.sqlite3"
    keeper = LedgerKeeper(file)
    told: list[CallSummary] = []
    keeper.call_added.connect(told.append)
    await list_models(hub, keeper, 3)
    await until(lambda: len(told) == 3, "three calls")
    assert [call.id for call in told] == [1, 2, 3]
    await keeper.close()
    ledger = await Ledger.open(file)
    assert await ledger.count(CallFilter()) == 3
    await ledger.close()
    assert HUB_KEY.encode() not in file.read_bytes()
    if os.name == "posix":
        assert file.parent.stat().st_mode & 0o077 == 0


async def test_what_has_just_ended_is_kept_when_the_program_ends(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    keeper = LedgerKeeper(tmp_path / "calls.sqlite3")
    await list_models(hub, keeper)
    await keeper.close()
    ledger = await Ledger.open(tmp_path / "calls.sqlite3")
    assert await ledger.count(CallFilter()) == 1
    await ledger.close()


async def test_a_ledger_that_cannot_be_opened_disturbs_no_call(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    keeper = LedgerKeeper(tmp_path / "state" / "calls.sqlite3")
    problems: list[DatabaseUnusable] = []
    keeper.problem_found.connect(problems.append)
    await list_models(hub, keeper, 3)
    await until(lambda: bool(problems), "the problem")
    await list_models(hub, keeper)
    assert [each.problem for each in problems] == [DatabaseProblem.READ_ONLY]
    with pytest.raises(DatabaseUnusable):
        await keeper.ledger()
    await keeper.close()


async def test_recording_begins_as_soon_as_another_window_lets_the_file_go(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    other = await Ledger.open(tmp_path / "calls.sqlite3")
    keeper = LedgerKeeper(tmp_path / "calls.sqlite3")
    await list_models(hub, keeper)
    await until(lambda: keeper.problem is not None, "the problem")
    assert keeper.problem is not None
    assert keeper.problem.problem is DatabaseProblem.LOCKED
    await other.close()
    ledger = await keeper.ledger()
    await list_models(hub, keeper)
    await until(lambda: keeper.problem is None, "the end of the problem")
    assert await ledger.count(CallFilter()) >= 1
    await keeper.close()


def is_empty(folder: Path) -> bool:
    return not list(folder.iterdir())


async def test_nothing_is_opened_while_it_is_switched_off(
    hub: ScriptedServer, tmp_path: Path
) -> None:
    keeper = LedgerKeeper(tmp_path / "calls.sqlite3", enabled=False)
    await list_models(hub, keeper)
    await asyncio.sleep(0.05)
    await keeper.close()
    assert is_empty(tmp_path)
