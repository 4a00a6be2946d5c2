"""The system's own store of keys. Blocking: it may ask the person for a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop_app.core.errors import KeyringUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend


class SystemKeyring:
    """Secrets by name, all under the name of a service.

    Everything raises KeyringUnavailable: missing, or locked.
    """

    def __init__(self, service: str) -> None:
        self._service = service

    def get(self, name: str) -> str:
        """The secret of that name, or ""."""
        with _own_errors():
            return _backend().get_password(self._service, name) or ""

    def set(self, name: str, secret: str) -> None:
        """Keep a secret, or remove it when it is ""."""
        from keyring.errors import PasswordDeleteError

        with _own_errors():
            if secret:
                _backend().set_password(self._service, name, secret)
                return
            try:
                _backend().delete_password(self._service, name)
            except PasswordDeleteError:
                return  # there was none


def _backend() -> KeyringBackend:
    import keyring

    return keyring.get_keyring()


@contextmanager
def _own_errors() -> Iterator[None]:
    from keyring.errors import KeyringError, NoKeyringError

    try:
        yield
    except NoKeyringError as error:
        raise KeyringUnavailable(is_missing=True) from error
    except KeyringError as error:
        raise KeyringUnavailable from error
