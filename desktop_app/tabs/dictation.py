"""Dictation: a microphone button in a prompt box that puts spoken words at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.ui.dictation_control import DictationControl

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.tabs.data_consent import DataConsent
    from desktop_app.tabs.dictation_presenter import DictationPresenter
    from desktop_app.tabs.services import Services
    from desktop_app.ui.error_banner import ErrorBanner
    from desktop_app.ui.prompt_box import PromptBox


class Dictation(QObject):
    """Adds the button `<tab>.dictate` to `prompt`; failures are said in `banner`.

    A click records, the next one writes down, Esc or a click meanwhile gives it up. What was not
    written down stays among the recordings of the Audio tab. `consent` is that of the tab, whose
    conversation now is `conversation()`: what is spoken for it goes where it may go.
    """

    def __init__(
        self,
        services: Services,
        prompt: PromptBox,
        banner: ErrorBanner,
        consent: DataConsent,
        conversation: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(prompt)
        self._services = services
        self._prompt = prompt
        self._banner = banner
        self._consent = consent
        self._conversation = conversation
        self._control = DictationControl(prompt)
        self._control.clicked.connect(self._on_clicked)
        self._presenter: DictationPresenter | None = None

    async def close(self) -> None:
        """End what is going on; a recording is completed and kept."""
        if self._presenter is not None:
            await self._presenter.close()

    def _on_clicked(self) -> None:
        if self._presenter is None:
            # Most sessions dictate nothing: the recorder's parts are loaded at the first click.
            from desktop_app.tabs.dictation_presenter import DictationPresenter

            self._presenter = DictationPresenter(
                self._services, self._prompt, self._banner, self._control, self._may_send
            )
        self._presenter.take_click()

    async def _may_send(self, model: str) -> bool:
        return await self._consent.granted(model=model, conversation=self._conversation())
