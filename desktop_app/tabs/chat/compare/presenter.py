"""Comparing models in the Chat tab: the button, the chooser, the columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.tabs.chat.compare.chooser import CompareChooser
from desktop_app.tabs.chat.compare.feed import CompareFeed
from desktop_app.tabs.chat.compare.remembered import remember, suggested
from desktop_app.tabs.chat.compare.view import CompareView
from desktop_app.tabs.model_choice import favourites_of
from desktop_app.ui.keys_within import keys_within

if TYPE_CHECKING:
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.chat.compare.comparison import Comparison
    from desktop_app.tabs.chat.compare.contender import Contender
    from desktop_app.tabs.chat.conversation.desk import ConversationDesk
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.data_consent import DataConsent
    from desktop_app.tabs.session import Session
    from desktop_app.ui.conversation_pane import ConversationPane
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer


class ComparePresenter(QObject):
    """Asks which models, and shows the comparison of the current conversation if it has one."""

    requested = Signal(object)
    """tuple[str, ...]: what is written is to be answered by these models."""

    def __init__(
        self,
        pane: ConversationPane,
        desk: ConversationDesk,
        session: Session,
        settings: SettingsStore,
        theme: ThemeManager,
        formulas: FormulaRenderer,
        consent: DataConsent,
    ) -> None:
        super().__init__(pane)
        self._consent = consent
        self._pane = pane
        self._session = session
        self._settings = settings
        self._conversation = desk.current
        self._shown: Comparison | None = None
        self._chooser = CompareChooser()
        self._view = CompareView(theme, formulas)
        self._feed = CompareFeed(self._view)
        pane.prompt.put_above_text(self._chooser)
        pane.add_in_place_of_transcript(self._view)
        button = pane.prompt.add_action("chat.compare", "compare", self.tr("Compare models"))
        button.clicked.connect(self._toggle)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            keys_within(pane, keys, self._on_shortcut)
        self._chooser.start_requested.connect(self._on_start)
        self._chooser.closed.connect(pane.prompt.field.setFocus)
        session.models_changed.connect(self._on_models_changed)
        self._view.stop_requested.connect(lambda place: self._contender(place).stop())
        self._view.retry_requested.connect(self._on_retry)
        self._view.keep_requested.connect(self._on_keep)
        self._view.close_requested.connect(self._on_close)
        desk.shown.connect(self._follow)
        self._conversation.changed.connect(self._on_changed)

    def _follow(self, conversation: OpenConversation) -> None:
        self._conversation.changed.disconnect(self._on_changed)
        self._conversation = conversation
        conversation.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        comparison = self._conversation.comparison
        self._chooser.set_ready(not self._conversation.is_asking)
        if comparison is self._shown:
            return
        self._shown = comparison
        self._feed.show(comparison)
        self._pane.show_in_place_of_transcript(self._view, shown=comparison is not None)
        if comparison is not None:
            self._chooser.close_chooser()

    def _toggle(self) -> None:
        if self._chooser.isHidden():
            models = self._session.models
            model = self._conversation.parameters.model
            chosen = suggested(self._session, self._settings, model)
            favourites = favourites_of(self._session, self._settings)
            self._chooser.open_with(models, chosen, favourites)
            self._view.prepare()
        else:
            self._chooser.close_chooser()

    def _on_shortcut(self) -> None:
        if self._chooser.isHidden():
            self._toggle()
        else:
            self._chooser.start()

    def _on_start(self) -> None:
        models = self._chooser.chosen()
        remember(models, self._session, self._settings)
        self._pane.prompt.field.setFocus()
        self.requested.emit(models)

    def _on_models_changed(self) -> None:
        if not self._chooser.isHidden():
            self._chooser.set_models(self._session.models)

    def _on_retry(self, place: int) -> None:
        if self._shown is not None:
            contender = self._contender(place)
            self._consent.ask_first(
                partial(self._shown.ask_again, contender),
                model=contender.model,
                conversation=self._conversation,
                again=True,
            )

    def _on_keep(self, place: int) -> None:
        answer_id = self._contender(place).kept_id
        if answer_id is not None:
            self._conversation.keep_answer(answer_id)
            self._pane.prompt.field.setFocus()

    def _on_close(self) -> None:
        self._conversation.leave_comparison()
        self._pane.prompt.field.setFocus()

    def _contender(self, place: int) -> Contender:
        assert self._shown is not None
        return self._shown.contenders[place]
