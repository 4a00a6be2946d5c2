"""The profiles that a person can choose: of the environment, saved, and Local."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.profiles import LOCAL, Profile, ProfileKind

if TYPE_CHECKING:
    from desktop_app.storage.settings_store import SettingsStore


class ProfileList:
    """Joins the three sources; Local is always there."""

    def __init__(self, settings: SettingsStore, environment: Profile | None) -> None:
        self._settings = settings
        self._environment = environment

    def all(self) -> tuple[Profile, ...]:
        """Every profile, that of the environment first and Local last."""
        environment = self._of_environment()
        first = () if environment is None else (environment,)
        return (*first, *self._settings.current.profiles, LOCAL)

    def names(self) -> list[str]:
        """The names in the same order."""
        return [profile.name for profile in self.all()]

    def knows(self, name: str) -> bool:
        """Whether a profile has that name."""
        return name in self.names()

    def named(self, name: str) -> Profile:
        """The profile of that name, else Local."""
        return next((profile for profile in self.all() if profile.name == name), LOCAL)

    def at_start(self, asked_for: str = "") -> Profile:
        """The profile to begin with: asked for, of the environment, of the last time, or Local."""
        if asked_for:
            return self.named(asked_for)
        return self._of_environment() or self.named(self._settings.current.profile)

    def keep_audio_base(self, profile: Profile, base: str) -> None:
        """Remember where a server takes recordings: a saved one in its profile."""
        settings = self._settings.current
        if not profile.has_origin_of(base):
            return
        if profile.kind is ProfileKind.SAVED:
            profiles = tuple(
                saved._replace(audio_base=base)
                if (saved.name, saved.base_url) == (profile.name, profile.base_url)
                else saved
                for saved in settings.profiles
            )
            self._settings.update(settings._replace(profiles=profiles))
        elif profile.kind is ProfileKind.ENVIRONMENT:
            bases = {**settings.audio_bases, profile.base_url: base}
            self._settings.update(settings._replace(audio_bases=bases))

    def _of_environment(self) -> Profile | None:
        environment = self._environment
        if environment is None:
            return None
        learned = self._settings.current.audio_bases.get(environment.base_url, "")
        return environment._replace(audio_base=learned)
