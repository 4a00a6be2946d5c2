"""A real HTTP server on loopback that plays what a test has scripted."""

from tests.servers.hub import HUB_KEY, play_hub
from tests.servers.messages import Reply, Request, UploadedFile
from tests.servers.scripted import ScriptedServer

__all__ = ["HUB_KEY", "Reply", "Request", "ScriptedServer", "UploadedFile", "play_hub"]
