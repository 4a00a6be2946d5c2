"""The languages in which a call can be written."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.service.snippets.curl import curl_code
from desktop_app.service.snippets.python import python_code

if TYPE_CHECKING:
    from desktop_app.service.snippets.calls import ServiceCall


class Language(StrEnum):
    """A way to make a call without this program."""

    PYTHON = "python"
    CURL = "curl"


def code_for(language: Language, call: ServiceCall) -> str:
    """The code that makes `call` once API_KEY is set; for a worker thread, pictures are long."""
    return {Language.PYTHON: python_code, Language.CURL: curl_code}[language](call)
