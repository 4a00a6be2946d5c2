"""Which server is asked, and with what key."""

from __future__ import annotations

import pytest

from desktop_app.core.profiles import HUB_URL, Profile, environment_profile, normal_url


def test_the_names_of_the_guide_make_the_profile_environment() -> None:
    found = environment_profile({"API_KEY": " key ", "API_BASE": "https://hub.example/v2/"})
    assert found is not None
    profile, key = found
    assert (profile.name, profile.base_url, key) == (
        "Environment",
        "https://hub.example/v2",
        "key",
    )


def test_a_key_without_a_base_means_the_hub() -> None:
    found = environment_profile({"API_KEY": "key"})
    assert found is not None
    assert found[0].base_url == HUB_URL


def test_the_names_of_the_sdk_come_second() -> None:
    both = {"API_KEY": "hub", "OPENAI_API_KEY": "sdk", "OPENAI_BASE_URL": "https://sdk.example"}
    found = environment_profile(both)
    assert found is not None
    assert found[1] == "hub"
    found = environment_profile({"OPENAI_API_KEY": "sdk"})
    assert found is not None
    assert found[0].base_url == "https://api.openai.com/v1"


@pytest.mark.parametrize("environ", [{}, {"API_KEY": "  "}, {"API_BASE": " "}])
def test_without_a_key_and_a_base_there_is_no_such_profile(environ: dict[str, str]) -> None:
    assert environment_profile(environ) is None


@pytest.mark.parametrize("name", ["API_BASE", "OPENAI_BASE_URL"])
def test_a_base_alone_is_a_server_without_a_key(name: str) -> None:
    found = environment_profile({name: "localhost:11434/v1"})
    assert found is not None
    assert (found[0].base_url, found[1]) == ("http://localhost:11434/v1", "")


def test_a_password_in_the_base_is_left_where_it_is() -> None:
    found = environment_profile({"API_KEY": "key", "API_BASE": "https://me:se@cret@hub.example/v2"})
    assert found is not None
    assert found[0].base_url == "https://hub.example/v2"


def test_a_key_of_the_sdk_is_not_sent_to_the_base_of_the_guide() -> None:
    found = environment_profile({"API_BASE": "https://hub.example", "OPENAI_API_KEY": "sdk"})
    assert found is not None
    assert (found[0].base_url, found[1]) == ("https://hub.example", "")


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://HUB.example/v2/audio", True),
        ("http://hub.example/v2/audio", False),
        ("https://hub.example:8443/v2", False),
        ("https://other.example/v2", False),
        ("http://[oops", False),
        ("", False),
    ],
)
def test_a_key_stays_with_the_origin_of_its_server(url: str, same: bool) -> None:
    assert Profile("Hub", "https://hub.example/v2").has_origin_of(url) is same


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" https://hub.example/v2/ ", "https://hub.example/v2"),
        ("hub.example/v2", "https://hub.example/v2"),
        ("localhost:11434/v1", "http://localhost:11434/v1"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("127.0.1.1/v1", "http://127.0.1.1/v1"),
        ("LocalHost:1234/v1", "http://LocalHost:1234/v1"),
        ("localhost.example/v1", "https://localhost.example/v1"),
        ("", ""),
    ],
)
def test_a_typed_address_becomes_a_base_url(typed: str, meant: str) -> None:
    assert normal_url(typed) == meant


def test_the_host_of_a_mistyped_url_is_the_text_itself() -> None:
    assert Profile("x", "http://[oops").host == "http://[oops"
    assert Profile("x", "https://hub.example:8443/v2").host == "hub.example:8443"


def test_a_password_in_a_url_is_no_part_of_its_host() -> None:
    assert Profile("x", "https://me:secret@hub.example/v1").host == "hub.example"
