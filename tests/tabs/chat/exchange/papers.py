"""Conversations to be printed."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop_app.core.conversations import (
    Attachment,
    Conversation,
    ConversationTree,
    MessageState,
    StoredMessage,
)
from desktop_app.core.messages import Role, ToolCall
from desktop_app.tabs.chat.exchange.paper.printing import Printing
from desktop_app.tabs.chat.exchange.words import ExchangeWords

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TABLE = "| i | square |\n|---|---:|\n" + "".join(f"| {i} | {i * i} |\n" for i in range(60))
CODE = "```python\n" + "".join(f"value_{i} = compute({i})  # step\n" for i in range(90)) + "```\n"
RICH = (
    "# First\n\n## Second\n\nSome **words** and `code`, $E = mc^2$ too.\n\n"
    f"{'Many words in a paragraph. ' * 60}\n\n{CODE}\n## Third\n\n- one\n  - two\n- [x] three\n\n"
    f"> quoted {'words ' * 80}\n>\n> > deeper\n\n---\n\n{TABLE}\n\nThe end."
)


def message(number: int, role: Role, text: str) -> StoredMessage:
    """The message of that number, which follows the one before."""
    return StoredMessage(
        id=number,
        parent_id=number - 1 or None,
        role=role,
        text=text,
        state=MessageState.STOPPED if role is Role.ASSISTANT else MessageState.FINISHED,
        created=NOON,
        model="llama" if role is Role.ASSISTANT else "",
        reasoning="Think.\n\n- first" if role is Role.ASSISTANT else "",
        attachments=(Attachment("a.png", "image/png", 9, "f" * 64),) if role is Role.USER else (),
        tool_calls=(ToolCall("1", "add", '{"a": 1}'),) if role is Role.ASSISTANT else (),
    )


def conversation(pairs: int, answer: str = RICH) -> ConversationTree:
    """So many questions with that answer."""
    messages = [
        message(number, *((Role.ASSISTANT, answer) if number % 2 == 0 else (Role.USER, "And now?")))
        for number in range(1, 2 * pairs + 1)
    ]
    about = Conversation(
        id=1,
        title="On paper",
        renamed=True,
        pinned=False,
        tags=(),
        created=NOON,
        used=NOON,
        parameters={},
        active_leaf=messages[-1].id,
    )
    return ConversationTree(about, tuple(messages))


def printing(tree: ConversationTree, picture: bytes | None = None) -> Printing:
    """For a worker thread; formulas are not drawn."""
    return Printing(
        tree, ExchangeWords().on_paper(), lambda _digest: picture, lambda _formula: None
    )
