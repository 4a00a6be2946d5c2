"""A later start gives what it wants to the program that runs. No window is built for that."""

from __future__ import annotations

import time
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtNetwork import QLocalSocket

from desktop_app.shell.instance.request import RECEIVED

if TYPE_CHECKING:
    from desktop_app.shell.instance.lock import InstanceLock
    from desktop_app.shell.instance.request import Request

_FOR_START = 20.0  # seconds that the other one gets until it listens, or has ended
_FOR_ANSWER = 3.0  # a window that does not freeze answers at once
_PAUSE = 0.03


class Outcome(Enum):
    """What became of it."""

    HANDED_OVER = auto()
    NOBODY_THERE = auto()  # the other one has ended: this start is the program now
    NO_ANSWER = auto()


def hand_over(
    request: Request,
    address: str,
    lock: InstanceLock,
    *,
    for_start: float = _FOR_START,
    for_answer: float = _FOR_ANSWER,
) -> Outcome:
    """Tell the holder of `lock` what is wanted; times are seconds."""
    deadline = time.monotonic() + for_start
    while time.monotonic() < deadline:
        socket = QLocalSocket()
        socket.connectToServer(address)
        if socket.waitForConnected(int(_PAUSE * 1000)):
            is_received = _tell(socket, request, for_answer)
            socket.abort()
            # It may have been ending just then.
            if is_received is None:
                return Outcome.NO_ANSWER
            if is_received:
                return Outcome.HANDED_OVER
        if lock.acquire():
            return Outcome.NOBODY_THERE
        time.sleep(_PAUSE)
    return Outcome.NO_ANSWER


def _tell(socket: QLocalSocket, request: Request, for_answer: float) -> bool | None:
    """Whether the request was received; None when the other one stays silent."""
    deadline = QDeadlineTimer(int(for_answer * 1000))
    socket.write(request.to_line())
    while not socket.canReadLine():
        if not socket.waitForReadyRead(deadline.remainingTime()):
            is_open = socket.state() is QLocalSocket.LocalSocketState.ConnectedState
            return None if is_open else False
    return bytes(socket.readLine().data()) == RECEIVED
