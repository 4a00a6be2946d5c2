"""The presenter of the settings dialog: puts in force at Save what its pages say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import KeyFileUnusable, KeysUnavailable
from desktop_app.core.profiles import LOCAL, KeyPlace
from desktop_app.core.renamed_servers import with_renamed_servers
from desktop_app.service.observing import NOBODY
from desktop_app.shell.settings.connection_test.presenter import ConnectionTest
from desktop_app.shell.settings.conversations import ConversationsPresenter
from desktop_app.shell.settings.desktop import DesktopPresenter
from desktop_app.shell.settings.servers.address_search import AddressSearch
from desktop_app.shell.settings.servers.presenter import ServersPresenter
from desktop_app.shell.settings.transfer import TransferPresenter
from desktop_app.shell.settings.view import SettingsView
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.in_pieces import in_pieces
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.profiles import Profile
    from desktop_app.service.observing import CallObserver
    from desktop_app.shell.login_start import LoginStart
    from desktop_app.storage.keys import KeyStore
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.archive import Archive


class SettingsPresenter(QObject):
    """Made when the dialog is to be opened, and lives as long as it.

    `saved` tells the profiles that are not as they were: dict[str, str], former name to new name.
    `observer` is told of every call that tries a server.
    """

    saved = Signal(object)
    replaced = Signal(object, str)  # as of the page on which settings are taken over

    def __init__(
        self,
        parent: QWidget,
        view: SettingsView,
        settings: SettingsStore,
        keys: KeyStore,
        archive: Archive,
        login: LoginStart,
        observer: CallObserver,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keys = keys
        self._words = ErrorText(self)
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._changed: dict[str, str] = {}
        self._saves = False
        self._kept_ledger = settings.current.keeps_ledger
        current = settings.current
        self.view = view
        self.view.save_requested.connect(self._on_save)
        self.view.finished.connect(self._on_finished)
        self.view.servers.key_notice.place_chosen.connect(self._on_place_chosen)
        page = self.view.servers
        search = AddressSearch(parent, page, observer)
        self.servers = ServersPresenter(self, page, current.profiles, keys, search)
        self._test = ConnectionTest(parent, page, observer=observer)
        self.servers.test_requested.connect(self._test.start)
        self._conversations = ConversationsPresenter(parent, self.view, archive)
        self._transfer = TransferPresenter(parent, self.view, settings, keys)
        self._transfer.replaced.connect(self.replaced)
        self._desktop = DesktopPresenter(self.view.general.desktop, settings, login, parent)

    @classmethod
    async def make(
        cls,
        parent: QWidget,
        settings: SettingsStore,
        keys: KeyStore,
        archive: Archive,
        login: LoginStart,
        observer: CallObserver = NOBODY,
        adding: Profile | None = None,
    ) -> Self:
        """Make the dialog in pieces, so that the window below it is not held up.

        With `adding` it shows that as a new server.
        """
        view = SettingsView(parent)
        await in_pieces(view.build(keys.file, keys.place, settings.current))
        made = cls(parent, view, settings, keys, archive, login, observer)
        made.servers.show()
        if adding is not None:
            made.servers.add(adding)
        await in_pieces(view.build_rest())
        return made

    def open(self) -> None:
        """Show the dialog; the keys follow from where they are."""
        self.view.open()
        self._conversations.start()
        self._desktop.start()
        self._runner.start(self.servers.read_keys())

    async def close(self) -> None:
        """The program ends while the dialog is open; what is being saved goes on meanwhile."""
        await self.servers.close()
        await self._test.close()
        await self._conversations.close()
        await self._transfer.close()
        await self._desktop.close()

    def _on_place_chosen(self, place: KeyPlace) -> None:
        self.view.general.show_key_place(place)
        if self._saves:  # that is what the person wanted when the question came
            self._on_save()

    def _on_save(self) -> None:
        self.view.show_problem("")
        self.view.servers.key_notice.clear()  # what is said of keys next, this Save has found out
        self._runner.start(self._save())

    async def _save(self) -> None:
        if not await self.servers.is_in_order():
            self.view.show_servers()
            return
        drafts = self.servers.drafts
        unread = await drafts.complete(self._keys)
        before = with_renamed_servers(self._settings.current, drafts.renamed)
        general = self.view.general
        self._settings.update(
            before._replace(
                profiles=drafts.save(before.profiles),
                theme=general.theme(),
                text_size=general.text_size(),
                keeps_ledger=self._keeps_ledger(),
                local_model_file=general.model_file.text(),
            )
        )
        self._changed |= drafts.changes()
        if general.model_file.text() != before.local_model_file:
            self._changed[LOCAL.name] = LOCAL.name
        failure = await self._keep_keys() or unread
        await self._desktop.save()
        if failure is None:
            self.view.accept()
        else:
            self._say_unkept(failure)

    def _keeps_ledger(self) -> bool:
        """What is checked, if a person has touched it: it can be switched in the ledger too."""
        store = self._settings.current
        checked = self.view.general.keeps_ledger()
        return store.keeps_ledger if checked == self._kept_ledger else checked

    async def _keep_keys(self) -> KeysUnavailable | None:
        """Move the keys where they are wanted and keep new ones there; why that cannot be."""
        place = self.view.general.key_place()
        names = [profile.name for profile in self._settings.current.profiles]
        try:
            await self._keys.move(place, names)
        except KeysUnavailable as error:
            failure: KeysUnavailable | None = error
        else:
            self._settings.update(self._settings.current._replace(key_place=place))
            failure = await self.servers.drafts.store(self._keys)
        if failure is not None and place is not self.view.general.key_place():
            return await self._keep_keys()  # another place was chosen meanwhile
        return failure

    def _say_unkept(self, error: KeysUnavailable) -> None:
        """The settings are in force, and the keys for now; they only cannot be kept."""
        self._saves = True
        self.servers.say_unavailable(error)
        self.view.show_servers()
        self.view.servers.ensureWidgetVisible(self.view.servers.key_notice)
        if not isinstance(error, KeyFileUnusable):
            self.view.servers.key_notice.take_focus()

    def _on_failed(self, error: Exception) -> None:
        self.view.show_problem(self._words.sentence(error))

    def _on_finished(self) -> None:
        self.servers.end()
        self._test.end()
        self._desktop.end()
        self.saved.emit(self._changed)
        self.view.deleteLater()
        self._runner.retire(self)  # the keyring may still be answering
