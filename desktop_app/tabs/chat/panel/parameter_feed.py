"""Keeps the panel and the parameters of the conversation that is shown the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.tabs.model_choice import ModelChoice, remembered_model

if TYPE_CHECKING:
    from desktop_app.core.conversation_parameters import ConversationParameters
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.chat.conversation.desk import ConversationDesk
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.chat.panel.parameters import ChatPanel
    from desktop_app.tabs.session import Session


class ParameterFeed(QObject):
    """What is set in the panel belongs to the current conversation, which brings its own."""

    def __init__(
        self, panel: ChatPanel, desk: ConversationDesk, session: Session, settings: SettingsStore
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = desk
        self._session = session
        self._settings = settings
        self._choice = ModelChoice("chat", panel.model_box, session, settings)
        panel.changed.connect(self._on_panel_changed)
        desk.shown.connect(self._show)
        session.models_changed.connect(self._on_models_changed)
        self._show(desk.current)

    def for_new(self) -> ConversationParameters:
        """What a new conversation starts with: what the panel shows."""
        return replace(self._panel.parameters(), leaves_out_oldest=False)

    def _on_models_changed(self) -> None:
        for conversation in self._desk.opened:
            parameters = conversation.parameters
            if not parameters.model:  # a question may wait for one, wherever the person is now
                conversation.parameters = replace(parameters, model=self._model_for(""))
        self._show(self._desk.current)

    def _on_panel_changed(self) -> None:
        self._desk.current.set_parameters(self._panel.parameters())

    def _show(self, conversation: OpenConversation) -> None:
        parameters = conversation.parameters
        model = self._model_for(parameters.model)
        self._panel.show_parameters(replace(parameters, model=model))
        # The model that answers now need not be the one that is kept with the conversation.
        conversation.parameters = replace(parameters, model=self._panel.parameters().model)

    def _model_for(self, model: str) -> str:
        """The conversation's model, or, if this server does not have it, the one chosen last."""
        known = [each.id for each in self._session.models]
        if model and (model in known or not known):
            return model
        chosen = remembered_model("chat", self._session, self._settings)
        return chosen or self._panel.model_box.chosen()
