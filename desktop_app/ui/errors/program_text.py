"""Sentences for the program's own parts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors
from desktop_app.core.own_command import ENGINE_PACKAGE


class ProgramErrorText(QObject):
    """Words what is wrong with keys, engine and choices."""

    def sentence(self, error: errors.HubError) -> str:
        """What is wrong, and what to do; "" for an error of another kind."""
        match error:
            case errors.NoModelChosen():
                return self.tr("Choose a model in the panel at the right, or type its name.")
            case errors.ToolRoundsExceeded():
                return self.tr(
                    "The model has asked for tools {rounds} times in a row, so it was stopped. "
                    "Send a message to let it go on."
                ).format(rounds=error.rounds)
            case errors.LoginStartUnchangeable():
                return self.tr(
                    "All else is saved, but the system did not let the start at login be changed."
                )
            case errors.SettingsFileUnusable():
                return self._settings_file(error)
            case errors.KeyUnusable() | errors.KeysUnavailable():
                return self._keys(error)
            case errors.CertificateFileUnusable() | errors.CertificatePasswordWrong():
                return self._certificate(error)
            case errors.EnginePartMissing() | errors.EngineFailed():
                return self._engine(error)
            case _:
                return ""

    def _engine(self, error: errors.EnginePartMissing | errors.EngineFailed) -> str:
        if isinstance(error, errors.EnginePartMissing) and error.part == ENGINE_PACKAGE:
            return self.tr(
                "The model on this computer comes with a package of its own: install "
                "“{package}”, or choose another profile."
            ).format(package=error.part)
        if isinstance(error, errors.EnginePartMissing):
            return self.tr(
                "The model on this computer needs the package “{part}”, which is not "
                "installed. Install the program with its engine, or choose another profile."
            ).format(part=error.part)
        return self.tr(
            "The model on this computer stopped. Retry starts it again; if it stops "
            "once more, check the model file in the settings."
        )

    def _settings_file(self, error: errors.SettingsFileUnusable) -> str:
        match error.problem:
            case errors.SettingsFileProblem.DAMAGED:
                text = self.tr("{name} is damaged, so nothing was taken over from it.")
            case errors.SettingsFileProblem.SOMETHING_ELSE:
                text = self.tr("{name} is no file of settings of this program.")
            case errors.SettingsFileProblem.NEWER:
                text = self.tr(
                    "{name} was written by a later version of this program ({version}). Update "
                    "this one first."
                )
        return text.format(name=error.name, version=error.made_by)

    def _keys(self, error: errors.KeyUnusable | errors.KeysUnavailable) -> str:
        match error:
            case errors.KeyUnusable(position=0):
                return self.tr(
                    "The key holds a character that cannot be sent, such as a space, a line break "
                    "or an umlaut. Copy it again and enter it in the settings."
                )
            case errors.KeyUnusable():
                return self.tr(
                    "Character {position} is {character}, which cannot be sent. Copy it again, "
                    "without what surrounds it."
                ).format(position=error.position, character=self._spoken(error.character))
            case errors.KeyringUnavailable(is_missing=True):
                return self.tr(
                    "This system has no keyring, so keys are neither read nor kept. Choose in the "
                    "settings where they are to be kept."
                )
            case errors.KeyFileUnusable():
                return self._key_file(error)
            case _:
                return self.tr(
                    "The system’s keyring is locked or does not answer: keys are neither read nor "
                    "kept. Unlock it, or enter the key in the settings for this session."
                )

    def _spoken(self, character: str) -> str:
        match character:
            case " ":
                return self.tr("a space")
            case "\n" | "\r" | "\u2028" | "\u2029":
                return self.tr("a line break")
            case _ if character.isprintable():
                return self.tr("“{character}”").format(character=character)
            case _:
                return self.tr("an invisible one")

    def _key_file(self, error: errors.KeyFileUnusable) -> str:
        match error.problem:
            case errors.KeyFileProblem.READABLE_BY_OTHERS:
                text = self.tr(
                    "Others can read the file with the keys, so it is not used: {path}. Make new "
                    "keys at the providers, delete the file and enter them in the settings."
                )
            case errors.KeyFileProblem.NOT_OURS:
                text = self.tr(
                    "The file with the keys belongs to another user or is a link, so it is not "
                    "used: {path}."
                )
            case errors.KeyFileProblem.DAMAGED:
                text = self.tr(
                    "The file with the keys is damaged: {path}. Enter the keys in the settings; "
                    "saving writes it anew."
                )
            case errors.KeyFileProblem.UNREACHABLE:
                text = self.tr("The file with the keys cannot be read or written: {path}.")
        return text.format(path=error.path)

    def _certificate(
        self, error: errors.CertificateFileUnusable | errors.CertificatePasswordWrong
    ) -> str:
        if isinstance(error, errors.CertificatePasswordWrong):
            return self.tr(
                "The password does not open the key of the client certificate: {path}. Enter it "
                "in the settings."
            ).format(path=error.path)
        return self.tr(
            "The certificate file cannot be used: {path}. It must be a text file in PEM format; "
            "choose another in the settings."
        ).format(path=error.path)
