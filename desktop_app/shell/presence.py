"""The program beyond its window: the tray, dictation from anywhere, what later starts ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from desktop_app.core.settings import OnClose
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.shell.dictation.presenter import ClipboardDictation
    from desktop_app.shell.instance.request import Request
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.tray.icon import TrayIcon
    from desktop_app.shell.window_presenter import WindowPresenter
    from desktop_app.tabs.services import Services

_ACTIVATION = "XDG_ACTIVATION_TOKEN"  # where Qt looks for it
_LOOKS = 500  # ms between two looks for a tray
_LOOKS_AT_MOST = 40  # at login the tray may come after this program


class Presence(QObject):
    """Decides what closing the window means, and brings it back.

    Started hidden, the tabs are made and the server is asked only when they are wanted.
    """

    def __init__(self, window: MainWindow, presenter: WindowPresenter, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._presenter = presenter
        self._services = services
        self._is_awake = False
        self._icon: TrayIcon | None = None
        self._dictation: ClipboardDictation | None = None
        self._listing = TaskRunner(self)
        self._looks = 0
        self._looking = QTimer(self, interval=_LOOKS)
        self._looking.timeout.connect(self._look_for_tray)
        window.close_requested.connect(self._on_close)

    def start(self, request: Request) -> None:
        """Do what the command line asks."""
        self._looking.start()
        QTimer.singleShot(0, self, self._look_for_tray)
        if request.shows_window:
            self._wake()
        self._fulfil(request)

    def take(self, request: Request) -> None:
        """Do what a later start asks."""
        if request.profile:
            self._wake()
            self._presenter.choose_profile(request.profile)
        self._fulfil(request)
        if request.shows_window:
            self.show_window(request.activation)

    def show_window(self, activation: str = "") -> None:
        """Bring the window to the front; `activation` is the desktop's leave to do so."""
        self._wake()
        window = self._window
        if activation:
            os.environ[_ACTIVATION] = activation
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.open()
        window.raise_()
        window.activateWindow()
        os.environ.pop(_ACTIVATION, None)  # it is worth nothing to the programs started from here

    def toggle_dictation(self) -> None:
        """Listen; the next time, put the words into the clipboard."""
        self._wake()
        if self._dictation is None:
            # Most sessions dictate nothing: its parts are loaded when they are wanted.
            from desktop_app.shell.dictation.presenter import ClipboardDictation

            self._dictation = ClipboardDictation(self._services, self)
            self._dictation.recordings_requested.connect(self._on_recordings_requested)
            self._connect_dictation()
        self._dictation.toggle()

    async def close(self) -> None:
        """The program ends; a recording is completed and kept."""
        self._looking.stop()
        if self._icon is not None:
            self._icon.remove()
        await self._listing.close()
        if self._dictation is not None:
            await self._dictation.close()

    def _wake(self) -> None:
        if not self._is_awake:
            self._is_awake = True
            self._presenter.start()

    def _fulfil(self, request: Request) -> None:
        if request.files:
            self._presenter.tabs.open_files(request.files)
        if request.toggles_dictation:
            self.toggle_dictation()

    def _look_for_tray(self) -> None:
        from desktop_app.shell.tray.icon import TrayIcon

        if self._icon is not None:
            return
        self._looks += 1
        if TrayIcon.is_possible():
            self._looking.stop()
            self._add_icon(TrayIcon(self))
        elif self._looks > _LOOKS_AT_MOST:
            self._looking.stop()
            if not self._window.isVisible():  # it could be reached in no other way
                self.show_window()

    def _add_icon(self, tray: TrayIcon) -> None:
        self._icon = tray
        tray.window_requested.connect(self.show_window)
        tray.dictation_requested.connect(self.toggle_dictation)
        tray.conversation_chosen.connect(self._on_conversation_chosen)
        tray.quit_requested.connect(self._window.quit_requested)
        tray.conversations_wanted.connect(self._list_conversations)
        self._services.archive.opened.connect(self._list_conversations)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._list_conversations)
        self._list_conversations()
        self._connect_dictation()

    def _connect_dictation(self) -> None:
        if self._dictation is not None and self._icon is not None:
            self._dictation.state_changed.connect(self._icon.show_dictation)
            self._icon.show_dictation(self._dictation.state)

    def _list_conversations(self) -> None:
        if self._services.archive.is_open:
            self._listing.start(self._show_conversations())

    async def _show_conversations(self) -> None:
        from desktop_app.shell.tray.icon import RECENT

        database = await self._services.archive.database()
        recent = await database.conversations.last_used(RECENT)
        if self._icon is not None:
            self._icon.show_conversations([(each.id, each.title) for each in recent])

    def _on_conversation_chosen(self, conversation_id: int) -> None:
        self.show_window()
        self._presenter.tabs.open_conversation(conversation_id)

    def _on_recordings_requested(self) -> None:
        self.show_window()
        self._presenter.tabs.show_tab("audio")

    def _on_close(self) -> None:
        choice = self._services.settings.current.on_close
        if self._icon is None or choice is OnClose.QUIT:
            self._window.quit_requested.emit()
        elif choice is OnClose.STAY:
            self._window.hide()
        else:
            self._ask()

    def _ask(self) -> None:
        from desktop_app.shell.tray.close_question import CloseQuestion

        question = CloseQuestion(self._window)
        question.answered.connect(self._on_answered)
        question.open()

    def _on_answered(self, choice: OnClose) -> None:
        settings = self._services.settings
        settings.update(settings.current._replace(on_close=choice))
        self._on_close()
