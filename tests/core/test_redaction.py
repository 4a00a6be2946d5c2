"""Keys and pictures never stand in a text that is shown or kept."""

from __future__ import annotations

import pytest

from desktop_app.core.redaction import MASK, redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Incorrect API key: sk-proj-abc_DEF-123456789.", f"Incorrect API key: {MASK}."),
        ("Authorization: Bearer abcdef123456", f"Authorization: Bearer {MASK}"),
        ('{"api_key": "0123456789abcdef"}', f'{{"api_key": "{MASK}"}}'),
        ("https://me:secret@proxy:8080 failed", f"https://{MASK}@proxy:8080 failed"),
        ("url data:image/png;base64,iVBORw0KGgo= is broken", f"url data:{MASK} is broken"),
        (
            "nothing to hide in task-force and risk-free",
            "nothing to hide in task-force and risk-free",
        ),
        ("", ""),
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str, redacted: str) -> None:
    assert redact(text) == redacted


def test_a_known_key_is_masked_wherever_it_stands() -> None:
    assert redact("key=hub.KEY/1 and hub.KEY/1", ["hub.KEY/1"]) == f"key={MASK} and {MASK}"


def test_a_key_too_short_to_be_one_is_left_alone() -> None:
    assert redact("a banana", ["a", ""]) == "a banana"


@pytest.mark.parametrize(
    "text", ["A" * 2_000_000, "a:/" * 500_000, "data:image/png;base64," + "A" * 5_000_000]
)
def test_a_huge_text_is_redacted_without_delay(text: str) -> None:
    assert "A" * 100 not in redact(text) or not text.startswith("data:")


@pytest.mark.parametrize(
    "written",
    [
        "a/b+c~d=?",
        "a\\/b+c~d=?",
        "a%2Fb%2Bc~d%3D%3F",
        "YS9iK2N+ZD0/",
        "YS9iK2N-ZD0_",
    ],
)
def test_a_known_key_is_found_however_it_is_written(written: str) -> None:
    assert redact(f"you sent {written}, friend", ["a/b+c~d=?"]) == f"you sent {MASK}, friend"
