"""What models refuse survives a start, a crash and a broken file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.core.refusals import Refusal
from desktop_app.core.replies import ParameterDropped
from desktop_app.storage.refusals import StoredRefusals

HOST = "hub.example:8443"
TEMPERATURE = ParameterDropped("temperature")
RENAMED = ParameterDropped("max_tokens", "max_completion_tokens")


async def reopened(file: Path) -> StoredRefusals:
    refusals = StoredRefusals(file)
    await refusals.load()
    return refusals


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_what_was_learnt_is_known_again(tmp_path: Path) -> None:
    file = tmp_path / "not" / "yet" / "there.json"
    refusals = await reopened(file)
    refusals.add(HOST, "o3", RENAMED)
    refusals.add(HOST, "o3", TEMPERATURE)
    refusals.add(HOST, "größe-\ud83d", TEMPERATURE)
    await refusals.close()

    again = await reopened(file)
    assert again.of(HOST, "o3") == (RENAMED, TEMPERATURE)
    assert again.of("other.example", "o3") == ()
    assert again.all() == refusals.all()
    assert len(again.all()) == 3


async def test_changes_during_a_write_are_written_too(tmp_path: Path) -> None:
    file = tmp_path / "refusals.json"
    refusals = StoredRefusals(file)
    for number in range(20):
        refusals.add(HOST, f"model {number}", TEMPERATURE)
        if number == 10:
            await refusals.load()
    await refusals.close()
    assert len((await reopened(file)).all()) == 20


async def test_a_forgotten_model_is_forgotten_for_good(tmp_path: Path) -> None:
    file = tmp_path / "refusals.json"
    refusals = await reopened(file)
    refusals.add(HOST, "a", TEMPERATURE)
    refusals.add(HOST, "b", TEMPERATURE)
    refusals.forget(HOST, "a")
    refusals.forget(HOST, "unknown")
    await refusals.close()
    assert (await reopened(file)).all() == (Refusal(HOST, "b", TEMPERATURE),)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b'{"refusals": {}}', b"\xff\xfe"])
async def test_a_broken_file_counts_as_none_and_is_replaced(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "refusals.json"
    file.write_bytes(content)
    refusals = await reopened(file)
    assert refusals.all() == ()
    refusals.add(HOST, "a", TEMPERATURE)
    await refusals.close()
    assert (await reopened(file)).all() == (Refusal(HOST, "a", TEMPERATURE),)


async def test_entries_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    sound = {"host": HOST, "model": "a", "parameter": "temperature", "replaced_by": ""}
    entries = [None, {}, sound | {"host": 7}, sound | {"parameter": ""}, sound | {"more": 1}]
    file = tmp_path / "refusals.json"
    file.write_text(json.dumps({"refusals": entries}), encoding="utf-8")
    assert (await reopened(file)).all() == (Refusal(HOST, "a", TEMPERATURE),)


async def test_nothing_is_written_when_nothing_was_learnt(tmp_path: Path) -> None:
    await (await reopened(tmp_path / "refusals.json")).close()
    assert names_in(tmp_path) == []


@pytest.mark.expects_log
async def test_a_folder_that_cannot_be_written_disturbs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    refusals = StoredRefusals(tmp_path / "file" / "refusals.json")
    refusals.add(HOST, "a", TEMPERATURE)
    await refusals.close()
    assert refusals.of(HOST, "a") == (TEMPERATURE,)
