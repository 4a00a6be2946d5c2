"""Whether a model can be asked about the pictures of a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_app.tabs.chat.attachments.kinds import is_at_hand, is_picture
from desktop_app.ui.model_box import Fit, sees

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo
    from desktop_app.tabs.chat.attachments.outgoing import AnyMessage


def refuses_pictures(
    models: Iterable[ModelInfo], model_id: str, messages: Iterable[AnyMessage]
) -> bool:
    """Whether the list says that this model takes no pictures, and the messages have some.

    A model that is not listed, or of which the list does not tell what it takes, is asked.
    """
    known = next((model for model in models if model.id == model_id), None)
    if known is None or sees(known) is not Fit.NO:
        return False
    return any(
        is_picture(each) and is_at_hand(each)
        for message in messages
        for each in message.attachments
    )
