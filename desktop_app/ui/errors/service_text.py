"""Sentences for calls to the service."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors
from desktop_app.ui.duration import time_left
from desktop_app.ui.errors.connection_text import ConnectionErrorText


class ServiceErrorText(QObject):
    """Words every ServiceError."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection = ConnectionErrorText(self)

    def sentence(self, error: errors.ServiceError) -> str:
        """What happened and what to do, without the server's own words."""
        # The most special classes come first.
        return (
            self._connection.sentence(error)
            or self._permission(error)
            or self._request(error)
            or self._answer(error)
        )

    def _permission(self, error: errors.ServiceError) -> str:
        match error:
            case errors.KeyMissing():
                text = self.tr("{host} wants a key. Enter it in the settings, then retry.")
            case errors.KeyRejected():
                text = self.tr(
                    "{host} does not accept the key. Enter a valid one in the settings, then retry."
                )
            case errors.AccessDenied():
                text = self.tr(
                    "Your plan at {host} does not include this. Choose another model or ask for "
                    "access."
                )
            case errors.RateLimited():
                if error.retry_after:
                    text = self.tr("{host} asks to wait {time}: too many requests. Then retry.")
                else:
                    text = self.tr("{host} takes no more requests this minute. Wait, then retry.")
            case _:
                return ""
        return text.format(host=error.host, time=time_left(error.retry_after or 0))

    def _request(self, error: errors.ServiceError) -> str:
        match error:
            case errors.ContextOverflow():
                text = self.tr(
                    "The text is longer than {model} can read. Shorten it or start a new chat."
                )
            case errors.SoundTooLong():
                text = self.tr(
                    "The sound is too long for {host}. WAV, MP3, FLAC and Ogg are cut into parts "
                    "here; save it as one of them, or send a shorter one."
                )
            case errors.RequestTooLarge():
                text = self.tr("The request is too large for {host}. Send less at once.")
            case errors.NotFound():
                text = self.tr(
                    "{host} does not know the model or the address. Choose a model from the list "
                    "and check the profile’s URL."
                )
            case errors.ToolsRefused():
                text = self.tr("{model} takes no tools. Choose a model that can call functions.")
            case errors.CompletionRefused():
                text = self.tr(
                    "{host} does not continue this text with {model}. Only open models take raw "
                    "text; any language model answers in Chat."
                )
            case errors.SoundRefused():
                text = self.tr(
                    "{host} cannot read this kind of sound, nor can it be sent as WAV. Save it as "
                    "MP3, FLAC or WAV, or choose another model."
                )
            case errors.RequestRejected():
                text = self.tr(
                    "{host} refuses the request as it is. Check the parameters and the model."
                )
            case _:
                return ""
        return text.format(host=error.host, model=error.model or self.tr("The model"))

    def _answer(self, error: errors.ServiceError) -> str:
        match error:
            case errors.NotAnApi():
                text = self.tr(
                    "{host} answers, but not as a language model server: it may be a login page "
                    "or a wrong address. Check the profile’s URL."
                )
            case errors.StreamNotSupported():
                text = self.tr("{host} did not stream its answer. Switch streaming off and retry.")
            case errors.InvalidReply():
                text = self.tr(
                    "The answer of {host} cannot be used. Retry, or choose another model."
                )
            case errors.ServerFailed():
                text = self.tr(
                    "{host} failed to answer. Retry in a moment, or choose another model."
                )
            case _:
                text = self.tr("{host} could not answer. Retry in a moment.")
        return text.format(host=error.host)
