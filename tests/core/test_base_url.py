"""What a person types as an address, and what is wrong with it."""

from __future__ import annotations

import pytest

from desktop_app.core.base_url import (
    UrlProblem,
    is_loopback,
    is_proxy,
    is_readable_on_the_way,
    problem_of,
    without_endpoint,
    without_password,
)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://hub.example/v2", None),
        ("http://[::1]:8080/v1", None),
        ("", UrlProblem.MISSING),
        ("ftp://hub.example", UrlProblem.NOT_HTTP),
        ("https://", UrlProblem.NO_HOST),
        ("https:///v1", UrlProblem.NO_HOST),
        ("https://hub example/v1", UrlProblem.NO_HOST),
        ("http://[oops", UrlProblem.NO_HOST),
        ("http://hub.example:port", UrlProblem.NO_HOST),
        ("https://me:secret@hub.example", UrlProblem.HOLDS_PASSWORD),
        ("https://hub.example/v1?api-key=secret", UrlProblem.HOLDS_QUERY),
        ("https://hub.example/v1#top", UrlProblem.HOLDS_QUERY),
    ],
)
def test_a_url_is_looked_at_before_it_is_asked(url: str, problem: UrlProblem | None) -> None:
    assert problem_of(url) is problem


@pytest.mark.parametrize(
    ("url", "readable"),
    [
        ("http://hub.example/v1", True),
        ("http://192.168.1.4:11434/v1", True),
        ("https://hub.example/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://127.0.0.7/v1", False),
        ("http://[::1]:8080", False),
        ("http://0.0.0.0:8000/v1", False),  # so a server says that it listens
        ("http://[oops", False),
        ("", False),
    ],
)
def test_plain_http_to_another_computer_can_be_read_on_the_way(url: str, readable: bool) -> None:
    assert is_readable_on_the_way(url) is readable


def test_a_name_that_only_looks_like_this_computer_is_another() -> None:
    assert not is_loopback("http://localhost.example/v1")
    assert not is_loopback("http://127.example.org/v1")
    assert is_loopback("http://hub.localhost/v1")


def test_the_url_of_an_operation_becomes_the_base_url() -> None:
    assert without_endpoint("https://x/v1/chat/completions") == "https://x/v1"
    assert without_endpoint("https://x/v1/models") == "https://x/v1"
    assert without_endpoint("https://x/v1") == "https://x/v1"


@pytest.mark.parametrize(
    ("url", "bare", "password"),
    [
        ("http://proxy:3128", "http://proxy:3128", ""),
        ("http://me@proxy:3128", "http://me@proxy:3128", ""),
        ("http://me:p%40ss@proxy:3128/", "http://me@proxy:3128/", "p@ss"),
        ("socks5://me:@proxy", "socks5://me:@proxy", ""),
        ("http://[oops", "http://[oops", ""),
    ],
)
def test_the_password_is_taken_out_of_the_url_of_a_proxy(
    url: str, bare: str, password: str
) -> None:
    assert without_password(url) == (bare, password)


@pytest.mark.parametrize(
    ("url", "can_be"),
    [
        ("http://proxy:3128", True),
        ("socks5h://proxy", True),
        ("socks4://proxy", False),
        ("proxy:3128", False),
        ("http://", False),
    ],
)
def test_a_proxy_has_a_kind_and_a_host(url: str, can_be: bool) -> None:
    assert is_proxy(url) is can_be
