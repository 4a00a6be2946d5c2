"""Of what others print, only what is constant in a program is kept."""

from __future__ import annotations

import asyncio
import logging
import sys
import time

import pytest

from desktop_app.core.child_process import ChildProcess
from desktop_app.core.logs.child_trace import defect_in, trace_in
from desktop_app.core.logs.qt_text import without_values

_PRINTED = """\
llama: Dear diary
Traceback (most recent call last):
  File "/home/me/secret/app.py", line 7, in answer
    raise ValueError(prompt)
ValueError: Dear diary
  File "Dear diary", line 1, in no_trace
"""


def test_an_exception_of_a_child_is_told_without_its_words() -> None:
    assert trace_in(_PRINTED.splitlines()) == (
        "Traceback (most recent call last):\n  app.py:7 in answer\nValueError"
    )
    assert trace_in(["Dear diary", "Error: Dear diary"]) == ""


def test_a_defect_that_the_engine_outlives_is_told_by_kind_and_place() -> None:
    line = "ERROR:desktop_app.engine.errors:KeyError at /home/me/desktop_app/engine/chat.py:7"
    assert defect_in(line) == "KeyError at desktop_app/engine/chat.py:7"
    assert defect_in("ERROR:library:Dear diary at x:7") == ""
    assert defect_in("ERROR:desktop_app.engine.errors:Dear diary") == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("QPainter::begin: Paint device returned engine == 0, type: 3",) * 2,
        ("QTextBrowser: No document for my diary", "QTextBrowser: No document for …"),
        ('Cannot open "my diary"', "Cannot open …"),
        ("Cannot read /home/me/diary.txt: no\nfile", "Cannot read … no file"),
    ],
)
def test_qt_is_quoted_without_what_it_quotes(said: str, kept: str) -> None:
    assert without_values(said) == kept


def _wait_for(caplog: pytest.LogCaptureFixture) -> None:
    deadline = time.monotonic() + 30
    while not caplog.records and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.expects_log
async def test_the_crash_of_a_child_is_logged_with_its_places(
    caplog: pytest.LogCaptureFixture,
) -> None:
    source = "import faulthandler, sys; print('Dear diary', file=sys.stderr); faulthandler.enable()"
    command = (sys.executable, "-c", f"{source}\nfaulthandler._sigsegv()")
    child = await ChildProcess.start(command)
    assert [line async for line in child.lines()] == []
    await asyncio.to_thread(_wait_for, caplog)
    await child.stop()
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    said = record.getMessage()
    assert "ended with code -11" in said
    assert "Fatal Python error: Segmentation fault" in said
    assert "<string>:2 in <module>" in said
    assert "diary" not in said
