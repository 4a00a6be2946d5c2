"""Every error that can reach a person has a sentence of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core import errors
from desktop_app.ui.errors import ErrorText

NOT_EXPECTED = "Something in the program went wrong"


def _leaves(kind: type[errors.HubError]) -> list[type[errors.HubError]]:
    children = kind.__subclasses__()
    return [leaf for child in children for leaf in _leaves(child)] or [kind]


def _samples() -> dict[str, errors.HubError]:
    made: dict[str, errors.HubError] = {}
    for kind in _leaves(errors.HubError):
        if issubclass(kind, errors.ServiceError):
            made[kind.__name__] = kind(host="llm.example", model="some-model")
    for kind in (errors.RequestRejected, errors.RequestTooLarge):  # they have special kinds
        made[kind.__name__] = kind(host="llm.example", model="some-model")
    made |= {p.name: errors.RecordingFailed(p) for p in errors.RecordingProblem}
    made |= {p.name: errors.PictureUnreadable(p, name="a.png") for p in errors.PictureProblem}
    made |= {p.name: errors.VectorsUnusable(p, expected=3, found=4) for p in errors.VectorProblem}
    made |= {p.name: errors.DatabaseUnusable(p) for p in errors.DatabaseProblem}
    made |= {
        f"in memory {p.name}": errors.DatabaseUnusable(p, in_memory=True)
        for p in errors.DatabaseProblem
    }
    made |= {f"backup {p.name}": errors.BackupUnusable(p) for p in errors.BackupProblem}
    made |= {
        f"attachment {p.name}": errors.AttachmentUnusable(p, name="a.txt", size=3, limit=2)
        for p in errors.AttachmentProblem
    }
    made |= {
        f"extra fields {p.name}": errors.ExtraFieldsUnusable(p, name="stream", line=2, column=7)
        for p in errors.ExtraFieldsProblem
    }
    made |= {p.name: errors.KeyFileUnusable(p, Path("/keys.json")) for p in errors.KeyFileProblem}
    made |= {
        f"key {character!r}": errors.KeyUnusable(character, 3)
        for character in (" ", "\n", "ü", "\u200b")
    }
    made |= {
        f"settings {p.name}": errors.SettingsFileUnusable(p, "mine.json", "9.0")
        for p in errors.SettingsFileProblem
    }
    made["no engine"] = errors.EnginePartMissing("llmhub-desktop-engine")
    made["no keyring"] = errors.KeyringUnavailable(is_missing=True)
    others = (
        errors.EnginePartMissing("starlette"),
        errors.EngineFailed(),
        errors.NoModelChosen(),
        errors.LoginStartUnchangeable(),
        errors.ToolRoundsExceeded(25),
        errors.KeyUnusable(),
        errors.KeyringUnavailable(),
        errors.CertificateFileUnusable("/me.pem"),
        errors.CertificatePasswordWrong("/me.key"),
        errors.KeyFileUnusable(errors.KeyFileProblem.DAMAGED, Path("/keys.json")),
        errors.SoundUnreadable(),
        errors.UploadTooLarge(25_000_000),
        errors.FileUnreadable("a.csv"),
        errors.FileUnwritable("a.csv"),
        errors.PrintingFailed(),
        errors.ConversationsUnreadable("conversations.json"),
        errors.PicturesNotTaken("some-model"),
    )
    return made | {type(error).__name__: error for error in others}


SAMPLES = _samples()
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_error_says_what_happened_and_what_to_do(name: str) -> None:
    sentence = ErrorText().sentence(SAMPLES[name])
    assert not sentence.startswith(NOT_EXPECTED)
    assert len(sentence) > 30
    assert "{" not in sentence
    assert sentence.rstrip("”").endswith((".", "?"))


def test_no_kind_of_error_is_forgotten() -> None:
    worded = {type(error) for error in SAMPLES.values()}
    assert set(_leaves(errors.HubError)) <= worded


def test_the_servers_own_words_follow_the_sentence() -> None:
    error = errors.RateLimited("20 requests a minute", host="llm.example", retry_after=7.0)
    sentence = ErrorText().sentence(error)
    assert "7 s" in sentence
    assert sentence.endswith("“20 requests a minute”")


def test_a_defect_is_said_without_its_text() -> None:
    sentence = ErrorText().sentence(ValueError("a prompt that nobody should see"))
    assert sentence.startswith(NOT_EXPECTED)
    assert "ValueError" in sentence
    assert "nobody should see" not in sentence
