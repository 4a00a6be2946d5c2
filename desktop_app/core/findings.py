"""What a stage of the test of a connection can find, and what that means for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class StageState(StrEnum):
    """How a stage came out."""

    PASSED = "passed"
    WARNED = "warned"
    FAILED = "failed"
    SKIPPED = "skipped"


class Finding(StrEnum):
    """What was found; the stage decides what it means. Those without a remark are failures."""

    FINE = "fine"
    NOT_REACHED = "not_reached"  # a stage before it failed
    TIMED_OUT = "timed_out"
    CONNECTION_LOST = "connection_lost"

    ADDRESS_GIVEN = "address_given"  # the URL holds no name but an address
    NAME_UNKNOWN = "name_unknown"
    NAME_SERVICE_SILENT = "name_service_silent"

    REFUSED = "refused"  # nobody listens at the port
    NO_ROUTE = "no_route"

    NO_PROXY = "no_proxy"
    PROXY_UNUSABLE = "proxy_unusable"  # its URL
    PROXY_WANTS_LOGIN = "proxy_wants_login"
    PROXY_LOGIN_WRONG = "proxy_login_wrong"
    PROXY_LOGIN_UNSUPPORTED = "proxy_login_unsupported"  # NTLM, Negotiate
    PROXY_REFUSES = "proxy_refuses"
    PROXY_CANNOT_REACH = "proxy_cannot_reach"  # the server, or its name
    PROXY_IS_NONE = "proxy_is_none"  # something else listens there
    PROXY_CERTIFICATE = "proxy_certificate"

    STAYS_HERE = "stays_here"  # http to this computer
    NOT_ENCRYPTED = "not_encrypted"  # http to another one
    EXPIRES_SOON = "expires_soon"
    ISSUER_UNKNOWN = "issuer_unknown"
    SELF_SIGNED = "self_signed"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WRONG_NAME = "wrong_name"
    CERTIFICATE_REFUSED = "certificate_refused"  # for another reason, which is among the facts
    NOT_TLS = "not_tls"
    PROTOCOL_UNKNOWN = "protocol_unknown"  # no version or cipher in common
    CLIENT_CERTIFICATE_WANTED = "client_certificate_wanted"
    CLIENT_CERTIFICATE_REFUSED = "client_certificate_refused"
    CERTIFICATE_FILE_UNUSABLE = "certificate_file_unusable"
    CERTIFICATE_PASSWORD_WRONG = "certificate_password_wrong"
    HANDSHAKE_FAILED = "handshake_failed"
    HUNG_UP = "hung_up"  # after the handshake, without a word

    KEY_NOT_NEEDED = "key_not_needed"
    KEY_NOT_CHECKED = "key_not_checked"  # the list of models is open to everybody
    KEY_UNDECIDED = "key_undecided"  # the server did not come to it
    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"
    KEY_UNUSABLE = "key_unusable"
    ACCESS_DENIED = "access_denied"

    NO_MODELS = "no_models"
    ODD_LIST = "odd_list"  # readable, in a shape that other programs may not take
    NOT_FOUND = "not_found"
    WEB_PAGE = "web_page"
    REDIRECTED = "redirected"
    NOT_AN_API = "not_an_api"
    RATE_LIMITED = "rate_limited"
    SERVER_FAILED = "server_failed"
    REQUEST_REFUSED = "request_refused"
    REPLY_UNUSABLE = "reply_unusable"

    NO_CHAT_MODEL = "no_chat_model"
    ANOTHER_MODEL = "another_model"  # answered, where the first did not

    OWN_AUDIO_BASE = "own_audio_base"
    OTHER_AUDIO_BASE = "other_audio_base"  # than the profile names
    NO_SPEECH_MODEL = "no_speech_model"

    @property
    def state(self) -> StageState:
        """What it means for its stage."""
        return _STATES.get(self, StageState.FAILED)


def _with(state: StageState, findings: Iterable[Finding]) -> dict[Finding, StageState]:
    return dict.fromkeys(findings, state)


_STATES: Mapping[Finding, StageState] = {
    **_with(
        StageState.PASSED,
        (
            Finding.FINE,
            Finding.ADDRESS_GIVEN,
            Finding.KEY_NOT_NEEDED,
            Finding.KEY_NOT_CHECKED,
            Finding.OWN_AUDIO_BASE,
        ),
    ),
    **_with(
        StageState.WARNED,
        (
            Finding.NOT_ENCRYPTED,
            Finding.EXPIRES_SOON,
            Finding.NO_MODELS,
            Finding.ODD_LIST,
            Finding.ANOTHER_MODEL,
            Finding.OTHER_AUDIO_BASE,
            Finding.RATE_LIMITED,
        ),
    ),
    **_with(
        StageState.SKIPPED,
        (
            Finding.NOT_REACHED,
            Finding.NO_PROXY,
            Finding.STAYS_HERE,
            Finding.KEY_UNDECIDED,
            Finding.NO_CHAT_MODEL,
            Finding.NO_SPEECH_MODEL,
        ),
    ),
}
