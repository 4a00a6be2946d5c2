"""The drawing process as this program's child: started when first needed, again when it dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import cast

from desktop_app.core.child_process import ChildProcess
from desktop_app.core.own_command import child_command
from desktop_app.formulas.messages import (
    LONGEST,
    READY,
    Drawing,
    Formula,
    decode_drawing,
    encode_formula,
)

FORMULA_COMMAND = child_command("desktop_app.formulas")
_STARTS = 3
"""Failed starts in a row after which no more are tried: something is missing."""


class FormulaProcess:
    """Draws one formula at a time; what takes longer than `time_limit` seconds is given up.

    `start_limit` are the seconds that the process may need until it is ready.
    """

    def __init__(
        self,
        command: Sequence[str] = FORMULA_COMMAND,
        *,
        time_limit: float = 2.0,
        start_limit: float = 30.0,
    ) -> None:
        self._command = tuple(command)
        self._time_limit = time_limit
        self._start_limit = start_limit
        self._turn = asyncio.Lock()
        self._child: ChildProcess | None = None
        self._lines: AsyncGenerator[str] | None = None
        self._failed_starts = 0
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is none."""
        return self._child.pid if self._child else None

    async def draw(self, formula: Formula) -> Drawing | None:
        """The formula as SVG; None if it cannot be drawn, or not in time."""
        if len(formula.latex) > LONGEST:
            return None
        async with self._turn:
            if not await self._is_running():
                return None
            try:
                async with asyncio.timeout(self._time_limit):
                    return await self._ask(formula)
            except (TimeoutError, StopAsyncIteration):
                await self._end()
                return None
            except asyncio.CancelledError:
                # An answer that nobody waits for would be taken for the next one's.
                await asyncio.shield(self._end())
                raise

    async def close(self) -> None:
        """End the process; a later formula would start it again."""
        async with self._turn:
            await self._end()

    async def _ask(self, formula: Formula) -> Drawing | None:
        assert self._child is not None
        self._number += 1
        self._child.write_line(encode_formula(self._number, formula))
        while True:
            try:
                number, drawing = decode_drawing(await self._next_line())
            except (ValueError, KeyError, TypeError):
                continue  # a line of some library's own
            if number == self._number:
                return drawing

    async def _is_running(self) -> bool:
        if self._child and self._child.returncode is not None:
            await self._end()
        if self._child is None and self._failed_starts < _STARTS:
            await self._start()
        return self._child is not None

    async def _start(self) -> None:
        self._failed_starts += 1
        try:
            self._child = await ChildProcess.start(self._command)
        except OSError:
            return
        # Every async generator of ours is one; its type says less.
        self._lines = cast("AsyncGenerator[str]", self._child.lines())
        try:
            async with asyncio.timeout(self._start_limit):
                while await self._next_line() != READY:
                    pass
        except (TimeoutError, StopAsyncIteration):
            await self._end()
        except asyncio.CancelledError:
            await asyncio.shield(self._end())
            raise
        else:
            self._failed_starts = 0

    async def _next_line(self) -> str:
        assert self._lines is not None
        return await anext(self._lines)

    async def _end(self) -> None:
        child, self._child = self._child, None
        lines, self._lines = self._lines, None
        if lines is not None:
            await lines.aclose()
        if child is not None:
            await child.stop(grace=0.0)
