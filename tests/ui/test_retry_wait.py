"""Calls wait together, a person ends the waiting of all, and the banner shows the next one."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.core.errors import RateLimited, ServerFailed
from desktop_app.core.retries import RetryWaiting
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.retry_wait import RetryWait

pytestmark = pytest.mark.usefixtures("qapp")


def told(seconds: float = 60.0, attempt: int = 1) -> RetryWaiting:
    return RetryWaiting(seconds, attempt, 2, RateLimited("Slow down", host="llm.example"))


def shown(wait: RetryWait) -> RetryWaiting | None:
    return wait.current


async def waiting(wait: RetryWait, *all_told: RetryWaiting) -> list[asyncio.Task[bool]]:
    tasks = [asyncio.create_task(wait.wait(each)) for each in all_told]
    await asyncio.sleep(0)
    return tasks


async def test_when_the_time_is_over_the_call_is_made_again() -> None:
    assert await RetryWait().wait(told(0.05))


async def test_of_several_the_first_to_be_made_is_shown_and_each_has_its_time() -> None:
    wait = RetryWait()
    late, soon = told(60), told(0.05)
    tasks = await waiting(wait, late, soon)
    assert shown(wait) is soon
    assert await tasks[1]
    assert shown(wait) is late
    assert 59 < wait.seconds_left <= 60
    wait.give_up()
    assert await tasks[0] is False
    assert shown(wait) is None
    assert wait.seconds_left == 0


@pytest.mark.parametrize("retries", [True, False])
async def test_a_person_ends_the_waiting_of_all(retries: bool) -> None:
    wait = RetryWait()
    tasks = await waiting(wait, told(), told())
    (wait.retry_now if retries else wait.give_up)()
    assert await asyncio.gather(*tasks) == [retries, retries]


async def test_who_is_stopped_waits_no_more() -> None:
    wait = RetryWait()
    (task,) = await waiting(wait, told())
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    assert shown(wait) is None


def text(banner: ErrorBanner, name: str) -> str:
    label = banner.findChild(QLabel, name)
    assert label is not None
    return label.text()


def click(banner: ErrorBanner, name: str) -> None:
    button = banner.findChild(QPushButton, name)
    assert button is not None
    button.click()


async def test_the_countdown_takes_the_place_of_an_error_and_gives_it_back() -> None:
    banner = ErrorBanner("chat")
    banner.show_sentence("The microphone is mute.")
    (task,) = await waiting(banner.retry_wait, told(125))
    assert text(banner, "chat.countdown") == "Asking again in 2:05 (1 of 2)"
    assert text(banner, "chat.countdown_reason").startswith("llm.example takes no more requests")
    assert not banner.findChild(QLabel, "chat.error").isVisibleTo(banner)  # type: ignore[union-attr]  # it is there
    click(banner, "chat.retry_now")
    assert await task
    assert banner.findChild(QLabel, "chat.error").isVisibleTo(banner)  # type: ignore[union-attr]  # it is there
    assert text(banner, "chat.countdown") == ""


async def test_without_an_error_the_banner_goes_away_with_the_countdown() -> None:
    banner = ErrorBanner("chat")
    (task,) = await waiting(banner.retry_wait, told())
    assert not banner.isHidden()
    click(banner, "chat.cancel_retry")
    assert await task is False
    assert banner.isHidden()


async def test_a_server_that_is_full_is_said_so() -> None:
    banner = ErrorBanner("chat")
    full = RetryWaiting(9, 1, 1, ServerFailed(host="llm.example"))
    (task,) = await waiting(banner.retry_wait, full)
    assert text(banner, "chat.countdown_reason") == "llm.example has no room for the moment."
    banner.retry_wait.give_up()
    await task


async def test_another_place_can_be_followed() -> None:
    banner, other = ErrorBanner("chat"), RetryWait()
    (task,) = await waiting(other, told())
    assert banner.isHidden()
    banner.follow(other)
    assert not banner.isHidden()
    click(banner, "chat.cancel_retry")
    assert await task is False
    assert banner.isHidden()
