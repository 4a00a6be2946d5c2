"""The quirks of OpenAI-compatible servers, each with the tests that show how it is survived.

Files are named below tests/. All the tests ask a real server on loopback.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ROWS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "empty choices first, a chunk of usage alone, a choice without delta": {
        "service/test_chat_quirks.py": ("test_every_form_of_a_reply_is_read",),
    },
    "usage in several chunks": {
        "service/test_chat_quirks.py": ("test_the_last_usage_wins_and_is_never_summed",),
    },
    "stream_options rejected": {
        "service/test_refused_parameters.py": (
            "test_stream_options_are_left_out_and_the_usage_estimated",
        ),
        "service/test_quirk_table.py": ("test_an_estimate_is_called_one",),
    },
    "max_tokens refused in favour of max_completion_tokens": {
        "service/test_refused_parameters.py": ("test_max_tokens_gets_its_new_name",),
    },
    "temperature or reasoning_effort refused": {
        "service/test_refused_parameters.py": (
            "test_a_refused_parameter_is_told_once_and_left_out_from_then_on",
        ),
        "service/test_quirk_table.py": ("test_what_was_left_out_is_said",),
    },
    "reasoning in fields, in tags across chunks, in lists": {
        "service/test_chat_quirks.py": (
            "test_reasoning_is_kept_out_of_the_answer",
            "test_reasoning_of_a_whole_reply",
        ),
        "end_to_end/test_chat.py": ("test_reasoning_that_was_stopped_stays",),
        "service/test_quirk_table.py": ("test_reasoning_is_not_sent_back",),
    },
    "tool deltas without id, without index, arguments at once": {
        "service/test_chat_quirks.py": (
            "test_tool_calls_are_told_apart",
            "test_ids_of_calls_are_made_up_when_the_server_sends_none",
        ),
        "end_to_end/test_tools_quirks.py": (
            "test_a_call_is_understood_however_the_server_sends_it",
        ),
    },
    "a tool call that ends by stop": {
        "service/test_chat_quirks.py": ("test_tool_calls_are_told_apart",),
        "end_to_end/test_tools_quirks.py": (
            "test_a_call_is_understood_however_the_server_sends_it",
        ),
    },
    "arguments that are no JSON, or cut": {
        "service/test_chat_quirks.py": ("test_calls_cut_by_the_limit_are_marked_as_cut",),
        "end_to_end/test_tools_quirks.py": (
            "test_arguments_that_are_no_json_are_not_run_and_their_error_goes_back",
        ),
    },
    "finish_reason empty, null or missing": {
        "service/test_chat_quirks.py": ("test_forms_of_the_finish_reason",),
        "service/test_quirk_table.py": ("test_an_end_without_a_reason_is_said",),
    },
    "an error inside a stream": {
        "service/test_chat_failures.py": (
            "test_an_answer_that_fails_in_the_middle_keeps_what_had_arrived",
            "test_an_error_in_plain_words_in_the_middle_is_told",
        ),
        "end_to_end/test_limits.py": (
            "test_what_arrived_before_an_error_is_kept_and_retry_offered",
        ),
    },
    "JSON or HTML in answer to a stream": {
        "service/test_chat_quirks.py": ("test_every_form_of_a_reply_is_read",),
        "service/test_chat_failures.py": (
            "test_a_refused_request_has_a_type_and_the_servers_words",
        ),
        "service/test_quirk_table.py": ("test_a_failure_has_its_sentence",),
    },
    "HTML from a proxy or a portal": {
        "service/test_chat_failures.py": (
            "test_a_refused_request_has_a_type_and_the_servers_words",
        ),
        "service/test_quirk_table.py": ("test_a_failure_has_its_sentence",),
    },
    "detail and error in every shape": {
        "service/test_chat_failures.py": (
            "test_a_refused_request_has_a_type_and_the_servers_words",
        ),
        "service/test_quirk_table.py": ("test_a_failure_has_its_sentence",),
    },
    "401, 403, 404": {
        "service/test_chat_failures.py": (
            "test_a_refused_request_has_a_type_and_the_servers_words",
        ),
        "service/test_quirk_table.py": ("test_a_failure_has_its_sentence",),
        "service/test_retrying.py": ("test_what_would_be_refused_again_is_not_asked_again",),
    },
    "429": {
        "service/test_retrying.py": (
            "test_the_server_is_asked_again_after_the_seconds_it_names",
            "test_without_a_hint_each_waiting_is_longer_and_no_two_are_the_same",
            "test_what_would_be_refused_again_is_not_asked_again",
        ),
        "end_to_end/test_limits.py": (
            "test_a_question_waits_visibly_and_is_asked_again",
            "test_cancel_ends_the_waiting_with_the_servers_refusal",
        ),
    },
    "context overflow in many wordings": {
        "service/test_chat_failures.py": (
            "test_a_refused_request_has_a_type_and_the_servers_words",
        ),
        "service/test_quirk_table.py": ("test_a_failure_has_its_sentence",),
        "end_to_end/test_chat_context.py": (
            "test_before_it_overflows_the_oldest_turns_can_be_left_out",
            "test_a_server_that_refuses_the_length_leads_to_the_same_offer",
        ),
    },
    "content as a list or null": {
        "service/test_chat_quirks.py": (
            "test_every_form_of_a_reply_is_read",
            "test_a_whole_reply_gives_the_same_calls",
        ),
    },
    "model entries with missing fields": {
        "service/test_models.py": ("test_every_form_of_the_list_is_read",),
    },
    "embeddings out of order, too few, of another dimension": {
        "service/test_embeddings.py": (
            "test_vectors_out_of_order_are_sorted",
            "test_vectors_that_cannot_be_used_are_refused",
        ),
        "end_to_end/test_embeddings_failures.py": ("test_a_query_of_another_dimension_is_refused",),
        "service/test_quirk_table.py": ("test_vectors_that_cannot_be_used_have_their_sentence",),
    },
    "limits of a batch of embeddings": {
        "service/test_embeddings.py": (
            "test_a_batch_that_is_too_large_is_halved_and_the_size_remembered",
            "test_other_refusals_are_not_taken_for_a_batch_too_large",
        ),
    },
    "base64 refused": {
        "service/test_embeddings.py": (
            "test_numbers_are_asked_for_when_base64_is_refused",
            "test_both_encodings_are_understood_whatever_was_asked",
        ),
    },
    "the server cannot fetch a picture": {
        "end_to_end/test_vision.py": ("test_a_server_that_cannot_fetch_gets_the_picture_itself",),
    },
    "limits of sound, and formats refused": {
        "service/test_speech.py": (
            "test_a_reply_without_words_is_a_failure",
            "test_every_form_of_a_transcript_is_read",
            "test_a_refusal_tells_what_is_to_be_done_with_the_sound",
            "test_wav_only_is_remembered_for_the_model_and_can_be_forgotten",
        ),
        "service/test_quirk_table.py": (
            "test_a_recording_that_is_refused_has_its_sentence",
            "test_missing_times_are_said_and_silence_is_no_failure",
        ),
        "audio/test_splitting.py": (
            "test_cuts_fall_into_the_pauses_of_a_talk",
            "test_the_pieces_together_are_the_sound_bit_for_bit",
            "test_an_hour_is_never_in_memory_as_a_whole",
        ),
        "tabs/test_speech_writer.py": (
            "test_more_than_ten_minutes_go_in_parts_that_together_are_the_sound",
            "test_after_a_failure_only_what_is_missing_is_sent",
            "test_a_server_of_smaller_limits_gets_smaller_parts",
            "test_a_part_too_large_in_its_format_is_cut_before_it_is_sent",
            "test_a_refused_format_is_tried_once_as_wav_and_remembered",
        ),
        "end_to_end/test_audio_failures.py": (
            "test_a_server_that_refuses_the_format_gets_wav",
            "test_a_sound_that_is_too_large_however_encoded_is_said_so",
        ),
        "end_to_end/test_audio_long.py": (
            "test_retry_goes_on_from_the_part_that_failed",
            "test_a_part_that_a_busy_server_puts_off_is_sent_again_by_itself",
            "test_stop_keeps_what_arrived_and_the_button_goes_on",
        ),
    },
    "verbose_json or srt unsupported": {
        "service/test_speech.py": (
            "test_a_model_that_tells_no_times_is_asked_for_words_and_never_for_times_again",
            "test_times_that_cannot_be_true_are_not_taken_for_times",
        ),
        "service/test_quirk_table.py": ("test_missing_times_are_said_and_silence_is_no_failure",),
        "tabs/test_speech_writer.py": ("test_times_of_a_part_only_are_no_times_of_the_whole",),
        "end_to_end/test_audio_times.py": (
            "test_a_transcript_with_times_is_edited_and_saved_as_subtitles",
            "test_without_times_no_subtitles_are_offered",
        ),
    },
    "the language as a name or a locale": {
        "end_to_end/test_audio.py": ("test_a_typed_language_is_sent_by_its_code",),
        "service/test_speech.py": ("test_the_language_is_left_to_the_server_when_none_is_set",),
    },
    "a connection cut, a stall": {
        "service/test_broken_networks.py": (
            "test_a_connection_may_be_cut_at_every_byte",
            "test_a_silence_in_the_middle_of_an_event_is_a_stall",
        ),
        "service/test_quirk_table.py": ("test_a_failure_has_its_sentence",),
    },
    "chunks that are enormous, double or never end": {
        "service/test_broken_networks.py": (
            "test_ten_megabytes_at_once_are_held_only_for_as_long_as_they_are_read",
            "test_an_answer_without_end_takes_no_memory_of_its_own",
            "test_stop_works_at_once",
        ),
        "service/test_chat_failures.py": ("test_a_line_or_an_event_that_never_ends_is_given_up",),
        "end_to_end/test_limits.py": ("test_a_flood_is_stopped_and_kept",),
    },
}
