"""Says what goes on in the conversation that is shown: its error, its tokens, whether it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.context_window import prompt_budget
from desktop_app.core.errors import ContextOverflow
from desktop_app.core.messages import Role
from desktop_app.core.models import context_length

if TYPE_CHECKING:
    from desktop_app.tabs.chat.conversation.desk import ConversationDesk
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.chat.view import ChatView
    from desktop_app.tabs.session import Session


class StatusFeed(QObject):
    """Follows the current conversation alone."""

    def __init__(self, view: ChatView, desk: ConversationDesk, session: Session) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._conversation = desk.current
        self._error: BaseException | None = None
        desk.shown.connect(self._follow)
        session.models_changed.connect(self._show)
        self._conversation.changed.connect(self._show)
        view.pane.banner.follow(self._conversation.retry_wait)

    def _follow(self, conversation: OpenConversation) -> None:
        self._conversation.changed.disconnect(self._show)
        self._conversation = conversation
        conversation.changed.connect(self._show)
        self._view.pane.banner.clear()
        self._view.pane.banner.follow(conversation.retry_wait)
        self._error = None
        self._show()

    def _show(self, _cause: object = None) -> None:
        conversation, view = self._conversation, self._view
        view.pane.set_busy(conversation.is_asking)
        view.set_can_regenerate(conversation.can_answer_again)
        self._show_error()
        self._show_usage()
        self._show_context()

    def _show_error(self) -> None:
        error, banner = self._conversation.error, self._view.pane.banner
        if error is self._error:
            return  # a person may have closed the banner
        self._error = error
        if error is None:
            banner.clear()
        else:
            banner.show_error(error, can_retry=self._conversation.can_retry)

    def _show_usage(self) -> None:
        conversation = self._conversation
        last = conversation.messages[-1] if conversation.messages else None
        answer = last if last is not None and last.role is Role.ASSISTANT else None
        self._view.pane.usage.show_reply(
            answer.usage if answer else None,
            answer.timing if answer else None,
            conversation.tokens,
        )

    def _show_context(self) -> None:
        """How much of the context is used, and what to do before it overflows."""
        conversation, view = self._conversation, self._view
        parameters = conversation.parameters
        limit = context_length(self._session.models, parameters.model)
        usage = next((each.usage for each in reversed(conversation.messages) if each.usage), None)
        used = usage.prompt_tokens + usage.completion_tokens if usage else 0
        is_estimated = usage is None or usage.estimated
        view.context.show_use(used, limit if used else None, estimated=is_estimated)
        is_refused = isinstance(conversation.error, ContextOverflow)
        is_full = limit is not None and used > prompt_budget(limit, parameters.max_tokens)
        notice = view.context_notice
        if parameters.leaves_out_oldest and (conversation.left_out or not is_full):
            notice.show_left_out(conversation.left_out)
        elif parameters.leaves_out_oldest:
            notice.promise_leaving_out()
        elif is_full or is_refused:
            is_over = is_refused or (limit is not None and used > limit)
            notice.offer_leaving_out(is_over=is_over)
        else:
            notice.clear()
