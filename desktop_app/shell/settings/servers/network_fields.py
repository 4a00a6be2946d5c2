"""How a server is reached: proxy, patience, retries."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSpinBox, QWidget

from desktop_app.core.base_url import without_password
from desktop_app.core.profiles import NO_PROXY, SYSTEM_PROXY
from desktop_app.core.stored_profiles import CONNECT_TIMEOUTS, INACTIVITY_TIMEOUTS, RETRIES
from desktop_app.shell.settings.draft import TypedSecrets
from desktop_app.shell.settings.form import CheckedField, choice, form, line, title
from desktop_app.shell.settings.servers.fields import fill_in, typed_in
from desktop_app.ui.widgets import describe, label, named, text_inset

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile

_OWN = "own"


class NetworkFields(QWidget):
    """A form; see `ServerFields`. A password in the proxy's URL moves to its own field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build_proxy()
        self._build_limits()
        self.checked: Mapping[str, CheckedField] = {"proxy_url": CheckedField(self._url)}
        self._rows = form()
        self._rows.addRow(title(self.tr("Proxy"), self._proxy), self._proxy)
        self._rows.addRow(title(self.tr("Its URL")), self.checked["proxy_url"])
        self._rows.addRow(title(self.tr("Its password"), self._password), self._password)
        self._rows.addRow(title(self.tr("Time limits")), _side_by_side(self._limits))
        self._rows.addRow(title(self.tr("Retries"), self._retries), self._retries_row())
        self.setLayout(self._rows)
        self._show_own(False)

    def show_profile(self, profile: Profile, credentials: Credentials) -> None:
        """Fill the fields."""
        is_own = profile.proxy not in {SYSTEM_PROXY, NO_PROXY}
        self._proxy.setCurrentIndex(self._proxy.findData(_OWN if is_own else profile.proxy))
        self._url.setText(profile.proxy if is_own else "")
        self._password.setText(credentials.proxy_password)
        self._connect.setValue(profile.connect_timeout)
        self._inactivity.setValue(profile.inactivity_timeout)
        self._retries.setValue(profile.retries)

    def fill(self, credentials: Credentials) -> None:
        """Fill in the password."""
        fill_in(self._password, credentials.proxy_password)

    def read(self, profile: Profile) -> Profile:
        """The profile with what the fields say."""
        self._move_password()
        chosen = self._proxy.currentData()
        return profile._replace(
            proxy=self._url.text().strip() if chosen == _OWN else chosen,
            connect_timeout=self._connect.value(),
            inactivity_timeout=self._inactivity.value(),
            retries=self._retries.value(),
        )

    def typed(self) -> TypedSecrets:
        """The password, when it was typed."""
        return TypedSecrets(proxy_password=typed_in(self._password))

    def is_unusual(self, profile: Profile) -> bool:
        """Whether a proxy of its own, or none, is used."""
        return profile.proxy != SYSTEM_PROXY

    def _build_proxy(self) -> None:
        self._proxy = choice("settings.proxy", self.tr("Proxy"))
        if sys.platform in {"win32", "darwin"}:
            usual = self.tr("As the system or the environment says")
        else:  # desktops there have settings of their own, which nothing but variables makes known
            usual = self.tr("As the environment says: HTTPS_PROXY, NO_PROXY")
        self._proxy.addItem(usual, SYSTEM_PROXY)
        self._proxy.addItem(self.tr("None"), NO_PROXY)
        self._proxy.addItem(self.tr("This one"), _OWN)
        self._proxy.currentIndexChanged.connect(
            lambda: self._show_own(self._proxy.currentData() == _OWN)
        )
        self._url = line("settings.proxy_url", self.tr("URL of the proxy"))
        self._url.setPlaceholderText("http://user@proxy.example:3128, socks5h://…")
        self._url.editingFinished.connect(self._move_password)
        self._password = line(
            "settings.proxy_password", self.tr("Password of the proxy"), hidden=True
        )
        self._password.setPlaceholderText(self.tr("None; kept like a key"))

    def _build_limits(self) -> None:
        self._connect = named(QDoubleSpinBox(), "settings.connect_timeout")
        describe(self._connect, self.tr("Seconds until a connection must have come about"))
        self._connect.setRange(*CONNECT_TIMEOUTS)
        self._connect.setDecimals(1)
        self._inactivity = named(QDoubleSpinBox(), "settings.inactivity_timeout")
        describe(
            self._inactivity,
            self.tr("Seconds without a word after which an answer counts as stalled"),
        )
        self._inactivity.setRange(*INACTIVITY_TIMEOUTS)
        self._inactivity.setDecimals(0)
        self._retries = named(QSpinBox(), "settings.retries")
        describe(self._retries, self.tr("How often a call is tried again that the server refuses"))
        self._retries.setRange(*(int(limit) for limit in RETRIES))
        for box in (self._connect, self._inactivity, self._retries):
            box.setFixedWidth(96)
            text_inset(box)
        self._connect.setSuffix(self.tr(" s"))
        self._inactivity.setSuffix(self.tr(" s"))
        self._limits: tuple[QWidget, ...] = (
            self._connect,
            label(self.tr("to connect"), "muted"),
            self._inactivity,
            label(self.tr("of silence"), "muted"),
        )

    def _retries_row(self) -> QWidget:
        return _side_by_side((self._retries, label(self.tr("after the first try"), "muted")))

    def _show_own(self, is_own: bool) -> None:
        for row in (1, 2):
            self._rows.setRowVisible(row, is_own)

    def _move_password(self) -> None:
        url, password = without_password(self._url.text().strip())
        if password:
            self._url.setText(url)
            self._password.selectAll()
            self._password.insert(password)


def _side_by_side(widgets: tuple[QWidget, ...]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
