"""What a model is for, told from what the server says of it, or from its name."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.core.models import ModelInfo, ModelKind, Placement, context_length


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("jina-embeddings-v2-base-de", ModelKind.EMBEDDING),
        ("text-embedding-bge-m3", ModelKind.EMBEDDING),
        ("tsi-embedding-colqwen2-2b-v1", ModelKind.EMBEDDING),
        ("multilingual-e5-large", ModelKind.EMBEDDING),
        ("whisper-large-v3-turbo", ModelKind.SPEECH),
        ("gpt-4o-transcribe", ModelKind.SPEECH),
        ("dall-e-3", ModelKind.IMAGE_GENERATION),
        ("Llama-3.3-70B-Instruct", ModelKind.UNKNOWN),
        ("claude-3-7-sonnet", ModelKind.UNKNOWN),
    ],
)
def test_without_metadata_the_name_tells(name: str, kind: ModelKind) -> None:
    assert ModelInfo(name).kind is kind


def test_metadata_comes_before_the_name() -> None:
    assert ModelInfo("embedder-chat", {"model_type": "LLM"}).kind is ModelKind.CHAT
    assert ModelInfo("x", {"model_type": "STT"}).kind is ModelKind.SPEECH
    assert ModelInfo("x", {"hidden_size": 1024}).kind is ModelKind.EMBEDDING


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("Qwen2.5-VL-72B-Instruct", True),
        ("QWEN-VL2-7B", True),
        ("gpt-4o", True),
        ("claude-3-5-sonnet", True),
        ("Llama-3.3-70B-Instruct", False),
        ("text-embedding-ada-002", False),
    ],
)
def test_a_name_tells_whether_a_model_sees(name: str, sees: bool) -> None:
    assert ModelInfo(name).sees_images is sees


def test_declared_modalities_are_believed() -> None:
    assert ModelInfo("plain", {"input_modalities": ["TEXT", "IMAGE"]}).sees_images
    assert not ModelInfo("gpt-4o", {"input_modalities": ["text"]}).sees_images


@pytest.mark.parametrize(
    ("meta", "placement"),
    [
        ({"deployment_country": "this computer"}, Placement.THIS_COMPUTER),
        (
            {"deployment_country": "DE", "is_externally_hosted": False},
            Placement.HOSTED_BY_PROVIDER,
        ),
        ({"deployment_country": "US", "is_externally_hosted": True}, Placement.HOSTED_EXTERNALLY),
        ({"is_externally_hosted": True}, Placement.HOSTED_EXTERNALLY),
        ({"deployment_country": "DE"}, Placement.UNKNOWN),
        ({"is_externally_hosted": False}, Placement.UNKNOWN),
        ({}, Placement.UNKNOWN),
    ],
)
def test_what_is_missing_never_reads_as_safe(meta: dict[str, object], placement: Placement) -> None:
    assert ModelInfo("m", meta).placement is placement


@pytest.mark.parametrize(
    ("meta", "length"),
    [
        ({"max_sequence_length": 8192, "context_length": 4096}, 8192),
        ({"max_sequence_length": 0, "max_model_len": 32_768}, 32_768),
        ({"context_window": 128_000}, 128_000),
        ({"meta": {"n_ctx_train": 2048}}, 2048),
        ({"max_sequence_length": 0}, None),
        ({"max_sequence_length": "8192", "context_length": True, "meta": None}, None),
        ({"max_sequence_length": -1}, None),
        ({}, None),
    ],
)
def test_how_much_a_model_reads(meta: dict[str, Any], length: int | None) -> None:
    models = (ModelInfo("another", {"max_sequence_length": 1}), ModelInfo("m", meta))
    assert context_length(models, "m") == length


def test_a_typed_model_reads_nobody_knows_how_much() -> None:
    assert context_length((), "m") is None
    assert context_length((ModelInfo("m", {"max_sequence_length": 1}),), "M") is None


@pytest.mark.parametrize(
    ("model", "calls"),
    [
        (ModelInfo("gpt-4-turbo-128k-france"), True),
        (ModelInfo("openai/o3-mini"), True),
        (ModelInfo("claude-3-7-sonnet"), True),
        (ModelInfo("Llama-3.3-70B-Instruct"), False),
        (ModelInfo("teuken", {"supported_parameters": ["temperature", "tools"]}), True),
        (ModelInfo("gpt-4o", {"supported_parameters": ["temperature"]}), False),
        (ModelInfo("qwen", {"capabilities": ["tool_use"]}), True),
        (ModelInfo("mistral", {"capabilities": {"function_calling": True}}), True),
        (ModelInfo("gpt-4o-transcribe"), False),
    ],
)
def test_what_is_known_of_tools_is_told_by_the_server_or_the_name(
    model: ModelInfo, calls: bool
) -> None:
    assert model.calls_tools is calls


@pytest.mark.parametrize(
    ("meta", "is_deprecated"),
    [
        ({"model_lifecycle_stage": "production"}, False),
        ({"model_lifecycle_stage": "Deprecated"}, True),
        ({"lifecycle_status": "retiring"}, True),
        ({"deprecation": "2026-12-01"}, True),
        ({"model_lifecycle_stage": 7}, False),
        ({}, False),
    ],
)
def test_a_model_that_will_go_is_known(meta: dict[str, Any], is_deprecated: bool) -> None:
    assert ModelInfo("m", meta).is_deprecated is is_deprecated
