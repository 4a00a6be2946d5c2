"""The last list of models of each profile, for a start without the server."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.atomic_file import write_atomically
from desktop_app.core.model_list import ModelList
from desktop_app.core.models import ModelInfo

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile

log = logging.getLogger(__name__)


class ModelCache:
    """One small file a profile in `folder`; what the server tells of its models, never a key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def load(self, profile: Profile) -> ModelList | None:
        """The list as it was last kept; None when there is none that can be read."""
        return await asyncio.to_thread(_read, self.file_of(profile))

    async def save(self, profile: Profile, listed: ModelList) -> None:
        """Keep a list; a disk that cannot be written is only logged, nothing depends on it."""
        try:
            await asyncio.to_thread(_write, self.file_of(profile), listed)
        except OSError as error:
            log.warning("The list of models could not be kept: %s", error.strerror)

    def file_of(self, profile: Profile) -> Path:
        """Another server or audio base under the same name has a file of its own."""
        usual = {profile.base_url, f"{profile.base_url}/audio"}  # learned, sooner or later
        audio_base = "" if profile.audio_base in usual else profile.audio_base
        identity = "\n".join((profile.name, profile.base_url, audio_base))
        digest = hashlib.sha256(identity.encode()).hexdigest()[:24]
        return self._folder / f"{digest}.json"


def _read(path: Path) -> ModelList | None:
    try:
        content = json.loads(path.read_bytes())
        listed_at = datetime.fromisoformat(content["listed_at"]).astimezone()
        return ModelList(tuple(_model(entry) for entry in content["models"]), listed_at)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _model(entry: dict[str, Any]) -> ModelInfo:
    return ModelInfo(str(entry["id"]), dict(entry["meta"]), str(entry["owned_by"]))


def _write(path: Path, listed: ModelList) -> None:
    content = {
        "listed_at": listed.listed_at.isoformat() if listed.listed_at else "",
        "models": [
            {"id": model.id, "owned_by": model.owned_by, "meta": dict(model.meta)}
            for model in listed.models
        ],
    }
    write_atomically(path, json.dumps(content, ensure_ascii=False))
