"""The ledger: every call to a server in a SQLite file of its own, kept for a while."""

from __future__ import annotations

from desktop_app.storage.ledger.ledger import Ledger

__all__ = ["Ledger"]
