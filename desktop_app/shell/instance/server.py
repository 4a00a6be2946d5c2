"""Takes what later starts hand over to this program."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_app.shell.instance.request import LONGEST, RECEIVED, Request

log = logging.getLogger(__name__)


class InstanceServer(QObject):
    """Listens as long as it lives; only this user's programs reach it."""

    requested = Signal(object)  # Request

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        # Whoever holds the lock is alone: what lies there is of a program that was killed.
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            log.warning("Later starts cannot be heard: %s", self._server.errorString())

    def close(self) -> None:
        """Listen no more: who comes now waits for the end of this program and takes its place."""
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._on_ready(socket))
            self._on_ready(socket)

    def _on_ready(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            request = Request.from_line(bytes(socket.readLine().data()))
        except ValueError:
            socket.abort()
            return
        socket.write(RECEIVED)
        socket.flush()
        self.requested.emit(request)
