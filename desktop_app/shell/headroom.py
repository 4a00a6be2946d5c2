"""Shows in the status bar what the server still allows, until that is no longer true."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.ui.duration import time_left
from desktop_app.ui.whole_number import whole_number

if TYPE_CHECKING:
    from desktop_app.core.headroom import Budget, Headroom
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.tabs.session import Session

_WINDOW = 60.0  # seconds after which a limit is taken to be new, where the server does not say

_LONGEST_SHOWN = 24 * 3600.0  # seconds


class HeadroomText(QObject):
    """Words for what is left."""

    def line(self, headroom: Headroom) -> str:
        """A few words for the status bar."""
        parts = []
        if headroom.requests is not None:
            parts.append(self._requests(headroom.requests))
        if headroom.tokens is not None:
            parts.append(self._tokens(headroom.tokens))
        return " · ".join(parts)

    def explanation(self, headroom: Headroom, profile: str) -> str:
        """What the words mean, for the tool tip."""
        lines = [self.tr("What {profile} still allows with this key").format(profile=profile)]
        if headroom.requests is not None:
            lines.append(self._with_reset(self._requests(headroom.requests), headroom.requests))
        if headroom.tokens is not None:
            lines.append(self._with_reset(self._tokens(headroom.tokens), headroom.tokens))
        if headroom.is_low:
            lines.append(self.tr("It is used up soon: then calls wait for room."))
        return "\n".join(lines)

    def _requests(self, budget: Budget) -> str:
        if budget.limit is None:
            return self.tr("{left} requests left").format(left=whole_number(budget.remaining))
        return self.tr("{left} of {limit} requests left").format(
            left=whole_number(budget.remaining), limit=whole_number(budget.limit)
        )

    def _tokens(self, budget: Budget) -> str:
        if budget.limit is None:
            return self.tr("{left} tokens left").format(left=whole_number(budget.remaining))
        return self.tr("{left} of {limit} tokens left").format(
            left=whole_number(budget.remaining), limit=whole_number(budget.limit)
        )

    def _with_reset(self, text: str, budget: Budget) -> str:
        if budget.resets_in is None:
            return text
        return self.tr("{budget}, all of them again within {time}").format(
            budget=text, time=time_left(budget.resets_in)
        )


class HeadroomPresenter(QObject):
    """Shows the headroom of the profile in use; hides it when its time is over."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._words = HeadroomText(self)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._hide)
        session.left.connect(self._hide)

    def show(self, profile: str, headroom: Headroom) -> None:
        """An answer of the profile has told what is left."""
        if profile != self._session.profile.name:
            return
        self._window.show_headroom(
            self._words.line(headroom),
            self._words.explanation(headroom, profile),
            is_low=headroom.is_low,
        )
        resets = [budget.resets_in for budget in headroom.budgets]
        known = [seconds for seconds in resets if seconds is not None]
        seconds = min(max(known, default=_WINDOW), _LONGEST_SHOWN)
        self._over.start(math.ceil(seconds * 1000))

    def _hide(self) -> None:
        self._over.stop()
        self._window.show_headroom("", "", is_low=False)
