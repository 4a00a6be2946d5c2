"""Typed errors. They carry facts; `ui.errors` words them."""

from __future__ import annotations

from desktop_app.core.errors.base import (
    HubError,
)
from desktop_app.core.errors.data import (
    FileUnreadable,
    FileUnwritable,
    VectorProblem,
    VectorsUnusable,
)
from desktop_app.core.errors.database import (
    ConversationsUnreadable,
    DatabaseProblem,
    DatabaseUnusable,
)
from desktop_app.core.errors.media import (
    PictureProblem,
    PictureUnreadable,
    RecordingFailed,
    RecordingProblem,
    SoundUnreadable,
    UploadTooLarge,
)
from desktop_app.core.errors.program import (
    EngineFailed,
    EnginePartMissing,
    KeyringUnavailable,
    KeyUnusable,
    NoModelChosen,
    ToolRoundsExceeded,
)
from desktop_app.core.errors.service import (
    AccessDenied,
    CertificateRejected,
    CompletionRefused,
    ContextOverflow,
    InvalidReply,
    KeyMissing,
    KeyRejected,
    NotAnApi,
    NotFound,
    ProxyFailed,
    RateLimited,
    RequestRejected,
    RequestTooLarge,
    ServerFailed,
    ServerUnreachable,
    ServiceError,
    StreamBroken,
    StreamNotSupported,
    StreamStalled,
    ToolsRefused,
)

__all__ = [
    "AccessDenied",
    "CertificateRejected",
    "CompletionRefused",
    "ContextOverflow",
    "ConversationsUnreadable",
    "DatabaseProblem",
    "DatabaseUnusable",
    "EngineFailed",
    "EnginePartMissing",
    "FileUnreadable",
    "FileUnwritable",
    "HubError",
    "InvalidReply",
    "KeyMissing",
    "KeyRejected",
    "KeyUnusable",
    "KeyringUnavailable",
    "NoModelChosen",
    "NotAnApi",
    "NotFound",
    "PictureProblem",
    "PictureUnreadable",
    "ProxyFailed",
    "RateLimited",
    "RecordingFailed",
    "RecordingProblem",
    "RequestRejected",
    "RequestTooLarge",
    "ServerFailed",
    "ServerUnreachable",
    "ServiceError",
    "SoundUnreadable",
    "StreamBroken",
    "StreamNotSupported",
    "StreamStalled",
    "ToolRoundsExceeded",
    "ToolsRefused",
    "UploadTooLarge",
    "VectorProblem",
    "VectorsUnusable",
]
