"""Conversations in SQLite: kept word by word, searched, backed up, exported and imported."""

from __future__ import annotations

from desktop_app.storage.database.answer_writer import AnswerWriter
from desktop_app.storage.database.database import ConversationDatabase

__all__ = ["AnswerWriter", "ConversationDatabase"]
