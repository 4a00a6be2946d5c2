"""Profiles that need little more than a key: the servers that people most often use."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.core.profiles import LLM_HUB, Profile


class ReadyMade(NamedTuple):
    """A profile to begin with. `needs_host`: the address holds a part that is the person's own."""

    profile: Profile
    needs_key: bool = True
    needs_host: bool = False


AZURE_PLACE = "your-resource"
READY_MADE = (
    ReadyMade(LLM_HUB),
    ReadyMade(Profile("OpenAI", "https://api.openai.com/v1")),
    ReadyMade(
        Profile(
            "Azure OpenAI",
            f"https://{AZURE_PLACE}.openai.azure.com/openai/v1",
            key_header="api-key",
        ),
        needs_host=True,
    ),
    ReadyMade(Profile("Ollama", "http://localhost:11434/v1"), needs_key=False),
    ReadyMade(Profile("LM Studio", "http://localhost:1234/v1"), needs_key=False),
    ReadyMade(Profile("llama.cpp", "http://localhost:8080/v1"), needs_key=False),
    ReadyMade(Profile("vLLM", "http://localhost:8000/v1"), needs_key=False),
)


def bases_of_known_hosts() -> dict[str, str]:
    """The base URL of each host that is always asked below the same path."""
    known = (made.profile for made in READY_MADE if made.needs_key and not made.needs_host)
    return {profile.host: profile.base_url for profile in known}
