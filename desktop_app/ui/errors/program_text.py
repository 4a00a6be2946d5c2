"""Sentences for the program's own parts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors


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
            case errors.KeyUnusable():
                return self.tr(
                    "The key holds a character that cannot be sent, such as a space, a line break "
                    "or an umlaut. Copy it again and enter it in the settings."
                )
            case errors.KeyringUnavailable():
                return self.tr(
                    "The system’s keyring is missing or locked: keys are neither read nor kept. "
                    "Unlock it, or enter the key in the settings for this session."
                )
            case errors.EnginePartMissing() | errors.EngineFailed():
                return self._engine(error)
            case _:
                return ""

    def _engine(self, error: errors.EnginePartMissing | errors.EngineFailed) -> str:
        if isinstance(error, errors.EnginePartMissing):
            return self.tr(
                "The model on this computer needs the package “{part}”, which is not "
                "installed. Install the program with its engine, or choose another profile."
            ).format(part=error.part)
        return self.tr(
            "The model on this computer stopped. Retry starts it again; if it stops "
            "once more, check the model file in the settings."
        )
