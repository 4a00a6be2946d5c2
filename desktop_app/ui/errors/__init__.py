"""The sentence for each error: what happened, and what to do about it."""

from __future__ import annotations

from desktop_app.ui.errors.text import ErrorText

__all__ = ["ErrorText"]
