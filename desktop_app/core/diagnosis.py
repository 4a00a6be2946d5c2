"""What a test of the connection to a server finds out, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from desktop_app.core.findings import Finding, StageState


class Stage(StrEnum):
    """The way to an answer, in the order in which it is gone."""

    NAME = "name"
    TCP = "tcp"
    PROXY = "proxy"
    TLS = "tls"
    KEY = "key"
    MODELS = "models"
    CHAT = "chat"
    AUDIO = "audio"


class Fact(StrEnum):
    """What is known of a stage besides its finding."""

    HOST = "host"
    ADDRESSES = "addresses"
    ADDRESS = "address"  # and port, to which the connection was made
    PROXY = "proxy"
    SCHEMES = "schemes"  # of authentication, that a proxy offers
    STATUS = "status"
    WORDS = "words"  # of the server or the system
    TLS_VERSION = "tls_version"
    CIPHER = "cipher"
    SUBJECT = "subject"
    ISSUER = "issuer"
    NAMES = "names"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    DAYS_LEFT = "days_left"
    FINGERPRINT = "fingerprint"
    FILE = "file"
    URL = "url"
    LOCATION = "location"
    SERVER = "server"
    MODEL_COUNT = "model_count"
    KINDS = "kinds"
    MODEL = "model"
    REFUSING_MODEL = "refusing_model"
    SHAPE = "shape"


FactValue = str | int | datetime | tuple[str, ...]
Facts = Mapping[Fact, FactValue]
NO_FACTS: Facts = MappingProxyType({})


class StageResult(NamedTuple):
    """A stage that is over, after so many seconds. No fact holds anything secret."""

    stage: Stage
    finding: Finding
    seconds: float = 0.0
    facts: Facts = NO_FACTS

    @property
    def state(self) -> StageState:
        """How it came out."""
        return self.finding.state


_ANY_STAGE = frozenset({Finding.FINE, Finding.NOT_REACHED, Finding.TIMED_OUT})
_CALL = _ANY_STAGE | {
    Finding.CONNECTION_LOST,
    Finding.KEY_MISSING,
    Finding.KEY_REFUSED,
    Finding.ACCESS_DENIED,
    Finding.NOT_FOUND,
    Finding.WEB_PAGE,
    Finding.REDIRECTED,
    Finding.NOT_AN_API,
    Finding.RATE_LIMITED,
    Finding.SERVER_FAILED,
    Finding.REQUEST_REFUSED,
    Finding.REPLY_UNUSABLE,
}
POSSIBLE: Mapping[Stage, frozenset[Finding]] = {
    Stage.NAME: _ANY_STAGE
    | {
        Finding.ADDRESS_GIVEN,
        Finding.NAME_UNKNOWN,
        Finding.NAME_SERVICE_SILENT,
        Finding.PROXY_UNUSABLE,
    },
    Stage.TCP: _ANY_STAGE | {Finding.REFUSED, Finding.NO_ROUTE, Finding.CONNECTION_LOST},
    Stage.PROXY: _ANY_STAGE
    | {
        Finding.NO_PROXY,
        Finding.PROXY_WANTS_LOGIN,
        Finding.PROXY_LOGIN_WRONG,
        Finding.PROXY_LOGIN_UNSUPPORTED,
        Finding.PROXY_REFUSES,
        Finding.PROXY_CANNOT_REACH,
        Finding.PROXY_IS_NONE,
        Finding.PROXY_CERTIFICATE,
        Finding.CONNECTION_LOST,
    },
    Stage.TLS: _ANY_STAGE
    | {
        Finding.STAYS_HERE,
        Finding.NOT_ENCRYPTED,
        Finding.EXPIRES_SOON,
        Finding.ISSUER_UNKNOWN,
        Finding.SELF_SIGNED,
        Finding.EXPIRED,
        Finding.NOT_YET_VALID,
        Finding.WRONG_NAME,
        Finding.CERTIFICATE_REFUSED,
        Finding.NOT_TLS,
        Finding.PROTOCOL_UNKNOWN,
        Finding.CLIENT_CERTIFICATE_WANTED,
        Finding.CLIENT_CERTIFICATE_REFUSED,
        Finding.CERTIFICATE_FILE_UNUSABLE,
        Finding.CERTIFICATE_PASSWORD_WRONG,
        Finding.HANDSHAKE_FAILED,
        Finding.HUNG_UP,
        Finding.CONNECTION_LOST,
    },
    Stage.KEY: _ANY_STAGE
    | {
        Finding.KEY_NOT_NEEDED,
        Finding.KEY_NOT_CHECKED,
        Finding.KEY_UNDECIDED,
        Finding.KEY_MISSING,
        Finding.KEY_REFUSED,
        Finding.KEY_UNUSABLE,
        Finding.ACCESS_DENIED,
    },
    Stage.MODELS: _CALL | {Finding.NO_MODELS, Finding.ODD_LIST},
    Stage.CHAT: _CALL | {Finding.NO_CHAT_MODEL, Finding.ANOTHER_MODEL},
    Stage.AUDIO: _CALL
    | {Finding.NO_SPEECH_MODEL, Finding.OWN_AUDIO_BASE, Finding.OTHER_AUDIO_BASE},
}
"""What each stage can find: everything else would have no words."""
