"""A model that is known to take no pictures is not asked about any."""

from __future__ import annotations

import pytest

from desktop_app.core.conversations import Attachment, NewAttachment, NewMessage
from desktop_app.core.messages import Role
from desktop_app.core.models import ModelInfo
from desktop_app.tabs.chat.attachments.refusal import refuses_pictures

PICTURE = NewAttachment("a.png", "image/png", b"...")
ON_THE_WEB = Attachment("a.png", "image/*", url="https://example.org/a.png")
MODELS = (
    ModelInfo("text-only", {"model_type": "LLM", "input_modalities": ["text"]}),
    ModelInfo("sees", {"model_type": "LLM", "input_modalities": ["text", "image"]}),
    ModelInfo("says-nothing", {"model_type": "LLM"}),
)


def asked(*attachments: Attachment | NewAttachment) -> list[NewMessage]:
    return [NewMessage(role=Role.USER, text="What is it?", attachments=attachments)]


@pytest.mark.parametrize("picture", [PICTURE, ON_THE_WEB])
@pytest.mark.parametrize(
    ("model", "refuses"),
    [("text-only", True), ("sees", False), ("says-nothing", False), ("not-listed", False)],
)
def test_only_a_model_that_says_so_refuses(
    model: str, refuses: bool, picture: Attachment | NewAttachment
) -> None:
    assert refuses_pictures(MODELS, model, asked(picture)) is refuses


@pytest.mark.parametrize(
    "attachment",
    [NewAttachment("a.txt", "text/plain", b"a"), Attachment("lost.png", "image/png", 3)],
)
def test_text_and_lost_pictures_can_be_sent_to_every_model(
    attachment: Attachment | NewAttachment,
) -> None:
    assert not refuses_pictures(MODELS, "text-only", asked(attachment))
