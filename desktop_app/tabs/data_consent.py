"""Asks before something is sent to where its data should not go unasked; once a conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from desktop_app.core.consents import Consents
from desktop_app.core.data_rule import DataRule
from desktop_app.core.models import ModelInfo, Placement
from desktop_app.core.profiles import ProfileKind
from desktop_app.tabs.data_rules import rule_in_force, set_rule
from desktop_app.ui.data_notice import DataQuestion

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session
    from desktop_app.ui.data_notice import DataNotice
    from desktop_app.ui.model_box import ModelBox

Action = Callable[[], object]


class _Pending(NamedTuple):
    """What waits for an answer, or for the list of models that tells whether to ask."""

    send: Action
    refused: Action
    model: str  # "" for the one in the box
    conversation: object
    again: bool


class DataConsent(QObject):
    """Holds back what needs a person's word first; the tab keeps text, picture or recording.

    One for each tab. A conversation is any object that can be referred to weakly; without one, the
    tab has a single conversation until `forget`.
    """

    def __init__(
        self, notice: DataNotice, box: ModelBox, session: Session, settings: SettingsStore
    ) -> None:
        super().__init__(notice)
        self._notice = notice
        self._box = box
        self._session = session
        self._settings = settings
        self._consents = Consents()
        self._pending: _Pending | None = None
        self._asked: DataQuestion | None = None  # what the notice asks of it
        notice.send_requested.connect(self._on_send)
        notice.never_ask_requested.connect(self._on_never_ask)
        notice.declined.connect(self._on_declined)
        box.model_chosen.connect(self._on_model_chosen)
        session.left.connect(self.withdraw)
        session.status_changed.connect(self._on_status_changed)

    @property
    def is_asking(self) -> bool:
        """Whether something is held back."""
        return self._pending is not None

    def needs_asking(self, model: str, conversation: object = None) -> Placement | None:
        """Where the model runs, when a person is to be asked before something is sent there."""
        placement = self._described(model).placement
        if not self._rule().asks_before(placement):
            return None
        travels = self._consents.of(conversation or self)
        return None if travels.allows(self._session.profile, placement) else placement

    def ask_first(
        self,
        send: Action,
        *,
        model: str = "",
        conversation: object = None,
        again: bool = False,
        refused: Action = lambda: None,
    ) -> None:
        """Call `send` at once, or when the person has agreed; `refused` when it comes to nothing.

        It is about `model`, else the one in the box. `again` says that what was said before goes
        too: if another server had that, it is asked about, whatever the rule.
        """
        self.withdraw()
        self._pending = _Pending(send, refused, model, conversation or self, again)
        self._proceed()

    async def granted(self, *, model: str = "", conversation: object = None) -> bool:
        """The same for a task, which waits meanwhile."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def settle(value: bool) -> None:
            if not answer.done():
                answer.set_result(value)

        self.ask_first(
            lambda: settle(True),
            model=model,
            conversation=conversation,
            refused=lambda: settle(False),
        )
        try:
            return await answer
        except asyncio.CancelledError:
            self.withdraw()
            raise

    def withdraw(self, _cause: object = None) -> None:
        """Send nothing of what is held back; nothing is lost by that."""
        pending = self._take_pending()
        if pending is not None:
            pending.refused()

    def forget(self, conversation: object = None) -> None:
        """The conversation begins anew: what was allowed no longer holds."""
        self.withdraw()
        self._consents.forget(conversation or self)

    def _proceed(self) -> None:
        pending = self._pending
        if pending is None:
            return
        model = pending.model or self._box.chosen()
        if self._must_wait(model):
            self._notice.say_waiting(server_name(self._session.profile))
            return
        question = self._question(model, pending) if model else None
        if question is None:
            self._send()
        else:
            self._asked = question
            self._notice.ask(question)

    def _must_wait(self, model: str) -> bool:
        """Whether the list of models, which is on its way, has to tell where this one runs."""
        is_known = any(each.id == model for each in self._session.models)
        return self._rule() is not DataRule.NEVER and not is_known and not self._session.is_settled

    def _question(self, model: str, pending: _Pending) -> DataQuestion | None:
        profile = self._session.profile
        former = ""
        if pending.again and profile.kind is not ProfileKind.LOCAL:
            former = self._consents.of(pending.conversation).former_server(profile)
        by_rule = self.needs_asking(model, pending.conversation) is not None
        if not by_rule and not former:
            return None
        can_choose = by_rule and not pending.model
        return DataQuestion(
            self._described(model), server_name(profile), by_rule, former, can_choose
        )

    def _send(self) -> None:
        pending = self._take_pending()
        if pending is not None:
            travels = self._consents.of(pending.conversation)
            self._consents.note(pending.conversation, travels.sent_to(self._session.profile))
            pending.send()

    def _on_send(self) -> None:
        if self._pending is not None and self._asked is not None and self._asked.by_rule:
            conversation, placement = self._pending.conversation, self._asked.model.placement
            travels = self._consents.of(conversation)
            allowing = travels.allowing(self._session.profile, placement)
            self._consents.note(conversation, allowing)
        self._send()

    def _on_never_ask(self) -> None:
        if self._asked is not None:
            rule = self._rule().without(self._asked.model.placement)
            set_rule(rule, self._session, self._settings)
        self._send()

    def _on_model_chosen(self, model: str) -> None:
        """Another model is another question; a list that came anew shows the same one again."""
        is_about_the_box = self._pending is None or not self._pending.model
        if is_about_the_box and (self._asked is None or self._asked.model.id != model):
            self.withdraw()

    def _on_declined(self) -> None:
        can_choose = self._asked is not None and self._asked.can_choose
        self.withdraw()
        if can_choose:
            self._box.setFocus()

    def _on_status_changed(self) -> None:
        if self._pending is not None and self._asked is None:
            self._proceed()

    def _take_pending(self) -> _Pending | None:
        pending, self._pending, self._asked = self._pending, None, None
        self._notice.clear()
        return pending

    def _rule(self) -> DataRule:
        return rule_in_force(self._session, self._settings)

    def _described(self, model: str) -> ModelInfo:
        listed = (each for each in self._session.models if each.id == model)
        return next(listed, ModelInfo(model))


def server_name(profile: Profile) -> str:
    """What a person knows the server by."""
    return profile.host if profile.kind is ProfileKind.ENVIRONMENT else profile.name
