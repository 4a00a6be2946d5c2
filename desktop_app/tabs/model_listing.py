"""The steps of listing the models of a profile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop_app.core.errors import ServiceError
from desktop_app.core.model_list import ModelList

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo
    from desktop_app.service.client import ApiClient


async def audio_models(client: ApiClient, former: Sequence[ModelInfo]) -> Sequence[ModelInfo]:
    """Those of the audio base; `former` ones when it fails.

    The main list is what counts. The Audio tab will say what is wrong.
    """
    try:
        return await client.list_audio_models()
    except ServiceError:
        return former


def list_of_now(models: tuple[ModelInfo, ...]) -> ModelList:
    """A list that the server has just given."""
    return ModelList(models, datetime.now(UTC).astimezone())
