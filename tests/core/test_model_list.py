"""The models of the main list and of the audio base as one list."""

from __future__ import annotations

from desktop_app.core.model_list import join_models
from desktop_app.core.models import ModelInfo, ModelKind


def test_a_model_that_only_the_audio_base_has_is_one_for_speech() -> None:
    joined = join_models([ModelInfo("llama")], [ModelInfo("dictation-large", {"owner": "x"})])
    assert [model.id for model in joined] == ["llama", "dictation-large"]
    assert joined[1].kind is ModelKind.SPEECH
    assert joined[1].meta == {"owner": "x", "model_type": "STT"}


def test_a_model_of_both_lists_is_shown_once_with_all_that_is_known_of_it() -> None:
    listed = [ModelInfo("llama"), ModelInfo("voice", {"license": "mit", "size": 1})]
    joined = join_models(listed, [ModelInfo("voice", {"license": "other", "languages": 99})])
    assert len(joined) == 2
    assert joined[1].meta == {"license": "mit", "size": 1, "languages": 99, "model_type": "STT"}


def test_what_the_server_says_of_a_kind_is_kept() -> None:
    joined = join_models([ModelInfo("llama")], [ModelInfo("voice", {"model_type": "LLM"})])
    assert joined[1].kind is ModelKind.CHAT


def test_a_server_with_the_main_list_in_both_places_says_nothing_of_speech() -> None:
    listed = [ModelInfo("llama"), ModelInfo("mistral"), ModelInfo("whisper-1")]
    kinds = [model.kind for model in join_models(listed, listed)]
    assert kinds == [ModelKind.UNKNOWN, ModelKind.UNKNOWN, ModelKind.SPEECH]


def test_without_an_audio_base_the_main_list_stays_as_it_is() -> None:
    listed = (ModelInfo("llama", {"model_type": "LLM"}),)
    assert join_models(listed, []) == listed
