"""The language that is sent is the one that Whisper knows."""

from __future__ import annotations

import pytest

from desktop_app.audio.languages import LANGUAGES, to_iso


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("german", "de"),
        ("German", "de"),
        ("de", "de"),
        ("DE", "de"),
        ("de-DE", "de"),
        ("de_AT.UTF-8", "de"),
        ("zh-Hans-CN", "zh"),
        ("nb-NO", "no"),
        ("haitian creole", "ht"),
        ("Castilian", "es"),
        ("iw", "he"),
        ("", ""),
        ("auto", ""),
        ("klingon", ""),
        ("C.UTF-8", ""),
    ],
)
def test_every_way_to_name_a_language_gives_its_code(said: str, code: str) -> None:
    assert to_iso(said) == code


def test_each_language_has_a_code_of_two_letters_and_a_name_of_its_own() -> None:
    assert all(len(code) == 2 and code.islower() for code in LANGUAGES)
    assert len(set(LANGUAGES.values())) == len(LANGUAGES)
    assert list(LANGUAGES.values()) == sorted(LANGUAGES.values())
    assert all(to_iso(name) == code for code, name in LANGUAGES.items())
