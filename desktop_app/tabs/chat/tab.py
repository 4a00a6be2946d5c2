"""The presenter of the Chat tab: makes its parts and connects them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.core.conversation_parameters import ConversationParameters
from desktop_app.core.errors import HubError, NoModelChosen, PicturesNotTaken
from desktop_app.tabs.chat.attachments.attachments import Attachments
from desktop_app.tabs.chat.attachments.refusal import refuses_pictures
from desktop_app.tabs.chat.compare.presenter import ComparePresenter
from desktop_app.tabs.chat.conversation.desk import ConversationDesk
from desktop_app.tabs.chat.exchange.presenter import Exchange
from desktop_app.tabs.chat.exchange.rescue import Rescue
from desktop_app.tabs.chat.panel.parameter_feed import ParameterFeed
from desktop_app.tabs.chat.panel.presets import Presets
from desktop_app.tabs.chat.sidebar.presenter import ConversationList
from desktop_app.tabs.chat.status_feed import StatusFeed
from desktop_app.tabs.chat.transcript.message_commands import MessageCommands
from desktop_app.tabs.chat.transcript.transcript_feed import TranscriptFeed
from desktop_app.tabs.chat.view import ChatView
from desktop_app.tabs.chat.writing.composer import Composer
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.data_consent import DataConsent
from desktop_app.tabs.dictation import Dictation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.conversations import NewMessage
    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.services import Services


class ChatTab:
    """The kept conversations, one of which is shown; several may be answered at once."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.widget = view = ChatView(services.theme, services.formulas, parent=parent)
        self._services = services
        archive, session, pane = services.archive, services.session, view.pane
        self._desk = ConversationDesk(archive, session, ConversationParameters(), view)
        self._transcript = TranscriptFeed(pane.transcript, archive)
        self._parameters = ParameterFeed(view.parameters, self._desk, session, services.settings)
        self._status = StatusFeed(view, self._desk, session)
        self._presets = Presets(view.parameters.preset_bar, view.parameters, services.settings)
        self._attachments = Attachments(pane.prompt, view, archive)
        consent = DataConsent(
            pane.data_notice, view.parameters.model_box, session, services.settings
        )
        self._composer = Composer(
            pane.prompt,
            view.edit_sign,
            view.later_sign,
            self._attachments,
            archive,
            consent,
            self._desk.current,
            self._ask,
        )
        self._compare = ComparePresenter(
            pane, self._desk, session, services.settings, services.theme, services.formulas, consent
        )
        self._commands = MessageCommands(pane, self._desk, self._composer, consent)
        self._list = ConversationList(view.sidebar, archive)
        self._exchange = Exchange(
            view.exchange, view.exchange_strip, archive, lambda: self._desk.current.id
        )
        Rescue(pane.banner, self._exchange)
        self._dictation = Dictation(
            services, pane.prompt, pane.banner, consent, lambda: self._desk.current
        )
        self._copy_as = CopyAs(view.copy_as, pane.banner, session, self._request_to_copy)
        self._connect()

    def take_text(self, text: str) -> None:
        """Let a person go on with a text of another tab."""
        self._composer.take(text)

    def open_conversation(self, conversation_id: int) -> None:
        """Show a kept conversation."""
        self._desk.open(conversation_id)

    def show_card(self, card: QWidget, on_begun: Callable[[], None]) -> None:
        """Show something of the shell until a question is sent or a conversation opened."""
        pane = self.widget.pane
        pane.add_above_transcript(card)
        for begun in (pane.prompt.send_requested, self._list.conversation_chosen):
            begun.connect(lambda *_: on_begun())

    async def close(self) -> None:
        """End the answers that are being written and keep everything."""
        await asyncio.gather(
            self._composer.close(),
            self._desk.close(),
            self._transcript.close(),
            self._list.close(),
            self._exchange.close(),
            self._dictation.close(),
            self._copy_as.close(),
        )

    def _connect(self) -> None:
        view, desk, banner = self.widget, self._desk, self.widget.pane.banner
        view.regenerate_requested.connect(self._commands.answer_again)
        banner.retry_requested.connect(self._commands.answer_again)
        view.pane.prompt.stop_requested.connect(desk.stop)
        view.new_requested.connect(self._on_new)
        view.want_sidebar(self._services.settings.current.shows_conversations)
        view.sidebar_switched.connect(self._on_sidebar_switched)
        notice, panel = view.context_notice, view.parameters
        notice.leave_out_requested.connect(lambda: panel.set_leaves_out_oldest(True))
        notice.keep_requested.connect(lambda: panel.set_leaves_out_oldest(False))
        desk.shown.connect(self._on_shown)
        self._compare.requested.connect(self._composer.send_to)
        desk.began.connect(self._on_began)
        desk.used.connect(self._list.touch)
        desk.streaming_changed.connect(self._list.set_streaming)
        desk.unseen_changed.connect(self._list.set_unseen)
        desk.not_kept.connect(self._composer.give_back)
        desk.failed.connect(self._say)
        self._list.new_requested.connect(self._on_new)
        self._list.conversation_chosen.connect(desk.open)
        self._list.words_chosen.connect(self._transcript.seek)
        self._list.hit_chosen.connect(desk.open)
        self._list.deleted.connect(desk.put_away)
        self._list.restored.connect(desk.bring_back)
        self._list.export_requested.connect(self._exchange.export)
        self._list.failed.connect(self._say)
        self._exchange.failed.connect(self._say)
        self._exchange.imported.connect(lambda _: self._list.refresh())
        self._attachments.failed.connect(banner.show_errors)
        for offering in (self._list, self._presets, self._commands):
            offering.undo_offered.connect(self._offer_undo)
        self._services.archive.opened.connect(self._on_opened)
        self._services.archive.problem_found.connect(self._say)
        self._services.archive.replaced.connect(desk.start_over)
        self._services.archive.replaced.connect(view.pane.undo.dismiss)
        self._transcript.show(desk.current)
        self._take_over()

    def _take_over(self) -> None:
        """What happened to the archive before this tab was there."""
        if self._services.archive.is_open:
            self._on_opened()
        self._say_problem()

    def _on_sidebar_switched(self, shown: bool) -> None:
        settings = self._services.settings
        settings.update(settings.current._replace(shows_conversations=shown))

    def _on_new(self) -> None:
        self._desk.new(self._parameters.for_new())
        self.widget.pane.prompt.field.setFocus()

    def _on_shown(self, conversation: OpenConversation) -> None:
        self._transcript.show(conversation)
        self._composer.show(conversation)
        self._on_began(conversation)
        self._say_problem()

    def _on_opened(self) -> None:
        """Show what was shown last, unless a person has begun something else already."""
        last = self._services.settings.current.conversation
        if last and self._desk.current.is_untouched:
            self._desk.open(last)

    def _on_began(self, conversation: OpenConversation) -> None:
        if conversation is self._desk.current:
            settings = self._services.settings
            settings.update(settings.current._replace(conversation=conversation.id or 0))
            self._list.set_current(conversation.id)
            self.widget.exchange.set_has_conversation(conversation.id is not None)

    def _ask(self, message: NewMessage, instead_of: int | None, models: tuple[str, ...]) -> bool:
        """Have a question answered; False when it cannot be asked yet."""
        conversation = self._desk.current
        try:
            self._check(message, has_own_models=bool(models))
        except HubError as error:
            self._say(error)
            return False
        if not self._composer.sends_by_itself:
            self.widget.pane.transcript.to_end()
        if models:
            conversation.compare(message, models, instead_of=instead_of)
        else:
            conversation.ask(message, instead_of=instead_of)
        return True

    def _check(self, message: NewMessage, *, has_own_models: bool) -> None:
        """Raise what a person should mend before anything is sent."""
        conversation, session = self._desk.current, self._services.session
        self.widget.parameters.check()
        model = conversation.parameters.model
        if not model and session.is_settled:  # else the list of models will bring one
            raise NoModelChosen
        if has_own_models:
            return  # each says in its column what it cannot take
        if refuses_pictures(session.models, model, [*conversation.messages, message]):
            raise PicturesNotTaken(model)

    async def _request_to_copy(self) -> ChatRequest | None:
        conversation = self._desk.current
        if not self._composer.has_question:
            return conversation.last_request
        return await self._desk.requests.make_next(conversation, self._composer.message())

    def _offer_undo(self, sentence: str, undo: Callable[[], None]) -> None:
        self.widget.pane.undo.offer(sentence, undo)

    def _say_problem(self) -> None:
        """What is said now may be forgotten: that is worth repeating."""
        if self._services.archive.problem is not None:
            self._say(self._services.archive.problem)

    def _say(self, error: BaseException) -> None:
        self.widget.pane.banner.show_error(error, can_retry=False)
