"""What a person writes: the next question, or an earlier one that is edited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.conversations import NewMessage, StoredMessage
from desktop_app.core.messages import Role
from desktop_app.tabs.chat.writing.drafts import DraftKeeper
from desktop_app.tabs.chat.writing.later import Later

if TYPE_CHECKING:
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.attachments.attachments import Attachments
    from desktop_app.tabs.chat.attachments.reading import Addable
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.chat.writing.signs import EditSign, LaterSign
    from desktop_app.tabs.data_consent import DataConsent
    from desktop_app.ui.prompt_box import PromptBox

Ask = Callable[[NewMessage, int | None, tuple[str, ...]], bool]


class Composer(QObject):
    """Hands over complete questions to `ask`, which says whether it took them.

    What is written stays with its conversation when another one is shown.
    """

    def __init__(
        self,
        prompt: PromptBox,
        sign: EditSign,
        later_sign: LaterSign,
        attachments: Attachments,
        archive: Archive,
        consent: DataConsent,
        conversation: OpenConversation,
        ask: Ask,
    ) -> None:
        super().__init__(prompt)
        self._prompt = prompt
        self._sign = sign
        self._attachments = attachments
        self._consent = consent
        self._ask = ask
        self._conversation = conversation
        self._edited: StoredMessage | None = None
        # What was written before an earlier question was edited.
        self._aside: tuple[str, tuple[Addable, ...]] = "", ()
        self._is_showing = False  # what is written for another conversation
        self._sends_when_read = False
        self._models: tuple[str, ...] = ()  # those that are compared
        self._drafts = DraftKeeper(archive, self)
        self._drafts.loaded.connect(self._on_draft_loaded)
        self._later = Later(prompt, later_sign, conversation)
        self._later.due.connect(prompt.send)
        self._attachments.settled.connect(self._on_attachments_read)
        self._attachments.failed.connect(self._stop_waiting)
        self._sign.cancelled.connect(self.stop_editing)
        prompt.send_requested.connect(self._on_send)
        prompt.stop_requested.connect(self._on_stop)
        prompt.field.textChanged.connect(self._on_text_changed)
        archive.opened.connect(self._load_draft)

    @property
    def waits(self) -> bool:
        """Whether the question is sent as soon as its attachments have been read."""
        return self._sends_when_read

    @property
    def sends_by_itself(self) -> bool:
        """Whether what is being sent was asked for long ago: the person may read elsewhere now."""
        return self._later.is_due

    @property
    def has_question(self) -> bool:
        """Whether something is written or attached."""
        return bool(self._prompt.text().strip()) or not self._attachments.is_empty

    def show(self, conversation: OpenConversation) -> None:
        """Let what is written belong to another conversation."""
        if conversation is self._conversation:
            return
        self._consent.withdraw()
        self._stop_waiting()
        self._later.follow(conversation)
        self._conversation.attached = self._aside[1] if self._edited else self._attachments.all()
        self._edited = None
        self._sign.hide()
        self._conversation = conversation
        self._is_showing = True
        self._attach(conversation.attached)
        conversation.attached = ()
        self._set_text(conversation.draft or "")
        self._is_showing = False
        if conversation.draft is None:
            self._load_draft()

    def edit(self, message: StoredMessage) -> None:
        """Let an earlier question be changed and asked anew."""
        if self._edited is None:
            self._aside = self._prompt.text(), self._attachments.all()
        self._edited = message
        self._later.withdraw()
        self._sign.say()
        self._set_text(message.text)
        self._attach(message.attachments)
        self._prompt.field.setFocus()

    def stop_editing(self) -> None:
        """What was written before is there again."""
        if self._edited is not None:
            self._edited = None
            self._sign.hide()
            text, attached = self._aside
            self._set_text(text)
            self._attach(attached)

    def send_to(self, models: tuple[str, ...]) -> None:
        """Send what is written to several models, as soon as its attachments have been read."""
        self._models = models
        self._prompt.send()
        if not self.waits:
            self._models = ()

    def take(self, text: str) -> None:
        """Add a text of another tab to what is written."""
        self._set_text("\n".join(filter(None, (self._prompt.text(), text))))
        self._prompt.field.setFocus()

    def give_back(self, message: NewMessage) -> None:
        """The message could not be kept: its words and attachments are there again."""
        self._set_text("\n".join(filter(None, (message.text, self._prompt.text()))))
        self._attachments.restore(message.attachments)

    def message(self) -> NewMessage:
        """The question as it stands now."""
        attached = self._attachments.new_attachments()
        return NewMessage(role=Role.USER, text=self._prompt.text().strip(), attachments=attached)

    async def close(self) -> None:
        """Keep what is written."""
        await asyncio.gather(self._attachments.close(), self._drafts.close())

    def _on_send(self, _text: str) -> None:
        if self._attachments.is_reading:
            self._sends_when_read = True
            self._prompt.set_busy(True)
            self._prompt.set_waiting(True)
            return
        self._send_when_allowed(self._models, self._models or ("",))

    def _send_when_allowed(self, models: tuple[str, ...], asked: tuple[str, ...]) -> None:
        """Send to `models`, or to the one of the panel; `asked` are left to be asked about."""
        if not asked:
            self._send(models)
            return
        self._consent.ask_first(
            lambda: self._send_when_allowed(models, asked[1:]),
            model=asked[0],
            conversation=self._conversation,
            again=True,
        )

    def _send(self, models: tuple[str, ...]) -> None:
        if self._attachments.is_reading:  # one was added while the consent was asked for
            self.send_to(models)
            return
        edited = self._edited.id if self._edited else None
        if not self.has_question or not self._ask(self.message(), edited, models):
            return
        if self._edited is not None:
            self.stop_editing()
        else:
            self._attachments.clear()
            self._prompt.set_text("")

    def _on_attachments_read(self) -> None:
        if self._sends_when_read:
            models = self._models
            self._stop_waiting()
            self.send_to(models)

    def _on_stop(self) -> None:
        self._consent.withdraw()
        if self._sends_when_read:
            self._stop_waiting()
        elif not self._conversation.is_asking:
            self.stop_editing()

    def _stop_waiting(self, _cause: object = None) -> None:
        if self._sends_when_read:
            self._sends_when_read = False
            self._models = ()
            self._prompt.set_waiting(False)
            self._prompt.set_busy(self._conversation.is_asking)

    def _attach(self, attachments: Sequence[Addable]) -> None:
        self._attachments.clear()
        if attachments:
            self._attachments.restore(attachments)

    def _set_text(self, text: str) -> None:
        if text != self._prompt.text():
            self._prompt.set_text(text)

    def _on_text_changed(self) -> None:
        if self._edited is None and not self._is_showing:
            self._conversation.draft = self._prompt.text()
            self._drafts.keep(self._conversation.id, self._prompt.text())

    def _load_draft(self) -> None:
        self._drafts.load(self._conversation.id)

    def _on_draft_loaded(self, conversation_id: int | None, text: str) -> None:
        is_shown = self._conversation.id == conversation_id
        if is_shown and text and not self._prompt.text() and self._edited is None:
            self._prompt.set_text(text)
