"""A call of the service as code that makes it, to be run elsewhere. The key is never part of it."""

from desktop_app.service.snippets.calls import (
    EmbeddingRequest,
    FileSpeechRequest,
    ModelsRequest,
    Operation,
    ServiceCall,
    ServiceRequest,
    call_for,
)
from desktop_app.service.snippets.curl import curl_code
from desktop_app.service.snippets.languages import Language, code_for
from desktop_app.service.snippets.python import python_code
from desktop_app.service.snippets.recorded import recorded_call

__all__ = [
    "EmbeddingRequest",
    "FileSpeechRequest",
    "Language",
    "ModelsRequest",
    "Operation",
    "ServiceCall",
    "ServiceRequest",
    "call_for",
    "code_for",
    "curl_code",
    "python_code",
    "recorded_call",
]
