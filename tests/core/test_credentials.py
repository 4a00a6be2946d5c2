"""What is secret of a profile, as one text for a key store, and what a header can carry."""

from __future__ import annotations

import pytest

from desktop_app.core.credentials import (
    Credentials,
    decoded,
    encoded,
    normal_header_value,
    normal_key,
)
from desktop_app.core.errors import KeyUnusable


def test_a_key_alone_is_kept_as_itself() -> None:
    assert encoded(Credentials("sk-1")) == "sk-1"
    assert encoded(Credentials()) == ""
    assert encoded(Credentials(origin="https://hub.example")) == ""


@pytest.mark.parametrize(
    "credentials",
    [
        Credentials(),
        Credentials("sk-1"),
        Credentials('{"key": "of a strange provider"}'),
        Credentials("{"),
        Credentials("sk-1", headers=(("X-Team", "a"), ("api-key", "b"))),
        Credentials(proxy_password="p", certificate_password="ü"),
        Credentials("sk-1", origin="https://hub.example"),
    ],
)
def test_what_is_kept_is_read_again(credentials: Credentials) -> None:
    assert decoded(encoded(credentials)) == credentials


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '{"a": 1}', '{"key"', "null"])
def test_any_other_text_is_a_key(text: str) -> None:
    assert decoded(text) == Credentials(text)


def test_values_that_make_no_sense_cost_nothing_else() -> None:
    text = '{"key": 7, "headers": {"a": 1, "b": "x"}, "proxy_password": "p"}'
    assert decoded(text) == Credentials("", (("a", ""), ("b", "x")), "p")


def test_the_name_of_a_header_has_no_case() -> None:
    credentials = Credentials(headers=(("Api-Key", "x"),))
    assert credentials.header("api-key") == "x"
    assert credentials.header("other") == ""


def test_nothing_of_a_value_is_seen_where_credentials_are_printed() -> None:
    credentials = Credentials("sk-1", (("X-Team", "value"),), "proxy-word", "file-word")
    for secret in credentials.secrets():
        assert secret not in f"{credentials} {credentials!r} {[credentials]}"


def test_a_key_is_trimmed() -> None:
    assert normal_key("  sk-1234\n") == "sk-1234"


@pytest.mark.parametrize(
    ("key", "character", "position"),
    [("sk 1", " ", 3), ("sk-\n1", "\n", 4), (" schlüssel", "ü", 5), ("“sk”", "“", 1)],
)
def test_a_key_that_no_header_can_carry_is_refused_with_the_place(
    key: str, character: str, position: int
) -> None:
    with pytest.raises(KeyUnusable) as caught:
        normal_key(key)
    assert (caught.value.character, caught.value.position) == (character, position)


def test_a_header_may_hold_spaces_and_nothing_else_that_a_key_may_not() -> None:
    assert normal_header_value(" Basic abc ") == "Basic abc"
    with pytest.raises(KeyUnusable):
        normal_header_value("a\r\nHost: elsewhere")


@pytest.mark.parametrize(
    ("url", "gets_it"),
    [
        ("http://hub.example:8080/v2", True),
        ("https://HUB.example:8080/v1", True),
        ("http://hub.example/v2", False),
        ("http://other.example:8080/v2", False),
        ("http://hub.example.other:8080", False),
        ("http://other@hub.example:8080", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_a_key_is_for_the_server_that_it_was_entered_for(url: str, gets_it: bool) -> None:
    credentials = Credentials("sk-1", (("X-Team", "a"),), "p", origin="http://hub.example:8080")
    given = credentials.for_server(url)
    assert (given == credentials) is gets_it
    assert given.proxy_password == "p"
    assert bool(given.key or given.headers) is gets_it


def test_an_encrypted_server_gets_nothing_of_it_in_the_open() -> None:
    credentials = Credentials("sk-1", origin="https://hub.example")
    assert not credentials.for_server("http://hub.example/v1").key


def test_a_key_of_which_no_server_is_known_is_for_that_of_its_profile() -> None:
    assert Credentials("sk-1").for_server("https://hub.example").key == "sk-1"
