"""Words for the stages of the service: key, models, chat, recordings."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core.diagnosis import Stage
from desktop_app.core.findings import Finding
from desktop_app.shell.settings.connection_test.network_words import Words


class ServiceWords(QObject):
    """What the server says to a key, and what it can do."""

    def of(self, stage: Stage) -> dict[Finding, Words]:
        """The words of a stage; none for a stage of others."""
        match stage:
            case Stage.KEY:
                return {**self._keys(), **self._key()}
            case Stage.MODELS:
                return {**self._call(), **self._keys(), **self._models()}
            case Stage.CHAT:
                return {**self._call(), **self._keys(), **self._chat()}
            case Stage.AUDIO:
                return {**self._call(), **self._keys(), **self._audio()}
            case _:
                return {}

    def _keys(self) -> dict[Finding, Words]:
        return {
            Finding.KEY_MISSING: Words(
                self.tr("The server wants a key, and there is none."),
                self.tr("Enter the key that the provider gave you."),
            ),
            Finding.KEY_REFUSED: Words(
                self.tr("The server does not accept the key."),
                self.tr(
                    "Copy it again from the provider. It may have expired, or belong to another "
                    "server."
                ),
            ),
            Finding.ACCESS_DENIED: Words(
                self.tr("The server knows the key but does not permit this."),
                self.tr(
                    "Ask the provider what your plan includes, and whether it allows this network."
                ),
            ),
        }

    def _key(self) -> dict[Finding, Words]:
        return {
            Finding.FINE: Words(self.tr("The server accepts the key.")),
            Finding.KEY_NOT_NEEDED: Words(self.tr("The server wants no key.")),
            Finding.KEY_NOT_CHECKED: Words(
                self.tr("The list of models is open to everybody; the chat will show.")
            ),
            Finding.KEY_UNDECIDED: Words(self.tr("The server did not come to look at it.")),
            Finding.KEY_UNUSABLE: Words(
                self.tr("The key or a header holds a character that cannot be sent."),
                self.tr("Copy it again, without spaces, line breaks and umlauts."),
            ),
            Finding.TIMED_OUT: Words(
                self.tr("The server did not answer within {seconds} s."),
                self.tr("It may be overloaded: try again in a moment."),
            ),
        }

    def _call(self) -> dict[Finding, Words]:
        return {
            Finding.CONNECTION_LOST: Words(
                self.tr("The connection broke before the answer."),
                self.tr("Try again; if it breaks again, show the details to your IT."),
            ),
            Finding.WEB_PAGE: Words(
                self.tr("A web page came in place of an answer."),
                self.tr(
                    "It may be a login page of the network: open the server in a browser. Or the "
                    "base URL lacks its end, such as /v1 or /v2: Find asks for it."
                ),
            ),
            Finding.REDIRECTED: Words(
                self.tr("The server sends us on to {location}, where no key is sent."),
                self.tr("If that is the right place, enter it as the base URL."),
            ),
            Finding.NOT_AN_API: Words(
                self.tr("What answers is no OpenAI-compatible server."),
                self.tr("Check the base URL; Find asks for the usual ones."),
            ),
            Finding.RATE_LIMITED: Words(
                self.tr("The server takes no more requests at the moment."),
                self.tr("Wait a minute, then test again."),
            ),
            Finding.SERVER_FAILED: Words(
                self.tr("The server failed (status {status})."),
                self.tr("Try again later; the provider may report an outage."),
            ),
            Finding.REQUEST_REFUSED: Words(
                self.tr("The server refuses the request: {words}"),
                self.tr("Show the details to the provider."),
            ),
            Finding.REPLY_UNUSABLE: Words(
                self.tr("The answer cannot be used."),
                self.tr("Show the details to the provider."),
            ),
            Finding.TIMED_OUT: Words(
                self.tr("No answer came within {seconds} s."),
                self.tr("The model may still be loading: test again in a moment."),
            ),
        }

    def _models(self) -> dict[Finding, Words]:
        return {
            Finding.FINE: Words(self.tr("The server lists its models: {model_count}.")),
            Finding.NO_MODELS: Words(
                self.tr("The server lists no models for this key."),
                self.tr("Ask the provider what your plan includes. You can type a model’s name."),
            ),
            Finding.ODD_LIST: Words(
                self.tr("The server lists its models in a shape of its own: {model_count}."),
                self.tr("It works here; other programs may not read it."),
            ),
            Finding.NOT_FOUND: Words(
                self.tr("There is no list of models at this URL."),
                self.tr("The end of the base URL may be wrong, such as /v1 or /v2: Find asks."),
            ),
        }

    def _chat(self) -> dict[Finding, Words]:
        return {
            Finding.FINE: Words(self.tr("{model} answers.")),
            Finding.NO_CHAT_MODEL: Words(self.tr("No model for chat is listed.")),
            Finding.ANOTHER_MODEL: Words(
                self.tr("{model} answers; {refusing_model} does not."),
                self.tr("Your plan may not include every model of the list."),
            ),
            Finding.NOT_FOUND: Words(
                self.tr("The server lists {model} but does not find it."),
                self.tr("Ask the provider which models your plan includes."),
            ),
        }

    def _audio(self) -> dict[Finding, Words]:
        return {
            Finding.FINE: Words(self.tr("{model} takes them at the base URL.")),
            Finding.OWN_AUDIO_BASE: Words(self.tr("{model} takes them, at {path}.")),
            Finding.OTHER_AUDIO_BASE: Words(
                self.tr("{model} takes them at {path}, not at the audio base of the settings."),
                self.tr("Empty the audio base under Advanced: it is found by itself."),
            ),
            Finding.NO_SPEECH_MODEL: Words(self.tr("No model for speech is listed.")),
            Finding.NOT_FOUND: Words(
                self.tr("The server takes no recordings at the usual places."),
                self.tr("Ask the provider for the audio base and enter it under Advanced."),
            ),
        }
