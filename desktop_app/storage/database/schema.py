"""The tables, as statements that the migrations run. Times are microseconds since 1970, UTC."""

from __future__ import annotations

CONVERSATIONS = (
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL DEFAULT '',
        renamed INTEGER NOT NULL DEFAULT 0,
        pinned INTEGER NOT NULL DEFAULT 0,
        created_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL,
        deleted_at INTEGER,
        parameters TEXT NOT NULL DEFAULT '{}',
        active_leaf INTEGER REFERENCES messages(id) ON DELETE SET NULL
    )
    """,
    """
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
        parent_id INTEGER REFERENCES messages(id),
        role TEXT NOT NULL,
        text TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        deleted_at INTEGER,
        model TEXT NOT NULL DEFAULT '',
        reasoning TEXT NOT NULL DEFAULT '',
        reasoning_seconds REAL,
        tool_calls TEXT NOT NULL DEFAULT '[]',
        tool_call_id TEXT NOT NULL DEFAULT '',
        finish_reason TEXT,
        prompt_tokens INTEGER,
        completion_tokens INTEGER,
        total_tokens INTEGER,
        tokens_estimated INTEGER NOT NULL DEFAULT 0,
        first_token_seconds REAL,
        total_seconds REAL
    )
    """,
    """
    CREATE TABLE attachments (
        message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        digest TEXT NOT NULL,
        url TEXT NOT NULL,
        PRIMARY KEY (message_id, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE tags (
        conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
        tag TEXT NOT NULL,
        PRIMARY KEY (conversation_id, tag)
    ) WITHOUT ROWID
    """,
    # The list, newest first, read from the index alone up to the page that is wanted.
    """
    CREATE INDEX conversations_by_use ON conversations (pinned, used_at, id)
        WHERE deleted_at IS NULL
    """,
    "CREATE INDEX conversations_in_bin ON conversations (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX conversations_by_leaf ON conversations (active_leaf)",
    "CREATE INDEX messages_by_conversation ON messages (conversation_id)",
    "CREATE INDEX messages_by_parent ON messages (parent_id, conversation_id)",
    "CREATE INDEX messages_in_bin ON messages (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX messages_streaming ON messages (id) WHERE state = 'streaming'",
    "CREATE INDEX attachments_by_digest ON attachments (digest)",
    "CREATE INDEX tags_by_tag ON tags (tag)",
)

# A streaming message is indexed when it has ended: each flush would index all of it anew.
FULL_TEXT_SEARCH = (
    """
    CREATE VIRTUAL TABLE message_index USING fts5 (
        text, content='messages', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
    )
    """,
    """
    CREATE TRIGGER message_index_insert AFTER INSERT ON messages WHEN new.state <> 'streaming'
    BEGIN
        INSERT INTO message_index (rowid, text) VALUES (new.id, new.text);
    END
    """,
    """
    CREATE TRIGGER message_index_delete AFTER DELETE ON messages WHEN old.state <> 'streaming'
    BEGIN
        INSERT INTO message_index (message_index, rowid, text) VALUES ('delete', old.id, old.text);
    END
    """,
    """
    CREATE TRIGGER message_index_take_out AFTER UPDATE OF text, state ON messages
    WHEN old.state <> 'streaming' AND (new.state = 'streaming' OR new.text <> old.text)
    BEGIN
        INSERT INTO message_index (message_index, rowid, text) VALUES ('delete', old.id, old.text);
    END
    """,
    """
    CREATE TRIGGER message_index_put_in AFTER UPDATE OF text, state ON messages
    WHEN new.state <> 'streaming' AND (old.state = 'streaming' OR new.text <> old.text)
    BEGIN
        INSERT INTO message_index (rowid, text) VALUES (new.id, new.text);
    END
    """,
    """
    CREATE VIRTUAL TABLE title_index USING fts5 (
        title, content='conversations', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
    )
    """,
    """
    CREATE TRIGGER title_index_insert AFTER INSERT ON conversations
    BEGIN
        INSERT INTO title_index (rowid, title) VALUES (new.id, new.title);
    END
    """,
    """
    CREATE TRIGGER title_index_delete AFTER DELETE ON conversations
    BEGIN
        INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.id, old.title);
    END
    """,
    """
    CREATE TRIGGER title_index_update AFTER UPDATE OF title ON conversations
    BEGIN
        INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.id, old.title);
        INSERT INTO title_index (rowid, title) VALUES (new.id, new.title);
    END
    """,
)

# Which server had it last, and where it may go unasked.
TRAVELS = ("ALTER TABLE conversations ADD COLUMN travels TEXT NOT NULL DEFAULT '{}'",)

# What is written but not sent; 0 stands for the conversation that has not begun.
DRAFTS = (
    """
    CREATE TABLE drafts (
        conversation_id INTEGER PRIMARY KEY,
        text TEXT NOT NULL
    )
    """,
    """
    CREATE TRIGGER drafts_delete AFTER DELETE ON conversations
    BEGIN
        DELETE FROM drafts WHERE conversation_id = old.id;
    END
    """,
)
