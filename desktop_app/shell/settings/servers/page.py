"""The look of the page about servers: one at a time, what seldom matters folded away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.base_url import is_readable_on_the_way, without_endpoint
from desktop_app.core.profiles import normal_url
from desktop_app.shell.settings.connection_test.view import ConnectionTestView
from desktop_app.shell.settings.form import CheckedField, form, line, title
from desktop_app.shell.settings.servers.add_menu import AddMenu
from desktop_app.shell.settings.servers.advanced import AdvancedFields
from desktop_app.shell.settings.servers.fields import fill_in, typed_in
from desktop_app.shell.settings.servers.key_notice import KeyNotice
from desktop_app.shell.settings.servers.key_withheld import KeyWithheld
from desktop_app.ui.wheel_guard import WheelGuard
from desktop_app.ui.widgets import icon_button, label, named, push_button

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.shell.settings.draft import TypedSecrets


class ServersPage(QScrollArea):
    """Told what to show; nothing on it is in force before Save. `build` makes what stands on it."""

    profile_picked = Signal(int)
    remove_requested = Signal()
    search_requested = Signal()
    test_requested = Signal()
    key_edited = Signal(str)
    url_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings.servers")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it, and bring it along
        self.setFrameShape(self.Shape.NoFrame)
        self.setViewportMargins(0, 12, 0, 0)  # what scrolls away does not touch the tabs
        self._content = QWidget()
        self.setWidget(self._content)

    def build(self, key_file: Path) -> Iterator[None]:
        """Make what is seen at first; none of it stands on the page before all of it is made."""
        content = self._content
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 4, 12, 4)  # the scroll bar is no part of the form
        layout.setSpacing(12)
        self._add = icon_button("settings.add_profile", "add", self.tr("Add a server"))
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_menu = AddMenu(self._add)
        self._add.setMenu(self.add_menu)
        self._build_fields()
        self._searched = named(label("", "muted"), "settings.address_search")
        self._searched.setWordWrap(True)
        self._searched.hide()
        fields = self._build_form()
        yield
        layout.addLayout(fields)
        self.key_withheld = KeyWithheld(content)
        layout.addWidget(self.key_withheld)
        self.key_notice = KeyNotice(key_file, content)
        layout.addWidget(self.key_notice)
        layout.addLayout(self._build_test())
        self.test_panel = ConnectionTestView(content)
        self._test_slot.addWidget(self.test_panel)
        self._advanced = AdvancedFields(content)
        layout.addWidget(self._advanced)
        layout.addStretch(1)

    def build_folded(self) -> Iterator[None]:
        """Make what is not seen at first in pieces, between which the window has its turn."""
        yield from self.test_panel.build()
        yield from self._advanced.build()
        WheelGuard(self)

    @property
    def checked(self) -> Mapping[str, CheckedField]:
        """What can be wrong, by the field's name without "settings."."""
        return {**self._checked, **self._advanced.checked}

    def show_profile_names(self, names: list[str], current: int) -> None:
        """List the servers."""
        self._profiles.blockSignals(True)
        self._profiles.clear()
        self._profiles.addItems(names)
        self._profiles.setCurrentIndex(current)
        self._profiles.blockSignals(False)
        for widget in (*self.checked.values(), self._advanced, self._remove, self._test):
            widget.setEnabled(current >= 0)

    def show_profile(self, profile: Profile, credentials: Credentials) -> None:
        """Fill the fields of one server."""
        self.name.setText(profile.name)
        self.url.setText(profile.base_url)
        self.key.setText(credentials.key)
        self._advanced.show_profile(profile, credentials)
        self.show_problems({})
        self.show_search("", busy=False)
        self._on_url_changed()

    def fill(self, credentials: Credentials) -> None:
        """Fill in secrets that have come meanwhile; what is being typed stays."""
        fill_in(self.key, credentials.key)
        self._advanced.fill(credentials)

    def fill_audio_base(self, url: str) -> None:
        """Enter where recordings were found to be taken."""
        self._advanced.fill_audio_base(url)

    def forget_audio_base(self) -> None:
        """It is that of another server."""
        self._advanced.forget_audio_base()

    def read(self, profile: Profile) -> Profile:
        """The profile with what the fields say."""
        named_so = profile._replace(name=self.name.text().strip())
        return self._advanced.read(self.with_url(named_so))

    def with_url(self, profile: Profile) -> Profile:
        """The profile at the address that stands there."""
        return profile._replace(base_url=without_endpoint(normal_url(self.url.text())))

    def typed(self) -> TypedSecrets:
        """Secrets that a person has typed since the fields were filled."""
        typed = self._advanced.typed()
        typed.key = typed_in(self.key)
        return typed

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it, and lead to the first."""
        for name, field in self.checked.items():
            field.say_problem(problems.get(name, ""))
        if problems:
            if problems.keys() & self._advanced.checked.keys():
                self._advanced.set_open(True)
            first = next(field for name, field in self.checked.items() if name in problems)
            first.setFocus()
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(first))  # when unfolded

    def show_search(self, sentence: str, *, busy: bool) -> None:
        """Say what was asked to find the address; the button ends the search while it runs."""
        self._searched.setText(sentence)
        self._searched.setVisible(bool(sentence))
        text = self.tr("Stop") if busy else self.tr("Find")
        self._search.setText(text)
        self._search.setAccessibleName(
            self.tr("Stop searching") if busy else self.tr("Find the address by asking")
        )

    def _build_fields(self) -> None:
        self.name = line("settings.name", self.tr("Name"))
        self.url = line("settings.url", self.tr("Base URL"))
        self.url.setPlaceholderText("https://…/v2")
        self.url.textChanged.connect(self._on_url_changed)
        self.key = line("settings.key", self.tr("Key"), hidden=True)
        self.key.setPlaceholderText(self.tr("None"))
        self.key.textEdited.connect(self.key_edited)
        self._search = push_button("settings.find_address", self.tr("Find"))
        self._search.setToolTip(
            self.tr("Ask the server which address is the right one, for example /v1 or /v2")
        )
        self._search.clicked.connect(self.search_requested)
        self._checked: Mapping[str, CheckedField] = {
            "name": CheckedField(self.name),
            "url": CheckedField(self.url, self._search),
            "key": CheckedField(self.key),
        }

    def _build_form(self) -> QFormLayout:
        self._profiles = named(QComboBox(), "settings.profiles", self.tr("Saved servers"))
        self._profiles.currentIndexChanged.connect(self.profile_picked)
        self._remove = icon_button(
            "settings.remove_profile", "trash", self.tr("Remove this server")
        )
        self._remove.clicked.connect(self.remove_requested)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._profiles, 1)
        row.addWidget(self._add)
        row.addWidget(self._remove)
        address = QVBoxLayout()
        address.setSpacing(4)
        address.addWidget(self._checked["url"])
        address.addWidget(self._searched)
        rows = form()
        rows.addRow(title(self.tr("Server"), self._profiles), row)
        rows.addRow(title(self.tr("Name")), self._checked["name"])
        rows.addRow(title(self.tr("Base URL")), address)
        rows.addRow(title(self.tr("Key")), self._checked["key"])
        return rows

    def _build_test(self) -> QVBoxLayout:
        self._test = push_button("settings.test_connection", self.tr("Test the connection"))
        self._test.setToolTip(self.tr("Try this server as it stands here, step by step"))
        self._test.clicked.connect(self.test_requested)
        self._test_slot = QVBoxLayout()
        self._test_slot.setSpacing(8)
        self._test_slot.addWidget(self._test, 0, Qt.AlignmentFlag.AlignLeft)
        return self._test_slot

    def _on_url_changed(self) -> None:
        readable = is_readable_on_the_way(normal_url(self.url.text()))
        self._checked["url"].say_warning(
            self.tr(
                "http is not encrypted: on the way, others can read the key and all texts. Use "
                "https unless the network is your own."
            )
            if readable
            else ""
        )
        self.url_edited.emit()
